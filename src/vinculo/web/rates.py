"""What one kind of return is worth to the owner in terms of another: typed, or from a few choices."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo import api
from vinculo.api.word.returned import dimensions
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.measure.exchange import MOST, Preference, Rates, preference, typed
from vinculo.model import Batch
from vinculo.strands.svg import plain
from vinculo.web import telling
from vinculo.web.offers import kind
from vinculo.web.window import View, sentence, window_of

SIGNS = {">": "more", "<": "less", "=": "even"}
"""What a choice may say of two → how it is called."""
MOST_FIGURES = 200
LONGEST = 120
"""Characters of one field that are taken."""
Said = dict[str, str]


class Known(NamedTuple):
    """What the ledger holds of the owner's rates."""

    rates: Rates | None
    refusal: Refusal | None
    """Why there are none."""
    typed: str
    choices: tuple[Preference, ...]
    kinds: tuple[str, ...]
    following: Preference | None
    """The choice that would tell most; none where as many were made as are used."""


def page(request: Request) -> Response:
    """The owner's rates, how well the choices agree, the next choice, and what comes of it in one figure."""
    return _page(request, {}, None)


async def keep(request: Request) -> Response:
    """Keeps the rates as typed, a field for each kind; none takes them back."""
    said = await _said(request)

    def kept(ledger: Ledger, now: int) -> Batch:
        fields = ((name, said.get(f"rate.{name}", "").strip()) for name in dimensions(ledger))
        return api.type_rates(
            ledger, [f"{name}={rate.replace(',', '.')}" for name, rate in fields if rate], now
        )

    return await _told(request, said, kept)


async def choose(request: Request) -> Response:
    """Keeps one more choice between two, or takes one back (`drop`)."""
    said = await _said(request)

    def chosen(ledger: Ledger, now: int) -> Batch:
        if "drop" in said:
            return api.unprefer(ledger, said["drop"], now)
        words = (said.get(name, "").strip() for name in ("amount", "one", "sign", "other_amount", "other"))
        return api.prefer(ledger, [" ".join(words)], now)

    return await _told(request, said, chosen)


async def _said(request: Request) -> Said:
    return {name[:80]: str(value)[:LONGEST] for name, value in (await request.form()).items()}


async def _told(request: Request, said: Said, act: Callable[[Ledger, int], Batch]) -> Response:
    window = window_of(request)
    try:
        batch = await run_in_threadpool(telling.within, request, lambda ledger: act(ledger, window.clock()))
    except Refusal as refusal:
        return await run_in_threadpool(_page, request, said, refusal)
    return RedirectResponse(f"/rates?noted={batch.run}", 303)


def _page(request: Request, said: Said, refusal: Refusal | None) -> Response:
    window = window_of(request)
    view = window.view(request)
    known = telling.within(request, _known)
    figures = (
        []
        if known.rates is None or view.are_numbers_hidden
        else list(_figures(window.reading, view, known.rates))
    )
    facts = {
        "known": known,
        "said": said,
        "refusal": _worded(view, refusal) if refusal else "",
        "why_none": _why_none(view, known),
        "most": MOST,
        "signs": tuple(SIGNS.items()),
        "kind": lambda name: kind(view, name),
        "typed": typed(known.typed, known.kinds[0]).worth if known.typed else {},
        "in_words": lambda one: in_words(view, one),
        "figures": figures[:MOST_FIGURES],
        "total": sum(figure for _, _, figure in figures),
        "noted": telling.noted(request),
    }
    return window.page(request, "rates.html", facts, status=400 if refusal else 200)


def _known(ledger: Ledger) -> Known:
    found, refusal = None, None
    try:
        found = api.rates(ledger)
    except Refusal as told:
        refusal = told
    said = read.choices(ledger).get("rates", "")
    return Known(found, refusal, said, api.preferences(ledger), dimensions(ledger), api.next_choice(ledger))


def _figures(reading: api.Reading, view: View, rates: Rates) -> Iterator[tuple[str, str, float]]:
    """Id and name of everybody with what came of it as one figure, in order of name."""
    told = reading.worth(view.on).relationships
    for one in sorted(told, key=lambda one: (one.person.name.casefold(), one.person.id)):
        if figure := api.scalar(one.value, rates):
            yield one.person.id, one.person.name, figure


def in_words(view: View, one: Preference) -> str:
    """A choice as a sentence."""
    number = view.wording.number
    return view.wording.say(
        f"web.rates.choice_{SIGNS[one.sign]}",
        amount=number(one.amount), one=kind(view, one.dimension),
        other_amount=number(one.other_amount), other=kind(view, one.other),
    )  # fmt: skip


def _why_none(view: View, known: Known) -> str:
    if known.refusal is None:
        return ""
    return _worded(view, known.refusal) if known.choices else view.wording.say("web.rates.none")


def _worded(view: View, refusal: Refusal) -> str:
    """A refusal with the choices that it names in words."""
    if refusal.key != "refusal.circular":
        return sentence(view.wording, refusal)
    circle = str(refusal.facts["choices"]).split("; ")
    return view.wording.say(
        refusal.key, choices="; ".join(in_words(view, preference(plain(one, 200))) for one in circle)
    )
