"""A relationship in a row: 180 × 24, all rows of a table on one scale."""

from math import inf, sqrt

from vinculo.strands.geometry import Form, fit, weave
from vinculo.strands.labels import on_calendar
from vinculo.strands.layers import Frame, since_answer, thin, waiting
from vinculo.strands.marks import ends, hatch, rings
from vinculo.strands.story import Story, known, stops
from vinculo.strands.svg import DECORATION, drawing, named, path, plain, words
from vinculo.strands.words import calendar_word
from vinculo.wording import Wording

SMALL = Form(width=180, height=24, widest=9.6, least=2.6, turn=6, bend=3.2, merge=6, pad=3)
MIDDLE = SMALL.height / 2
LEFT, RIGHT = SMALL.pad, SMALL.width - SMALL.pad
CLEAR = 0.7
"""From a strand to the one that passes over it (px)."""
LONGEST_LABEL = 200
TWO_YEARS_DAYS = 730.5
EVEN = 1.6
"""Breadth of both strands where no minutes are told (px)."""


def small(story: Story, start: float, end: float, label: str) -> str:
    """The strands from start to end (days since 1970 UTC), as an `svg` that says its label
    (200 characters of it at most).

    Raises:
        ValueError: start or end is not an instant, or the end comes first.
    """
    story = known(story)
    scale = fit(SMALL, start, end)
    frame = Frame(LEFT, RIGHT, 0, MIDDLE)
    strands = weave(story, SMALL, scale, LEFT, RIGHT)
    inside = path("hatch", hatch(strands.unseen, MIDDLE - SMALL.widest, MIDDLE + SMALL.widest))
    inside += waiting(strands, frame)
    inside += thin(strands, *_breadths(story), CLEAR, since_answer(strands, frame))
    inside += rings(story, strands, scale, frame, 2.6)
    if story.ended is None:
        inside += ends(strands, scale.x(stops(story)), frame, 1.7)
    return drawing("small", SMALL.width, SMALL.height, named(plain(label, LONGEST_LABEL)), inside)


def years(start: float, end: float, wording: Wording) -> str:
    """The years above a column of small drawings from start to end: 180 × 14."""
    scale = fit(SMALL, start, end)
    inside = [
        words("note", x, 11, calendar_word(on, wording)) for on, x in on_calendar(scale, end, 30) if x < 156
    ]
    return drawing("years", SMALL.width, 14, DECORATION, "".join(inside))


def _breadths(story: Story) -> tuple[float, float]:
    """Of mine and theirs, 1.2 to 2.3 px by the minutes of the last two years, the most at eight hours."""
    if not story.minutes:
        return EVEN, EVEN
    since, now = story.as_of - TWO_YEARS_DAYS, story.as_of
    recent = [(whose, given) for at, whose, given in story.minutes if since < at <= now and 0 < given < inf]
    mine = sum([given for whose, given in recent if whose == "mine"])
    theirs = sum([given for whose, given in recent if whose == "theirs"])
    return 1.2 + 1.1 * min(1.0, sqrt(mine / 480)), 1.2 + 1.1 * min(1.0, sqrt(theirs / 480))
