"""Invitations, confirmed skills, recommendations, and the greetings that LinkedIn suggests to people."""

import random

from life import SEED, world
from life.acts import Endorsement, Invitation, Message, Recommendation
from life.clock import DAY_S, awake, day_of, instant, working_second
from life.grammar import say, sections
from life.owner import OWNER
from life.people import Person
from life.slots import Slots, in_voice

PUBLIC = sections(world.TEXTS / "public.txt")
SKILLS_SINCE = day_of("2012-10-01")
INVITATIONS_SINCE = day_of("2014-01-01")


def speak(
    rng: random.Random, section: str, at: int, pair: tuple[Person, Person], language: str, names: list[str]
) -> str:
    """One sentence of a section of `public.txt`, said by the first of the pair to the second."""
    slots = Slots(rng, at, language, pair, names, warm=True)
    return in_voice(say(rng.choice(PUBLIC[section]), rng, slots.ask), pair[0].voice)


def invitations(people: list[Person], names: list[str]) -> list[Invitation]:
    """Who asked whom, before they connected; the archive keeps those since 2014."""
    found = []
    for person in people:
        rng = random.Random(f"{SEED}|invitation|{person.key}")
        linked_at = person.linked_at or 0
        by_owner = rng.random() < (0.04 if person.role in ("vendor", "recruiter", "student") else 0.4)
        wait_s = int(rng.choice((rng.expovariate(1 / 4000), rng.expovariate(1 / (3 * DAY_S)))))
        at = linked_at - 60 - wait_s
        note = ""
        if rng.random() < (0.16 if by_owner else 0.09):
            side, pair = ("me", (OWNER, person)) if by_owner else ("them", (person, OWNER))
            note = speak(rng, f"invite {side} {person.language}", at, pair, person.language, names)
        if at // DAY_S >= INVITATIONS_SINCE:
            found.append(Invitation(at, person, by_owner, note))
    return found


def pending(people: list[Person], names: list[str]) -> list[Invitation]:
    """Invitations that nobody has accepted, as of the export."""
    found = []
    for person in people:
        rng = random.Random(f"{SEED}|pending|{person.key}")
        by_owner = rng.random() < 0.55
        day = world.EXPORTED_2026 - int(rng.expovariate(1 / 260)) - 3
        at = instant("madrid", max(day, INVITATIONS_SINCE), working_second(rng))
        pair = (OWNER, person) if by_owner else (person, OWNER)
        side = "me" if by_owner else "them"
        note = speak(rng, f"invite {side} {person.language}", at, pair, person.language, names)
        found.append(Invitation(at, person, by_owner, note if rng.random() < 0.3 else ""))
    return found


def endorsements(person: Person) -> list[Endorsement]:
    """Skills confirmed with a click, often several in the same minute; some people do little else."""
    rng = random.Random(f"{SEED}|endorsements|{person.key}")
    found = []
    for by_owner, keen in ((False, rng.betavariate(0.35, 3.2)), (True, person.temperament.affinity * 0.35)):
        if rng.random() > keen:
            continue
        first = max((person.linked_at or 0) // DAY_S, SKILLS_SINCE)
        day = first + int(rng.expovariate(1 / 400))
        if day >= min(person.gone or world.EXPORTED_2026, world.EXPORTED_2026):
            continue
        at = instant("madrid", day, working_second(rng))
        for skill in rng.sample(PUBLIC["skills"], rng.choice((1, 1, 2, 3))):
            at += rng.randint(1, 9)
            found.append(Endorsement(at, person, by_owner, skill))
    return found


def recommendations(people: list[Person], talked: dict[str, int], names: list[str]) -> list[Recommendation]:
    """A few texts by and for people with whom there was much to say; some never shown."""
    rng = random.Random(f"{SEED}|recommendations")
    close = [p for p in people if talked.get(p.key, 0) > 12 and p.gone is None]
    chosen = rng.sample(close, 13)
    statuses = ["VISIBLE"] * 6 + ["PENDING", "PENDING", "HIDDEN"]
    found = []
    for number, person in enumerate(chosen):
        by_owner = number >= len(statuses)
        day = rng.randint(
            max((person.linked_at or 0) // DAY_S + 300, day_of("2013-06-01")), world.EXPORTED_2026 - 20
        )
        at = instant("madrid", min(day, world.EXPORTED_2026 - 9), working_second(rng))
        pair = (OWNER, person) if by_owner else (person, OWNER)
        language = person.language if not by_owner else "es"
        text = speak(rng, f"praise {'me' if by_owner else 'them'} {language}", at, pair, language, names)
        found.append(Recommendation(at, person, by_owner, text, "" if by_owner else statuses[number]))
    return found


_WISHES = {
    "es": (
        "¡Feliz cumpleaños, Irune!",
        "Feliz cumple 🎂",
        "¡Felicidades!",
        "Muchas felicidades, Irune",
        "¡Felicidades por tu aniversario laboral!",
        "Enhorabuena por estos años",
    ),
    "en": (
        "Happy birthday, Irune!",
        "Happy birthday!",
        "HBD 🎉",
        "Happy birthday, have a great day",
        "Congrats on your work anniversary!",
        "Happy work anniversary",
    ),
}
_THANKS = {
    "es": ("¡Gracias!", "Muchas gracias 🙂", "Gracias, {you}"),
    "en": ("Thank you!", "Thanks, {you} 🙂"),
}


def wishes(person: Person) -> list[Message]:
    """Birthdays (11 February) and work anniversaries (4 March), as the site suggests them to people."""
    rng = random.Random(f"{SEED}|wishes|{person.key}")
    keen = rng.betavariate(0.12, 22)
    found: list[Message] = []
    for year in range(2014, 2027):
        for month_day, words in (("02-11", slice(0, 4)), ("03-04", slice(4, 6))):
            day = day_of(f"{year}-{month_day}")
            known = (person.linked_at or 0) // DAY_S < day < (person.gone or world.EXPORTED_2026)
            if not known or rng.random() > keen:
                continue
            at = awake(person.home(day).zone, instant("madrid", day, working_second(rng)), rng, 1)
            text = rng.choice(_WISHES[person.language][words])
            found.append(Message(at, person.key, person, (OWNER,), text))
            if rng.random() < 0.45:
                thanks = rng.choice(_THANKS[person.language]).format(you=person.first)
                at = awake("madrid", at + rng.randint(600, 40_000), rng, 1)
                found.append(Message(at, person.key, OWNER, (person,), thanks))
    return found
