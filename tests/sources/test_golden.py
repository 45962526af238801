"""A file, and beside it what we expect from it.

Every fixture below `tests/sources/SOURCE/` has its snapshot `FIXTURE.expected.jsonl`, written by
`make golden` and then read by a human. A fixture is a file, or a folder with a dot in its name
(`Complete_….zip/`, `mail.maildir/`) that is read as a whole; other folders only group.
"""

import datetime as dt
import importlib
import json
import pkgutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

import vinculo.sources
from vinculo.errors import BadRecord, UnreadableFile
from vinculo.ledger.digest import record_json, record_of
from vinculo.model import Card, Entry, Event, Handle, Ignored, Record
from vinculo.sources import Declines, Source
from vinculo.sources.container import Member, members

HERE = Path(__file__).parent
EXPECTED = ".expected.jsonl"
PRECISIONS = ("second", "minute", "day", "month", "year")
ZONES = ("written", "known", "assumed")
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
LOCALE = Path(vinculo.sources.__file__).parents[1] / "locale"


def fixtures_below(folder: Path) -> Iterator[Path]:
    """The fixtures of a source in a stable order."""
    for path in sorted(folder.iterdir()):
        if path.name.endswith(EXPECTED) or path.name.startswith((".", "README", "__pycache__")):
            continue
        if path.is_dir() and "." not in path.name:
            yield from fixtures_below(path)
        else:
            yield path


FOLDERS = [folder for folder in sorted(HERE.iterdir()) if folder.is_dir() and folder.name[0] not in "_."]
FIXTURES = [fixture for folder in FOLDERS for fixture in fixtures_below(folder)]


def source_of(fixture: Path) -> Source:
    module = importlib.import_module(f"vinculo.sources.{fixture.relative_to(HERE).parts[0]}")
    assert isinstance(module, Source), f"{module.__name__} lacks a part of the Source protocol"
    return module


def instant(at: int, precision: str) -> str:
    """An instant as a reader of a snapshot wants it: cut at its precision."""
    written = (EPOCH + dt.timedelta(seconds=at)).isoformat()
    length = {"year": 4, "month": 7, "day": 10, "minute": 16}.get(precision)
    return written[:length] if length else written


def handle_told(handle: Handle | None) -> list[str] | None:
    return [part for part in handle if part] if handle else None


def entry_told(entry: Entry) -> dict[str, Any]:
    """An entry as JSON; what is empty is left out, except the sender: nobody is a statement."""
    if isinstance(entry, Event):
        assert (entry.precision, entry.zone) in product(PRECISIONS, ZONES)
        told: dict[str, Any] = {
            "event": entry.kind,
            "at": instant(entry.at, entry.precision),
            "precision": entry.precision,
            "zone": entry.zone,
            "sender": handle_told(entry.sender),
            "recipients": [handle_told(handle) for handle in entry.recipients],
            "native": entry.native,
            "place": list(entry.place) if entry.place else None,
            "text": entry.text,
            "duration_s": entry.duration_s,
        }
        told = {key: value for key, value in told.items() if key == "sender" or value not in (None, "", [])}
    else:
        told = {"card" if isinstance(entry, Card) else entry.kind: [handle_told(h) for h in entry.handles]}
    return {**told, "facts": dict(entry.facts)} if entry.facts else told


def outcome(source: Source, reading: str, record: Record) -> dict[str, Any]:
    """What became of a record: entries, noise, or a reason to set it aside. Never two, never none."""
    if record.flaw:
        return {"rejected": record.flaw}
    try:
        said = source.parse(reading, record)
    except BadRecord as reason:
        return {"rejected": reason.key, **({"facts": reason.facts} if reason.facts else {})}
    if isinstance(said, Ignored):
        return {"ignored": said.kind}
    assert said, f"line {record.line}: neither entries nor noise nor a reason"
    for entry in said:
        assert list(entry.facts) == sorted(entry.facts), f"line {record.line}: facts are not sorted"
    again = source.parse(reading, record_of(record_json(record)))
    assert again == said, f"line {record.line}: read otherwise from quarantine"
    return {"entries": [entry_told(entry) for entry in said]}


