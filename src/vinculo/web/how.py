"""How a relationship comes to be worth something, in plain words, with the way as it was measured."""

from starlette.requests import Request
from starlette.responses import Response

from vinculo import api
from vinculo.errors import Refusal
from vinculo.measure.stages import STAGES
from vinculo.measure.trust import DEEDS
from vinculo.web.window import window_of

CHAPTERS = ("zero", "answer", "back", "trust", "meeting", "magic", "worth", "look_back", "silence", "never")
"""The page in its order; `how.CHAPTER.title` and `how.CHAPTER.text` of the catalogue."""


def page(request: Request) -> Response:
    """The page, with the owner's own figures where there is a ledger."""
    window = window_of(request)
    view = window.view(request)
    try:
        told = api.way(window.reading.derived(view.on))
    except Refusal as refusal:
        if refusal.key != "refusal.no_ledger":
            raise
        told = None
    rules = [(stage, stage.parts, stage.otherwise) for stage in STAGES if stage.parts]
    weights = [(key, sum(weight.r), sum(weight.s)) for key, weight in DEEDS.items()]
    facts = {"chapters": CHAPTERS, "way": told, "rules": rules, "weights": weights}
    return window.page(request, "how.html", facts)
