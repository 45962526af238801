"""Where two strands run: apart while nobody answers, crossed when somebody does.

All lengths are pixels, y is measured from the line halfway between the strands, downwards. The
gap opens with the observable days since the last answer, by half of what is left every 90 days,
and an answer pulls it shut faster than it opened. The two strands are at y = 0 at the knots and
nowhere else; with no exchange there is no knot, and they never touch.
"""

from bisect import bisect_left, bisect_right
from math import exp, inf
from typing import NamedTuple

from vinculo.strands.curve import Curve, mirrored, stretch, through, value
from vinculo.strands.story import FIRST_DAY, LAST_DAY, SIDES, Clock, Side, Story, begins, stops

HALF_OPEN_DAYS = 90.0
AT_ZERO = 0.62
"""How far apart the strands are before the first answer, of the widest gap."""
BEND = 0.8
"""How much of its way to the middle a strand goes when it reaches in vain."""
SHORTEST = 0.2
"""Points that a strand is put together from are at least this far apart (px)."""
SHOULDER = 2.3
"""How far from its deepest place a reach is felt, in breadths of a bend."""


class Form(NamedTuple):
    """The proportions of one size of drawing (px)."""

    width: float
    height: float
    widest: float
    """Half of the widest gap."""
    least: float
    """Half of the gap between two answers on one day."""
    turn: float
    """How far before and after a knot the strands are on their way through it."""
    bend: float
    """Half of the breadth of a reach."""
    merge: float
    """Answers nearer than this to the first of a knot belong to it."""
    pad: float


class Scale(NamedTuple):
    """Time along the line: linear, `per_day` px to a day."""

    left: float
    start: float
    per_day: float

    def x(self, at: float) -> float:
        """Where an instant is."""
        return self.left + (at - self.start) * self.per_day

    def at(self, x: float) -> float:
        """Which instant is here."""
        return self.start + (x - self.left) / self.per_day


class Knot(NamedTuple):
    """Where the strands cross."""

    x: float
    at: float
    over: Side
    """Who answered most often here; of equals, who answered first."""


class Weave(NamedTuple):
    """Two strands and where they may be seen."""

    mine: Curve
    theirs: Curve
    knots: list[Knot]
    seen: list[tuple[float, float]]
    """Stretches that are drawn, from left to right."""
    unseen: list[tuple[float, float]]
    """Stretches in which no strand can be drawn."""


def fit(form: Form, start: float, end: float, left: float | None = None) -> Scale:
    """The scale that lays [start, end] between the pads of a form (or from `left` to the right pad).
    A shorter time than a day is given the room of one.

    Raises:
        ValueError: start or end is not an instant, or the end comes first.
    """
    if not FIRST_DAY <= start <= end <= LAST_DAY:
        raise ValueError(f"not a stretch of time: {start} to {end}")
    left = form.pad if left is None else left
    return Scale(left, start, (form.width - form.pad - left) / max(end - start, 1.0))


def weave(story: Story, form: Form, scale: Scale, left: float, right: float) -> Weave:
    """The strands of a known story between two places. What is far outside is not worked out."""
    knots = _knots(story, form, scale)
    first = begins(story)
    begin = left if first is None else scale.x(first)
    end = scale.x(stops(story))
    mine = _without_reaches(knots, _Opening(story, form, scale), form, begin, end, left, right)
    mine_bends, theirs_bends = (_bends(story, side, form, scale, knots, mine) for side in SIDES)
    events = sorted([k.x for k in knots] + mine_bends + theirs_bends)
    unseen = _unseen(story, form, scale, events, left, right)
    return Weave(
        _bent(mine, mine_bends, form, knots),
        _bent(mirrored(mine), theirs_bends, form, knots),
        knots,
        remaining(max(begin, left), min(end, right), unseen),
        unseen,
    )


