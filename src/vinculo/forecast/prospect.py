"""What is ahead of each relationship of one ledger: another exchange or none, and on how many days.

The owner is in every pair, and an exchange that comes from both sides at once (a call, a meeting)
counts once for each. Everything is judged as of the end of what the imported files could see:
silence after it is nobody's silence.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from vinculo.forecast.blend import Forecast, forecasts
from vinculo.forecast.explain import Contribution, InTen, contributions, in_ten
from vinculo.forecast.prior import load
from vinculo.forecast.timeline import DAY_S, Ints, Timeline

STAGE_DAYS = 90
"""The horizon of every stage rule, whatever horizon a forecast is told for."""
LATE_DAYS = 4 * STAGE_DAYS
"""Within which a relationship that is lost would have to be heard of."""
TOLD_DAYS = (180, 90, 30)
"""Horizons a forecast is told for: the first with two closed windows, end to end, after one to learn from."""
MOST_TOLD = 90
"""Active days above which nobody asks for the chance of one more: the stage horizon has no more."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is ahead of one relationship with at least one exchange."""

    horizon_days: int
    """Days from `as_of` that everything but `p_soon` and `p_late` speaks of."""
    p: float
    """P(another exchange within the horizon)."""
    p_low: float
    p_high: float
    """80 % interval of that chance."""
    days: float
    """Expected active days within the horizon."""
    days_low: int
    days_high: int
    """80 % interval of that number."""
    in_ten: InTen
    parts: tuple[Contribution, ...]
    """The log-odds of `p` by part; they sum to it."""
    is_public: bool
    """Learned from other people's networks only."""
    p_soon: float
    """P(another exchange within the stage horizon, 90 days), with its 80 % interval."""
    p_soon_low: float
    p_soon_high: float
    p_late: float
    """P(another exchange within four stage horizons); never below `p_soon`."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is ahead of all relationships of a ledger."""

    as_of: int
    """Where the imported files end; seconds since 1970 UTC."""
    horizon_days: int
    is_public: bool
    """What is told was learned from other people's networks only."""
    ties: Ints
    """Person ids, ascending."""
    soon: Forecast | None
    """All of them within the stage horizon; None where there is nobody."""
    of: dict[int, Prospect]
    """By person id."""

    def days_ahead(self) -> np.ndarray:
        """(ties, 91): the distribution of the number of active days within the stage horizon."""
        if self.soon is None:
            return np.empty((0, MOST_TOLD + 1))
        soon = self.soon
        more = np.stack([soon.p_at_least(count) for count in range(MOST_TOLD + 2)], axis=1)
        more[:, -1] = 0.0  # whatever lies beyond the last day is the last day
        return more[:, :-1] - more[:, 1:]


def told_horizon(first_at: float, at: float) -> int:
    """The horizon, in days, that a ledger with its first exchange then can tell of."""
    return next((days for days in TOLD_DAYS if at - first_at >= 3 * days * DAY_S), TOLD_DAYS[-1])


def own_line(moments: pa.Table) -> tuple[Ints, Timeline]:
    """The ids of the other people, ascending, and the timeline of a ledger: the owner is person 0 of it.

    `moments` (tie, at, heard, spoke; 0 or 1) has one row per instant with an exchange. Does not
    depend on the order of its rows.
    """
    tie, at, heard, spoke = (
        moments[name].to_numpy(zero_copy_only=False) for name in ("tie", "at", "heard", "spoke")
    )
    ties, pair = np.unique(tie, return_inverse=True)
    pairs = np.concatenate([pair[heard > 0], pair[spoke > 0]]).astype(np.int64)
    times = np.concatenate([at[heard > 0], at[spoke > 0]]).astype(np.float64)
    by_owner = np.repeat([False, True], [int((heard > 0).sum()), int((spoke > 0).sum())])
    order = np.lexsort((by_owner, times, pairs))
    ends = np.stack([np.zeros(len(ties), dtype=np.int64), np.arange(1, len(ties) + 1)], axis=1)
    line = Timeline(pairs[order], times[order], by_owner[order], ends, len(ties) + 1)
    return ties.astype(np.int64), line


def look_ahead(moments: pa.Table, at: int) -> Ahead:
    """What is ahead of every relationship with an exchange before `at` (seconds since 1970 UTC, exclusive).

    Nothing at or after `at` matters. With few relationships or contacts the public model speaks.
    """
    ties, line = own_line(moments.filter(pa.array(moments["at"].to_numpy(zero_copy_only=False) < at)))
    if not len(ties):
        return Ahead(at, TOLD_DAYS[-1], True, ties, None, {})
    told_days = told_horizon(float(line.at.min()), at)
    horizons = sorted({told_days, STAGE_DAYS, LATE_DAYS})
    found = forecasts(line, float(at), [days * DAY_S for days in horizons], load("person"), "days")
    by_days = dict(zip(horizons, found, strict=True))
    told, soon, late = by_days[told_days], by_days[STAGE_DAYS], by_days[LATE_DAYS]
    of = {tie: _prospect(told_days, told, soon, late, row) for row, tie in enumerate(ties.tolist())}
    return Ahead(at, told_days, told.is_public, ties, soon, of)


def _prospect(days: int, told: Forecast, soon: Forecast, late: Forecast, row: int) -> Prospect:
    return Prospect(
        horizon_days=days,
        p=float(told.p_alive[row]),
        p_low=float(told.p_low[row]),
        p_high=float(told.p_high[row]),
        days=float(told.expected[row]),
        days_low=int(told.low[row]),
        days_high=int(told.high[row]),
        in_ten=in_ten(told, row),
        parts=tuple(contributions(told, row)),
        is_public=told.is_public,
        p_soon=float(soon.p_alive[row]),
        p_soon_low=float(soon.p_low[row]),
        p_soon_high=float(soon.p_high[row]),
        p_late=float(late.p_alive[row]),
    )
