"""Every record has one outcome, and every file too."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from vinculo.errors import BadRecord, Refusal, UnreadableFile
from vinculo.ingest import Progress, Report, ingest, retry
from vinculo.ledger import Ledger, read
from vinculo.model import Entry, Event, Handle, Ignored, Record
from vinculo.sources import Declines, Reads, Source
from vinculo.sources.container import Member

NOW = 1_700_000_000


def records(member: Member, _reading: str) -> Iterator[Record]:
    with member.open() as file:
        for line, raw in enumerate(file, 1):
            text = raw.decode().strip()
            if text == "break":
                raise UnreadableFile("refusal.broken", file=member.path)
            yield Record((text,), line, flaw="bad_record.flaw" if text == "flaw" else "")


def parse(_reading: str, record: Record) -> Sequence[Entry] | Ignored:
    (word,) = record.fields
    match word:
        case "bad":
            raise BadRecord("bad_record.bad")
        case "bug":
            return [][1]  # type: ignore[no-any-return]
        case "nothing":
            return []
        case "noise":
            return Ignored("noise")
        case "future":
            return [event(word, NOW + 10 * 86_400)]
        case _:
            return [event(word, NOW - 86_400)]


def event(word: str, at: int) -> Event:
    return Event("message", at, "second", "written", Handle("name", word), (), f"m|{word}", None, word)


def source(**changes: object) -> Source:
    def recognizes(member: Member) -> Reads | Declines | None:
        if member.name.endswith(".words"):
            return Reads("words")
        return Declines("not_yet") if member.name.endswith(".later") else None

    made = {"NAME": "words", "recognizes": recognizes, "records": records, "parse": parse} | changes
    return SimpleNamespace(**made)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "ledger" / "ledger.sqlite")


def write(folder: Path, name: str, *words: str) -> Path:
    path = folder / name
    path.write_text("\n".join(words) + "\n")
    return path


def read_words(ledger: Ledger, *paths: Path, **options: object) -> Report:
    return ingest(ledger, paths, NOW, sources=[source()], **options)  # type: ignore[arg-type]


def test_every_record_has_exactly_one_outcome(ledger: Ledger, tmp_path: Path) -> None:
    """Entries, noise, a known record, or set aside with a reason: the books balance."""
    words = ("ana", "jon", "ana", "noise", "bad", "flaw", "bug", "nothing", "future")
    report = read_words(ledger, write(tmp_path, "a.words", *words))
    (batch,) = report.batches
    assert (batch.read, batch.accepted, batch.duplicate, dict(batch.ignored), batch.rejected) == (
        9,
        2,
        1,
        {"noise": 1},
        5,
    )
    assert batch.balances
    assert (batch.bugs, report.bugs) == (2, 2)
    reasons = {record.fields[0]: reject.reason for reject, _, record in read.rejects(ledger)}
    assert reasons.pop("bug").startswith("bug: IndexError")
    assert reasons.pop("nothing").startswith("bug: ValueError")
    assert reasons == {
        "bad": "bad_record.bad",
        "flaw": "bad_record.flaw",
        "future": "bad_record.in_the_future",
    }


def test_a_dry_run_finds_out_everything_and_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """Also what would be a duplicate."""
    read_words(ledger, write(tmp_path, "a.words", "ana"))
    before = (read.totals(ledger), read.batches(ledger), read.runs(ledger))
    report = read_words(ledger, write(tmp_path, "b.words", "ana", "jon", "bad"), is_dry_run=True)
    (batch,) = report.batches
    assert (batch.accepted, batch.duplicate, batch.rejected) == (1, 1, 1)
    assert (read.totals(ledger), read.batches(ledger), read.runs(ledger)) == before


def test_a_file_that_breaks_off_is_refused_alone(ledger: Ledger, tmp_path: Path) -> None:
    """Nothing half of it stays; the other files are read."""
    broken = write(tmp_path, "a.words", "ana", "break", "jon")
    report = read_words(ledger, broken, write(tmp_path, "b.words", "eva"))
    assert [str(refusal.key) for refusal in report.refused] == ["refusal.broken"]
    assert [batch.accepted for batch in report.batches] == [1]
    assert read.totals(ledger).events == 1
    assert read.totals(ledger).open_batches == 0


def test_files_that_are_not_read_are_named_with_the_reason(ledger: Ledger, tmp_path: Path) -> None:
    """Those a source declines, and those nobody knows."""
    report = read_words(ledger, write(tmp_path, "a.later", "x"), write(tmp_path, "a.other", "x"))
    assert [(skipped.file.rsplit("/", 1)[-1], skipped.reason) for skipped in report.not_read] == [
        ("a.later", "declined.not_yet"),
        ("a.other", "declined.unknown"),
    ]
    assert report.told_nothing
    assert read.runs(ledger) == []


def test_two_sources_that_claim_one_file_are_named(ledger: Ledger, tmp_path: Path) -> None:
    """And the file is read by neither."""
    both = [source(), source(NAME="rival")]
    report = ingest(ledger, [write(tmp_path, "a.words", "ana")], NOW, sources=both)
    (refusal,) = report.refused
    assert refusal.key == "refusal.two_sources"
    assert refusal.facts["sources"] == "words, rival"
    assert read.totals(ledger).events == 0


def test_a_mended_parser_reads_the_quarantine_again(ledger: Ledger, tmp_path: Path) -> None:
    """What it understands joins the ledger, what it does not stays; undoing the retry brings both back."""
    read_words(ledger, write(tmp_path, "a.words", "ana", "bad", "bug"))

    def mended(reading: str, record: Record) -> Sequence[Entry] | Ignored:
        return [event("mended", NOW - 5)] if record.fields == ("bad",) else parse(reading, record)

    report = retry(ledger, NOW, [source(parse=mended)])
    (batch,) = report.batches
    assert (batch.read, batch.accepted, batch.rejected) == (1, 1, 0)
    assert [record.fields for _, _, record in read.rejects(ledger)] == [("bug",)]
    assert read.totals(ledger).events == 2
    assert retry(ledger, NOW, [source(parse=mended)]).batches == []
    from vinculo.ledger import undo

    undo(ledger, batch.run, NOW)
    assert {record.fields for _, _, record in read.rejects(ledger)} == {("bad",), ("bug",)}
    assert read.totals(ledger).events == 1


def test_a_record_cut_for_its_length_is_never_understood_later(ledger: Ledger, tmp_path: Path) -> None:
    """Half a record read as if it were whole would be a lie."""
    long = Record(("x" * 3_000_000, "y"), 1)

    def too_long(_reading: str, record: Record) -> Sequence[Entry]:
        if len(record.fields[0]) > 2_000_000:
            raise BadRecord("bad_record.too_long")
        return [event("short", NOW - 5)]

    huge = source(records=lambda *_: iter([long]), parse=too_long)
    ingest(ledger, [write(tmp_path, "a.words", "x")], NOW, sources=[huge])
    ((_, _, kept),) = read.rejects(ledger)
    assert sum(map(len, kept.fields)) <= 2**20
    assert retry(ledger, NOW, [huge]).batches == []


def test_the_owner_can_be_said_and_saying_it_twice_adds_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """One ruling, whatever the number of imports."""
    mine = Handle("email", "me@example.org")
    for _ in range(2):
        read_words(ledger, write(tmp_path, "a.words", "ana"), owner=[mine])
    assert read.totals(ledger).rulings == 1


def test_progress_counts_bytes_up_to_the_size_of_the_file(ledger: Ledger, tmp_path: Path) -> None:
    """So that a bar ends when the file does."""
    told: list[Progress] = []
    path = write(tmp_path, "a.words", *(f"w{n}" for n in range(50_000)))
    read_words(ledger, path, progress=told.append)
    assert told[-1].done == told[-1].size == path.stat().st_size
    assert all(one.done <= two.done for one, two in pairwise(told))


def test_a_missing_file_is_a_refusal(ledger: Ledger, tmp_path: Path) -> None:
    """With the file named; the others are read."""
    report = read_words(ledger, tmp_path / "gone.words", write(tmp_path, "b.words", "eva"))
    (refusal,) = report.refused
    assert isinstance(refusal, Refusal)
    assert "gone.words" in str(refusal)
    assert len(report.batches) == 1


def test_a_member_is_counted_even_if_its_declared_size_lies(ledger: Ledger) -> None:
    """Sizes are declared by the file; the bar must not depend on their truth."""
    from vinculo.ingest import _counting

    told: list[Progress] = []
    member = Member("a.words", 1, b"", lambda: BytesIO(b"x" * 10))
    with _counting(member, told.append) as stream:
        assert stream.read() == b"x" * 10
    assert told[-1].done == 10


def test_what_had_to_be_guessed_is_reported_by_file(ledger: Ledger, tmp_path: Path) -> None:
    """A file that a spreadsheet saved as Windows-1252 is read, and the owner is told how."""
    guessed = [Record((word,), line, remark="remark.cp1252") for line, word in enumerate(("ana", "jon"), 1)]
    told = source(records=lambda *_: iter([*guessed, Record(("eva",), 3)]))
    report = ingest(ledger, [write(tmp_path, "a.words", "x")], NOW, sources=[told])
    ((file, key, records_),) = report.remarks
    assert (file.rsplit("/", 1)[-1], key, records_) == ("a.words", "remark.cp1252", 2)
