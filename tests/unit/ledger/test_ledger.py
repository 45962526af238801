"""The ledger: nothing lost, nothing half, nothing twice."""

import re
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vinculo.errors import LedgerBusy, LedgerTooNew, Refusal, UnreadableFile
from vinculo.ledger import Ledger, importing, read, store, tell, undo
from vinculo.model import Batch, Card, Event, Handle, Place, Record

ANA = Handle("linkedin", "https://www.linkedin.com/in/ana", "Ana Lasa")
ME = Handle("linkedin", "https://www.linkedin.com/in/me", "Me")


def message(n: int, text: str = "hola") -> Event:
    return Event(
        "message",
        1_500_000_000 + n,
        "second",
        "written",
        ANA,
        (ME,),
        f"message|c|{n}",
        Place("conversation", "c"),
        text,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "ledger.sqlite")


def fill(ledger: Ledger, file: str, *events: Event) -> Batch:
    with importing(ledger, file, 100) as run:
        batch = run.open_batch(file, "linkedin", "messages")
        for line, event in enumerate(events, 2):
            batch.add("linkedin", [(event, 1)], line)
        return batch.close(101)


def test_a_new_ledger_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    """Mode 0600 for the file, and for the journal files SQLite makes beside it."""
    path = tmp_path / "deep" / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        fill(ledger, "a", message(1))
        for file in path.parent.glob("ledger.sqlite*"):
            if not file.name.endswith(".importing"):
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_reading_a_file_twice_adds_nothing(ledger: Ledger) -> None:
    """The second time every record is known, and the digest is what it was."""
    fill(ledger, "a", message(1), message(2))
    before = read.totals(ledger)
    again = fill(ledger, "a", message(1), message(2))
    assert (again.read, again.accepted, again.duplicate) == (2, 0, 2)
    assert read.totals(ledger) == before


def test_a_record_repeated_within_one_file_counts_once(ledger: Ledger) -> None:
    """The repetition is a duplicate, and the books balance."""
    batch = fill(ledger, "a", message(1), message(1), message(2))
    assert (batch.read, batch.accepted, batch.duplicate) == (3, 2, 1)
    assert batch.balances


def test_overlapping_files_in_either_order_give_one_digest(tmp_path: Path) -> None:
    """What a ledger holds does not depend on what was imported first."""
    one, other = Ledger.open(tmp_path / "1.sqlite"), Ledger.open(tmp_path / "2.sqlite")
    for ledger, order in ((one, ("ab", "bc")), (other, ("bc", "ab"))):
        for letters in order:
            fill(ledger, letters, *(message(ord(letter)) for letter in letters))
    assert read.digest(one) == read.digest(other) != 0


def test_undoing_an_import_gives_the_digest_before_it(ledger: Ledger) -> None:
    """Undo is exact."""
    fill(ledger, "a", message(1))
    before = read.totals(ledger)
    batch = fill(ledger, "b", message(1), message(2))
    assert undo(ledger, batch.run, 200) == 1
    assert read.totals(ledger) == before


def test_undoing_the_first_of_two_overlapping_imports_leaves_what_the_second_saw(ledger: Ledger) -> None:
    """As if the first had never been: what both hold now belongs to the second, with its line."""
    first = fill(ledger, "a", message(1), message(2))
    second = fill(ledger, "b", message(9), message(2))
    undo(ledger, first.run, 200)
    alone = Ledger.open(ledger.path.with_name("alone.sqlite"))
    fill(alone, "b", message(9), message(2))
    assert read.digest(ledger) == read.digest(alone)
    kept = {told.text: told.origin for told in read.entries(ledger, [*_ids(ledger)]).values()}
    assert {(origin.file, origin.batch) for origin in kept.values()} == {("b", second.id)}


def _ids(ledger: Ledger) -> list[int]:
    return read.event_table(ledger, 2**60)["id"].to_pylist()


