"""What deeds say about trust: the table of the stage's rule, facets, forgetting, vouching."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.measure.trust import (
    BASE_WEIGHT,
    DEEDS,
    FACETS,
    HALF_LIFE_S,
    Deed,
    base_rate,
    counted,
    credit,
    expectation,
    is_standing,
    p_keeps,
    pooled,
    trust,
    trusted_at,
    uncertainty,
)
from vinculo.model import DAY_S
from vinculo.wording import LANGUAGES, Wording

NOW = 20_000 * DAY_S
evidence = st.floats(0, 500, allow_subnormal=False)
bases = st.floats(0.01, 0.99)
few_deeds = st.lists(
    st.builds(
        Deed,
        key=st.sampled_from(sorted(DEEDS)),
        at=st.integers(0, 10_000).map(lambda day: day * DAY_S),
        entry=st.integers(0, 10**6),
    ),
    max_size=12,
)


def deeds(**times):
    """So many deeds of each kind, a day after another."""
    keys = [key for key, n in times.items() for _ in range(n)]
    return [Deed(key, place * DAY_S, place) for place, key in enumerate(keys)]


@pytest.mark.parametrize(
    ("kept", "broken", "p"),
    [
        (1, 0, 0.750),
        (2, 0, 0.875),
        (3, 0, 0.9375),
        (3, 1, 0.8125),
        (4, 1, 0.8906),
        (5, 1, 0.9375),
        (6, 2, 0.9102),
    ],
)
def test_how_sure_one_can_be_that_somebody_keeps_their_word(kept, broken, p):
    """Three promises kept; five, if one was broken; six, if two were."""
    assert round(p_keeps(kept, broken), 4) == p


def test_the_beta_reputation_of_seven_and_one_is_four_in_five():
    """Jøsang and Ismail 2002: r = 7, s = 1 and an even base rate are .8."""
    assert expectation(7, 1, 0.5) == 0.8
    assert base_rate(0, 0) == 0.5
    assert base_rate(10, 0) == (10 + BASE_WEIGHT / 2) / (10 + BASE_WEIGHT)


def test_trust_is_reached_by_the_third_kept_promise_and_not_before():
    """At the instant of the deed that completes it."""
    told = deeds(promise_kept=3)
    assert trusted_at(told[:2], NOW) is None
    assert trusted_at(told, NOW) == 2 * DAY_S
    assert trusted_at(told, 2 * DAY_S) is None
    assert [credit(told[:n]) for n in range(4)] == [0, 1, 2, 3]


def test_one_broken_promise_asks_for_five_kept():
    """And none within the last 90 days may be left as it is."""
    told = [Deed("promise_broken", 0, 0), *(Deed("promise_kept", day * DAY_S, day) for day in range(1, 6))]
    assert credit(told[:1]) == -2
    assert trusted_at(told[:5], NOW) is None
    assert trusted_at(told, NOW) == 90 * DAY_S
    amended = [told[0]._replace(amends=50 * DAY_S), *told[1:]]
    assert trusted_at(amended, NOW) == 50 * DAY_S


def test_presence_is_evidence_and_never_enough():
    """All meetings together are worth one kept promise at most, and alone they carry nothing."""
    assert trusted_at(deeds(met_with_goal=9, live_with_goal=9), NOW) is None
    assert trusted_at(deeds(met_with_goal=1, promise_kept=2), NOW) is not None
    assert trusted_at(deeds(live_with_goal=2, promise_kept=2), NOW) is not None
    assert trusted_at(deeds(met_with_goal=3, live_with_goal=6, promise_kept=1), NOW) is None
    assert isclose(pooled(counted(deeds(met_with_goal=9, live_with_goal=9)))[0], 1.0)


def test_kindness_without_a_promise_kept_is_not_the_stage():
    """Help, introductions and praise are evidence; something costly has to be among it."""
    told = deeds(help_given=20, introduction=9, recommendation=9)
    assert trusted_at(told, NOW) is None
    assert trusted_at([*told, Deed("delivered_well", 99 * DAY_S, 99)], NOW) == 99 * DAY_S


@given(few_deeds, st.integers(1, 10_001), bases)
def test_13_everything_is_bounded(told, day, base):
    """0 <= E, u, T <= 1; belief, disbelief and uncertainty are one; the interval holds the value."""
    found = trust(told, day * DAY_S, base)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert 0 <= found.sure < 1
    assert set(found.facets) == set(FACETS)
    assert all(0 <= mean <= 1 and 0 <= sure < 1 for mean, sure in found.facets.values())


@given(evidence, evidence)
def test_13_belief_disbelief_and_uncertainty_are_one(r, s):
    """b + d + u = 1."""
    u = uncertainty(r, s)
    assert isclose(r / (r + s + 2) + s / (r + s + 2) + u, 1)


@given(few_deeds, bases)
def test_12_trust_returns_to_the_base_rate_and_not_to_zero(told, base):
    """As time goes by without deeds, certainty fades; what is left is what is known of people at large."""
    late = 10_000 * DAY_S + 60 * HALF_LIFE_S
    found = trust(told, late, base)
    assert isclose(found.value, base, abs_tol=1e-6)
    assert found.sure < 1e-6
    sooner = trust(told, 10_001 * DAY_S, base)
    assert found.sure <= sooner.sure


@given(few_deeds, bases, st.sampled_from(("promise_kept", "promise_broken")))
def test_14_one_more_kept_never_lowers_and_one_more_broken_never_raises(told, base, key):
    """Whatever else is known."""
    as_of = 10_001 * DAY_S
    before = trust(told, as_of, base)
    after = trust([*told, Deed(key, 10_000 * DAY_S, -1)], as_of, base)
    if key == "promise_kept":
        assert after.value >= before.value
        assert after.p_keeps >= before.p_keeps
    else:
        assert after.value <= before.value
        assert after.p_keeps <= before.p_keeps


@given(st.integers(1, 40), st.floats(0, 1))
def test_15_a_ring_of_vouchers_is_worth_one_and_no_stage(n, value):
    """However many vouch, all together count one at most, and nothing for the stage."""
    found = trust([], NOW, 0.5, dict.fromkeys(range(n), (NOW - 1, value)))
    assert found.evidence <= 1 + 1e-9
    assert found.left == 3
    assert trusted_at([], NOW) is None


@given(few_deeds, st.integers(0, 10_000), few_deeds)
def test_7_a_day_seen_from_later_is_the_day_as_it_was(told, day, later):
    """When the stage was reached does not change by what is done afterwards."""
    as_of = day * DAY_S
    past = [deed for deed in told if deed.at < as_of]
    after = [deed._replace(at=deed.at + as_of) for deed in later]
    then = trusted_at(past, as_of)
    assert then == trusted_at([*past, *after], as_of)
    if then is not None:
        assert trusted_at([*past, *after], 30_000 * DAY_S) == then


def test_a_broken_promise_stands_in_the_way_for_a_horizon():
    """The stage was reached and stays reached; that it does not hold today is said apart."""
    told = [*deeds(promise_kept=8), Deed("promise_broken", 100 * DAY_S, 100)]
    assert is_standing(counted(told), 99 * DAY_S)
    assert not is_standing(counted(told), 101 * DAY_S)
    assert is_standing(counted(told), 191 * DAY_S)
    assert trusted_at(told, NOW) == 2 * DAY_S


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_deed_and_facet_has_its_words(language):
    """In both languages."""
    wording = Wording(language)
    keys = [f"deed.{key}" for key in (*DEEDS, "vouched")] + [f"facet.{facet}" for facet in FACETS]
    assert [key for key in keys if not wording.has(key)] == []
