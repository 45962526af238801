"""The import page, from an empty ledger to the way back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event as Signal

import pytest
from unit.web import hostile
from unit.web.browser import HOST, ORIGIN, Browser, Page, form
from unit.web.conftest import NOW, done

from vinculo import api
from vinculo.ingest import Progress, Report
from vinculo.ledger import Ledger
from vinculo.web import folder, intake

SAMPLE = Path(__file__).parents[3] / "sample" / "archives" / "Basic_LinkedInDataExport_03-20-2021.zip"


def files_beside(ledger: Path) -> list[str]:
    """What lies beside a ledger but the ledger itself."""
    return sorted(
        p.name for p in ledger.parent.iterdir() if not re.search(r"sqlite(-wal|-shm|\.importing)?$", p.name)
    )


@pytest.fixture
def ledger(fresh: Browser, tmp_path: Path) -> Path:
    """Where the fresh window's ledger will be."""
    return tmp_path / "ledger.sqlite"


def test_an_empty_ledger_teaches_how_to_begin(fresh: Browser, ledger: Path) -> None:
    """In both languages; asking for the page makes no ledger."""
    assert "How to ask LinkedIn for your archive" in Page(fresh.get("/import").text).words
    fresh.post("/settings", {"lang": "es"})
    assert "Cómo pedirle a LinkedIn tu archivo" in Page(fresh.get("/import").text).words
    assert not ledger.exists()


def test_the_sample_comes_in_and_the_books_balance(fresh: Browser, ledger: Path) -> None:
    """A real archive: every file is an equation that holds, called as the owner calls it."""
    answer = fresh.upload([(SAMPLE.name, SAMPLE.read_bytes())])
    assert (answer.status, answer.headers["location"]) == (303, "/import")
    done(fresh)
    page = Page(fresh.get("/import").text)
    with Ledger.open(ledger, create=False) as opened:
        books = api.batches(opened)
    read = sum(batch["read"] for batch in books)
    assert read > 1_000
    assert f"{read:,} records read. Not one of them lost." in page.words
    assert {batch["file"].partition("/")[0] for batch in books} == {SAMPLE.name}
    equations = re.findall(
        r"([\d,]+) = New ([\d,]+) \+ Known already ([\d,]+) \+ Noise ([\d,]+) \+ Set aside ([\d,]+)",
        page.words,
    )
    assert len(equations) >= len(books)
    for equation in equations:
        whole, *parts = (int(n.replace(",", "")) for n in equation)
        assert whole == sum(parts)
    assert files_beside(ledger) == []
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_reading_twice_adds_nothing_and_undoing_takes_it_back(fresh: Browser, ledger: Path) -> None:
    """The second import knows everything; undone imports are marked, and no longer counted."""
    for _ in range(2):
        fresh.upload([("mine.zip", hostile.archive())])
        done(fresh)
    with Ledger.open(ledger, create=False) as opened:
        first, second = (
            [b for b in api.batches(opened) if b["import"] == one["import"]] for one in api.imports(opened)
        )
    assert sum(b["accepted"] for b in first) > 50
    assert sum(b["accepted"] for b in second) == 0
    assert fresh.post("/import/undo", {"run": str(first[0]["import"])}).status == 303
    page = Page(fresh.get("/import").text)
    assert "undone" in page.words
    assert page.words.count("This import was undone") == 1
    whole = sum(b["read"] for b in second)
    assert f"{whole:,} records read" in page.words
    again = fresh.post("/import/undo", {"run": str(first[0]["import"])})
    assert again.status == 400
    assert "undone before" in Page(again.text).words


@pytest.mark.parametrize("run", ["", "0", "99", "-1", "²", "1; DROP TABLE run", "9" * 40, "<b>"])
def test_what_is_no_import_cannot_be_undone(fresh: Browser, run: str) -> None:
    """Whatever the form says: a sentence, and nothing changes."""
    fresh.upload([("mine.zip", hostile.archive())])
    done(fresh)
    answer = fresh.post("/import/undo", {"run": run})
    assert answer.status == 404
    assert "There is no import" in Page(answer.text).words


