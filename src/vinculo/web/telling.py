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
    window = window_of(request)
    today = window.view(request).today
    try:
        batch = await run_in_threadpool(
            _within, request, lambda ledger: form.tell(ledger, who, window.clock(), told, today)
        )
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

    batch = await run_in_threadpool(_within, request, settled)
    return RedirectResponse(_with_note(_back(said), batch.run), 303)


async def undo(request: Request) -> Response:
    """Takes back what was just told. Raises Refusal where there is no such word."""
    said = {name: str(value)[:LONGEST] for name, value in (await request.form()).items()}
    run, window = said.get("run", ""), window_of(request)
    if not run.isascii() or not run.isdecimal() or len(run) > 18:
        raise Refusal("refusal.no_such_import", run=run[:40])
    await run_in_threadpool(_within, request, lambda ledger: api.undo(ledger, window.clock(), int(run)))
    return RedirectResponse(_back(said), 303)


def noted(request: Request) -> str:
    """The number of the word that was just told, as the address says it; empty where it says none."""
    run = request.query_params.get("noted", "")
    return run if run.isascii() and run.isdecimal() and len(run) <= 18 else ""


def _within(request: Request, act: Callable[[Ledger], Told]) -> Told:
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
        "refusal": refusal,
        "order": api.STAGE_ORDER[one.stage],
    }
    return window.page(request, "tell.html", facts, status=400 if refusal else 200)


def _back(said: dict[str, str]) -> str:
    """Where a form came from, if it is a page of ours."""
    back = said.get("back", "/")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"


def _with_note(address: str, run: int) -> str:
    path, _, query = address.partition("?")
    rest = [part for part in query.split("&") if part and not part.startswith("noted=")]
    return f"{path}?{'&'.join([*rest, f'noted={run}'])}"
