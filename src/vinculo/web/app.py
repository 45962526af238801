"""The pages and their addresses, as one table."""

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from vinculo.errors import UnknownPerson, VinculoError
from vinculo.web import importing, overview, person, places, relationships
from vinculo.web.guard import Guard
from vinculo.web.window import Window

STATIC = Path(__file__).parent / "static"


def application(
    ledger: Path, language: str, *, hosts: frozenset[str], token: str, clock: Callable[[], int]
) -> ASGIApp:
    """The window of one ledger. `hosts` are the addresses it answers to, `token` the key of this run,
    `clock` tells the instant (seconds since 1970 UTC)."""
    window = Window(ledger, language, clock)
    routes = [
        Route("/", overview.page),
        Route("/relationships", relationships.page),
        Route("/relationships/rows", relationships.rows),
        Route("/person/{person}", person.page),
        Route("/person/{person}/why/{number}", person.why),
        Route("/person/{person}/timeline", person.timeline),
        Route("/places", places.page),
        Route("/import", importing.page, methods=["GET"]),
        Route("/import", importing.receive, methods=["POST"]),
        Route("/import/progress", importing.progress),
        Route("/import/undo", importing.undo, methods=["POST"]),
        Route("/settings", overview.choose, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, exception_handlers={VinculoError: refused})
    app.state.window = window
    return Guard(app, hosts=hosts, token=token)


def refused(request: Request, error: Exception) -> Response:
    """Every refusal of ours as a page with its sentence: the one place where errors get a status."""
    window: Window = request.app.state.window
    status = 404 if isinstance(error, UnknownPerson) else 400
    return window.page(request, "refused.html", {"refusal": error}, status=status)
