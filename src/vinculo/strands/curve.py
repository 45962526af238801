"""Curves y(x) made of cubics that never overshoot the points they go through.

Between two points each curve is the cubic with given slopes at both ends (Hermite form), which is
also a Bézier curve whose handles stand at one and two thirds of the way: hence x is linear in the
curve's parameter, any stretch of a curve is exactly a curve, and SVG draws it without sampling.

Slopes follow Fritsch and Butland, "A method for constructing local monotone piecewise cubic
interpolants", SIAM J. Sci. Stat. Comput. 5 (1984): the harmonic mean of the two neighbouring
secants, or 0 where they differ in sign. Where the curve passes through 0 it is taken one and a
half times as steep, so that strands cross as clearly as sine waves do; that is still at most
three times the lesser secant, the bound of Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980),
below which a cubic stays between its two ends. All handles therefore stay between them, too.
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

CLOSEST = 0.05
"""A stretch shorter than this is none (px): half of what a coordinate can tell."""


SAME = 0.001
"""Points nearer than this are one (px)."""


class Curve(NamedTuple):
    """Points from left to right, and the slope at each. Lengths are pixels."""

    xs: list[float]
    ys: list[float]
    slopes: list[float]


def through(xs: list[float], ys: list[float]) -> Curve:
    """The curve through these points, x strictly growing. It is monotone between neighbours and
    has a continuous slope, which is 0 at every crest."""
    count = len(xs)
    if count < 2:
        return Curve(xs, ys, [0.0] * count)
    before = (ys[1] - ys[0]) / (xs[1] - xs[0])
    slopes = [before if ys[0] else 1.5 * before]
    for i in range(1, count - 1):
        after = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])
        product = before * after
        if product > 0:
            slopes.append((2.0 if ys[i] else 3.0) * product / (before + after))
        else:
            slopes.append(0.0)
        before = after
    slopes.append(before if ys[-1] else 1.5 * before)
    return Curve(xs, ys, slopes)


def value(curve: Curve, x: float) -> tuple[float, float]:
    """y and slope of a curve at x; beyond its ends, those of the end."""
    xs, ys, slopes = curve
    i = bisect_right(xs, x)
    if i == 0 or i == len(xs):
        end = 0 if i == 0 else -1
        return ys[end], slopes[end]
    h = xs[i] - xs[i - 1]
    t = (x - xs[i - 1]) / h
    y0, y1, m0, m1 = ys[i - 1], ys[i], slopes[i - 1] * h, slopes[i] * h
    cubic, square = 2 * (y0 - y1) + m0 + m1, 3 * (y1 - y0) - 2 * m0 - m1
    return ((cubic * t + square) * t + m0) * t + y0, ((3 * cubic * t + 2 * square) * t + m0) / h


def stretch(curve: Curve, start: float, end: float) -> Curve | None:
    """The same curve from start to end, or as much of that as it has; None where that is nothing."""
    xs, ys, slopes = curve
    if not xs:
        return None
    start, end = max(start, xs[0]), min(end, xs[-1])
    if end - start < CLOSEST:
        return None
    i, j = bisect_right(xs, start + SAME), bisect_left(xs, end - SAME)
    first, last = value(curve, start), value(curve, end)
    return Curve([start, *xs[i:j], end], [first[0], *ys[i:j], last[0]], [first[1], *slopes[i:j], last[1]])


def with_points(curve: Curve, places: list[float]) -> Curve:
    """The same curve with a point at each of these places too, wherever none is near."""
    points = dict(zip(curve.xs, zip(curve.ys, curve.slopes, strict=True), strict=True))
    for x in places:
        i = bisect_left(curve.xs, x)
        near = [abs(x - there) for there in curve.xs[max(i - 1, 0) : i + 1]]
        if 0 < i < len(curve.xs) and min(near) > CLOSEST:
            points[x] = value(curve, x)
    xs = sorted(points)
    return Curve(xs, [points[x][0] for x in xs], [points[x][1] for x in xs])


def mirrored(curve: Curve) -> Curve:
    """The curve seen in the line y = 0."""
    return Curve(curve.xs, [-y for y in curve.ys], [-m for m in curve.slopes])
