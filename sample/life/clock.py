"""Instants, days and the wall clocks of the places where people live.

Daylight saving is computed here rather than read from the system's zone files, so that the sample has
the same bytes on every machine. Instants are seconds since 1970 UTC; days are days since 1970.
"""

import datetime
import random
from functools import cache

DAY_S = 86_400
EPOCH = datetime.date(1970, 1, 1)

_FIXED = {
    "chile": -4,
    "argentina": -3,
    "mexico": -6,
    "colombia": -5,
    "peru": -5,
    "brazil": -3,
    "india": 5.5,
    "japan": 9,
    "senegal": 0,
    "turkey": 3,
    "jordan": 3,
}
_EUROPE = {"madrid": 1, "london": 0, "lisbon": 0, "berlin": 1}
_AMERICA = {"pacific": -8, "eastern": -5, "atlantic": -4}


def day_of(date: str) -> int:
    """The day of `2016-05-12`."""
    return (datetime.date.fromisoformat(date) - EPOCH).days


def date_of(day: int) -> datetime.date:
    """The calendar date of a day."""
    return EPOCH + datetime.timedelta(days=day)


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (day + 3) % 7


@cache
def _sunday(year: int, month: int, nth: int) -> int:
    """The nth Sunday of a month as a day; -1 is the last one."""
    if nth < 0:
        last = day_of(f"{year}-{month + 1:02d}-01") - 1
        return last - (weekday(last) + 1) % 7
    first = day_of(f"{year}-{month:02d}-01")
    return first + (6 - weekday(first)) % 7 + 7 * (nth - 1)


def offset_s(zone: str, at: int) -> int:
    """Seconds by which the wall clock of a zone is ahead of UTC (rules in force since 2007)."""
    if zone in _FIXED:
        return int(_FIXED[zone] * 3600)
    year = date_of(at // DAY_S).year
    if zone in _EUROPE:
        base = _EUROPE[zone] * 3600
        begins, ends = (_sunday(year, month, -1) * DAY_S + 3600 for month in (3, 10))
    else:
        base = _AMERICA[zone] * 3600
        begins = _sunday(year, 3, 2) * DAY_S + 2 * 3600 - base
        ends = _sunday(year, 11, 1) * DAY_S + 3600 - base
    return base + 3600 if begins <= at < ends else base


def local(zone: str, at: int) -> datetime.datetime:
    """What the wall clock of a zone shows."""
    return datetime.datetime.fromtimestamp(at + offset_s(zone, at), datetime.UTC).replace(tzinfo=None)


def instant(zone: str, day: int, second: int) -> int:
    """The instant at which the wall clock of a zone shows this second of this day."""
    naive = day * DAY_S + second
    return naive - offset_s(zone, naive - offset_s(zone, naive))


def moment(zone: str, text: str) -> int:
    """The instant of `2016-05-12 10:31` (or with seconds) on the wall clock of a zone."""
    told = datetime.datetime.fromisoformat(text)
    return instant(zone, (told.date() - EPOCH).days, told.hour * 3600 + told.minute * 60 + told.second)


def awake(zone: str, at: int, rng: random.Random, weekend: float) -> int:
    """The first instant from `at` on when somebody who lives in a zone would write.

    `weekend` is how likely a message goes out on a Saturday or Sunday rather than on Monday.
    """
    now = local(zone, at)
    day, second = (now.date() - EPOCH).days, now.hour * 3600 + now.minute * 60 + now.second
    if second < 7 * 3600 + 1800:
        second = 7 * 3600 + 1800 + int(rng.expovariate(1 / 4200))
    elif second > 23 * 3600 or (second > 21 * 3600 and rng.random() < 0.5):
        day, second = day + 1, 8 * 3600 + int(rng.expovariate(1 / 5400))
    if weekday(day) >= 5 and rng.random() > weekend:
        day, second = day + 7 - weekday(day), 8 * 3600 + 1800 + int(rng.expovariate(1 / 5400))
    return instant(zone, day, min(second, 23 * 3600 + 3000))


def working_second(rng: random.Random) -> int:
    """A second of the day at which people write: mornings mostly, a dip at lunch, some late evenings."""
    centre, spread = rng.choices(
        ((9.6, 0.9), (11.8, 1.0), (16.6, 1.2), (19.2, 1.1), (22.2, 0.7)), (28, 26, 22, 14, 10)
    )[0]
    hour = min(max(rng.gauss(centre, spread), 6.8), 23.8)
    return int(hour * 3600)
