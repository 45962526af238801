"""The way from contact to collaborator, and what is missing on it."""

import pytest

from vinculo.measure.features import FEATURES, STEPS
from vinculo.measure.stages import (
    STAGES,
    condition,
    missing,
    next_stage,
    reached_at,
    stage_of,
    usual_gap_s,
)
from vinculo.model import DAY_S

BY_KEY = {stage.key: stage for stage in STAGES}


def row(**numbers):
    """A relationship in which nothing happened but this."""
    nothing = {feature.name: None if feature.unit == "instant" else 0 for feature in FEATURES}
    return nothing | numbers


RECOGNIZED = row(
    first_reply_at=5, third_day_at=9, their_second_day_at=7, active_days=4, their_days=2, begun_by_me_at=1
)


def test_the_stages_are_six_in_their_order():
    """From contact to collaborator, each with its own place."""
    assert [stage.key for stage in STAGES] == [
        "contact", "interlocutor", "recognized", "bond", "trusted", "collaborator",
    ]  # fmt: skip
    assert [stage.order for stage in STAGES] == list(range(6))


@pytest.mark.parametrize(
    ("numbers", "key", "at"),
    [
        (row(), "contact", None),
        (row(events_in=500, active_days=90, third_day_at=3), "contact", None),
        (row(first_reply_at=5), "interlocutor", 5),
        (RECOGNIZED, "recognized", 9),
        (RECOGNIZED | {"seventh_day_at": 20, "begun_by_them_at": 30, "close_at": 2}, "bond", 30),
        (RECOGNIZED | {"seventh_day_at": 20, "begun_by_them_at": 30}, "recognized", 9),
        (RECOGNIZED | {"trust_at": 8}, "trusted", 9),
        (row(agreed_at=3, delivered_at=11), "collaborator", 11),
        (row(delivered_at=11), "contact", None),
    ],
)
def test_the_highest_stage_is_the_one_whose_parts_are_all_fulfilled(numbers, key, at):
    """It was reached when the last of its parts was."""
    assert stage_of(numbers).key == key
    assert reached_at(stage_of(numbers), numbers) == at


def test_a_contact_lacks_an_answer():
    """The first step is a matter of yes or no."""
    (lack,) = missing(next_stage(row()), row())
    assert (lack.part.key, lack.left) == ("reply", 1)


def test_what_is_missing_is_counted_from_where_the_relationship_is():
    """Four days of seven: three are left, and each thing is named once."""
    lacking = {lack.part.key: lack.left for lack in missing(next_stage(RECOGNIZED), RECOGNIZED)}
    assert lacking == {"days": 3, "begun_by_them": 1, "close": 1}
    fresh = {lack.part.key: lack.left for lack in missing(BY_KEY["bond"], row(active_days=1))}
    assert fresh["days"] == 6
    assert fresh["their_days"] == 2
    assert missing(BY_KEY["recognized"], RECOGNIZED) == ()


def test_nothing_comes_after_the_last_stage():
    """A collaborator has no next stage."""
    assert next_stage(row(agreed_at=1, delivered_at=2)) is None


@pytest.mark.parametrize(
    ("silent_days", "gap_days", "active_days", "expected"),
    [
        (90, 0, 1, "active"),
        (91, 0, 1, "dormant"),
        (91, 10, 3, "dormant"),
        (91, 100, 3, "active"),
        (101, 100, 3, "dormant"),
        (300, 600, 3, "active"),
    ],
)
def test_a_silence_is_judged_by_what_was_usual(silent_days, gap_days, active_days, expected):
    """Dormant after more than 90 days and more than twice the usual gap, both."""
    numbers = row(
        first_reply_at=0, last_exchange_at=1_000 * DAY_S, gap_days=gap_days, active_days=active_days
    )
    assert condition(numbers, (1_000 + silent_days) * DAY_S) == expected


def test_a_contact_has_no_condition():
    """Nobody who never answered can fall silent."""
    assert condition(row(last_exchange_at=0, active_days=1), 10_000 * DAY_S) is None


@pytest.mark.parametrize(
    ("chances", "is_told_lost", "expected"),
    [
        ((0.5, 0.9), False, "active"),
        ((0.49, 0.9), False, "dormant"),
        ((0.04, 0.05), False, "dormant"),
        ((0.01, 0.049), False, "lost"),
        ((0.99, 0.99), True, "lost"),
    ],
)
def test_with_a_forecast_the_chance_of_another_exchange_decides(chances, is_told_lost, expected):
    """Dormant below one in two within the horizon, lost below one in twenty within four; the word wins."""
    numbers = row(first_reply_at=0, last_exchange_at=1_000 * DAY_S, active_days=1)
    told = condition(numbers, 9_000 * DAY_S, chances=chances, is_told_lost=is_told_lost)
    assert told == expected


def test_the_usual_gap_needs_two_days():
    """Mean gap between separate days, in seconds."""
    assert usual_gap_s(row(active_days=1)) is None
    assert usual_gap_s(row(active_days=3, gap_days=10)) == 5 * DAY_S


def test_every_part_but_trust_is_a_number_of_the_kernel():
    """Nothing is asked for that nobody counts; trust joins the row from elsewhere."""
    names = {feature.name for feature in FEATURES}
    asked = {name for stage in STAGES for part in stage.parts for name in (part.fulfilled_at, part.counted)}
    assert asked - names == {"trust_at", "trust_kept", ""}
    assert [stage.key for stage in STEPS] == ["interlocutor", "recognized", "bond", "collaborator"]
