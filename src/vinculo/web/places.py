"""Posts, threads, groups and meetings: where relationships happen."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from vinculo import api
from vinculo.identity.normalize import name_key
from vinculo.web.window import View, day_in_words, window_of
from vinculo.wording import Wording

ROWS_A_PAGE = 100
SHOWN_PEOPLE = 5
MOST_PEOPLE = 200
"""Names on the page of one place."""
TEXT_LENGTH = 1_000
SHORT_DAY = "d MMM y"
KEPT = ("as_of", "kind", "q")
"""What a link to another page of the same list keeps of the address."""


class Pages(NamedTuple):
    """A part of a long list, and the way to its neighbors."""

    number: int
    last: int
    before: str
    after: str


def page(request: Request) -> Response:
    """All places, or those of one `kind` in which the words of `q` occur; a hundred a page."""
    window = window_of(request)
    view = window.view(request)
    everywhere = window.reading.places(view.on)
    kinds = Counter(place.kind for place in everywhere)
    asked = request.query_params.get("kind", "")
    kind = asked if asked in kinds else ""
    q = request.query_params.get("q", "")
    fitting = [place for place in everywhere if (not kind or place.kind == kind) and _fits(place, q)]
    pages = _pages(request, len(fitting))
    start = (pages.number - 1) * ROWS_A_PAGE
    facts = {
        "everywhere": len(everywhere),
        "unseen": sum(not place.can_show_others for place in everywhere),
        "tabs": [("", len(everywhere), address(request, "/places", kind="")), *(
            (name, n, address(request, "/places", kind=name)) for name, n in kinds.most_common()
        )],
        "kind": kind,
        "q": q,
        "found": len(fitting),
        "places": fitting[start : start + ROWS_A_PAGE],
        "pages": pages,
        "shown_people": SHOWN_PEOPLE,
        "days": lambda place: _days(view.wording, place, SHORT_DAY),
        "untitled": lambda place: _untitled(view.wording, place),
    }  # fmt: skip
    return window.page(request, "places.html", facts)


def one(request: Request) -> Response:
    """One place with all that happened there, a hundred events a page. Raises Refusal where there is none."""
    window = window_of(request)
    view = window.view(request)
    shown = window.reading.place(request.path_params["place"], view.on)
    pages = _pages(request, len(shown.moments))
    start = (pages.number - 1) * ROWS_A_PAGE
    facts = {
        "place": shown.place,
        "moments": shown.moments[start : start + ROWS_A_PAGE],
        "pages": pages,
        "when": lambda moment: _when(view, moment),
        "days": lambda place: _days(view.wording, place),
        "untitled": lambda place: _untitled(view.wording, place),
        "text_length": TEXT_LENGTH,
        "most_people": MOST_PEOPLE,
    }
    return window.page(request, "place.html", facts)


def _fits(place: api.PlaceAnswer, q: str) -> bool:
    """Whether every word is a part of the title or of the name of somebody who came."""
    return not q or all(name_key(word) in _searched(place) for word in q.split())


@lru_cache(maxsize=100_000)
def _searched(place: api.PlaceAnswer) -> str:
    return " ".join(name_key(said) for said in (place.title, *(name for _, name in place.people)))


def _pages(request: Request, rows: int) -> Pages:
    last = max(1, -(-rows // ROWS_A_PAGE))
    said = request.query_params.get("page", "")
    number = min(max(int(said), 1), last) if said.isascii() and said.isdecimal() and len(said) < 10 else 1
    path = request.url.path
    return Pages(
        number, last,
        address(request, path, page=str(number - 1)) if number > 1 else "",
        address(request, path, page=str(number + 1)) if number < last else "",
    )  # fmt: skip


def address(request: Request, path: str, **said: str) -> str:
    """An address of ours on the same day and with the same filter, but for what is said otherwise."""
    asked = {name: request.query_params[name] for name in KEPT if name in request.query_params}
    query = urlencode({name: value for name, value in (asked | said).items() if value})
    return f"{path}?{query}" if query else path


def _days(wording: Wording, place: api.PlaceAnswer, pattern: str = "") -> str:
    first, last = (day_in_words(wording, on, pattern) for on in (place.first_on, place.last_on))
    return first if first == last else wording.say("web.places.days", first=first, last=last)


def _untitled(wording: Wording, place: api.PlaceAnswer) -> str:
    """What stands for a title where there is none: what it began with."""
    if not place.began_with:
        return wording.say("web.places.untitled")
    return wording.say("web.places.untitled_of", what=wording.say(f"kind.{place.began_with}.title"))


def _when(view: View, moment: api.Moment) -> str:
    """The day, as exactly as the source tells it."""
    if moment.precision in {"month", "year"}:
        return moment.at[: {"month": 7, "year": 4}[moment.precision]]
    return day_in_words(view.wording, moment.at[:10])
