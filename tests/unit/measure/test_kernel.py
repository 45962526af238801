"""The kernel: its golden numbers, its limits, its evidence, and how a network uses it."""

import numpy as np
import pyarrow as pa
import pytest
from properties.histories import AS_OF, DEFAULT, MINE, handle, ledger, measured, people, tables
from properties.oracle import DAY, Row, Scale

from vinculo import engine
from vinculo.measure import kernel as room
from vinculo.measure.bond import bond_of, reciprocated, scale_of, strength, strengths_on_arrival
from vinculo.measure.decay import EFFORT_OF_A_MINUTE
from vinculo.measure.features import FEATURES, STEPS
from vinculo.measure.kernel import kernel

ME, ANA = MINE[0], handle(1)
PEOPLE = people(40)


def comments(*told):
    """Public comments outside any thread, as deep as can be: (day, minutes, from the other person)."""
    return [
        Row(
            n,
            "comment",
            day * DAY,
            *((ANA, ME) if is_theirs else (ME, ANA)),
            fold=n,
            words=minutes * 19,
            depth=100,
        )
        for n, (day, minutes, is_theirs) in enumerate(told)
    ]


def test_what_was_put_in_is_forgotten_by_half_every_ninety_days():
    """4, 2 and 10 minutes on days 0, 30 and 100 are 6.509139 minutes on day 190."""
    (row,) = measured(
        comments((0, 4, True), (30, 2, True), (100, 10, True)), PEOPLE, Scale(190 * DAY)
    ).values()
    assert row["fast_in"] / EFFORT_OF_A_MINUTE == pytest.approx(6.509139, abs=1e-6)
    assert row["centiminutes_in"] == 1_600
    assert row["fast_out"] == 0


def test_reciprocated_investment_of_the_same_example():
    """The first of them from the owner: I_in 5.5833, I_out .9259, R 4.5473."""
    (row,) = measured(
        comments((0, 4, False), (30, 2, True), (100, 10, True)), PEOPLE, Scale(190 * DAY)
    ).values()
    put_in, put_out = row["fast_in"] / EFFORT_OF_A_MINUTE, row["fast_out"] / EFFORT_OF_A_MINUTE
    assert (round(put_in, 4), round(put_out, 4)) == (5.5833, 0.9259)
    assert round(reciprocated(put_in, put_out), 4) == 4.5473


@pytest.mark.parametrize(
    ("second", "is_reply"),
    [((30, None), True), ((30 * DAY + 1, None), False), ((3_000, 7), True)],
)
def test_a_reply_is_within_thirty_days_or_in_the_same_thread(second, is_reply):
    """The thirtieth day still counts; in one conversation any distance does."""
    distance, place = second
    at = DAY + (distance if distance > DAY else distance * DAY)
    rows = [
        Row(1, "message", DAY, ME, ANA, place=place, fold=1),
        Row(2, "message", at, ANA, ME, place=place, fold=2),
    ]
    (row,) = measured(rows, PEOPLE, Scale(9_999 * DAY)).values()
    assert row["first_reply_at"] == (at if is_reply else None)
    assert row["replies"] == is_reply
    assert (row["unanswered_in"], row["unanswered_out"]) == (1, 0)


def test_both_at_the_same_instant_answer_one_another():
    """Sources that tell days only: the order of rows cannot matter where there is none."""
    rows = [Row(1, "email", DAY, ME, ANA, fold=1), Row(2, "email", DAY, ANA, ME, fold=2)]
    (row,) = measured(rows, PEOPLE, DEFAULT).values()
    assert (row["first_reply_at"], row["replies"], row["last_side"]) == (DAY, 1, 3)
    assert row["unanswered_in"] == row["unanswered_out"] == 0


def test_steps_are_dated_by_the_entries_that_earned_them():
    """Each stage's instant has an entry of that relationship that tells of what happened at it."""
    rows = ledger(1)
    found = kernel(tables(rows, PEOPLE), as_of=AS_OF)
    told = {(row.fold, row.at) for row in rows}
    happened = {
        (PEOPLE.get(person), at, row.id)
        for row in rows
        for person in (row.sender, row.recipient)
        for fold, at in told
        if fold == row.fold
    }
    reached = 0
    for row in found.ties.to_pylist():
        for stage in STEPS:
            at = row[stage.reached_at]
            if at is not None:
                reached += 1
                assert (row["tie"], at, found.steps[row["tie"], at]) in happened
    assert reached > 50