def test_what_was_not_understood_is_told_with_line_reason_and_raw_text(
    attacked: Callable[[], Browser],
) -> None:
    """Set aside, not read and refused are three different things, each with its reason."""
    words = Page(attacked().get("/import").text).words
    assert "Comments.csv" in words
    assert "its date cannot be understood" in words
    assert "not a date" in words
    assert "broken.zip breaks off before its end" in words
    assert "2 files were not read" in words
    assert words.count("nothing we know reads it") == 2
    assert "1 record" in words


def test_what_is_set_aside_can_be_read_again(fresh: Browser) -> None:
    """With the parsers of today it is no wiser, and says so."""
    fresh.upload([("mine.zip", hostile.archive())])
    done(fresh)
    assert fresh.post("/import/retry", {}).status == 303
    done(fresh)
    words = Page(fresh.get("/import").text).words
    assert "0 records are understood now." in words
    assert "its date cannot be understood" in words


def test_files_that_nobody_reads_are_no_import(fresh: Browser, ledger: Path) -> None:
    """It is said, and nothing stays."""
    fresh.upload([("notes.bin", b"\x00\x01")])
    done(fresh)
    page = Page(fresh.get("/import").text)
    assert "Nothing was understood" in page.words
    assert "nothing we know reads it" in page.words
    assert files_beside(ledger) == []


def test_an_upload_without_a_file_is_refused(fresh: Browser) -> None:
    """As a browser sends it where none was chosen: a file without a name."""
    fresh.upload([("", b"")])
    done(fresh)
    assert "No file came" in Page(fresh.get("/import").text).words


def test_an_address_that_is_none_is_refused_in_words(fresh: Browser, ledger: Path) -> None:
    """And nothing of the files is read."""
    fresh.upload([("mine.zip", hostile.archive())], owner="two words")
    done(fresh)
    assert "neither an e-mail nor a profile address" in Page(fresh.get("/import").text).words
    assert files_beside(ledger) == []


FORM = "multipart/form-data; boundary=a"
HEAD = b"--a\r\nContent-Disposition: form-data; name=files; filename=x\r\n\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"), ("multipart/form-data", b"x"), ("multipart/form-data; boundary=", b"x"),
        (FORM, b""), (FORM, b"no boundary at all"), (FORM, HEAD + b"half"),
        (FORM, b"--a\r\n" + b"X" * 100_000),
    ],
)  # fmt: skip
def test_a_broken_form_is_refused_and_leaves_nothing(
    fresh: Browser, ledger: Path, kind: str, body: bytes
) -> None:
    """And the next import is welcome."""
    headers = {"host": HOST, "origin": ORIGIN, "content-type": kind}
    assert fresh.ask("POST", "/import", headers, [body]).status == 400
    assert files_beside(ledger) == []
    assert fresh.upload([("mine.zip", hostile.archive())]).status == 303
    done(fresh)


def test_an_upload_that_breaks_off_leaves_nothing(fresh: Browser, ledger: Path) -> None:
    """The browser was closed in the middle."""
    kind, body = form([("mine.zip", hostile.archive())])
    answer = fresh.ask(
        "POST",
        "/import",
        {"host": HOST, "origin": ORIGIN, "content-type": kind},
        [body[:500]],
        breaks_off=True,
    )
    assert answer.status == 400
    assert "broke off" in Page(answer.text).words
    assert files_beside(ledger) == []


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Signal]:
    """An import that stands still after its first bytes until it is let go."""
    go_on = Signal()

    def slow(*args: object, progress: Callable[[Progress], None], **words: object) -> Report:
        progress(Progress("a.zip/Connections.csv", 10_000, 2_000_000))
        assert go_on.wait(30)
        progress(Progress("a.zip/messages.csv", 5, 10))
        return Report()

    monkeypatch.setattr(intake.api, "import_files", slow)
    yield go_on
    go_on.set()


