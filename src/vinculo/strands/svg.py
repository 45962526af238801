"""How a drawing is written: elements, paths and escaped text. No style, no script, no address, no id."""

import re
from collections.abc import Callable
from html import escape
from math import sqrt

from vinculo.strands.curve import Curve

LONGEST_TEXT = 80
"""Characters of a name or place that are kept."""

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
"""Characters that XML forbids, or that turn the direction of the text around them."""


def plain(text: str, longest: int = LONGEST_TEXT) -> str:
    """Text on one line, without what XML forbids or what would turn its surroundings around, cut
    to `longest` characters."""
    kept = " ".join(_UNFIT.sub(" ", text[: 4 * longest]).split())
    return kept if len(kept) <= longest else kept[: longest - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Text as it may stand inside an element or a quoted attribute."""
    return escape(_UNFIT.sub(" ", text), quote=True)


def drawing(kind: str, width: float, height: float, attributes: str, inside: str) -> str:
    """An `svg` element of class `strands` and this kind, with attributes as written."""
    box = f"0 0 {short(width)} {short(height)}"
    return f'<svg class="strands {kind}" viewBox="{box}" {attributes}>{inside}</svg>'


def named(label: str) -> str:
    """The attributes of a drawing that says this instead."""
    return f'role="img" aria-label="{quoted(label)}"'


def described(labelled_by: str, label: Callable[[], str]) -> str:
    """The attributes of a drawing that the element with this id puts into words; where there is no
    such id, of one that carries the words itself."""
    return f'role="img" aria-labelledby="{quoted(labelled_by)}"' if labelled_by else named(label())


DECORATION = 'aria-hidden="true"'
"""The attribute of a drawing that says nothing."""


def short(number: float) -> str:
    """A coordinate to a tenth of a pixel."""
    text = f"{number:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def path(kind: str, data: str, more: str = "") -> str:
    """A path of this class, or nothing where there is no data."""
    return f'<path class="{kind}"{more} d="{data}"/>' if data else ""


def words(kind: str, x: float, y: float, text: str) -> str:
    """A line of text whose baseline begins at x, y."""
    return f'<text class="{kind}" x="{short(x)}" y="{short(y)}">{quoted(text)}</text>'


def circle(kind: str, x: float, y: float, radius: float) -> str:
    """A circle."""
    return f'<circle class="{kind}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"/>'


def line(curves: list[Curve], dx: float, dy: float) -> str:
    """Path data of these curves, moved; of two points at one height, a straight line."""
    numbers: list[float] = []
    form = ""
    for xs, ys, slopes in curves:
        numbers += (xs[0] + dx, ys[0] + dy)
        if len(ys) == 2 and ys[0] == ys[1]:
            numbers.append(xs[-1] + dx)
            form += "M%.1f %.1fH%.1f"
            continue
        form += "M%.1f %.1f" + "C%.1f %.1f %.1f %.1f %.1f %.1f" * (len(xs) - 1)
        x0, y0, m0 = xs[0] + dx, ys[0] + dy, slopes[0]
        for i in range(1, len(xs)):
            x1, y1, m1 = xs[i] + dx, ys[i] + dy, slopes[i]
            third = (x1 - x0) / 3
            numbers += (x0 + third, y0 + m0 * third, x1 - third, y1 - m1 * third, x1, y1)
            x0, y0, m0 = x1, y1, m1
    return _without_zeros(form % tuple(numbers))


def area(edges: tuple[list[float], list[float]], dx: float, dy: float, round_start: bool) -> str:
    """Path data of a closed shape between an edge from left to right and one back."""
    above, below = edges
    numbers = [v + (dy if i % 2 else dx) for edge in edges for i, v in enumerate(edge)]
    curves = "C%.1f %.1f %.1f %.1f %.1f %.1f"
    form = f"M%.1f %.1f{curves * (len(above) // 6)}L%.1f %.1f{curves * (len(below) // 6)}"
    if round_start:
        radius = sqrt((above[0] - below[-2]) ** 2 + (above[1] - below[-1]) ** 2) / 2
        form += "A%.2f %.2f 0 0 1 %.1f %.1f"
        numbers += (radius, radius, above[0] + dx, above[1] + dy)
    return _without_zeros(form % tuple(numbers)) + "Z"


def _without_zeros(data: str) -> str:
    for following in " CMHLAZ":
        data = data.replace(".0" + following, following)
    return data.removesuffix(".0")
