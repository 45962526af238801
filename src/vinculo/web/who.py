"""Who is who: one question at a time, what speaks for and against, and the way back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from threading import Lock

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vinculo import api
from vinculo.api import who
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.web import charts
from vinculo.web.window import Window, window_of

ABOVE = 0.99
"""What is offered to be accepted together."""
MOST_PAIRS = 500
MOST_HANDLES = 8
FULL_BITS = 12.0
"""A weight of so many bits fills its bar."""
KINDS = ("same", "different", "later", "split", "accept")


class Keeper:
    """Remembers who is who of one ledger, until it changes. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._for: tuple[tuple[int, ...], int] | None = None
        self._known: who.Known | None = None

    def known(self, ledger: Ledger, before: int) -> who.Known:
        """Who is who before an instant."""
        with self._lock:
            asked = (read.version(ledger), before)
            if self._known is None or self._for != asked:
                self._for, self._known = asked, who.known(ledger, before)
            return self._known

    def clear(self) -> None:
        """Remembers nothing."""
        with self._lock:
            self._for = self._known = None


def page(request: Request) -> Response:
    """The question that changes most, or the one that the address names; or that nothing is open."""
    window = window_of(request)
    with _ledger(window) as ledger:
        known = _known(request, window, ledger)
        asked, sure = who.questions(known), len(who.likely(known, ABOVE))
        told = _told(request, ledger)
    wanted = request.query_params.get("q", "")
    place = next((n for n, one in enumerate(asked) if one.id == wanted), 0)
    facts = {
        "asked": asked[place] if asked else None,
        "number_of": place + 1,
        "asked_count": len(asked),
        "open_questions": len(asked),
        "before": asked[place - 1].id if place else "",
        "after": asked[place + 1].id if place + 1 < len(asked) else "",
        "sure": sure,
        "told": told,
        **_drawings(),
    }
    return window.page(request, "questions.html", facts)


def _drawings() -> dict[str, object]:
    return {
        "odds": who.odds,
        "strength": who.strength,
        "weight": weight,
        "above": ABOVE,
        "most_handles": MOST_HANDLES,
    }


def weight(bits: float) -> Markup:
    """A signed bar: to the right what speaks for it, to the left what speaks against."""
    width = min(abs(bits) / FULL_BITS, 1.0) * 48
    name, x = ("for", 0.0) if bits >= 0 else ("against", -width)
    drawn = f'<rect class="{name}" x="{x:.1f}" y="1.5" width="{max(width, 1):.1f}" height="7"/>'
    return charts.drawn(
        f'<svg class="weight" viewBox="-50 0 100 10" aria-hidden="true"><path d="M0 0V10"/>{drawn}</svg>'
    )


def _told(request: Request, ledger: Ledger) -> tuple[int, str] | None:
    """The answer just given and not taken back: the number to undo it by, and its kind."""
    run, kind = request.query_params.get("told", ""), request.query_params.get("said", "")
    if not run.isdecimal() or len(run) > 15 or kind not in KINDS:
        return None
    standing = {one["import"] for one in api.imports(ledger) if not one["undone"]}
    return (int(run), kind) if int(run) in standing else None


async def answer(request: Request) -> Response:
    """Takes an answer, and goes on to the next question."""
    form = await request.form()
    return await run_in_threadpool(_answer, request, form)


def _answer(request: Request, form: FormData) -> Response:
    window = window_of(request)
    kind = str(form.get("answer", ""))
    with _ledger(window) as ledger:
        told = _known(request, window, ledger)
        asked = who.question(told, str(form.get("q", "")))
        people = [str(one) for one in form.getlist("person")] if kind != "later" else []
        if asked.name and kind == "different":
            people = []  # whoever was marked: none of them is meant
        batch = who.answer(ledger, told, asked, kind, window.clock(), people)
    return RedirectResponse(f"/who?told={batch.run}&said={kind}", 303)


async def undo(request: Request) -> Response:
    """Takes the latest answer back."""
    form = await request.form()
    run = str(form.get("run", ""))
    if not run.isdecimal() or len(run) > 15:
        raise Refusal("refusal.no_such_import", run=run[:20])
    await run_in_threadpool(_undo, window_of(request), int(run))
    return RedirectResponse("/who", 303)


def _undo(window: Window, run: int) -> None:
    with _ledger(window) as ledger:
        api.undo(ledger, window.clock(), run)


def likely(request: Request) -> Response:
    """What would be accepted together, pair by pair, to be confirmed."""
    window = window_of(request)
    above = _confidence(request.query_params.get("above", ""))
    with _ledger(window) as ledger:
        pairs = who.likely(_known(request, window, ledger), above)
    facts = {"pairs": _named(pairs[:MOST_PAIRS]), "n_pairs": len(pairs), **_drawings(), "above": above}
    return window.page(request, "accept.html", facts)


def _named(pairs: Sequence[tuple[who.Asked, who.Pairing]]) -> list[tuple[str, str, float]]:
    found = []
    for asked, pairing in pairs:
        people = {one.id: one for one in asked.people}
        one, other = people.get(pairing.one), people.get(pairing.other)
        found.append((_called(one) or asked.name, _called(other), pairing.p))
    return found


def _called(one: who.Somebody | None) -> str:
    if one is None:
        return ""
    return ", ".join(filter(None, (one.name, one.spelled[0].key if one.spelled else "")))


def _confidence(said: str) -> float:
    try:
        return float(said or ABOVE)
    except ValueError:
        raise Refusal("refusal.impossible_confidence", said=said[:20]) from None


async def accept(request: Request) -> Response:
    """Accepts the pairs that are sure enough, all in one answer."""
    form = await request.form()
    above = _confidence(str(form.get("above", "")))
    run = await run_in_threadpool(_accept, request, above)
    return RedirectResponse(f"/who?told={run}&said=accept", 303)


def _accept(request: Request, above: float) -> int:
    window = window_of(request)
    with _ledger(window) as ledger:
        told = _known(request, window, ledger)
        return who.accept(ledger, told, who.likely(told, above), window.clock()).run


def parts(request: Request) -> Response:
    """The handles of one person, to be split into groups."""
    window = window_of(request)
    with _ledger(window) as ledger:
        shown = who.shown(_known(request, window, ledger), request.path_params["person"])
    return window.page(request, "split.html", {"one": shown.person, "name": shown.person.name})


async def split(request: Request) -> Response:
    """Splits a person as the form says: a group for each handle."""
    form = await request.form()
    fields = {key: str(value) for key, value in form.items() if key.startswith("of:")}
    run = await run_in_threadpool(_split, request, fields)
    return RedirectResponse(f"/who?told={run}&said=split", 303)


def _split(request: Request, fields: Mapping[str, str]) -> int:
    window = window_of(request)
    groups: dict[str, list[str]] = {}
    for field, group in fields.items():
        groups.setdefault(group, []).append(field.removeprefix("of:"))
    with _ledger(window) as ledger:
        told = _known(request, window, ledger)
        person = request.path_params["person"]
        return who.split(ledger, told, person, list(groups.values()), window.clock()).run


def _known(request: Request, window: Window, ledger: Ledger) -> who.Known:
    keeper: Keeper = request.app.state.who
    today = window.view(request).today
    return keeper.known(ledger, api.end_of_day(max(today, dt.date(1970, 1, 2))))


def _ledger(window: Window) -> Ledger:
    return Ledger.open(window.ledger, create=False)
