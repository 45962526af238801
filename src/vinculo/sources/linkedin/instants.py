"""When something happened. Every file of the archive writes it in its own way, most leave out the zone.

What the zone is was computed in 2026-11 on an archive of 2025-12 whose owner had published it
without names: posts carry their time in their id (`id >> 22` is milliseconds since 1970), and an
invitation can be compared with the automatic follow of the same minute.
"""

import re
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vinculo.errors import BadRecord
from vinculo.model import DAY_S

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene",
            "feb",
            "mar",
            "apr abr",
            "may",
            "jun",
            "jul",
            "aug ago",
            "sep sept",
            "oct",
            "nov",
            "dec dic",
        ),
        1,
    )
    for name in names.split()
}
"""English as LinkedIn writes them; Spanish as a spreadsheet of that language does."""

_DAY_0 = 719_163
"""The ordinal of 1970-01-01 in the calendar of `datetime`."""
_UTC = ("", "UTC")
_PACIFIC = "America/Los_Angeles"
_MINUTE = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}),?\s+(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([AP])\.?M\.?)?",
    re.ASCII | re.IGNORECASE,
)
_DAYS = (
    re.compile(r"(?P<d>\d{1,2})[ -](?P<name>[A-Za-z]{3,4})\.?[ -](?P<y>\d{4}|\d{2})", re.ASCII),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?:,.*)?", re.ASCII),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII),
)
"""As LinkedIn writes it or a spreadsheet keeps it; month first with a time after it (2016-18, and what
an American spreadsheet makes of it); as a careful spreadsheet writes it."""
_ENGLISH_MINUTE = re.compile(
    r"([A-Za-z]{3,9}) (\d{1,2}), (\d{4}) (\d{1,2}):(\d\d) ?([AP])M", re.ASCII | re.IGNORECASE
)
_MONTH = re.compile(r"(?:(?:([A-Za-z]{3,4})\.? )?(\d{4}))?", re.ASCII)


class Instant(NamedTuple):
    """A point in time and how sure it is; the fields of an `Event` of the same names."""

    at: int
    precision: str
    zone: str


def utc_second(text: str) -> Instant:
    """`2025-12-16 08:51:08 UTC`, `2025/12/16 10:41:04 UTC`; without `UTC` it is UTC all the same
    (shares and comments agree to the second with the time in the id of their post).

    A spreadsheet leaves `12/16/2025 8:51`, a minute. Raises BadRecord for anything else.
    """
    try:
        moment = datetime.fromisoformat(text[:19].replace("/", "-"))
    except ValueError:
        return _minute_of(text, UTC, "known")
    said = text[19:].strip()
    if said not in _UTC or text[16:17] != ":" or moment.microsecond:
        raise BadRecord("bad_record.not_a_date", written=text)
    second_of_day = moment.hour * 3600 + moment.minute * 60 + moment.second
    return Instant(
        (moment.toordinal() - _DAY_0) * DAY_S + second_of_day, "second", "written" if said else "known"
    )


def pacific_minute(text: str, zone: str = "known") -> Instant:
    """`12/15/25, 1:51 PM`: month first, time of California with its summer time (2025-11-10 7:01 AM
    is 15:01 UTC, 2025-10-12 12:35 AM is 07:35 UTC: both seen). The hour that comes twice in autumn
    is taken for the first. Raises BadRecord for anything else."""
    return _minute_of(text, ZoneInfo(_PACIFIC), zone)


def utc_minute(text: str, zone: str = "assumed") -> Instant:
    """`10/22/25, 05:22 PM`: month first, in UTC. Raises BadRecord for anything else."""
    return _minute_of(text, UTC, zone)


def iso_minute(text: str) -> Instant:
    """`2024-09-20 06:04`, in UTC as far as one knows. Raises BadRecord for anything else."""
    try:
        moment = datetime.fromisoformat(f"{text.strip()}:00").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadRecord("bad_record.not_a_date", written=text) from error
    return Instant(int(moment.timestamp()), "minute", "assumed")


def month_on(text: str) -> str:
    """`Aug 2024` → `2024-08`, `2002` → `2002`, nothing → nothing. Raises BadRecord for anything else."""
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise BadRecord("bad_record.not_a_date", written=text)
    name, year = found.groups()
    if not name:
        return year or ""
    if name.casefold() not in MONTHS:
        raise BadRecord("bad_record.not_a_date", written=text)
    return f"{year}-{MONTHS[name.casefold()]:02}"


def _minute_of(text: str, tz: tzinfo, zone: str) -> Instant:
    found = _MINUTE.fullmatch(text.strip().replace("\u202f", " "))
    if not found:
        raise BadRecord("bad_record.not_a_date", written=text)
    month, day, year, hour, minute = (int(part) for part in found.groups()[:5])
    return Instant(_at(_year(year), month, day, _hour(hour, found[6]), minute, tz, text), "minute", zone)


def _year(year: int) -> int:
    return year + 2000 if year < 100 else year


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day; in 2016-18 `14:32 PM` was written."""
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half in "Pp" else 0)


def _at(year: int, month: int, day: int, hour: int, minute: int, tz: tzinfo, written: str) -> int:
    try:
        return int(datetime(year, month, day, hour, minute, tzinfo=tz).timestamp())
    except ValueError as error:
        raise BadRecord("bad_record.not_a_date", written=written) from error


@lru_cache(4096)
def day_on(text: str) -> Instant:
    """`03 Aug 2026`, and what spreadsheets make of it: `4-Apr-21`, `3/17/23` (month first),
    `2021-04-04`. No zone is told, so the day may be off by one. Raises BadRecord for anything else."""
    for form in _DAYS:
        found = form.fullmatch(text.strip())
        if found:
            parts = found.groupdict()
            month = MONTHS.get(parts["name"].casefold(), 0) if "name" in parts else int(parts["m"])
            at = _at(_year(int(parts["y"])), month, int(parts["d"]), 0, 0, UTC, text)
            return Instant(at, "day", "assumed")
    raise BadRecord("bad_record.not_a_date", written=text)


def english_minutes(text: str) -> list[Instant]:
    """The instants in `Nov 05, 2025 11:15 AM - Nov 05, 2025 12:00 PM`. In UTC: a breakfast in Sweden
    stands at 05:30 (seen 2025-12). Raises BadRecord where there is none."""
    told = []
    for name, day, year, hour, minute, half in _ENGLISH_MINUTE.findall(text):
        month = MONTHS.get(name[:3].casefold(), 0)
        at = _at(int(year), month, int(day), _hour(int(hour), half), int(minute), UTC, text)
        told.append(Instant(at, "minute", "assumed"))
    if not told:
        raise BadRecord("bad_record.not_a_date", written=text)
    return told


def iso_day(at: int) -> str:
    """The day of an instant in UTC, `2021-04-04`."""
    return date.fromordinal(_DAY_0 + at // DAY_S).isoformat()
