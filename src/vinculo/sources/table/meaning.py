"""What a row says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Event, Handle, Ignored, Record
from vinculo.sources.table.columns import (
    ASIDE,
    COLUMNS,
    DIRECTION_NAMES,
    KIND_NAMES,
    MYSELF,
    NEEDED,
    PERSON,
    SIDES,
    SYMMETRIC,
    plain,
)

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?)"
    r"(?:[T ]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r" ?(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_MINUTES = re.compile(
    r"(\d{1,4})(?:[.,](\d+))?\s*(?:m|min|mins|minutes?|minutos?|')?", re.IGNORECASE | re.ASCII
)
_HOURS = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?|(\d{1,2})\s*h\s*(\d\d)?", re.IGNORECASE | re.ASCII)
_YEARS = range(1900, 2201)
_MOST_MINUTES = 1_440
"""Of one meeting; who stays longer tells the next day in the next row."""


def entries_of(record: Record) -> Sequence[Entry] | Ignored:
    """The event of a row, in each direction that it went, and a card where it names somebody twice.

    Raises BadRecord for a row without a date, kind or person that can be read, and for a kind that
    has a direction where none is told: it is never guessed.
    """
    cells = ("\n".join(cell.splitlines()).strip() for cell in record.fields)
    row = dict(zip(record.layout, cells, strict=True))
    if not any(row.values()):
        return Ignored("blank_row")
    when = _when(row.get("at", ""))
    kind = KIND_NAMES.get(plain(row.get("kind", "")), "")
    if not kind:
        raise BadRecord("bad_record.table_kind", written=row.get("kind", "")[:60])
    if not all(row.get(name) for name in NEEDED.get(kind.partition("_")[0], ())):
        raise BadRecord("bad_record.table_needs")
    if any(row.get(side) for side in SIDES):
        return [_between(row, kind, when)]
    people = _people(row)
    direction = _direction(row.get("direction", ""), kind)
    if direction == "in" and len(people) > 1 and kind not in SYMMETRIC:
        raise BadRecord("bad_record.table_many_senders")
    event = _event(row, kind, when, OWNER, tuple(person.handles[0] for person in people))
    cards = [Card(person.handles, person.facts) for person in people if len(person.handles) > 1]
    return [*_directed(event, direction, kind), *cards]


def _event(
    row: Mapping[str, str], kind: str, when: "_When", sender: Handle, recipients: tuple[Handle, ...]
) -> Event:
    return Event(
        kind,
        when.at,
        when.precision,
        when.zone,
        sender,
        recipients,
        _native(row, kind, when.at),
        text=row.get("text", ""),
        duration_s=_seconds(row.get("minutes", "")),
        facts=tuple(sorted(_facts(row))),
    )


def _between(row: Mapping[str, str], kind: str, when: "_When") -> Event:
    """The event of a row that names both sides, as messages do: the owner may be either of them."""
    senders, recipients = ([_handle(said) for said in _several(row.get(side, ""))] for side in SIDES)
    if len(senders) > 1:
        raise BadRecord("bad_record.table_many_senders")
    if not senders or not recipients or senders == recipients:
        raise BadRecord("bad_record.table_nobody")
    return _event(row, kind, when, senders[0], tuple(recipients))


_ADDRESSED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>\s]+)>")
_PHONE = re.compile(r"\+?[\d ().-]{6,20}")


def _handle(said: str) -> Handle:
    """Who a cell names: the owner (`me`), `Ana <ana@example.org>`, an address, a profile, a telephone
    number, and else nothing but a name."""
    if plain(said) in MYSELF:
        return OWNER
    parts = _ADDRESSED.fullmatch(said)
    name, address = (parts["name"].strip(" \"'"), parts["address"]) if parts else ("", said)
    if re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        return Handle("email", address, name)
    if "linkedin.com/in/" in address.casefold():
        return Handle("linkedin", address, name)
    if _PHONE.fullmatch(address):
        return Handle("phone", address, name)
    return Handle("name", said, said)


class _When(NamedTuple):
    at: int
    precision: str
    zone: str


def _when(written: str) -> _When:
    """An instant of ISO 8601, as exact as it is written; without a zone it is taken for UTC."""
    parts = _DATE.fullmatch(written)
    if parts is None:
        raise BadRecord("bad_record.table_date", written=written[:40])
    numbers = [int(parts[name] or default) for name, default in zip(_UNITS, (0, 1, 1, 0, 0, 0), strict=True)]
    try:
        local = datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type,misc]
    except ValueError as error:
        raise BadRecord("bad_record.table_date", written=written[:40]) from error
    if local.year not in _YEARS:
        raise BadRecord("bad_record.table_date", written=written[:40])
    precision = next(name for name in reversed(_UNITS) if parts[name] is not None)
    zone = parts["zone"]
    at = int(local.timestamp()) - _offset_s(zone or "Z")
    return _When(at, "minute" if precision == "hour" else precision, "written" if zone else "assumed")


_UNITS = ("year", "month", "day", "hour", "minute", "second")


def _offset_s(zone: str) -> int:
    digits = zone[1:].replace(":", "").ljust(4, "0")
    seconds = 0 if zone in {"Z", "z"} else int(digits[:2]) * 3_600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


class _Person(NamedTuple):
    handles: tuple[Handle, ...]
    """The surest first."""
    facts: tuple[tuple[str, str], ...]


def _people(row: Mapping[str, str]) -> list[_Person]:
    """The persons of a row. Several stand in one cell, separated by semicolons, and in the same order
    in each column that names them at all."""
    columns = {name: _several(row.get(name, "")) for name in PERSON}
    counts = {len(values) for values in columns.values() if values}
    if not counts:
        raise BadRecord("bad_record.table_nobody")
    if len(counts) > 1:
        raise BadRecord("bad_record.table_uneven_names")
    return [
        _person({name: values[nth] for name, values in columns.items() if values})
        for nth in range(counts.pop())
    ]


def _several(cell: str) -> list[str]:
    return [" ".join(one.split()) for one in cell.split(";") if one.strip()]


def _person(told: Mapping[str, str]) -> _Person:
    name = told.get("who", "")
    if "email" in told and not re.fullmatch(r"[^@\s]+@[^@\s]+", told["email"]):
        raise BadRecord("bad_record.table_email", written=told["email"][:60])
    handles = tuple(Handle(space, told[space], name) for space in PERSON if space != "who" and space in told)
    facts = (("name", name),) if name else ()
    return _Person(handles or (Handle("name", name, name),), facts)


def _direction(written: str, kind: str) -> str:
    direction = DIRECTION_NAMES.get(plain(written), "") if written else ""
    if written and not direction:
        raise BadRecord("bad_record.table_direction", written=written[:40])
    if not direction and kind not in SYMMETRIC | ASIDE:
        raise BadRecord("bad_record.table_direction_missing", kind=kind)
    return direction or "out"


def _directed(event: Event, direction: str, kind: str) -> Iterator[Event]:
    """The event as it went: out, in, or once in each direction where only one of two can send."""
    if direction == "in":
        first, *others = event.recipients
        yield event._replace(sender=first, recipients=(*others, OWNER))
    elif direction == "both" and kind not in SYMMETRIC | ASIDE:
        yield event._replace(native=f"{event.native}|out")
        for person in event.recipients:
            yield event._replace(sender=person, recipients=(OWNER,), native=f"{event.native}|in")
    else:
        yield event


def _native(row: Mapping[str, str], kind: str, at: int) -> str:
    if row.get("id"):
        return f"table|{row['id']}"
    said = f"{row.get('title', '')}\x1f{row.get('text', '')}"
    return f"table|{kind}|{at}|{blake2b(said.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def _seconds(written: str) -> int | None:
    """A length: `45`, `45 min`, `1:30`, `1 h 30`."""
    if not written:
        return None
    minutes, hours = _MINUTES.fullmatch(written), _HOURS.fullmatch(written)
    if minutes:
        seconds = round(float(f"{minutes[1]}.{minutes[2] or 0}") * 60)
    elif hours:
        seconds = int(hours[1] or hours[3]) * 3_600 + int(hours[2] or hours[4] or 0) * 60
    if not (minutes or hours) or seconds > _MOST_MINUTES * 60:
        raise BadRecord("bad_record.table_minutes", written=written[:40])
    return seconds or None


def _facts(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What else the row tells: title and place, and columns that are not ours under their own names."""
    for name, value in row.items():
        told = {"place": "location"}.get(name, name)
        if value and name and (name in {"place", "title"} or name not in COLUMNS):
            yield told, value
