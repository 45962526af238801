"""The owner's calendar: the meetings that messages speak of, and what else fills a week."""

import random
from typing import NamedTuple

from life import SEED, world
from life.acts import Meeting
from life.clock import DAY_S
from life.people import Person
from life.whole import Life

_PLACES = dict(line.split(" | ") for line in world.WORDS_OF_PLACES)


class Appointment(NamedTuple):
    """One meeting as the calendar keeps it."""

    uid: str
    at: int
    minutes: int
    title: str
    where: str
    """A street address, or nothing."""
    link: str
    people: tuple[Person, ...]
    by_owner: bool
    """Who sent the invitation."""
    sent_at: int
    state: str
    """`accepted`, `cancelled`, `declined` (by the owner) or `tentative`."""
    moved: bool


_TITLES = {
    "coffee": ("Café con {}", "Café {}", "{} y café"),
    "coffee-moved": ("Comida con {}", "Comer con {}"),
    "coffee-cancelled": ("Café con {}",),
    "call": ("Llamada {}", "Call {}", "{} / Irune"),
}


def appointments(life: Life) -> list[Appointment]:
    """By time. Of what was agreed with the crowd one in five never got into the calendar."""
    found: dict[tuple[int, str], Appointment] = {}
    for meeting in life.deeds.meetings:
        scripted = meeting.title not in _TITLES
        rng = random.Random(f"{SEED}|agenda|{meeting.at}|{meeting.people[0].key}")
        if not scripted and rng.random() < 0.2:
            continue
        made = _appointment(meeting, rng)
        same = found.get((made.at, made.where))
        if same:
            made = same._replace(people=(*same.people, *made.people))
        found[made.at, made.where] = made
    return sorted(found.values(), key=lambda made: made.at)


def _appointment(meeting: Meeting, rng: random.Random) -> Appointment:
    person = meeting.people[0]
    title = rng.choice(_TITLES.get(meeting.title, (meeting.title,))).format(person.first.split()[0])
    where = _PLACES.get(meeting.where, meeting.where)
    is_link = where.startswith("http") or where == "teléfono"
    remote = meeting.mode == "remote"
    # A meeting link stands in many invitations to meetings in person too: the program adds it by itself.
    link = _meet(rng) if remote or meeting.mode == "hybrid" or rng.random() < 0.25 else ""
    return Appointment(
        uid=f"{rng.getrandbits(120):030x}"[:26] + "@google.com",
        at=meeting.at,
        minutes=meeting.minutes,
        title=title[0].upper() + title[1:],
        where="" if remote or is_link else where[0].upper() + where[1:],
        link="" if where == "teléfono" else link,
        people=(person,),
        by_owner=rng.random() < 0.55,
        sent_at=meeting.proposed_at or meeting.at - rng.randint(2, 9) * DAY_S,
        state="cancelled" if meeting.mode == "cancelled" else "accepted",
        moved=meeting.moved_from is not None,
    )


def _meet(rng: random.Random) -> str:
    letters = "abcdefghijkmnopqrstuvwxyz"
    code = "-".join("".join(rng.choices(letters, k=length)) for length in (3, 4, 3))
    return f"https://meet.google.com/{code}"