def test_an_import_is_undone_once(ledger: Ledger) -> None:
    """A second undo, or the undo of what never was, is refused."""
    batch = fill(ledger, "a", message(1))
    undo(ledger, batch.run, 200)
    with pytest.raises(Refusal, match=r"refusal\.undone_already"):
        undo(ledger, batch.run, 201)
    with pytest.raises(Refusal, match=r"refusal\.no_such_import"):
        undo(ledger, 99, 201)


def test_nobody_sees_a_batch_before_it_is_closed(ledger: Ledger) -> None:
    """Neither events, nor the digest, nor the books."""
    other = Ledger.open(ledger.path)
    with importing(ledger, "a", 1) as run:
        batch = run.open_batch("a", "linkedin", "messages")
        batch.add("linkedin", [(message(1), 1)], 2)
        batch.flush()
        assert read.totals(other).events == 0
        assert read.event_table(other, 2**60).num_rows == 0
        assert read.batches(other) == []
        batch.close(2)
    assert read.totals(other).events == 1


def test_what_a_killed_import_left_open_is_rolled_away_by_the_next(ledger: Ledger) -> None:
    """It is gone before duplicates are judged, so its records are accepted as new."""
    with pytest.raises(KeyboardInterrupt), importing(ledger, "a", 1) as run:
        batch = run.open_batch("a", "linkedin", "messages")
        batch.add("linkedin", [(message(1), 1)], 2)
        batch.flush()
        raise KeyboardInterrupt
    assert read.totals(ledger).open_batches == 1
    again = fill(ledger, "a", message(1))
    assert (again.accepted, again.duplicate) == (1, 0)
    assert read.totals(ledger).open_batches == 0


def test_one_import_at_a_time(ledger: Ledger) -> None:
    """The second is told that somebody imports; readers and the owner's words are not kept waiting."""
    other = Ledger.open(ledger.path)
    with importing(ledger, "a", 1):
        with pytest.raises(LedgerBusy), importing(other, "b", 1, wait_s=0.05):
            pass
        tell(other, "owner", [(message(5), 1)], "note", 2)
    assert read.totals(ledger).events == 1


def test_books_that_do_not_balance_cannot_be_closed(ledger: Ledger) -> None:
    """The schema itself refuses them."""
    fill(ledger, "a", message(1))
    with pytest.raises(sqlite3.IntegrityError), ledger.transaction() as sql:
        sql.execute("UPDATE batch SET read = read + 1")


def test_a_reject_waits_once_however_often_the_file_is_read(ledger: Ledger) -> None:
    """Each reading counts it; the quarantine holds it once, with file, line, reason and raw text."""
    for _ in range(2):
        with importing(ledger, "a", 1) as run:
            batch = run.open_batch("a.csv", "linkedin", "messages")
            batch.reject(Record(("x", "y"), 7), "bad_record.date")
            closed = batch.close(2)
        assert (closed.read, closed.rejected) == (1, 1)
    ((reject, reading, record),) = read.rejects(ledger)
    assert (reject.origin.file, reject.origin.line, reject.reason, reading) == (
        "a.csv",
        7,
        "bad_record.date",
        "messages",
    )
    assert record == Record(("x", "y"), 7)


def test_a_ledger_of_a_later_version_is_refused(ledger: Ledger) -> None:
    """With both versions named, and left as it was."""
    ledger.sql.execute(f"PRAGMA user_version = {store.SCHEMA_VERSION + 1}")
    ledger.close()
    with pytest.raises(LedgerTooNew, match=f"found={store.SCHEMA_VERSION + 1}"):
        Ledger.open(ledger.path)


