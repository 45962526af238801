"""Who took part in a return."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.measure.interactions import KINDS
from vinculo.measure.returns import ROLES, UNATTRIBUTED, shares, split

evidence_of_people = st.dictionaries(st.integers(-(2**63), 2**63 - 1), st.integers(0, 10**12), max_size=12)
amounts = st.integers(0, 10**11)


@given(evidence_of_people)
def test_21_shares_add_up_to_one_exactly(evidence):
    """Whatever the evidence: and where there is none, all of it is unattributed."""
    assert sum(shares(evidence).values()) == 1
    assert (UNATTRIBUTED in shares(evidence)) == (sum(evidence.values()) == 0)


@given(amounts, evidence_of_people)
def test_21_cents_add_up_to_the_amount_exactly(amount, evidence):
    """No cent is lost or made, and nobody's part is off by a cent."""
    parts = split(amount, evidence)
    assert sum(parts.values()) == amount
    for person, share in shares(evidence).items():
        assert abs(parts[person] - amount * share) < 1


@given(amounts, evidence_of_people, st.integers(0, 100))
def test_22_who_took_no_part_gets_nothing(amount, evidence, nobody):
    """And is not listed, as if they had never been there."""
    evidence[nobody] = 0
    without = {person: weight for person, weight in evidence.items() if person != nobody}
    assert nobody not in split(amount, evidence)
    assert split(amount, evidence) == split(amount, without)


@given(evidence_of_people, st.integers(1, 10**12), st.integers(1, 10**12))
def test_23_splitting_a_contribution_changes_nobodys_share(evidence, first, second):
    """Evidence adds up within a person: one contribution or two of the same sum are the same."""
    whole = shares(evidence | {-1: first + second})
    parts = shares(evidence | {-1: first, -2: second}) if -2 not in evidence else None
    if parts is not None:
        assert parts[-1] + parts[-2] == whole[-1]
        others = [person for person in evidence if person not in (-1, -2) and evidence[person]]
        assert all(parts[person] == whole[person] for person in others)


@given(evidence_of_people, st.integers(0, 10**6), st.integers(1, 1_000))
def test_24_twice_the_return_is_twice_the_part(evidence, amount, times):
    """Shares do not depend on the amount: parts are linear in it, to the cent."""
    once, often = split(amount, evidence), split(amount * times, evidence)
    assert all(abs(often[person] - times * part) <= times for person, part in once.items())


@pytest.mark.parametrize(
    ("evidence", "parts"),
    [
        ({1: 9, 2: 3, 3: 3, 4: 0}, {1: 600, 2: 200, 3: 200}),
        ({1: 1, 2: 1, 3: 1}, {1: 334, 2: 333, 3: 333}),
        ({}, {UNATTRIBUTED: 1_000}),
    ],
)
def test_a_return_is_split_by_evidence(evidence, parts):
    """.9, .3 and .3 of evidence are .6, .2 and .2 of it; of equal remainders the smaller id is first."""
    assert split(1_000, evidence) == parts
    assert all(isinstance(share, Fraction) for share in shares(evidence).values())


def test_roles_are_kinds_that_exist():
    """No role is misspelled, and none counts less than talking."""
    assert ROLES
    assert set(ROLES) <= set(KINDS)
    assert min(ROLES.values()) > 1
