"""Every file writes its dates in its own way, and most leave out the zone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.errors import BadRecord
from vinculo.sources.linkedin.instants import (
    Instant,
    day_on,
    english_minutes,
    iso_day,
    iso_minute,
    month_on,
    pacific_minute,
    utc_minute,
    utc_second,
)

MOMENTS = st.integers(1_052_092_800, 2_840_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


def written(instant: Instant) -> str:
    return datetime.fromtimestamp(instant.at, UTC).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("11/10/25, 7:01 AM", "2025-11-10 15:01:00"),
        ("12/15/25, 12:26 PM", "2025-12-15 20:26:00"),
        ("10/12/25, 12:35 AM", "2025-10-12 07:35:00"),
        ("12/31/25, 11:59 PM", "2026-01-01 07:59:00"),
        ("3/8/26, 1:59 AM", "2026-03-08 09:59:00"),
        ("3/8/26, 3:00 AM", "2026-03-08 10:00:00"),
        ("11/2/25, 1:30 AM", "2025-11-02 08:30:00"),
        ("11/2/25, 2:00 AM", "2025-11-02 10:00:00"),
        ("7/1/06, 12:00 PM", "2006-07-01 19:00:00"),
        ("12/15/2025, 1:51\u202fPM", "2025-12-15 21:51:00"),
        ("01/15/17, 14:32 PM", "2017-01-15 22:32:00"),
    ],
)
def test_an_invitation_is_told_in_the_time_of_california(text: str, utc: str) -> None:
    """Eight hours behind in winter, seven in summer; a minute near midnight changes the day."""
    instant = pacific_minute(text)
    assert written(instant) == utc
    assert instant[1:] == ("minute", "known")


def test_a_recommendation_is_told_in_utc() -> None:
    """Zero-padded, as far as one knows in UTC: the zone is marked as assumed."""
    assert written(utc_minute("10/22/25, 05:22 PM")) == "2025-10-22 17:22:00"
    assert utc_minute("10/22/25, 05:22 PM").zone == "assumed"


@given(MOMENTS)
def test_seconds_are_utc_written_or_not(moment: datetime) -> None:
    """With dashes or slashes, with or without the zone."""
    at = int(moment.timestamp())
    assert utc_second(f"{moment:%Y-%m-%d %H:%M:%S} UTC") == (at, "second", "written")
    assert utc_second(f"{moment:%Y/%m/%d %H:%M:%S} UTC") == (at, "second", "written")
    assert utc_second(f"{moment:%Y-%m-%d %H:%M:%S}") == (at, "second", "known")


def test_a_spreadsheet_takes_the_seconds_away() -> None:
    """What is left is a minute, still in UTC."""
    assert utc_second("12/16/2025 8:51") == (1765875060, "minute", "known")


@given(MOMENTS)
def test_days_are_days_however_they_are_written(moment: datetime) -> None:
    """As LinkedIn writes them and as spreadsheets keep them."""
    at = int(moment.timestamp()) // 86_400 * 86_400
    forms = (f"{moment:%d %b %Y}", f"{moment.day}-{moment:%b-%y}", f"{moment:%m/%d/%y}", f"{moment:%Y-%m-%d}")
    assert {day_on(form) for form in forms} == {(at, "day", "assumed")}
    assert iso_day(at) == f"{moment:%Y-%m-%d}"


@pytest.mark.parametrize("text", ["04 Sept 2020", "4-sep-20", "04 SEP 2020", " 9/4/20 ", "9/4/20, 14:05 PM"])
def test_a_day_may_be_written_oddly(text: str) -> None:
    """Four letters for September, any case, blanks, a time that means nothing."""
    assert iso_day(day_on(text).at) == "2020-09-04"


@pytest.mark.parametrize("text", ["4-abr-21", "04 Apr 2021"])
def test_a_spanish_spreadsheet_writes_its_own_months(text: str) -> None:
    """April is abril."""
    assert iso_day(day_on(text).at) == "2021-04-04"


@pytest.mark.parametrize(
    "text", ["", "17/3/23", "31 Feb 2021", "00 Jan 2021", "12 Foo 2021", "2021", "Aug 2024"]
)
def test_a_day_is_not_guessed(text: str) -> None:
    """The month comes first, or it is not understood."""
    with pytest.raises(BadRecord):
        day_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 19,
        "2025-13-01 00:00:00",
        "2025-01-01 24:00:00 UTC",
        "2025-01-01 00:00:00 CET",
        "2025-01-01",
        "٢٠٢٥",
    ],
)
def test_a_second_is_not_guessed(text: str) -> None:
    """Another zone than UTC was never seen: better set aside than wrong."""
    with pytest.raises(BadRecord):
        utc_second(text)


def test_an_event_has_a_beginning_and_an_end() -> None:
    """In UTC as far as one knows."""
    begun, ended = english_minutes("Nov 05, 2025 11:15 AM - Nov 05, 2025 12:00 PM")
    assert (written(begun), ended.at - begun.at, begun.zone) == ("2025-11-05 11:15:00", 45 * 60, "assumed")


def test_months_and_years_stay_what_they_are() -> None:
    """A position begins in a month or in a year, and may not have ended."""
    assert [month_on(text) for text in ("Aug 2024", "Sept 2020", "2002", "")] == [
        "2024-08",
        "2020-09",
        "2002",
        "",
    ]
    with pytest.raises(BadRecord):
        month_on("Foo 2024")


def test_an_article_is_published_at_a_minute() -> None:
    """In UTC as far as one knows."""
    assert written(iso_minute(" 2024-09-20 06:12")) == "2024-09-20 06:12:00"
    with pytest.raises(BadRecord):
        iso_minute("yesterday")
