"""When a meeting took place: once, or again and again, with its exceptions.

What a file says about one UID may hold a series, changed or canceled instances of it (in any
order), and older copies of both. Of copies the one with the highest SEQUENCE, then the newest
DTSTAMP, holds (RFC 5545 §3.8.7.4, RFC 5546 §2.1.5).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from vinculo.errors import BadRecord
from vinculo.sources.calendar.instants import EPOCH, Clock, Moment, length
from vinculo.sources.calendar.recurrence import read_rule, starts
from vinculo.sources.contentlines import Component, Line

_MOST_INSTANCES = 10_000
"""A meeting on every day of 27 years. A series with more is a slip of the pen."""

_MOST_RULES = 4
"""RFC 5545 §3.8.5.3: more than one should not be."""


class Told(NamedTuple):
    """An event component and the clock of the calendar that it stands in."""

    event: Component
    clock: Clock


class Instance(NamedTuple):
    """One time that a meeting was to take place."""

    event: Component
    start: Moment
    key: int
    """Which instance of the series it is: where it stood before somebody moved it (epoch seconds)."""
    duration_s: int | None
    """None where nothing is said, and for whole days."""


class _Dated(NamedTuple):
    """A component with what it says of time."""

    told: Told
    start: Moment
    duration: timedelta | None
    instead_of: Moment | None
    """`RECURRENCE-ID`: the instance that it replaces; None for the series itself."""

    @property
    def is_from_here_on(self) -> bool:
        line = self.told.event.first("RECURRENCE-ID")
        return line is not None and line.param("RANGE").upper() == "THISANDFUTURE"


def instances(told: Sequence[Told], until: int | None) -> Iterator[Instance]:
    """The instances that begin up to `until` (epoch seconds), those of the series first.

    Without `until` nothing says when the file was made: then a series is followed only as far as
    its own components reach. Canceled instances are among them; EXDATEs are not. Raises BadRecord
    for dates and rules that cannot be read, and for a series without bounds.
    """
    held = _latest([_dated(one) for one in told])
    if until is None:
        until = max(one.start.at for one in held)
    masters = [one for one in held if one.instead_of is None]
    changes = [_like(one, masters) for one in held if one.instead_of]
    later = sorted((one for one in changes if one.is_from_here_on), key=_changed_at)
    changed = {one.instead_of.at for one in changes if one.instead_of}
    changed_on = {one.instead_of.local for one in changes if one.instead_of and one.instead_of.is_date}
    for master in masters:
        for start in _expanded(master, until):
            is_changed = start.at in changed or datetime.combine(start.local, time()) in changed_on
            if not is_changed and start.at <= until:
                yield _instance(master, later, start)
    for change in changes:
        if change.start.at <= until:
            seconds = _seconds(change, change.start.is_date)
            yield Instance(change.told.event, change.start, _changed_at(change), seconds)


def _like(change: _Dated, masters: Sequence[_Dated]) -> _Dated:
    """A change to a series of whole days names the day; Exchange writes it as a midnight."""
    if change.instead_of is None or not masters or not all(master.start.is_date for master in masters):
        return change
    day = datetime.combine(change.instead_of.local, time())
    return change._replace(instead_of=masters[0].start.moved(day))


def _instance(master: _Dated, later: Sequence[_Dated], start: Moment) -> Instance:
    """The instance of a series, as the last change that goes for the rest of it leaves it."""
    change = next((one for one in reversed(later) if _changed_at(one) < start.at), None)
    if change is None or change.instead_of is None:
        return Instance(master.told.event, start, start.at, _seconds(master, start.is_date))
    moved = start.moved(start.local + (change.start.local - change.instead_of.local))
    return Instance(change.told.event, moved, start.at, _seconds(change, start.is_date))


def _changed_at(change: _Dated) -> int:
    return change.instead_of.at if change.instead_of else 0


def _seconds(dated: _Dated, is_date: bool) -> int | None:
    return None if is_date or not dated.duration else int(dated.duration.total_seconds())


def _dated(told: Told) -> _Dated:
    event, clock = told
    begin, end, lasts = (event.first(name) for name in ("DTSTART", "DTEND", "DURATION"))
    replaced = event.first("RECURRENCE-ID")
    instead_of = clock.moment(replaced, replaced.value) if replaced else None
    if begin is None:
        raise BadRecord("bad_record.calendar_without_start")
    start = clock.moment(begin, begin.value)
    duration = None
    if end is not None and end.value.strip():
        duration = timedelta(seconds=clock.moment(end, end.value).at - start.at)
    elif lasts is not None:
        duration = length(lasts.value)
    if duration is not None and duration < timedelta():
        raise BadRecord("bad_record.calendar_ends_before_start")
    return _Dated(told, start, duration, instead_of)


def _latest(dated: Sequence[_Dated]) -> list[_Dated]:
    """Of copies the latest. Those that nothing orders and that begin at other times are kept: some
    programs give one UID to everything."""
    newest: dict[int | None, tuple[int, str]] = {}
    for one in dated:
        key = one.instead_of.at if one.instead_of else None
        newest[key] = max(newest.get(key, (0, "")), _version(one))
    held: dict[tuple[int | None, int], _Dated] = {}
    for one in dated:
        key = one.instead_of.at if one.instead_of else None
        if _version(one) == newest[key]:
            held[key, one.start.at if key is None else 0] = one
    return list(held.values())


def _version(one: _Dated) -> tuple[int, str]:
    sequence = one.told.event.text("SEQUENCE")
    number = int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) < 10 else 0
    return number, one.told.event.text("DTSTAMP")


def _expanded(master: _Dated, until: int) -> Iterator[Moment]:
    """The starts of a series up to `until` in no order, each once, without its EXDATEs."""
    event, clock = master.told
    out = [_listed(clock, line) for line in event.each("EXDATE")]
    excluded_at = {moment.at for moments in out for moment in moments if not moment.is_date}
    excluded_on = {moment.local.date() for moments in out for moment in moments if moment.is_date}
    rules = [line.value for line in event.each("RRULE") if line.value.strip()]
    if len(rules) > _MOST_RULES:
        raise BadRecord("bad_record.calendar_rule", written=rules[0][:100])
    given = [moment for line in event.each("RDATE") for moment in _listed(clock, line)]
    if not rules or any(_begins_before_its_end(master.start, written) for written in rules):
        given.insert(0, master.start)
    repeated = (moment for written in rules for moment in _repeated(master.start, written, until))
    seen = set[int]()
    for number, moment in enumerate(islice(_both(given, repeated), _MOST_INSTANCES + 1)):
        if number == _MOST_INSTANCES:
            raise BadRecord("bad_record.calendar_without_bounds", instances=_MOST_INSTANCES)
        is_out = moment.at in excluded_at or moment.local.date() in excluded_on
        if moment.at not in seen and moment.at <= until and not is_out:
            seen.add(moment.at)
            yield moment


def _both(given: Sequence[Moment], repeated: Iterator[Moment]) -> Iterator[Moment]:
    yield from given
    yield from repeated


def _listed(clock: Clock, line: Line) -> list[Moment]:
    """The moments of an EXDATE or RDATE; of a period, where it begins."""
    values = [value.partition("/")[0] for value in line.value.split(",")]
    return [clock.moment(line, value) for value in values if value.strip()]


def _begins_before_its_end(first: Moment, written: str) -> bool:
    """Whether the first instance is one. Who cancels a series from its first instance on gets a
    rule that ends before it begins."""
    ends = _ends(written)
    return ends is None or not _is_past(first, ends)


def _ends(written: str) -> Moment | None:
    until = read_rule(written).until
    return Clock({}).moment(_NO_LINE, until) if until else None


def _repeated(first: Moment, written: str, until: int) -> Iterator[Moment]:
    """What a rule adds, up to its own end and `until`."""
    ends = _ends(written)
    # Two days are more than any zone is away from UTC; the exact end is looked at below.
    last = EPOCH + timedelta(seconds=until, days=2)
    for local in starts(read_rule(written), first.local, last):
        moment = first.moved(local)
        if moment.at > until or (ends and _is_past(moment, ends)):
            return
        yield moment


def _is_past(moment: Moment, ends: Moment) -> bool:
    """Whether a moment lies behind an UNTIL, which may be a date, UTC, or the event's wall clock."""
    if ends.is_date:
        return moment.local.date() > ends.local.date()
    return (
        moment.at > ends.at if ends.known == "written" and not moment.is_date else moment.local > ends.local
    )


_NO_LINE = Line("UNTIL", (), "")
