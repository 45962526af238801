"""The answers, frozen. Whatever carries an opinion (stage, value, condition) carries its evidence.

`as_json` turns any of them into plain data: ids become strings, because a 64-bit integer does not
survive a browser; instants become ISO 8601, days `YYYY-MM-DD`.
"""

import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from vinculo.api.foretold import Capacity, Expected, Outlook, Potential
from vinculo.api.told import Amount, Regard
from vinculo.model import DAY_S

DIMENSIONS = ("money", "opportunity", "learning", "attention", "reputation", "access")
"""Kinds of return. They are never added up."""


def day_of(at: int) -> str:
    """The UTC day of an instant, ISO 8601."""
    return dt.datetime.fromtimestamp(at, dt.UTC).date().isoformat()


def instant_of(at: int) -> str:
    """An instant, ISO 8601 in UTC."""
    return dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of_day(on: dt.date) -> int:
    """The instant at which a day is over: the exclusive `as_of` of a question about that day."""
    return ((on - dt.date(1970, 1, 1)).days + 1) * DAY_S


@dataclass(frozen=True, slots=True)
class WhoAnswer:
    """A person as faces name them."""

    id: str
    name: str
    handles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entry behind a claim."""

    claim: str
    """`first` (what came first of all), `stage.` and the stage that this entry earned, or `return`."""
    entry: str
    kind: str
    at: str
    precision: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Value:
    """What a relationship is worth, by dimension; exactly zero until somebody answers."""

    gate: int
    """0: nobody ever answered. 1: somebody did, or a return was confirmed."""
    realized: dict[str, float]
    """By dimension, in the unit of `units`; each person's part of what came, by who took part in it."""
    expected: Expected
    lost: dict[str, float]
    """Losses by dimension: a column of their own, never set off."""
    units: dict[str, str]
    """Dimension → the unit that the owner uses most for it."""
    apart: tuple[Amount, ...]
    """What came, or was lost, in other units, or in dimensions of the owner's own."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """The owner and one person, as of a date [tie]."""

    person: WhoAnswer
    stage: str
    highest_stage: str
    condition: str | None
    """`active`, `dormant`, `lost`; None for a contact, where nothing can have gone silent."""
    value: Value
    bond: float
    minutes_in: float
    """What the other side put in."""
    minutes_out: float
    """What the owner put in."""
    active_days: int
    first_on: str
    """Day of the first event of any kind."""
    last_on: str
    """Day of the last event of any kind."""
    last_exchange_on: str | None
    evolved_on: str | None
    """Day of the latest step to a higher stage."""
    observable: tuple[str, ...]
    not_observable: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[tuple[str, int], ...]
    """What the next stage still needs: keys below `part.` of the catalogue, and how many."""
    numbers: dict[str, int | None]
    """One value per feature, in its own unit."""
    forecast: Outlook | None
    """What is ahead; None where there was no exchange yet."""
    potential: Potential | None
    """What a contact may become: not yet worth anything, and in no sum."""
    regard: Regard
    """What the owner's word says: trust, promises, projects, tags."""


@dataclass(frozen=True, slots=True)
class Worth:
    """The answer to the question, for everybody."""

    as_of: str
    ladder: dict[str, int]
    """Stage → how many relationships stand there."""
    unidentified: int
    """Links whose other side the source hides."""
    ambiguous: tuple[tuple[str, int], ...]
    """Names that several people bear: records under them count for nobody yet."""
    observable: tuple[str, ...]
    not_observable: tuple[str, ...]
    knows_owner: bool
    relationships: tuple[Relationship, ...]
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of a timeline, with its origin and what it counts for."""

    entry: str
    at: str
    precision: str
    kind: str
    direction: str
    """`in`, `out`, `both`, or `aside` for what is about somebody and not between the two."""
    minutes: float
    is_exchange: bool
    text: str
    words: int
    """Words of the text that count: what is said again and again is said once."""
    duration_s: int | None
    """Of a meeting or call; None where not told."""
    facts: dict[str, str]
    others: int
    """How many more it went to."""
    source: str
    file: str
    line: int
    steps: tuple[str, ...]
    """Stages that this event earned."""
    depth: int = 0
    """How deep it goes, from 0 to 100: the minutes count in full at 100, and by half at 0."""
    is_canned: bool = False
    """Whether it is a ready-made text, which counts as a click."""
    zone: str = "written"
    """How its zone is known: `written`, `known` by the file, `assumed`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A relationship with its whole story."""

    relationship: Relationship
    timeline: tuple[Moment, ...]
    path: tuple[tuple[str, str], ...]
    """Stage and the day it was reached, in order."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How the ledger is."""

    ledger: str
    digest: str
    events: int
    persons: int
    rejects: int
    schema_version: int
    cards: int
    rulings: int
    unfinished: int
    """Batches that a killed import left; the next import rolls them away."""
    knows_owner: bool
    findings: tuple[str, ...] = field(default=())
    """Keys below `finding.` of the catalogue."""


def as_json(answer: Any) -> Any:
    """An answer as plain data: objects, arrays, strings, numbers, true, false, null."""
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        return {f.name: as_json(getattr(answer, f.name)) for f in dataclasses.fields(answer)}
    if isinstance(answer, dict):
        return {key: as_json(value) for key, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [as_json(value) for value in answer]
    return answer
