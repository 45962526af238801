"""The scale from 0 to 1, and what it is made of."""

from math import isclose
from statistics import StatisticsError

import pytest

from vinculo.measure.bond import BOND_C, balance, bond_of, reciprocated, scale_of, strength
from vinculo.measure.decay import DECAY_ONE, EFFORT_OF_A_MINUTE, decay_table
from vinculo.model import DAY_S


def row(fast_in, fast_out, slow_in=0.0, slow_out=0.0, first_reply_at=0):
    """The numbers of a relationship, given in minutes."""
    given = {"fast_in": fast_in, "fast_out": fast_out, "slow_in": slow_in, "slow_out": slow_out}
    return {name: round(minutes * EFFORT_OF_A_MINUTE) for name, minutes in given.items()} | {
        "first_reply_at": first_reply_at
    }


def test_what_comes_back_counts_and_the_rest_does_not():
    """30 minutes from each side are 60; 59 from one and 1 from the other are 15.36."""
    assert reciprocated(30, 30) == 60
    assert round(reciprocated(59, 1), 2) == 15.36
    assert reciprocated(0, 10**6) == reciprocated(10**6, 0) == reciprocated(0, 0) == 0


def test_balance_is_even_lopsided_or_nothing():
    """1 at equality, 0 where one gave all, 0 where nobody gave anything."""
    assert balance(5, 5) == 1
    assert balance(5, 0) == balance(0, 0) == 0
    assert isclose(balance(59, 1), 15.36 / 60, rel_tol=1e-3)


def test_bond_is_exactly_zero_until_somebody_answers():
    """Clicks from both sides put a little time in; without a reply it comes to nothing."""
    assert strength(row(9, 9, 9, 9)) == 18
    assert bond_of(row(9, 9, 9, 9, first_reply_at=None)) == 0.0
    assert bond_of(row(9, 9, 9, 9)) > 0


def test_bond_rises_and_stays_below_one():
    """More on either clock is more, and an hour and a quarter from each side does not reach 1."""
    bonds = [bond_of(row(minutes, minutes, minutes, minutes)) for minutes in (0, 1, 10, 50, 75)]
    assert bonds[0] == 0
    assert bonds == sorted(set(bonds))
    assert bonds[-1] < 1


def test_the_scale_puts_the_median_at_one_half():
    """c is where the median strength has a bond of 0.5."""
    c = scale_of([10.0, 20.0, 30.0])
    assert isclose(bond_of(row(10, 10, 10, 10), c), 0.5)
    assert BOND_C > 0
    with pytest.raises(StatisticsError):
        scale_of([])


def test_forgetting_halves_on_both_clocks_and_ends_at_nothing():
    """Whole weights: all at age 0, half at 90 days and at four years, nothing at the last age."""
    table = decay_table(DAY_S).to_pydict()
    assert table["age"] == list(range(len(table["age"])))
    assert table["fast"][0] == table["slow"][0] == DECAY_ONE
    assert table["fast"][90] == table["slow"][1_460] == DECAY_ONE // 2
    assert table["fast"][-1] == table["slow"][-1] == 0
    for clock in ("fast", "slow"):
        assert table[clock] == sorted(table[clock], reverse=True)


def test_the_grain_of_forgetting_scales_with_its_unit():
    """Hours for days, with a horizon in hours: the same weights."""
    assert decay_table(DAY_S // 24, 90 * DAY_S // 24).equals(decay_table(DAY_S))
