"""Telling the ledger something in the window: a form, what became of it, and the way back."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo import api
from vinculo.api import why as reasons
from vinculo.errors import Refusal
from vinculo.ledger import Ledger
from vinculo.model import Batch
from vinculo.web.forms import FORMS, Form
from vinculo.web.offers import meant, offers
from vinculo.web.window import name_of, window_of

Told = TypeVar("Told")
LONGEST = 4_000
"""Characters of one field that are taken."""


def page(request: Request) -> Response:
    """An empty form about one person. Raises Refusal where there is no such form, UnknownPerson likewise."""
    return _form(request, {}, None)


async def tell(request: Request) -> Response:
    """Enters what a form says, and shows the person with the way back; what is refused is shown with the
    form as it was filled in."""
    said = {name: str(value)[:LONGEST] for name, value in (await request.form()).items()}
    form = _asked(request)
    told = {field.name: said.get(field.name, "") for field in form.fields}
    who = request.path_params["person"]
    try:
        batch = await run_in_threadpool(_told, request, form, told)
    except Refusal as refusal:
        return await run_in_threadpool(_form, request, told, refusal)
    return RedirectResponse(f"/person/{quote(who)}?noted={batch.run}", 303)


async def settle(request: Request) -> Response:
    """What became of a promise (`state`), or the next step of a project (`step`, `outcome`)."""
    said = {name: str(value)[:LONGEST] for name, value in (await request.form()).items()}
    key, window = request.path_params["key"], window_of(request)
    today = window.view(request).today

    def settled(ledger: Ledger) -> Batch:
        if "step" in said:
            outcome = said.get("outcome", "well")
            return api.step_project(
                ledger, key, window.clock(), state=said["step"], on=today, outcome=outcome
            )
        return api.settle_promise(ledger, key, window.clock(), state=said.get("state", ""), on=today)

    batch = await run_in_threadpool(within, request, settled)
    return RedirectResponse(with_note(back_to(said), batch.run), 303)


async def undo(request: Request) -> Response:
    """Takes back what was just told. Raises Refusal where there is no such word."""
    said = {name: str(value)[:LONGEST] for name, value in (await request.form()).items()}
    run, window = said.get("run", ""), window_of(request)
    if not run.isascii() or not run.isdecimal() or len(run) > 18:
        raise Refusal("refusal.no_such_import", run=run[:40])
    await run_in_threadpool(within, request, lambda ledger: api.undo(ledger, window.clock(), int(run)))
    return RedirectResponse(back_to(said), 303)


def noted(request: Request) -> str:
    """The number of the word that was just told, as the address says it; empty where it says none."""
    run = request.query_params.get("noted", "")
    return run if run.isascii() and run.isdecimal() and len(run) <= 18 else ""


def _told(request: Request, form: Form, told: dict[str, str]) -> Batch:
    window = window_of(request)
    view = window.view(request)
    who = reasons.relationship(window.reading, request.path_params["person"], view.on).person.id
    offered = offers(window, view, form, who)
    typed = {field.name for field in form.fields if field.kind == "text"}
    said = {
        name: meant(value, offered.get(name, ())) if name in typed else value for name, value in told.items()
    }
    return within(request, lambda ledger: form.tell(ledger, who, window.clock(), said, view.today))


def within(request: Request, act: Callable[[Ledger], Told]) -> Told:
    """Does something with the window's ledger, and closes it again."""
    with Ledger.open(window_of(request).ledger, create=False) as ledger:
        return act(ledger)


def _asked(request: Request) -> Form:
    form = FORMS.get(request.path_params["noun"])
    if form is None:
        raise Refusal("refusal.no_such_page")
    return form


def _form(request: Request, told: dict[str, str], refusal: Refusal | None) -> Response:
    window, form = window_of(request), _asked(request)
    view = window.view(request)
    one = reasons.relationship(window.reading, request.path_params["person"], view.on)
    facts = {
        "one": one,
        "name": name_of(one.person),
        "noun": request.path_params["noun"],
        "form": form,
        "told": told,
        "offers": offers(window, view, form, one.person.id),
        "refusal": refusal,
        "order": api.STAGE_ORDER[one.stage],
    }
    return window.page(request, "tell.html", facts, status=400 if refusal else 200)


def back_to(said: dict[str, str]) -> str:
    """Where a form came from, if it is a page of ours."""
    back = said.get("back", "/")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"


def with_note(address: str, run: int) -> str:
    """An address of ours that also shows the way back from what was just told."""
    path, _, query = address.partition("?")
    rest = [part for part in query.split("&") if part and not part.startswith("noted=")]
    return f"{path}?{'&'.join([*rest, f'noted={run}'])}"
