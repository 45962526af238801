"""What every page needs: the ledger's reading, the words, and how the owner likes to see it."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from vinculo import api, strands
from vinculo.api.clock import on_the_clock
from vinculo.errors import Refusal, VinculoError
from vinculo.ledger import Ledger, read
from vinculo.measure.stages import STAGES
from vinculo.strands.svg import plain
from vinculo.web.hiding import without_numbers
from vinculo.web.lookbacks import Lookbacks
from vinculo.wording import LANGUAGES, Wording

EPOCH = dt.date(1970, 1, 1)
THEMES = ("light", "dark")
COOKIES = {"lang": LANGUAGES, "theme": THEMES, "numbers": ("hidden", "shown")}
"""What the owner may choose, and between what; kept in the browser."""


class View(NamedTuple):
    """How one request wants to see the ledger."""

    wording: Wording
    theme: str
    """`light`, `dark`, or empty where the browser decides."""
    on: dt.date
    """The last day that counts."""
    today: dt.date
    are_numbers_hidden: bool
    zone: str = ""
    """Where the owner's clock stands; empty where nobody said, which means UTC."""


class Window:
    """One ledger, open in a browser."""

    def __init__(
        self, ledger: Path, language: str, clock: Callable[[], int], on: dt.date | None = None
    ) -> None:
        self.ledger = ledger
        self.reading = api.Reading(ledger)
        self.lookbacks = Lookbacks(self.reading)
        self.clock = clock
        self.lists: dict[tuple[str, str, str], tuple[api.Worth, tuple[api.Relationship, ...]]] = {}
        self._language = language
        self._choices_known: tuple[tuple[int, ...], dict[str, str]] = ((), {})
        self._on = on

    def view(self, request: Request) -> View:
        """What the cookies and the address (`?as_of=2019-12-31`) ask for."""
        chosen = {name: request.cookies.get(name, "") for name in COOKIES}
        said = {name: value if value in COOKIES[name] else "" for name, value in chosen.items()}
        today = self._on or dt.datetime.fromtimestamp(self.clock(), dt.UTC).date()
        try:
            on = dt.date.fromisoformat(request.query_params.get("as_of", ""))
        except ValueError:
            on = today
        are_hidden = (said["numbers"] or self._chosen("numbers")) == "hidden"
        wording = Wording(said["lang"] or self._language)
        return View(wording, said["theme"], on, today, are_hidden, self._chosen("zone"))

    def _chosen(self, choice: str) -> str:
        """What the owner chose in the ledger; empty as long as there is none."""
        try:
            with Ledger.open(self.ledger, create=False) as ledger:
                version = read.version(ledger)
                if version != self._choices_known[0]:
                    self._choices_known = (version, read.choices(ledger))
        except Refusal:
            return ""
        return self._choices_known[1].get(choice, "")

    def page(
        self, request: Request, template: str, facts: Mapping[str, Any], *, status: int = 200
    ) -> Response:
        """A page of this template; every text in it is escaped unless we drew it."""
        view = self.view(request)
        html = (
            _environment()
            .get_template(template)
            .render(
                view=view,
                say=view.wording.say,
                say_count=view.wording.say_count,
                number=view.wording.number,
                day=lambda iso: day_in_words(view.wording, iso),
                short_day=lambda iso: day_in_words(view.wording, iso, "d MMM y"),
                minutes=view.wording.minutes,
                name_of=name_of,
                clock=lambda moment: on_the_clock(moment, view.zone),
                one_line=plain,
                on=f"?as_of={view.on.isoformat()}" if view.on != view.today else "",
                glyph=lambda order: Markup(strands.glyph(order)),  # noqa: S704 - drawn by us
                logo=Markup(strands.logo()),  # noqa: S704
                stages=STAGES,
                orders=api.STAGE_ORDER,
                path=request.url.path,
                address=str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
                sentence=lambda error: sentence(view.wording, error),
                **{"open_questions": self.reading.open_questions(view.on), **facts},
            )
        )
        if view.are_numbers_hidden and not request.url.path.startswith("/import"):
            html = without_numbers(html)
        return HTMLResponse(html.encode(errors="replace"), status)  # half a surrogate pair is no UTF-8


def window_of(request: Request) -> Window:
    """The window that a request looks through."""
    window: Window = request.app.state.window
    return window


def sentence(wording: Wording, error: VinculoError) -> str:
    """A refusal in the owner's language; what it tells of is on one line and not endless."""
    return wording.say(error.key, **{name: plain(str(fact), 300) for name, fact in error.facts.items()})


def day_in_words(wording: Wording, iso: str, pattern: str = "") -> str:
    """`2021-03-09` as people write it, or by a CLDR pattern."""
    on = dt.date.fromisoformat(iso)
    if not pattern:
        return wording.date((on - EPOCH).days)
    from babel.dates import format_date

    return str(format_date(on, pattern, locale=wording.language))


def name_of(one: api.WhoAnswer, longest: int = 80) -> str:
    """What a person is called on a page: on one line, never longer, and unable to turn what stands
    around it around (between the signs U+2068 and U+2069); where no name is known, a handle."""
    name = plain(one.name, longest) or plain(next(iter(one.handles), one.id), longest)
    return f"\u2068{name}\u2069"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
