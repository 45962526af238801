"""How many events there will be, with an interval: a hurdle, then a negative binomial.

First whether anything happens (the chance), then how much more than once: 1 + NB(mean, dispersion).
Bursts make the counts of messages far wider than Poisson, and whole networks drift from one window
to the next; both are measured on closed windows and both widen the interval.
"""

import numpy as np
from scipy.special import betainc, nbdtrik

from vinculo.forecast.timeline import Floats

COVERED = 0.8
"""What an interval claims to cover."""
LOW = (1 - COVERED) / 2
TAILS = (0.22, 0.2, 0.18, 0.16, 0.14, 0.12, 0.1, 0.08, 0.06, 0.04, 0.02, 0.01)
"""Tails that may be left out at each end; whole numbers cover more than their quantiles say."""
MARGIN = 0.02
"""Windows to come drift further than closed ones did: so much more is asked of these."""
LIKELY = 0.1
"""Coverage is checked on pairs likelier than this to be in contact: the others are covered by 0 anyway."""


def spread_of(more: Floats, mean: Floats, weight: Floats, drift: float) -> float:
    """1/k of the negative binomial (variance = mean + mean^2 / k) of counts beyond the first.

    By moments, 1 with the weight of ten pairs; then the drift of the level from window to window
    (its variance relative to its square) is mixed in: a Gamma times a Gamma.
    """
    excess = weight @ ((more - mean) ** 2 - mean)
    ground = weight @ mean**2
    pull = 10 * float(np.average(mean, weights=weight)) ** 2 + 1e-9
    own = float(np.clip((excess + pull) / (ground + pull), 0.05, 25.0))
    return own + drift + own * drift


def quantile(p_any: Floats, mean: Floats, spread: float, level: float) -> Floats:
    """The `level` quantile of the number of events: p_any = P(at least one), mean = expected further ones."""
    inside = p_any > 1 - level
    found = np.zeros(len(p_any))
    if inside.any():
        chance, further = p_any[inside], np.maximum(mean[inside], 1e-9)
        rest = np.clip((level - (1 - chance)) / chance, 0.0, 1 - 1e-9)
        size = 1 / max(spread, 1e-6)
        found[inside] = 1 + _quantile(rest, size, size / (size + further))
    return found


def interval(p_any: Floats, mean: Floats, spread: float, tail: float = LOW) -> tuple[Floats, Floats]:
    """The interval of the number of events that leaves `tail` out at each end."""
    return quantile(p_any, mean, spread, tail), quantile(p_any, mean, spread, 1 - tail)


def tail_for(p_any: Floats, mean: Floats, spread: float, closed: tuple[Floats, Floats]) -> float:
    """The largest tail whose interval covered the closed windows as claimed: split conformal in spirit.

    `closed` = (events seen, weight) of the same pairs.
    """
    likely = p_any > LIKELY
    if not likely.any():
        return LOW
    chance, further, seen, weight = p_any[likely], mean[likely], closed[0][likely], closed[1][likely]
    upto, below = (p_at_most(chance, further, spread, count) for count in (seen, seen - 1))
    for tail in TAILS:
        # A count lies between two quantiles where the distribution function says so: no quantile is needed.
        if np.average((upto >= tail) & (below < 1 - tail), weights=weight) >= COVERED + MARGIN:
            return tail
    return TAILS[-1]


def p_at_most(p_any: Floats, mean: Floats, spread: float, count: Floats) -> Floats:
    """P(at most so many events); `count` may be -1."""
    size = 1 / max(spread, 1e-6)
    further = _at_most(count - 1, size, size / (size + np.maximum(mean, 1e-9)))
    return np.where(count < 0, 0.0, 1 - p_any + p_any * further)


def _at_most(count: Floats, size: float, p: Floats) -> Floats:
    """P(at most so many) of a negative binomial. `scipy.stats` says the same, and takes half a second of
    every command to load."""
    return np.where(count < 0, 0.0, betainc(size, np.maximum(count, 0) + 1, p))


def _quantile(level: Floats, size: float, p: Floats) -> Floats:
    """The least number that is not exceeded with a chance of `level`."""
    near = np.ceil(nbdtrik(level, size, p))
    near = np.where(np.isfinite(near), np.maximum(near, 0), 0)
    below = np.maximum(near - 1, 0)
    return np.where(_at_most(below, size, p) >= level, below, near)
