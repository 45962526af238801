"""The sample life, answered in one screen."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.importing import import_with_progress
from vinculo.cli.session import Form, Session
from vinculo.cli.window import serve_until_closed
from vinculo.settings import default_ledger
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo import api

SAMPLE_UNTIL = dt.date(2026, 11, 15)
"""The day the sample's archives were made: the demo answers as of this day, whatever day it is."""
LATELY = 5
PROVEN = ("recognized", "bond", "interlocutor")
"""The stages of the three relationships that are shown with their proof."""


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    format_option = typer.Option("--format", help=wording.say("cli.format"))
    serve_option = typer.Option("--serve/--no-serve", help=wording.say("cli.demo.serve"))

    @app.command("demo", help=wording.say("cli.demo.help"))
    def demo(
        context: typer.Context,
        is_served: Annotated[bool, serve_option] = False,
        form: Annotated[Form, format_option] = Form.text,
    ) -> None:
        from vinculo import api

        with sample_archives() as archives:
            session = _in_a_ledger_of_its_own(context, archives)
            import_with_progress(session, archives, [], is_dry_run=False)
        with session.open() as ledger:
            answer = api.worth(ledger, SAMPLE_UNTIL)
        if form is Form.json:
            session.print_json(answer)
        else:
            _one_screen(session, answer)
        if is_served:
            session.out.print()
            serve_until_closed(session, on=SAMPLE_UNTIL)


def _in_a_ledger_of_its_own(context: typer.Context, archives: Iterable[Path]) -> Session:
    """The demo never mixes invented people into the owner's own ledger, wherever that is."""
    session: Session = context.obj
    if session.ledger_path != default_ledger() and not _holds_more_than(session, archives):
        return session
    return replace(session, ledger_path=session.ledger_path.with_name("demo.sqlite"))


def _holds_more_than(session: Session, archives: Iterable[Path]) -> bool:
    from vinculo import api

    if not session.ledger_path.exists():
        return False
    with session.open() as ledger:
        files = [batch["file"] for batch in api.batches(ledger) if not batch["undone"]]
    invented = {path.name for path in archives}
    return not all(invented.intersection(file.split("/")) for file in files)


@contextmanager
def sample_archives() -> Iterator[list[Path]]:
    """The archives of the sample life: inside an installed package, or beside its source."""
    installed = resources.files("vinculo").joinpath("sample")
    beside = Path(__file__).parents[3] / "sample" / "archives"
    if beside.is_dir():
        yield sorted(path for path in beside.iterdir() if not path.name.startswith("."))
        return
    with resources.as_file(installed) as folder:
        yield sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _one_screen(session: Session, answer: "api.Worth") -> None:
    from rich.text import Text

    from vinculo import api
    from vinculo.cli import pages

    wording = session.wording
    session.say("page.demo.invented")
    pages.headline(session, answer)
    session.out.print()
    session.out.print(Text(wording.say("page.worth.evolved"), style="bold"))
    pages.relationships(session, api.choose(answer, limit=LATELY), Form.text)
    session.out.print()
    session.out.print(Text(wording.say("page.demo.proof"), style="bold"))
    for stage in PROVEN:
        for one in api.choose(answer, stages=(stage,), limit=1):
            session.out.print(Text(f"{one.person.name}: {wording.say(f'stage.{one.stage}.title')}"))
            pages.path(session, one)
    session.out.print()
    session.say("page.demo.kept", ledger=session.ledger_path)
    session.say("page.demo.yours")
    session.say("cli.how_to_get")
