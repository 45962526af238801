"""What is ahead of the relationships of a ledger, as faces tell it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from vinculo.api.answers import day_of
from vinculo.api.expected import reckoning, recorded, worth_ahead
from vinculo.api.foretold import Capacity, Contribution, Expected, Outlook, Potential, Range, Step
from vinculo.derive import Derived
from vinculo.forecast import bringing
from vinculo.forecast.prospect import Prospect
from vinculo.forecast.steps import Step as FoundStep
from vinculo.forecast.steps import steps
from vinculo.forecast.timeline import Floats
from vinculo.ledger import Ledger
from vinculo.measure import stages as rules
from vinculo.model import DAY_S

Z_80 = 1.2816
QUIET_BELOW = rules.DORMANT_BELOW
EDGE = 1e-6
MOST_PROOFS = 3
"""Events shown for a part of a forecast."""


class Foretold(NamedTuple):
    """What is ahead of everybody, by person id."""

    outlooks: Mapping[int, Outlook]
    expected: Mapping[int, Expected]
    potentials: Mapping[int, Potential]


class _Proofs(NamedTuple):
    """The exchanges of a ledger, by person and instant."""

    tie: np.ndarray
    entry: np.ndarray
    inbound: np.ndarray
    latest: tuple[str, ...]
    """Of all relationships."""

    @classmethod
    def of(cls, derived: Derived) -> "_Proofs":
        table = derived.happenings
        is_exchange = table["exchange"].to_numpy(zero_copy_only=False) == 1
        tie, entry, inbound, at = (
            table[name].to_numpy(zero_copy_only=False)[is_exchange] for name in ("tie", "id", "inbound", "at")
        )
        latest = np.lexsort((entry, at))[::-1][:MOST_PROOFS]
        return cls(tie, entry, inbound == 1, tuple(str(id_) for id_ in entry[latest].tolist()))

    def about(self, person: int, part: str) -> tuple[str, ...]:
        """The entries that a part of a forecast is about, the latest first."""
        first, end = np.searchsorted(self.tie, [person, person + 1])
        own, heard = self.entry[first:end], self.inbound[first:end]
        match part:
            case "recency":
                chosen = own[-1:]
            case "tenure":
                chosen = own[:1]
            case "frequency" | "rhythm":
                chosen = own[-MOST_PROOFS:]
            case "reciprocity":
                chosen = np.concatenate([own[heard][-1:], own[~heard][-1:]])
            case _:
                return self.latest
        return tuple(str(id_) for id_ in chosen[::-1].tolist())


def foretell(ledger: Ledger, derived: Derived, returns: Sequence[bringing.Return] | None = None) -> Foretold:
    """What is ahead of every relationship, as of the end of what the files could see.

    `returns` are what the owner recorded and confirmed; those of `derived` where not given.
    """
    ahead = derived.look_ahead()
    told = steps(derived.rows, derived.moments, ahead)
    proofs = _Proofs.of(derived)
    outlooks = {
        person: _outlook(derived, person, one, proofs, told.get(person)) for person, one in ahead.of.items()
    }
    found = recorded(derived) if returns is None else returns
    return Foretold(outlooks, *worth_ahead(derived, told, found, reckoning(ledger)))


def _outlook(
    derived: Derived, person: int, one: Prospect, proofs: _Proofs, step: FoundStep | None
) -> Outlook:
    return Outlook(
        as_of=day_of(derived.seen_until - 1),
        horizon_days=one.horizon_days,
        chance=Range(one.p, one.p_low, one.p_high),
        of_ten=Range(one.in_ten.of_ten, one.in_ten.low, one.in_ten.high),
        active_days=Range(one.days, one.days_low, one.days_high),
        within_90_days=one.p_soon,
        within_360_days=one.p_late,
        basis="public" if one.is_public else "own",
        contributions=tuple(
            Contribution(told.part, told.log_odds, proofs.about(person, told.part)) for told in one.parts
        ),
        step=_step(derived, person, step),
    )


def _step(derived: Derived, person: int, step: FoundStep | None) -> Step | None:
    following = rules.next_stage(derived.rows[person])
    if following is None:
        return None
    lacking = tuple((lack.part.key, lack.left) for lack in rules.missing(following, derived.rows[person]))
    return Step(following.key, Range(step.p, step.low, step.high) if step else None, lacking)


def capacity(derived: Derived) -> Capacity:
    """How many relationships are being kept, and of whom nothing more is likely soon."""
    ahead = derived.look_ahead()
    kept = {person: one for person, one in ahead.of.items() if person not in derived.told_lost}
    p, low, high, days = (
        np.array([getattr(one, name) for one in kept.values()], dtype=np.float64)
        for name in ("p", "p_low", "p_high", "days")
    )
    alive = _sum(p, low, high, Z_80 * float(np.sqrt((p * (1 - p)).sum())))
    per_one = float(days.sum()) / max(alive.figure, EDGE)
    horizon_s = ahead.horizon_days * DAY_S
    recent = [
        (derived.rows[person]["last_exchange_at"] or 0, person)
        for person, one in kept.items()
        if one.p < QUIET_BELOW
        and rules.stage_of(derived.rows[person]).order
        and (derived.rows[person]["last_exchange_at"] or 0) >= ahead.as_of - horizon_s
    ]
    return Capacity(
        kept=alive,
        active_days=Range(*(per_one * end for end in (alive.figure, alive.low, alive.high))),
        horizon_days=ahead.horizon_days,
        as_of=day_of(derived.seen_until - 1),
        basis="public" if ahead.is_public else "own",
        quiet=tuple(str(person) for _, person in sorted(recent)),
    )


def _sum(middle: Floats, low: Floats, high: Floats, chance: float) -> Range:
    """A sum with its interval: what is unsure about the level is shared by all, chance is each one's own."""
    total = float(middle.sum())
    down, up = (float(np.hypot(reach.sum(), chance)) for reach in (middle - low, high - middle))
    return Range(total, max(0.0, total - down), min(float(len(middle)), total + up))
