"""Bond: how much time both sides have put in, and not yet forgotten, on a scale from 0 to 1.

What counts is what comes back. R = 2 sqrt(I_in I_out), twice the geometric mean of what each side
put in, is 0 where one side gave nothing, the sum where both gave the same, and never more. It is
taken on two clocks, since warmth fades sooner than acquaintance: half-lives of 90 days and of four
years (tie-decay networks: Ahmad, Porter and Beguerisse-Díaz 2021, IEEE TNSE).

bond = 1 - exp(-(w_f R_90 + w_s R_1460) / c). The clocks weigh the same by convention. c is frozen:
no relationship's bond moves because of another's. It is for display and sorting; no forecast uses it.
"""

from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import median

from vinculo.engine import Calculator
from vinculo.measure.decay import EFFORT_OF_A_MINUTE
from vinculo.measure.stages import Row

FAST_WEIGHT = 0.5
SLOW_WEIGHT = 0.5
BOND_C = 4.3
"""Minutes, frozen until it is fitted on real ledgers: so that the median relationship that has just
reached the stage of bond has b = 0.5. In the sample life (2026-11: 57 such relationships, a median of
3.0 minutes of R on the two clocks) `scale_of` gives 4.3. A convention, on invented people."""


def reciprocated(put_in: float, put_out: float) -> float:
    """R = 2 sqrt(I_in I_out), in the unit of what was put in; 0 where one side put in nothing."""
    return 2 * sqrt(put_in * put_out)


def balance(put_in: float, put_out: float) -> float:
    """R / (I_in + I_out): 1 where both put in the same, 0 where only one did, or neither."""
    total = put_in + put_out
    return reciprocated(put_in, put_out) / total if total else 0.0


def strength(row: Row, *, is_mentoring: bool = False) -> float:
    """w_f R_90 + w_s R_1460 of a relationship's numbers, in minutes, from 0.

    Mentoring is one-sided by nature: there R is what both put in together.
    """
    both = (lambda one, other: one + other) if is_mentoring else reciprocated
    fast = both(_minutes(row["fast_in"]), _minutes(row["fast_out"]))
    slow = both(_minutes(row["slow_in"]), _minutes(row["slow_out"]))
    return FAST_WEIGHT * fast + SLOW_WEIGHT * slow


def bond_of(row: Row, c: float = BOND_C, *, is_mentoring: bool = False) -> float:
    """From 0 toward 1; exactly 0 until somebody has answered, whatever was put in."""
    return 0.0 if row["first_reply_at"] is None else 1 - exp(-strength(row, is_mentoring=is_mentoring) / c)


def _minutes(effort: int | None) -> float:
    return (effort or 0) / EFFORT_OF_A_MINUTE


def strengths_on_arrival(calculator: Calculator) -> list[float]:
    """The strength of each relationship at the instant at which it reached the stage of bond, ascending.

    Reads the views that `kernel.prepare` named.
    """
    sums = ", ".join(
        f"cast(sum(i.effort * i.{side} * d.{clock}) AS bigint) AS {clock}_{name}"
        for clock in ("fast", "slow")
        for side, name in (("inbound", "in"), ("outbound", "out"))
    )
    rows = calculator.ask(
        f"SELECT i.tie, {sums} FROM interaction i CROSS JOIN param p"
        " JOIN relationship r ON r.tie = i.tie AND i.at <= r.bond_at"
        " JOIN decay d ON d.age = floor(r.bond_at / p.tick_s) - floor(i.at / p.tick_s)"
        " GROUP BY i.tie"
    )
    return sorted(strength(row) for row in rows.to_pylist())


def scale_of(strengths: Sequence[float]) -> float:
    """The c at which the median of these strengths has b = 0.5. Raises StatisticsError for none."""
    return median(strengths) / log(2)
