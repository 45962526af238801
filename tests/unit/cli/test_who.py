"""One key an answer, in a terminal; and a name that has to be typed."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from properties.ledgers import HUMANS, ME, NOW, START, entries, ledger_of
from rich.console import Console

from vinculo.api import who
from vinculo.cli import forgetting
from vinculo.cli import who as asking
from vinculo.cli.session import PageForm, Session
from vinculo.errors import Refusal
from vinculo.identity import Match, Part, Question
from vinculo.ledger import Ledger, read
from vinculo.model import DAY_S, Event, Handle
from vinculo.wording import Wording

P, Q, R = HUMANS[:3]


def message(sender: Handle, day: int) -> Event:
    at = START + day * DAY_S
    return Event("message", at, "second", "written", sender, (ME,), f"m|{at}", None, "Hello there")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A terminal in front of a ledger with two open questions."""
    said = [*entries([message(one.profile, n) for n, one in enumerate(HUMANS)]), message(XAN, 20)]
    with ledger_of(tmp_path, said) as ledger:
        path = ledger.path
    known = who.known

    def with_questions(ledger: Ledger, before: int) -> who.Known:
        told = known(ledger, before)
        ids = {handle: id_ for id_, handle in told.handles.items()}
        one, other, third = (told.people.persons_of[ids[h.profile]][0] for h in (P, Q, R))
        pair = Match(
            ids[P.profile], ids[Q.profile], 3.0, 0.9, (Part("given_same", 6.0, (("value", "Ana"),)),)
        )
        found = [Question((one, other), (pair,), 5.0)] if one != other else []
        if ids[XAN] not in told.people.persons_of:
            found.append(Question((one, third), (), 1.0, (ids[XAN],), "Xan"))
        return told._replace(people=told.people._replace(questions=tuple(found)))

    monkeypatch.setattr(who, "known", with_questions)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(Session, "now", NOW)
    terminal = Console(file=io.StringIO(), force_terminal=True, width=110, no_color=True)
    yield Session(path, Wording("en"), terminal, terminal)


XAN = Handle("name", "Xan")


def said_in(session: Session) -> str:
    file = session.out.file
    assert isinstance(file, io.StringIO)
    return re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue())


def kinds(session: Session) -> list[str]:
    with session.open() as ledger:
        return [kind for kind, *_ in read.rulings(ledger)]


def press(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    waiting = iter(keys)
    monkeypatch.setattr(typer, "getchar", lambda: next(waiting))


def test_one_key_answers_and_the_next_question_comes(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """s makes one of two; a number says whom a name means; other keys say nothing; then nothing is open."""
    press(monkeypatch, "x7sS2")
    asking._queue(session, PageForm.text)
    assert kinds(session) == ["same", "same"]
    told = said_in(session)
    assert "Are these one person?" in told
    assert "The same given name: Ana" in told
    assert "Who is meant by “Xan”?" in told
    assert told.rstrip().endswith("Nothing else is open.")


def test_later_and_quit_leave_the_rest(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put off is not asked again in this sitting; q says goodbye without a word."""
    press(monkeypatch, "llq")
    asking._queue(session, PageForm.text)
    assert kinds(session) == ["later", "later"]
    press(monkeypatch, "dq")
    asking._queue(session, PageForm.text)
    assert kinds(session) == ["later", "later", "different"]


def test_whoever_forgets_types_the_name(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another word changes nothing; the name does, and the proof is printed."""
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    with pytest.raises(Refusal, match="not_the_name"):
        forgetting._forget(session, P.name, PageForm.text, is_dry_run=False, is_sure=False)
    with session.open() as ledger:
        assert len(read.handles(ledger)) > 0
    monkeypatch.undo()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(Session, "now", NOW)
    monkeypatch.setattr("builtins.input", lambda _: f" {P.name.upper()}")
    with pytest.raises(typer.Exit) as left:
        forgetting._forget(session, P.name, PageForm.text, is_dry_run=False, is_sure=False)
    assert left.value.exit_code == 0
    assert "0 found" in said_in(session)
