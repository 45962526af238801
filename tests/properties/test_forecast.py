"""What must be true of forecasts and expected value, whatever the numbers are."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from vinculo.forecast import counts, metrics
from vinculo.forecast.blend import forecasts
from vinculo.forecast.btyd import MbgNbd
from vinculo.forecast.features import PARTS
from vinculo.forecast.prior import load
from vinculo.forecast.timeline import Clock, Timeline, timeline
from vinculo.forecast.value import Outlook, expected_returns, stays

DAY = 86_400
probabilities = hnp.arrays(np.float64, 4, elements=st.floats(0.01, 1)).map(lambda row: row / row.sum())
matrices = st.lists(probabilities, min_size=3, max_size=3).map(lambda rows: np.vstack([*rows, [0, 0, 0, 1]]))
rates = hnp.arrays(np.float64, 3, elements=st.floats(0, 5)).map(lambda row: np.append(row, 0.0))
events = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 400 * DAY)).filter(lambda e: e[0] != e[1]),
    min_size=1,
    max_size=40,
)


def line_of(rows: list[tuple[int, int, int]], clock: Clock | None = None) -> Timeline:
    source, target, times = np.array(rows, dtype=np.int64).T
    return timeline(source, target, times, clock or Clock.calendar())


@given(probabilities, matrices, rates, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_discount_never_raises_the_value(ahead, matrix, rate, one, other) -> None:
    """Expected value does not increase with the discount rate."""
    low, high = sorted((one, other))
    worth = [expected_returns(ahead, matrix, rate, Outlook(8, 0.25, delta)) for delta in (low, high)]
    assert worth[1] <= worth[0] + 1e-12


@given(probabilities, matrices, rates)
def test_one_horizon_without_discount_is_the_rate_itself(ahead, matrix, rate) -> None:
    """delta = 0 and one horizon give the distribution times the rates."""
    np.testing.assert_allclose(expected_returns(ahead, matrix, rate, Outlook(1, 0.25, 0.0)), ahead @ rate)


@given(probabilities, probabilities, matrices, rates, st.floats(0, 1))
def test_value_is_linear_in_the_distribution_ahead(one, other, matrix, rate, share) -> None:
    """A mixture of futures is worth the mixture of their worths; lost contributes nothing."""
    mixed = expected_returns(share * one + (1 - share) * other, matrix, rate, Outlook())
    apart = [expected_returns(each, matrix, rate, Outlook()) for each in (one, other)]
    np.testing.assert_allclose(mixed, share * apart[0] + (1 - share) * apart[1], atol=1e-9)
    assert expected_returns(np.array([0, 0, 0, 1.0]), matrix, rate, Outlook()) == 0.0


@given(probabilities, matrices)
def test_horizons_spent_sum_to_the_discounted_horizons(ahead, matrix) -> None:
    """Every discounted horizon is spent somewhere."""
    outlook = Outlook(12, 0.25, 0.1)
    assert np.isclose(stays(ahead, matrix, outlook).sum(), sum(outlook.factor**h for h in range(1, 13)))


@settings(max_examples=15)
@given(events, st.integers(1, 400 * DAY), st.floats(0.01, 500), st.booleans())
def test_forecasts_are_chances_that_agree_and_explain_themselves(rows, at, days, active) -> None:
    """Whatever the events: chances in (0, 1), growing with the horizon, with parts that sum to them."""
    past = [row for row in rows if row[2] < at] or [(0, 1, 0)]
    times = np.array([row[2] for row in past])
    clock = Clock.active(times) if active else Clock.calendar()
    line = line_of(past, clock)
    now = float(clock.read(np.array([at]))[0])
    short, long = forecasts(line, now, [days * DAY, 3 * days * DAY], load("network"))
    for told in (short, long):
        assert ((told.p_alive > 0) & (told.p_alive < 1)).all()
        assert (told.low <= told.high).all() and np.isfinite(told.expected).all()
        summed = np.sum([told.parts[part] for part in (*PARTS, "level", "doubt")], axis=0)
        np.testing.assert_allclose(summed, np.log(told.p_alive / (1 - told.p_alive)), atol=1e-6)
    assert (long.p_alive >= short.p_alive).all() and (long.expected >= short.expected).all()


@settings(max_examples=15)
@given(events, st.floats(0.5, 60), st.integers(2, 40))
def test_the_unit_of_time_and_its_origin_do_not_matter(rows, days, scale) -> None:
    """All times and the horizon in another unit, from another origin: the same chances.

    The horizon stays on one side of 21 days, where the definition of an active day changes.
    """
    end = 400 * DAY
    horizon = days / 3 * DAY
    horizon = min(horizon, 20.0 * DAY / scale)
    plain = forecasts(line_of(rows), end, [horizon], load("network"))[0]
    moved = [(a, b, (t - 7 * DAY) * scale) for a, b, t in rows]
    other = forecasts(line_of(moved), (end - 7 * DAY) * scale, [horizon * scale], load("network"))[0]
    np.testing.assert_allclose(other.p_alive, plain.p_alive, rtol=1e-3)


@given(
    st.lists(st.integers(0, 90 * DAY), min_size=1, max_size=30),
    st.lists(st.integers(0, 200 * DAY), min_size=2),
)
def test_active_time_rises_and_never_outruns_the_calendar(marks, asked) -> None:
    """Reading the clock later never gives less, nor more than the calendar's difference."""
    clock = Clock.active(np.array(marks))
    at = np.sort(np.array(asked) + min(marks))
    read = np.diff(clock.read(at))
    assert (read >= 0).all()
    assert (read <= np.diff(at) + 1e-6).all()


@given(st.floats(0.001, 0.999), st.floats(0.01, 200), st.floats(0.05, 20), st.floats(0.01, 0.22))
def test_an_interval_covers_what_it_leaves_out_at_most(p, mean, spread, tail) -> None:
    """At most `tail` lies below the interval and at most `tail` above it, by its own distribution."""
    chance, further = np.array([p]), np.array([mean])
    low, high = counts.interval(chance, further, spread, tail)
    assert 0 <= low[0] <= high[0]
    assert counts.p_at_most(chance, further, spread, low - 1)[0] <= tail + 1e-9
    assert counts.p_at_most(chance, further, spread, high)[0] >= 1 - tail - 1e-9


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=8).map(np.array),
    st.floats(0.1, 3),
    st.floats(0.5, 30),
    st.floats(0.1, 3),
    st.floats(0.1, 5),
)
def test_longer_silence_and_shorter_windows_are_never_likelier(x, r, alpha, a, b) -> None:
    """MBG/NBD: P(alive) falls with the silence, and P(any) rises with the window."""
    model = MbgNbd(r, alpha, a, b)
    last = np.where(x > 0, 10.0, 0.0)
    assert (model.p_alive(x, last, 60.0) <= model.p_alive(x, last, 20.0) + 1e-12).all()
    assert (model.p_any(x, last, 20.0, 5.0) <= model.p_any(x, last, 20.0, 9.0) + 1e-12).all()


@given(hnp.arrays(np.float64, 30, elements=st.sampled_from([0.1, 0.2, 0.5, 0.9])), st.integers(1, 29))
def test_ranks_are_judged_alike_from_both_ends(p, positives) -> None:
    """AUC of the complement ranks the other way; a constant has AUC one half."""
    hit = (np.arange(30) < positives).astype(float)
    assert np.isclose(metrics.auc(hit, p) + metrics.auc(hit, -p), 1)
    assert metrics.auc(hit, np.full(30, 0.3)) == 0.5
