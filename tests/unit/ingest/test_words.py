"""Reading without keeping the words: no number changes, nothing can be read back, and nothing is doubled."""

import re
from pathlib import Path

import pytest

from vinculo import api, derive
from vinculo.ingest import ingest, retry
from vinculo.ledger import Ledger, read, undo
from vinculo.ledger.keeping import COUNTED_FACTS
from vinculo.measure.interactions import SKETCHED

NOW = 1_795_000_000
SAMPLE = Path(__file__).parents[3] / "sample" / "archives"
ARCHIVE = SAMPLE / "Basic_LinkedInDataExport_03-20-2021.zip"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Ledger]:
    """The same archive, read with its words and without."""
    folder = tmp_path_factory.mktemp("books")
    found = {}
    for keeps in (True, False):
        found[keeps] = Ledger.open(folder / f"{keeps}.sqlite")
        ingest(found[keeps], [ARCHIVE], NOW, keeps_words=keeps)
    return found


def words_of(ledger: Ledger) -> list[tuple[str, str]]:
    """Texts and facts of all events."""
    return ledger.sql.execute("SELECT text, facts FROM entry WHERE type = 'event'").fetchall()


def test_without_words_nothing_can_be_read_back(books: dict[bool, Ledger]) -> None:
    """No text, no subject, no title; the file itself does not hold a sentence of them."""
    kept = [text for text, _ in words_of(books[True]) if len(text) > 40]
    assert len(kept) > 100
    assert {text for text, _ in words_of(books[False])} == {""}
    assert not any("subject" in facts or "title" in facts for _, facts in words_of(books[False]))
    books[False].sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = books[False].path.read_bytes()
    assert not any(text.encode() in raw for text in kept)


def test_every_number_is_the_same_with_and_without_words(books: dict[bool, Ledger]) -> None:
    """Depth, novelty, templates, minutes, stages: all of it follows from the sketches."""
    this, that = (derive.derive(books[keeps], NOW) for keeps in (True, False))
    assert len(this.rows) > 500
    assert this.texts.num_rows > 100
    assert len(set(this.texts["depth_pct"].to_pylist())) > 20
    assert this.texts.equals(that.texts)
    assert this.rows == that.rows
    assert this.happenings.equals(that.happenings)
    assert this.digest == that.digest


@pytest.mark.parametrize("is_first_with_words", [True, False])
def test_what_is_read_in_both_manners_is_one_entry(tmp_path: Path, is_first_with_words: bool) -> None:
    """Ids are made of the whole record: the second reading adds nothing, and each import can be undone."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        first = ingest(ledger, [ARCHIVE], NOW, keeps_words=is_first_with_words)
        before, told = read.digest(ledger), words_of(ledger)
        again = ingest(ledger, [ARCHIVE], NOW, keeps_words=not is_first_with_words)
        assert sum(batch.accepted for batch in again.batches) == 0
        assert sum(batch.duplicate for batch in again.batches) > 0
        assert (read.digest(ledger), words_of(ledger)) == (before, told)
        assert first.run is not None
        assert again.run is not None
        undo(ledger, first.run, NOW)
        assert read.digest(ledger) == before
        undo(ledger, again.run, NOW)
        assert ledger.sql.execute("SELECT count(*) FROM entry").fetchone() == (0,)
        assert ledger.sql.execute("SELECT count(*) FROM sketch").fetchone() == (0,)


def test_what_the_owner_has_chosen_holds_where_nothing_is_said(tmp_path: Path) -> None:
    """`vinculo set text no`: new imports keep no words, until it is taken back."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        api.choose_setting(ledger, "text", "no", NOW)
        ingest(ledger, [ARCHIVE], NOW)
        assert {text for text, _ in words_of(ledger)} == {""}
        api.choose_setting(ledger, "text", "", NOW + 1)
        assert api.choices(ledger)["text"] == "keep"


def test_a_record_set_aside_keeps_no_words_either(tmp_path: Path) -> None:
    """Its file, line and reason stay; the record is empty, and nobody takes it for a whole one later."""
    broken = tmp_path / "messages.csv"
    header = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    )
    broken.write_text(header + "CONTENT,FOLDER\n1,,Ana,,Luis,,yesterday,,a secret of mine,INBOX\n", "utf-8")
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        report = ingest(ledger, [broken], NOW, keeps_words=False)
        assert [batch.rejected for batch in report.batches] == [1]
        ((reject, _, _),) = read.rejects(ledger)
        assert reject.origin.line == 2
        assert "secret" not in reject.raw
        assert "secret" not in str(ledger.sql.execute("SELECT raw FROM reject").fetchall())
        assert retry(ledger, NOW).batches == []


def test_a_ledger_from_before_sketches_gets_them_at_the_next_import(tmp_path: Path) -> None:
    """And says the same before, from the words that it has kept."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ingest(ledger, [ARCHIVE], NOW)
        with_sketches = derive.derive(ledger, NOW)
        asked = "SELECT entry FROM sketch ORDER BY entry"
        sketched = ledger.sql.execute(asked).fetchall()
        ledger.sql.execute("DELETE FROM sketch")
        ledger.sql.execute("DELETE FROM secret")
        assert derive.derive(ledger, NOW).texts.equals(with_sketches.texts)
        ingest(ledger, [ARCHIVE], NOW)
        assert ledger.sql.execute(asked).fetchall() == sketched
        kinds = {kind for (kind,) in ledger.sql.execute("SELECT kind FROM entry JOIN sketch ON entry = seq")}
        assert kinds <= SKETCHED
        assert len(kinds) > 1
        assert derive.derive(ledger, NOW).texts.equals(with_sketches.texts)


def test_no_number_is_made_of_a_fact_that_is_not_kept() -> None:
    """Whatever facts the rooms of numbers read, reading without words keeps; titles are only shown."""
    root = Path(derive.__file__).parent
    asked = re.compile(r"""facts(?:\.get\(|\[)["']([a-z_]+)["']""")
    files = [*(root / "measure").glob("*.py"), *(root / "forecast").glob("*.py"), root / "derive.py"]
    found = {fact for file in files for fact in asked.findall(file.read_text("utf-8"))}
    assert len(found) > 10
    assert found - COUNTED_FACTS <= {"title"}
