"""Forgetting, in whole numbers: sums of them are the same on every engine and in every order."""

from functools import lru_cache
from math import ceil

import pyarrow as pa

from vinculo.measure.stages import HORIZON_S

DECAY_ONE = 2**24
"""What is not forgotten at all; weights are whole parts of this."""
SLOW_HORIZONS = 1460 / 90
"""Half-life of the slow clock in horizons; the fast clock's is one. Of 90 days: 90 days and four years."""
EFFORT_OF_A_MINUTE = DECAY_ONE * 100 * 100
"""A minute freely given, as deep as can be and not forgotten, as decayed sums hold it:
2^24 x centiminutes x percent."""
EFFORT_LIMIT = 2**63 // DECAY_ONE
"""Centiminutes x percent of one side that a sum can hold: a century without a pause."""


@lru_cache(maxsize=4)
def decay_table(tick_s: int, horizon_s: int = HORIZON_S) -> pa.Table:
    """What remains of an effort by its age in ticks: 2^24 x 2^(-age / half-life), rounded, on both clocks.

    Columns age, fast and slow, all bigint; one row per age from 0 to where nothing remains.
    """
    slow_s = horizon_s * SLOW_HORIZONS
    ages = range(ceil((DECAY_ONE.bit_length() + 1) * slow_s / tick_s))
    return pa.table(
        {
            "age": pa.array(ages, pa.int64()),
            "fast": pa.array([_remaining(age * tick_s / horizon_s) for age in ages], pa.int64()),
            "slow": pa.array([_remaining(age * tick_s / slow_s) for age in ages], pa.int64()),
        }
    )


def _remaining(half_lives: float) -> int:
    remaining: float = DECAY_ONE * 2.0**-half_lives
    return round(remaining)
