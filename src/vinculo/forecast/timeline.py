"""Who was in contact with whom, and when: the events of a network before an instant, ready for arithmetic.

A pair is unordered; which of the two acted is kept beside each event. Times are seconds, in one of
two clocks: the calendar's, or active time, in which a silence of *everybody* (a night in an office,
holidays in a residence) counts as at most `pause_s`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY_S = 86_400.0
SHORT_SPAN_S = 60 * DAY_S
"""A set shorter than this lives by the hour, a longer one by the week."""


def longest_pause(times: NDArray[np.number]) -> float:
    """What a silence of everybody counts at most: an hour, or a week in sets of 60 days and more."""
    span = float(times.max() - times.min()) if times.size else 0.0
    return 3_600.0 if span < SHORT_SPAN_S else 7 * DAY_S


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns calendar seconds into the seconds that count; without marks it is the calendar itself."""

    marks: Floats
    """Instants with an event, ascending."""
    counted: Floats
    """The time that had counted at each mark."""
    pause_s: float = np.inf

    @classmethod
    def calendar(cls) -> "Clock":
        """The clock that counts every second."""
        return cls(np.empty(0), np.empty(0))

    @classmethod
    def active(cls, times: NDArray[np.number]) -> "Clock":
        """The clock of active time, made of the given event times."""
        marks = np.unique(times).astype(np.float64)
        pause = longest_pause(marks)
        counted = (
            np.concatenate([[0.0], np.cumsum(np.minimum(np.diff(marks), pause))]) if marks.size else marks
        )
        return cls(marks, counted, pause)

    def read(self, times: NDArray[np.number]) -> Floats:
        """The seconds that count up to each instant; rises with the instant."""
        at = np.asarray(times, dtype=np.float64)
        if not self.marks.size:
            return at
        before = np.maximum(np.searchsorted(self.marks, at, side="right") - 1, 0)
        return self.counted[before] + np.minimum(at - self.marks[before], self.pause_s)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events before an instant, sorted by pair and time."""

    pair: Ints
    """Of each event, the row of `ends`."""
    at: Floats
    """Of each event, in the seconds of the clock that is used."""
    by_first: NDArray[np.bool_]
    """Of each event: the first of the pair acted."""
    ends: Ints
    """(pairs, 2): the two people of each pair, as codes below `people`, smaller first."""
    people: int

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.ends)


def timeline(source: Ints, target: Ints, times: NDArray[np.number], clock: Clock) -> Timeline:
    """The timeline of events between people given as codes 0, 1, …; nobody is paired with themselves.

    The result does not depend on the order of the rows.
    """
    low, high = np.minimum(source, target), np.maximum(source, target)
    people = int(high.max(initial=-1)) + 1
    keys, pair = np.unique(low * np.int64(people) + high, return_inverse=True)
    by_first = source == low
    order = np.lexsort((by_first, times, pair))
    ends = np.stack([keys // max(people, 1), keys % max(people, 1)], axis=1)
    at = clock.read(times[order])
    return Timeline(pair[order].astype(np.int64), at, by_first[order], ends, people)
