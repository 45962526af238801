"""One relationship: its two strands, its path, time each way, worth in parts, and all that happened."""

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from vinculo import api, strands
from vinculo.api import why as reasons
from vinculo.api.clock import moment_in, step_in
from vinculo.errors import VinculoError
from vinculo.measure.stages import STAGES
from vinculo.web import charts, forecast, plots, telling
from vinculo.web.forms import FORMS
from vinculo.web.offers import kind
from vinculo.web.proofs import Proof, proof_of
from vinculo.web.window import View, Window, day_in_words, name_of, window_of

ROWS_A_PAGE = 100
ROWS_AS_TABLE = 200
"""Lines of the table beside the drawing; what is older stands in the timeline."""
NEAR_EVEN = 0.7
"""From where on the smaller share of time is called near even with the larger."""


def page(request: Request) -> Response:
    """All about one relationship. Raises UnknownPerson where there is none."""
    window, view, one = _asked(request)
    wording = view.wording
    story = window.reading.story(one.person.id, view.on, with_minutes=not view.are_numbers_hidden)
    told = strands.as_rows(story, wording)
    facts = _common(one) | {
        "large": charts.drawn(strands.large(story, wording, "life-words")),
        "folded": charts.drawn(strands.folded(story, wording, "life-words")),
        "words": strands.in_words(story, wording),
        "key": [(charts.drawn(sign), meaning) for sign, meaning in strands.key(wording)],
        "rows": told[-ROWS_AS_TABLE:],
        "rows_before": max(0, len(told) - ROWS_AS_TABLE),
        "steps": [step_in(step, view.zone) for step in reasons.steps(window.reading, one, view.on)],
        "following": _following(one),
        "balance": _balance(one),
        "theirs": charts.bar(one.minutes_in, max(one.minutes_in, one.minutes_out), "t"),
        "mine": charts.bar(one.minutes_out, max(one.minutes_in, one.minutes_out), "m"),
        "proof": _proof(window, view, one, one.stage),
        "beside": _beside(window, view, one),
        "noted": telling.noted(request),
        "nouns": tuple(FORMS),
        "trust_rule": plots.trust_rule(one.regard.trust, view.wording) if one.regard.trust else "",
        "ahead": forecast.ahead(window, view, one),
        "still": forecast.still(view, one),
    }
    return window.page(request, "person.html", facts | _happened(request, window, view, one))


def why(request: Request) -> Response:
    """Why a number is what it is: a page, of which the person's page takes the drawer."""
    window, view, one = _asked(request)
    facts = _common(one) | {"proof": _proof(window, view, one, request.path_params["number"])}
    return window.page(request, "why.html", facts)


def timeline(request: Request) -> Response:
    """More of what happened: a page, of which the person's page takes the rows."""
    window, view, one = _asked(request)
    facts = _common(one) | _happened(request, window, view, one)
    return window.page(request, "timeline.html", facts)


def _asked(request: Request) -> tuple[Window, View, api.Relationship]:
    window = window_of(request)
    view = window.view(request)
    return window, view, reasons.relationship(window.reading, request.path_params["person"], view.on)


def _common(one: api.Relationship) -> dict[str, object]:
    return {
        "one": one,
        "name": name_of(one.person),
        "brief": name_of(one.person, 40),
        "order": api.STAGE_ORDER[one.stage],
    }


def _following(one: api.Relationship) -> str:
    order = api.STAGE_ORDER[one.stage] + 1
    return STAGES[order].key if order < len(STAGES) else ""


def _balance(one: api.Relationship) -> str:
    """Which sentence goes with the two bars: no accounts are settled here."""
    less, more = sorted((one.minutes_in, one.minutes_out))
    if not more:
        return "none"
    if less >= NEAR_EVEN * more:
        return "even"
    return "theirs" if one.minutes_in == more else "mine"


def _beside(window: Window, view: View, one: api.Relationship) -> list[str]:
    """What stands beside the value, if the owner wants it: one figure at the owner's rates, and what an
    hour brought."""
    wording, told = view.wording, []
    try:
        figure = api.scalar(one.value, window.reading.rates())
    except VinculoError:
        figure = 0.0
    if figure:
        told.append(wording.say("web.person.scalar", n=wording.number(round(figure, 2))))
    if window.reading.choices()["time_ratio"] == "shown":
        for name, amount in api.per_hour(one.value, one.minutes_out).items():
            unit = one.value.units.get(name) or kind(view, name)
            told.append(wording.say("web.person.per_hour", n=wording.number(round(amount, 2)), unit=unit))
    return told


def _proof(window: Window, view: View, one: api.Relationship, number: str) -> Proof:
    return proof_of(window.reading, view, one, number)


def _happened(request: Request, window: Window, view: View, one: api.Relationship) -> dict[str, object]:
    before = request.query_params.get("before", "")
    told = reasons.timeline(window.reading, one, view.on, before=before, limit=ROWS_A_PAGE)
    years = [
        (year, list(moments))
        for year, moments in groupby(
            (moment_in(moment, view.zone) for moment in told.moments), key=lambda moment: moment.at[:4]
        )
    ]
    return {
        "years": years,
        "total": told.total,
        "before": told.before,
        "day_of": lambda moment: _day(view, moment),
        "is_continued": bool(before),
    }


def _day(view: View, moment: api.Moment) -> str:
    """The day of a happening within its year, no more exact than it is known."""
    match moment.precision:
        case "year":
            return ""
        case "month":
            return day_in_words(view.wording, moment.at[:10], "MMM")
        case _:
            return day_in_words(view.wording, moment.at[:10], "d MMM")
