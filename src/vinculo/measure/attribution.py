"""Who took part in what came, and where it had begun: one ledger of parts, looked at from several sides.

Candidates for a return are the exchanges before its day was over with whoever is meant: the people the
owner names, whoever introduced them (and their introducers), and the people in the place where it
began, if their gate was open by then. An exchange is evidence by its time x its role x what is left of it
with a half-life of four years, and `returns` makes shares of it. By person, by place, by the place where
a relationship began and by who introduced it are only different sums over the same parts, so that all
have the same total. "Took part in" is what this knows; "caused" is more than anybody can know.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pyarrow as pa

from vinculo.measure.decay import EFFORT_OF_A_MINUTE, decay_table
from vinculo.measure.interactions import KINDS
from vinculo.measure.returns import Return, apportioned, smallest_unit
from vinculo.measure.stages import STAGES, Row, reached_at
from vinculo.model import DAY_S

_KINDS = tuple(KINDS)


class Introduction(NamedTuple):
    """That somebody brought others to the owner."""

    introducer: int
    people: tuple[int, ...]
    at: int
    entry: int


class Contribution(NamedTuple):
    """What somebody did in a place before a return."""

    person: int
    place: int | None
    evidence: int


class Part(NamedTuple):
    """A share of one return."""

    key: str
    """Of the return."""
    person: int | None
    """None: nobody is known to have taken part."""
    place: int | None
    """Where they did; None outside of any thread."""
    origin: int | None
    """Where the first answer between them and the owner was given."""
    introducer: int | None
    share: Fraction
    amount: Decimal


class Tie(NamedTuple):
    """What attribution needs to know of a relationship."""

    happenings: Sequence[Mapping[str, int]]
    """Its rows (at, code, exchange, effort, thread)."""
    open_at: int | None
    """When its gate opened."""
    replied_at: int | None


def ends_at(told: Return) -> int:
    """When the day of a return is over: what happened before took part in it, or may have."""
    return (told.at // DAY_S + 1) * DAY_S


def introducer_of(person: int, introductions: Iterable[Introduction], before: int) -> int | None:
    """Who first brought this person to the owner; None where nobody did."""
    found = [one for one in introductions if person in one.people and one.at < before]
    return min(found, key=lambda one: (one.at, one.entry)).introducer if found else None


def chain_of(people: Iterable[int], introductions: Sequence[Introduction], before: int) -> list[int]:
    """These people and all who stand behind them: their introducers, and theirs, each once."""
    chain: list[int] = []
    waiting = list(people)
    while waiting:
        person = waiting.pop(0)
        if person in chain:
            continue
        chain.append(person)
        behind = introducer_of(person, introductions, before)
        waiting += [behind] if behind is not None else []
    return chain


def contributions(
    told: Return, tie: Callable[[int], Tie], people: Iterable[int], roles: Mapping[str, int]
) -> list[Contribution]:
    """The evidence of these people by place. Whoever the owner names but has done nothing on record
    counts with one minute: the owner's word is evidence. Of the others, those whose gate was open."""
    end = ends_at(told)
    weights = _weights()
    found: list[Contribution] = []
    for person in people:
        one, is_named = tie(person), person in told.people
        if not is_named and (one.open_at is None or one.open_at >= end):
            continue
        by_place: dict[int | None, int] = {}
        for row in one.happenings:
            age = end // DAY_S - 1 - row["at"] // DAY_S
            if row["exchange"] and row["at"] < end and age < len(weights):
                weight = roles.get(_KINDS[row["code"]], 1) * row["effort"] * weights[age]
                by_place[row["thread"]] = by_place.get(row["thread"], 0) + weight
        if is_named and not any(by_place.values()):
            by_place = {None: EFFORT_OF_A_MINUTE}
        found += [Contribution(person, place, weight) for place, weight in by_place.items() if weight]
    return found


def _weights() -> list[int]:
    weights: list[int] = decay_table(DAY_S)["slow"].to_pylist()
    return weights


