"""Calm drawings of trust, of what came and of what is said, as SVG made on the server."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from vinculo import api
from vinculo.web.charts import drawn
from vinculo.wording import Wording

EPOCH = dt.date(1970, 1, 1)
HEIGHT, TOP, BOTTOM, LABEL = 180, 4, 24, 18
"""Pixels: of a whole drawing, and of the room above it, for its years and for a line of words."""
LANE, BAR = 44, 20
"""Pixels of a lane with its name, and of its highest bar."""
EDGE = 4
"""Percent of the width that stay free on either side, so that no year is cut."""
YEARS = 6
"""Years that are named, at most; the page may be that of a telephone."""


def trust_rule(trust: api.TrustShown, wording: Wording) -> Markup:
    """From none to ten promises in ten: the band of 80 %, and the point."""

    def x(value: float) -> float:
        return 10 + 320 * value

    low, high = x(trust.low), x(trust.high)
    ticks = "".join(f'<path class="axis" d="M{x(n / 10):g} 13V19"/>' for n in range(11))
    names = "".join(f'<text x="{x(n / 10):g}" y="34" text-anchor="middle">{n}</text>' for n in (0, 5, 10))
    label = wording.say(
        "page.regard.of_ten",
        n=round(10 * trust.value),
        low=round(10 * trust.low),
        high=round(10 * trust.high),
    )
    return drawn(
        f'<svg class="trust-rule" viewBox="0 0 340 38" role="img" aria-label="{Markup.escape(label)}">'
        f'<path class="axis" d="M10 16H330"/>{ticks}'
        f'<rect class="band" x="{low:.1f}" y="9" width="{high - low:.1f}" height="14"/>'
        f'<circle class="point" cx="{x(trust.value):.1f}" cy="16" r="5"/>{names}</svg>'
    )


def came(answer: api.Brought, titles: Sequence[str], until: int, wording: Wording) -> Markup:
    """One lane for each kind and unit, one time for all: a bar at the day of each return, as high as it is
    beside the largest of its lane; a loss is open."""
    own = [one for one in answer.returns if one.status in {"confirmed", "lost"}]
    if not own:
        return Markup("")
    days = {one.key: (dt.date.fromisoformat(one.on) - EPOCH).days for one in own}
    first = min(days.values()) - 30
    last = max(until, first + 365)
    parts = []
    for lane, (total, title) in enumerate(zip(answer.total, titles, strict=True)):
        told = [one for one in own if (one.dimension, one.unit) == (total.dimension, total.unit)]
        most = max(one.amount for one in told)
        ground = TOP + (lane + 1) * LANE
        parts.append(f'<text x="0" y="{ground - BAR - 4}">{Markup.escape(title)}</text>{_line(ground)}')
        for one in told:
            high = max(2.0, one.amount / most * BAR)
            style = "lost" if one.status == "lost" else "came"
            place = f'x="{_x(days[one.key], first, last):.2f}%" y="{ground - high:.1f}"'
            parts.append(
                f'<rect class="{style}" {place} width="5" height="{high:.1f}" transform="translate(-2.5)"/>'
            )
    label = wording.say_count("web.returns.plot", len(own))
    height = TOP + len(answer.total) * LANE + BOTTOM
    return _framed("".join(parts), first, last, label, height)


def voices(told: api.Brand, wording: Wording) -> Markup:
    """How many people spoke in public, quarter by quarter, and how many of them had before."""
    if len(told.days) < 2:
        return Markup("")
    spoke = told.voices["spoken"]
    most = max([*spoke, 1])
    first, last = told.days[0], told.days[-1]
    lines = []
    for name, counts in (("spoke", spoke), ("returning", told.voices["returning"])):
        points = "L".join(
            f"{_x(day, first, last):.2f} {100 - 100 * n / most:.1f}"
            for day, n in zip(told.days, counts, strict=True)
        )
        lines.append(f'<path class="line {name}" d="M{points}"/>')
    drawing = (
        f'<svg y="{TOP + LABEL}" width="100%" height="{HEIGHT - TOP - LABEL - BOTTOM}" viewBox="0 0 100 100"'
        f' preserveAspectRatio="none">{"".join(lines)}</svg>'
    )
    top = f'<text x="0" y="{TOP + LABEL - 6}">{Markup.escape(wording.number(most))}</text>'
    return _framed(drawing + top, first, last, wording.say("web.brand.plot"), HEIGHT)


def _x(day: float, first: int, last: int) -> float:
    """In percent of the width: a drawing is as wide as its page, and its words stay as large as text."""
    return EDGE + (day - first) / max(last - first, 1) * (100 - 2 * EDGE)


def _line(y: int) -> str:
    return f'<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>'


def _framed(inside: str, first: int, last: int, label: str, height: int) -> Markup:
    begin, end = (EPOCH + dt.timedelta(days=day) for day in (first, last))
    every = max(1, -(-(end.year - begin.year) // YEARS))
    years = "".join(
        f'<text x="{_x((dt.date(year, 1, 1) - EPOCH).days, first, last):.2f}%" y="{height - 6}"'
        f' text-anchor="middle">{year}</text>'
        for year in range(begin.year + 1, end.year + 1, every)
    )
    return drawn(
        f'<svg class="plot" width="100%" height="{height}" role="img" aria-label="{Markup.escape(label)}">'
        f"{_line(height - BOTTOM)}{inside}{years}</svg>"
    )
