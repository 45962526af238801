"""Days as people say them, in English and Spanish: `yesterday`, `12 May`, `ayer`, `hace dos semanas`.

A day is understood or refused, never guessed: 03/04 is April to some and March to others. A day without
a year is the nearest one that fits: the past for what happened, the future for what is due.
"""

import datetime as dt
import re
import unicodedata
from typing import Literal

from vinculo.errors import Refusal

Toward = Literal["past", "future"]

_MONTHS = (
    ("january", "jan", "enero", "ene"), ("february", "feb", "febrero"), ("march", "mar", "marzo"),
    ("april", "apr", "abril", "abr"), ("may", "mayo"), ("june", "jun", "junio"), ("july", "jul", "julio"),
    ("august", "aug", "agosto", "ago"), ("september", "sep", "sept", "septiembre", "setiembre"),
    ("october", "oct", "octubre"), ("november", "nov", "noviembre"),
    ("december", "dec", "diciembre", "dic"),
)  # fmt: skip
_WEEKDAYS = (
    ("monday", "mon", "lunes"), ("tuesday", "tue", "tues", "martes"), ("wednesday", "wed", "miercoles"),
    ("thursday", "thu", "thurs", "jueves"), ("friday", "fri", "viernes"), ("saturday", "sat", "sabado"),
    ("sunday", "sun", "domingo"),
)  # fmt: skip
_NUMBERS = (
    ("one", "a", "an", "un", "una", "uno"), ("two", "dos", "a couple of", "un par de"), ("three", "tres"),
    ("four", "cuatro"), ("five", "cinco"), ("six", "seis"), ("seven", "siete"), ("eight", "ocho"),
    ("nine", "nueve"), ("ten", "diez"), ("eleven", "once"), ("twelve", "doce"),
)  # fmt: skip
_FIXED = {
    "today": 0, "hoy": 0, "yesterday": -1, "ayer": -1, "the day before yesterday": -2, "anteayer": -2,
    "antes de ayer": -2, "antier": -2, "tomorrow": 1, "manana": 1, "the day after tomorrow": 2,
    "pasado manana": 2,
}  # fmt: skip
_UNITS = {
    "day": "day", "days": "day", "dia": "day", "dias": "day", "week": "week", "weeks": "week",
    "semana": "week", "semanas": "week", "fortnight": "fortnight", "fortnights": "fortnight",
    "month": "month", "months": "month", "mes": "month", "meses": "month", "year": "year", "years": "year",
    "ano": "year", "anos": "year",
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AGO = (rf"(?P<n>.+?) (?P<unit>{_UNIT}) ago", rf"hace (?P<n>.+?) (?P<unit>{_UNIT})")
_AHEAD = (rf"in (?P<n>.+?) (?P<unit>{_UNIT})", rf"(?:en|dentro de) (?P<n>.+?) (?P<unit>{_UNIT})")
_LAST_UNIT = rf"last (?P<unit>{_UNIT})|(?:la|el) (?P<unidad>{_UNIT}) pasad[ao]"
_NEXT_UNIT = (
    rf"next (?P<unit>{_UNIT})|(?:la|el) (?P<unidad>{_UNIT}) que viene|(?:la|el) proxim[ao] (?P<una>{_UNIT})"
)
_DAY = r"\d{1,2})(?:st|nd|rd|th)?"
_NAMED = re.compile(
    rf"(?:(?P<day>{_DAY} (?:de |of )?(?P<month>[a-z]+)|(?P<mes>[a-z]+) (?P<dia>{_DAY})"
    r"(?:,? (?:de |del )?(?P<year>\d{4}))?"
)
_FIGURES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")


def day_said(said: str, today: dt.date, toward: Toward = "past") -> dt.date:
    """The day that somebody means, seen from `today`; nothing said is today.

    >>> day_said("last Friday", dt.date(2026, 11, 22))
    datetime.date(2026, 11, 20)
    >>> day_said("hace dos semanas", dt.date(2026, 11, 22))
    datetime.date(2026, 11, 8)

    Raises Refusal where it is no day, or could be two.
    """
    plain = _plain(said)
    if not plain:
        return today
    if plain in _FIXED:
        return today + dt.timedelta(days=_FIXED[plain])
    try:
        found = (
            _iso(plain)
            or _counted(plain, today)
            or _weekday(plain, today, toward)
            or _named(plain, today, toward)
            or _figures(said, plain, today, toward)
        )
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Refusal("refusal.unknown_day", said=said)
    return found


def _plain(said: str) -> str:
    """Small letters without marks, single blanks."""
    marked = unicodedata.normalize("NFKD", said.casefold())
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join(bare.replace(",", " ").split())


def _iso(plain: str) -> dt.date | None:
    return dt.date.fromisoformat(plain) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain) else None


