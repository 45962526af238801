"""What came of it all, and what is said in public: two pages with calm plots."""

from collections.abc import Sequence

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo import api
from vinculo.errors import Refusal, VinculoError
from vinculo.model import Batch
from vinculo.web import plots, telling
from vinculo.web.offers import kind, meant, took_part
from vinculo.web.window import EPOCH, View, window_of

MOST_RETURNS, MOST_PEOPLE = 200, 200
LONGEST = 200
"""Characters of one field that are taken."""


def returns(request: Request) -> Response:
    """What came, by person, place, origin or introducer (`?by=`): one total, and what is nobody's."""
    return _returns(request, {}, None)


async def share(request: Request) -> Response:
    """Keeps the share of a return that the owner holds to be somebody's (`who`, `part`; an empty part takes
    it back). What is refused is shown with the form as it was filled in."""
    said = {name: str(value)[:LONGEST] for name, value in (await request.form()).items()}
    told = {"which": request.path_params["key"], "who": said.get("who", ""), "part": said.get("part", "")}
    try:
        batch = await run_in_threadpool(_share, request, told)
    except Refusal as refusal:
        return await run_in_threadpool(_returns, request, told, refusal)
    return RedirectResponse(telling.with_note(telling.back_to(said), batch.run), 303)


def _share(request: Request, told: dict[str, str]) -> Batch:
    window = window_of(request)
    view = window.view(request)
    came = window.reading.brought(view.on, "person").returns
    among = next((took_part(view, one) for one in came if one.key == told["which"]), ())
    who = meant(told["who"], among).strip()
    if not who:
        raise Refusal("refusal.nobody_named")
    return telling.within(
        request, lambda ledger: api.set_share(ledger, told["which"], who, told["part"], window.clock())
    )


def _returns(request: Request, told: dict[str, str], refusal: Refusal | None) -> Response:
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
        "among": lambda one: took_part(view, one),
        "fixed": window.reading.derived(view.on).word.fixed,
        "shared": told,
        "refusal": refusal,
    }
    return window.page(request, "returns.html", facts, status=400 if refusal else 200)


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
    titles = [kind(view, one.dimension) + (f", {one.unit[:16]}" if one.unit else "") for one in answer.total]
    return plots.came(answer, titles, until, view.wording)


def _rates(request: Request) -> str:
    """Why there is no one figure for all of it; empty where the owner's rates allow one."""
    window = window_of(request)
    try:
        window.reading.rates()
    except VinculoError as refusal:
        return refusal.key
    return ""


def amount(view: View, value: float, unit: str, name: str) -> str:
    """So much, in its own unit; in words where figures are hidden."""
    if view.are_numbers_hidden:
        return kind(view, name)
    return f"{view.wording.number(value)} {unit or kind(view, name)}"


def amounts(view: View, told: Sequence[api.Amount], *, lost: bool) -> str:
    """Several of them; what was lost, if that is asked for."""
    values = [(one, one.lost if lost else one.amount) for one in told]
    return ", ".join(amount(view, value, one.unit, one.dimension) for one, value in values if value)
