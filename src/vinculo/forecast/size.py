"""How large a return is: the Gamma-Gamma model of mean sizes.

Sizes of one pair vary around a mean of its own, and the means vary between pairs; independent of
how often. Fader, Hardie and Lee 2005, "RFM and CLV", J. Marketing Research 42(4); Fader and Hardie's note 25.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from vinculo.forecast.btyd import Array, log_gamma, maximize


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """Sizes are Gamma(p, nu) within a pair, with nu Gamma(q, gamma) between pairs."""

    p: float
    q: float
    gamma: float

    def log_likelihood(self, x: ArrayLike, mean: ArrayLike) -> Array:
        """Of the mean size of `x` > 0 returns (note 25, equation 1a)."""
        x, mean = np.asarray(x, dtype=np.float64), np.asarray(mean, dtype=np.float64)
        p, q, gamma = self.p, self.q, self.gamma
        scale = log_gamma(p * x + q) - log_gamma(p * x) - log_gamma(q)
        told: Array = (
            scale
            + q * np.log(gamma)
            + (p * x - 1) * np.log(mean)
            + p * x * np.log(x)
            - (p * x + q) * np.log(gamma + x * mean)
        )
        return told

    def expected(self, x: ArrayLike, mean: ArrayLike) -> Array:
        """Expected size of a return of a pair with `x` returns of that mean: shrunk to the mean of all
        (note 25, equation 5); needs p x + q > 1. A pair without returns gets the mean of all."""
        x, mean = np.asarray(x, dtype=np.float64), np.asarray(mean, dtype=np.float64)
        told: Array = self.p * (self.gamma + x * np.where(x > 0, mean, 0.0)) / (self.p * x + self.q - 1)
        return told

    @classmethod
    def fit(cls, x: ArrayLike, mean: ArrayLike) -> Self:
        """The parameters of greatest likelihood, from pairs with at least one return."""
        start = (2.0, 2.0, max(float(np.asarray(mean, dtype=np.float64).mean()), 1e-3))
        return cls(*map(float, maximize(lambda p: cls(*map(float, p)).log_likelihood(x, mean), start)))
