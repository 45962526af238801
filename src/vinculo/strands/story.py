"""What a drawing is made from: one relationship, in days since 1970 UTC (floats)."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Literal, NamedTuple

Side = Literal["mine", "theirs"]
"""The owner's strand, or the other person's."""
SIDES: tuple[Side, Side] = ("mine", "theirs")

FIRST_DAY, LAST_DAY = -719_162.0, 2_932_896.0
"""1 January of the year 1 and 31 December 9999, between which a calendar can name days."""


class Exchange(NamedTuple):
    """A completed pair of reach and answer, or a live exchange: the strands cross here."""

    at: float
    answered: Side
    """Who answered: that strand passes over the other."""


class Reach(NamedTuple):
    """A one-way act that drew no answer: that strand bends towards the other, and falls back."""

    at: float
    whose: Side


class Unseen(NamedTuple):
    """A stretch of time in which no imported source could have seen anything."""

    begins: float
    ends: float


class Meeting(NamedTuple):
    """A meeting in person or at a distance; `where` is shown where there is room for it."""

    at: float
    where: str = ""


class Step(NamedTuple):
    """The instant at which a stage was reached; `stage` is a key (`bond`)."""

    stage: str
    at: float


class Promise(NamedTuple):
    """A promise from the day it was made to the day it is due, or was settled."""

    made: float
    due: float
    whose: Side
    state: Literal["open", "kept", "broken"] = "open"


class Minutes(NamedTuple):
    """Time that one side gave: the strand is thicker around it."""

    at: float
    whose: Side
    minutes: float


class Lane(NamedTuple):
    """Everything that happened in one kind of place, a tick each."""

    kind: str
    """A place kind: `conversation`, `post`, `group`, `meeting`, `event`, `profile`."""
    ticks: tuple[tuple[float, Side], ...] = ()


class Story(NamedTuple):
    """A relationship as of one instant. The order of its parts means nothing (but for steps of one
    instant), nor does saying one twice (but for minutes)."""

    as_of: float
    exchanges: tuple[Exchange, ...] = ()
    reaches: tuple[Reach, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    born: float | None = None
    """When the link was made; None where no file tells, and the first event stands for it."""
    meetings: tuple[Meeting, ...] = ()
    steps: tuple[Step, ...] = ()
    promises: tuple[Promise, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    """Empty where numbers are hidden: the strands are then of one width."""
    lanes: tuple[Lane, ...] = ()
    ended: float | None = None
    """Since when the owner holds it to be over."""


def known(story: Story) -> Story:
    """The story as it was known at its `as_of`: in order of time, each thing once, nothing later.

    Instants that no calendar can name are left out; stretches of unseen time are disjoint. Steps
    of one instant keep their order. Minutes and lanes stay as they are: there may be thousands,
    and whoever reads them passes over what is later or not a number.

    Raises:
        ValueError: `as_of` is not an instant.
    """
    now = story.as_of
    if not FIRST_DAY <= now <= LAST_DAY:
        raise ValueError(f"as_of is not an instant: {now}")
    return Story(
        now,
        tuple(dict.fromkeys(sorted([e for e in story.exchanges if FIRST_DAY <= e[0] <= now]))),
        tuple(dict.fromkeys(sorted([r for r in story.reaches if FIRST_DAY <= r[0] <= now]))),
        _disjoint(story.unseen, now) if story.unseen else (),
        story.born if story.born is not None and FIRST_DAY <= story.born <= LAST_DAY else None,
        tuple(sorted({m for m in story.meetings if FIRST_DAY <= m.at <= now})),
        tuple(sorted(dict.fromkeys(s for s in story.steps if FIRST_DAY <= s.at <= now), key=lambda s: s.at)),
        tuple(
            sorted({p for p in story.promises if FIRST_DAY <= p.made <= now and p.made <= p.due <= LAST_DAY})
        ),
        story.minutes,
        story.lanes,
        story.ended if story.ended is not None and FIRST_DAY <= story.ended <= now else None,
    )


def begins(story: Story) -> float | None:
    """When a known story begins: with its link or its first event; None where there is neither. A
    link that is still to come begins after `as_of`."""
    firsts = [part[0].at for part in (story.exchanges, story.reaches) if part]
    if story.born is not None:
        firsts.append(story.born)
    return min(firsts, default=None)


def stops(story: Story) -> float:
    """When a known story's strands stop: at `as_of`, or where it ended and nothing came after."""
    if story.ended is None:
        return story.as_of
    return max([story.ended, *(part[-1].at for part in (story.exchanges, story.reaches) if part)])


def _disjoint(stretches: Iterable[Unseen], now: float) -> tuple[Unseen, ...]:
    joined: list[Unseen] = []
    clipped = ((max(s.begins, FIRST_DAY), min(s.ends, now)) for s in stretches)
    for start, end in sorted(c for c in clipped if c[0] < c[1]):
        if joined and start <= joined[-1].ends:
            joined[-1] = Unseen(joined[-1].begins, max(joined[-1].ends, end))
        else:
            joined.append(Unseen(start, end))
    return tuple(joined)


class Clock:
    """Days during which something could have been seen: it stands still in unseen time."""

    def __init__(self, unseen: tuple[Unseen, ...]) -> None:
        self._unseen = unseen
        self._starts = [u.begins for u in unseen]
        self._hidden = list(accumulate((u.ends - u.begins for u in unseen), initial=0.0))

    def between(self, start: float, end: float) -> float:
        """Observable days from `start` to `end` (≥ start)."""
        return self.until(end) - self.until(start)

    def until(self, at: float) -> float:
        """Observable days until an instant, from some instant of its own."""
        past = bisect_right(self._starts, at)
        if not past:
            return at
        return at - self._hidden[past] + max(0.0, self._unseen[past - 1].ends - at)


def longest_silence(story: Story) -> tuple[float, float, float] | None:
    """Between which two exchanges of a known story, or the last one and where it stops, the most
    observable days passed, and how many; None where nobody ever answered. Of equals, the first."""
    if not story.exchanges:
        return None
    ends = [at for at, _ in story.exchanges]
    ends.append(stops(story))
    seen = list(map(Clock(story.unseen).until, ends)) if story.unseen else ends
    days = list(map(float.__sub__, seen[1:], seen))
    i = days.index(max(days))
    return ends[i], ends[i + 1], days[i]
