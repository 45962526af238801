"""A whole life on one screen, and what is said where a language is not known."""

import datetime as dt
from pathlib import Path

import pytest
from faces.life import vinculo
from unit.api.test_debates import DEBATE, FIRST, filled, told

from vinculo import api
from vinculo.api.answers import day_of
from vinculo.cli.session import Session
from vinculo.cli.telling_all import one_screen
from vinculo.ledger import Ledger
from vinculo.model import OWNER, Event, Handle, Place
from vinculo.wording import LANGUAGES, Wording

UNTIL = day_of(FIRST + 50 * 86_400)
ANA = Handle("email", "ana@example.org", "Ana Lasa")
CAFE = Place("meeting", "cafe")
BROUGHT = Event(
    "return", FIRST + 20 * 86_400, "day", "known", OWNER, (ANA,), "return|1", text="the drawing",
    facts=(("amount", "300"), ("dimension", "money"), ("return", "drawing"), ("unit", "EUR")),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A debate, a meeting, and what it brought."""
    path = tmp_path / "ledger.sqlite"
    met = told("meeting_in_person", 9, OWNER, (ANA,), CAFE)
    with Ledger.open(path) as opened:
        filled(opened, (*DEBATE, (met, "calendar"), (BROUGHT, "table")))
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_the_story_is_on_the_screen(
    ledger: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who came back, who was met, what began where, what it brought, what is not observable; no key is
    left without its words, and it fits a screen."""
    session = Session.begin(ledger, Wording(lang), is_plain=True)
    with session.open() as opened:
        found = api.tale(opened, dt.date.fromisoformat(UNTIL))
    assert [(met.person.name, met.on) for met in found.met] == [("Ana Lasa", day_of(FIRST + 9 * 86_400))]
    assert (found.on_screen, found.notices, found.questions) == (0, 0, ())
    one_screen(session, found)
    said = capsys.readouterr().out
    for name in ("Ana Lasa", "Paper first", "300 EUR"):
        assert name in said
    assert "page.tale" not in said
    assert "debates." not in said
    assert len(said.splitlines()) <= 45


def test_nothing_after_the_day_is_on_the_screen(ledger: Path) -> None:
    """Before the meeting nobody was met, and nothing had come of it."""
    with Ledger.open(ledger, create=False) as opened:
        found = api.tale(opened, dt.date.fromisoformat(day_of(FIRST + 5 * 86_400)))
    assert (found.met, found.brought.returns) == ((), ())
    assert found.debates.visitors


@pytest.mark.parametrize(("lang", "is_known"), [("fr", False), ("es_MX", True), ("en-GB", True)])
def test_a_language_that_is_not_spoken_is_named(tmp_path: Path, lang: str, is_known: bool) -> None:
    """On standard error, with those that are; a country behind one does not matter."""
    ledger = tmp_path / "ledger.sqlite"
    said = vinculo(ledger, "init", lang=lang)
    assert said.status == 0
    assert (f"“{lang}”" in said.err) != is_known
