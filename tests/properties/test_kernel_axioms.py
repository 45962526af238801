"""What must be true of every history, checked on random ones."""

import random
from math import isclose

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from properties import histories
from properties.histories import AS_OF, DEFAULT, INSTANTS, handle, ledger, measured, people, seeds, tables
from properties.oracle import DAY, Scale, relationships

from vinculo.measure.bond import balance, bond_of, reciprocated, strength
from vinculo.measure.interactions import KINDS
from vinculo.measure.kernel import kernel
from vinculo.measure.stages import reached_at, stage_of

TIES = 40
PEOPLE = people(TIES)
GESTURES = tuple(
    key for key, kind in KINDS.items() if not (kind.is_exchange or kind.is_opening or key == "return")
)
ONE_WAY = ("message", "email", "comment", "help_asked", "promise_made", *GESTURES)
minutes = st.floats(0, 1e6, allow_subnormal=False)
few = settings(max_examples=3, phases=(Phase.explicit, Phase.generate))


def paths(found):
    """How far each relationship came, by stage."""
    return {stage_of(row).key for row in found.values()}


@given(histories.drawn_events, st.integers(1, 61 * DAY))
@settings(max_examples=15)
def test_the_kernel_agrees_with_the_definitions_on_small_histories(rows, as_of):
    """Every number of every relationship is what the definitions say, whatever collides."""
    scale = Scale(as_of)
    assert measured(rows, people(2), scale) == relationships(rows, people(2), scale)


@given(seeds, st.sampled_from((Scale(AS_OF), Scale(AS_OF - 5_000, 3_600, 7_200, 20 * DAY))))
@few
def test_the_kernel_agrees_with_the_definitions_on_forty_histories_at_once(seed, scale):
    """The same for long histories, where stages are reached, and for another grain of time."""
    rows = ledger(seed)
    found = measured(rows, PEOPLE, scale)
    assert found == relationships(rows, PEOPLE, scale)
    assert len(paths(found)) >= 3


@given(seeds, st.booleans())
@few
def test_1_who_never_answered_is_a_contact_with_a_bond_of_exactly_zero(seed, is_theirs):
    """However much one side writes and both click, nothing has evolved: the zero is exact."""
    speech = ledger(seed, kinds=ONE_WAY[:5], sides=(is_theirs,), gatherings=False)
    clicks = [row._replace(id=row.id + 10**6) for row in ledger(seed + 1, kinds=GESTURES, gatherings=False)]
    found = measured(speech + clicks, PEOPLE, DEFAULT)
    assert len(found) > TIES / 2
    assert paths(found) == {"contact"}
    assert {bond_of(row) for row in found.values()} == {0.0}


@given(seeds)
@few
def test_4_the_order_of_the_rows_changes_no_bit(seed):
    """Importing the same in any order gives the same table and the same evidence."""
    rows = ledger(seed)
    other = random.Random(seed).sample(rows, len(rows))
    this, that = (kernel(tables(order, PEOPLE), as_of=AS_OF) for order in (rows, other))
    assert this.ties.num_rows > TIES / 2
    assert this.ties.equals(that.ties)
    assert this.steps == that.steps


@given(seeds, st.integers(30 * DAY, AS_OF))
@few
def test_5_and_18_a_day_seen_from_later_is_the_day_as_it_was(seed, as_of):
    """No future leaks: appending what happens at or after the question's instant changes no bit."""
    rows = ledger(seed)
    past = [row for row in rows if row.at < as_of]
    then, now = (kernel(tables(seen, PEOPLE), as_of=as_of) for seen in (past, rows))
    assert then.ties.num_rows
    assert then.ties.equals(now.ties)
    assert then.steps == now.steps


@given(seeds, st.integers(1, 500))
@few
def test_7_more_effort_in_what_is_answered_never_lowers_anything(seed, words):
    """Longer texts from either side: reciprocated investment, bond and stage do not fall."""
    rows = ledger(seed)
    dice = random.Random(seed)
    longer = [row._replace(words=row.words + words * dice.randrange(2)) for row in rows]
    before, after = measured(rows, PEOPLE, DEFAULT), measured(longer, PEOPLE, DEFAULT)
    assert any(strength(after[tie]) > strength(before[tie]) for tie in before)
    for tie, row in before.items():
        assert strength(after[tie]) >= strength(row)
        assert bond_of(after[tie]) >= bond_of(row)
        assert stage_of(after[tie]).order >= stage_of(row).order


@given(seeds, st.integers(1, 60))
@few
def test_7_more_depth_in_what_is_answered_never_lowers_anything(seed, deeper):
    """The same minutes, gone deeper: reciprocated investment, bond and stage do not fall, minutes stay."""
    rows = [row._replace(depth=row.depth or 0) for row in ledger(seed)]
    dice = random.Random(seed)
    deep = {row.id: min(100, row.depth + deeper * dice.randrange(2)) for row in rows}
    before = measured(rows, PEOPLE, DEFAULT)
    after = measured([row._replace(depth=deep[row.id]) for row in rows], PEOPLE, DEFAULT)
    assert any(strength(after[tie]) > strength(before[tie]) for tie in before)
    for tie, row in before.items():
        assert strength(after[tie]) >= strength(row)
        assert stage_of(after[tie]).order >= stage_of(row).order
        assert after[tie]["centiminutes_in"] == row["centiminutes_in"]


@given(minutes, minutes)
def test_8_one_sided_effort_cannot_buy(put_in, put_out):
    """Where one side put in nothing R is 0; it is never more than both put in together."""
    assert reciprocated(0, put_out) == reciprocated(put_in, 0) == 0
    assert reciprocated(put_in, put_out) <= (put_in + put_out) * (1 + 1e-15)


