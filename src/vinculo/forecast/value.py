"""What a relationship may still bring: discounted expected returns over horizons, with an interval.

A relationship is in one of a few states (the stages, dormant, lost). For one horizon ahead its own
forecast says where it will be (`ahead`); after that the pooled matrix of transitions does, because
nothing individual is known so far out. Each state brings returns at a rate of its own.

    expected = sum over h = 1..M of exp(-delta H)^h  ahead . matrix^(h-1) . rates

Customer-base analysis calls this discounted expected transactions (Fader, Hardie and Shang 2010,
equation 15) with a Markov chain in place of one dropout process (Pfeifer and Carraway 2000).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import gammaln

from vinculo.forecast.timeline import Floats

HORIZONS = 12
"""How many horizons are looked ahead: three years of 90 days."""
DISCOUNT = 0.10
"""Per year."""
HORIZON_YEARS = 0.25
POOLED_WEIGHT = 20.0
"""How many transitions the prior matrix is worth, per state."""
DRAWS = 200
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the future is counted: how many horizons, how long each is, and the yearly discount rate."""

    horizons: int = HORIZONS
    horizon_years: float = HORIZON_YEARS
    discount: float = DISCOUNT

    @property
    def factor(self) -> float:
        """What a return one horizon ahead is worth now, as a share."""
        return float(np.exp(-self.discount * self.horizon_years))


@dataclass(frozen=True, slots=True)
class Rates:
    """Returns per relationship and horizon, by state: the posterior Gamma(shape, exposure) of each."""

    shape: Floats
    exposure: Floats

    @property
    def mean(self) -> Floats:
        """Expected returns per horizon by state."""
        return self.shape / self.exposure


@dataclass(frozen=True, slots=True)
class Worth:
    """An expected number of returns (or amount) with its 80 % interval."""

    expected: float
    low: float
    high: float


def stays(ahead: ArrayLike, matrix: ArrayLike, outlook: Outlook) -> Floats:
    """Discounted expected horizons spent in each state.

    `ahead` (…, states) is the distribution one horizon ahead, `matrix` (states, states) the pooled
    transitions, rows summing to 1. Linear in `ahead`; not increasing in the discount rate.
    """
    now, moves = np.asarray(ahead, dtype=np.float64), np.asarray(matrix, dtype=np.float64)
    spent = np.zeros_like(now)
    for h in range(1, outlook.horizons + 1):
        spent = spent + outlook.factor**h * now
        now = now @ moves
    return spent


def expected_returns(ahead: ArrayLike, matrix: ArrayLike, rates: ArrayLike, outlook: Outlook) -> Floats:
    """Discounted expected returns; of a state that brings nothing and is never left, exactly 0."""
    return stays(ahead, matrix, outlook) @ np.asarray(rates, dtype=np.float64)


def pooled_matrix(counts: ArrayLike, prior: ArrayLike, weight: float = POOLED_WEIGHT) -> Floats:
    """Transitions per horizon from counted ones, each row shrunk to the prior's with the weight given.

    A cell that the prior holds impossible (a stage that is reached does not fall) stays 0, whatever
    was counted; the last state (lost) is never left. Rows sum to 1.
    """
    return dirichlet(counts, prior, weight) / dirichlet(counts, prior, weight).sum(axis=1, keepdims=True)


def dirichlet(counts: ArrayLike, prior: ArrayLike, weight: float) -> Floats:
    """The weights of the Dirichlet of each row: counted transitions, and the prior's at its weight."""
    known = np.asarray(prior, dtype=np.float64)
    return weight * known + np.where(known > 0, np.asarray(counts, dtype=np.float64), 0.0)


def learned_rates(returns: ArrayLike, exposure: ArrayLike) -> Rates:
    """Rates by state from counted returns and relationship-horizons spent in each state.

    Gamma-Poisson with the prior found by empirical Bayes over the states, no order among them: weak
    relationships may bring more access than strong ones. The prior is worth at least one return, and
    a state never seen gets the mean of all. The last state (lost) brings nothing.
    """
    seen, time = np.asarray(returns, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    alive = slice(0, len(seen) - 1)
    shape, scale = _gamma_prior(seen[alive], time[alive])
    shapes, times = seen + shape, time + scale
    shapes[-1] = 0.0
    return Rates(shapes, times)


def _gamma_prior(seen: Floats, time: Floats) -> tuple[float, float]:
    """Shape and exposure of the Gamma that makes these counts most probable (negative binomial)."""
    mean = (seen.sum() + 0.5) / (time.sum() + 1.0)

    def loss(log_exposure: Floats) -> float:
        exposure = float(np.exp(log_exposure[0]))
        shape = mean * exposure
        told = gammaln(shape + seen) - gammaln(shape) + shape * np.log(exposure)
        return -float((told - (shape + seen) * np.log(exposure + time)).sum())

    # Worth a return at least: three returns that fell into one state are no law about the others.
    least = float(np.clip(np.log(1 / mean), 0.0, 7.0))
    found = minimize(loss, [max(1.0, least)], method="L-BFGS-B", bounds=[(least, 7.0)])
    exposure = float(np.exp(found.x[0]))
    return float(mean * exposure), exposure


def worth(
    ahead: ArrayLike,
    transitions: tuple[ArrayLike, ArrayLike],
    rates: Rates,
    outlook: Outlook,
    *,
    size: float = 1.0,
    seed: int = 0,
) -> Worth:
    """Expected returns of one relationship with an 80 % interval by draws from all that is uncertain.

    `ahead` is one distribution, or (members, states) where the forecast has several opinions.
    `transitions` = (counts, prior matrix). `size` is the mean size of a return; 1 counts them.
    """
    opinions = np.atleast_2d(np.asarray(ahead, dtype=np.float64))
    counts, prior = transitions
    matrix = pooled_matrix(counts, prior)
    middle = size * float(expected_returns(opinions.mean(axis=0), matrix, rates.mean, outlook))
    rng = np.random.default_rng(seed)
    told = dirichlet(counts, prior, POOLED_WEIGHT)
    drawn = np.empty(DRAWS)
    for k in range(DRAWS):
        moves = rng.standard_gamma(told)
        moves /= np.maximum(moves.sum(axis=1, keepdims=True), 1e-300)
        per_state = rng.standard_gamma(rates.shape) / rates.exposure
        own = opinions[k % len(opinions)]
        drawn[k] = size * expected_returns(own, moves, per_state, outlook)
    low, high = np.quantile(drawn, [LOW, HIGH])
    return Worth(middle, float(min(low, middle)), float(max(high, middle)))
