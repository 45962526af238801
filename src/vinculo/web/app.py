"""The pages and their addresses, as one table."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from vinculo.errors import Refusal, VinculoError
from vinculo.web import (
    bringing,
    forecasts,
    forgetting,
    how,
    importing,
    noticing,
    overview,
    person,
    places,
    rates,
    relationships,
    telling,
    who,
    zone,
)
from vinculo.web.guard import Guard
from vinculo.web.intake import Intake
from vinculo.web.window import Window

STATIC = Path(__file__).parent / "static"


STATUS = {
    "refusal.import_under_way": 409,
    "refusal.no_such_entry": 404,
    "refusal.nothing_so_called": 404,
    "refusal.no_such_import": 404,
    "refusal.no_such_place": 404,
    "refusal.no_such_question": 404,
    "refusal.several_people": 404,
    "refusal.stage_not_reached": 404,
    "refusal.unknown_person": 404,
}
"""HTTP's word for a refusal, where it is not simply 400."""


def application(
    ledger: Path,
    language: str,
    *,
    hosts: frozenset[str],
    token: str,
    clock: Callable[[], int],
    on: dt.date | None = None,
) -> ASGIApp:
    """The window of one ledger. `hosts` are the addresses it answers to, `token` the key of this run,
    `clock` tells the instant (seconds since 1970 UTC). `on` is the day that stands for today, if the
    ledger tells of a life that has ended."""
    window = Window(ledger, language, clock, on)
    intake = Intake(ledger, clock)
    routes = [
        Route("/", overview.page),
        Route("/relationships", relationships.page),
        Route("/relationships/rows", relationships.rows),
        Route("/person/{person}", person.page),
        Route("/person/{person}/why/{number}", person.why),
        Route("/person/{person}/timeline", person.timeline),
        Route("/person/{person}/add/{noun}", telling.page, methods=["GET"]),
        Route("/person/{person}/add/{noun}", telling.tell, methods=["POST"]),
        Route("/promises/{key}", telling.settle, methods=["POST"]),
        Route("/word/undo", telling.undo, methods=["POST"]),
        Route("/returns", bringing.returns),
        Route("/returns/{key}/share", bringing.share, methods=["POST"]),
        Route("/rates", rates.page, methods=["GET"]),
        Route("/rates", rates.keep, methods=["POST"]),
        Route("/rates/choices", rates.choose, methods=["POST"]),
        Route("/brand", bringing.brand),
        Route("/how", how.page),
        Route("/places", places.page),
        Route("/places/{place}", places.one),
        Route("/forecasts", forecasts.page, methods=["GET"]),
        Route("/forecasts", forecasts.begin, methods=["POST"]),
        Route("/who", who.page, methods=["GET"]),
        Route("/who", who.answer, methods=["POST"]),
        Route("/who/undo", who.undo, methods=["POST"]),
        Route("/who/accept", who.likely, methods=["GET"]),
        Route("/who/accept", who.accept, methods=["POST"]),
        Route("/who/split/{person}", who.parts, methods=["GET"]),
        Route("/who/split/{person}", who.split, methods=["POST"]),
        Route("/forget/{person}", forgetting.page, methods=["GET"]),
        Route("/forget/{person}", forgetting.forget, methods=["POST"]),
        Route("/import", importing.page, methods=["GET"]),
        Route("/import", importing.receive, methods=["POST"]),
        Route("/import/progress", importing.progress),
        Route("/import/undo", importing.undo, methods=["POST"]),
        Route("/import/notices", noticing.rule, methods=["POST"]),
        Route("/import/retry", importing.retry, methods=["POST"]),
        Route("/settings", overview.choose, methods=["POST"]),
        Route("/zone", zone.choose, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={VinculoError: refused, HTTPException: not_served},
        lifespan=_while_open(intake),
    )
    app.state.window = window
    app.state.intake = intake
    app.state.who = who.Keeper()
    return Guard(app, hosts=hosts, token=token)


def refused(request: Request, error: Exception) -> Response:
    """Every refusal of ours as a page with its sentence: the one place where errors get a status."""
    window: Window = request.app.state.window
    status = STATUS.get(error.key, 400) if isinstance(error, VinculoError) else 400
    return window.page(request, "refused.html", {"refusal": error}, status=status)


def not_served(request: Request, error: Exception) -> Response:
    """An address that leads nowhere, or a method that it does not know, as a page of ours; below
    `/static`, where anybody may ask, without a page."""
    if request.url.path.startswith("/static/"):
        return PlainTextResponse("no such file", 404)
    window: Window = request.app.state.window
    status = error.status_code if isinstance(error, HTTPException) else 404
    return window.page(request, "refused.html", {"refusal": Refusal("refusal.no_such_page")}, status=status)


def _while_open(intake: Intake) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def whole_life(_: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(intake.open)
        yield
        await run_in_threadpool(intake.close)

    return whole_life
