"""One's own ledger: its horizon, the next step, who answers, where relationships stood, how it is judged."""

import numpy as np
import pyarrow as pa
import pytest

from vinculo.forecast import bringing, lookback, metrics, states, value
from vinculo.forecast.prospect import look_ahead, told_horizon
from vinculo.forecast.reliability import public_record
from vinculo.forecast.states import STATES, past, public_matrix, returning
from vinculo.forecast.steps import answering, steps

DAY = 86_400
YEAR = 365 * DAY
Numbers = dict[str, int | None]


def moments(*rows: tuple[int, float, bool]) -> pa.Table:
    """(person, day, whether the other side spoke) as instants with an exchange."""
    tie, day, heard = zip(*rows, strict=True)
    return pa.table(
        {
            "tie": pa.array(tie, pa.int64()),
            "at": pa.array([int(one * DAY) for one in day], pa.int64()),
            "heard": pa.array([int(one) for one in heard], pa.int64()),
            "spoke": pa.array([int(not one) for one in heard], pa.int64()),
        }
    )


def row(**known: int) -> Numbers:
    """A row of numbers in which everything else is empty."""
    blank: Numbers = dict.fromkeys(
        (
            "first_reply_at", "third_day_at", "seventh_day_at", "their_second_day_at", "begun_by_them_at",
            "begun_by_me_at", "close_at", "trust_at", "agreed_at", "delivered_at", "returned_at", "mutual_at",
        )
    )  # fmt: skip
    return blank | {"active_days": 0, "their_days": 0, "trust_kept": 0} | known


@pytest.mark.parametrize(
    ("days", "horizon"), [(10, 30), (90, 30), (269, 30), (270, 90), (539, 90), (540, 180), (5_000, 180)]
)
def test_the_horizon_is_the_longest_with_two_closed_windows(days: int, horizon: int) -> None:
    """Of 180, 90 and 30 days: two windows end to end after one to learn from; 30 where nothing fits."""
    assert told_horizon(0.0, days * DAY) == horizon


def test_a_call_counts_from_both_sides_and_the_owner_is_in_every_pair() -> None:
    """What comes from both sides at once is an event of each."""
    table = moments((7, 1, True), (7, 2, False), (9, 3, True))
    both = table.set_column(3, "spoke", pa.array([1, 1, 0], pa.int64()))
    ahead = look_ahead(both, 100 * DAY)
    assert ahead.ties.tolist() == [7, 9]
    assert set(ahead.of) == {7, 9}
    assert ahead.is_public


def test_days_ahead_are_a_distribution_and_agree_with_the_chance() -> None:
    """Over 0 to 90 days they sum to one; not zero is the chance of an exchange."""
    ahead = look_ahead(
        moments(*((person, 3.0 * k, bool(k % 2)) for person in (1, 2) for k in range(60))), 200 * DAY
    )
    days = ahead.days_ahead()
    assert days.shape == (2, 91)
    np.testing.assert_allclose(days.sum(axis=1), 1)
    np.testing.assert_allclose(1 - days[:, 0], [ahead.of[tie].p_soon for tie in (1, 2)])


def test_the_more_is_missing_the_less_likely_is_the_next_step() -> None:
    """One day short of a bond is likelier than five short; what needs the owner's word is not foretold."""
    told = [(person, 4.0 * k, bool(k % 2)) for person in (1, 2, 3) for k in range(30)]
    table, at = moments(*told), 121 * DAY
    recognized = {"first_reply_at": 1, "third_day_at": 2, "their_second_day_at": 2, "their_days": 9}
    begun = {"begun_by_them_at": 3, "begun_by_me_at": 3, "close_at": 3}
    rows = {
        1: row(**recognized, **begun, active_days=6),
        2: row(**recognized, **begun, active_days=2),
        3: row(**recognized, **begun, active_days=9, seventh_day_at=9),
    }
    ahead = look_ahead(table, at)
    found = steps(rows, table, ahead)
    assert found[1].stage == found[2].stage == "bond"
    assert found[1].p == pytest.approx(ahead.of[1].p_soon)
    assert found[2].p < found[1].p
    assert found[1].low <= found[1].p <= found[1].high
    assert 3 not in found


def test_only_first_approaches_whose_time_is_over_are_counted() -> None:
    """Answered in time, answered late, not answered, too early to say, and begun by the other side."""
    table = moments(
        (1, 10, False),
        (1, 20, True),
        (2, 10, False),
        (2, 130, True),
        (3, 10, False),
        (4, 950, False),
        (5, 10, True),
    )
    rows = {
        1: row(first_reply_at=20 * DAY), 2: row(first_reply_at=130 * DAY), 3: row(), 4: row(), 5: row(),
    }  # fmt: skip
    told = answering(rows, table, 1_000 * DAY)
    assert (told.tried, told.answered) == (3, 1)
    low, high = told.interval
    assert low < told.p < high
    assert 0.2 < told.p < 0.4


