"""Days as people say them: understood or refused, never guessed."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.api.days import day_said
from vinculo.errors import Refusal

TODAY = dt.date(2026, 11, 22)
"""A Sunday."""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("", "2026-11-22"), ("Today", "2026-11-22"), ("hoy", "2026-11-22"), ("yesterday", "2026-11-21"),
        ("Ayer", "2026-11-21"), ("anteayer", "2026-11-20"), ("the day before yesterday", "2026-11-20"),
        ("12 May", "2026-05-12"), ("May 12th", "2026-05-12"), ("12 de mayo", "2026-05-12"),
        ("12 de mayo de 2024", "2024-05-12"), ("el 12 de mayo del 2024", "2024-05-12"),
        ("May 12, 2024", "2024-05-12"), ("25 December", "2025-12-25"), ("29 feb", "2024-02-29"),
        ("hace dos semanas", "2026-11-08"), ("two weeks ago", "2026-11-08"), ("a month ago", "2026-10-22"),
        ("hace 3 días", "2026-11-19"), ("hace un año", "2025-11-22"), ("last Friday", "2026-11-20"),
        ("el viernes pasado", "2026-11-20"), ("lunes", "2026-11-16"), ("sunday", "2026-11-15"),
        ("2026-05-12", "2026-05-12"), ("25/12/2025", "2025-12-25"), ("12/25", "2025-12-25"),
        ("3.3.2026", "2026-03-03"),
    ],
)  # fmt: skip
def test_a_day_that_was(said, day):
    """In both languages, whichever the window speaks; without a year, the latest one."""
    assert day_said(said, TODAY).isoformat() == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("tomorrow", "2026-11-23"), ("mañana", "2026-11-23"), ("friday", "2026-11-27"),
        ("el viernes que viene", "2026-11-27"), ("in two weeks", "2026-12-06"),
        ("dentro de un mes", "2026-12-22"), ("12 May", "2027-05-12"), ("29 feb", "2028-02-29"),
        ("by Friday", "2026-11-27"), ("para el viernes", "2026-11-27"),
    ],
)  # fmt: skip
def test_a_day_to_come(said, day):
    """What is due lies ahead: the nearest one."""
    assert day_said(said, TODAY, "future").isoformat() == day


def test_a_month_away_is_its_last_day_where_it_has_no_such_day():
    """31 March, a month before: 28 February."""
    assert day_said("a month ago", dt.date(2026, 3, 31)) == dt.date(2026, 2, 28)


@pytest.mark.parametrize("said", ["03/04", "3.4.2025", "11-12-2024"])
def test_what_could_be_two_days_is_refused_with_what_to_write(said):
    """Both are named."""
    with pytest.raises(Refusal, match="ambiguous_day") as refused:
        day_said(said, TODAY)
    assert refused.value.facts["one"] != refused.value.facts["other"]


@pytest.mark.parametrize(
    "said", ["foo", "32 May", "2025-02-30", "hace mucho", "31 June", "friday the", "99/99", "5"]
)
def test_what_is_no_day_is_refused(said):
    """Nothing is guessed."""
    with pytest.raises(Refusal, match="unknown_day"):
        day_said(said, TODAY)


@given(st.dates(dt.date(1980, 1, 1), dt.date(2026, 11, 22)))
def test_every_day_can_be_written(day):
    """As a number, and with its month in words."""
    for said in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert day_said(said, TODAY) == day


@given(st.text(max_size=30))
def test_no_text_is_a_bug(said):
    """Whatever is typed is a day or a refusal."""
    with suppress(Refusal):
        assert isinstance(day_said(said, TODAY), dt.date)
