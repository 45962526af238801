"""A forecast of one's own relationships, and how it is told."""

import numpy as np
import pytest
from scipy.special import logit

from vinculo.forecast.blend import forecast
from vinculo.forecast.explain import contributions, in_ten
from vinculo.forecast.prior import load, read, write
from vinculo.forecast.timeline import Clock, Timeline, timeline
from vinculo.wording import LANGUAGES, Wording

DAY = 86_400


def own_ledger(people: int = 60) -> Timeline:
    """One person's relationships over 500 days, some of them ended."""
    rng = np.random.default_rng(6)
    rows = []
    for person in range(1, people + 1):
        at = rng.uniform(0, 250) + np.cumsum(rng.exponential(rng.gamma(2, 12), 80))
        at = at[at < min(500, rng.exponential(400) + 30)]
        rows += [(0, person, t) if rng.random() < 0.5 else (person, 0, t) for t in at]
    source, target, times = np.array(rows).T
    return timeline(source.astype(np.int64), target.astype(np.int64), times * DAY, Clock.calendar())


def test_contributions_sum_to_the_chance_with_the_general_ones_last() -> None:
    """Nine parts; sorted by weight; level and doubt at the end; their sum is the log-odds within 1e-6."""
    told = forecast(own_ledger(), 500 * DAY, 60 * DAY, load("person"))
    for row in range(len(told.pairs)):
        parts = contributions(told, row)
        assert sum(one.log_odds for one in parts) == pytest.approx(float(logit(told.p_alive[row])), abs=1e-6)
        assert {one.part for one in parts[-2:]} == {"level", "doubt"}
        weights = [abs(one.log_odds) for one in parts[:-2]]
        assert weights == sorted(weights, reverse=True)
    assert len(told.pairs) > 30


def test_every_part_has_its_words() -> None:
    """No part is shown without a sentence, in either language."""
    told = forecast(own_ledger(10), 500 * DAY, 60 * DAY, load("person"))
    for language in LANGUAGES:
        words = Wording(language)
        assert all(words.has(f"forecast.part.{one.part}") for one in contributions(told, 0))
        assert words.has("forecast.public")
        assert "7" in words.say("forecast.in_ten", n=7, low=6, high=8)


def test_a_chance_is_told_with_its_interval() -> None:
    """The interval holds the chance, and is wider where less is known."""
    many = forecast(own_ledger(60), 500 * DAY, 60 * DAY, load("person"))
    few = forecast(own_ledger(8), 500 * DAY, 60 * DAY, load("person"))
    assert few.is_public and not many.is_public
    for told in (many, few):
        assert (told.p_low <= told.p_alive).all() and (told.p_alive <= told.p_high).all()
        one = in_ten(told, 0)
        assert 0 <= one.low <= one.of_ten <= one.high <= 10
    assert np.mean(few.p_high - few.p_low) > np.mean(many.p_high - many.p_low)


def test_active_days_are_fewer_than_events_and_than_days() -> None:
    """Counted in days, the expectation is bounded by the window, and bursts count once."""
    line = own_ledger()
    burst = timeline(
        np.concatenate([line.ends[line.pair, 0]] * 3),
        np.concatenate([line.ends[line.pair, 1]] * 3),
        np.concatenate([line.at, line.at + 60, line.at + 120]),
        Clock.calendar(),
    )
    events, days = (forecast(burst, 500 * DAY, 60 * DAY, load("person"), unit) for unit in ("events", "days"))
    assert days.expected.sum() < events.expected.sum() / 1.5
    assert (days.high <= 60).all()


@pytest.mark.parametrize("view", ["network", "person"])
def test_public_parameters_survive_being_written(view: str) -> None:
    """What is read back from the shipped JSON writes the same JSON, and names its sets."""
    public = load(view)
    assert write(read(write(public))) == write(public)
    assert len(public.sets) > 5 and (public.chance.variance > 0).all()
