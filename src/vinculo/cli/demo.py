"""The sample life, answered in one screen."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from vinculo.cli.importing import import_with_progress
from vinculo.cli.session import Form, Session
from vinculo.cli.window import serve_until_closed
from vinculo.settings import default_ledger
from vinculo.wording import Wording

SAMPLE_UNTIL = dt.date(2026, 11, 15)
"""The day the sample's archives were made: the demo answers as of this day, whatever day it is."""


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
        from vinculo.cli import pages, telling_all

        with sample_archives() as archives:
            session = _in_a_ledger_of_its_own(context, archives)
            import_with_progress(session, archives, [], is_dry_run=False)
        with session.open() as ledger:
            told = api.tale(ledger, SAMPLE_UNTIL)
        if form is Form.json:
            session.print_json(told.worth)
        elif form is Form.csv:
            pages.relationships(session, told.worth.relationships, form)
        else:
            telling_all.one_screen(session, told)
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
