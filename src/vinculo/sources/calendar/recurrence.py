"""When a rule makes something happen again (RFC 5545 §3.3.10).

Our own reading, for two reasons measured in November 2026: the known libraries look for the next
instance until the year 9999 (a rule for 30 February took 5 to 10 seconds for one event), or list
them all before one can be counted. Here a rule is followed period by period up to a given moment,
and no further. The days of a period are asked one by one whether the rule means them; that is slow
and easy to believe.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import NamedTuple

from vinculo.errors import BadRecord

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_TIMES_A_DAY = 24
"""More often than that, a rule is no meeting, and would keep a machine busy for nothing."""


class Rule(NamedTuple):
    """A recurrence rule, read."""

    freq: str
    interval: int = 1
    times: int | None = None
    """COUNT: how many instances there are at most."""
    until: str = ""
    """As written: whether it is UTC depends on what it is the end of."""
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """(which one in its month or year, or 0 for each; Monday is 0)."""
    hours: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    seconds: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()
    week_start: int = 0


def read_rule(written: str) -> Rule:
    """The rule that a text says. Raises BadRecord for one that says none, or one of those that no
    calendar was seen to write: several times an hour, by number of week, other than Gregorian."""
    parts = dict(_parts(written))
    freq = parts.pop("FREQ", "")
    if freq not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} or parts.keys() & {"BYWEEKNO", "RSCALE"}:
        raise BadRecord("bad_record.calendar_rule", written=written[:100])
    rule = Rule(
        freq,
        interval=max(_number(parts.get("INTERVAL", "1"), written, 100_000), 1),
        times=_number(parts["COUNT"], written, 10**9) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        months=_numbers(parts, "BYMONTH", written, 12),
        month_days=_numbers(parts, "BYMONTHDAY", written, 31),
        year_days=_numbers(parts, "BYYEARDAY", written, 366),
        weekdays=_weekdays(parts.get("BYDAY", ""), written),
        hours=_numbers(parts, "BYHOUR", written, 23),
        minutes=_numbers(parts, "BYMINUTE", written, 59),
        seconds=_numbers(parts, "BYSECOND", written, 59),
        positions=_numbers(parts, "BYSETPOS", written, 366),
        week_start=_WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in _WEEKDAYS else 0,
    )
    if max(len(rule.hours), 1) * max(len(rule.minutes), 1) * max(len(rule.seconds), 1) > _TIMES_A_DAY:
        raise BadRecord("bad_record.calendar_rule", written=written[:100])
    return rule


def _parts(written: str) -> Iterator[tuple[str, str]]:
    for part in re.sub(r"\s", "", written.upper()).strip(";").split(";"):
        name, _, value = part.partition("=")
        yield name, value


def _number(text: str, written: str, most: int) -> int:
    number = int(text) if re.fullmatch(r"[+-]?\d{1,10}", text) else most + 1
    if abs(number) > most:
        raise BadRecord("bad_record.calendar_rule", written=written[:100])
    return number


def _numbers(parts: dict[str, str], name: str, written: str, most: int) -> frozenset[int]:
    texts = [text for text in parts.get(name, "").split(",") if text]
    return frozenset(_number(text, written, most) for text in texts)


def _weekdays(value: str, written: str) -> frozenset[tuple[int, int]]:
    found = [_BY_DAY.fullmatch(text) for text in value.split(",") if text]
    if not all(found):
        raise BadRecord("bad_record.calendar_rule", written=written[:100])
    return frozenset((int(day[1] or 0), _WEEKDAYS.index(day[2])) for day in found if day)


def starts(rule: Rule, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instances from `first` up to and including `last` on the wall clock, in order.

    `first` sets what the rule leaves open (the weekday of a weekly meeting, its time). It is an
    instance only where the rule means it. COUNT is obeyed, UNTIL is the caller's.
    """
    rule = _completed(rule, first)
    times = _times_of_day(rule, first)
    left = rule.times
    for days in _periods(rule, first.date(), last.date()):
        meant = [datetime.combine(day, at) for day in days if _means(rule, day) for at in times]
        for instance in _at_positions(meant, rule.positions):
            if instance < first:
                continue
            if instance > last or left == 0:
                return
            left = left - 1 if left is not None else None
            yield instance


def _completed(rule: Rule, first: datetime) -> Rule:
    """The rule with what `first` adds to it (the table of RFC 5545 §3.3.10).

    Only months and years have a second Tuesday: elsewhere the number before a weekday means nothing.
    """
    if rule.freq not in {"MONTHLY", "YEARLY"}:
        rule = rule._replace(weekdays=frozenset((0, weekday) for _, weekday in rule.weekdays))
    if rule.weekdays or rule.month_days or rule.year_days:
        return rule
    if rule.freq == "WEEKLY":
        return rule._replace(weekdays=frozenset({(0, first.weekday())}))
    if rule.freq == "MONTHLY":
        return rule._replace(month_days=frozenset({first.day}))
    if rule.freq == "YEARLY":
        months = rule.months or frozenset({first.month})
        return rule._replace(months=months, month_days=frozenset({first.day}))
    return rule


def _times_of_day(rule: Rule, first: datetime) -> list[time]:
    hours, minutes = rule.hours or {first.hour}, rule.minutes or {first.minute}
    seconds = rule.seconds or {first.second}
    return sorted(time(h, m, s) for h, m, s in product(hours, minutes, seconds) if min(h, m, s) >= 0)


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """The days of each period that the rule visits."""
    if rule.freq in {"DAILY", "WEEKLY"}:
        span = 1 if rule.freq == "DAILY" else 7
        begin = first - timedelta(days=(first.weekday() - rule.week_start) % 7) if span == 7 else first
        while begin <= last:
            yield [begin + timedelta(days=n) for n in range(span)]
            if (last - begin).days < span * rule.interval:
                return
            begin += timedelta(days=span * rule.interval)
    elif rule.freq == "MONTHLY":
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month, rule.interval):
            yield _month(*divmod(month, 12))
    else:
        months = sorted(m for m in rule.months if m > 0) or range(1, 13)
        for year in range(first.year, last.year + 1, rule.interval):
            yield [day for month in months for day in _month(year, month - 1)]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month + 1, day) for day in range(1, monthrange(year, month + 1)[1] + 1)]


def _means(rule: Rule, day: date) -> bool:
    """Whether the rule means that day of a period it visits."""
    in_month = monthrange(day.year, day.month)[1]
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not rule.month_days & {day.day, day.day - in_month - 1}:
        return False
    in_year = 366 if monthrange(day.year, 2)[1] == 29 else 365
    number = day.timetuple().tm_yday
    if rule.year_days and not rule.year_days & {number, number - in_year - 1}:
        return False
    if not rule.weekdays:
        return True
    if rule.freq == "MONTHLY" or (rule.freq == "YEARLY" and rule.months):
        from_begin, from_end = (day.day - 1) // 7 + 1, (in_month - day.day) // 7 + 1
    else:
        from_begin, from_end = (number - 1) // 7 + 1, (in_year - number) // 7 + 1
    return any((ordinal, day.weekday()) in rule.weekdays for ordinal in (0, from_begin, -from_end))


def _at_positions(meant: list[datetime], positions: frozenset[int]) -> list[datetime]:
    if not positions:
        return meant
    found = {meant[p - 1 if p > 0 else p] for p in positions if p and -len(meant) <= p <= len(meant)}
    return sorted(found)
