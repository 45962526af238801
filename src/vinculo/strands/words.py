"""A relationship in words: what the drawing says, for whoever reads instead of looking."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from vinculo.strands.story import Clock, Story, begins, known, longest_silence
from vinculo.strands.svg import plain
from vinculo.wording import Wording

EPOCH = datetime.date(1970, 1, 1)
SILENCE_DAYS = 60.0
"""Shorter silences are not told."""
UNSEEN_DAYS = 30.0
"""Shorter stretches that no file reaches are told in the table only, and so are more of them than:"""
MOST_STRETCHES = 3


class Row(NamedTuple):
    """A line of the table that tells what the drawing shows."""

    at: float
    """Days since 1970 UTC."""
    date: str
    what: str


def in_words(story: Story, wording: Wording) -> str:
    """What the drawing of a story shows, in whole sentences."""
    return told(known(story), wording)


def told(story: Story, wording: Wording) -> str:
    """The same, of a story that is `known` already."""
    sentences = [*_beginning(story, wording)]
    silent = longest_silence(story)
    if silent:
        sentences += _exchanges(story, silent, wording)
    if story.meetings:
        sentences.append(wording.say_count("strands.words.met", len(story.meetings)))
    sentences += _unseen(story, wording)
    if story.ended is not None:
        sentences.append(wording.say("strands.words.ended", date=date(story.ended, wording)))
    return " ".join(sentences)


def _beginning(story: Story, wording: Wording) -> Iterator[str]:
    first = begins(story)
    if _is_unseen(story):
        return
    if first is not None and first <= story.as_of:
        yield wording.say("strands.words.begins", date=date(first, wording))
    answer = story.exchanges[0].at if story.exchanges else None
    for side in ("mine", "theirs"):
        early = sum(1 for r in story.reaches if r.whose == side and (answer is None or r.at < answer))
        if early and answer is not None:
            yield wording.say_count(f"strands.words.reached_{side}_before", early, date=date(answer, wording))
        elif early:
            yield wording.say_count(f"strands.words.reached_{side}", early)
    if answer is None:
        yield wording.say("strands.words.zero")


def _exchanges(story: Story, silent: tuple[float, float, float], wording: Wording) -> Iterator[str]:
    count, first, last = len(story.exchanges), story.exchanges[0].at, story.exchanges[-1].at
    yield wording.say_count("strands.words.exchanges", count, date=date(first, wording))
    start, end, days = silent
    is_told = days >= SILENCE_DAYS
    if is_told and start == last:
        yield wording.say("strands.words.silent", time=duration(days, wording), date=date(last, wording))
        return
    if is_told:
        yield wording.say("strands.words.silence", time=duration(days, wording), date=date(end, wording))
    if count > 1:
        yield wording.say("strands.words.last", date=date(last, wording))


def _is_unseen(story: Story) -> bool:
    """Whether no file reaches the instant of the question, nor was anything ever seen."""
    return bool(story.unseen) and story.unseen[-1].ends >= story.as_of and begins(story) is None


def _unseen(story: Story, wording: Wording) -> Iterator[str]:
    """Before the beginning, until now, and the three longest stretches between."""
    if _is_unseen(story):
        yield wording.say("strands.words.unseen")
        return
    first = begins(story)
    longest = sorted(story.unseen, key=lambda stretch: stretch.begins - stretch.ends)[:MOST_STRETCHES]
    for stretch in story.unseen:
        begin, end = stretch
        if first is None or begin <= first:
            yield wording.say("strands.words.unseen_before", date=date(end, wording))
        elif end >= story.as_of:
            yield wording.say("strands.words.unseen_since", date=date(begin, wording))
        elif end - begin >= UNSEEN_DAYS and stretch in longest:
            yield wording.say("strands.words.unseen_from", start=date(begin, wording), end=date(end, wording))


def row_label(story: Story, name: str, start: float, end: float, wording: Wording) -> str:
    """What the small drawing says: the name, and how many exchanges there were from start to end."""
    name = plain(name)
    now = min(end, story.as_of)
    count = len({e for e in story.exchanges if start <= e.at <= now})
    if count:
        time = duration(end - start, wording)
        return wording.say_count("strands.row.exchanges", count, name=name, time=time)
    if any(e.at <= now for e in story.exchanges):
        return wording.say("strands.row.silent", name=name, time=duration(end - start, wording))
    seen = not story.unseen or any(r.at <= now for r in story.reaches)
    if not seen and Clock(known(story).unseen).between(start, now) < 1:
        return wording.say("strands.row.unseen", name=name)
    return wording.say("strands.row.zero", name=name)


def as_rows(story: Story, wording: Wording) -> tuple[Row, ...]:
    """The table that tells the same as the drawing, in order of time."""
    story = known(story)
    say = wording.say
    rows: list[tuple[float, str]] = []
    if story.born is not None and story.born <= story.as_of:
        rows.append((story.born, say("strands.table.born")))
    rows += [(u.begins, say("strands.table.unseen", date=date(u.ends, wording))) for u in story.unseen]
    rows += [(r.at, say(f"strands.table.reach_{r.whose}")) for r in story.reaches]
    rows += [(e.at, say(f"strands.table.exchange_{e.answered}")) for e in story.exchanges]
    for meeting in story.meetings:
        where = plain(meeting.where)
        rows.append((meeting.at, say("strands.met_in", where=where) if where else say("strands.met")))
    for promise in story.promises:
        due = date(promise.due, wording)
        rows.append((promise.made, say(f"strands.table.promise_{promise.whose}_{promise.state}", date=due)))
    rows += [(s.at, say("strands.table.step", stage=stage_title(s.stage, wording))) for s in story.steps]
    if story.ended is not None:
        rows.append((story.ended, say("strands.table.ended")))
    days = {int(at // 1) for at, _ in rows}
    dates = {day: wording.date(day) for day in days}
    return tuple(Row(at, dates[int(at // 1)], what) for at, what in sorted(rows, key=lambda row: row[0]))


def date(at: float, wording: Wording) -> str:
    """The day of an instant in words."""
    return wording.date(int(at // 1))


def short_date(at: float, wording: Wording) -> str:
    """The day of an instant in few letters: `9 Mar 2021`, `9 mar 2021`."""
    return _formatted(EPOCH + datetime.timedelta(days=int(at // 1)), "d MMM y", wording)


def calendar_word(on: datetime.date, wording: Wording) -> str:
    """What is written at a first day of a month: the month, or in January the year."""
    return str(on.year) if on.month == 1 else _formatted(on, "MMM", wording)


def _formatted(on: datetime.date, pattern: str, wording: Wording) -> str:
    from babel.dates import format_date

    return format_date(on, pattern, locale=wording.language)


def duration(days: float, wording: Wording) -> str:
    """A stretch of time in its natural unit: days below two weeks, then weeks, months and years."""
    for unit, length, until in (("days", 1, 14), ("weeks", 7, 60), ("months", 30.4375, 700)):
        if days < until:
            return wording.say_count(f"strands.time.{unit}", max(1, round(days / length)))
    return wording.say_count("strands.time.years", round(days / 365.25))


def stage_title(stage: str, wording: Wording) -> str:
    """The name of a stage; of an unknown one, its key."""
    key = f"stage.{stage}.title"
    return wording.say(key) if wording.has(key) else plain(stage, 24)
