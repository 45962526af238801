"""How good chances and counts are, once the truth is known."""

import numpy as np
from scipy.special import expit, logit, xlogy

from vinculo.forecast.timeline import Floats

EDGE = 1e-6
BINS = 10


def auc(hit: Floats, p: Floats) -> float:
    """P(a pair with contact is ranked above one without); ties count half. NaN if all are alike."""
    positive = float(hit.sum())
    negative = len(hit) - positive
    if not positive or not negative:
        return float("nan")
    _, place, count = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((ranks[hit > 0].sum() - positive * (positive + 1) / 2) / (positive * negative))


def average_precision(hit: Floats, p: Floats) -> float:
    """The mean precision over recall steps; pairs of one chance are taken together. NaN without a hit."""
    if not hit.any():
        return float("nan")
    order = np.argsort(-p, kind="stable")
    found, last = np.cumsum(hit[order]), np.append(np.diff(p[order]) != 0, True)
    precision = found / np.arange(1, len(p) + 1)
    return float(np.diff(found[last], prepend=0) @ precision[last] / hit.sum())


def log_losses(hit: Floats, p: Floats) -> Floats:
    """Of each pair: minus the logarithm of the chance given to what happened."""
    clear = np.clip(p, EDGE, 1 - EDGE)
    return -np.where(hit > 0, np.log(clear), np.log1p(-clear))


def calibration(hit: Floats, p: Floats) -> tuple[float, float]:
    """Slope and intercept of what happened on the log-odds given (1 and 0 are right); NaN if all alike."""
    if not 0 < hit.sum() < len(hit):
        return float("nan"), float("nan")
    score = logit(np.clip(p, EDGE, 1 - EDGE))
    x, theta = np.stack([np.ones_like(score), score], axis=1), np.array([0.0, 1.0])
    for _ in range(50):
        told = expit(np.clip(x @ theta, -30, 30))
        bend = np.maximum(told * (1 - told), 1e-9)
        step = np.linalg.solve((x * bend[:, None]).T @ x + 1e-9 * np.eye(2), x.T @ (hit - told))
        theta += np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return float(theta[1]), float(theta[0])


def reliability(hit: Floats, p: Floats) -> list[tuple[float, float, int]]:
    """(mean chance, share with contact, pairs) of ten groups of one size by chance."""
    groups = np.array_split(np.argsort(p, kind="stable"), min(BINS, len(p)))
    return [(float(p[rows].mean()), float(hit[rows].mean()), len(rows)) for rows in groups if len(rows)]


def calibration_error(hit: Floats, p: Floats) -> float:
    """ECE: the mean distance of the two columns of `reliability`, by pairs."""
    return sum(abs(told - seen) * count for told, seen, count in reliability(hit, p)) / max(len(p), 1)


def poisson_deviance(count: Floats, expected: Floats) -> float:
    """Twice the mean lack of log likelihood against the perfect forecast; 0 is perfect."""
    mean = np.maximum(expected, EDGE)
    return float(2 * np.mean(xlogy(count, count / mean) - (count - mean)))


def summary(hit: Floats, p: Floats) -> dict[str, float]:
    """All measures of chances."""
    slope, intercept = calibration(hit, p)
    return {
        "auc": auc(hit, p),
        "ap": average_precision(hit, p),
        "brier": float(np.mean((p - hit) ** 2)),
        "log_loss": float(log_losses(hit, p).mean()),
        "slope": slope,
        "intercept": intercept,
        "ece": calibration_error(hit, p),
    }
