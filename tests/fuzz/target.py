"""What must hold for any file at all, whoever made it.

An input is a name and a content: its first line is what the file is called, the rest is the file.
So inputs can be read, named and changed by hand, and the file's name is fuzzed with it.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from vinculo.errors import Refusal
from vinculo.ingest import Mishap, outcome
from vinculo.ledger.digest import digest64, entry_id, record_json, record_of
from vinculo.measure.interactions import KINDS
from vinculo.model import Card, Entry, Event, Handle, Ignored
from vinculo.sources import Declines, Reads, Source, all_sources
from vinculo.sources.container import HEAD_BYTES, Member, members

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
FIXTURES = HERE.parent / "sources"
NOW = 1_800_000_000
PRECISIONS = {"second", "minute", "day", "month", "year"}
ZONES = {"written", "known", "assumed"}
SQLITE_INTEGER = range(-(2**63), 2**63)
SEED_BYTES = 12 * 1024
"""Fixtures are small; of the few larger ones the beginning says as much."""


def source_named(name: str) -> Source:
    """The source of that name."""
    return next(source for source in all_sources() if name == source.NAME)


def member_of(data: bytes) -> Member:
    """The file that an input stands for."""
    name, _, content = data.partition(b"\n")
    path = name.decode("utf-8", "replace") or "nameless"
    return Member(path, len(content), content[:HEAD_BYTES], lambda: io.BytesIO(content))


def check(source: Source, data: bytes) -> int:
    """Reads an input as an import would; how many records it had.

    Fails where a record has no outcome or a bug for one, where an entry could not be stored, or
    where a record would be read otherwise once it comes back from quarantine.
    """
    member = member_of(data)
    claim = source.recognizes(member)
    if not isinstance(claim, Reads):
        assert claim is None or isinstance(claim, Declines)
        return 0
    read = accepted = ignored = rejected = 0
    try:
        for record in source.records(member, claim.reading):
            read += 1
            result = outcome(source, claim.reading, record, NOW)
            again = record_of(record_json(record))
            assert again == record, "a record is another after quarantine"
            assert isinstance(record.line, int)
            assert record.line >= 1
            _storable("".join((record_json(record), record.flaw, record.remark)))
            if isinstance(result, Mishap):
                assert not result.is_bug, result.reason
                rejected += 1
            elif isinstance(result, Ignored):
                assert result.kind
                ignored += 1
            else:
                assert result
                for entry, words in result:
                    assert 0 <= words < 2**31
                    _enterable(source.NAME, entry)
                accepted += 1
    except Refusal:
        pass  # the file breaks off; what came before it was read
    assert read == accepted + ignored + rejected, "the books do not balance"
    return read


def _enterable(source: str, entry: Entry) -> None:
    """Whether the ledger could hold an entry."""
    assert list(entry.facts) == sorted(entry.facts), "facts are not sorted"
    assert len(dict(entry.facts)) == len(entry.facts), "a fact is told twice"
    _storable(json.dumps(entry.facts, ensure_ascii=False))
    assert entry_id(source, entry) in SQLITE_INTEGER
    handles: tuple[Handle | None, ...]
    if isinstance(entry, Event):
        handles = (entry.sender, *entry.recipients)
        assert entry.kind in KINDS, entry.kind
        assert entry.at in SQLITE_INTEGER
        assert entry.precision in PRECISIONS
        assert entry.zone in ZONES
        assert entry.duration_s is None or 0 <= entry.duration_s < 2**40
        assert entry.native
        assert digest64(entry.native) in SQLITE_INTEGER
        _storable(entry.text + (entry.place.kind + entry.place.key if entry.place else ""))
    else:
        assert isinstance(entry, Card)
        handles = entry.handles
        assert handles
    for handle in handles:
        if handle is not None:
            assert handle.namespace
            assert handle.value or handle.namespace == "owner", f"a handle of nobody: {handle}"
            _storable("".join(handle))


def _storable(text: str) -> None:
    """SQLite takes UTF-8, which has no lone surrogates."""
    text.encode("utf-8")


def seeds(name: str) -> Iterator[tuple[str, bytes]]:
    """The fixtures of a source as inputs, with a label, and then what fuzzing found and was kept."""
    for path in sorted(FIXTURES.joinpath(name).rglob("*")):
        if path.is_file() and not path.name.endswith((".expected.jsonl", ".pyc")):
            yield from _inputs_of(path)
    for path in sorted(CORPUS.joinpath(name).glob("*")):
        yield path.name, path.read_bytes()


def _inputs_of(path: Path) -> Iterator[tuple[str, bytes]]:
    folder = path.relative_to(FIXTURES).parent.as_posix()
    try:
        for member in members(path):
            inside = member.path.removeprefix(path.parent.as_posix() + "/")
            with member.open() as stream:
                content = stream.read(SEED_BYTES)
            called = f"{path.parent.name}/{inside}" if path.parent.name in {"cur", "new", "tmp"} else inside
            yield f"{folder}/{inside}", called.encode() + b"\n" + content
    except (Refusal, zipfile.BadZipFile):
        return  # a fixture of a broken archive: that is the container's to refuse, not a source's
