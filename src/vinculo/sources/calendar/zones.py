"""Time zones as calendars name and describe them (RFC 5545 §3.6.5).

A zone here is a function from the wall clock to its offset: meetings keep to the wall clock, and a
`VTIMEZONE` describes offsets by it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from vinculo.errors import BadRecord
from vinculo.sources.calendar.recurrence import Rule, read_rule, starts
from vinculo.sources.contentlines import Component

Zone = Callable[[datetime], timedelta]
"""From the wall clock to the offset from UTC at that moment."""

_WALL_CLOCK = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")
_UTC_PREFIX = re.compile(r"\(?(?:UTC|GMT)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?(?:\)|$)", re.IGNORECASE)


def utc(local: datetime) -> timedelta:  # noqa: ARG001 - a Zone
    """The zone that has no offset."""
    return timedelta()


def zone_of(tzid: str, written: Mapping[str, Component]) -> Zone | None:
    """The zone of a TZID; None where nobody knows it.

    By its IANA or Windows name, else as the file describes it (`written`, by TZID), else by the
    offset that it begins with: `(UTC+01:00) Madrid`, `UTC+11`. The name comes first, for Outlook describes
    every zone by the rule of the current year.
    """
    prefix = _UTC_PREFIX.match(tzid)
    named = _named(tzid)
    if named is None and tzid in written:
        named = _described(written[tzid])
    return named or (_fixed(_offset(*prefix.groups())) if prefix else None)


def _fixed(offset: timedelta) -> Zone:
    return lambda _: offset


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timedelta:
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -offset if sign == "-" else offset


@lru_cache(maxsize=256)
def _named(tzid: str) -> Zone | None:
    """The zone of an IANA or Windows name; also behind a maker's prefix
    (`/freeassociation.sourceforge.net/Europe/Madrid`)."""
    parts = tzid.strip().strip("/").split("/")
    names = ["/".join(parts[start:]) for start in range(min(len(parts), 8))]
    names.append(_windows_zones().get(tzid.strip(), ""))
    found = next((name for name in names if name in _known_zones()), None)
    if found is None:
        return None
    zone = ZoneInfo(found)
    return lambda local: local.replace(tzinfo=zone).utcoffset() or timedelta()


@lru_cache(maxsize=1)
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _windows_zones() -> Mapping[str, str]:
    """What Windows calls the zones (CLDR, windowsZones): `Romance Standard Time`."""
    from babel.core import get_global

    return get_global("windows_zone_mapping")


def _described(component: Component) -> Zone | None:
    """The zone that a `VTIMEZONE` describes; None where it describes none.

    The offset is that of the observance (`STANDARD`, `DAYLIGHT`) that began last; before the first
    of them, the one that it replaced.
    """
    parts = [part for part in component.parts if part.name in {"STANDARD", "DAYLIGHT"}]
    observances = [one for one in map(_observance, parts) if one is not None]
    if not observances:
        return None
    earliest = min(observances, key=lambda one: one.start)

    def zone(local: datetime) -> timedelta:
        begun = [(onset, one.after) for one in observances if (onset := one.onset(local))]
        return max(begun, key=lambda pair: pair[0])[1] if begun else earliest.before

    return zone


class _Observance(NamedTuple):
    start: datetime
    before: timedelta
    after: timedelta
    rule: Rule | None
    dates: tuple[datetime, ...]

    def onset(self, local: datetime) -> datetime | None:
        """When it last began, up to that moment; None where it had not begun yet."""
        if self.start > local:
            return None
        found = [day for day in (self.start, *self.dates) if day <= local]
        if self.rule:
            until = _wall_clock(self.rule.until) if self.rule.until else None
            found += starts(self.rule, self._since(local), min(local, until or local))
        return max(found)

    def _since(self, local: datetime) -> datetime:
        """Where to begin to follow the rule. Outlook lets rules begin in 1601; two years before the
        moment are enough, and no zone changes on a 29th that some February lacks."""
        if self.start.year >= local.year - 2:
            return self.start
        return self.start.replace(year=local.year - 2, day=min(self.start.day, 28))


def _observance(part: Component) -> _Observance | None:
    before, after = (_OFFSET.fullmatch(part.text(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = _wall_clock(part.text("DTSTART"))
    if not (before and after and start):
        return None
    dates = [_wall_clock(value) for line in part.each("RDATE") for value in line.value.split(",")]
    return _Observance(
        start,
        _offset(*before.groups()),
        _offset(*after.groups()),
        _yearly(part.text("RRULE")),
        tuple(filter(None, dates)),
    )


def _yearly(written: str) -> Rule | None:
    """The rule by which an observance begins each year; None for any other. The zone is only a
    detail of a meeting: what it says besides may still tell the offset."""
    try:
        rule = read_rule(written)
    except BadRecord:
        return None
    return rule if rule.freq == "YEARLY" and rule.interval == 1 and rule.times is None else None


def _wall_clock(written: str) -> datetime | None:
    parts = _WALL_CLOCK.fullmatch(written.strip())
    try:
        return datetime(*(int(part) for part in parts.groups() if part)) if parts else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
