"""Plain tables of what happened with whom: for everything that has no export.

How to get them
    Write one: a spreadsheet saved as CSV, or a JSONL file, one row or object for each happening.

    at          when, as in ISO 8601: 2024, 2024-03, 2024-03-12, 2024-03-12 09:30, 2024-03-12T09:30:00+01:00
    kind        what: email, message, call, video_call, meeting, meeting_in_person, meeting_remote, …
    who         the name; several are separated by semicolons, here and in the next three columns
    email       the address
    linkedin    the profile
    phone       the telephone
    sender      instead of these: who did it, `me` being you; a name, an address, `Ana <ana@example.org>`
    recipient   and to whom; several are separated by semicolons
    direction   in, out or both; not needed where both took part, or with sender and recipient
    text        what was said
    title       what it was about
    place       where
    minutes     how long
    id          your own identifier, if a row may change its words later

    Needed are `at`, `kind`, and one of `who`, `email`, `linkedin`, `phone`, or both `sender` and
    `recipient`. Columns and kinds are
    known by English and Spanish names (`fecha`, `tipo`, `quién`, `correo`, …), in any order, with
    commas, semicolons or tabs between them; columns that are not ours are kept as facts. So are those
    that promises, projects and returns need: rows of one `promise` (a word of yours; `due` its day), one
    `project` (`nature`, `outcome`) or one `return` (`dimension`, `amount`, `unit`, `gain`) are one of
    them, from `promise_made` to `promise_kept`, from `project_possible` to `project_delivered`.

    Columns with names of their own are told on the command line, and a dry run shows how the first rows
    are read:

        vinculo import people.csv --map at=Sent,kind=Channel,sender=From,recipient=To --dry-run

What they hold
    What their owner wrote down.

What they cannot show
    Anything else. A date without a time is a day and no more; a time without a zone is taken for
    UTC; `03/05/2024` is the third of May or the fifth of March, and is set aside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO

from vinculo.errors import Refusal
from vinculo.model import Entry, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.container import HEAD_BYTES, Member
from vinculo.sources.contentlines import BOM
from vinculo.sources.table.columns import (
    COLUMNS,
    KIND_NAMES,
    fitting,
    lacking,
    layout_of,
    plain,
    tells_interactions,
)
from vinculo.sources.table.framing import cells_of, lines_of, object_of, objects, rows
from vinculo.sources.table.framing import header_of as _header_of
from vinculo.sources.table.meaning import entries_of

NAME = "table"
MOST_NAMED = 30
"""Columns that a refusal names."""


def recognizes(member: Member) -> Reads | Declines | None:
    """Whether this is a table of ours, by its columns or keys and one kind of ours in its first rows.

    Bank statements have dates, types and names as well.
    """
    return _recognized(member, {}, is_asked=False)


def records(member: Member, reading: str) -> Iterator[Record]:
    """One record for each row or line, its cells called by our names."""
    return _records(member, reading, {})


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:  # noqa: ARG001 - one shape for both
    """The event that a row tells. Raises BadRecord with what is missing or cannot be read."""
    return entries_of(record)


@dataclass
class Mapped:
    """The same source for a table whose columns go by names of their own."""

    mapping: Mapping[str, str]
    """Their names → ours."""
    NAME: str = NAME

    def recognizes(self, member: Member) -> Reads | Declines | None:
        """Whether the columns, renamed, are enough; the owner said that it is a table of ours."""
        return _recognized(member, self.mapping, is_asked=True)

    def records(self, member: Member, reading: str) -> Iterator[Record]:
        """As `records`, renamed: what is set aside can be read again without the mapping."""
        return _records(member, reading, self.mapping)

    def parse(self, reading: str, record: Record) -> Sequence[Entry] | Ignored:
        """As `parse`."""
        return parse(reading, record)

    def refuse_if_lacking(self, member: Member) -> None:
        """Raises Refusal where a table lacks a column that the mapping names, or one that is needed;
        it names those that were found, those still needed, and what might be meant."""
        header = _names_in(member)
        theirs = {plain(name) for name in header}
        for name, ours in self.mapping.items():
            if plain(name) not in theirs:
                raise Refusal(
                    "refusal.no_such_column_found", file=member.path, column=name, ours=ours,
                    found=_listed(header), near=_meant(ours, name, header),
                )  # fmt: skip
        layout = layout_of(header, self.mapping)
        needed = lacking(layout)
        if needed:
            free = [name for name, column in zip(header, layout, strict=True) if column == name.strip()]
            raise Refusal(
                "refusal.columns_needed", file=member.path, found=_listed(header), needed=", ".join(needed),
                near=",".join(f"{ours}={fitting(ours, free) or '…'}" for ours in needed),
            )  # fmt: skip


def mapped(mapping: Mapping[str, str]) -> Mapped:
    """The source that reads tables by these names (theirs → ours), and by all that it knows besides.

    Raises Refusal for a name that is not among our columns.
    """
    for ours in mapping.values():
        if ours not in COLUMNS:
            raise Refusal("refusal.no_such_column", column=ours, columns=", ".join(COLUMNS))
    return Mapped(dict(mapping))


def _listed(header: Sequence[str]) -> str:
    return ", ".join(header[:MOST_NAMED]) + (", …" if len(header) > MOST_NAMED else "")


def _meant(ours: str, said: str, header: Sequence[str]) -> str:
    near = get_close_matches(said, header, 1)
    return f"{ours}={near[0] if near else fitting(ours, header) or '…'}"


def _names_in(member: Member) -> tuple[str, ...]:
    """The names of a table's columns, or the keys of its first object."""
    with member.open() as stream:
        lines = lines_of(stream)
        if _is_json(member):
            first = next((object_of(line) for line in lines if line.strip()), None)
            return tuple(first or ())
        return cells_of(lines)


def _is_json(member: Member) -> bool:
    head = member.head.removeprefix(BOM).lstrip()
    return member.name.casefold().endswith((".jsonl", ".ndjson")) or head.startswith(b"{")


def _recognized(member: Member, mapping: Mapping[str, str], *, is_asked: bool) -> Reads | None:
    is_json = _is_json(member)
    reading = "interactions_json" if is_json else "interactions"
    if not is_json and not member.name.casefold().endswith((".csv", ".tsv", ".txt")):
        return None
    # The last line of the head may be cut.
    whole = member.head if len(member.head) < HEAD_BYTES else member.head.rpartition(b"\n")[0] + b"\n"
    if is_json:
        told = [object_of(line) for line in lines_of(BytesIO(whole)) if line.strip()]
        if not told or not all(one and tells_interactions(layout_of(list(one), mapping)) for one in told[:1]):
            return None
    elif _header_of(lines_of(BytesIO(whole)), mapping) is None:
        return None
    first = list((objects if is_json else rows)(BytesIO(whole), mapping))
    kinds = [dict(zip(row.layout, row.fields, strict=False)).get("kind", "") for row in first if not row.flaw]
    return (
        Reads(reading) if is_asked or not kinds or any(plain(kind) in KIND_NAMES for kind in kinds) else None
    )


def _records(member: Member, reading: str, mapping: Mapping[str, str]) -> Iterator[Record]:
    with member.open() as stream:
        yield from (objects if reading == "interactions_json" else rows)(stream, mapping)
