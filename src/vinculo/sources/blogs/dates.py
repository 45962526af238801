"""Instants as blog exports write them."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from vinculo.errors import BadRecord

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nobody wrote on the web before; programs that know no date write 0000, -0001, 0001 or 1970."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
_RSS = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", re.ASCII)
_NO_DAY = re.compile(r"(?:^|\s)-?000\d|01 Jan 1970|1970-01-01")
_WRITTEN_CHARS = 40


class Instant(NamedTuple):
    """A point in time, as the fields of an `Event` of the same names."""

    at: int
    precision: str
    zone: str


def instant(written: str, zone: str = "assumed") -> Instant:
    """`2010-11-29T12:35:44.027-08:00`, `2011-08-31T15:16:29Z`, `2014-01-14 17:32:12`, to the second.

    Without an offset it is taken as UTC, and `zone` says why. Raises BadRecord for anything else,
    and for years before there were blogs.
    """
    written = written.strip()
    if not _ISO.fullmatch(written):
        raise BadRecord("bad_record.not_a_date", written=written[:_WRITTEN_CHARS])
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise BadRecord("bad_record.not_a_date", written=written[:_WRITTEN_CHARS]) from error
    if moment.tzinfo:
        return _instant(moment, "written", written)
    return _instant(moment.replace(tzinfo=UTC), zone, written)


def mail_instant(written: str) -> Instant:
    """`Tue, 14 Jan 2014 17:31:03 +0000`, as RSS borrows it from mail (RFC 822). Raises BadRecord."""
    written = written.strip()
    if not _RSS.fullmatch(written):
        raise BadRecord("bad_record.not_a_date", written=written[:_WRITTEN_CHARS])
    try:
        moment = parsedate_to_datetime(written)
    except ValueError as error:
        raise BadRecord("bad_record.not_a_date", written=written[:_WRITTEN_CHARS]) from error
    return _instant(moment, "written", written)


def in_whole_minutes(told: Instant) -> Instant:
    """The same, to the minute, where the seconds are none: post dates are set in minutes by hand."""
    return told if told.at % 60 else told._replace(precision="minute")


def is_date(written: str) -> bool:
    """Whether a field names a day at all: drafts have `0000-00-00 00:00:00`, the year -1, or 1970."""
    return bool(written.strip()) and not _NO_DAY.search(written)


def _instant(moment: datetime, zone: str, written: str) -> Instant:
    if moment - _EARLIEST < timedelta():
        raise BadRecord("bad_record.not_a_date", written=written[:_WRITTEN_CHARS])
    return Instant((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1), "second", zone)
