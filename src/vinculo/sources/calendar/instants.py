"""Instants and lengths as calendars write them (RFC 5545 §3.3.4-3.3.6).

Everything is reckoned on the wall clock of the event's own zone, for that is where a weekly meeting
stays at ten when the clocks change.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from vinculo.errors import BadRecord
from vinculo.sources.calendar.zones import Zone, utc, zone_of
from vinculo.sources.contentlines import Component, Line

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock; its zone stands beside it
_YEARS = range(1900, 2201)
"""Years of human meetings. Beyond them a date is a slip, and the arithmetic would overflow."""
_WRITTEN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?", re.IGNORECASE)
_LENGTH = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE,
)


class Moment(NamedTuple):
    """A point on somebody's wall clock."""

    local: datetime
    """Without a zone; midnight for a date."""
    zone: Zone
    known: str
    """`written`, `known` (the calendar names its zone) or `assumed` (UTC)."""
    is_date: bool

    @property
    def at(self) -> int:
        """Seconds since 1970 UTC; of a date, its first instant in UTC."""
        offset = timedelta() if self.is_date else self.zone(self.local)
        return int((self.local - offset - EPOCH).total_seconds())

    def moved(self, local: datetime) -> "Moment":
        """The same clock at another time."""
        return self._replace(local=local)


class Clock(NamedTuple):
    """What a calendar says about time zones."""

    written: Mapping[str, Component]
    """Its own `VTIMEZONE` components by TZID."""
    default: str = ""
    """`X-WR-TIMEZONE`: the zone of what names none."""

    def moment(self, line: Line, value: str) -> Moment:
        """What a DATE or DATE-TIME says. Raises BadRecord for one that cannot be."""
        # Behind the last colon: some programs write `TZID=(UTC+01:00) Madrid` without quotes.
        parts = _WRITTEN.fullmatch(value.rpartition(":")[2].strip())
        if parts is None:
            raise BadRecord("bad_record.calendar_date", written=value.strip()[:40])
        numbers = [int(part) for part in parts.groups()[:6] if part]
        try:
            local = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError as error:
            raise BadRecord("bad_record.calendar_date", written=value.strip()[:40]) from error
        if local.year not in _YEARS:
            raise BadRecord("bad_record.calendar_date", written=value.strip()[:40])
        if parts[4] is None:
            return Moment(local, utc, "assumed", is_date=True)
        if parts[7]:
            return Moment(local, utc, "written", is_date=False)
        return Moment(local, *self._zone(line.param("TZID")), is_date=False)

    def _zone(self, tzid: str) -> tuple[Zone, str]:
        """The zone of that name, else the calendar's own, else UTC; and how it was known."""
        for name, known in ((tzid, "written"), (self.default, "known")):
            if not name:
                continue
            zone = zone_of(name, self.written)
            if zone is not None:
                return zone, known
        return utc, "assumed"


def length(value: str) -> timedelta:
    """What a DURATION says. Raises BadRecord for one that cannot be."""
    parts = _LENGTH.fullmatch(value.strip())
    if parts is None or not any(parts.groups()[1:]):
        raise BadRecord("bad_record.calendar_length", written=value.strip()[:40])
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts.groups()[1:])
    whole = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -whole if parts[1] == "-" else whole
