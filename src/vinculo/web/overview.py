"""The first page: how many became something, how many are at zero, and how it came to be."""

import datetime as dt

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo import api, strands
from vinculo.errors import Refusal
from vinculo.web import charts, forecast, telling
from vinculo.web.window import COOKIES, EPOCH, View, Window, name_of, window_of

MOVED = 6
"""Relationships under “what moved”."""
SHOWN_DAYS = 4 * 365
"""The years that small strands show."""


def page(request: Request) -> Response:
    """The answer; or, where the ledger is empty or not there, how to begin."""
    window = window_of(request)
    view = window.view(request)
    try:
        answer = window.reading.worth(view.on)
    except Refusal as refusal:
        if refusal.key != "refusal.no_ledger":
            raise
        return window.page(request, "begin.html", {})
    if not answer.relationships:
        return window.page(request, "begin.html", {})
    total, zero = len(answer.relationships), answer.ladder["contact"]
    end = (view.on - EPOCH).days + 1
    moved = [
        (one, _strands(window, view, one, end)) for one in api.choose(answer, limit=MOVED) if one.evolved_on
    ]
    growth = api.growth(window.reading.derived(view.on))
    facts = {
        "answer": answer,
        "evolved": total - zero,
        "zero": zero,
        "tallies": {stage: charts.tally(n, stage) for stage, n in answer.ladder.items()},
        "growth": charts.growth(growth, view.wording),
        "growth_narrow": charts.growth(growth, view.wording, width=340, height=150),
        "moved": moved,
        "conditions": _conditions(answer),
        "due": api.due(window.reading.derived(view.on)),
        "noted": telling.noted(request),
        "kept": forecast.kept(view, answer),
    }
    return window.page(request, "overview.html", facts)


def _strands(window: Window, view: View, one: api.Relationship, end: int) -> Markup:
    story = window.reading.story(one.person.id, view.on, with_minutes=not view.are_numbers_hidden)
    label = strands.row_label(story, name_of(one.person), end - SHOWN_DAYS, end, view.wording)
    return charts.drawn(strands.small(story, end - SHOWN_DAYS, end, label))


def _conditions(answer: api.Worth) -> dict[str, int]:
    counts = {"active": 0, "dormant": 0, "lost": 0}
    for one in answer.relationships:
        if one.condition:
            counts[one.condition] += 1
    return counts


async def choose(request: Request) -> Response:
    """Keeps a choice (language, theme, numbers) in the browser and goes back to where it was made."""
    form: FormData = await request.form()
    back = str(form.get("back", "/"))
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(back if is_ours else "/", 303)
    for name, allowed in COOKIES.items():
        value = form.get(name)
        if isinstance(value, str) and value in allowed:
            lasting = int(dt.timedelta(days=365).total_seconds())
            answer.set_cookie(name, value, max_age=lasting, samesite="strict", httponly=True, path="/")
    return answer
