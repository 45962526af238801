"""What each relationship is worth, and why."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vinculo import derive
from vinculo.api.answers import (
    DIMENSIONS,
    Evidence,
    Relationship,
    Value,
    WhoAnswer,
    Worth,
    day_of,
    end_of_day,
    instant_of,
)
from vinculo.api.foretold import Expected
from vinculo.api.regard import regard
from vinculo.api.returns import by_person, units
from vinculo.api.told import Amount
from vinculo.derive import Derived
from vinculo.identity import OWNER_ID
from vinculo.ledger import Ledger, read
from vinculo.measure import stages as rules
from vinculo.measure.bond import bond_of
from vinculo.measure.features import FEATURES
from vinculo.measure.stages import STAGES
from vinculo.sources.channels import CHANNELS

if TYPE_CHECKING:
    from vinculo.api.forecast import Foretold


def worth(ledger: Ledger, on: dt.date) -> Worth:
    """Every relationship as of the end of a day (UTC), in the order of `choose`'s default.

    Whoever never answered is worth exactly zero in every dimension, whatever else there was.
    """
    return worth_of(ledger, derive.derive(ledger, end_of_day(on)))


def worth_of(ledger: Ledger, derived: Derived) -> Worth:
    """The same from what was derived already."""
    wanted = {*derived.links.values(), *derived.steps.values()}
    proofs = read.entries(ledger, sorted(wanted))
    from vinculo.api.forecast import capacity, foretell

    ahead = foretell(ledger, derived)
    people = [person for person in derived.rows if person != OWNER_ID]
    came = Came(by_person(derived), units(derived))
    everyone = [relationship(derived, person, proofs, ahead, came) for person in people]
    ladder = {stage.key: 0 for stage in STAGES}
    for one in everyone:
        ladder[one.stage] += 1
    return Worth(
        as_of=day_of(derived.as_of - 1),
        ladder=ladder,
        unidentified=derived.unidentified,
        ambiguous=tuple((unclear.name, len(unclear.candidates)) for unclear in derived.people.ambiguous),
        observable=derived.channels,
        not_observable=_unseen(derived),
        knows_owner=derived.knows_owner,
        relationships=tuple(sorted(everyone, key=_evolved_lately)),
        capacity=capacity(derived),
    )


def _unseen(derived: Derived) -> tuple[str, ...]:
    return tuple(channel for channel in CHANNELS if channel not in derived.channels)


class Came(NamedTuple):
    """What came of all relationships."""

    of: Mapping[int, tuple[Amount, ...]]
    """Person → what they took part in."""
    units: Mapping[str, str]
    """Dimension → the unit that the owner uses most for it."""


def relationship(
    derived: Derived, person: int, proofs: Mapping[int, read.Told], ahead: "Foretold", came: Came
) -> Relationship:
    """One relationship from its row of numbers, with the entries that earned its steps and what is ahead."""
    row = derived.rows[person]
    stage = rules.stage_of(row)
    reached = {step.key: at for step in STAGES if (at := rules.reached_at(step, row)) is not None}
    following = rules.next_stage(row)
    who = derived.people.persons[person]
    last_exchange = row["last_exchange_at"]
    return Relationship(
        person=WhoAnswer(str(person), who.name, who.keys),
        stage=stage.key,
        highest_stage=stage.key,
        condition=_condition(derived, person),
        value=_value(stage.order, came.of.get(person, ()), came.units, ahead.expected[person]),
        bond=bond_of(row, is_mentoring=person in derived.word.tags["mentoring"]),
        minutes_in=(row["centiminutes_in"] or 0) / 100,
        minutes_out=(row["centiminutes_out"] or 0) / 100,
        active_days=row["active_days"] or 0,
        first_on=day_of(row["first_at"] or 0),
        last_on=day_of(row["last_at"] or 0),
        last_exchange_on=day_of(last_exchange) if last_exchange is not None else None,
        evolved_on=day_of(max(reached.values())) if reached else None,
        observable=derived.channels,
        not_observable=_unseen(derived),
        evidence=_evidence(derived, person, reached, proofs),
        missing=tuple((lack.part.key, lack.left) for lack in rules.missing(following, row))
        if following
        else (),
        numbers={feature.name: row[feature.name] for feature in FEATURES},
        forecast=ahead.outlooks.get(person),
        potential=ahead.potentials.get(person),
        regard=regard(derived, person),
    )


def _condition(derived: Derived, person: int) -> str | None:
    ahead = derived.forecasts.get(person)
    return rules.condition(
        derived.rows[person],
        derived.seen_until,
        chances=(ahead.p_soon, ahead.p_late) if ahead else None,
        is_told_lost=person in derived.told_lost,
    )


def _value(order: int, brought: Sequence[Amount], units: Mapping[str, str], expected: Expected) -> Value:
    """The vector of what came of it: exactly zero behind a closed gate."""
    nothing = dict.fromkeys(DIMENSIONS, 0.0)
    if order == 0:
        return Value(0, nothing, expected, dict(nothing), dict(units), ())
    usual = {one.dimension: one for one in brought if one.unit == units[one.dimension]}
    return Value(
        1,
        nothing | {name: one.amount for name, one in usual.items() if name in nothing},
        expected,
        nothing | {name: one.lost for name, one in usual.items() if name in nothing},
        dict(units),
        tuple(one for one in brought if one.dimension not in nothing or one.unit != units[one.dimension]),
    )


def _evidence(
    derived: Derived, person: int, reached: Mapping[str, int], proofs: Mapping[int, read.Told]
) -> tuple[Evidence, ...]:
    """The entry that came first, those that earned each stage, and the returns."""
    claims = [("first", derived.links.get(person))]
    claims += [(f"stage.{stage}", derived.steps.get((person, at))) for stage, at in reached.items()]
    told = [proof(claim, proofs[entry]) for claim, entry in claims if entry is not None and entry in proofs]
    return (*told, *(proof("return", told) for told in derived.returns.get(person, ())))


def proof(claim: str, told: read.Told) -> Evidence:
    """An entry as the evidence of a claim."""
    return Evidence(
        claim,
        str(told.id),
        told.kind,
        instant_of(told.at),
        told.precision,
        told.origin.file,
        told.origin.line,
    )


def _evolved_lately(one: Relationship) -> tuple[Any, ...]:
    return (_newest(one.evolved_on), _newest(one.last_exchange_on), one.person.name, one.person.id)


def _newest(day: str | None) -> int:
    return -dt.date.fromisoformat(day).toordinal() if day else 0


ORDERS = {
    "evolved": _evolved_lately,
    "last": lambda one: (_newest(one.last_exchange_on), one.person.name, one.person.id),
    "silent": lambda one: (one.last_exchange_on or "9999", one.person.name, one.person.id),
    "name": lambda one: (one.person.name.casefold(), one.person.id),
    "minutes": lambda one: (-(one.minutes_in + one.minutes_out), one.person.name, one.person.id),
}
"""Orders that relationships can be listed in. None is by worth: people are not ranked."""


STAGE_ORDER = {stage.key: stage.order for stage in STAGES}
"""Stage → its place on the ladder, from 0."""


def choose(
    answer: Worth, *, stages: Collection[str] = (), sort: str = "evolved", limit: int | None = None
) -> list[Relationship]:
    """Some of the relationships: of these stages (all if none is named), in an order of `ORDERS`."""
    chosen = [one for one in answer.relationships if not stages or one.stage in stages]
    return sorted(chosen, key=ORDERS[sort])[:limit]
