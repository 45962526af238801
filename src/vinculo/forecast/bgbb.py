"""Contact in discrete opportunities: beta-binomial, and beta-geometric/beta-binomial (BG/BB).

A pair had `n` opportunities (months, editions, campaigns), used `x` of them, and the last used one
was number `t_x`. Fader, Hardie and Shang 2010, "Customer-base analysis in a discrete-time
noncontractual setting", Marketing Science 29(6).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, logsumexp

from vinculo.forecast.btyd import Array, log_gamma, maximize


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Each opportunity is used with a chance that is Beta(alpha, beta) among pairs; nobody leaves."""

    alpha: float
    beta: float

    def log_likelihood(self, x: ArrayLike, n: ArrayLike) -> Array:
        """Of one given sequence with `x` uses (no binomial coefficient), so that it compares with BG/BB."""
        x, n = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
        told: Array = betaln(self.alpha + x, self.beta + n - x) - betaln(self.alpha, self.beta)
        return told

    def p_next(self, x: ArrayLike, n: ArrayLike) -> Array:
        """P(the next opportunity is used): the posterior mean."""
        x, n = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
        return (self.alpha + x) / (self.alpha + self.beta + n)

    @classmethod
    def fit(cls, x: ArrayLike, n: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """The parameters of greatest likelihood."""
        heavy = None if weights is None else np.asarray(weights, dtype=np.float64)
        found = maximize(lambda p: cls(*map(float, p)).log_likelihood(x, n), (1.0, 1.0), heavy)
        return cls(*map(float, found))


@dataclass(frozen=True, slots=True)
class BgBb:
    """As beta-binomial, but before each opportunity a pair may leave for good.

    The chance of leaving is Beta(gamma, delta) among pairs.
    """

    alpha: float
    beta: float
    gamma: float
    delta: float

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Array:
        """Equation 5 of the paper."""
        x, t_x, n = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in (x, t_x, n)))
        alpha, beta, gamma, delta = self.alpha, self.beta, self.gamma, self.delta
        whole = betaln(alpha, beta) + betaln(gamma, delta)
        parts = [betaln(alpha + x, beta + n - x) + betaln(gamma, delta + n) - whole]
        for i in range(int((n - t_x).max(initial=0))):
            left = betaln(alpha + x, np.maximum(beta + t_x - x + i, 1e-12)) + betaln(
                gamma + 1, delta + t_x + i
            )
            parts.append(np.where(i < n - t_x, left - whole, -np.inf))
        told: Array = logsumexp(parts, axis=0)
        return told

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Array:
        """P(still there at opportunity n + 1)."""
        x, n = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
        alpha, beta, gamma, delta = self.alpha, self.beta, self.gamma, self.delta
        there = betaln(alpha + x, beta + n - x) + betaln(gamma, delta + n + 1)
        whole = betaln(alpha, beta) + betaln(gamma, delta)
        told: Array = np.exp(there - whole - self.log_likelihood(x, t_x, n))
        return told

    def expected(self, x: ArrayLike, t_x: ArrayLike, n: ArrayLike, ahead: ArrayLike) -> Array:
        """Expected used opportunities among the next `ahead` (equation 13)."""
        x, n, ahead = (np.asarray(value, dtype=np.float64) for value in (x, n, ahead))
        alpha, beta, gamma, delta = self.alpha, self.beta, self.gamma, self.delta
        gamma = gamma if abs(gamma - 1) > 1e-7 else 1 + 1e-7

        def survival(upto: Array) -> Array:
            return log_gamma(1 + delta + upto) - log_gamma(gamma + delta + upto)

        used = betaln(alpha + x + 1, beta + n - x) - betaln(alpha, beta) - self.log_likelihood(x, t_x, n)
        scale = log_gamma(gamma + delta) - log_gamma(1 + delta) + np.log(delta)
        first = survival(n)
        lasting = np.exp(first + scale) * -np.expm1(survival(n + ahead) - first) / (gamma - 1)
        told: Array = np.exp(used) * lasting
        return told

    @classmethod
    def fit(cls, x: ArrayLike, t_x: ArrayLike, n: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """The parameters of greatest likelihood."""
        heavy = None if weights is None else np.asarray(weights, dtype=np.float64)
        start = (1.0, 1.0, 1.0, 2.0)
        found = maximize(lambda p: cls(*map(float, p)).log_likelihood(x, t_x, n), start, heavy)
        return cls(*map(float, found))
