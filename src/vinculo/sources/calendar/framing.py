"""Where one meeting ends and the next begins.

A record is all that a file says about one UID: a series, its exceptions and its copies, wherever
they stand (exceptions may precede the series they belong to). Its second field is a small calendar
of its own, with the lines of the header and the time zones that it needs, unfolded; so a record
that was set aside can be read again without its file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from vinculo.model import Record
from vinculo.sources.addressing.charsets import text_of
from vinculo.sources.contentlines import unfold

LAYOUT = ("until", "calendar")
"""Until when the file can know what took place (seconds since 1970, empty where nothing tells), and
the lines themselves."""

_HEADER = re.compile(r"(METHOD|X-WR-CALNAME|X-WR-TIMEZONE|X-OWNER)[;:]", re.IGNORECASE)
_NAMES_OWNER = re.compile(r"(?:X-WR-CALNAME|X-OWNER)[;:].*@", re.IGNORECASE)
_EDGE = re.compile(r"(BEGIN|END):\s*([A-Za-z0-9-]+)\s*", re.IGNORECASE)
_UID = re.compile(r"UID(?:;[^:]*)?:(.*)", re.IGNORECASE)
_ZONE = re.compile(r'TZID=\s*(?:"([^"]*)"|([^";:]+))', re.IGNORECASE)
_ZONE_NAME = re.compile(r"TZID(?:;[^:]*)?:\s*(.*)", re.IGNORECASE)
_STAMP = re.compile(rb"(?:DTSTAMP|LAST-MODIFIED|CREATED)(?:;[^:]*)?:\s*(\d{8}T\d{6})", re.IGNORECASE)
_OUTERMOST = frozenset(
    {"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"}
)


def newest_stamp(lines: Iterable[bytes]) -> int | None:
    """When the file was last touched by the program that wrote it, in seconds since 1970.

    The newest DTSTAMP, LAST-MODIFIED or CREATED. Google stamps every event with the instant of the
    export; Apple and Outlook with the last change, so the export may be later, never earlier. None
    where no line tells.
    """
    newest, found = b"", None
    for line in lines:
        stamp = _STAMP.match(line[:200])
        if stamp and newest < stamp[1] < b"22000101":
            at = _seconds(stamp[1].decode())
            newest, found = (stamp[1], at) if at is not None else (newest, found)
    return found


def _seconds(stamp: str) -> int | None:
    try:
        return int(datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def frame(stream: Iterable[bytes]) -> Iterator[Record]:
    """The records of a calendar in the order of their first lines.

    A component that is never closed, or lines outside any calendar, are records with a `flaw`.
    """
    logical = list(unfold(stream))
    until = newest_stamp(raw for _, raw in logical)
    shelf = _Shelf("" if until is None else str(until))
    for number, raw in logical:
        shelf.take(number, text_of(raw))
    shelf.finish()
    yield from sorted(shelf.records(), key=lambda record: record.line)


class _Piece(NamedTuple):
    """A component as it stands in the file."""

    name: str
    line: int
    calendar: int
    uid: str
    lines: tuple[str, ...]


@dataclass
class _Calendar:
    line: int
    is_written: bool = True
    """Not where components stand in no calendar."""
    header: dict[str, str] = field(default_factory=dict)
    """By name; every record carries it, so each is kept once."""
    zones: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_closed: bool = False


class _Shelf:
    """What was met so far."""

    def __init__(self, until: str) -> None:
        self._until = until
        self._calendars: list[_Calendar] = []
        self._pieces: list[_Piece] = []
        self._flawed: list[Record] = []
        self._open: list[str] = []
        self._path: list[str] = []
        self._stray: list[str] = []
        self._begun = self._number = 0

    def take(self, number: int, line: str) -> None:
        """One logical line."""
        self._number = number
        edge = _EDGE.fullmatch(line)
        opens, name = (edge[1].upper() == "BEGIN", edge[2].upper()) if edge else (False, "")
        if self._open:
            self._inside(number, line, opens, name)
        elif opens:
            self._begin(number, line, name)
        elif name == "VCALENDAR" and self._is_in_calendar:
            self._calendars[-1].is_closed = True
        elif not self._is_in_calendar:
            self._begun = self._begun if self._stray else number
            self._stray.append(line)
        elif named := _HEADER.match(line):
            self._calendars[-1].header.setdefault(named[1].upper(), line)

    def finish(self) -> None:
        """The file ends here."""
        if self._open:
            self._give_up("bad_record.calendar_breaks_off")
        elif self._is_in_calendar and self._calendars[-1].is_written:
            self._flawed.append(Record(("", ""), self._number, LAYOUT, flaw="bad_record.calendar_breaks_off"))
        self._end_stray()

    def records(self) -> Iterator[Record]:
        """Everything met, each in exactly one record."""
        yield from self._flawed
        groups: dict[tuple[str, str, int], list[_Piece]] = {}
        for piece in self._pieces:
            is_known = piece.name == "VEVENT" and piece.uid
            groups.setdefault((piece.name, piece.uid, 0 if is_known else piece.line), []).append(piece)
        for pieces in groups.values():
            yield Record((self._until, self._calendar_of(pieces)), pieces[0].line, LAYOUT)
        for calendar in self._calendars:
            header = calendar.header.values()
            if any(_NAMES_OWNER.match(line) for line in header):
                yield Record(("", _wrapped(header)), calendar.line, LAYOUT)

    @property
    def _is_in_calendar(self) -> bool:
        return bool(self._calendars) and not self._calendars[-1].is_closed

    def _begin(self, number: int, line: str, name: str) -> None:
        self._end_stray()
        if name == "VCALENDAR":
            self._calendars.append(_Calendar(number))
            return
        if not self._is_in_calendar:
            self._calendars.append(_Calendar(number, is_written=False))
        self._open, self._path, self._begun = [line], [name], number

    def _inside(self, number: int, line: str, opens: bool, name: str) -> None:
        if name in _OUTERMOST and (opens or name == "VCALENDAR"):
            self._give_up("bad_record.calendar_not_closed")
            self.take(number, line)
            return
        self._open.append(line)
        if opens:
            self._path.append(name)
        elif name in self._path:
            del self._path[self._path.index(name) :]
            if not self._path:
                self._close()

    def _close(self) -> None:
        lines, self._open = tuple(self._open), []
        name = lines[0].partition(":")[2].strip().upper()
        uid = _own_value(_UID, lines)
        if name == "VTIMEZONE":
            self._calendars[-1].zones[_own_value(_ZONE_NAME, lines)] = lines
        else:
            self._pieces.append(_Piece(name, self._begun, len(self._calendars) - 1, uid, lines))

    def _give_up(self, flaw: str) -> None:
        self._flawed.append(Record((self._until, "\n".join(self._open)), self._begun, LAYOUT, flaw=flaw))
        self._open, self._path = [], []

    def _end_stray(self) -> None:
        if self._stray:
            fields, flaw = ("", "\n".join(self._stray)), "bad_record.calendar_stray_lines"
            self._flawed.append(Record(fields, self._begun, LAYOUT, flaw=flaw))
            self._stray = []

    def _calendar_of(self, pieces: list[_Piece]) -> str:
        texts = []
        for number in sorted({piece.calendar for piece in pieces}):
            calendar = self._calendars[number]
            own = [line for piece in pieces if piece.calendar == number for line in piece.lines]
            named = {
                (zone[1] or zone[2] or "").strip() for line in own for zone in _ZONE.finditer(line[:500])
            }
            zones = [line for tzid in sorted(named & calendar.zones.keys()) for line in calendar.zones[tzid]]
            texts.append(_wrapped([*calendar.header.values(), *zones, *own]))
        return "\n".join(texts)


def _wrapped(lines: Iterable[str]) -> str:
    return "\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR"))


def _own_value(pattern: re.Pattern[str], lines: tuple[str, ...]) -> str:
    """The value of a property of the component itself, not of an alarm inside it."""
    depth = 0
    for line in lines:
        edge = _EDGE.fullmatch(line)
        if edge:
            depth += 1 if edge[1].upper() == "BEGIN" else -1
        elif depth == 1 and (found := pattern.match(line)):
            return found[1].strip()
    return ""