def _counted(plain: str, today: dt.date) -> dt.date | None:
    """So many days, weeks, months or years ago, or from now."""
    for patterns, sign in ((_AGO, -1), (_AHEAD, 1)):
        for pattern in patterns:
            found = re.fullmatch(pattern, plain)
            if found and (n := _number(found["n"])) is not None:
                return _moved(today, sign * n, _UNITS[found["unit"]])
    for pattern, sign in ((_LAST_UNIT, -1), (_NEXT_UNIT, 1)):
        if found := re.fullmatch(pattern, plain):
            return _moved(today, sign, _UNITS[next(one for one in found.groups() if one)])
    return None


def _number(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    return next((n for n, words in enumerate(_NUMBERS, 1) if said in words), None)


def _moved(day: dt.date, n: int, unit: str) -> dt.date:
    """A day so many units away; where that month has no such day, its last."""
    if unit in _DAYS:
        return day + dt.timedelta(days=n * _DAYS[unit])
    month = day.year * 12 + day.month - 1 + n * (12 if unit == "year" else 1)
    year, month = divmod(month, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def _weekday(plain: str, today: dt.date, toward: Toward) -> dt.date | None:
    """A day of the week: the nearest one that is not today, on the side that is meant."""
    word = re.sub(
        r"^(?:last|this|next|on|by|el|este|el pasado|el proximo|para el) | (?:pasado|que viene)$", "", plain
    )
    place = next((n for n, names in enumerate(_WEEKDAYS) if word in names), None)
    if place is None:
        return None
    back = (today.weekday() - place) % 7 or 7
    if re.search(r"\b(?:last|pasado)\b", plain):
        toward = "past"
    elif re.search(r"\b(?:next|que viene|proximo)\b", plain):
        toward = "future"
    ahead = (place - today.weekday()) % 7 or 7
    return today - dt.timedelta(days=back) if toward == "past" else today + dt.timedelta(days=ahead)


def _named(plain: str, today: dt.date, toward: Toward) -> dt.date | None:
    """A day with its month in words, and the year or not."""
    found = _NAMED.fullmatch(re.sub(r"^(?:el|on|by|para el|the) ", "", plain))
    if not found:
        return None
    name = found["month"] or found["mes"]
    month = next((n for n, names in enumerate(_MONTHS, 1) if name in names), None)
    if month is None:
        return None
    year = int(found["year"]) if found["year"] else None
    return _nearest(int(found["day"] or found["dia"]), month, year, today, toward)


def _nearest(day: int, month: int, year: int | None, today: dt.date, toward: Toward) -> dt.date:
    if year is not None:
        return dt.date(year, month, day)
    years = range(today.year, today.year - 9, -1) if toward == "past" else range(today.year, today.year + 9)
    for near in years:  # of 29 February, the nearest leap year
        try:
            found = dt.date(near, month, day)
        except ValueError:
            continue
        if (found <= today) if toward == "past" else (found >= today):
            return found
    raise ValueError(f"no day {day} in month {month}")


def _figures(said: str, plain: str, today: dt.date, toward: Toward) -> dt.date | None:
    """Two or three figures: understood only if one of the first two cannot be a month, or both are alike."""
    found = _FIGURES.fullmatch(plain)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    year = None if found[3] is None else int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    if first <= 12 and second <= 12 and first != second:
        either = (_nearest(first, second, year, today, toward), _nearest(second, first, year, today, toward))
        raise Refusal(
            "refusal.ambiguous_day", said=said, one=either[0].isoformat(), other=either[1].isoformat()
        )
    day, month = (first, second) if second <= 12 else (second, first)
    return _nearest(day, month, year, today, toward)
