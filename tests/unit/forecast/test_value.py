"""What a relationship may still bring: the golden example, and what discounting must do."""

import numpy as np
import pytest

from vinculo.forecast.value import Outlook, expected_returns, learned_rates, pooled_matrix, stays, worth

STATES = ("interlocutor", "recognized", "bond", "trusted", "collaborator", "dormant", "lost")
MATRIX = np.array(
    [
        [0.55, 0.15, 0, 0, 0, 0.25, 0.05],
        [0.10, 0.55, 0.15, 0, 0, 0.18, 0.02],
        [0, 0.10, 0.65, 0.10, 0.03, 0.11, 0.01],
        [0, 0.02, 0.08, 0.70, 0.12, 0.07, 0.01],
        [0, 0, 0.05, 0.20, 0.68, 0.06, 0.01],
        [0.05, 0.05, 0.03, 0.02, 0.01, 0.64, 0.20],
        [0, 0, 0, 0, 0, 0, 1],
    ]
)
RATES = np.array([0.01, 0.03, 0.08, 0.15, 0.60, 0.01, 0])
AHEAD = np.array([0, 0.20, 0.55, 0.10, 0.05, 0.09, 0.01])
YEARS = Outlook(12, 0.25, 0.10)


def test_the_golden_example() -> None:
    """Twelve quarters at 10 % a year: the expected returns of each state, and of one relationship."""
    by_state = expected_returns(MATRIX, MATRIX, RATES, YEARS)
    assert by_state[:6] == pytest.approx([0.2762, 0.4503, 0.8873, 1.4811, 2.1338, 0.2972], abs=5e-5)
    spent = stays(AHEAD, MATRIX, YEARS)
    assert spent == pytest.approx([0.3867, 1.1820, 2.3008, 1.3555, 0.7384, 1.7993, 2.4756], abs=5e-5)
    assert expected_returns(AHEAD, MATRIX, RATES, YEARS) == pytest.approx(0.8877, abs=5e-5)


def test_who_is_lost_brings_exactly_nothing() -> None:
    """Lost is absorbing and has no rate: 0.0, not a small number."""
    lost = np.eye(7)[6]
    assert expected_returns(lost, MATRIX, RATES, YEARS) == 0.0
    told = worth(lost, (np.zeros((7, 7)), MATRIX), learned_rates(np.arange(7), np.full(7, 40.0)), YEARS)
    assert (told.expected, told.low, told.high) == (0.0, 0.0, 0.0)


def test_few_returns_leave_the_rate_of_a_state_near_that_of_all() -> None:
    """A state never seen gets the mean of all; one with much exposure keeps its own."""
    rates = learned_rates([10, 0, 30, 0], [1000, 0, 1000, 500])
    assert rates.mean[0] == pytest.approx(0.01, rel=0.2)
    assert rates.mean[2] == pytest.approx(0.03, rel=0.2)
    assert 0.01 < rates.mean[1] < 0.03
    assert rates.mean[3] == 0


def test_weak_relationships_may_bring_more() -> None:
    """No order is put on the states: where acquaintances brought more, their rate is higher."""
    rates = learned_rates([40, 10, 5, 0], [400, 400, 400, 10])
    assert rates.mean[0] > rates.mean[1] > rates.mean[2]


def test_counted_transitions_move_the_matrix_and_impossible_ones_stay_so() -> None:
    """Rows sum to 1; many counts win over the prior; a cell the prior forbids stays exactly 0."""
    counts = np.zeros((7, 7))
    counts[0, 1], counts[0, 3], counts[2, 0] = 2000, 50, 50
    found = pooled_matrix(counts, MATRIX)
    assert found.sum(axis=1) == pytest.approx(np.ones(7))
    assert found[0, 1] > 0.97
    assert found[0, 3] == found[2, 0] == 0
    assert found[1] == pytest.approx(MATRIX[1])


def test_the_interval_holds_the_expectation_and_narrows_with_evidence() -> None:
    """Ten times the history gives a narrower interval around nearly the same expectation."""
    wide, narrow = (
        worth(
            AHEAD,
            (MATRIX * 30 * times, MATRIX),
            learned_rates(RATES * 60 * times, np.full(7, 60.0 * times)),
            YEARS,
        )
        for times in (1, 10)
    )
    for told in (wide, narrow):
        assert 0 < told.low < told.expected < told.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 2
    assert narrow.expected == pytest.approx(0.8877, rel=0.05)


def test_opinions_that_differ_widen_the_interval() -> None:
    """Two members of a forecast that disagree are both in the interval."""
    rates = learned_rates(RATES * 6000, np.full(7, 6000.0))
    moves = (MATRIX * 3000, MATRIX)
    agreed = worth(AHEAD, moves, rates, YEARS)
    split = worth(np.array([np.eye(7)[4], np.eye(7)[5]]), moves, rates, YEARS)
    assert split.high - split.low > 3 * (agreed.high - agreed.low)


def test_the_same_seed_gives_the_same_interval() -> None:
    """Draws are made of the seed alone."""
    how = (AHEAD, (MATRIX, MATRIX), learned_rates(RATES * 100, np.full(7, 100.0)), YEARS)
    assert worth(*how, seed=4) == worth(*how, seed=4) != worth(*how, seed=5)
