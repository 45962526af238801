"""How often people come back, what is said in public, and one figure only at the owner's rates."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties.test_a_life import IN_PERSON, life

from vinculo import api
from vinculo.api.answers import Value
from vinculo.api.foretold import Expected
from vinculo.derive import Derived
from vinculo.errors import Refusal
from vinculo.ledger import Ledger
from vinculo.measure.exchange import Rates
from vinculo.measure.returns import DIMENSIONS

ON = dt.date(2025, 6, 1)
NOTHING = dict.fromkeys(DIMENSIONS, 0.0)
EXPECTED = Expected("none_recorded", {}, None, 0.0, 12, 90, 0.1)
amounts = st.dictionaries(st.sampled_from(DIMENSIONS), st.floats(0, 1e6), max_size=6)
weights = st.fixed_dictionaries({name: st.floats(0.01, 1e3) for name in DIMENSIONS})


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Derived]:
    with life(tmp_path_factory.mktemp("life"), IN_PERSON) as ledger:
        return ledger.path, api.known_on(ledger, ON)


def value(realized: dict[str, float]) -> Value:
    return Value(1, NOTHING | realized, EXPECTED, dict(NOTHING), {}, ())


def test_the_rule_stands_beside_the_owners_own_rates(derived: tuple[Path, Derived]) -> None:
    """Few relationships leave the rates close to what is known of other networks; each channel by itself."""
    told = api.way(derived[1])
    assert (told.recognized_days, told.bond_days) == (3, 7)
    channels = {one.channel: one for one in told.channels}
    assert {"all", "email", "public", "live"} <= set(channels)
    first = channels["all"].days[0]
    assert (first.relationships, first.came_back) == (3, 2)
    assert abs(first.chance - (0.49 * 30 + 2) / 33) < 1e-9
    for one in told.channels:
        assert all(0 < day.low < day.chance < 1 for day in one.days)


def test_what_is_said_in_public_is_told_by_quarter_person_and_place(derived: tuple[Path, Derived]) -> None:
    """Two people came to one post; reach is in no file, and not made up."""
    with Ledger.open(derived[0], create=False) as ledger:
        told = api.brand(ledger, derived[1])
    assert {one.person[1] for one in told.people} == {"Rosa Olmo", "Marta Pina"}
    assert [(one.people, one.came_back) for one in told.debates] == [(2, 0)]
    assert sum(told.voices["spoken"]) == 2
    assert sum(told.voices["returning"]) == 0
    assert not told.is_reach_observable


@given(amounts, weights, st.sampled_from(DIMENSIONS))
def test_26_one_figure_is_linear_in_its_rates(realized, worth, doubled):
    """W.V: changing W changes no V, and doubling one rate doubles that contribution only."""
    told = value(realized)
    once = api.scalar(told, Rates("money", worth, 0, 0, 1.0))
    twice = api.scalar(told, Rates("money", worth | {doubled: 2 * worth[doubled]}, 0, 0, 1.0))
    assert abs(twice - once - worth[doubled] * told.realized[doubled]) <= 1e-9 * max(1.0, twice)
    assert told.realized == NOTHING | realized


def test_27_no_rates_no_figure(derived: tuple[Path, Derived]) -> None:
    """A refusal, never 0; nor from choices that are too few."""
    with Ledger.open(derived[0], create=False) as ledger, pytest.raises(Refusal, match="no_rates"):
        api.rates(ledger)


def test_an_hour_brought_what_came_over_what_was_given():
    """A ratio beside the value; none where no time was given."""
    assert api.per_hour(value({"money": 300.0}), 120.0) == {"money": 150.0}
    assert api.per_hour(value({"money": 300.0}), 0.0) == {}
