"""Words beside the strands: where they find room, and which instants of a calendar are marked."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from vinculo.strands.geometry import Scale

EPOCH = datetime.date(1970, 1, 1)
NARROW, BOLD = 6.3, 7.2
"""Breadth of a letter at 12 px, and of a bold one at 13 px: on average, and a little more."""


def breadth(text: str, letter: float = NARROW) -> float:
    """About how broad a text is (px); letters of East Asian scripts count twice."""
    return letter * sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


class Placed(NamedTuple):
    """A label in a row, from left to right px; `x` is the instant that it tells of."""

    x: float
    left: float
    right: float
    row: int
    lines: tuple[str, ...]


def in_rows(heads: list[tuple[float, tuple[str, ...]]], right: float, most: int) -> list[Placed]:
    """Labels beside their lines, each in the first row where it has room and no line of its own
    runs through one below. A label with room in none of `most` rows is left out; its line stays
    (row −1). Near the right edge, a label stands before its line.
    """
    ends = [-1e9] * most
    placed = []
    for x, lines in heads:
        width = 6 + max([breadth(lines[0], BOLD), *(breadth(line) for line in lines[1:])])
        left = x if x + width <= right else right - width
        row = next((r for r in range(most) if all(left > end + 10 for end in ends[r:])), -1)
        if row >= 0:
            ends[row] = max(left + width, x)
        placed.append(Placed(x, left, left + width, row, lines))
    return placed


def on_calendar(scale: Scale, end: float, closest: float = 60.0) -> Iterator[tuple[datetime.date, float]]:
    """First days of years and their x, up to an instant, at least `closest` px from each other; of
    months too, where there are 140 px between them."""
    months = next(m for m in _STEPS_MONTHS if m * 30.4375 * scale.per_day >= (closest if m >= 12 else 140))
    on = EPOCH + datetime.timedelta(days=int(scale.start))
    count = on.year * 12 + on.month - 1
    count -= count % months
    while True:
        first = datetime.date(max(count // 12, 1), count % 12 + 1, 1)
        at = (first - EPOCH).days
        if at > end or count // 12 + months // 12 >= datetime.MAXYEAR:
            return
        if at >= scale.start - 0.5:
            yield first, scale.x(at)
        count += months


_STEPS_MONTHS = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)))


def first_of(at: float, months: int) -> float:
    """The first day of the year (12), half-year (6), quarter (3) or month (1) of an instant."""
    on = EPOCH + datetime.timedelta(days=int(at // 1))
    return float((datetime.date(on.year, (on.month - 1) // months * months + 1, 1) - EPOCH).days)
