"""What a face shows goes by the owner's clock; what is counted goes by days of UTC."""

import datetime as dt
from pathlib import Path

import pytest

from vinculo import api
from vinculo.api.clock import local, on_the_clock, shown_in, zone_of
from vinculo.ledger import Ledger, importing
from vinculo.model import OWNER, Event, Handle

ANA = Handle("email", "ana@example.org", "Ana Lasa")
LATE = 1_715_466_600
"""11 May 2024, 22:30 UTC: the day after in Madrid, and still the afternoon in Santiago de Chile."""
NOW = LATE + 40 * 86_400


@pytest.mark.parametrize(
    ("precision", "known", "zone", "shown"),
    [
        ("second", "written", "Europe/Madrid", "2024-05-12T00:30:00+02:00"),
        ("minute", "known", "America/Santiago", "2024-05-11T18:30:00-04:00"),
        ("minute", "written", "", "2024-05-11T22:30:00Z"),
        ("minute", "assumed", "Europe/Madrid", "2024-05-11T22:30:00Z"),
        ("day", "known", "Europe/Madrid", "2024-05-11T22:30:00Z"),
        ("month", "written", "Pacific/Auckland", "2024-05-11T22:30:00Z"),
        ("year", "written", "Pacific/Auckland", "2024-05-11T22:30:00Z"),
    ],
)
def test_only_an_instant_is_shown_in_another_zone(precision: str, known: str, zone: str, shown: str) -> None:
    """A day, a month and a year are never another one; what is written without a zone stays as written."""
    assert local("2024-05-11T22:30:00Z", precision, known, zone) == shown


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two mails around midnight in Madrid, within one day of UTC."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as opened, importing(opened, "a", NOW) as run:
        batch = run.open_batch("a.mbox", "mail", "mbox")
        for line, (at, sender, to) in enumerate(((LATE - 7_200, OWNER, ANA), (LATE, ANA, OWNER)), 1):
            event = Event("email", at, "second", "written", sender, (to,), f"email|{line}", text="some words")
            batch.add("mail", [(event, 2)], line)
        batch.close(NOW)
    return path


def test_a_story_goes_by_the_clock_and_its_numbers_do_not(ledger: Path) -> None:
    """The answer came on the 12th in Madrid; the day it counts for is the 11th, of UTC, as anywhere."""
    on = dt.date(2024, 6, 1)
    with Ledger.open(ledger, create=False) as opened:
        before = api.show(opened, "ana@example.org", on)
        api.choose_setting(opened, "zone", "Europe/Madrid", NOW)
        after = api.show(opened, "ana@example.org", on)
        zone = zone_of(opened)
    assert after == before
    assert zone == "Europe/Madrid"
    shown = shown_in(after, zone)
    assert [moment.at[:10] for moment in shown.timeline] == ["2024-05-11", "2024-05-12"]
    assert shown.relationship.evidence[-1].at == "2024-05-12T00:30:00+02:00"
    assert shown.relationship.numbers == before.relationship.numbers
    assert (shown.relationship.active_days, shown.relationship.evolved_on) == (1, "2024-05-11")
    assert on_the_clock(after.timeline[-1], zone) == "2024-05-12 00:30:00 Europe/Madrid"
    assert on_the_clock(shown.timeline[-1], zone) == "2024-05-12 00:30:00 Europe/Madrid"
    assert on_the_clock(after.timeline[-1], "") == "2024-05-11 22:30:00 UTC"
