"""How right forecasts of one's own ledger have been: rolling origins, every baseline, intervals over people.

At each origin everything is learned anew from what lay before it. Intervals come from redrawing the
people (Poisson bootstrap, each with one weight over all origins), since what one person does at two
origins is not two observations.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.special import expit, logit, xlogy

from vinculo.forecast import metrics
from vinculo.forecast.backtest import Judged, judge
from vinculo.forecast.baselines import BASELINES
from vinculo.forecast.prior import load
from vinculo.forecast.prospect import TOLD_DAYS, own_line, told_horizon
from vinculo.forecast.timeline import DAY_S, Floats

METHODS = ("ours", *BASELINES)
COUNTING = ("ours", "rate", "bgnbd", "mbgnbd")
"""Methods that say how many days."""
FEWEST = 10
"""Relationships below which nothing can be judged."""
DRAWS = 200
SEED = 11
LIKELY = 0.1


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its 95 % interval over people; None where it cannot be told."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """The verdict on a ledger's forecasts."""

    horizon_days: int
    origins: tuple[int, ...]
    """The instants looked back to, latest first; seconds since 1970. Empty: too little history."""
    pairs: int
    """Relationships at the origin with most of them."""
    days: int
    """From the first exchange to where the files end."""
    needed_days: int
    base_rate: float | None
    """Share of relationships that were in touch again."""
    table: dict[str, dict[str, Measure]]
    """By method: auc, ap, brier, log_loss, slope, and deviance of days where it counts them."""
    gains: dict[str, Measure]
    """By baseline: its log loss less ours; above zero ours is better."""
    coverage: float | None
    """Share of numbers of active days inside the 80 % interval; and of likelier relationships."""
    coverage_likely: float | None
    reliability: tuple[tuple[float, float, int], ...]
    """(mean chance told, share that came, forecasts) of ten groups of one size."""


def look_back(
    moments: pa.Table,
    at: int,
    *,
    horizon_days: int | None = None,
    origins: int = 4,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> LookBack:
    """Judges the latest windows that end by `at`, half a horizon apart; nothing at or after `at` matters.

    The first origin needs a horizon of history before it. With too little, `origins` is empty.
    """
    seen = moments.filter(pa.array(moments["at"].to_numpy(zero_copy_only=False) < at))
    _, line = own_line(seen)
    first = float(line.at.min()) if len(line.at) else float(at)
    days = int((at - first) / DAY_S)
    chosen = horizon_days or _judgeable(first, at)
    horizon_s = chosen * DAY_S
    starts = [at - horizon_s * (1 + k / 2) for k in range(origins)]
    starts = [start for start in starts if start - first >= horizon_s]
    public, judged = load("person"), []
    for done, start in enumerate(starts):
        progress(done, len(starts))
        one = judge(line, start, horizon_s, public, unit="days")
        if len(one.count) >= FEWEST:
            judged.append(one)
    progress(len(starts), len(starts))
    if not judged:
        pairs = line.pairs
        return LookBack(chosen, (), pairs, days, 2 * chosen, None, {}, {}, None, None, ())
    return _verdict(judged, line.people, chosen, days)


def _judgeable(first: float, at: int) -> int:
    """The horizon that forecasts are told for; a shorter one where that leaves nothing to look back on."""
    told = told_horizon(first, at)
    return next(
        (days for days in TOLD_DAYS if days <= told and at - first >= 2 * days * DAY_S), TOLD_DAYS[-1]
    )


def _verdict(judged: list[Judged], people: int, horizon_days: int, days: int) -> LookBack:
    weight = np.vstack([np.ones(people), np.random.default_rng(SEED).poisson(1.0, (DRAWS, people))])
    weights = [weight[:, one.cluster].astype(np.float64) for one in judged]
    drawn: dict[str, dict[str, Floats]] = {}
    for method in METHODS:
        per_origin = [_chances(one.hit, one.p[method], w) for one, w in zip(judged, weights, strict=True)]
        drawn[method] = {name: _mean([told[name] for told in per_origin]) for name in per_origin[0]}
    for method in COUNTING:
        deviances = [
            _deviance(one.count, one.expected[method], w) for one, w in zip(judged, weights, strict=True)
        ]
        drawn.setdefault(method, {})["deviance"] = _mean(deviances)
    gains = {name: _measure(drawn[name]["log_loss"] - drawn["ours"]["log_loss"]) for name in BASELINES}
    hits, chances = (
        np.concatenate(part) for part in ([one.hit for one in judged], [one.p["ours"] for one in judged])
    )
    inside = np.concatenate([(one.count >= one.told.low) & (one.count <= one.told.high) for one in judged])
    likely = chances > LIKELY
    return LookBack(
        horizon_days,
        tuple(int(one.at) for one in judged),
        max(len(one.count) for one in judged),
        days,
        2 * horizon_days,
        float(hits.mean()),
        {method: {name: _measure(told) for name, told in row.items()} for method, row in drawn.items()},
        gains,
        float(inside.mean()),
        float(inside[likely].mean()) if likely.any() else None,
        tuple(metrics.reliability(hits, chances)),
    )


def _mean(rows: list[Floats]) -> Floats:
    """The mean over origins of each draw, of those that can be told."""
    table = np.stack(rows)
    known = np.isfinite(table)
    total = np.where(known, table, 0.0).sum(axis=0)
    return np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), np.nan)


