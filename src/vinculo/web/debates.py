"""Debates as they are drawn: who came by year, and on which days each person came."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from vinculo import api
from vinculo.api.debates import Year
from vinculo.web.charts import drawn
from vinculo.web.window import View, day_in_words, name_of
from vinculo.wording import Wording

MOST_DAYS = 5
"""Days that are named in the words of a strip."""


def plot(years: Sequence[Year], wording: Wording, width: int, height: int) -> Markup:
    """A bar for each year: below, those who had come back by its end; above, those who came for once."""
    highest = max((year.came for year in years), default=0)
    if not highest:
        return Markup("")
    bottom, top = 22, 8
    step = width / len(years)
    wide = min(step * 0.6, 28.0)

    def tall(people: int) -> float:
        return people / highest * (height - top - bottom)

    parts = []
    every = max(1, -(-len(years) * 34 // width))
    for place, year in enumerate(years):
        left, base = place * step + (step - wide) / 2, height - bottom
        back, came = tall(year.came_back), tall(year.came)
        if year.came > year.came_back:
            parts.append(
                f'<rect class="once" x="{left:.1f}" y="{base - came:.1f}" width="{wide:.1f}"'
                f' height="{came - back:.1f}"/>'
            )
        if year.came_back:
            parts.append(
                f'<rect class="back" x="{left:.1f}" y="{base - back:.1f}" width="{wide:.1f}"'
                f' height="{back:.1f}"/>'
            )
        said = wording.say(
            "debates.plot_of", year=year.year, came=wording.number(year.came),
            back=wording.number(year.came_back),
        )  # fmt: skip
        parts.append(
            f'<rect class="touch" x="{place * step:.1f}" y="0" width="{step:.1f}" height="{base}">'
            f"<title>{Markup.escape(said)}</title></rect>"
        )
        if (len(years) - 1 - place) % every == 0:
            parts.append(
                f'<text class="sm mid-a" x="{left + wide / 2:.1f}" y="{height - 6}">{year.year}</text>'
            )
    parts.append(f'<path class="rule" d="M0 {height - bottom}H{width}"/>')
    label = Markup.escape(wording.say("debates.plot"))
    return drawn(
        f'<svg class="visits" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def strip(view: View, visitor: api.Visitor, place: api.PlaceAnswer, width: int = 180) -> Markup:
    """The days on which somebody came, as marks between the first and the last day of the place; the
    first one is hollow: from the second on, somebody has come back."""
    first, last = (dt.date.fromisoformat(on).toordinal() for on in (place.first_on, place.last_on))
    span = max(1, last - first)
    marks = []
    for nth, on in enumerate(visitor.days):
        x = 6 + (dt.date.fromisoformat(on).toordinal() - first) / span * (width - 12)
        marks.append(f'<circle class="{"back" if nth else "once"}" cx="{x:.1f}" cy="6" r="3.2"/>')
    days = ", ".join(day_in_words(view.wording, on) for on in visitor.days[:MOST_DAYS])
    if len(visitor.days) > MOST_DAYS:
        days += " " + view.wording.say_count("page.person.others", len(visitor.days) - MOST_DAYS)
    label = Markup.escape(view.wording.say("debates.strip", name=name_of(visitor.person, 60), days=days))
    return drawn(
        f'<svg class="visits strip" viewBox="0 0 {width} 12" role="img" aria-label="{label}">'
        f'<path class="rule" d="M0 6H{width}"/>{"".join(marks)}</svg>'
    )
