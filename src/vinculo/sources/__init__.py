"""Sources: one module (or small package) per export.

A source has three functions. `recognizes` looks at a file's name and first bytes and says whether
the file is its own; `records` frames it (where does one record end?); `parse` understands one
record. Framing and meaning are apart so that every record has exactly one outcome: entries, noise,
or a `BadRecord` that is set aside with its reason. Nothing is lost by a `continue`.

Guests join by the entry-point group `vinculo.sources`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from typing import NamedTuple, Protocol, runtime_checkable

from vinculo.model import Entry, Ignored, Record
from vinculo.sources.container import Member


class Reads(NamedTuple):
    """This file is ours, and we read it."""

    reading: str
    """Which of the source's files it is: `messages`. A key below `reading.` of the catalogue."""
    observed_on: int | None = None
    """The day the export was made (days since 1970 UTC), if the file or its archive tells."""


class Declines(NamedTuple):
    """This file is ours, and we do not read it."""

    reason: str
    """A key below `declined.` of the catalogue: `not_yet`, `third_persons`, `identity_data`, …"""


@runtime_checkable
class Source(Protocol):
    """What the rest of the house knows about an export."""

    NAME: str
    """`linkedin`: what batches and entries are marked with. Never changes: entry ids depend on it."""

    def recognizes(self, member: Member) -> Reads | Declines | None:
        """Whether this file is ours, by its name and first bytes; None where it is not."""

    def records(self, member: Member, reading: str) -> Iterator[Record]:
        """The records of the file in order; one that cannot be framed has a `flaw`.

        Raises UnreadableFile where the file breaks off; what came before it has been yielded.
        """

    def parse(self, reading: str, record: Record) -> Sequence[Entry] | Ignored:
        """What a record says, as entries in the source's own spelling, or the kind of noise it is.

        Raises BadRecord with its reason. Looks at nothing but the record.
        """


@cache
def all_sources() -> tuple[Source, ...]:
    """Our own sources and the guests that are installed, by name."""
    from vinculo.sources import blogger, calendar, disqus, linkedin, mail, table, vcard, wordpress

    ours: list[object] = [blogger, calendar, disqus, linkedin, mail, table, vcard, wordpress]
    guests = [point.load() for point in metadata.entry_points(group="vinculo.sources")]
    found = [source for source in ours + guests if isinstance(source, Source)]
    if len(found) != len(ours) + len(guests):
        raise TypeError("an entry point of the group vinculo.sources is not a Source")
    return tuple(sorted(found, key=lambda source: source.NAME))
