"""Letting a person go: what would go, whether the owner is sure, and the proof."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from vinculo.api import forget as forgetting
from vinculo.ledger import Ledger
from vinculo.strands.svg import plain
from vinculo.web.folder import sweep
from vinculo.web.window import window_of

MOST_FILES = 40
LONGEST_NAME = 100


def page(request: Request) -> Response:
    """What would go, and a field for the name. Raises UnknownPerson."""
    return _shown(request, is_sure=False)


async def forget(request: Request) -> Response:
    """Lets the person go if the name was typed, and shows the proof; otherwise asks again."""
    form = await request.form()
    said = str(form.get("name", ""))
    return await run_in_threadpool(_forget, request, said)


def _forget(request: Request, said: str) -> Response:
    return _shown(request, is_sure=bool(said.strip()), said=said)


def _shown(request: Request, *, is_sure: bool, said: str = "") -> Response:
    window = window_of(request)
    person = request.path_params["person"]
    with Ledger.open(window.ledger, create=False) as ledger:
        proof = forgetting.forget(ledger, person, window.clock(), is_dry_run=True)
        is_meant = is_sure and said.strip().casefold() == _asked_name(proof, person).casefold()
        if is_meant:
            proof = forgetting.forget(ledger, person, window.clock())
    if is_meant:
        sweep(window.ledger)
        window.reading.clear()
        window.lists.clear()
        request.app.state.who.clear()
    facts = {
        "proof": proof,
        "person": person,
        "asked_name": _asked_name(proof, person),
        "was_wrong": is_sure and not is_meant,
        "most_files": MOST_FILES,
    }
    return window.page(request, "forget.html", facts, status=400 if is_sure and not is_meant else 200)


def _asked_name(proof: forgetting.Proof, person: str) -> str:
    """What has to be typed: the name; or the id of somebody who has none, or none that can be typed."""
    name = " ".join(plain(proof.name, LONGEST_NAME + 1).split())
    return name if 0 < len(name) <= LONGEST_NAME else person
