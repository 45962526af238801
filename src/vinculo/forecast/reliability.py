"""The reliability of chances as a picture: of those told p, how many came true."""

import json
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from importlib import resources
from typing import NamedTuple

SIZE, EDGE = 320, 48
"""Width and height, and the margin for the labels, in pixels."""


class Group(NamedTuple):
    """Forecasts that were told as so many in ten."""

    in_ten: int
    told: float
    """Their mean chance."""
    came: float
    """The share that came true."""
    pairs: int


class Record(NamedTuple):
    """How often forecasts came true for single people of the public networks, each set left out in turn."""

    people: int
    forecasts: int
    coverage: float
    """Share of numbers of active days inside their 80 % interval."""
    groups: dict[int, Group]


@lru_cache(maxsize=1)
def public_record() -> Record:
    """The shipped record (`python -m bench.fit_reliability`)."""
    text = resources.files("vinculo.forecast").joinpath("priors", "reliability.json").read_text("utf-8")
    told = json.loads(text)
    groups = {one["in_ten"]: Group(**one) for one in told["groups"]}
    return Record(told["people"], told["forecasts"], told["coverage"], groups)


def svg(groups: Sequence[tuple[float, float, int]], title: str, told: str, seen: str) -> str:
    """A square SVG of (mean chance, share with contact, pairs): dots on the diagonal are right.

    `title`, `told` (x axis) and `seen` (y axis) are the words of the reader's language. The
    area of a dot grows with its number of pairs; colors are inherited, so that dark pages work.
    """
    most = max((count for _, _, count in groups), default=1)
    dots = [
        f'<circle cx="{_across(p):.1f}" cy="{_up(share):.1f}" r="{3 + 5 * (count / most) ** 0.5:.1f}">'
        f"<title>{p:.1%} · {share:.1%} · {count}</title></circle>"
        for p, share, count in groups
    ]
    ticks = [
        f'<text x="{_across(at):.1f}" y="{SIZE - EDGE + 16}" text-anchor="middle">{at:.0%}</text>'
        f'<text x="{EDGE - 6}" y="{_up(at) + 4:.1f}" text-anchor="end">{at:.0%}</text>'
        for at in (0.0, 0.5, 1.0)
    ]
    middle = SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="11" '
        f'fill="currentColor">'
        f"<title>{escape(title)}</title>"
        f'<path d="M{_across(0)} {_up(1)}V{_up(0)}H{_across(1)}M{_across(0)} {_up(0)}L{_across(1)} {_up(1)}" '
        f'fill="none" stroke="currentColor" stroke-opacity=".4"/>'
        f'<g fill-opacity=".75">{"".join(dots)}</g>{"".join(ticks)}'
        f'<text x="{middle}" y="{SIZE - 4}" text-anchor="middle">{escape(told)}</text>'
        f'<text transform="translate(11 {middle}) rotate(-90)" text-anchor="middle">{escape(seen)}</text>'
        "</svg>"
    )


def _across(p: float) -> float:
    return EDGE + p * (SIZE - 2 * EDGE)


def _up(p: float) -> float:
    return SIZE - EDGE - p * (SIZE - 2 * EDGE)