@given(minutes, st.floats(0, 1))
def test_9_of_what_was_put_in_the_same_from_both_sides_counts_most(total, part):
    """For a fixed sum R is greatest at equality, and the balance is 1 there."""
    assume(total > 1e-100)
    assert reciprocated(total * part, total * (1 - part)) <= reciprocated(total / 2, total / 2) * (1 + 1e-12)
    assert isclose(balance(total / 2, total / 2), 1)
    assert 0 <= balance(total * part, total * (1 - part)) <= 1 + 1e-12


@given(seeds)
@few
def test_10_exchanging_the_two_exchanges_the_sides_and_nothing_else(seed):
    """Seen from the other side, R, balance and bond are the same and what was mine is theirs."""
    rows = ledger(seed, gatherings=False)
    swapped = [_seen_from_the_other_side(row) for row in rows]
    here, there = measured(rows, PEOPLE, DEFAULT), measured(swapped, PEOPLE, DEFAULT)
    assert here.keys() == there.keys()
    for tie, row in here.items():
        other = there[tie]
        assert strength(row) == strength(other)
        assert bond_of(row) == bond_of(other)
        for name, twin in TWINS.items():
            assert row[name] == other[twin], name


TWINS = {
    f"{name}_{side}": f"{name}_{other}"
    for name in ("events", "exchanges", "unanswered", "centiminutes", "fast", "slow")
    for side, other in (("in", "out"), ("out", "in"))
} | {
    "last_in_at": "last_out_at",
    "their_days": "my_days",
    "days_begun_by_them": "days_begun_by_me",
    "begun_by_them_at": "begun_by_me_at",
    "replies": "replies",
    "active_days": "active_days",
    "first_reply_at": "first_reply_at",
}


def _seen_from_the_other_side(row):
    if row.recipient is None:
        tie = row.place // 10 if row.place else 1
        return row._replace(sender=handle(tie) if PEOPLE[row.sender] == 0 else histories.MINE[0])
    return row._replace(sender=row.recipient, recipient=row.sender)


@given(seeds, st.sampled_from((60, 1_000)))
@few
def test_16_the_unit_of_time_does_not_matter(seed, unit):
    """Seconds, minutes or anything: with tick, bin and horizon in the same unit all numbers agree."""
    rows = ledger(seed)
    scaled = [row._replace(at=row.at * unit) for row in rows]
    then = Scale(*(value * unit for value in Scale(AS_OF)))
    before, after = measured(rows, PEOPLE, DEFAULT), measured(scaled, PEOPLE, then)
    assert after == {tie: _moved(row, lambda at: at * unit) for tie, row in before.items()}


@given(seeds, st.integers(-9_000, 9_000))
@few
def test_17_the_epoch_does_not_matter(seed, days):
    """A shift by whole days, also to before 1970, moves instants and changes nothing else."""
    rows = ledger(seed)
    moved = [row._replace(at=row.at + days * DAY) for row in rows]
    before = measured(rows, PEOPLE, DEFAULT)
    after = measured(moved, PEOPLE, Scale(AS_OF + days * DAY))
    assert after == {tie: _moved(row, lambda at: at + days * DAY) for tie, row in before.items()}


def _moved(row, move):
    return row | {name: move(row[name]) for name in INSTANTS if row[name] is not None}


@given(seeds)
@few
def test_20_ids_are_names_and_nothing_more(seed):
    """Other ids for entries, folds, places, handles and people: the same numbers under other names."""
    rows = ledger(seed)
    dice = random.Random(seed)
    odd = 2 * dice.getrandbits(60) + 1
    other = lambda id_: None if id_ is None else (id_ * odd + 12_345) % 2**63 - 2**62  # noqa: E731
    renamed = [
        row._replace(
            **{name: other(getattr(row, name)) for name in ("id", "sender", "recipient", "place", "fold")}
        )
        for row in rows
    ]
    who = {other(id_): other(person) if person else 0 for id_, person in PEOPLE.items()}
    before, after = measured(rows, PEOPLE, DEFAULT), measured(renamed, who, DEFAULT)
    assert after == {other(tie): row for tie, row in before.items()}


@given(seeds)
@few
def test_30_a_stage_once_reached_is_never_lost(seed):
    """The highest stage only rises with time, and what it was reached by does not move."""
    rows = ledger(seed)
    early, late = (measured(rows, PEOPLE, Scale(as_of)) for as_of in (AS_OF // 8, AS_OF))
    assert any(stage_of(row).order for row in early.values())
    for tie, row in early.items():
        assert stage_of(late[tie]).order >= stage_of(row).order
        assert reached_at(stage_of(row), late[tie]) == reached_at(stage_of(row), row)


@given(st.integers(1, 200), st.integers(0, 20))
@settings(max_examples=5)
def test_33_a_hundred_messages_in_a_day_are_one_active_day(messages, answers):
    """Days are counted, not messages."""
    rows = [
        histories.Row(n, "message", 5 * DAY + n, *sides, fold=n, words=9)
        for n, sides in enumerate(
            [(histories.MINE[0], handle(1))] * messages + [(handle(1), histories.MINE[0])] * answers
        )
    ]
    (row,) = measured(rows, PEOPLE, DEFAULT).values()
    assert row["exchanges_out"], row["exchanges_in"] == (messages, answers)
    assert row["active_days"] == row["my_days"] == row["days_begun_by_me"] == 1
    assert row["their_days"] == bool(answers)
    assert stage_of(row).order <= 1


def test_the_histories_reach_every_stage_that_the_kernel_knows():
    """The axioms above are not checked on contacts only."""
    reached = set().union(*(paths(measured(ledger(seed), PEOPLE, DEFAULT)) for seed in range(3)))
    assert reached >= {"contact", "interlocutor", "recognized", "bond", "collaborator"}
