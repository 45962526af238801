"""Exchange rates that the owner types, or that follow from a few choices."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.errors import Contradiction, Refusal
from vinculo.measure.exchange import found, in_a_circle, preference, typed, undecided

KINDS = ("access", "learning", "money", "opportunity", "reputation")
worths = st.lists(st.floats(0.01, 1_000), min_size=4, max_size=4)


@given(worths)
def test_equalities_that_agree_are_met(values):
    """Rates behind the choices are found again."""
    worth = dict(zip(KINDS, (*values[:2], 1.0, *values[2:]), strict=True))
    said = [f"1 {one} = {worth[one] / worth[other]:.9f} {other}" for one, other in pairwise(KINDS)]
    said.append(f"1 access = {worth['access'] / worth['money']:.9f} money")
    told = found([preference(one) for one in said if " 0.000000000 " not in one], "money")
    assert all(isclose(told.worth[name], worth[name], rel_tol=0.02) for name in KINDS)
    assert told.agreed == told.of == 5
    assert told.typical < 1.02


def test_preferences_are_kept_where_they_can_be():
    """A dearer kind comes out dearer."""
    said = [
        "1 access > 2 learning", "1 learning = 40 money", "1 opportunity > 1 access",
        "1 reputation < 30 money", "1 learning > 1 reputation",
    ]  # fmt: skip
    told = found([preference(one) for one in said], "money")
    assert told.worth["access"] > 2 * told.worth["learning"]
    assert told.worth["opportunity"] > told.worth["access"]
    assert told.worth["reputation"] < 30
    assert told.agreed == 5


def test_choices_in_a_circle_have_no_rates():
    """They are named, and no scalar is made of them."""
    said = ["1 access > 1 learning", "1 learning > 1 money", "1 money > 1 access", "1 money = 1 reputation",
            "1 access = 1 opportunity"]  # fmt: skip
    with pytest.raises(Contradiction, match="circular"):
        found([preference(one) for one in said], "money")
    assert len(in_a_circle([preference(one) for one in said])) == 3
    assert in_a_circle([preference(one) for one in said if not one.startswith("1 money >")]) == ()
    assert in_a_circle([preference(one) for one in ("2 a > 1 b", "1 b > 3 a")])
    assert not in_a_circle([preference(one) for one in ("1 a = 2 b", "1 b = 2 c", "1 a = 4.5 c")])


@pytest.mark.parametrize("said", ["", "access > learning", "1 access", "0 a > 1 b", "1 a > 2 a", "1 a ? 2 b"])
def test_what_is_no_choice_is_refused(said):
    """Nothing is guessed."""
    with pytest.raises(Refusal):
        preference(said)


def test_typed_rates_are_what_was_typed():
    """In units of the base, which is worth one of itself."""
    assert typed("learning=40, access=150", "money").worth == {
        "money": 1.0,
        "learning": 40.0,
        "access": 150.0,
    }
    for wrong in ("learning", "learning=-1", "learning=x", "=3"):
        with pytest.raises(Refusal):
            typed(wrong, "money")


def test_too_few_choices_make_no_rates():
    """Five at least."""
    with pytest.raises(Refusal, match="too_few"):
        found([preference("1 a > 1 b")] * 4, "a")


def test_the_next_choice_is_about_what_is_known_least():
    """First each kind beside the base; then the pair compared least, in amounts worth the same."""
    said = []
    for name in (name for name in KINDS if name != "money"):
        asked = undecided(said, KINDS, "money")
        assert (asked.dimension, asked.other) == (name, "money")
        said.append(preference(f"1 {name} = {len(name)} money"))
    asked = undecided(said, KINDS, "money")
    assert {asked.dimension, asked.other} == {"access", "learning"}
    assert (asked.amount, asked.other_amount) == (1, pytest.approx(8 / 6, rel=0.05))
    assert undecided([*said, *said, said[0]], KINDS, "money") is None
    assert undecided([], ("money",), "money") is None


def test_a_choice_of_any_size_can_be_read_again():
    """A million is written out, and so is a millionth."""
    for said in ("1 access > 2000000 money", "0.0000025 access = 1.5 money"):
        assert str(preference(said)) == said
