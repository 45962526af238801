"""The numbers about a pair, by hand-made cases."""

import numpy as np
import pytest

from vinculo.forecast.features import NAMES, bin_of, snapshot
from vinculo.forecast.timeline import Clock, Timeline, timeline

DAY = 86_400.0
HORIZON = 30 * DAY


def at_days(*rows: tuple[int, int, float]) -> Timeline:
    source, target, days = np.array(rows).T
    return timeline(source.astype(np.int64), target.astype(np.int64), days * DAY, Clock.calendar())


def number(line: Timeline, day: float, name: str, row: int = 0) -> float:
    return float(snapshot(line, day * DAY, HORIZON).values[row, NAMES.index(name)])


def test_even_gaps_are_even_and_a_lone_long_gap_is_not() -> None:
    """Corrected burstiness (Kim and Jo 2016) is -1 for equal gaps, .7992 for 1, 1, 1, 30; evenness is minus
    that."""
    even = at_days(*((0, 1, 10.5 + 3 * k) for k in range(6)))
    lone = at_days(*((0, 1, 0.5 + day) for day in (0, 1, 2, 3, 33)))
    assert number(even, 40, "evenness") == pytest.approx(1)
    assert number(lone, 40, "evenness") == pytest.approx(-0.7992, abs=1e-4)


def test_decayed_sums_halve_with_the_half_life() -> None:
    """One event a horizon ago is worth 1/2 at a half-life of one horizon, 1/16 at a quarter."""
    line = at_days((0, 1, 10))
    assert np.exp(number(line, 40, "s1")) == pytest.approx(0.5 + 0.05, rel=1e-5)
    assert np.exp(number(line, 40, "s1/4")) == pytest.approx(1 / 16 + 0.05, rel=1e-5)


def test_shared_acquaintances_are_those_both_have() -> None:
    """0 and 1 both know 2 (and each somebody else): one is shared; 0 and 3 share nobody."""
    line = at_days((0, 1, 39), (0, 2, 39), (1, 2, 39), (0, 3, 39), (1, 4, 39))
    told = snapshot(line, 40 * DAY, HORIZON)
    pairs = [tuple(pair) for pair in line.ends[told.pairs].tolist()]
    shared = dict(zip(pairs, told.values[:, NAMES.index("shared")].tolist(), strict=True))
    warmth = 1 - np.exp(-(2 ** (-1 / 30 / 2)))
    assert shared[0, 1] == pytest.approx(np.log1p(warmth**2), rel=1e-5)
    assert shared[0, 2] == shared[1, 2] == shared[0, 1]
    assert shared[0, 3] == shared[1, 4] == 0


def test_the_pairs_own_events_are_not_their_surroundings() -> None:
    """Who was only ever seen with one other has no life elsewhere, however often they met."""
    line = at_days(*((0, 1, day) for day in range(10, 39)), (2, 3, 5))
    assert number(line, 40, "now_low") == number(line, 40, "now_high") == pytest.approx(np.log(0.05))
    assert number(line, 40, "ties_high") == 0


def test_who_is_first_in_a_pair_does_not_matter() -> None:
    """Exchanging the two people of every event's codes gives the same numbers."""
    rng = np.random.default_rng(3)
    source, target = rng.integers(0, 8, (2, 80))
    kept = source != target
    source, target, times = source[kept], target[kept], rng.uniform(0, 90, kept.sum()) * DAY
    plain = timeline(source, target, times, Clock.calendar())
    turned = timeline(7 - source, 7 - target, times, Clock.calendar())
    one, other = (snapshot(line, 90 * DAY, HORIZON) for line in (plain, turned))
    by_pair = {
        tuple(sorted(7 - e)): row for e, row in zip(turned.ends[other.pairs], other.values, strict=True)
    }
    expected = np.array([by_pair[tuple(sorted(e))] for e in plain.ends[one.pairs]])
    np.testing.assert_allclose(one.values, expected, rtol=1e-4, atol=1e-5)


def test_a_network_with_one_direction_says_nothing_about_directions() -> None:
    """Where the smaller id always comes first nobody can tell who acted."""
    line = at_days((0, 1, 5), (0, 1, 9), (1, 2, 12))
    for name in ("lesser", "two_way", "unanswered", "rec_other", "acts_high", "acted_low"):
        assert number(line, 40, name) == 0
    answered = at_days((0, 1, 5), (1, 0, 9), (1, 2, 12))
    assert number(answered, 40, "two_way") == 1


def test_an_active_day_is_a_thirtieth_of_a_short_horizon() -> None:
    """A day from 21 days on; below, a thirtieth of the horizon."""
    assert bin_of(90 * DAY) == bin_of(21 * DAY) == DAY
    assert bin_of(3 * DAY) == pytest.approx(DAY / 10)


def test_silence_of_everybody_counts_an_hour_in_short_sets_and_a_week_in_long_ones() -> None:
    """A night between two hours of talk counts an hour; a summer between two terms counts a week."""
    short = Clock.active(np.array([0.0, 600, 600 + 12 * 3600, 1200 + 12 * 3600]))
    assert short.read(np.array([1200 + 12 * 3600.0]))[0] == 600 + 3600 + 600
    long = Clock.active(np.array([0.0, DAY, 91 * DAY, 92 * DAY]))
    assert long.read(np.array([92 * DAY]))[0] == pytest.approx(9 * DAY)
    assert long.read(np.array([192 * DAY]))[0] == pytest.approx(16 * DAY)
