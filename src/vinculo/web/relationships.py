"""All relationships in one table, of which a browser only ever holds the rows in view."""

from collections.abc import Sequence
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vinculo import api, strands
from vinculo.api import forecast_words
from vinculo.api.story import story_of
from vinculo.derive import Derived
from vinculo.identity.normalize import name_key
from vinculo.web import charts
from vinculo.web.hiding import without_numbers
from vinculo.web.overview import SHOWN_DAYS
from vinculo.web.window import EPOCH, View, Window, day_in_words, name_of, window_of
from vinculo.wording import Wording, without_figures

MOST_ROWS = 200
TABS = ("all", "evolved", "zero", "waiting", "quiet")
"""Ready-made views; none is by worth."""
LONGEST_NAME = 80
LISTS_KEPT = 8


def page(request: Request) -> Response:
    """The frame of the table; its rows are asked for as they come into view."""
    window = window_of(request)
    view = window.view(request)
    answer = window.reading.worth(view.on)
    end = (view.on - EPOCH).days + 1
    facts = {
        "total": len(answer.relationships),
        "tabs": {tab: len(_in_tab(answer.relationships, tab)) for tab in TABS},
        "tab": request.query_params.get("tab", "all"),
        "q": request.query_params.get("q", ""),
        "sort": request.query_params.get("sort", "evolved"),
        "sorts": tuple(api.ORDERS),
        "talk_by": forecast_words.talk_by(view.wording, answer.capacity),
        "years": charts.drawn(strands.years(end - SHOWN_DAYS, end, view.wording)),
    }
    return window.page(request, "relationships.html", facts)


def rows(request: Request) -> Response:
    """Some rows as JSON: `start` and `count` of those that fit `tab` and `q`, in the order of `sort`.

    `{"total": 1507, "rows": [{"id": …, "name": …, "cells": {…}, "strands": "<svg …>"}]}`
    """
    window = window_of(request)
    view = window.view(request)
    asked = request.query_params
    fitting = _fitting(
        window, view, asked.get("tab", "all"), asked.get("q", ""), asked.get("sort", "evolved")
    )
    start, count = _whole(asked.get("start"), 0), min(_whole(asked.get("count"), 60), MOST_ROWS)
    most = max((max(one.minutes_in, one.minutes_out) for one in fitting), default=0.0)
    derived = window.reading.derived(view.on)
    told = [_row(derived, view, one, most) for one in fitting[start : start + count]]
    return JSONResponse({"total": len(fitting), "rows": told})


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 10 else otherwise


def _fitting(window: Window, view: View, tab: str, q: str, sort: str) -> Sequence[api.Relationship]:
    """Those that fit, in order. The latest lists are kept: who scrolls asks for the same one again."""
    answer = window.reading.worth(view.on)
    asked = (tab, q, sort)
    known = window.lists.pop(asked, None)
    if known is None or known[0] is not answer:
        order = api.ORDERS.get(sort, api.ORDERS["evolved"])
        fitting = (one for one in _in_tab(answer.relationships, tab) if _fits(one, q))
        known = (answer, tuple(sorted(fitting, key=order)))
    window.lists[asked] = known
    for oldest in list(window.lists)[:-LISTS_KEPT]:
        window.lists.pop(oldest, None)
    return known[1]


def _in_tab(everyone: Sequence[api.Relationship], tab: str) -> list[api.Relationship]:
    match tab:
        case "evolved":
            return [one for one in everyone if one.value.gate]
        case "zero":
            return [one for one in everyone if not one.value.gate]
        case "waiting":
            return [one for one in everyone if one.value.gate and one.numbers["unanswered_in"]]
        case "quiet":
            return [one for one in everyone if one.condition == "dormant"]
        case _:
            return list(everyone)


def _fits(one: api.Relationship, q: str) -> bool:
    """Plain words are parts of the name or a handle; `stage:bond` and `is:dormant` say what they say."""
    for word in q.split():
        field, colon, value = word.partition(":")
        if colon and field == "stage":
            if one.stage != value:
                return False
        elif colon and field == "is":
            if (one.condition or "contact") != value:
                return False
        elif not _is_called(one.person, word):
            return False
    return True


def _is_called(person: api.WhoAnswer, word: str) -> bool:
    key, written = name_key(word), word.casefold()
    return bool(key and key in _name_key(person)) or any(written in handle for handle in person.handles)


@lru_cache(maxsize=100_000)
def _name_key(person: api.WhoAnswer) -> str:
    return name_key(person.name)


def _row(derived: Derived, view: View, one: api.Relationship, most: float) -> dict[str, object]:
    wording, is_hidden = view.wording, view.are_numbers_hidden
    end = (view.on - EPOCH).days + 1
    story = story_of(derived, int(one.person.id), with_minutes=not is_hidden)
    name = name_of(one.person, LONGEST_NAME)
    drawing = strands.small(story, end - SHOWN_DAYS, end, _label(story, name, end, wording))
    lacking = missing_in_words(wording, one)
    numbers = {
        "days": wording.number(one.active_days),
        "minutes_in": wording.minutes(one.minutes_in),
        "minutes_out": wording.minutes(one.minutes_out),
        "talk": forecast_words.in_ten(wording, one.forecast) if one.forecast else "",
    }
    return {
        "id": one.person.id,
        "name": name,
        "stage": wording.say(f"stage.{one.stage}.title"),
        "glyph": charts.glyph(api.STAGE_ORDER[one.stage]),
        "condition": wording.say(f"condition.{one.condition}") if one.condition else "",
        "last": _short_day(wording, one.last_exchange_on),
        "missing": without_figures(lacking) if is_hidden else lacking,
        "strands": without_numbers(drawing) if is_hidden else drawing,
        "give": "" if is_hidden else str(charts.pair(one.minutes_in, one.minutes_out, most)),
        **({} if is_hidden else numbers),
    }


def _label(story: strands.Story, name: str, end: float, wording: Wording) -> str:
    return strands.row_label(story, name, end - SHOWN_DAYS, end, wording)


def _short_day(wording: Wording, iso: str | None) -> str:
    return day_in_words(wording, iso, "d MMM y") if iso else ""


def missing_in_words(wording: Wording, one: api.Relationship) -> str:
    """What the next stage still needs."""
    return "; ".join(wording.say_count(f"part.{key}", n) for key, n in one.missing)