def test_progress_survives_a_reload_and_a_second_import_waits(fresh: Browser, held: Signal) -> None:
    """While one import runs, the page tells of it, offers no other, and refuses what comes nevertheless."""
    fresh.upload([("mine.zip", hostile.archive())])
    while not (told := fresh.get("/import/progress").json)["files"]:
        assert told["phase"] in {"receiving", "reading"}
    assert told["files"] == [
        {"name": "Connections.csv", "done": 10_000, "size": 2_000_000, "says": "10 kB of 2 MB"}
    ]
    page = Page(fresh.get("/import").text)
    assert "Reading." in page.words
    assert "Connections.csv" in page.words
    assert not [e for e in page.named("input") if e.attributes.get("type") == "file"]
    for again in (fresh.upload([("other.zip", b"x" * 200_000)]), fresh.post("/import/undo", {"run": "1"})):
        assert again.status == 409
        assert "An import is under way." in Page(again.text).words
    assert fresh.post("/import/retry", {}).status == 409
    held.set()
    done(fresh)
    assert fresh.get("/import/progress").json["phase"] == "done"


def test_closing_the_window_stops_the_import_and_removes_the_copy(tmp_path: Path, held: Signal) -> None:
    """The reading stops at its next chunk."""
    ledger = tmp_path / "ledger.sqlite"
    one = intake.Intake(ledger, lambda: NOW)
    one.open()
    (one.begin(3) / "a.csv").write_bytes(b"a,b")
    one.read("")
    held.set()
    one.close()
    assert files_beside(ledger) == []
    assert one.standing().is_broken


def test_a_fault_of_ours_ends_the_import_in_words(
    fresh: Browser, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page does not wait for ever; the traceback stands in the terminal."""
    seen: list[BaseException | None] = []
    monkeypatch.setattr(intake.api, "import_files", lambda *_, **__: 1 // 0)
    monkeypatch.setattr("threading.excepthook", lambda told: seen.append(told.exc_value))
    fresh.upload([("mine.zip", hostile.archive())])
    done(fresh)
    assert "a fault of ours" in Page(fresh.get("/import").text).words
    assert files_beside(ledger) == []
    assert [type(error) for error in seen] == [ZeroDivisionError]


def test_a_new_window_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    """But not what another window still holds; folders are the owner's alone."""
    ledger = tmp_path / "ledger.sqlite"
    living = folder.PrivateFolder(ledger)
    above = living.files.parents[1]
    assert {p.stat().st_mode & 0o777 for p in (above, living.files.parent, living.files)} == {0o700}
    dead = above / "dead"
    (dead / "files").mkdir(parents=True)
    (dead / "files" / "Connections.csv").write_text("private")
    folder.sweep(ledger)
    assert not dead.exists()
    assert living.files.is_dir()
    living.remove()
    assert not above.exists()


def test_a_very_large_archive_of_small_files_stays_readable(fresh: Browser) -> None:
    """A Maildir has a file for every mail: the page shows the first, and one line for the others."""
    day = b"Date: Mon, 6 Jan 2020 10:00:00 +0000"
    mail = b"From: a@example.org\r\nTo: me@example.org\r\n" + day + b"\r\nMessage-ID: <%d@x>\r\n\r\nhi\r\n"
    fresh.upload([(f"Mail/cur/{i}.x:2,S", mail % i) for i in range(100)])
    done(fresh)
    words = Page(fresh.get("/import").text).words
    assert "100 records read" in words
    assert "all the other files" in words


def test_a_ticked_box_keeps_no_words(fresh: Browser, tmp_path: Path) -> None:
    """What is sent with it is read without its words; without it, with them."""
    header = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    )
    line = (
        "c1,,Ana,https://www.linkedin.com/in/ana,Me,https://www.linkedin.com/in/me,2020-01-01 10:00:00 UTC,,"
    )
    for words, kept in (({"no_text": "yes"}, ""), ({}, "a word kept")):
        message = f"{header}CONTENT,FOLDER\n{line}a word{' kept' if kept else ''},INBOX\n"
        assert fresh.upload([("messages.csv", message.encode())], **words).status == 303
        done(fresh)
        with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
            texts = {text for (text,) in ledger.sql.execute("SELECT text FROM entry WHERE kind = 'message'")}
        assert kept in texts
        assert "a word" not in texts
