"""Regression that leans on what is known from elsewhere: ridge towards a prior, one level per origin.

The coefficients beta have a prior N(mean, variance) each, learned across networks: where networks
agree the variance is small and a set's own data must be strong to move it. Each origin (an instant
from which a window was watched) has a level of its own, so that a quiet week does not bend the
coefficients. Newton's method with halved steps; the loss never rises.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
TEMPER = 0.5
"""Weight of a row: windows overlap and pairs share people, so rows tell less than their number."""
STEPS = 60


@dataclass(frozen=True, slots=True)
class Window:
    """What was known at one origin and what came of it."""

    values: Floats
    """(rows, numbers), standardized."""
    outcome: Floats
    """0 or 1 for a chance; a count for an amount."""
    weight: Floats
    """How many rows each row stands for."""
    horizons_ago: float
    """How long before the forecast the origin lies."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known about the coefficients before a set is looked at."""

    mean: Floats
    variance: Floats
    level: float
    """The level (intercept) of an average origin."""
    level_variance: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients of a set."""

    coefficients: Floats
    levels: Floats
    """One per window."""
    covariance: Floats
    """Posterior covariance of the coefficients, then of the levels."""


def fit(windows: list[Window], prior: Prior, kind: str = "chance", temper: float = TEMPER) -> Fit:
    """The most probable coefficients and levels. `kind` is `chance` (logistic) or `amount` (Poisson)."""
    size = len(prior.mean)
    beta = prior.mean.copy()
    levels = np.array([_level(window, window.values @ beta, kind, prior) for window in windows])
    precision = np.concatenate([1 / prior.variance, np.full(len(windows), 1 / prior.level_variance)])
    center = np.concatenate([prior.mean, np.full(len(windows), prior.level)])
    theta = np.concatenate([beta, levels])
    now, gradient, curvature = _loss(theta, windows, center, precision, kind, temper)
    for _ in range(STEPS):
        step = np.linalg.solve(curvature, gradient)
        reach = 1.0
        while True:
            tried = theta - reach * step
            then, slope, bend = _loss(tried, windows, center, precision, kind, temper)
            if then <= now or reach < 1e-4:
                break
            reach /= 2
        gained = now - then
        if gained < 0:
            break
        theta, now, gradient, curvature = tried, then, slope, bend
        if gained < 1e-8 * (abs(now) + 1):
            break
    return Fit(theta[:size], theta[size:], np.linalg.inv(curvature).astype(np.float64))


def _level(window: Window, score: Floats, kind: str, prior: Prior) -> float:
    """A level at which the mean outcome is met: where Newton's method begins."""
    wanted = float(np.average(window.outcome, weights=window.weight)) if len(score) else 0.0
    level = prior.level
    for _ in range(20):
        told = mean_of(score + level, kind)
        slope = (
            float(np.average(told * (1 - told) if kind == "chance" else told, weights=window.weight)) + 1e-4
        )
        level += float(np.clip((wanted - np.average(told, weights=window.weight)) / slope, -1, 1))
    return float(np.clip(level, prior.level - 8, prior.level + 8))


def mean_of(score: Floats, kind: str) -> Floats:
    """From a score to a chance or an amount."""
    return expit(score) if kind == "chance" else np.exp(np.minimum(score, 20.0))


def _loss(
    theta: Floats, windows: list[Window], center: Floats, precision: Floats, kind: str, temper: float
) -> tuple[float, Floats, Floats]:
    """Negative log posterior with its gradient and curvature."""
    size = len(theta) - len(windows)
    away = theta - center
    total = 0.5 * float(precision @ away**2)
    gradient, curvature = precision * away, np.diag(precision)
    for k, window in enumerate(windows):
        x, y, w = window.values, window.outcome, window.weight * temper
        score = x @ theta[:size] + theta[size + k]
        told = mean_of(score, kind)
        total += float(w @ ((np.logaddexp(0, score) if kind == "chance" else told) - y * score))
        bend = w * (told * (1 - told) if kind == "chance" else told)
        rest = w * (told - y)
        at = size + k
        gradient[:size] += x.T @ rest
        gradient[at] += rest.sum()
        heavy = x * bend[:, None]
        curvature[:size, :size] += heavy.T @ x
        curvature[:size, at] += heavy.sum(axis=0)
        curvature[at, :size] = curvature[:size, at]
        curvature[at, at] += bend.sum()
    return total, gradient, curvature


@dataclass(frozen=True, slots=True)
class Summary:
    """What one set says about coefficients and levels: its log likelihood, as a quadratic."""

    curvature: Floats
    pull: Floats
    """Log likelihood = pull . theta - theta . curvature . theta / 2, but for a constant."""
    coefficients: int


def summary(windows: list[Window], kind: str = "chance", temper: float = TEMPER) -> Summary:
    """The likelihood of a set around its most probable coefficients under a wide prior (Laplace)."""
    numbers = windows[0].values.shape[1]
    wide = Prior(np.zeros(numbers), np.full(numbers, 0.1), -1.0, 9.0)
    found = fit(windows, wide, kind, temper)
    theta = np.concatenate([found.coefficients, found.levels])
    precision = np.concatenate([1 / wide.variance, np.full(len(windows), 1 / wide.level_variance)])
    center = np.concatenate([wide.mean, np.full(len(windows), wide.level)])
    _, _, curvature = _loss(theta, windows, center, precision, kind, temper)
    own = curvature - np.diag(precision)
    return Summary(own, own @ theta + precision * (theta - center), numbers)


def pool(summaries: list[Summary], rounds: int = 30) -> Prior:
    """The prior under which the sets are most probable: mean and variance of each coefficient across sets.

    Empirical Bayes by expectation and maximization (Dempster, Laird and Rubin 1977; Efron and
    Morris 1975): each set is seen in the light of the prior, then the prior is moved to the sets.
    Variances are shrunk to .01 with the weight of four sets, so that few sets that agree by chance
    are not taken for a law.
    """
    numbers, count = summaries[0].coefficients, len(summaries)
    prior = Prior(np.zeros(numbers), np.full(numbers, 0.04), -1.5, 4.0)
    for _ in range(rounds):
        betas: list[Floats] = []
        doubts: list[Floats] = []
        levels: list[float] = []
        unsure: list[float] = []
        for told in summaries:
            windows = len(told.pull) - numbers
            precision = np.concatenate([1 / prior.variance, np.full(windows, 1 / prior.level_variance)])
            center = np.concatenate([prior.mean, np.full(windows, prior.level)])
            covariance = np.linalg.inv(told.curvature + np.diag(precision))
            theta = covariance @ (told.pull + precision * center)
            betas.append(theta[:numbers])
            doubts.append(np.diag(covariance)[:numbers])
            levels.extend(theta[numbers:])
            unsure.extend(np.diag(covariance)[numbers:])
        mean = np.mean(betas, axis=0) * count / (count + 0.5)
        variance = (((betas - mean) ** 2 + doubts).sum(axis=0) + 4 * 0.01) / (count + 4)
        level = float(np.mean(levels))
        prior = Prior(mean, variance, level, float(np.mean((np.array(levels) - level) ** 2 + unsure)))
    return prior
