"""Strands with a breadth: thicker where that side gave more time.

An outline runs at half the breadth on both sides of a curve, along its normal, so that steep parts
are as broad as level ones. Where the curve turns more tightly than half its breadth, the inner
outline would run backwards; it stands still there instead.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import ceil, exp, hypot, inf, sqrt
from operator import mul

from vinculo.strands.curve import Curve
from vinculo.strands.geometry import Scale
from vinculo.strands.story import Story

THINNEST, THICKEST = 1.3, 8.3
"""Breadth of a strand without and with the most minutes (px)."""
EVEN = 2.6
"""Breadth of both strands where no minutes are told (px)."""
BLUR_DAYS = 70.0
"""A minute thickens the strand by exp(−(days away / 70)²) of itself."""
OF_A_TURN = 0.17
"""Half of a strand's breadth is at most this much of the distance between two knots."""

LONGEST_PIECE = 14.0
"""An edge is one Bézier curve for about so much of a strand (px)."""

Breadth = Callable[[float], float]
"""Half of a strand's breadth at x (px)."""


def breadths(story: Story, scale: Scale, right: float, thin: float = 1.0) -> tuple[Breadth, Breadth]:
    """Half of each strand's breadth (mine, theirs) from the left end of a scale to `right`:
    1.3 + .62·√minutes px, at most 8.3, times `thin`. Minutes after `as_of` are not felt."""
    if not story.minutes:
        even = EVEN * thin / 2
        return (lambda _: even), (lambda _: even)
    start, end = scale.start, scale.at(right)
    step = max(BLUR_DAYS / 4, (end - start) / 400)
    count = ceil((end - start) / step) + 2
    mine, theirs = (
        [min(THICKEST, THINNEST + 0.62 * sqrt(amount)) * thin / 2 for amount in amounts]
        for amounts in _blurred(story, start, step, count)
    )
    width = step * scale.per_day
    return _between(mine, scale.left, width), _between(theirs, scale.left, width)


def _blurred(story: Story, start: float, step: float, count: int) -> list[list[float]]:
    """Minutes of mine and of theirs that are felt at `count` instants, `step` days apart."""
    margin = ceil(3 * BLUR_DAYS / step)
    size = count + 2 * margin
    mine, theirs = [0.0] * size, [0.0] * size
    first, last = start - (margin + 0.5) * step, start + (count + margin - 1) * step
    last = min(last, story.as_of)
    for at, whose, amount in story.minutes:
        if first <= at <= last and 0 < amount < inf:
            (mine if whose == "mine" else theirs)[int((at - first) / step)] += amount
    weights = [exp(-((i * step / BLUR_DAYS) ** 2)) for i in range(-margin, margin + 1)]
    reach = len(weights)
    return [[sum(map(mul, bins[i : i + reach], weights)) for i in range(count)] for bins in (mine, theirs)]


def _between(halves: list[float], left: float, width: float) -> Breadth:
    last = len(halves) - 2

    def half(x: float) -> float:
        place = (x - left) / width
        i = min(max(int(place), 0), last)
        part = min(max(place - i, 0.0), 1.0)
        return halves[i] + (halves[i + 1] - halves[i]) * part

    return half


def held_back(half: Breadth, knots: list[float]) -> Breadth:
    """The same breadth, or less where knots stand so close that the strands would be one mass. What
    it is held back to changes evenly from each knot to halfway to the next."""
    if not knots:
        return half
    room = [OF_A_TURN * (b - a) for a, b in pairwise(knots)]
    at_knots = [min(sides) for sides in zip([inf, *room], [*room, inf], strict=True)]

    @cache
    def held(x: float) -> float:
        i = bisect_right(knots, x)
        if not 0 < i < len(knots):
            end = 0 if i == 0 else -1
            return min(half(x), at_knots[end] + abs(x - knots[end]) / 10)
        left, right = x - knots[i - 1], knots[i] - x
        at_knot, part = (
            at_knots[i - 1] if left < right else at_knots[i],
            2 * min(left, right) / (left + right),
        )
        return min(half(x), at_knot + (room[i - 1] - at_knot) * part)

    return held


def outline(curve: Curve, half: Breadth, more: float = 0.0) -> tuple[list[float], list[float]]:
    """Both edges of a strand as Bézier corners (x0, y0, then six numbers a piece): the edge above
    it from left to right, and the edge below it from right to left."""
    above: list[float] = []
    below: list[float] = []
    last_x = last_half = 0.0
    stations = _stations(curve)
    for i, (x, y, slope, bend_before, bend_after) in enumerate(stations):
        breadth = half(x) + more
        square = 1 + slope * slope
        off = breadth / sqrt(square)
        dx, tight = off * slope, off / square
        if i:
            third, widening = (x - last_x) / 3, (breadth - last_half) / (3 * sqrt(square))
            up, down = _speeds(third, tight * bend_before)
            turn = widening * slope
            above += (x + dx - up - turn, y - off - up * slope + widening, x + dx, y - off)
            below += (x - dx - down + turn, y + off - down * slope - widening, x - dx, y + off)
        else:
            above += (x + dx, y - off)
            below += (x - dx, y + off)
        if i + 1 < len(stations):
            next_x = stations[i + 1][0]
            third, widening = (next_x - x) / 3, (half(next_x) + more - breadth) / (3 * sqrt(square))
            up, down = _speeds(third, tight * bend_after)
            turn = widening * slope
            above += (x + dx + up + turn, y - off + up * slope - widening)
            below += (x - dx + down - turn, y + off + down * slope + widening)
        last_x, last_half = x, breadth
    return above, _reversed(below)


def _speeds(third: float, bend: float) -> tuple[float, float]:
    """How far the handles of both edges reach along x: the outer edge of a turn has farther to go, but
    a turn much tighter than the strand is broad lasts too short for its full speed."""
    return third * min(max(0.05, 1 + bend), 5.0), third * min(max(0.05, 1 - bend), 5.0)


_Station = tuple[float, float, float, float, float]
"""x, y, slope, and y″ on its left and on its right side."""


def _stations(curve: Curve) -> list[_Station]:
    """Points of a curve, near enough to each other for its edges to be drawn between them."""
    xs, ys, slopes = curve
    found: list[_Station] = []
    before = 0.0
    for i in range(len(xs) - 1):
        h = xs[i + 1] - xs[i]
        y0, y1, m0, m1 = ys[i], ys[i + 1], slopes[i] * h, slopes[i + 1] * h
        cubic, square = 2 * (y0 - y1) + m0 + m1, 3 * (y1 - y0) - 2 * m0 - m1
        after = 2 * square / (h * h)
        found.append((xs[i], y0, slopes[i], before, after))
        pieces = round(hypot(h, y1 - y0) / LONGEST_PIECE)
        for k in range(1, pieces):
            t = k / pieces
            slope = ((3 * cubic * t + 2 * square) * t + m0) / h
            bend = (6 * cubic * t + 2 * square) / (h * h)
            found.append((xs[i] + h * t, ((cubic * t + square) * t + m0) * t + y0, slope, bend, bend))
        before = (6 * cubic + 2 * square) / (h * h)
    found.append((xs[-1], ys[-1], slopes[-1], before, before))
    return found


def _reversed(corners: list[float]) -> list[float]:
    back = corners[::-1]
    back[::2], back[1::2] = corners[-2::-2], corners[::-2]
    return back
