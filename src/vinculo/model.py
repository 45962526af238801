"""The nouns. Immutable, one page; what each field means down to what an empty one means.

Entries (`Event`, `Card`, `Ruling`) are what the ledger holds. They say what a source says, in the
source's own spelling: who is the owner, which handles are one human, what counts as contact and
every join across records are decided later, by derive, and can be decided again.
"""

from typing import NamedTuple

DAY_S = 86_400
"""Seconds in a day. Days are days of UTC everywhere in the numbers."""


class Handle(NamedTuple):
    """One identifier in one namespace, as the source wrote it [identifier].

    `value` is not normalized: spelling is the business of `identity.normalize`, so that a better
    spelling rule reaches old entries too.
    """

    namespace: str
    """`linkedin` (a profile address), `email`, `name` (nothing but a name: weak evidence),
    `names` (several names run together, which nobody can split without knowing them),
    or `owner` (see `OWNER`)."""
    value: str
    shown: str = ""
    """The name displayed beside the identifier; empty where the source shows none."""


OWNER = Handle("owner", "")
"""Whose ledger this is, in records that leave the first person out (`Connections.csv`)."""


class Place(NamedTuple):
    """Where something happened: a thread, post, group or meeting."""

    kind: str
    """`conversation`, `post`, `group`, `meeting`, `profile`."""
    key: str
    """The place's own identifier in its source."""


class Event(NamedTuple):
    """Something that happened between handles at an instant, in a place [interaction].

    Goes from `sender` to each of `recipients`.
    """

    kind: str
    """A key of `measure.interactions.KINDS`."""
    at: int
    """Seconds since 1970 UTC; of a day, month or year, its first instant."""
    precision: str
    """`second`, `minute`, `day`, `month` or `year`."""
    zone: str
    """How the zone was known: `written` in the record, `known` by the file, `assumed`."""
    sender: Handle | None
    """None: not known, or hidden by the source."""
    recipients: tuple[Handle, ...]
    """Empty: nobody in particular, or hidden by the source."""
    native: str
    """The natural key: the same in every export and era that tells of this happening. Two entries
    with one natural key between the same two persons are one happening, counted once."""
    place: Place | None = None
    text: str = ""
    duration_s: int | None = None
    """Of a meeting or call; None where not said."""
    facts: tuple[tuple[str, str], ...] = ()
    """Everything else worth keeping, sorted by key."""


class Card(NamedTuple):
    """What a source says *about* somebody, without a time [vCard]."""

    handles: tuple[Handle, ...]
    """Said by the source to be one human: identity glue."""
    facts: tuple[tuple[str, str], ...] = ()
    """`name`, `company`, `position`, …, sorted by key."""


class Ruling(NamedTuple):
    """The owner's decision."""

    kind: str
    """`owner` (these handles are mine), `same`, `different`, `setting` (how the owner wants to see
    things, in `facts`), …"""
    handles: tuple[Handle, ...]
    at: int
    facts: tuple[tuple[str, str], ...] = ()


Entry = Event | Card | Ruling


class Record(NamedTuple):
    """One raw unit of a file before it is understood."""

    fields: tuple[str, ...]
    """The cells of a row, or the parts of a message, in the order of `layout`."""
    line: int
    """Where it begins in its file; the first line is 1."""
    layout: tuple[str, ...] = ()
    """What the fields are called, as the file's header says."""
    nth: int = 0
    """How many records of this file said exactly the same before this one. Only where the format
    repeats itself for different people (connections that hide everything but their date)."""
    flaw: str = ""
    """The key of a reason why the record cannot be understood, found while framing: the broken
    record still has one outcome, it is set aside."""
    remark: str = ""
    """The key of something that had to be guessed to read it at all: `remark.cp1252`."""


class Ignored(NamedTuple):
    """A record that was understood and is noise: an advertisement, a draft."""

    kind: str
    """A key of the catalogue below `noise.`: `draft`, `sponsored`, …"""


class Origin(NamedTuple):
    """Where a record was read [provenance]."""

    file: str
    """The file as the owner named it; members of archives after a `/`."""
    line: int
    batch: int


class Reject(NamedTuple):
    """A record not understood, kept aside."""

    id: int
    origin: Origin
    source: str
    reason: str
    """A key of the catalogue."""
    raw: str
    is_bug: bool
    """The fault is ours: parsing failed in a way that nobody foresaw."""


class Batch(NamedTuple):
    """One reading of one file, with its five counts: read = accepted + duplicate + ignored + rejected."""

    id: int
    run: int
    """The import that it belongs to; an import is undone as a whole."""
    file: str
    source: str
    reading: str
    """Which of the source's files this is (`messages`), or why it was not read."""
    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    ignored: tuple[tuple[str, int], ...] = ()
    """Noise by kind."""
    rejected: int = 0
    bugs: int = 0
    """How many of the rejected are faults of ours."""

    @property
    def balances(self) -> bool:
        """Whether every record that was read is accounted for."""
        noise = sum(count for _, count in self.ignored)
        return self.read == self.accepted + self.duplicate + noise + self.rejected
