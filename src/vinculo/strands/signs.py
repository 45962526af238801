"""The small signs: a glyph for each stage, the mark of the product, and the key to the drawings."""

from math import pi

from vinculo.strands.curve import Curve, mirrored, through
from vinculo.strands.geometry import Knot, Weave
from vinculo.strands.layers import Frame, thin
from vinculo.strands.marks import hatch
from vinculo.strands.svg import DECORATION, circle, drawing, line, path
from vinculo.wording import Wording

STAGES = 5
"""The last stage; the first is 0."""


def glyph(stage: int) -> str:
    """The sign of a stage, 28 × 12: y = 6 ∓ 4·cos(π·stage·x/26), as many crossings as steps were
    made; at stage 0 two dashed lines. It says nothing by itself: the stage's name stands beside it.

    Raises:
        ValueError: there is no such stage.
    """
    if not 0 <= stage <= STAGES:
        raise ValueError(f"no such stage: {stage}")
    if stage == 0:
        return drawing("glyph", 28, 12, DECORATION, path("zero", "M1 2.5H27M1 9.5H27"))
    return drawing("glyph", 28, 12, DECORATION, _woven(stage, 26, 4, 1.75, 0.6, Frame(0, 26, 1, 6)))


def logo() -> str:
    """The mark of vinculo, 34 × 18: two strands, crossed twice."""
    return drawing("logo", 34, 18, DECORATION, _woven(2, 30, 6, 2.5, 1.1, Frame(0, 30, 2, 9)))


def key(wording: Wording) -> tuple[tuple[str, str], ...]:
    """What is to be known to read the drawings: a sign and its meaning, each."""
    apart = through([1, 7, 13, 27], [0, 3.2, 4.2, 4.6])
    opened = path("s m", line([apart], 0, 6), _STROKE) + path("s t", line([mirrored(apart)], 0, 6), _STROKE)
    signs = (
        ("mine", path("s m", "M1 6H27", _STROKE)),
        ("theirs", path("s t", "M1 6H27", _STROKE)),
        ("crossed", _woven(1, 26, 4, 1.75, 0.6, Frame(0, 26, 1, 6))),
        ("apart", opened),
        ("zero", path("zero", "M1 2.5H27M1 9.5H27")),
        ("met", circle("met", 14, 6, 4)),
        ("unseen", path("hatch", hatch([(0, 28)], 0, 12))),
    )
    return tuple(
        (drawing("glyph", 28, 12, DECORATION, inside), wording.say(f"strands.key.{name}"))
        for name, inside in signs
    )


_STROKE = ' stroke-width="1.75"'


def _woven(crossings: int, length: float, height: float, breadth: float, clear: float, frame: Frame) -> str:
    """Two sine waves in opposite phase, by turns over and under each other."""
    quarter = length / (2 * crossings)
    turns = range(2 * crossings + 1)
    steep = pi * height * crossings / length
    mine = Curve(
        [i * quarter for i in turns],
        [(-height, 0.0, height, 0.0)[i % 4] for i in turns],
        [(0.0, steep, 0.0, -steep)[i % 4] for i in turns],
    )
    knots = [Knot(i * quarter, 0.0, "theirs" if i % 4 == 1 else "mine") for i in turns if i % 2]
    strands = Weave(mine, mirrored(mine), knots, [(0.0, length)], [])
    return thin(strands, breadth, breadth, clear, frame)