def shared(
    evidence: Iterable[Contribution], fixed: Mapping[int | None, Fraction]
) -> dict[tuple[int | None, int | None], Fraction]:
    """(person, place) → share; they add up to 1 exactly. `fixed`: shares that the owner has set, by person
    (None: nobody); the others take what is left, by evidence. What has no evidence is nobody's."""
    totals: dict[tuple[int | None, int | None], int] = {}
    for one in evidence:
        if one.evidence:
            totals[one.person, one.place] = totals.get((one.person, one.place), 0) + one.evidence
    found: dict[tuple[int | None, int | None], Fraction] = {}
    for person, share in fixed.items():
        _deal(found, share, {key: n for key, n in totals.items() if key[0] == person}, (person, None))
    left = 1 - sum(fixed.values(), Fraction(0))
    _deal(found, left, {key: n for key, n in totals.items() if key[0] not in fixed}, (None, None))
    return {key: share for key, share in found.items() if share}


def _deal(
    found: dict[tuple[int | None, int | None], Fraction],
    share: Fraction,
    among: Mapping[tuple[int | None, int | None], int],
    otherwise: tuple[int | None, int | None],
) -> None:
    dealt = among or {otherwise: 1}
    total = sum(dealt.values())
    for key, weight in dealt.items():
        found[key] = found.get(key, Fraction(0)) + share * Fraction(weight, total)


def parts(
    told: Return,
    evidence: Iterable[Contribution],
    fixed: Mapping[int | None, Fraction],
    origin: Callable[[int], int | None],
    introducer: Callable[[int], int | None],
) -> tuple[Part, ...]:
    """A return in parts by person and place; their amounts add up to it exactly, rounded once."""
    exact = shared(evidence, fixed)
    order = sorted(exact, key=lambda key: tuple((one is None, one or 0) for one in key))
    unit = smallest_unit(told.amount)
    dealt = apportioned(int(told.amount / unit), [exact[key] for key in order])
    return tuple(
        Part(
            told.key,
            person,
            place,
            origin(person) if person is not None else None,
            introducer(person) if person is not None else None,
            exact[person, place],
            amount * unit,
        )
        for (person, place), amount in zip(order, dealt, strict=True)
    )


def origin_of(tie: Tie) -> int | None:
    """The thread in which the first answer was given; None where there is none, or it was no thread's."""
    threads = [
        row["thread"]
        for row in tie.happenings
        if row["at"] == tie.replied_at and row["exchange"] and row["thread"] is not None
    ]
    return min(threads, default=None)


class Known(NamedTuple):
    """What is known of a ledger as of an instant, as far as attribution needs it."""

    rows: Mapping[int, Row]
    own: Callable[[int], pa.Table]
    """Person → their rows of the happenings (at, code, exchange, effort, thread)."""
    there: Callable[[int], Iterable[int]]
    """Place → the people who took part in it."""
    introductions: Sequence[Introduction]
    fixed: Mapping[str, Mapping[int | None, Fraction]]
    apart: frozenset[int]
    """Whose relationship the owner keeps out of every value."""
    roles: Mapping[str, int]
    """Kind of event → what a minute of it counts."""


def attributed(told: Iterable[Return], known: Known) -> dict[str, tuple[Part, ...]]:
    """Every confirmed return and every loss in its parts, by key."""
    ties: dict[int, Tie] = {}

    def tie(person: int) -> Tie:
        if person not in ties:
            row = known.rows.get(person, {})
            happened = known.own(person).select(["at", "code", "exchange", "effort", "thread"]).to_pylist()
            ties[person] = Tie(happened, reached_at(STAGES[1], row), row.get("first_reply_at"))
        return ties[person]

    return {one.key: _parts_of(one, known, tie) for one in told if one.status in {"confirmed", "lost"}}


def _parts_of(told: Return, known: Known, tie: Callable[[int], Tie]) -> tuple[Part, ...]:
    end = ends_at(told)
    named = [person for person in told.people if person not in known.apart]
    there = known.there(told.began) if told.began is not None else ()
    people = dict.fromkeys([*chain_of(named, known.introductions, end), *there])
    fixed = known.fixed.get(told.key, {})
    people |= dict.fromkeys(person for person in fixed if person is not None)
    there_too = (one for one in people if one not in known.apart)
    evidence = contributions(told, tie, there_too, known.roles)
    return parts(
        told,
        evidence,
        fixed,
        lambda person: origin_of(tie(person)),
        lambda person: introducer_of(person, known.introductions, end),
    )