def _knots(story: Story, form: Form, scale: Scale) -> list[Knot]:
    exchanges = story.exchanges
    instants = [at for at, _ in exchanges]
    merge_days = form.merge / scale.per_day
    knots = []
    i = 0
    while i < len(instants):
        at, over = exchanges[i]
        j = bisect_left(instants, at + merge_days, i + 1)
        if j - i > 1:
            theirs = sum([e.answered == "theirs" for e in exchanges[i:j]])
            if 2 * theirs != j - i:
                over = "theirs" if 2 * theirs > j - i else "mine"
        knots.append(Knot(scale.x(at), at, over))
        i = j
    return knots


class _Opening:
    """How wide the gap is at any moment after an answer."""

    def __init__(self, story: Story, form: Form, scale: Scale) -> None:
        self._form, self._scale = form, scale
        self._clock = Clock(story.unseen) if story.unseen else None
        self._edges = [scale.x(at) for u in story.unseen for at in u]
        self._half_life = max(HALF_OPEN_DAYS * scale.per_day, form.turn / 2)

    def gap(self, knot: Knot, x: float) -> float:
        """Half of the gap at x, since a knot, clear of its turn."""
        form, at = self._form, self._scale.at(x)
        days = self._clock.between(knot.at, at) if self._clock else at - knot.at
        return form.widest - (form.widest - form.least) * 2 ** (-days / HALF_OPEN_DAYS)

    def bends(self, start: float, end: float) -> list[float]:
        """Places between two at which the opening gap bends: after a few half-lives."""
        inside = slice(bisect_right(self._edges, start + 1), bisect_left(self._edges, end - 1))
        edges = [start, *self._edges[inside], end]
        places = []
        for i in range(len(edges) - 1):
            places.append(edges[i])
            for half_lives in (1, 2, 3.5, 6):
                x = edges[i] + half_lives * self._half_life
                if x >= edges[i + 1] - self._half_life / 2:
                    break
                places.append(x)
        return places


def _without_reaches(
    knots: list[Knot], opening: _Opening, form: Form, begin: float, end: float, left: float, right: float
) -> Curve:
    """The owner's strand, as it would run without any reach."""
    if not knots:
        apart = -AT_ZERO * form.widest
        xs = [begin, end] if end - begin >= SHORTEST else [begin]
        return through(xs, [apart] * len(xs))
    places = [k.x for k in knots]
    low, high = max(0, bisect_left(places, left) - 2), min(len(knots), bisect_right(places, right) + 2)
    xs, ys = _before_any_answer(form, begin, places[0]) if low == 0 else ([], [])
    for i in range(low, high):
        side = -1 if i % 2 else 1
        xs.append(places[i])
        ys.append(0.0)
        if i + 1 < len(places):
            after = _until_next(opening, form.turn, places[i], places[i + 1])
        elif end - places[i] >= form.turn:
            after = [*opening.bends(places[i] + form.turn, end), end]
        else:
            after = []
        xs += after
        ys += [side * opening.gap(knots[i], x) for x in after]
    if high == len(knots) and not after and end - places[-1] >= SHORTEST:
        part = (end - places[-1]) / form.turn
        xs.append(end)
        ys.append(side * opening.gap(knots[-1], end) * part * (1.5 - part * part / 2))
    return through(xs, ys)


def _before_any_answer(form: Form, begin: float, knot: float) -> tuple[list[float], list[float]]:
    """Nothing where it took too short to be seen."""
    apart = -AT_ZERO * form.widest
    if knot - begin < form.turn / 3:
        return [], []
    if knot - begin < form.turn + 1:
        return [begin], [apart]
    return [begin, knot - form.turn], [apart, apart]


def _until_next(opening: _Opening, turn: float, knot: float, following: float) -> list[float]:
    """Places between two knots: the crest, nearer to the next knot where they are far apart (an
    answer pulls the strands together faster than silence opened them), and on the way to it."""
    half = (following - knot) / 2
    rise, crest = knot + min(half, turn), following - min(half, 0.7 * turn)
    return [*opening.bends(rise, crest), crest] if crest - rise >= turn else [crest]


