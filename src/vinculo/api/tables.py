"""Tables whose columns go by names of their own: what the owner says they are, and how they are read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vinculo.api.answers import day_of, instant_of
from vinculo.errors import Refusal
from vinculo.ingest import Mishap, outcome
from vinculo.model import OWNER, Event, Handle, Ignored
from vinculo.sources import Reads
from vinculo.sources import table as tables
from vinculo.sources.container import Member, members
from vinculo.sources.table import Mapped
from vinculo.sources.table.columns import COLUMNS

_NEXT = re.compile(r",\s*(?=(?:" + "|".join(COLUMNS) + r")\s*=)")
"""A comma between two of our columns; one within the name of a column is part of it."""
_EXACT = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class RowRead:
    """How one row of a table is understood."""

    line: int
    at: str
    """As exact as it is written."""
    kind: str
    sender: str
    """Empty where it is the owner."""
    recipients: tuple[str, ...]
    """Without the owner."""
    text: str
    reason: str
    """A key of the catalogue: why it would be set aside, or which noise it is; empty where it is read."""


def mapped_table(said: Sequence[str]) -> Mapped:
    """The source that reads tables as the owner says: `at=Sent,kind=Channel`, ours first.

    Raises Refusal where it is not said so, or for a name that is none of our columns.
    """
    mapping: dict[str, str] = {}
    for pair in (pair for whole in said for pair in _NEXT.split(whole)):
        ours, is_said, theirs = (part.strip() for part in pair.partition("="))
        if not (ours and is_said and theirs):
            raise Refusal("refusal.not_a_mapping", said=pair, columns=", ".join(COLUMNS))
        if theirs in mapping or ours in mapping.values():
            raise Refusal("refusal.mapped_twice", said=pair)
        mapping[theirs] = ours
    return tables.mapped(mapping)


def refuse_if_lacking(paths: Sequence[Path], source: Mapped) -> None:
    """Raises Refusal where a file lacks columns; what does not fit in a folder or archive is not read."""
    for path in paths:
        if path.is_file() and path.suffix.casefold() != ".zip":
            for member in members(path):
                source.refuse_if_lacking(member)


def first_rows(paths: Sequence[Path], source: Mapped, now: int, most: int = 5) -> list[RowRead]:
    """How the first rows of the first table are understood; nothing is written."""
    for path in paths:
        for member in members(path):
            claim = source.recognizes(member)
            if isinstance(claim, Reads):
                return list(islice(_rows(source, member, claim.reading, now), most))
    return []


def _rows(source: Mapped, member: Member, reading: str, now: int) -> Iterator[RowRead]:
    for record in source.records(member, reading):
        result = outcome(source, reading, record, now)
        shown = " · ".join(cell for cell in record.fields if cell)
        if isinstance(result, Mishap | Ignored):
            reason = result.reason if isinstance(result, Mishap) else f"noise.{result.kind}"
            yield RowRead(record.line, "", "", "", (), shown, reason)
            continue
        for event in (entry for entry, _ in result if isinstance(entry, Event)):
            yield RowRead(
                record.line, _when(event), event.kind, _named(event.sender),
                tuple(_named(one) for one in event.recipients if one != OWNER), event.text, "",
            )  # fmt: skip


def _when(event: Event) -> str:
    exact = _EXACT.get(event.precision)
    return day_of(event.at)[:exact] if exact else f"{instant_of(event.at)[:16].replace('T', ' ')} UTC"


def _named(handle: Handle | None) -> str:
    if handle is None or handle == OWNER:
        return ""
    return handle.shown or handle.value
