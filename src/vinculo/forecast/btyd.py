"""Contact "till you die": models of who has gone silent for good, in continuous time.

A pair is summarized by `x` repeat contacts, the last of them `t_x` after the first contact, and an
observed age `T`, all in one unit of time. Everything is computed in logarithms, and the Gaussian
hypergeometric function only after Euler's transformation, because histories of hundreds of days
overflow otherwise.

- NBD: Ehrenberg 1959, as in Fader, Hardie and Lee 2005, section 4.
- BG/NBD: Fader, Hardie and Lee 2005, "Counting your customers the easy way", Marketing Science 24(2).
- MBG/NBD: Batislam, Denizel and Filiztekin 2007, Int. J. Research in Marketing 24(3).
- Pareto/NBD: Schmittlein, Morrison and Colombo 1987, in the form of Fader and Hardie's note 9.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

Array = NDArray[np.float64]
BOUND = 12.0
"""Largest absolute logarithm of a parameter: beyond it the likelihood is flat and numbers overflow."""


def log_gamma(at: Array | float) -> Array:
    """The logarithm of the gamma function."""
    value: Array = gammaln(at)
    return value


def _hypergeometric(a: Array | float, b: Array | float, c: Array | float, z: Array) -> Array:
    value: Array = hyp2f1(a, b, c, z)
    return value


def _floats(*values: ArrayLike) -> tuple[Array, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)


def maximize(
    log_likelihood: Callable[[Array], Array],
    start: Sequence[float],
    weights: Array | None = None,
    prior: "Prior | None" = None,
    tolerance: float = 1e-13,
) -> Array:
    """Positive parameters with the greatest weighted likelihood, in the order of `start`.

    `log_likelihood` maps parameters to one number per observation. `prior` is (parameters, strength):
    half the strength times the squared distance of the logarithms is taken off, so that with few
    observations the fit stays near parameters that are known from elsewhere.
    """
    center = np.log(prior[0]) if prior else np.zeros(len(start))
    strength = prior[1] if prior else 0.0

    def loss(logs: Array) -> float:
        told = log_likelihood(np.exp(logs))
        total = float(told.sum() if weights is None else told @ weights)
        return -total + 0.5 * strength * float(((logs - center) ** 2).sum())

    scale = max(1.0, abs(loss(np.log(start))))
    found = minimize(
        lambda logs: loss(logs) / scale,
        np.log(start),
        method="L-BFGS-B",
        bounds=[(-BOUND, BOUND)] * len(start),
        options={"ftol": tolerance, "gtol": tolerance, "maxiter": 500},
    )
    return np.exp(found.x)


@dataclass(frozen=True, slots=True)
class Nbd:
    """Contacts at a rate that differs between pairs and never ends: Gamma(r, alpha) mixed Poisson."""

    r: float
    alpha: float

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """Of each pair's timings; `t_x` does not matter to this model."""
        x, _, age = _floats(x, t_x, age)
        r, alpha = self.r, self.alpha
        return log_gamma(r + x) - log_gamma(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """Always 1: nobody leaves."""
        return np.ones(np.broadcast(*_floats(x, t_x, age)).shape)

    def expected(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """Expected contacts in the next `ahead`, given the history."""
        x, _, age, ahead = _floats(x, t_x, age, ahead)
        return (self.r + x) / (self.alpha + age) * ahead

    def p_any(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """P(at least one contact in the next `ahead`)."""
        return _p_any(self, x, t_x, age, ahead)


@dataclass(frozen=True, slots=True)
class BgNbd:
    """After each contact a pair may fall silent for good, with a chance that is Beta(a, b).

    P(alive) of a pair without repeat contact is 1 by construction (dropout only follows a repeat
    contact). It is here to be compared with; for people use `MbgNbd`.
    """

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """Equation 6 of the paper, by pair."""
        x, t_x, age = _floats(x, t_x, age)
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        rate = gammaln(r + x) - log_gamma(r) + r * np.log(alpha)
        stays = gammaln(a + b) + log_gamma(b + x) - log_gamma(b) - log_gamma(a + b + x)
        return (
            rate + stays - (r + x) * np.log(alpha + age) + np.logaddexp(0.0, self._log_odds_gone(x, t_x, age))
        )

    def _log_odds_gone(self, x: Array, t_x: Array, age: Array) -> Array:
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        silent = (r + x) * (np.log(alpha + age) - np.log(alpha + t_x))
        return np.where(x > 0, np.log(a / (b + np.maximum(x, 1) - 1)) + silent, -np.inf)

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """P(not yet silent for good), given the history."""
        x, t_x, age = _floats(x, t_x, age)
        return np.exp(-np.logaddexp(0.0, self._log_odds_gone(x, t_x, age)))

    def expected(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """Expected contacts in the next `ahead`, given the history (equation 10)."""
        x, age, ahead = _floats(x, age, ahead)
        return self.p_alive(x, t_x, age) * _until_gone(self, x, age, ahead, 1.0)

    def expected_of_new(self, ahead: ArrayLike) -> Array:
        """Expected repeat contacts of a pair about which nothing is known (equation 9)."""
        (ahead,) = _floats(ahead)
        return _until_gone(self, np.zeros_like(ahead), np.zeros_like(ahead), ahead, 1.0)

    def p_any(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """P(at least one contact in the next `ahead`)."""
        return _p_any(self, x, t_x, age, ahead)


@dataclass(frozen=True, slots=True)
class MbgNbd:
    """As BG/NBD, but the first contact may already have been the last: "connected and never spoke again"."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """Of each pair's timings."""
        x, t_x, age = _floats(x, t_x, age)
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        rate = gammaln(r + x) - log_gamma(r) + r * np.log(alpha)
        stays = gammaln(a + b) + log_gamma(b + x + 1) - log_gamma(b) - log_gamma(a + b + x + 1)
        return (
            rate + stays - (r + x) * np.log(alpha + age) + np.logaddexp(0.0, self._log_odds_gone(x, t_x, age))
        )

    def _log_odds_gone(self, x: Array, t_x: Array, age: Array) -> Array:
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        return np.log(a / (b + x)) + (r + x) * (np.log(alpha + age) - np.log(alpha + t_x))

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """P(not yet silent for good), given the history."""
        x, t_x, age = _floats(x, t_x, age)
        return np.exp(-np.logaddexp(0.0, self._log_odds_gone(x, t_x, age)))

    def expected(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """Expected contacts in the next `ahead`, given the history."""
        x, age, ahead = _floats(x, age, ahead)
        return self.p_alive(x, t_x, age) * _until_gone(self, x, age, ahead, 0.0)

    def p_any(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """P(at least one contact in the next `ahead`)."""
        return _p_any(self, x, t_x, age, ahead)


@dataclass(frozen=True, slots=True)
class ParetoNbd:
    """A pair falls silent for good at a rate of its own: Gamma(s, beta) mixed exponential lifetimes."""

    r: float
    alpha: float
    s: float
    beta: float

    def _log_parts(self, x: Array, t_x: Array, age: Array) -> tuple[Array, Array]:
        """Logarithms of the two ways to have been silent since `t_x`: alive all along, or gone in between."""
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        alive = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
        total, top = r + s + x, max(alpha, beta)
        other = np.full_like(x, s + 1) if alpha >= beta else r + x

        def log_term(at: Array) -> Array:
            value = _hypergeometric(total, other, total + 1, abs(alpha - beta) / (top + at))
            return np.log(value) - total * np.log(top + at)

        first, last = log_term(t_x), log_term(age)
        with np.errstate(divide="ignore"):
            between = first + np.log(np.maximum(-np.expm1(np.minimum(last - first, 0.0)), 0.0))
        return alive, np.log(s) - np.log(total) + between

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """Of each pair's timings (note 9, equation 12)."""
        x, t_x, age = _floats(x, t_x, age)
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        alive, gone = self._log_parts(x, t_x, age)
        rate = gammaln(r + x) - log_gamma(r) + r * np.log(alpha) + s * np.log(beta)
        return rate + np.logaddexp(alive, gone)

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike) -> Array:
        """P(not yet silent for good), given the history."""
        alive, gone = self._log_parts(*_floats(x, t_x, age))
        return np.exp(-np.logaddexp(0.0, gone - alive))

    def expected(self, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike) -> Array:
        """Expected contacts in the next `ahead`, given the history."""
        x, t_x, age, ahead = _floats(x, t_x, age, ahead)
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        s = s if abs(s - 1) > 1e-7 else 1 + 1e-7
        lasting = -np.expm1((s - 1) * (np.log(beta + age) - np.log(beta + age + ahead))) / (s - 1)
        return self.p_alive(x, t_x, age) * (r + x) * (beta + age) / (alpha + age) * lasting


M = TypeVar("M", Nbd, BgNbd, MbgNbd, ParetoNbd)
Prior = tuple[Sequence[float], float]
"""Parameters known from elsewhere, and how strongly they hold."""


def fit(
    model: type[M],
    x: ArrayLike,
    t_x: ArrayLike,
    age: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    prior: Prior | None = None,
    tolerance: float = 1e-13,
) -> M:
    """The model with the parameters of greatest likelihood.

    `weights` one per pair; `prior` and `tolerance` (relative, of the likelihood) as in `maximize`.
    """
    history = _floats(x, t_x, age)
    heavy = None if weights is None else _floats(weights)[0]
    scale = max(float(np.median(history[2])) / 4, 1e-3) if history[2].size else 1.0
    start = {Nbd: (0.5, scale), ParetoNbd: (0.5, scale, 0.5, scale)}.get(model, (0.5, scale, 1.0, 2.0))
    found = maximize(
        lambda logs: model(*map(float, logs)).log_likelihood(*history), start, heavy, prior, tolerance
    )
    return model(*map(float, found))


def _until_gone(model: BgNbd | MbgNbd, x: Array, age: Array, ahead: Array, less: float) -> Array:
    """Expected contacts of a pair that is alive. `less` is 1 where dropout only follows a repeat contact.

    The papers' (1-z)^(r+x) 2F1(r+x, b+x+1-less; a+b+x-less; z) by Euler's transformation; it is
    singular at a = 1 only in its writing, so `a` is moved off it.
    """
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    a = a if abs(a - 1) > 1e-6 else 1 + 1e-6
    z = ahead / (alpha + age + ahead)
    lasting = np.power(1 - z, a - 1) * _hypergeometric(a + b - less - r, a - 1, a + b + x - less, z)
    return (a + b + x - less) / (a - 1) * (1 - lasting)


def _p_any(
    model: Nbd | BgNbd | MbgNbd, x: ArrayLike, t_x: ArrayLike, age: ArrayLike, ahead: ArrayLike
) -> Array:
    """Who is alive stays so until the next contact, so only the next contact's waiting time matters."""
    counts, ages, horizon = _floats(x, age, ahead)
    waits = (model.r + counts) * (np.log(model.alpha + ages) - np.log(model.alpha + ages + horizon))
    return model.p_alive(x, t_x, age) * -np.expm1(waits)