def test_of_several_entries_at_one_instant_the_smallest_id_is_the_evidence():
    """A choice that no order of rows can change; what is no exchange earns nothing."""
    rows = [
        Row(1, "reaction", DAY, ANA, ME, fold=1),
        Row(8, "email", DAY, ME, ANA, fold=8),
        Row(5, "email", DAY, ANA, ME, fold=5),
        Row(9, "call", DAY, ME, ANA, fold=9),
    ]
    assert kernel(tables(rows, PEOPLE), as_of=AS_OF).steps == {(1, DAY): 5}


def test_an_empty_ledger_has_no_relationships_and_all_columns():
    """Nothing in, nothing out, and nobody stumbles over a missing column."""
    found = kernel(tables([], PEOPLE), as_of=AS_OF)
    assert found.ties.num_rows == len(found.steps) == 0
    names = ["tie", *(feature.name for feature in FEATURES), *(stage.reached_at for stage in STEPS)]
    assert sorted(found.ties.column_names) == sorted(names)
    assert {field.type for field in found.ties.schema} == {pa.int64()}


def test_relationships_come_sorted_by_their_id():
    """The same table for the same ledger, whatever the engine did first."""
    ties = kernel(tables(ledger(2), PEOPLE), as_of=AS_OF).ties["tie"].to_pylist()
    assert len(ties) > 20
    assert ties == sorted(ties)


def test_a_century_without_a_pause_is_refused_rather_than_counted_wrong():
    """The sums are whole numbers of 64 bits; what could exceed them raises."""
    days = 39_000
    n = np.arange(days)
    events = pa.table(
        {
            "id": n, "kind": np.full(days, "meeting"), "at": n * DAY, "sender": np.full(days, ME),
            "recipient": np.full(days, ANA), "place": n, "fold": n, "words": n * 0,
            "duration_s": np.full(days, DAY), "targets": np.ones(days, np.int64),
        }
    )  # fmt: skip
    who = tables([], PEOPLE)["person_of"]
    with pytest.raises(OverflowError, match="centiminutes"):
        kernel({"event": events, "person_of": who}, as_of=days * DAY)


def test_the_scale_of_bond_is_measured_where_bonds_begin():
    """Strength at the instant of arrival, not of today: what came later does not move it."""
    rows = ledger(3)
    found = []
    for as_of in (AS_OF, 40 * AS_OF):
        with engine.in_memory() as calculator:
            for name, table in tables(rows, PEOPLE).items():
                calculator.table(name, table)
            room.prepare(calculator, as_of=as_of)
            found.append(strengths_on_arrival(calculator))
    assert len(found[0]) > 5
    assert found[0] == found[1]
    arrivals = {tie: row["bond_at"] for tie, row in measured(rows, PEOPLE, DEFAULT).items() if row["bond_at"]}
    tie, at = min(arrivals.items())
    then = strength(measured(rows, PEOPLE, Scale(at + 1))[tie])
    assert len(found[0]) == len(arrivals)
    assert then in found[0]
    assert scale_of(found[0]) > 0


NETWORK = """
SELECT
  r.tie, e.id, k.code, e.at, CASE WHEN k.threaded = 1 THEN e.place END AS thread,
  e.fold, e.words, e.duration_s, e.targets,
  CASE WHEN k.aside = 1 THEN 0 WHEN k.symmetric = 1 THEN 3 WHEN t.person = r.ego THEN 1 ELSE 2 END AS side,
  t.person AS addressee
FROM event e
CROSS JOIN param p
JOIN kind k ON k.kind = e.kind
JOIN person_of s ON s.handle = e.sender
JOIN person_of t ON t.handle = e.recipient
JOIN pair r ON (r.ego = s.person AND r.alter = t.person) OR (r.ego = t.person AND r.alter = s.person)
WHERE e.at < p.as_of
"""


def test_a_network_measures_any_pair_with_the_same_texts():
    """With `addressed` for pairs, each pair has the numbers it would have if its first were the owner."""
    rows = ledger(4, ties=12, gatherings=False)
    who = people(12)
    expected = measured(rows, who, DEFAULT)
    pairs = [(10_000 + tie, 0, tie) for tie in range(1, 13)] + [
        (20_000 + tie, tie, 0) for tie in range(1, 13)
    ]
    with engine.in_memory() as calculator:
        for name, table in tables(rows, who).items():
            calculator.table(name, table)
        calculator.table(
            "pair", pa.Table.from_pylist([dict(zip(("tie", "ego", "alter"), p, strict=True)) for p in pairs])
        )
        room.prepare(calculator, as_of=AS_OF, addressed=NETWORK)
        found = {row.pop("tie"): row for row in room.measured(calculator).ties.to_pylist()}
    assert len(expected) > 8
    assert {tie: found[10_000 + tie] for tie in expected} == expected
    for tie, row in expected.items():
        assert found[20_000 + tie]["exchanges_in"] == row["exchanges_out"]
        assert bond_of(found[20_000 + tie]) == bond_of(row)
