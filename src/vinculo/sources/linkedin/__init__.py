"""LinkedIn's archive of your own data (Settings › Data privacy › Get a copy of your data)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vinculo.model import Card, Entry, Event, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.container import Member
from vinculo.sources.linkedin.kinds import KINDS
from vinculo.sources.linkedin.lines import lines
from vinculo.sources.linkedin.network import is_hidden_connection
from vinculo.sources.linkedin.recognition import kind_of, observed_on
from vinculo.sources.linkedin.rows import frame

NAME = "linkedin"

_BY_READING = {kind.reading: kind for kind in KINDS}


def recognizes(member: Member) -> Reads | Declines | None:
    """Whether this is a file of a LinkedIn archive, alone or in its ZIP, and whether it is read."""
    kind = kind_of(member)
    if kind is None:
        return None
    return Declines(kind) if isinstance(kind, str) else Reads(kind.reading, observed_on(member.path))


def records(member: Member, reading: str) -> Iterator[Record]:
    """The records of a file, in order and in bounded memory; see `Source.records`."""
    with member.open() as stream:
        framed = frame(lines(stream), _BY_READING[reading].shape, member.path)
        yield from _numbered(framed) if reading == "connections" else framed


def _numbered(framed: Iterator[Record]) -> Iterator[Record]:
    """Hidden connections of one day look the same; each is somebody else."""
    seen: Counter[tuple[str, ...]] = Counter()
    for record in framed:
        if not record.flaw and is_hidden_connection(record.fields):
            yield record._replace(nth=seen[record.fields])
            seen[record.fields] += 1
        else:
            yield record


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:
    """What a record says; see `Source.parse`. An entry that had to be guessed from bytes that are not
    UTF-8 says so (fact `encoding`)."""
    said = _BY_READING[reading].parse(record)
    if record.remark and not isinstance(said, Ignored):
        return [_guessed(entry) for entry in said]
    return said


def _guessed(entry: Entry) -> Entry:
    if isinstance(entry, Event | Card):
        return entry._replace(facts=tuple(sorted((*entry.facts, ("encoding", "cp1252")))))
    return entry
