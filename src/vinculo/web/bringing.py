"""What came of it all, and what is said in public: two pages with calm plots."""

from collections.abc import Sequence

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from vinculo import api
from vinculo.errors import VinculoError
from vinculo.web import plots, telling
from vinculo.web.window import EPOCH, View, window_of

MOST_RETURNS, MOST_PEOPLE = 200, 200


def returns(request: Request) -> Response:
    """What came, by person, place, origin or introducer (`?by=`): one total, and what is nobody's."""
    window = window_of(request)
    view = window.view(request)
    by = request.query_params.get("by", "person")
    answer = window.reading.brought(view.on, by if by in api.VIEWS else "person")
    until = (view.on - EPOCH).days
    facts = {
        "answer": answer,
        "views": api.VIEWS,
        "told": answer.returns[:MOST_RETURNS],
        "plot": Markup("") if view.are_numbers_hidden else _plot(answer, until, view),
        "amounts": lambda told, lost=False: amounts(view, told, lost=lost),
        "amount": lambda one: amount(view, one.amount, one.unit, one.dimension),
        "percent": api.in_percent,
        "rates": _rates(request),
        "noted": telling.noted(request),
    }
    return window.page(request, "returns.html", facts)


def brand(request: Request) -> Response:
    """Reputation and attention over time: who speaks of the owner, who comes back, what drew them."""
    window = window_of(request)
    view = window.view(request)
    answer = window.reading.brand(view.on)
    facts = {
        "answer": answer,
        "people": answer.people[:MOST_PEOPLE],
        "plot": Markup("") if view.are_numbers_hidden else plots.voices(answer, view.wording),
        "amount": lambda value, unit, name: amount(view, value, unit, name),
    }
    return window.page(request, "brand.html", facts)


def _plot(answer: api.Brought, until: int, view: View) -> Markup:
    titles = [
        dimension(view, one.dimension) + (f", {one.unit[:16]}" if one.unit else "") for one in answer.total
    ]
    return plots.came(answer, titles, until, view.wording)


def _rates(request: Request) -> str:
    """Why there is no one figure for all of it; empty where the owner's rates allow one."""
    window = window_of(request)
    try:
        window.reading.rates()
    except VinculoError as refusal:
        return refusal.key
    return ""


def dimension(view: View, name: str) -> str:
    """What a kind of return is called: its title, or the owner's own word."""
    key = f"dimension.{name}"
    return view.wording.say(key) if view.wording.has(key) else name


def amount(view: View, value: float, unit: str, name: str) -> str:
    """So much, in its own unit; in words where figures are hidden."""
    if view.are_numbers_hidden:
        return dimension(view, name)
    return f"{view.wording.number(value)} {unit or dimension(view, name)}"


def amounts(view: View, told: Sequence[api.Amount], *, lost: bool) -> str:
    """Several of them; what was lost, if that is asked for."""
    values = [(one, one.lost if lost else one.amount) for one in told]
    return ", ".join(amount(view, value, one.unit, one.dimension) for one, value in values if value)
