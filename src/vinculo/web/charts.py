"""Small drawings of pages, as SVG made on the server; classes only, no style and no script."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from math import sqrt

from markupsafe import Markup

from vinculo import strands
from vinculo.api.growth import Growth
from vinculo.wording import Wording

MARKS_A_ROW = 100
PITCH = 4.0
ROW = 12
EPOCH = dt.date(1970, 1, 1)
Place = Callable[[float], float]
STAGES_UP = ("interlocutor", "recognized", "bond", "trusted", "collaborator")


def drawn(svg: str) -> Markup:
    """A drawing of ours, not to be escaped: its words were escaped when it was drawn."""
    return Markup(svg)  # noqa: S704


@lru_cache(maxsize=8)
def glyph(order: int) -> Markup:
    """The sign of a stage; the same for every row."""
    return drawn(strands.glyph(order))


def tally(n: int, stage: str) -> Markup:
    """One mark for each of n relationships, a hundred to a row, those at zero as large as the others.

    A row is one dashed line: 1,491 marks are fifteen elements.
    """
    order = ("contact", *STAGES_UP).index(stage)
    rows = []
    for row, done in enumerate(range(0, n, MARKS_A_ROW)):
        length = min(MARKS_A_ROW, n - done) * PITCH - 1.5
        y = row * ROW + 4.5
        rows.append(f'<path class="u{order}" d="M0 {y:g}H{length:g}"/>')
    height = max(1, -(-n // MARKS_A_ROW)) * ROW - 3
    width = int(MARKS_A_ROW * PITCH)
    return drawn(
        f'<svg class="tally" viewBox="0 0 {width} {height}" aria-hidden="true">{"".join(rows)}</svg>'
    )


def growth(told: Growth, wording: Wording, width: int = 700, height: int = 170) -> Markup:
    """How many had become something, as bands by stage over the years; says its last figure in words."""
    if len(told.days) < 2:
        return Markup("")
    left, right, top, bottom = 34, 110, 8, 22
    first, last = told.days[0], told.days[-1]
    highest = max(told.reached["interlocutor"]) or 1

    def x(day: float) -> float:
        return left + (day - first) / (last - first) * (width - left - right)

    def y(count: float) -> float:
        return height - bottom - count / highest * (height - top - bottom)

    parts = [_grid(y, highest, width - right, left)]
    for order, stage in enumerate(STAGES_UP, 1):
        counts = told.reached[stage]
        if any(counts):
            line = "L".join(f"{x(d):.1f} {y(c):.1f}" for d, c in zip(told.days, counts, strict=True))
            parts.append(
                f'<path class="f{order}" d="M{x(first):.1f} {y(0):.1f}L{line}L{x(last):.1f} {y(0):.1f}Z"/>'
            )
    parts.append(_names(told, wording, width - right + 8, y))
    parts.append(_years(first, last, x, height - 6))
    label = wording.say("web.growth.label", n=wording.number(told.reached["interlocutor"][-1]))
    return drawn(
        f'<svg class="growth" viewBox="0 0 {width} {height}" role="img" aria-label="{Markup.escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def _grid(y: Place, highest: int, right: float, left: float) -> str:
    step = next(s for p in range(9) for s in (10**p, 2 * 10**p, 5 * 10**p) if highest / s <= 4)
    lines = []
    for count in range(step, highest + 1, step):
        at = y(count)
        lines.append(f'<path class="rule" d="M{left} {at:.1f}H{right}"/>')
        lines.append(f'<text class="sm end-a" x="{left - 6}" y="{at + 4:.1f}">{count}</text>')
    return "".join(lines)


def _names(told: Growth, wording: Wording, x: float, y: Place) -> str:
    """The stages' names beside the last day, none upon another."""
    names, lowest = [], 0.0
    for stage in STAGES_UP:
        count = told.reached[stage][-1]
        if count:
            at = max(y(count) + 4, lowest + 13)
            lowest = at
            title = Markup.escape(wording.say(f"stage.{stage}.title"))
            names.append(f'<text class="sm" x="{x:.1f}" y="{at:.1f}">{title}</text>')
    return "".join(names)


def _years(first: int, last: int, x: Place, y: float) -> str:
    begin, end = (EPOCH + dt.timedelta(days=day) for day in (first, last))
    every = max(1, -(-(end.year - begin.year) // 6))
    marks = []
    for year in range(begin.year + 1, end.year + 1, every):
        at = x((dt.date(year, 1, 1) - EPOCH).days)
        marks.append(f'<text class="sm mid-a" x="{at:.1f}" y="{y}">{year}</text>')
    return "".join(marks)


def pair(theirs: float, mine: float, most: float, width: int = 120) -> Markup:
    """What each side gave, from the middle outwards: yours to the left, theirs to the right.

    Lengths go by the square root of minutes over `most`, the same for all rows of a table: with
    plain lengths one long friendship would leave every other row blank.
    """
    half = width / 2
    reach = [sqrt(max(value, 0.0) / most) * (half - 2) if most else 0.0 for value in (mine, theirs)]
    left, right = (
        max(length, 1.0) if value else 0.0 for length, value in zip(reach, (mine, theirs), strict=True)
    )
    bars = (
        f'<rect class="m" x="{half - 0.5 - left:.1f}" y="3" width="{left:.1f}" height="6"/>' if left else ""
    )
    bars += f'<rect class="t" x="{half + 0.5:.1f}" y="3" width="{right:.1f}" height="6"/>' if right else ""
    axis = f'<path class="rule k" d="M{half:g} 0V12"/>'
    return drawn(f'<svg class="give" viewBox="0 0 {width} 12" aria-hidden="true">{axis}{bars}</svg>')


def bar(value: float, most: float, side: str) -> Markup:
    """One of a pair of bars: its length is its share of the longer one."""
    length = max(value / most * 100, 0.5) if value and most else 0.0
    rect = f'<rect class="{side}" width="{length:.1f}" height="8"/>' if length else ""
    return drawn(
        f'<svg class="bar-of" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>'
    )
