"""A relationship on a narrow screen: read like text, a line of 328 px for every two years."""

from math import ceil
from typing import NamedTuple

from vinculo.strands.curve import value
from vinculo.strands.geometry import Form, Scale, Weave, weave
from vinculo.strands.labels import first_of, in_rows, on_calendar
from vinculo.strands.layers import Frame, broad, since_answer, waiting
from vinculo.strands.marks import ends, hatch, rings
from vinculo.strands.ribbon import Breadth, breadths, held_back
from vinculo.strands.story import FIRST_DAY, Story, begins, known, stops
from vinculo.strands.svg import described, drawing, path, short, words
from vinculo.strands.words import calendar_word, stage_title, told
from vinculo.wording import Wording

FOLDED = Form(width=328, height=66, widest=28.4, least=5, turn=18, bend=6, merge=10, pad=4)
THIN = 0.62
"""How much thinner ribbons are than on the large drawing."""
HALO = 1.25
YEAR_DAYS = 365.25
MOST_LINES = 24
YEARS, TITLE, BELOW = 16, 15, 6
"""Heights of the row of years, of a row of stages, and between lines (px)."""


class _Strip(NamedTuple):
    """The whole drawing as one long line, before it is cut."""

    story: Story
    scale: Scale
    strands: Weave
    mine: Breadth
    theirs: Breadth
    heads: list[tuple[float, str]]


def folded(story: Story, wording: Wording, labelled_by: str = "") -> str:
    """The strands from their beginning until `as_of`, as one `svg` of as many lines as it takes;
    beyond 48 years, a line holds more years. `labelled_by` as in `large`."""
    story = known(story)
    now, begin = story.as_of, begins(story)
    start = first_of(max(now - 4 * YEAR_DAYS, FIRST_DAY) if begin is None else min(begin, now), 12)
    years = ceil((now - start) / YEAR_DAYS + 0.01)
    per_line = 2 * max(1, ceil(years / (2 * MOST_LINES)))
    length = FOLDED.width - 2 * FOLDED.pad
    scale = Scale(FOLDED.pad, start, length / (per_line * YEAR_DAYS))
    lines = ceil(years / per_line)
    right = FOLDED.pad + lines * length
    strands = weave(story, FOLDED, scale, FOLDED.pad, right)
    places = [k.x for k in strands.knots]
    mine, theirs = (held_back(half, places) for half in breadths(story, scale, right, THIN))
    heads = [(scale.x(s.at), stage_title(s.stage, wording)) for s in story.steps]
    strip = _Strip(story, scale, strands, mine, theirs, heads)
    drawn, top = [], 0.0
    for i in range(lines):
        left = FOLDED.pad + i * length
        line, height = _line(strip, Frame(left, left + length, -i * length, top), wording)
        drawn.append(line)
        top += height
    return drawing(
        "folded", FOLDED.width, top, described(labelled_by, lambda: told(story, wording)), "".join(drawn)
    )


def _line(strip: _Strip, frame: Frame, wording: Wording) -> tuple[str, float]:
    """A line whose upper edge is at the frame's dy, and its height."""
    heads: list[tuple[float, tuple[str, ...]]] = [
        (x, (title,)) for x, title in strip.heads if frame.left <= x < frame.right
    ]
    labels = in_rows(heads, frame.right, 6)
    rows = 1 + max((head.row for head in labels), default=-1)
    upper = frame.dy + YEARS + TITLE * rows
    middle = upper + FOLDED.height / 2
    placed = frame._replace(dy=middle)
    unseen = [
        (max(a, frame.left) + frame.dx, min(b, frame.right) + frame.dx)
        for a, b in strip.strands.unseen
        if a < frame.right and b > frame.left
    ]
    drawn = [path("hatch", hatch(unseen, middle - FOLDED.widest, middle + FOLDED.widest))]
    for on, x in on_calendar(strip.scale, min(strip.scale.at(frame.right) - 1, strip.story.as_of)):
        if x >= frame.left - 0.5:
            across = short(x + frame.dx)
            drawn.append(path("rule", f"M{across} {short(upper)}V{short(upper + FOLDED.height)}"))
            drawn.append(words("note", x + frame.dx + 3, frame.dy + 12, calendar_word(on, wording)))
    for head in labels:
        x, base = head.x + frame.dx, frame.dy + YEARS + TITLE * (head.row + 1) - 4
        top = upper if head.row < 0 else base - 9 if head.left == head.x else base + 3
        end = max(middle + min(_heights(strip.strands, head.x)) - 7, upper)
        drawn.append(path("lead", f"M{short(x)} {short(top)}V{short(end)}"))
        if head.row >= 0:
            drawn.append(words("head", head.left + frame.dx + 5, base, head.lines[0]))
    drawn.append(waiting(strip.strands, placed))
    drawn.append(broad(strip.strands, strip.mine, strip.theirs, HALO, since_answer(strip.strands, placed)))
    drawn.append(rings(strip.story, strip.strands, strip.scale, placed, 4.0))
    stop = strip.scale.x(stops(strip.story))
    if strip.story.ended is None and frame.left <= stop < frame.right:
        drawn.append(ends(strip.strands, stop, placed, 2.4))
    return "".join(drawn), upper - frame.dy + FOLDED.height + BELOW


def _heights(strands: Weave, x: float) -> list[float]:
    return [value(curve, x)[0] if curve.xs else -FOLDED.widest for curve in (strands.mine, strands.theirs)]
