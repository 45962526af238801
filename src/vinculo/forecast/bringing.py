"""What the relationships of a ledger may still bring: `value`'s sum over horizons, its draws shared.

Rates and sizes are the owner's own, with weak priors: no public data link relationships to what came
of them. With fewer than five recorded returns only their expected number is told, whatever they are.
Time before the first recorded return is not counted: nobody knows what was not written down. Some
relationships bring more than their state says, and whoever did is expected to (negative binomial,
as for customers who buy: Ehrenberg 1959, Applied Statistics 8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

from vinculo.forecast.states import STATES, Past, public_matrix
from vinculo.forecast.timeline import Floats
from vinculo.forecast.value import (
    DRAWS,
    HIGH,
    LOW,
    POOLED_WEIGHT,
    Outlook,
    dirichlet,
    learned_rates,
    pooled_matrix,
)

FEW_RETURNS = 5
"""Recorded returns below which no amounts are told."""
ANY = "any"
"""The one dimension of returns that are only counted."""
LIKENESS = 0.5
"""Shape of the Gamma in which relationships of one state differ: a few bring most, by convention."""
SIZE_WEIGHT = 3.0
"""How many returns the owner's mean size is worth beside those of one relationship."""


@dataclass(frozen=True, slots=True)
class Return:
    """What one relationship brought once: a whole return, or its share of one."""

    person: int | None
    """None: nobody is known to have taken part in it."""
    at: int
    dimension: str
    amount: float | None
    """None where it was told in another unit than is usual for the dimension."""
    share: float = 1.0
    """Of how much of the return this is; shares of one return sum to 1."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a horizon in each state is worth, discounted and with all that follows it."""

    dimensions: tuple[str, ...]
    returns: float
    """Recorded returns that it was learned from."""
    matrix: Floats
    """Pooled transitions per horizon."""
    middle: Floats
    """(states, dimensions): expected number of returns of whoever stands there one horizon ahead."""
    drawn: Floats
    """(draws, states, dimensions): the same, as it may be."""
    size: Mapping[str, float]
    """The owner's mean size by dimension."""
    size_drawn: Mapping[str, Floats]
    """(draws): that mean relative to itself, as it may be."""
    own: Mapping[tuple[int, str], tuple[float, float]]
    """(person, dimension) → returns with an amount, and the sum of these."""
    came: Mapping[tuple[int, str], float]
    """(person, dimension) → returns."""
    foreseen: Mapping[int, Floats]
    """Person → returns by dimension that the states so far would have brought."""

    @property
    def is_counted_only(self) -> bool:
        """Too few returns were recorded for amounts."""
        return self.dimensions == (ANY,)


def learn(past: Past, returns: Sequence[Return], outlook: Outlook, seed: int = 0) -> Bringing:
    """What the owner's own returns and transitions teach; draws are seeded."""
    recorded = sum(one.share for one in returns)
    counted_only = recorded < FEW_RETURNS - 1e-9
    sized = {one.dimension for one in returns if one.amount is not None}
    dimensions = (ANY,) if counted_only else tuple(sorted(sized))
    since = min((one.at for one in returns), default=past.until)
    counts, prior, exposure = past.transitions, public_matrix(), past.exposure(since)
    matrix = pooled_matrix(counts, prior)
    rates = []
    for dimension in dimensions:
        seen = np.zeros(len(STATES))
        for one in returns:
            state = past.at(one.person, one.at) if one.person is not None else None
            if state is not None and dimension in {ANY, one.dimension}:
                seen[state] += one.share
        rates.append(learned_rates(seen, exposure))
    rng = np.random.default_rng(seed)
    weights = dirichlet(counts, prior, POOLED_WEIGHT)
    moves = rng.standard_gamma(np.broadcast_to(weights, (DRAWS, *weights.shape)))
    moves /= np.maximum(moves.sum(axis=2, keepdims=True), 1e-300)
    shapes = np.stack([one.shape for one in rates], axis=1)
    times = np.stack([one.exposure for one in rates], axis=1)
    per_state = rng.standard_gamma(np.broadcast_to(shapes, (DRAWS, *shapes.shape))) / times
    mean = np.stack([one.mean for one in rates], axis=1)
    size, size_drawn = _sizes(returns, dimensions, rng)
    middle = _following(matrix, mean, outlook)
    drawn = _following(moves, per_state, outlook)
    ended = past.ended(since)
    foreseen = (mean[np.maximum(ended, 0)] * (ended >= 0)[:, :, None]).sum(axis=0)
    return Bringing(
        dimensions,
        recorded,
        matrix,
        middle,
        drawn,
        size,
        size_drawn,
        *_own(returns, dimensions),
        dict(zip(past.ties.tolist(), foreseen, strict=True)),
    )