def _bends(
    story: Story, side: Side, form: Form, scale: Scale, knots: list[Knot], curve: Curve
) -> list[float]:
    """Where a side reached in vain, along a curve. Reaches too near to each other are one bend; too
    near to a knot, they are lost in its turn."""
    bends: list[float] = []
    if not story.reaches or len(curve.xs) < 2:
        return bends
    places = [k.x for k in knots]
    for reach in story.reaches:
        x = scale.x(reach.at)
        if reach.whose != side or not curve.xs[0] <= x <= curve.xs[-1]:
            continue
        if bends and x - bends[-1] < 2.2 * form.bend:
            continue
        i = bisect_left(places, x)
        if (
            min([abs(x - place) for place in places[max(i - 1, 0) : i + 1]], default=inf)
            > SHOULDER * form.bend
        ):
            bends.append(x)
    return bends


def _bent(curve: Curve, bends: list[float], form: Form, knots: list[Knot]) -> Curve:
    """The curve with a dent towards the other strand at each of these places, by
    .8·exp(−((x − bend)/breadth)²) of its way to the middle."""
    if not bends:
        return curve
    points = dict(zip(curve.xs, curve.ys, strict=True))
    for bend, (left, right) in zip(bends, _shoulders(curve, bends, form, knots), strict=True):
        for i in range(bisect_left(curve.xs, left), bisect_right(curve.xs, right)):
            del points[curve.xs[i]]
        for x in (left, bend, right):
            away = abs(x - bend) / form.bend
            dent = BEND * exp(-away * away) if away < SHOULDER - 0.01 else 0.0
            points[x] = value(curve, x)[0] * (1 - dent)
    return _spaced(points)


def _shoulders(curve: Curve, bends: list[float], form: Form, knots: list[Knot]) -> list[tuple[float, float]]:
    """From where to where each bend is felt: not beyond the middle between it and the bends and knots
    next to it, nor beyond the curve."""
    places = [k.x for k in knots]
    spans = []
    for i, x in enumerate(bends):
        k = bisect_left(places, x)
        left = [x - SHOULDER * form.bend, curve.xs[0], *((p + x) / 2 for p in places[max(k - 1, 0) : k])]
        right = [x + SHOULDER * form.bend, curve.xs[-1], *((p + x) / 2 for p in places[k : k + 1])]
        left += [(p + x) / 2 for p in bends[max(i - 1, 0) : i]]
        right += [(p + x) / 2 for p in bends[i + 1 : i + 2]]
        spans.append((max(left), min(right)))
    return spans


def _spaced(points: dict[float, float]) -> Curve:
    """The curve through these points, less those that are next to another. Knots stay."""
    xs: list[float] = []
    for x in sorted(points):
        if xs and x - xs[-1] < SHORTEST:
            if points[x]:
                continue
            xs.pop()
        xs.append(x)
    return through(xs, [points[x] for x in xs])


def _unseen(
    story: Story, form: Form, scale: Scale, events: list[float], left: float, right: float
) -> list[tuple[float, float]]:
    """Unseen stretches between left and right, less the turns of what was seen there all the same."""
    if not story.unseen:
        return []
    spans: list[tuple[float, float]] = []
    for begin, close in story.unseen:
        start, end = max(scale.x(begin), left), min(scale.x(close), right)
        within = events[bisect_left(events, start - form.turn) : bisect_right(events, end + form.turn)]
        for x in within:
            if start <= x - form.turn:
                spans.append((start, x - form.turn))
            start = max(start, x + form.turn)
        spans.append((start, end))
    return [(start, end) for start, end in spans if end - start >= 1]


def remaining(start: float, end: float, gaps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What is left of [start, end] between these gaps, which are in order."""
    rest = []
    for gap in gaps:
        if start < gap[0]:
            rest.append((start, min(gap[0], end)))
        start = max(start, gap[1])
    rest.append((start, end))
    return [(a, b) for a, b in rest if b > a]


def parts(curve: Curve, spans: list[tuple[float, float]], start: float, end: float) -> list[Curve]:
    """The stretches of a curve inside these spans, between start and end."""
    found = [stretch(curve, a if a > start else start, b if b < end else end) for a, b in spans]
    return [part for part in found if part]
