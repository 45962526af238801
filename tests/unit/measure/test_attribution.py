"""Who took part in a return: shares that add up, in every view."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.measure.attribution import Contribution, Introduction, Known, attributed, chain_of, parts, shared
from vinculo.measure.interactions import CODES
from vinculo.measure.returns import ROLES, Return, roles
from vinculo.model import DAY_S

AT = 1_000 * DAY_S
people = st.integers(1, 6)
pieces = st.lists(
    st.builds(
        Contribution, person=people, place=st.none() | st.integers(1, 4), evidence=st.integers(0, 10**15)
    ),
    max_size=14,
)
amounts = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)
quarters = st.dictionaries(people, st.integers(0, 5).map(lambda n: Fraction(n, 40)), max_size=4)


def brought(amount="100", named=(1,), began=None, at=AT, key="r", status="confirmed"):
    return Return(key, 1, at, status, "money", Decimal(amount), "EUR", tuple(named), began, False, False, "")


def dealt(told, evidence, fixed=None):
    return parts(told, evidence, fixed or {}, lambda person: person % 2 or None, lambda person: None)


@given(amounts, pieces, quarters)
def test_21_shares_and_cents_add_up_in_every_view(amount, evidence, fixed):
    """To one and to the amount exactly, by person, place, origin and introducer alike."""
    told = dealt(brought(str(amount)), evidence, fixed)
    assert sum(part.share for part in told) == 1
    for view in ("person", "place", "origin", "introducer"):
        sums = Counter()
        for part in told:
            sums[getattr(part, view)] += part.amount
        assert sum(sums.values()) == amount
    assert all(
        abs(part.amount - Decimal(float(part.share)) * amount) < Decimal("0.02")
        for part in told
        if amount < 10**6
    )


@given(pieces)
def test_22_who_did_nothing_gets_nothing(evidence):
    """And is not listed."""
    told = shared([*evidence, Contribution(99, None, 0)], {})
    assert all(person != 99 for person, _ in told)


@given(pieces, people, st.integers(1, 10**9), st.integers(1, 10**9))
def test_23_splitting_a_contribution_changes_nobodys_share(evidence, person, first, second):
    """One act or two of the same sum, in one place: every share is what it was."""
    whole = shared([*evidence, Contribution(person, None, first + second)], {})
    split = shared([*evidence, Contribution(person, None, first), Contribution(person, None, second)], {})
    assert whole == split


@given(pieces, st.integers(1, 10**6), st.integers(2, 9))
def test_24_shares_do_not_depend_on_the_amount(evidence, amount, times):
    """Twice the return is twice the part, to the cent."""
    once, often = dealt(brought(str(amount)), evidence), dealt(brought(str(amount * times)), evidence)
    assert [part.share for part in once] == [part.share for part in often]
    for less, more in zip(once, often, strict=True):
        assert abs(more.amount - less.amount * times) <= Decimal("0.01") * times


@given(pieces, quarters)
def test_25_what_the_owner_fixed_is_respected(evidence, fixed):
    """Exactly; the others keep their proportions among themselves in what is left."""
    told, free = shared(evidence, fixed), shared(evidence, {})
    for person, share in fixed.items():
        assert sum(part for (whose, _), part in told.items() if whose == person) == share
    left = 1 - sum(fixed.values(), Fraction(0))
    others = {key: part for key, part in free.items() if key[0] not in fixed and key[0] is not None}
    total = sum(others.values())
    for key, part in others.items():
        assert told.get(key, 0) == left * part / total


def test_the_golden_example():
    """Evidence of .9, .3, .3 and 0 makes .6, .2, .2 and 0 (Aumann-Shapley of a noisy or)."""
    told = shared(
        [Contribution(1, None, 9), Contribution(2, None, 3), Contribution(3, 5, 3), Contribution(4, None, 0)],
        {},
    )
    assert told == {(1, None): Fraction(3, 5), (2, None): Fraction(1, 5), (3, 5): Fraction(1, 5)}


def test_without_evidence_it_is_nobodys():
    """An explicit part, never dropped."""
    (part,) = dealt(brought(), [])
    assert (part.person, part.share, part.amount) == (None, 1, Decimal(100))


def happening(day, kind="message", effort=1_000, thread=None, exchange=1):
    return {"at": day * DAY_S, "code": CODES[kind], "exchange": exchange, "effort": effort, "thread": thread}


def life(rows, own, there=None, introductions=(), fixed=None, apart=(), heavier=""):
    schema = pa.schema([(name, pa.int64()) for name in ("at", "code", "exchange", "effort", "thread")])
    return Known(
        rows,
        lambda person: pa.Table.from_pylist(own.get(person, []), schema),
        lambda place: (there or {}).get(place, ()),
        introductions,
        fixed or {},
        frozenset(apart),
        roles(heavier),
    )


OPEN = {"first_reply_at": 10 * DAY_S, "returned_at": None}
SHUT = {"first_reply_at": None, "returned_at": None}


def test_whoever_introduced_them_took_part():
    """By what they did, three times for the introduction; and their own introducer behind them."""
    own = {
        1: [happening(999, thread=4)],
        2: [happening(999, "introduction")],
        3: [happening(999)],
    }
    known = life(
        {1: OPEN, 2: OPEN, 3: OPEN}, own,
        introductions=(Introduction(2, (1,), 5 * DAY_S, 1), Introduction(3, (2,), 4 * DAY_S, 2)),
    )  # fmt: skip
    (told,) = attributed([brought()], known).values()
    assert {part.person: part.share for part in told} == {
        1: Fraction(1, 5), 2: Fraction(3, 5), 3: Fraction(1, 5),
    }  # fmt: skip
    assert {part.person: part.introducer for part in told} == {1: 2, 2: 3, 3: None}
    assert chain_of([1], known.introductions, AT) == [1, 2, 3]
    assert chain_of([1], known.introductions, 4 * DAY_S) == [1]


def test_a_shut_gate_takes_no_part_unless_the_owner_names_it():
    """Those in the place where it began count if they had answered by then; the named always do."""
    own = {1: [happening(999)], 2: [happening(999)], 3: [happening(999)]}
    known = life({1: SHUT, 2: OPEN, 3: SHUT}, own, there={8: (1, 2, 3)})
    (told,) = attributed([brought(named=(1,), began=8)], known).values()
    assert {part.person: part.share for part in told} == {1: Fraction(1, 2), 2: Fraction(1, 2)}


def test_the_owners_word_is_evidence_where_there_is_no_other():
    """Of somebody with no record, one minute; so a return that names only them is theirs."""
    known = life({}, {})
    (told,) = attributed([brought(named=(5,))], known).values()
    assert [(part.person, part.share) for part in told] == [(5, 1)]


def test_what_has_no_purpose_is_in_no_value():
    """A relationship that the owner keeps apart takes no part in anything."""
    known = life({1: OPEN, 2: OPEN}, {1: [happening(999)], 2: [happening(999)]}, apart=(1,))
    told = attributed([brought(named=(1, 2)), brought(named=(1,), key="s")], known)
    assert [part.person for part in told["r"]] == [2]
    assert [part.person for part in told["s"]] == [None]


def test_what_came_after_took_no_part_and_what_is_old_counts_less():
    """Half as much after four years; nothing on a day after the return's."""
    late, early = [happening(1_001)], [happening(1_000 - 1_460)]
    known = life({1: OPEN, 2: OPEN, 3: OPEN}, {1: [happening(1_000)], 2: early, 3: late})
    (told,) = attributed([brought(named=(1, 2))], known).values()
    assert {part.person: part.share for part in told} == {1: Fraction(2, 3), 2: Fraction(1, 3)}


def test_origin_is_where_the_first_answer_was():
    """The thread of the first reply; a hope has no parts, a loss has."""
    own = {1: [happening(10, "comment", thread=77), happening(999, thread=5)]}
    told = attributed(
        [brought(), brought(key="hope", status="expected"), brought(key="loss", status="lost")],
        life({1: OPEN}, own),
    )
    assert set(told) == {"r", "loss"}
    assert {part.origin for part in told["r"]} == {77}
    assert {part.place for part in told["r"]} == {77, 5}


def test_the_owner_may_weigh_roles_otherwise():
    """A comment that counts three times makes three quarters beside an equal letter; nonsense is refused."""
    own = {1: [happening(999, "comment")], 2: [happening(999)]}
    (told,) = attributed([brought(named=(1, 2))], life({1: OPEN, 2: OPEN}, own, heavier="comment=3")).values()
    assert {part.person: part.share for part in told} == {1: Fraction(3, 4), 2: Fraction(1, 4)}
    assert roles("") == ROLES
    for wrong in ("comment", "comment=0", "comment=x", "nothing=3", "comment=1.5"):
        with pytest.raises(ValueError, match=r"comment|nothing"):
            roles(wrong)