def member_told(source: Source, member: Member, label: str) -> Iterator[dict[str, Any]]:
    """A line for the file with its counts, then one for each record."""
    found = source.recognizes(member)
    if found is None:
        yield {"file": label, "unknown": True}
        return
    if isinstance(found, Declines):
        yield {"file": label, "declined": found.reason}
        return
    lines: list[dict[str, Any]] = []
    broken = {}
    try:
        lines.extend(
            {"line": record.line, **outcome(source, found.reading, record)}
            for record in source.records(member, found.reading)
        )
    except UnreadableFile as refusal:
        broken = {"broken": refusal.key}
    counts = {fate: sum(fate in line for line in lines) for fate in ("entries", "ignored", "rejected")}
    assert sum(counts.values()) == len(lines), f"{label}: the books do not balance"
    starts = [line["line"] for line in lines]
    assert starts == sorted(starts), f"{label}: line numbers do not rise"
    observed = (
        {} if found.observed_on is None else {"observed_on": instant(found.observed_on * 86_400, "day")}
    )
    yield {"file": label, "reading": found.reading, **observed, "read": len(lines), **counts, **broken}
    yield from lines


def told(fixture: Path) -> list[dict[str, Any]]:
    """All that a source says about a fixture."""
    source = source_of(fixture)
    above = fixture.parent.as_posix() + "/"
    lines: list[dict[str, Any]] = []
    try:
        for member in members(fixture):
            lines.extend(member_told(source, member, member.path.removeprefix(above)))
    except UnreadableFile as refusal:
        lines.append({"file": fixture.name, "refused": refusal.key})
    return lines


def snapshot_of(fixture: Path) -> Path:
    return fixture.with_name(fixture.name + EXPECTED)


def words_used(lines: list[dict[str, Any]]) -> Iterator[str]:
    """The keys of the catalogue that a reading of these lines puts on a screen."""
    prefixes = {"declined": "declined.", "reading": "reading.", "ignored": "noise."}
    for line in lines:
        for key, prefix in prefixes.items():
            if isinstance(line.get(key), str):
                yield f"{prefix}{line[key]}"
        for key in ("rejected", "broken", "refused"):
            if isinstance(line.get(key), str):
                yield str(line[key])


def catalogue(language: str) -> set[str]:
    with (LOCALE / language / "LC_MESSAGES" / "vinculo.po").open("rb") as file:
        return {str(m.id[0] if isinstance(m.id, tuple) else m.id) for m in read_po(file) if m.string}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_a_fixture_reads_as_its_snapshot_says(fixture: Path, rewrites: bool) -> None:
    """What a source says about a file is what a human has read and agreed to."""
    lines = told(fixture)
    assert lines, "nothing was read: a check that passes on nothing is no check"
    assert any(line.keys() & {"line", "declined", "broken", "refused"} for line in lines), (
        "no record was read"
    )
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if rewrites:
        snapshot_of(fixture).write_text(text, encoding="utf-8", newline="\n")
    assert snapshot_of(fixture).exists(), "no snapshot: run `make golden`, then read it"
    expected = snapshot_of(fixture).read_text(encoding="utf-8").split("\n")
    assert text.split("\n") == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_source_has_a_fixture_with_events(folder: Path) -> None:
    """A folder of fixtures names a source, and its snapshots hold at least one event, or a card
    where the source is an address book."""
    snapshots = [snapshot_of(fixture) for fixture in FIXTURES if fixture.is_relative_to(folder)]
    entry = '"card"' if folder.name == "vcard" else '"event"'
    assert any(entry in path.read_text(encoding="utf-8") for path in snapshots if path.exists())


def test_every_source_has_a_folder_of_fixtures() -> None:
    """A source without a fixture is a promise that nobody has checked."""
    modules = [
        importlib.import_module(f"vinculo.sources.{m.name}")
        for m in pkgutil.iter_modules(vinculo.sources.__path__)
    ]
    names = {module.NAME for module in modules if isinstance(module, Source)}
    assert names, "no source was found"
    assert names <= {folder.name for folder in FOLDERS}


def test_no_snapshot_outlives_its_fixture() -> None:
    """A snapshot whose fixture is gone would be believed by a reader and checked by nobody."""
    snapshots = set(HERE.rglob("*" + EXPECTED))
    assert snapshots
    assert snapshots <= {snapshot_of(fixture) for fixture in FIXTURES}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_word_of_a_reading_is_in_the_catalogue(language: str) -> None:
    """Readings, noise and reasons that a snapshot names can be said in both languages."""
    lines = [
        json.loads(line)
        for fixture in FIXTURES
        if snapshot_of(fixture).exists()
        for line in snapshot_of(fixture).read_text(encoding="utf-8").split("\n")
        if line
    ]
    used = set(words_used(lines))
    assert used
    assert used - catalogue(language) == set()
