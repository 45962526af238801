"""How LinkedIn writes dates, rows and files. Every file has its own clock."""

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from life.clock import DAY_S, date_of, local
from life.grammar import sections
from life.world import TEXTS

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_HEADERS = sections(TEXTS / "headers.txt")

Row = Sequence[str]


def day_month_year(at: int) -> str:
    """`03 Aug 2026`: Connections, a date and nothing more."""
    date = date_of(at // DAY_S)
    return f"{date.day:02d} {_MONTHS[date.month - 1]} {date.year}"


def utc(at: int) -> str:
    """`2025-12-15 21:58:49`: UTC that does not say so (shares, comments, reactions)."""
    return f"{local('senegal', at):%Y-%m-%d %H:%M:%S}"


def utc_written(at: int) -> str:
    """`2025-12-16 08:51:08 UTC`: messages and notes."""
    return f"{utc(at)} UTC"


def utc_slashed(at: int) -> str:
    """`2025/12/16 10:41:04 UTC`: endorsements and searches."""
    return utc_written(at).replace("-", "/")


def pacific(at: int) -> str:
    """`12/15/25, 1:51 PM`: the wall clock of California, to the minute (invitations, e-mail addresses)."""
    told = local("pacific", at)
    hour = (told.hour + 11) % 12 + 1
    return f"{told.month}/{told.day}/{told:%y}, {hour}:{told.minute:02d} {'AM' if told.hour < 12 else 'PM'}"


def padded(at: int) -> str:
    """`10/22/25, 05:22 PM`: recommendations, UTC."""
    told = local("senegal", at)
    hour = (told.hour + 11) % 12 + 1
    return f"{told:%m/%d/%y}, {hour:02d}:{told.minute:02d} {'AM' if told.hour < 12 else 'PM'}"


def event_time(at: int, minutes: int) -> str:
    """`Nov 05, 2025 11:15 AM - Nov 05, 2025 12:00 PM`: events, UTC."""
    return " - ".join(_event_clock(instant) for instant in (at, at + minutes * 60))


def _event_clock(at: int) -> str:
    told = local("senegal", at)
    hour = (told.hour + 11) % 12 + 1
    half = "AM" if told.hour < 12 else "PM"
    return f"{_MONTHS[told.month - 1]} {told.day:02d}, {told.year} {hour:02d}:{told.minute:02d} {half}"


def ctime(at: int) -> str:
    """`Mon Dec 08 09:48:48 UTC 2025`: companies followed."""
    told = local("senegal", at)
    return f"{_DAYS[told.weekday()]} {_MONTHS[told.month - 1]} {told:%d %H:%M:%S} UTC {told.year}"


def uploaded(at: int, what: str) -> str:
    """`You uploaded a feed document on July 1, 2024 at 9:39 AM (GMT)`: rich media."""
    told = local("senegal", at)
    hour = (told.hour + 11) % 12 + 1
    half = "AM" if told.hour < 12 else "PM"
    when = f"{_LONG[told.month - 1]} {told.day}, {told.year} at {hour}:{told.minute:02d} {half}"
    return f"You uploaded a {what} on {when} (GMT)"


def month_year(day: int) -> str:
    """`Aug 2024`: positions."""
    date = date_of(day)
    return f"{_MONTHS[date.month - 1]} {date.year}"


def header(era: str, file: str) -> str:
    """The first line of a file of the `complete` or the `basic` archive."""
    lines = (line.split(": ", 1) for line in _HEADERS[era])
    return next(first for name, first in lines if name == file)


def table(first_line: str, rows: Iterable[Row]) -> str:
    """A CSV file with LF line ends, quoted only where it must be."""
    out = io.StringIO()
    out.write(first_line + "\n")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def backslashed(first_line: str, rows: Iterable[Row]) -> str:
    r"""A CSV file whose inner quotes are written `\"`, as in Comments.csv, with raw line breaks."""
    lines = [first_line]
    for row in rows:
        cells = []
        for cell in row:
            risky = any(mark in cell for mark in ',"\n\r')
            escaped = cell.replace('"', '\\"')
            cells.append(f'"{escaped}"' if risky else cell)
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def conversation_id(key: str) -> str:
    """`2-` and the base64 of something like a UUID; the same conversation has it in every export."""
    digits = hashlib.sha1(f"conversation|{key}".encode(), usedforsecurity=False).hexdigest()
    uuid = f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{digits[16:20]}-{digits[20:32]}_{digits[32:35]}"
    return f"2-{base64.b64encode(uuid.encode()).decode()}"


def write_zip(path: Path, files: dict[str, str], stamp: tuple[int, int, int]) -> None:
    """An archive with the same bytes every time: names sorted, one date, and nothing compressed, since
    libraries that compress differ from machine to machine."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (*stamp, 6, 30, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name].encode("utf-8"))
