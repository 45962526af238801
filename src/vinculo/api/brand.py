"""Reputation and attention over time: who speaks of the owner, who comes back, and which debates drew them.

Reach (how many saw something) is in no file that vinculo reads, and is not made up. Nobody is ranked:
people stand in the order of time.
"""

import datetime as dt
from dataclasses import dataclass

from vinculo.api.answers import day_of
from vinculo.api.growth import quarters
from vinculo.api.places import places
from vinculo.api.regard import named
from vinculo.derive import Derived
from vinculo.ledger import Ledger
from vinculo.measure.interactions import KINDS
from vinculo.model import DAY_S

VOICES = {
    "recommendation": "recommended", "mention": "mentioned", "repost": "passed_on", "comment": "discussed",
    "endorsement": "clicked", "reaction": "clicked", "vote": "clicked",
}  # fmt: skip
"""Kind of event toward the owner → what it was: said in public, or a click."""
SPOKEN = ("recommended", "mentioned", "passed_on", "discussed")
SORTS = (*SPOKEN, "clicked")
DRAWING = ("attention", "reputation")
MOST_DEBATES = 40
_NAMES = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who spoke of the owner in public, or came to what the owner wrote."""

    person: tuple[str, str]
    first_on: str
    last_on: str
    days: int
    """Separate days on which they did."""
    sorts: tuple[str, ...]
    """What they did, of `SORTS`."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A place that drew people."""

    place: tuple[str, str]
    kind: str
    first_on: str
    people: int
    came_back: int
    """Of those, how many spoke again on another day, anywhere in public."""


@dataclass(frozen=True, slots=True)
class Brand:
    """What is said of the owner in public, as far as the files show it."""

    days: tuple[int, ...]
    """Last days of quarters (days since 1970), and the day of the question."""
    voices: dict[str, tuple[int, ...]]
    """Sort → how many different people did so in each of these quarters; `spoken`: any of what is said, not
    clicked; `returning`: of those, who had before."""
    people: tuple[Voice, ...]
    """Everybody who said something (clicks alone name nobody), the latest first."""
    debates: tuple[Drawing, ...]
    """The newest first."""
    returns: tuple[tuple[str, str, float, str], ...]
    """Attention and reputation that the owner noted: day, dimension, amount, unit."""
    is_reach_observable: bool


def brand(ledger: Ledger, derived: Derived) -> Brand:
    """What others said of the owner in public, by quarter, person and place."""
    acts = _acts(derived)
    first = min((day for _, day, _, _ in acts), default=None)
    ends = quarters(first, (derived.as_of - 1) // DAY_S) if first is not None else ()
    days_of: dict[int, list[int]] = {}
    for person, day, sort, _ in acts:
        if sort in SPOKEN:
            days_of.setdefault(person, []).append(day)
    drawn = tuple(
        (day_of(one.at), one.dimension, float(one.amount), one.unit)
        for one in derived.word.returns
        if one.status == "confirmed" and one.dimension in DRAWING
    )
    return Brand(
        ends,
        _by_quarter(acts, days_of, ends),
        _people(derived, acts, days_of),
        _debates(ledger, derived, acts, days_of),
        drawn,
        is_reach_observable=False,
    )


Act = tuple[int, int, str, int | None]


def _acts(derived: Derived) -> list[Act]:
    """Who, on which day, did what of the kind, and where: toward the owner, the oldest first."""
    columns = (derived.happenings[name].to_pylist() for name in ("tie", "at", "code", "inbound", "thread"))
    found = [
        (tie, at // DAY_S, VOICES[_NAMES[code]], thread)
        for tie, at, code, inbound, thread in zip(*columns, strict=True)
        if inbound and _NAMES[code] in VOICES
    ]
    return sorted(found, key=lambda act: (act[1], act[0], act[2], act[3] or 0))


def _by_quarter(
    acts: list[Act], days_of: dict[int, list[int]], ends: tuple[int, ...]
) -> dict[str, tuple[int, ...]]:
    told: dict[str, list[set[int]]] = {
        sort: [set() for _ in ends] for sort in (*SORTS, "spoken", "returning")
    }
    place = 0
    for person, day, sort, _ in acts:
        while day > ends[place]:
            place += 1
        told[sort][place].add(person)
        if sort in SPOKEN:
            told["spoken"][place].add(person)
            told["returning"][place] |= {person} if days_of[person][0] < day else set()
    return {sort: tuple(map(len, people)) for sort, people in told.items()}


def _people(derived: Derived, acts: list[Act], days_of: dict[int, list[int]]) -> tuple[Voice, ...]:
    sorts: dict[int, set[str]] = {}
    for person, _, sort, _ in acts:
        sorts.setdefault(person, set()).add(sort)
    voices = [
        Voice(
            named(derived, person),
            day_of(days[0] * DAY_S),
            day_of(days[-1] * DAY_S),
            len(set(days)),
            tuple(sort for sort in SORTS if sort in sorts[person]),
        )
        for person, days in days_of.items()
    ]
    return tuple(sorted(voices, key=lambda one: (_newest(one.last_on), one.person[1])))


def _newest(day: str) -> int:
    return -dt.date.fromisoformat(day).toordinal()


def _debates(
    ledger: Ledger, derived: Derived, acts: list[Act], days_of: dict[int, list[int]]
) -> tuple[Drawing, ...]:
    drawn: dict[int, set[int]] = {}
    for person, _, sort, thread in acts:
        if thread is not None and sort in SPOKEN:
            drawn.setdefault(thread, set()).add(person)
    found = [
        Drawing(
            (place.id, place.title),
            place.kind,
            place.first_on,
            len(drawn[int(place.id)]),
            sum(len(set(days_of[person])) > 1 for person in drawn[int(place.id)]),
        )
        for place in places(ledger, derived)
        if int(place.id) in drawn
    ]
    found.sort(key=lambda one: (_newest(one.first_on), one.place))
    return tuple(found[:MOST_DEBATES])
