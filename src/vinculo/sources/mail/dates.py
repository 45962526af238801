"""When a message was sent, from whatever the message still tells."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from vinculo.errors import BadRecord
from vinculo.model import DAY_S
from vinculo.sources.mail.message import Mail

_WRITTEN_MAX = 100
_EARLIEST = 5 * 365 * DAY_S
"""No mail box reaches back before 1975; clocks that lost their battery write 1970."""
_LATEST = 4_102_444_800
"""2100: beyond it a date is a slip."""

_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
_ZONE = r"(?P<zone>[+-]\d\d:?\d\d|[A-Z]{1,5})"
_RFC = re.compile(
    rf"(?P<day>\d{{1,2}})[ -]{{1,3}}(?P<month>[^\W\d_]{{3}})[^\W\d_]{{0,9}}\.?[ -]{{1,3}}(?P<year>\d{{2,4}})"
    rf" {{1,3}}{_TIME}(?: {{0,3}}{_ZONE})?"
)
_ASCTIME = re.compile(
    rf"(?P<month>[A-Za-z]{{3}}) {{1,2}}(?P<day>\d{{1,2}}) {{1,2}}{_TIME} (?:{_ZONE} )?(?P<year>\d{{4}})"
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[T ]"
    rf"{_TIME}(?:\.\d{{1,9}})? ?{_ZONE}?"
)
_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ene feb mar abr may jun jul ago sep oct nov dic",
    )
    for number, name in enumerate(names.split(), 1)
}
"""English by RFC 5322; some programs write Spanish ones all the same."""
_HOURS = dict.fromkeys(("UT", "UTC", "GMT", "Z", "WET"), 0) | dict.fromkeys(("BST", "WEST", "CET", "MET"), 1)
_HOURS |= dict.fromkeys(("CEST", "MEST", "EET"), 2) | {"EEST": 3, "MSK": 3}
_HOURS |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
"""RFC 5322, section 4.3, and the zones of Europe that old programs wrote by name."""


class Instant(NamedTuple):
    """Seconds since 1970 UTC, how exact, and how the zone was known (as in `model.Event`)."""

    at: int
    precision: str
    zone: str


def instant_of(mail: Mail) -> Instant:
    """The instant by `Date`, else by the topmost `Received`, else by the separator in the mbox.

    `Received` is the owner's own server, so it also wins where `Date` lies more than a day after
    it: a message cannot arrive before it is sent. Raises BadRecord where nothing tells.
    """
    sent = written_instant(mail.get("date", ""))
    arrived = written_instant(mail.get("received", ""))
    if sent and not (arrived and sent.at > arrived.at + DAY_S):
        return sent
    found = arrived or written_instant(mail.get("stamp", ""))
    if found is None:
        raise BadRecord("bad_record.mail_without_date", written=mail.get("date", "")[:_WRITTEN_MAX])
    return found


def written_instant(written: str) -> Instant | None:
    """The instant of a date of RFC 5322, asctime or ISO 8601; None where it is none, or impossible."""
    written = written[-_WRITTEN_MAX:]
    found = _RFC.search(written) or _ASCTIME.search(written) or _ISO.search(written)
    if found is None:
        return None
    told = found.groupdict()
    month = told["month"]
    year = int(told["year"])
    year += (2000 if year < 50 else 1900) if year < 1000 else 0  # RFC 5322, section 4.3
    try:
        local = datetime(
            year,
            int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0),
            int(told["day"]),
            int(told["hour"]),
            int(told["minute"]),
            min(int(told["second"] or 0), 59),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    east_s = _east_s(told["zone"] or "")
    at = int(local.timestamp()) - (east_s or 0)
    if not _EARLIEST < at < _LATEST:
        return None
    zone = "assumed" if east_s is None else "written"
    return Instant(at, "second" if told["second"] else "minute", zone)


def _east_s(zone: str) -> int | None:
    """Seconds east of Greenwich; None where the zone is not told. `-0000` tells nothing (RFC 5322, 3.3)."""
    if zone in _HOURS:
        return _HOURS[zone] * 3600
    digits = zone[1:].replace(":", "")
    if zone[:1] not in ("+", "-") or zone == "-0000" or int(digits) > 1400:
        return None
    east = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return east if zone[0] == "+" else -east
