"""How right the forecasts of this ledger have been: asked for once, worked out in the background."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo.api import backtesting
from vinculo.api import forecast_words as words
from vinculo.errors import Refusal
from vinculo.web.window import View, window_of


def page(request: Request) -> Response:
    """The verdict; how far it has come; or the way to begin. Raises Refusal where there is no ledger."""
    window = window_of(request)
    view = window.view(request)
    standing = window.lookbacks.standing(view.on)
    facts = {
        "standing": standing,
        "verdict": _verdict(view, standing.told) if standing and standing.told else None,
        "public": words.public_note(view.wording),
    }
    return window.page(request, "forecasts.html", facts)


def begin(request: Request) -> Response:
    """Begins to look back and goes back to the page."""
    window = window_of(request)
    view = window.view(request)
    if not window.ledger.exists():
        raise Refusal("refusal.no_ledger", ledger=str(window.ledger))
    window.lookbacks.begin(view.on)
    on = f"?as_of={view.on.isoformat()}" if view.on != view.today else ""
    return RedirectResponse(f"/forecasts{on}", 303)


def _verdict(view: View, told: backtesting.LookBack) -> dict[str, object]:
    """With numbers hidden only who was better is left."""
    wording = view.wording
    if not told.origins:
        return {"sentences": (words.too_little(wording, told),), "tables": (), "gains": (), "picture": ""}
    if view.are_numbers_hidden:
        gains = words.gains(wording, told, are_numbers_hidden=True)
        return {"sentences": (), "tables": (), "gains": gains, "picture": ""}
    return {
        "sentences": words.looked_back(wording, told),
        "tables": tuple(words.measures(wording, told, names) for names in (words.CHANCES, words.REST)),
        "gains": words.gains(wording, told),
        "picture": Markup(backtesting.picture(told, wording)),  # noqa: S704 - drawn by us
    }
