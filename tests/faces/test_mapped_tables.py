"""Tables whose columns go by names of their own, on the command line."""

import json
from pathlib import Path

import pytest
from faces.life import vinculo

TABLE = (
    "Sent,Channel used,From,To,What was said\n"
    "2024-03-12 09:30,email,me,Ana Lasa <ana@example.org>,Shall we meet?\n"
    "2024-03-13 10:00,email,Ana Lasa <ana@example.org>,me,On Friday\n"
    "03/05/2024,email,me,Ana Lasa <ana@example.org>,when was that?\n"
)
MAPPED = ("--map", "at=Sent,kind=Channel used", "--map", "sender=From,recipient=To,text=What was said")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A table that nobody would recognize."""
    path = tmp_path / "people.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_a_mapping_is_enough_to_read_a_table(tmp_path: Path, people: Path) -> None:
    """Two rows are read, the day that may be two days is set aside; without the mapping it is no table."""
    ledger = tmp_path / "ledger.sqlite"
    said = vinculo(ledger, "import", people)
    assert said.status == 2
    assert "vinculo import people.csv --map" in said.err
    [book] = vinculo(ledger, "import", people, *MAPPED, "--format", "json").json
    assert (book["source"], book["read"], book["accepted"], book["rejected"]) == ("table", 3, 2, 1)
    [ana] = vinculo(ledger, "worth", "--format", "json", "--as-of", "2024-03-20").json
    assert (ana["person"]["name"], ana["stage"]) == ("Ana Lasa", "interlocutor")


def test_what_was_set_aside_is_read_again_without_the_mapping(tmp_path: Path, people: Path) -> None:
    """The quarantine keeps our names of the columns: the reason stays the day and nothing else."""
    ledger = tmp_path / "ledger.sqlite"
    vinculo(ledger, "import", people, *MAPPED)
    [before] = vinculo(ledger, "rejects", "--format", "json").json
    assert vinculo(ledger, "retry").status == 0
    [after] = vinculo(ledger, "rejects", "--format", "json").json
    assert before == after
    assert before["reason"] == "bad_record.table_date"


def test_a_dry_run_shows_the_first_rows_as_they_are_understood(tmp_path: Path, people: Path) -> None:
    """Who to whom, when and what, and why a row would be set aside; nothing is written."""
    ledger = tmp_path / "ledger.sqlite"
    said = vinculo(ledger, "import", people, *MAPPED, "--dry-run")
    assert said.status == 0
    assert "2024-03-12 09:30 UTC" in said.out
    assert "Ana Lasa" in said.out
    assert "Shall we meet?" in said.out
    assert not ledger.exists()


@pytest.mark.parametrize(
    ("mapping", "names"),
    [
        ("at=Sent", ("Sent, Channel used, From, To, What was said", "kind", "kind=Channel used")),
        ("at=Snt,kind=Channel used,sender=From,recipient=To", ("Snt", "at=Sent")),
        ("whenever=Sent", ("whenever", "recipient")),
        ("Sent", ("Sent", "--map")),
        ("at=Sent,at=Channel used", ("at=Channel used",)),
    ],
)
def test_a_slip_in_a_mapping_is_one_sentence_that_helps(
    tmp_path: Path, people: Path, mapping: str, names: tuple[str, ...]
) -> None:
    """The columns that were found, those that are needed, and what may be meant."""
    for lang in ("en", "es"):
        said = vinculo(tmp_path / "ledger.sqlite", "import", people, "--map", mapping, lang=lang)
        assert said.status == 2
        assert all(name in said.err for name in names), json.dumps(said.err)
        assert said.out == ""
