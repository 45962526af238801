"""How wrong the forecasts have been: rolling origins, beside every baseline, with intervals.

At each origin everything is fitted anew on what lay before it. Differences to a baseline are
bootstrapped over people (each pair belongs to the busier of its two), since pairs of one person
succeed and fail together.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from vinculo.forecast import metrics
from vinculo.forecast.baselines import BASELINES, lifetimes, predictions
from vinculo.forecast.blend import Forecast, forecast, outcome
from vinculo.forecast.features import snapshot
from vinculo.forecast.prior import Public
from vinculo.forecast.timeline import Floats, Ints, Timeline

DRAWS = 400
LIKELY = 0.1


@dataclass(frozen=True, slots=True)
class Judged:
    """One origin: what was said, and what came."""

    at: float
    told: Forecast
    p: dict[str, Floats]
    """By method: `ours` and the baselines."""
    expected: dict[str, Floats]
    """Expected events by method, where it has an opinion."""
    count: Floats
    cluster: Ints
    """The busier person of each pair."""

    @property
    def hit(self) -> Floats:
        """1 where there was any event."""
        return (self.count > 0).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Backtest:
    """The verdict; `table` and the rest are plain numbers, ready for JSON."""

    horizon_days: float
    origins: int
    pairs: int
    base_rate: float
    table: dict[str, dict[str, float]]
    """By method, the mean over origins of each measure."""
    gains: dict[str, dict[str, float]]
    """By baseline: log loss ours minus theirs (`difference`), with a 95 % interval `low`, `high`."""
    deviance: dict[str, float]
    """Poisson deviance of the expected events by method."""
    coverage: float
    """Share of pairs whose number of events lay in the 80 % interval."""
    coverage_likely: float
    """The same among pairs likelier than one in ten to be in contact."""
    reliability: list[tuple[float, float, int]]

    def as_json(self) -> dict[str, Any]:
        """The result as JSON can hold it: what cannot be told is null."""
        told: dict[str, Any] = _without_nan(asdict(self))
        return told


def judge(line: Timeline, at: float, horizon_s: float, public: Public, unit: str = "events") -> Judged:
    """The forecasts of one origin from a timeline that goes on after it (what follows is not looked at).

    `unit` is what is counted, as in `blend.forecast`.
    """
    before = past(line, at)
    told = forecast(before, at, horizon_s, public, unit)
    known = snapshot(before, at, horizon_s)
    p = {"ours": told.p_alive, **predictions(before, at, horizon_s, known)}
    counted = known.repeats + 1 if unit == "days" else known.events
    per_bin = counted / (known.repeats + 1)
    rate = counted / np.maximum(known.age, 1.0)
    expected = {"ours": told.expected, "rate": rate}
    expected |= {name: bins * per_bin for name, (_, bins) in lifetimes(known).items()}
    count = outcome(line, at, horizon_s, unit)[known.pairs]
    return Judged(at, told, p, expected, count, _clusters(line.ends[known.pairs], line.people))


def _clusters(ends: Ints, people: int) -> Ints:
    """The busier person of each pair; the other one of whoever is in all of them."""
    busy = np.bincount(ends.ravel(), minlength=people)
    busy[busy == len(ends)] = 0
    return np.where(busy[ends[:, 0]] >= busy[ends[:, 1]], ends[:, 0], ends[:, 1])


def past(line: Timeline, at: float) -> Timeline:
    """The timeline as it was before an instant, with the same pairs and people."""
    kept = line.at < at
    return Timeline(line.pair[kept], line.at[kept], line.by_first[kept], line.ends, line.people)


def run(line: Timeline, horizon_s: float, public: Public, origins: int = 3) -> Backtest:
    """Judges the latest `origins` windows of the timeline, half a horizon apart."""
    end = float(line.at.max()) if len(line.at) else 0.0
    starts = [end - horizon_s * (1 + k / 2) for k in range(origins)]
    judged = [judge(line, at, horizon_s, public) for at in starts if at > float(line.at.min())]
    return verdict([one for one in judged if len(one.count)], horizon_s)


def verdict(judged: list[Judged], horizon_s: float) -> Backtest:
    """All origins together."""
    methods = ("ours", *BASELINES)
    tables = {name: [metrics.summary(one.hit, one.p[name]) for one in judged] for name in methods}
    table = {
        name: {key: _mean([row[key] for row in rows]) for key in rows[0]}
        for name, rows in tables.items()
        if rows
    }
    gains = {name: difference(judged, name) for name in BASELINES} if judged else {}
    inside = [(one.count >= one.told.low) & (one.count <= one.told.high) for one in judged]
    likely = [one.p["ours"] > LIKELY for one in judged]
    deviance = {
        name: _mean([metrics.poisson_deviance(one.count, one.expected[name]) for one in judged])
        for name in ("ours", "rate", "bgnbd", "mbgnbd")
    }
    hits = np.concatenate([one.hit for one in judged]) if judged else np.empty(0)
    chances = np.concatenate([one.p["ours"] for one in judged]) if judged else np.empty(0)
    return Backtest(
        horizon_s / 86_400,
        len(judged),
        max((len(one.count) for one in judged), default=0),
        _mean([float(one.hit.mean()) for one in judged]),
        table,
        gains,
        deviance,
        _mean([float(told.mean()) for told in inside]),
        _mean([float(told[some].mean()) for told, some in zip(inside, likely, strict=True) if some.any()]),
        metrics.reliability(hits, chances),
    )


def difference(judged: list[Judged], baseline: str, seed: int = 11) -> dict[str, float]:
    """Log loss ours minus a baseline's, with a 95 % interval by bootstrap over people."""
    sums: dict[int, list[float]] = {}
    for one in judged:
        gap = metrics.log_losses(one.hit, one.p["ours"]) - metrics.log_losses(one.hit, one.p[baseline])
        people, rows = np.unique(one.cluster, return_inverse=True)
        totals, counts = np.bincount(rows, gap), np.bincount(rows)
        for person, total, count in zip(people.tolist(), totals.tolist(), counts.tolist(), strict=True):
            kept = sums.setdefault(person, [0.0, 0.0])
            kept[0] += total
            kept[1] += count
    total, count = np.array(list(sums.values())).T
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(total), (DRAWS, len(total)))
    means = total[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return {"difference": float(total.sum() / count.sum()), "low": float(low), "high": float(high)}


def _mean(values: list[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(part) for part in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