def test_where_relationships_stood_is_told_horizon_by_horizon() -> None:
    """Active where there was an exchange in the horizon; silent after a bond is not silent before one."""
    table = moments((1, 10, True), (1, 190, True), (2, 10, True))
    rows = {
        1: row(first_reply_at=10 * DAY, third_day_at=11 * DAY, their_second_day_at=11 * DAY,
               seventh_day_at=12 * DAY, begun_by_them_at=10 * DAY, begun_by_me_at=10 * DAY,
               close_at=10 * DAY),
        2: row(first_reply_at=10 * DAY),
        3: row(returned_at=50 * DAY),
    }  # fmt: skip
    told = past(rows, table, 370 * DAY)
    names = [[STATES[state] if state >= 0 else "" for state in stood] for stood in told.state]
    assert names == [
        ["dormant_after_bond", "dormant_before_bond", "dormant_before_bond"],
        ["bond", "dormant_before_bond", "dormant_before_bond"],
        ["dormant_after_bond", "dormant_before_bond", "dormant_before_bond"],
        ["bond", "interlocutor", "dormant_before_bond"],
        ["", "", ""],
    ]
    bond, asleep = STATES.index("bond"), STATES.index("dormant_after_bond")
    assert told.transitions[bond, asleep] == 2
    assert told.transitions[asleep, bond] == 1
    assert told.at(1, 200 * DAY) == bond
    assert told.at(1, 5 * DAY) is None
    assert told.at(8, 200 * DAY) is None


def test_the_shipped_matrix_lets_no_stage_fall_and_nobody_return_from_lost() -> None:
    """Rows sum to 1; bond never becomes recognized, a collaborator never a bond; lost is never left."""
    matrix = public_matrix()
    np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=2e-4)
    place = {name: number for number, name in enumerate(STATES)}
    for one, other in (("bond", "recognized"), ("collaborator", "bond"), ("recognized", "interlocutor")):
        assert matrix[place[one], place[other]] == 0
    assert matrix[states.LOST, states.LOST] == 1
    back = returning(matrix)
    assert 0 < back[place["dormant_before_bond"]] < back[place["dormant_after_bond"]] < 1


def test_the_sum_over_horizons_is_the_one_of_the_golden_example() -> None:
    """For every state at once, and for several matrices at once, it is `value.expected_returns`."""
    dice = np.random.default_rng(5)
    matrices = dice.dirichlet(np.ones(8), (3, 8))
    rates = dice.gamma(1.0, 0.1, (3, 8, 2))
    outlook = value.Outlook(12, 0.25, 0.1)
    told = bringing._following(matrices, rates, outlook)
    for k in range(3):
        one_by_one = value.expected_returns(np.eye(8), matrices[k], rates[k], outlook)
        np.testing.assert_allclose(told[k], one_by_one)


def test_redrawing_with_weights_of_one_gives_the_plain_measures() -> None:
    """AUC, average precision, Brier, log loss and slope under weights of one are those of `metrics`."""
    dice = np.random.default_rng(2)
    p = dice.choice([0.1, 0.3, 0.31, 0.6, 0.9], 300)
    hit = (dice.random(300) < p).astype(float)
    told = lookback._chances(hit, p, np.ones((2, 300)))
    plain = metrics.summary(hit, p)
    for name in ("auc", "ap", "brier", "log_loss", "slope"):
        np.testing.assert_allclose(told[name], plain[name], rtol=1e-6)
    doubled = lookback._chances(hit, p, np.vstack([np.full(300, 2.0)]))
    np.testing.assert_allclose(doubled["auc"][0], plain["auc"])


def test_the_public_record_says_what_came_of_what_was_told() -> None:
    """Every group from 0 to 10 in ten is there, and its share came near what it told."""
    record = public_record()
    assert set(record.groups) == set(range(11))
    assert record.coverage >= 0.8
    for group in record.groups.values():
        assert group.pairs > 50
        assert abs(group.came - group.told) < 0.15


def brought(*returns: tuple[int, float], years: int = 10) -> bringing.Bringing:
    """What (person, day) of returns of ten teach, among forty people who are bound and in touch."""
    at = int(years * YEAR)
    state = np.full((4 * years + 1, 40), STATES.index("bond"))
    past_ = states.Past(np.arange(1, 41), at, state)
    told = [bringing.Return(person, int(day * DAY), "money", 10.0) for person, day in returns]
    return bringing.learn(past_, told, value.Outlook())


def test_time_before_the_first_recorded_return_is_not_counted() -> None:
    """Nobody knows what was not written down: five returns of the last year are a rate of that year."""
    lately = brought(*((person, 9.2 * 365 + 10 * person) for person in range(1, 6)))
    spread = brought(*((person, 365.0 * person) for person in range(1, 6)))
    bond = STATES.index("bond")
    assert lately.middle[bond, 0] > 3 * spread.middle[bond, 0]


def test_who_brought_more_is_expected_to_bring_more() -> None:
    """Three returns of one person raise what that one may bring, and how sure it is; without any, less
    than its state says."""
    told = brought((1, 3_400), (1, 3_450), (1, 3_500), (2, 3_550), (3, 3_600))
    (more, sure), (once, _), (less, unsure) = (bringing.more_for(told, person, 0) for person in (1, 2, 9))
    assert more > once > 1 > less > 0
    assert sure > unsure
    assert bringing.size_for(told, 1, "money") == pytest.approx(10)


def test_three_returns_in_one_state_are_no_law_about_the_others() -> None:
    """A state in which nothing was seen yet keeps a good part of what all bring."""
    rates = value.learned_rates([3, 0, 0, 0], [60, 60, 60, 60]).mean
    assert rates[1] > 0.2 * rates[0] > 0
    assert rates[3] == 0
