"""How strands pass over each other: who answered is on top.

A thin strand is left out where it passes below, so that it needs no ground to be drawn on. Broad
ones are painted in layers: theirs, the owner's on top of it, and theirs once more where the other
person answered; what is on top has a halo in the colour of the ground, only as long as it takes
to clear the strand below.
"""

from bisect import bisect_right
from math import inf, sqrt
from typing import NamedTuple

from vinculo.strands.curve import Curve, with_points
from vinculo.strands.geometry import Weave, parts, remaining
from vinculo.strands.ribbon import Breadth, outline
from vinculo.strands.story import Side
from vinculo.strands.svg import area, line, path

FARTHEST = 0.45
"""How far from a knot a gap or a halo goes at most, of the way to the next knot."""
LAP = 0.8
"""How much farther than its halo a ribbon is painted once more (px), lest the halo's ends shine through."""
NEAR = 40.0
"""Knots this far outside a frame may still have their gaps and halos in it (px)."""
LETTER: dict[Side, str] = {"mine": "m", "theirs": "t"}
"""The class of what belongs to a side."""

Span = tuple[float, float]


class Frame(NamedTuple):
    """Which part of a weave is painted, [left, right], and how far it is moved."""

    left: float
    right: float
    dx: float
    dy: float


def waiting(weave: Weave, frame: Frame) -> str:
    """What is drawn before anybody answers, grey and dashed: all of it where nobody ever did."""
    end = min(weave.knots[0].x, frame.right) if weave.knots else frame.right
    apart = parts(weave.mine, weave.seen, frame.left, end) + parts(weave.theirs, weave.seen, frame.left, end)
    return path("zero", line(apart, frame.dx, frame.dy))


def since_answer(weave: Weave, frame: Frame) -> Frame:
    """The part of a frame in which somebody has answered; it ends before it begins where nobody has."""
    first = weave.knots[0].x if weave.knots else inf
    return frame._replace(left=max(first, frame.left))


def thin(weave: Weave, mine: float, theirs: float, clear: float, frame: Frame) -> str:
    """Both strands, stroked `mine` and `theirs` px broad. The strand below keeps a distance of
    `clear` px from the one above."""
    below: dict[Side, list[Span]] = {"mine": [], "theirs": []}
    for i, steep in _crossings(weave, frame):
        mine_over = weave.knots[i].over == "mine"
        over, under = (mine, theirs) if mine_over else (theirs, mine)
        square = steep * steep
        away = over / 2 + clear + under / 2 * abs(1 - square) / (1 + square)
        gap = _around(weave, i, away * sqrt(1 + square) / (2 * steep))
        below["theirs" if mine_over else "mine"].append(gap)

    def stroke(kind: str, curve: Curve, gaps: list[Span], breadth: float) -> str:
        spans = [rest for span in weave.seen for rest in remaining(*span, gaps)]
        data = line(parts(curve, spans, frame.left, frame.right), frame.dx, frame.dy)
        return path(f"s {kind}", data, f' stroke-width="{breadth:.2f}"')

    return stroke("t", weave.theirs, below["theirs"], theirs) + stroke("m", weave.mine, below["mine"], mine)


def broad(weave: Weave, mine: Breadth, theirs: Breadth, halo: float, frame: Frame) -> str:
    """Both strands as ribbons of these half-breadths; a halo is `halo` px broader on each side. The
    first knot is where they begin: round."""
    first = weave.knots[0].x if weave.knots else -inf
    over: dict[Side, list[Span]] = {"mine": [], "theirs": []}
    for i, steep in _crossings(weave, frame):
        knot = weave.knots[i]
        away = (mine(knot.x) + theirs(knot.x) + halo) * sqrt(1 + steep * steep) / (2 * steep)
        over[knot.over].append(_around(weave, i, away))
    again = [(a - LAP, b + LAP) for a, b in over["theirs"]]
    theirs_cut = with_points(weave.theirs, [x for span in again for x in span])

    def ribbon(kind: str, curve: Curve, half: Breadth, spans: list[Span], more: float = 0.0) -> str:
        shapes = (
            area(outline(c, half, more), frame.dx, frame.dy, round_start=c.xs[0] == first)
            for c in parts(curve, spans, frame.left, frame.right)
        )
        return path(f"r {kind}", "".join(shapes))

    return (
        ribbon("t", theirs_cut, theirs, weave.seen)
        + ribbon("halo", weave.mine, mine, _within(weave.seen, over["mine"]), halo)
        + ribbon("m", weave.mine, mine, weave.seen)
        + ribbon("halo", theirs_cut, theirs, _within(weave.seen, over["theirs"]), halo)
        + ribbon("t", theirs_cut, theirs, _within(weave.seen, again))
    )


def _crossings(weave: Weave, frame: Frame) -> list[tuple[int, float]]:
    """Which knots are in a frame or near it, and how steeply the strands cross there: never level, so
    that gaps and halos are finite."""
    xs, _, slopes = weave.mine
    near = dict(zip(xs, slopes, strict=True))
    reach = frame.left - NEAR, frame.right + NEAR
    return [
        (i, max(abs(near[knot.x]), 0.05))
        for i, knot in enumerate(weave.knots)
        if reach[0] <= knot.x <= reach[1] and knot.x in near
    ]


def _within(seen: list[Span], spans: list[Span]) -> list[Span]:
    """These spans, each around a knot, less what is not seen."""
    starts = [a for a, _ in seen]
    found = []
    for a, b in spans:
        i = bisect_right(starts, (a + b) / 2) - 1
        if i >= 0:
            found.append((max(a, seen[i][0]), min(b, seen[i][1])))
    return found


def _around(weave: Weave, i: int, away: float) -> Span:
    """From `away` px before a knot to as much after it, less where other knots are near."""
    knots, x = weave.knots, weave.knots[i].x
    before = min(away, FARTHEST * (x - knots[i - 1].x)) if i else 0.0
    after = min(away, FARTHEST * (knots[i + 1].x - x)) if i + 1 < len(knots) else away
    return x - before, x + after