def test_a_ledger_of_an_earlier_version_is_upgraded(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step runs once, in one transaction with the new version number."""
    fill(ledger, "a", message(1))
    ledger.close()
    monkeypatch.setattr(store, "SCHEMA_VERSION", store.SCHEMA_VERSION + 1)
    step = {
        store.SCHEMA_VERSION - 1: lambda sql: sql.execute("ALTER TABLE run ADD COLUMN mood TEXT") and None
    }
    monkeypatch.setattr(store, "UPGRADES", {**store.UPGRADES, **step})
    for _ in range(2):
        with Ledger.open(ledger.path) as upgraded:
            assert upgraded.sql.execute("PRAGMA user_version").fetchone() == (store.SCHEMA_VERSION,)
            assert upgraded.sql.execute("SELECT mood FROM run").fetchall() == [(None,)]
            assert read.totals(upgraded).events == 1


def test_a_ledger_of_the_first_version_becomes_one_of_today(tmp_path: Path) -> None:
    """Every table of today's schema is there after the upgrade, spelled alike, and what it held is."""

    def tables(connection: sqlite3.Connection) -> dict[str, str]:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {name: re.sub(r"--.*|\s+", "", sql) for name, sql in found}

    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as connection:
        connection.executescript(Path(__file__).with_name("schema-1.sql").read_text("utf-8"))
        connection.execute("INSERT INTO run (id, begun_at, what) VALUES (1, 0, 'mail.mbox')")
        connection.execute(f"PRAGMA application_id = {store.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Ledger.open(old) as upgraded, Ledger.open(tmp_path / "new.sqlite") as new:
        assert tables(upgraded.sql) == tables(new.sql)
        assert read.runs(upgraded) == [(1, 0, "mail.mbox", None)]


def test_several_may_open_a_new_ledger_at_once(tmp_path: Path) -> None:
    """The window asks while the first import makes the ledger: nobody is told that it is busy."""

    def opened(path: Path) -> int:
        with Ledger.open(path) as ledger:
            return read.totals(ledger).events

    with ThreadPoolExecutor(8) as threads:
        for n in range(25):
            path = tmp_path / f"{n}.sqlite"
            assert list(threads.map(opened, [path] * 8)) == [0] * 8


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Text, and somebody else's SQLite file."""
    text = tmp_path / "notes.txt"
    text.write_text("dear diary, " * 500)
    foreign = tmp_path / "photos.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE photo (id)")
    connection.close()
    for path in (text, foreign):
        before = path.read_bytes()
        with pytest.raises(UnreadableFile, match="not_a_ledger"):
            Ledger.open(path)
        assert path.read_bytes() == before


def test_a_full_disk_is_said_and_nothing_is_lost(ledger: Ledger) -> None:
    """What was closed stays; what did not fit is not half there."""
    fill(ledger, "a", message(1))
    before = read.totals(ledger)
    (pages,) = ledger.sql.execute("PRAGMA page_count").fetchone()
    ledger.sql.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(Refusal, match=r"refusal\.disk_full"):
        fill(ledger, "b", *(message(n, "long " * 400) for n in range(2, 300)))
    ledger.sql.execute("PRAGMA max_page_count = 1000000")
    assert read.totals(ledger)._replace(open_batches=0) == before
    fill(ledger, "b", *(message(n, "long " * 400) for n in range(2, 300)))
    assert read.totals(ledger).events == 299


def test_a_ledger_that_is_not_there_is_only_made_on_request(tmp_path: Path) -> None:
    """A mistyped path must not become an empty ledger."""
    with pytest.raises(Refusal, match="no_ledger"):
        Ledger.open(tmp_path / "typo.sqlite", create=False)
    assert list(tmp_path.iterdir()) == []


def test_cards_keep_the_handles_that_a_source_says_are_one(ledger: Ledger) -> None:
    """Handles and facts come back as they were said."""
    mail = Handle("email", "ana@example.org")
    with importing(ledger, "a", 1) as run:
        batch = run.open_batch("a", "linkedin", "connections")
        batch.add("linkedin", [(Card((ANA, mail), (("name", "Ana Lasa"),)), 0)], 5)
        batch.close(2)
    known = read.handles(ledger)
    ((about, facts),) = read.cards(ledger)
    assert {known[id_] for id_ in about} == {ANA, mail}
    assert facts == {"name": "Ana Lasa"}
