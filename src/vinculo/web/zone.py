"""The zone in which times are shown: offered once, by the clock of the browser, and taken with one click."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.web.window import Window, window_of


async def choose(request: Request) -> Response:
    """Keeps the zone in the ledger, as the owner's word. Raises Refusal for one that does not exist."""
    zone = str((await request.form()).get("zone", ""))[:100]
    await run_in_threadpool(_choose, window_of(request), zone)
    return RedirectResponse("/", 303)


def _choose(window: Window, zone: str) -> None:
    with Ledger.open(window.ledger, create=False) as ledger:
        api.choose_setting(ledger, "zone", zone, window.clock())
