"""Small ledgers of invented lives, written as the owner's word, for what must be true of forecasts."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from vinculo.ledger import Ledger, tell
from vinculo.model import OWNER, Event, Handle, Ruling

DAY = 86_400
BEGUN = 18_000
"""The day (since 1970) on which invented lives begin: 14 April 2019."""


class Said(NamedTuple):
    """One message."""

    person: int
    day: float
    """Since the life began."""
    is_theirs: bool


def handle(person: int) -> Handle:
    return Handle("email", f"p{person}@example.net", f"Person {person}")


def instant(day: float) -> int:
    return int((BEGUN + day) * DAY)


def event(said: Said) -> Event:
    sender, recipient = (handle(said.person), OWNER) if said.is_theirs else (OWNER, handle(said.person))
    at = instant(said.day)
    native = f"message|{said.person}|{at}|{said.is_theirs}"
    return Event("message", at, "second", "written", sender, (recipient,), native, None, "a word")


def returned(person: int, day: float, dimension: str = "learning", amount: str = "2") -> Event:
    facts = (("amount", amount), ("dimension", dimension), ("status", "confirmed"), ("unit", "hours"))
    native = f"word|return|{person}|{day}|{dimension}|{amount}"
    return Event(
        "return", instant(day), "day", "written", OWNER, (handle(person),), native, None, "", None, facts
    )


def ruled(person: int, kind: str, day: float) -> Ruling:
    return Ruling(kind, (handle(person),), instant(day))


def live(path: Path, entries: Iterable[Said | Event | Ruling]) -> Path:
    """A ledger of these, in this order."""
    told = [(event(one) if isinstance(one, Said) else one, 2) for one in entries]
    with Ledger.open(path, create=True) as ledger:
        if told:
            tell(ledger, "owner", told, "a life", instant(0))
    return path


def usual(people: int = 45, days: int = 900, seed: int = 5) -> list[Said]:
    """Relationships that begin, go on at their own pace, and end."""
    dice = random.Random(seed)
    said = []
    for person in range(1, people + 1):
        pace, day = dice.gammavariate(2, 15), dice.uniform(0, 0.6 * days)
        end = min(days, day + dice.expovariate(1 / 500))
        while day < end:
            said.append(Said(person, round(day, 4), dice.random() < 0.5))
            day += dice.expovariate(1 / pace)
    return said


COLLAPSE = [one for one in usual() if one.day < 450]
"""Everybody falls silent half-way."""
LIVES: dict[str, Sequence[Said]] = {
    "nobody": (),
    "one message": (Said(1, 3, is_theirs=False),),
    "one pair": tuple(Said(1, 3 * day, bool(day % 2)) for day in range(40)),
    "all at one instant": tuple(Said(person, 5, is_theirs=True) for person in range(1, 41)),
    "everybody silent since": tuple(one for one in usual() if one.day < 120),
    "a collapse half-way": tuple(COLLAPSE),
    "a short life": tuple(Said(person, day, bool(day % 2)) for person in range(1, 35) for day in range(4)),
}
UNTIL = 900
"""Days after which these lives are asked about."""
