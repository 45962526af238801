"""The forecast of a network: what other networks taught, moved by what this one shows.

Windows as long as the horizon that are already closed are the examples. The coefficients start at
the public ones and move as far as the examples and the agreement among networks allow, so that few
examples leave the public model as it is. The model of contact till you die (MBG/NBD) is one of the
numbers, so its opinion is weighed and explained like the others. How strongly the level of a window
varies is carried into the chances: they are means over the levels that may come.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from vinculo.forecast import counts, logistic
from vinculo.forecast.btyd import MbgNbd
from vinculo.forecast.features import NAMES, PARTS, Snapshot, bin_of, snapshot
from vinculo.forecast.logistic import Fit, Prior, Window
from vinculo.forecast.prior import Public
from vinculo.forecast.timeline import Floats, Ints, Timeline

ORIGINS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
"""Where closed windows began, in horizons before the instant; the nearest ends at it."""
FADING = 0.8
"""Weight of a window's level per horizon that it lies further back."""
ROWS = 12_000
"""Pairs of a window that stayed silent are thinned to about so many, each then counting for several."""
TEMPER = 0.1
AMOUNT_TEMPER = 0.02
"""Weight of one row in the fits: windows overlap, people recur, counts are overdispersed. Measured."""
FEW_PAIRS, FEW_HITS = 30, 3
"""Below these the public model is used as it is."""
MOST_UNSEEN = 10.0
"""Further events that are expected at most where no window has been seen."""
Z_80 = 1.2816
"""Standard deviations to each side of the middle that hold 80 %."""
COLUMNS = {part: [NAMES.index(name) for name in names] for part, names in PARTS.items()}
EDGE = 1e-6
"""No chance is nearer to 0 or 1."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of every pair with an event before the instant."""

    pairs: Ints
    """Rows of the timeline's `ends`."""
    p_alive: Floats
    """P(any event in the window)."""
    p_low: Floats
    p_high: Floats
    """80 % interval of that chance itself: what other levels and coefficients that fit would say."""
    expected: Floats
    """Expected number of events (or active days) in the window."""
    low: Floats
    high: Floats
    """80 % interval of that number."""
    parts: dict[str, Floats]
    """Log-odds by part of the explanation; they sum to the log-odds of `p_alive`."""
    is_public: bool
    """Learned from other networks only: too little of this one's own is known."""
    further: Floats
    """Expected events beyond the first, if there is one."""
    spread: float
    """1/k of the negative binomial of those."""

    def p_at_least(self, count: int) -> Floats:
        """P(so many events or more) of each pair."""
        if count <= 0:
            return np.ones(len(self.pairs))
        return 1 - counts.p_at_most(
            self.p_alive, self.further, self.spread, np.full(len(self.pairs), count - 1)
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A closed window: what was known when it began, how much came in it."""

    known: Snapshot
    rows: Ints
    """The rows of `known` that are used."""
    count: Floats
    weight: Floats
    horizons_ago: float


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted forecast: from standardized numbers to chances and amounts."""

    chance: Floats
    """Coefficients of the log-odds."""
    unsure: Floats
    """Their covariance."""
    level: float
    doubt: float
    """Variance of the level of the window to come."""
    amount: Floats
    """Coefficients of the logarithm of further events."""
    amount_level: float
    most: float
    """No expectation of further events is larger."""
    spread: float = 1.0
    tail: float = counts.LOW

    def parts(self, values: Floats) -> dict[str, Floats]:
        """Log-odds by part of the explanation, with the level and without the doubt."""
        weighed = values * self.chance
        told = {part: weighed[:, COLUMNS[part]].sum(axis=1) for part in PARTS}
        return {**told, "level": np.full(len(values), self.level)}

    def p_alive(self, values: Floats) -> Floats:
        """P(any event): the mean over the levels that may come."""
        return np.clip(over_levels(values @ self.chance + self.level, self.doubt), EDGE, 1 - EDGE)

    def p_between(self, values: Floats) -> tuple[Floats, Floats]:
        """The 80 % interval of the chance; holds `p_alive`."""
        score, middle = values @ self.chance + self.level, self.p_alive(values)
        variance = self.doubt + ((values @ self.unsure) * values).sum(axis=1)
        reach = Z_80 * np.sqrt(variance)
        low, high = (np.clip(expit(score + side * reach), EDGE, 1 - EDGE) for side in (-1, 1))
        return np.minimum(low, middle), np.maximum(high, middle)

    def further(self, values: Floats) -> Floats:
        """Expected events beyond the first, if there is one."""
        return np.minimum(np.exp(np.clip(values @ self.amount + self.amount_level, -12, 12)), self.most)


def forecast(line: Timeline, at: float, horizon_s: float, public: Public, unit: str = "events") -> Forecast:
    """The forecast of the window (at, at + horizon_s], from the events before `at`.

    `unit` is `events`, or `days` for active days (see `bin_of`). The result does not depend on the
    order of the rows, nor on anything at or after `at`.
    """
    known = snapshot(line, at, horizon_s)
    if not len(known.pairs):
        nothing = np.empty(0)
        return Forecast(known.pairs, *(nothing,) * 6, {}, True, nothing, 1.0)
    few = len(known.pairs) < FEW_PAIRS
    examples = [] if few else closed_windows(line, at, horizon_s, known, unit)
    hits = sum(int((example.count > 0).sum()) for example in examples)
    model = fitted(examples, public)
    values = public.standardize(known.values)
    p_alive, parts = model.p_alive(values), model.parts(values)
    parts["doubt"] = logit(p_alive) - np.sum(list(parts.values()), axis=0)
    most = np.ceil(horizon_s / bin_of(horizon_s)) if unit == "days" else np.inf
    further = model.further(values)
    if unit == "days" and not hits:
        # Other networks taught how many events: of these, as many are new days as were so far.
        further = further * (known.repeats + 1) / known.events
    further = np.minimum(further, most - 1)
    low, high = (np.minimum(end, most) for end in counts.interval(p_alive, further, model.spread, model.tail))
    expected = p_alive * (1 + further)
    p_between = model.p_between(values)
    is_public = hits < FEW_HITS
    return Forecast(
        known.pairs, p_alive, *p_between, expected, low, high, parts, is_public, further, model.spread
    )


def forecasts(
    line: Timeline, at: float, horizons_s: list[float], public: Public, unit: str = "events"
) -> list[Forecast]:
    """One forecast for each horizon, ascending: a longer window is never less likely to see contact."""
    told: list[Forecast] = []
    for horizon_s in horizons_s:
        now = forecast(line, at, horizon_s, public, unit)
        told.append(_no_less(now, told[-1]) if told else now)
    return told


def _no_less(now: Forecast, shorter: Forecast) -> Forecast:
    p_alive = np.maximum(now.p_alive, shorter.p_alive)
    parts = {**now.parts}
    if parts:
        parts["doubt"] = parts["doubt"] + logit(p_alive) - logit(now.p_alive)
    return Forecast(
        now.pairs,
        p_alive,
        np.maximum(now.p_low, shorter.p_low),
        np.maximum(now.p_high, shorter.p_high),
        np.maximum(now.expected, shorter.expected),
        np.maximum(now.low, shorter.low),
        np.maximum(now.high, shorter.high),
        parts,
        now.is_public,
        now.further,
        now.spread,
    )


def outcome(line: Timeline, start: float, horizon_s: float, unit: str = "events") -> Floats:
    """Events (or active days) of each pair of the timeline in (start, start + horizon_s]."""
    inside = (line.at > start) & (line.at <= start + horizon_s)
    pair = line.pair[inside]
    if unit == "days":
        day = np.ceil((line.at[inside] - start) / bin_of(horizon_s))
        fresh = np.ones(len(pair), dtype=bool)
        fresh[1:] = (pair[1:] != pair[:-1]) | (day[1:] != day[:-1])
        pair = pair[fresh]
    return np.bincount(pair, minlength=line.pairs).astype(np.float64)


def closed_windows(
    line: Timeline, at: float, horizon_s: float, known: Snapshot, unit: str = "events"
) -> list[Example]:
    """The windows before an instant that are closed, nearest first, seen with the instant's own model."""
    told = (closed_window(line, at, horizon_s, ago, unit, known.model) for ago in ORIGINS)
    return [example for example in told if example]


def closed_window(
    line: Timeline,
    at: float,
    horizon_s: float,
    ago: float,
    unit: str = "events",
    model: MbgNbd | None = None,
) -> Example | None:
    """The window that began `ago` horizons back; None where less than a horizon is known before it."""
    start = at - ago * horizon_s
    if not len(line.at) or start - float(line.at.min()) < horizon_s * (1 - 1e-9):
        return None
    known = snapshot(line, start, horizon_s, model)
    count = outcome(line, start, horizon_s, unit)[known.pairs]
    rows, weight = np.arange(len(count)), np.ones(len(count))
    silent = np.flatnonzero(count == 0)
    every = len(silent) // ROWS + 1
    if every > 1:
        # By length of silence, so that the thinned rows stand for all and no name matters.
        silent = silent[np.argsort(known.age[silent] - known.until_last[silent], kind="stable")][::every]
        rows = np.concatenate([np.flatnonzero(count > 0), silent])
        weight = np.where(count[rows] > 0, 1.0, float(every))
    return Example(known, rows, count[rows], weight, ago)


def windows_of(examples: list[Example], public: Public, kind: str = "chance") -> list[Window]:
    """Examples as the regression wants them: all rows for a chance, those with contact for an amount."""
    windows = []
    for example in examples:
        values, count = public.standardize(example.known.values, example.rows), example.count
        if kind == "chance":
            windows.append(
                Window(values, (count > 0).astype(np.float64), example.weight, example.horizons_ago)
            )
        elif (count > 0).any():
            some = count > 0
            windows.append(Window(values[some], count[some] - 1, example.weight[some], example.horizons_ago))
    return windows


def level_ahead(found: Fit, windows: list[Window], prior: Prior) -> tuple[float, float]:
    """Mean and variance of the level ahead: the steadier the latest ones were, the nearer to them."""
    if not windows:
        return prior.level, prior.level_variance
    weight = FADING ** (np.array([window.horizons_ago for window in windows]) - 1)
    mean = float(np.average(found.levels, weights=weight))
    unsteady = float(np.average((found.levels - mean) ** 2, weights=weight))
    own = float(weight.sum() ** 2 / (weight @ weight)) / (unsteady + 0.02)
    public = 1 / prior.level_variance
    return (own * mean + public * prior.level) / (own + public), unsteady + 1 / (own + public)


def over_levels(score: Floats, variance: float) -> Floats:
    """The mean chance when the level varies normally around the score (Gauss and Hermite, 15 points)."""
    points, weights = np.polynomial.hermite_e.hermegauss(15)
    told: Floats = expit(score[:, None] + np.sqrt(variance) * points) @ (weights / weights.sum())
    return told


def fitted(examples: list[Example], public: Public) -> Model:
    """The model of a network by its closed windows; the public one where there are none."""
    chance, level, doubt, learned = _fit(windows_of(examples, public), public.chance, "chance", TEMPER)
    numbers = len(chance)
    unsure = learned.covariance[:numbers, :numbers] if learned else np.diag(public.chance.variance)
    windows = windows_of(examples, public, "amount")
    amount, amount_level, unsteady, found = _fit(windows, public.amount, "amount", AMOUNT_TEMPER)
    if found is None:
        return Model(chance, unsure, level, doubt, amount, amount_level, MOST_UNSEEN, spread=MOST_UNSEEN / 5)
    more = np.concatenate([window.outcome for window in windows])
    weight = np.concatenate([window.weight for window in windows])
    levels = zip(windows, found.levels, strict=True)
    means = np.concatenate([np.exp(np.minimum(window.values @ amount + own, 20)) for window, own in levels])
    spread = counts.spread_of(more, means, weight, float(np.expm1(min(unsteady, 1.5))))
    # Nobody will write more than a few times what anybody has written in one window.
    most = 3 * float(more.max()) + 3
    model = Model(chance, unsure, level, doubt, amount, amount_level, most, spread)
    return replace(model, tail=_tail(model, examples, public))


def _fit(
    windows: list[Window], prior: Prior, kind: str, temper: float
) -> tuple[Floats, float, float, Fit | None]:
    """Coefficients, the level ahead with its variance, and the fit; the prior where nothing can be fitted."""
    if not windows:
        return prior.mean, prior.level, prior.level_variance, None
    found = logistic.fit(windows, prior, kind, temper)
    return found.coefficients, *level_ahead(found, windows, prior), found


def _tail(model: Model, examples: list[Example], public: Public) -> float:
    """The tail left out at each end so that closed windows were covered as an interval claims to."""
    told = []
    for example in examples:
        values = public.standardize(example.known.values, example.rows)
        told.append((model.p_alive(values), model.further(values), example.count, example.weight))
    p_alive, further, seen, weight = (np.concatenate(part) for part in zip(*told, strict=True))
    return counts.tail_for(p_alive, further, model.spread, (seen, weight))
