"""Mails of LinkedIn's that wait for the owner's word, on the import page."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo.api import notices
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.web.window import window_of

LONGEST = 300


def shown(request: Request, ledger: Ledger | None) -> dict[str, Any]:
    """What the page's section needs: the groups of mails, and the word that was just given."""
    if ledger is None:
        return {"unnamed": (), "doubtful": (), "meanings": notices.MEANINGS, "just_ruled": None}
    said = request.query_params.get("ruled", "")
    run = int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None
    stands = {id_ for id_, _, _, undone in read.runs(ledger) if undone is None} if run is not None else set()
    return {
        "unnamed": notices.unknown_templates(ledger),
        "doubtful": notices.doubtful_mails(ledger),
        "meanings": notices.MEANINGS,
        "just_ruled": run if run in stands else None,
    }


async def rule(request: Request) -> Response:
    """Takes the owner's word on a template or on doubtful mails. Raises Refusal for what it cannot mean."""
    said = {name: str(value)[:LONGEST] for name, value in (await request.form()).items()}
    run = await run_in_threadpool(_rule, request, said)
    return RedirectResponse(f"/import?ruled={run}#notices", 303)


def _rule(request: Request, said: dict[str, str]) -> int:
    window = window_of(request)
    with Ledger.open(window.ledger, create=False) as ledger:
        if "template" in said:
            batch = notices.rule_template(ledger, said["template"], said.get("means", ""), window.clock())
        elif said.get("genuine") in ("yes", "no"):
            is_genuine = said["genuine"] == "yes"
            batch = notices.rule_genuine(ledger, said.get("group", ""), window.clock(), is_genuine=is_genuine)
        else:
            raise Refusal("refusal.notices_say_one")
    return batch.run
