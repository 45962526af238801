"""LinkedIn's archive of your own data.

Within minutes comes `Basic_LinkedInDataExport_….zip` (profile, connections, messages, invitations),
about a day later `Complete_LinkedInDataExport_….zip` with all the rest. The name tells the day of the
export, and one file tells what another leaves out.

What it holds: connections and the day each was made; invitations both ways, with their notes;
private messages both ways; recommendations and endorsements both ways; what you wrote, shared,
reacted to and voted for; whom you follow; your notes about connections; events you meant to go to.
A file exists only if there is something in it.

What it cannot show: anything that others did on your posts (no comment, reaction, repost or mention
of theirs, no visitor of your profile); who wrote the posts that you commented on, reacted to or
passed on; whether an invitation was declined; when one was accepted, except that a connection has a
day; reactions to messages, calls, and whether a message was read; where an event took place and who
else was there. What is not here is not known; it is not zero.

The zone differs from file to file, and most leave it out: see `instants`. Headers are in English
whatever the language of the site; names of files and columns drift: see `recognition`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from vinculo.model import Card, Entry, Event, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.container import Member
from vinculo.sources.linkedin import articles
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
    shape = _BY_READING[reading].shape
    with member.open() as stream:
        if shape is None:
            yield from articles.frame(lines(stream))
            return
        framed = frame(lines(stream), shape, member.path)
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
