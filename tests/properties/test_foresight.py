"""What must be true of the forecasts and the expected value of any ledger."""

import datetime as dt
import json
import random
from itertools import pairwise
from math import isclose, isfinite
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from properties.lives import LIVES, UNTIL, Said, handle, instant, live, returned, ruled, usual
from scipy.special import logit

from vinculo import api, derive
from vinculo.api import backtesting
from vinculo.api.foretold import NOTHING
from vinculo.forecast import bringing, states
from vinculo.forecast.prospect import LATE_DAYS, STAGE_DAYS, look_ahead
from vinculo.forecast.value import Outlook
from vinculo.ledger import Ledger

ON = dt.date(1970, 1, 1) + dt.timedelta(days=instant(UNTIL) // 86_400 - 1)
"""The day whose end is `UNTIL` days into a life."""
distributions = hnp.arrays(np.float64, len(states.STATES), elements=st.floats(0.001, 1)).map(
    lambda row: row / row.sum()
)


def answer(path: Path) -> api.Worth:
    with Ledger.open(path, create=False) as ledger:
        return api.worth(ledger, ON)


def of(told: api.Worth, person: int) -> api.Relationship:
    (one,) = [one for one in told.relationships if f"email:{handle(person).value}" in one.person.handles]
    return one


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ordinary life with returns."""
    brought = [returned(person, 300 + 20 * person, "learning", str(person)) for person in range(1, 7)]
    return live(tmp_path_factory.mktemp("life") / "ledger.sqlite", [*usual(), *brought])


@pytest.fixture(scope="module")
def told(life: Path) -> api.Worth:
    return answer(life)


def test_18_what_comes_later_changes_no_bit(life: Path, tmp_path: Path) -> None:
    """Forecasts, expected values, conditions and the look back as of a day are the same in a ledger that
    goes on: with new people, old ones back, and the owner's word about them."""
    later = [Said(person, UNTIL + person / 7, bool(person % 2)) for person in range(1, 80)]
    brought = [returned(person, 300 + 20 * person, "learning", str(person)) for person in range(1, 7)]
    words = [returned(9, UNTIL + 3), ruled(1, "lost", UNTIL + 2), ruled(2, "no_purpose", UNTIL + 2)]
    longer = live(tmp_path / "ledger.sqlite", [*later, *usual(), *brought, *words])
    assert api.as_json(answer(longer)) == api.as_json(answer(life))
    judged = []
    for path in (life, longer):
        with Ledger.open(path, create=False) as ledger:
            judged.append(backtesting.look_back(ledger, ON, origins=2))
    assert judged[0] == judged[1]
    assert len(judged[0].origins) == 2


def test_4_the_order_of_moments_changes_no_bit(life: Path) -> None:
    """Forecasts do not depend on the order of rows."""
    with Ledger.open(life, create=False) as ledger:
        derived = derive.derive(ledger, instant(UNTIL))
    rows = list(range(derived.moments.num_rows))
    random.Random(3).shuffle(rows)
    other = look_ahead(derived.moments.take(rows), derived.seen_until)
    assert other.of == dict(derived.forecasts)
    assert len(other.of) > 30


def test_36_the_parts_sum_to_the_chance_and_each_leads_to_events(life: Path, told: api.Worth) -> None:
    """Within 1e-6; every part names entries of the ledger."""
    with Ledger.open(life, create=False) as ledger:
        derived = derive.derive(ledger, instant(UNTIL))
    known = set(map(str, derived.happenings["id"].to_pylist()))
    foretold = [one.forecast for one in told.relationships if one.forecast]
    assert len(foretold) > 30
    for one in foretold:
        parts = one.contributions
        assert isclose(sum(part.log_odds for part in parts), logit(one.chance.figure), abs_tol=1e-6)
        assert all(part.entries and set(part.entries) <= known for part in parts)


def test_37_a_longer_wait_is_never_less_likely_to_end(told: api.Worth) -> None:
    """P(any in 90 days) <= P(any in 180) <= P(any in 360), and each lies in its own interval."""
    foretold = [one.forecast for one in told.relationships if one.forecast]
    assert {one.horizon_days for one in foretold} == {180}
    for one in foretold:
        assert 0 < one.within_90_days <= one.chance.figure <= one.within_360_days < 1
        for figure in (one.chance, one.of_ten, one.active_days):
            assert figure.low <= figure.high
        assert one.chance.low <= one.chance.figure <= one.chance.high
        if one.step and one.step.chance:
            assert 0 <= one.step.chance.figure <= one.within_90_days + 1e-12


def test_37_where_somebody_may_stand_sums_to_one(life: Path) -> None:
    """The distribution over states one horizon ahead, whatever the chances."""
    dice = np.random.default_rng(1)
    soon = dice.uniform(0.001, 0.99, 200)
    late = soon + (1 - soon) * dice.uniform(0, 1, 200)
    order = dice.integers(1, 6, 200)
    ahead = states.ahead_of(
        order, soon, late, soon * dice.uniform(0, 1, 200), np.minimum(order + 1, 5), states.public_matrix()
    )
    np.testing.assert_allclose(ahead.sum(axis=1), 1)
    assert (ahead >= 0).all()


@pytest.mark.parametrize("name", LIVES)
def test_39_whatever_the_life_the_answer_is_finite_and_honest(name: str, tmp_path: Path) -> None:
    """Nobody, one message, one pair, one instant, silence, a collapse: intervals hold the figure, nothing
    is not a number, and with few relationships it is said that other networks speak."""
    path = live(tmp_path / "ledger.sqlite", LIVES[name])
    found = answer(path)
    json.dumps(api.as_json(found), allow_nan=False)
    for one in found.relationships:
        assert one.forecast is not None
        chance = one.forecast.chance
        assert all(isfinite(end) for end in (chance.figure, chance.low, chance.high))
        assert chance.low <= chance.figure <= chance.high
        if len(found.relationships) < 30:
            assert one.forecast.basis == "public"
            assert chance.high - chance.low > 0.02
    kept = found.capacity.kept
    assert 0 <= kept.low <= kept.figure <= kept.high <= len(found.relationships)
    with Ledger.open(path, create=False) as ledger:
        judged = backtesting.look_back(ledger, ON)
    json.dumps(api.as_json(judged), allow_nan=False)


def test_after_a_collapse_hardly_anybody_is_expected(tmp_path: Path) -> None:
    """Everybody silent for 450 days, as far as files can see: nobody is active, most are not coming back."""
    seen = Said(99, UNTIL - 0.5, is_theirs=False)
    found = answer(live(tmp_path / "ledger.sqlite", [*LIVES["a collapse half-way"], seen]))
    conditions = [one.condition for one in found.relationships if one.condition]
    assert len(conditions) > 20
    assert "active" not in conditions
    assert found.capacity.kept.figure < 0.3 * len(found.relationships)


def test_silence_that_no_file_could_see_is_no_silence(tmp_path: Path) -> None:
    """Asked years after the last file, the forecast is the one of the day when the files end."""
    path = live(tmp_path / "ledger.sqlite", LIVES["a collapse half-way"])
    with Ledger.open(path, create=False) as ledger:
        then, now = (api.worth(ledger, ON - dt.timedelta(days=back)) for back in (UNTIL - 450, 0))
    assert [one.forecast for one in then.relationships] == [one.forecast for one in now.relationships]


def test_1_a_contact_is_worth_exactly_zero_and_may_become_something(tmp_path: Path) -> None:
    """Whoever never answered: no dimension above 0, not even expected; what may become is apart."""
    silent = [Said(70 + k, 100.0 + 5 * k, is_theirs=False) for k in range(20)]
    brought = [returned(person, 300 + 20 * person) for person in range(1, 7)]
    found = answer(live(tmp_path / "ledger.sqlite", [*usual(), *silent, *brought]))
    contact = of(found, 70)
    assert contact.value.gate == 0
    assert set(contact.value.expected.figures.values()) == {NOTHING}
    assert contact.potential is not None and contact.potential.tried >= 20
    assert 0 < contact.potential.answered.figure < 1
    learning = contact.potential.expected.figures["learning"]
    assert learning is not None and learning.figure > 0
    assert all(one.potential is None for one in found.relationships if one.value.gate)


def test_2_removing_contacts_changes_no_expected_value(told: api.Worth, tmp_path: Path) -> None:
    """What is at zero is in no figure of anybody else's rates."""
    expected = {one.value.expected.recorded for one in told.relationships}
    assert expected == {6}
    assert all(
        one.value.expected.figures["learning"] == NOTHING for one in told.relationships if one.value.gate == 0
    )


def test_the_owners_word_wins(tmp_path: Path) -> None:
    """Lost by the owner's word is lost, and brings exactly nothing; found again, the forecast speaks;
    without a purpose it is out of every value."""
    words = [
        ruled(1, "lost", 800),
        ruled(2, "lost", 800),
        ruled(2, "found", 850),
        ruled(3, "no_purpose", 800),
    ]
    brought = [returned(person, 300 + 20 * person) for person in range(4, 10)]
    found = answer(live(tmp_path / "ledger.sqlite", [*usual(), *brought, *words]))
    lost, again, aside = (of(found, person) for person in (1, 2, 3))
    assert lost.condition == "lost"
    assert lost.value.expected.basis == "lost"
    assert set(lost.value.expected.figures.values()) == {NOTHING}
    assert again.value.expected.basis == "own_returns"
    assert aside.value.expected.basis == "no_purpose"
    assert set(aside.value.expected.figures.values()) == {NOTHING}
    assert lost.person.id not in found.capacity.quiet


@pytest.mark.parametrize(("count", "basis"), [(0, "none_recorded"), (4, "few_returns"), (5, "own_returns")])
def test_with_few_returns_no_amounts_are_told(count: int, basis: str, tmp_path: Path) -> None:
    """None recorded: nothing can be said. Under five: only how many. From five on, by dimension."""
    brought = [returned(person, 300 + 20 * person) for person in range(1, count + 1)]
    told = answer(live(tmp_path / "ledger.sqlite", [*usual(), *brought]))
    expected = [one.value.expected for one in told.relationships if one.value.gate]
    assert {one.basis for one in expected} == {basis}
    for one in expected:
        assert (one.returns is not None) == (basis == "few_returns")
        known = [found for found in one.figures.values() if found]
        assert len(known) == (basis == "own_returns")
        for found in (*known, *filter(None, [one.returns])):
            assert 0 <= found.low <= found.figure <= found.high
            assert found.figure > 0


def test_who_brought_something_and_never_said_a_word_has_no_forecast_and_may_bring_more(
    tmp_path: Path,
) -> None:
    """A return opens the gate: no chance of an exchange is told, what may still come is."""
    brought = [returned(person, 300 + 5 * person) for person in (80, 1, 2, 3, 4)]
    one = of(answer(live(tmp_path / "ledger.sqlite", [*usual(), *brought])), 80)
    assert (one.stage, one.forecast, one.condition) == ("interlocutor", None, None)
    learning = one.value.expected.figures["learning"]
    assert learning is not None
    assert 0 < learning.low <= learning.figure <= learning.high


def test_28_a_higher_discount_never_raises_what_is_expected(life: Path) -> None:
    """From 0 to 1 a year; the owner's choice is what is told."""
    figures: list[list[float]] = []
    for place, discount in enumerate(("0", "0.1", "1")):
        with Ledger.open(life, create=False) as ledger:
            chosen = api.choose_setting(ledger, "discount", discount, instant(UNTIL) + 2 * place)
            told = api.worth(ledger, ON)
            api.undo(ledger, instant(UNTIL) + 2 * place + 1, chosen.run)
        assert {one.value.expected.discount for one in told.relationships} == {float(discount)}
        figures.append([_learning(one) for one in told.relationships if one.value.gate])
    for less, more in pairwise(figures):
        assert all(then <= now for now, then in zip(less, more, strict=True))
    assert sum(figures[0]) > sum(figures[-1]) > 0


def _learning(one: api.Relationship) -> float:
    found = one.value.expected.figures["learning"]
    assert found is not None
    return found.figure


@settings(max_examples=25)
@given(distributions, distributions, st.floats(0, 1))
def test_29_value_is_linear_in_where_one_may_stand_and_lost_brings_nothing(one, other, share) -> None:
    """A mixture of futures is worth the mixture of their worths; one horizon without discount, the rate."""
    learned = _learned(Outlook())
    sizes = np.ones((3, 1))
    mixed = share * one + (1 - share) * other
    drawn = np.zeros((200, 3, len(states.STATES)))
    middle, _, _ = bringing.expected(learned, np.stack([one, other, mixed]), drawn, sizes)
    np.testing.assert_allclose(middle[2], share * middle[0] + (1 - share) * middle[1], atol=1e-12)
    assert learned.middle[states.LOST] == 0
    simple = _learned(Outlook(horizons=1, discount=0.0))
    told, _, _ = bringing.expected(simple, np.stack([one] * 3), drawn, sizes)
    np.testing.assert_allclose(told[0], one @ simple.middle)
    assert (simple.middle[: states.LOST] > 0).all()


def _learned(outlook: Outlook) -> bringing.Bringing:
    dice = np.random.default_rng(4)
    state = dice.integers(0, states.LOST, (9, 30))
    past = states.Past(np.arange(1, 31), instant(UNTIL), state)
    returns = [bringing.Return(person, instant(UNTIL - 40 * person), "money", 10.0) for person in range(1, 5)]
    return bringing.learn(past, returns, outlook)


def test_stage_rules_and_forecasts_speak_of_the_same_days() -> None:
    """Dormant looks one stage horizon ahead, lost four."""
    from vinculo.measure.stages import HORIZON_S

    assert STAGE_DAYS * 86_400 == HORIZON_S
    assert LATE_DAYS == 4 * STAGE_DAYS
