"""Calm drawings of trust, of what came and of what is said, as SVG made on the server."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from vinculo import api
from vinculo.web.charts import drawn
from vinculo.wording import Wording

EPOCH = dt.date(1970, 1, 1)
WIDTH, HEIGHT = 700, 160
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 10, 22
NAMES, LANE = 170, 26
"""Room for the name of a lane, and its height."""


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
        parts.append(f'<path class="axis" d="M{NAMES} {ground}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="0" y="{ground - 5}">{Markup.escape(title)}</text>')
        for one in told:
            at = _x(days[one.key], first, last, NAMES)
            high = max(2.0, one.amount / most * (LANE - 8))
            style = "lost" if one.status == "lost" else "came"
            place = f'x="{at - 2.5:.1f}" y="{ground - high:.1f}"'
            parts.append(f'<rect class="{style}" {place} width="5" height="{high:.1f}"/>')
    label = wording.say_count("web.returns.plot", len(own))
    height = TOP + len(answer.total) * LANE + BOTTOM
    return _framed("".join(parts), first, last, label, left=NAMES, height=height)


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
            f"{_x(day, first, last):.1f} {HEIGHT - BOTTOM - n / most * (HEIGHT - TOP - BOTTOM):.1f}"
            for day, n in zip(told.days, counts, strict=True)
        )
        lines.append(f'<path class="line {name}" d="M{points}"/>')
    top = f'<text x="{LEFT - 6}" y="{TOP + 8}" text-anchor="end">{Markup.escape(wording.number(most))}</text>'
    return _framed("".join(lines) + top, first, last, wording.say("web.brand.plot"))


def _x(day: float, first: int, last: int, left: float = LEFT) -> float:
    return left + (day - first) / max(last - first, 1) * (WIDTH - left - RIGHT)


def _framed(
    inside: str, first: int, last: int, label: str, *, left: int = LEFT, height: int = HEIGHT
) -> Markup:
    begin, end = (EPOCH + dt.timedelta(days=day) for day in (first, last))
    every = max(1, -(-(end.year - begin.year) // 7))
    years = "".join(
        f'<text x="{_x((dt.date(year, 1, 1) - EPOCH).days, first, last, left):.1f}" y="{height - 6}"'
        f' text-anchor="middle">{year}</text>'
        for year in range(begin.year + 1, end.year + 1, every)
    )
    return drawn(
        f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{Markup.escape(label)}">'
        f'<path class="axis" d="M{left} {height - BOTTOM}H{WIDTH - RIGHT}"/>{inside}{years}</svg>'
    )
