"""Why a number is what it is: its sum by kind, the arithmetic of one happening, the record itself.

Everything here is asked of a `Reading`, so that a face that stays open derives once; of a person
with ten thousand events only those that are shown are read.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from vinculo import derive
from vinculo.api.answers import Moment, Relationship, day_of
from vinculo.api.people import find_person
from vinculo.api.reading import Reading
from vinculo.api.show import moment_of
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.measure import stages as rules
from vinculo.measure.interactions import COMPOSED_PER_MINUTE, KINDS
from vinculo.model import DAY_S

_NAMES = tuple(KINDS)
Side = Literal["in", "out"]
_FLAGS: dict[Side, str] = {"in": "inbound", "out": "outbound"}


class Page(NamedTuple):
    """Some happenings of a timeline, the newest first."""

    moments: tuple[Moment, ...]
    total: int
    """How many there are in all."""
    before: str
    """Where the next page begins; empty on the last one."""


class Step(NamedTuple):
    """A stage that was reached."""

    stage: str
    on: str
    moment: Moment
    """The happening that completed it."""


class Sum(NamedTuple):
    """What happenings of one kind add up to."""

    kind: str
    n: int
    minutes: float


class Sums(NamedTuple):
    """Minutes of one side, by kind; the largest first."""

    kinds: tuple[Sum, ...]
    minutes: float
    typical: Moment | None
    """A happening of the first kind: the one in the middle, if they are put in order of minutes."""


class Fulfilled(NamedTuple):
    """One thing that a stage asks for, and what fulfilled it."""

    part: str
    """A key of the catalogue below `part.`."""
    needed: int
    on: str | None
    """The day since when it is fulfilled; None as long as it is not."""
    moment: Moment | None


class Cost(NamedTuple):
    """The minutes of one happening, taken apart: (base + composing + reading) / shared by."""

    words: int
    composing: float
    reading: float
    base: float
    """What it costs whatever was said: a gesture, or half an hour where nobody told how long."""
    lasted: float | None
    """Minutes from beginning to end; None where it is no meeting or call, or nobody told."""
    shared_by: int
    explains: bool
    """Whether the parts come to the minutes; not where another file tells of it more fully."""


def relationship(reading: Reading, who: str, on: dt.date) -> Relationship:
    """The relationship with whoever `who` means, as of the end of a day.

    Raises UnknownPerson where nobody, or several, answer to it.
    """
    person = str(find_person(reading.derived(on), who))
    return next(one for one in reading.worth(on).relationships if one.person.id == person)


def timeline(reading: Reading, one: Relationship, on: dt.date, *, before: str = "", limit: int = 100) -> Page:
    """At most `limit` happenings, the newest first; from where `before` (of another page) says."""
    own = _own(reading, one, on)
    end = next((place for place, row in enumerate(own) if _cursor(row) == before), 0) if before else len(own)
    chosen = own[max(0, end - limit) : end]
    moments = _moments(reading, one, chosen)
    return Page(tuple(reversed(moments)), len(own), _cursor(chosen[0]) if end > limit else "")


def moment(reading: Reading, one: Relationship, on: dt.date, entry: str) -> Moment:
    """One happening of a relationship by the id of its entry. Raises Refusal where it is not one of it."""
    found = _moments(reading, one, [row for row in _own(reading, one, on) if str(row["id"]) == entry])
    if not found:
        raise Refusal("refusal.no_such_entry", entry=entry)
    return found[0]


def steps(reading: Reading, one: Relationship, on: dt.date) -> tuple[Step, ...]:
    """The path so far, from the link (where there is none, from what came first); each step with the
    happening that earned it."""
    own = _own(reading, one, on)
    linked = next((row for row in own if KINDS[_NAMES[row["code"]]].is_link), own[0])
    entries = {rules.STAGES[0].key: str(linked["id"])}
    entries |= {claim.removeprefix("stage."): entry for claim, entry in _earning(one)}
    told = {
        found.entry: found
        for found in _moments(reading, one, [row for row in own if str(row["id"]) in entries.values()])
    }
    path = ((stage, told[entry]) for stage, entry in entries.items() if entry in told)
    return tuple(Step(stage, moment.at[:10], moment) for stage, moment in path)


def sums(reading: Reading, one: Relationship, on: dt.date, side: Side) -> Sums:
    """What one side put in, by kind of happening; adds up to `minutes_in` or `minutes_out`."""
    own = [row for row in _own(reading, one, on) if row[_FLAGS[side]] and row["centiminutes"]]
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in own:
        by_kind.setdefault(_NAMES[row["code"]], []).append(row)
    told = [
        Sum(kind, len(rows), sum(r["centiminutes"] for r in rows) / 100) for kind, rows in by_kind.items()
    ]
    told.sort(key=lambda part: (-part.minutes, part.kind))
    typical = None
    if told:
        rows = sorted(by_kind[told[0].kind], key=lambda row: (row["centiminutes"], row["at"], row["id"]))
        (typical,) = _moments(reading, one, [rows[len(rows) // 2]])
    return Sums(tuple(told), sum(row["centiminutes"] for row in own) / 100, typical)


def fulfilled(reading: Reading, one: Relationship, on: dt.date, stage: str) -> tuple[Fulfilled, ...]:
    """What a stage asks for, each with the day and the happening that fulfilled it; of one that is
    asked for twice, the stricter. A contact is asked for nothing."""
    derived = reading.derived(on)
    person, row = int(one.person.id), derived.rows[int(one.person.id)]
    asked = rules.way_of(next(step for step in rules.STAGES if step.key == stage), row)
    instants = {part.key: (part.needed, row.get(part.fulfilled_at)) for part in asked}
    proofs = {at: derived.steps.get((person, at)) for _, at in instants.values() if at is not None}
    wanted = {entry for entry in proofs.values() if entry is not None}
    own = [found for found in _own(reading, one, on) if found["id"] in wanted]
    by_id = {told.entry: told for told in _moments(reading, one, own)}
    return tuple(
        Fulfilled(
            key,
            needed,
            day_of(at) if at is not None else None,
            by_id.get(str(proofs[at])) if at is not None else None,
        )
        for key, (needed, at) in instants.items()
    )


def cost(told: Moment) -> Cost:
    """How the minutes of one happening follow from what its record says.

    What is left after composing (words / 19) and the kind's own cost is the reading of what it
    answers (words / 238); Karat et al. 1999, Brysbaert 2019.
    """
    kind, shared_by = KINDS[told.kind], told.others + 1
    if told.is_canned:
        return Cost(0, 0.0, 0.0, told.minutes * shared_by, None, shared_by, explains=True)
    if kind.cost == "duration" and told.duration_s is not None:
        return Cost(0, 0.0, 0.0, 0.0, told.duration_s / 60, shared_by, explains=True)
    words = told.words if kind.cost == "text" else 0
    composing, base = words / COMPOSED_PER_MINUTE, kind.base_c / 100
    left = told.minutes * shared_by - composing - base
    rounding = 0.005 * shared_by + 1e-9  # minutes are told in hundredths
    reading = left if kind.cost == "text" and left > rounding else 0.0
    return Cost(words, composing, reading, base, None, shared_by, abs(left - reading) <= rounding)


def _own(reading: Reading, one: Relationship, on: dt.date) -> list[dict[str, Any]]:
    """The happenings of one relationship as rows, the oldest first."""
    rows: list[dict[str, Any]] = derive.rows_of(
        reading.derived(on).happenings, int(one.person.id)
    ).to_pylist()
    return rows


def _cursor(row: dict[str, Any]) -> str:
    return f"{row['at'] // DAY_S}.{row['id']}"


def _moments(reading: Reading, one: Relationship, rows: Sequence[dict[str, Any]]) -> list[Moment]:
    earned: dict[str, list[str]] = {}
    for claim, entry in _earning(one):
        earned.setdefault(entry, []).append(claim.removeprefix("stage."))
    with Ledger.open(reading.path, create=False) as ledger:
        told = read.entries(ledger, [row["id"] for row in rows])
    return [
        moment_of(told[row["id"]], row, tuple(earned.get(str(row["id"]), ())))
        for row in rows
        if row["id"] in told
    ]


def _earning(one: Relationship) -> Iterable[tuple[str, str]]:
    return ((proof.claim, proof.entry) for proof in one.evidence if proof.claim.startswith("stage."))