def _own(
    returns: Sequence[Return], dimensions: tuple[str, ...]
) -> tuple[dict[tuple[int, str], tuple[float, float]], dict[tuple[int, str], float]]:
    """What each person brought: returns with an amount and their sum, and all returns."""
    own: dict[tuple[int, str], tuple[float, float]] = {}
    came: dict[tuple[int, str], float] = {}
    for one in returns:
        if one.person is None:
            continue
        dimension = ANY if dimensions == (ANY,) else one.dimension
        came[one.person, dimension] = came.get((one.person, dimension), 0.0) + one.share
        if one.amount is not None:
            number, total = own.get((one.person, one.dimension), (0.0, 0.0))
            own[one.person, one.dimension] = (number + one.share, total + one.amount)
    return own, came


def _following(matrix: Floats, rates: Floats, outlook: Outlook) -> Floats:
    """sum over h of factor^h matrix^(h-1) . rates; of several matrices at once, too."""
    now = outlook.factor * rates
    total = np.zeros_like(now)
    for _ in range(outlook.horizons):
        total = total + now
        now = outlook.factor * (matrix @ now)
    return total


def _sizes(
    returns: Sequence[Return], dimensions: tuple[str, ...], rng: np.random.Generator
) -> tuple[dict[str, float], dict[str, Floats]]:
    """The mean size by dimension, and how far off it may be: as wide as sizes that are exponential."""
    size, drawn = {ANY: 1.0}, {ANY: np.ones(DRAWS)}
    for dimension in dimensions:
        if dimension != ANY:
            sized = [one for one in returns if one.dimension == dimension and one.amount is not None]
            number = sum(one.share for one in sized)
            size[dimension] = sum(one.amount or 0.0 for one in sized) / number
            drawn[dimension] = rng.standard_gamma(number + 1, DRAWS) / (number + 1)
    return size, drawn


def size_for(told: Bringing, person: int, dimension: str) -> float:
    """The mean size of a return of one relationship: its own, shrunk to the owner's mean."""
    if dimension == ANY:
        return 1.0
    number, total = told.own.get((person, dimension), (0.0, 0.0))
    return (SIZE_WEIGHT * told.size[dimension] + total) / (SIZE_WEIGHT + number)


def more_for(told: Bringing, person: int, place: int) -> tuple[float, float]:
    """How much more (or less) than its state says a relationship is expected to bring, and how sure
    that is: the mean of its Gamma, and the shape."""
    came = told.came.get((person, told.dimensions[place]), 0.0)
    foreseen = float(told.foreseen[person][place]) if person in told.foreseen else 0.0
    return (LIKENESS + came) / (LIKENESS + foreseen), LIKENESS + came


def expected(
    told: Bringing, ahead: Floats, ahead_drawn: Floats, sizes: Floats, shapes: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """(ties, dimensions) three times: the expected amount, and its 80 % interval.

    `ahead` (ties, states) is where each may stand one horizon ahead, `ahead_drawn` (draws, ties,
    states) the same as it may be, `sizes` (ties, dimensions) of their returns, times how much more
    than its state each brings; `shapes` (ties, dimensions) say how sure that is. Linear in `ahead`.
    """
    middle = (ahead @ told.middle) * sizes
    drawn = np.einsum("kts,ksd->ktd", ahead_drawn, told.drawn) * sizes
    if shapes is not None:
        # The same draws for everybody, so that a figure does not depend on who else is in the ledger.
        level = np.random.default_rng(len(told.drawn)).permutation(np.arange(len(told.drawn)) + 0.5)
        drawn *= gammaincinv(shapes, (level / len(told.drawn))[:, None, None]) / shapes
    for place, dimension in enumerate(told.dimensions):
        drawn[:, :, place] *= told.size_drawn[dimension][:, None]
    low, high = np.quantile(drawn, [LOW, HIGH], axis=0)
    return middle, np.minimum(low, middle), np.maximum(high, middle)