def _measure(drawn: Floats) -> Measure:
    """The first is the ledger as it is, the others are redrawn."""
    known = drawn[1:][np.isfinite(drawn[1:])]
    if not np.isfinite(drawn[0]):
        return Measure(None, None, None)
    value = float(drawn[0])
    if not len(known):
        return Measure(value, None, None)
    low, high = (float(end) for end in np.quantile(known, [0.025, 0.975]))
    return Measure(value, min(low, value), max(high, value))


def _chances(hit: Floats, p: Floats, weight: Floats) -> dict[str, Floats]:
    """The measures of chances under each row of weights (draws, pairs)."""
    total = np.maximum(weight.sum(axis=1), 1e-12)
    auc, precision = _ranks(hit, p, weight)
    return {
        "auc": auc,
        "ap": precision,
        "brier": weight @ (p - hit) ** 2 / total,
        "log_loss": weight @ metrics.log_losses(hit, p) / total,
        "slope": _slopes(hit, p, weight),
    }


def _ranks(hit: Floats, p: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """AUC and average precision under each row of weights; pairs of one chance are taken together."""
    order = np.argsort(-p, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(p[order]) != 0))
    came = np.add.reduceat((weight * hit)[:, order], starts, axis=1)
    silent = np.add.reduceat((weight * (1 - hit))[:, order], starts, axis=1)
    found, passed = np.cumsum(came, axis=1), np.cumsum(silent, axis=1)
    positive, negative = found[:, -1], passed[:, -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        below = negative[:, None] - passed + silent / 2
        auc = (came * below).sum(axis=1) / (positive * negative)
        precision = np.where(came > 0, found / (found + passed), 0.0)
        average = (came * precision).sum(axis=1) / positive
    return auc, average


def _slopes(hit: Floats, p: Floats, weight: Floats) -> Floats:
    """The calibration slope under each row of weights: the ledger's own, and one step of Newton's method
    from it for each redrawn one."""
    slope, intercept = metrics.calibration(hit, p)
    if not np.isfinite(slope):
        return np.full(len(weight), np.nan)
    score = logit(np.clip(p, metrics.EDGE, 1 - metrics.EDGE))
    told = expit(np.clip(intercept + slope * score, -30, 30))
    bend, rest = np.maximum(told * (1 - told), 1e-9), hit - told
    a, b, c = weight @ bend + 1e-9, weight @ (bend * score), weight @ (bend * score**2) + 1e-9
    up, side = weight @ rest, weight @ (rest * score)
    moved = slope + (a * side - b * up) / np.maximum(a * c - b * b, 1e-12)
    came = weight @ hit
    return np.where((came > 0) & (came < weight.sum(axis=1)), moved, np.nan)


def _deviance(count: Floats, expected: Floats, weight: Floats) -> Floats:
    mean = np.maximum(expected, metrics.EDGE)
    each = 2 * (xlogy(count, count / mean) - (count - mean))
    return weight @ each / np.maximum(weight.sum(axis=1), 1e-12)
