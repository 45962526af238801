"""Posts, threads, groups and meetings: where relationships happen."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from vinculo import api
from vinculo.api import debate_words
from vinculo.api.clock import moment_in
from vinculo.identity.normalize import name_key
from vinculo.web import debates
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
DEBATE, ALL = "debate", "all"
"""Two kinds of list that are no kinds of place."""


class Pages(NamedTuple):
    """A part of a long list, and the way to its neighbors."""

    number: int
    last: int
    before: str
    after: str


def page(request: Request) -> Response:
    """The debates in which others can be seen, or all places, or those of one `kind`, in which the words
    of `q` occur; a hundred a page. Where nothing is asked for, the debates, if there are any."""
    window = window_of(request)
    view = window.view(request)
    found = window.reading.debates(view.on)
    seen = [debate for debate in found.debates if debate.shows != "none"]
    asked, q = request.query_params.get("kind", ""), request.query_params.get("q", "")
    if asked == DEBATE or (seen and not asked and not q):
        return _debates(request, found, seen, q)
    everywhere = window.reading.places(view.on)
    kinds = Counter(place.kind for place in everywhere)
    kind = asked if asked in kinds else ""
    fitting = [place for place in everywhere if (not kind or place.kind == kind) and _fits(place, q)]
    pages = _pages(request, len(fitting))
    start = (pages.number - 1) * ROWS_A_PAGE
    facts = {
        "everywhere": len(everywhere),
        "unseen": sum(not place.can_show_others for place in everywhere),
        "tabs": _tabs(request, everywhere, len(seen)),
        "kind": kind or ALL,
        "q": q,
        "found": len(fitting),
        "places": fitting[start : start + ROWS_A_PAGE],
        "pages": pages,
        "shown_people": SHOWN_PEOPLE,
        "days": lambda place: _days(view.wording, place, SHORT_DAY),
        "untitled": lambda place: _untitled(view.wording, place),
    }  # fmt: skip
    return window.page(request, "places.html", facts)


def _debates(request: Request, found: api.Debates, seen: list[api.Debate], q: str) -> Response:
    """The debates in which others can be seen, and who came by year."""
    window = window_of(request)
    view = window.view(request)
    fitting = [debate for debate in seen if _fits(debate.place, q)]
    pages = _pages(request, len(fitting))
    start = (pages.number - 1) * ROWS_A_PAGE
    facts = {
        "headline": debate_words.headline(view.wording, found) if seen else "",
        "plot": debates.plot(found.years, view.wording, width=1216, height=130),
        "plot_narrow": debates.plot(found.years, view.wording, width=340, height=110),
        "unseen": found.unseen,
        "tabs": _tabs(request, window.reading.places(view.on), len(seen)),
        "kind": DEBATE,
        "q": q,
        "found": len(fitting),
        "debates": fitting[start : start + ROWS_A_PAGE],
        "pages": pages,
        "shown_people": SHOWN_PEOPLE,
        "counted": lambda one, n: debate_words.counted(view.wording, one, n),
        "days": lambda place: _days(view.wording, place, SHORT_DAY),
        "untitled": lambda place: _untitled(view.wording, place),
    }
    return window.page(request, "debates.html", facts)


def _tabs(request: Request, everywhere: tuple[api.PlaceAnswer, ...], seen: int) -> list[tuple[str, int, str]]:
    """Name, number and address of each list: the debates first, then all places, then each kind."""
    kinds = Counter(place.kind for place in everywhere)
    counted = [(DEBATE, seen)] * bool(seen) + [(ALL, len(everywhere)), *kinds.most_common()]
    return [(name, n, address(request, "/places", kind=name)) for name, n in counted]


def one(request: Request) -> Response:
    """One place with all that happened there, a hundred events a page. Raises Refusal where there is none."""
    window = window_of(request)
    view = window.view(request)
    shown = window.reading.place(request.path_params["place"], view.on)
    pages = _pages(request, len(shown.moments))
    start = (pages.number - 1) * ROWS_A_PAGE
    debate = next((d for d in window.reading.debates(view.on).debates if d.place.id == shown.place.id), None)
    facts = {
        "place": shown.place,
        "debate": debate,
        "told": debate_words.told(view.wording, debate, with_minutes=not view.are_numbers_hidden)
        if debate
        else (),
        "strip": lambda visitor: debates.strip(view, visitor, shown.place),
        "moments": [
            (moment_in(moment, view.zone), person, name)
            for moment, person, name in shown.moments[start : start + ROWS_A_PAGE]
        ],
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
