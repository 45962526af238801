"""Questions: worth, show, doctor."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer

from vinculo.cli.session import Form, PageForm, Session
from vinculo.wording import Wording

DAY_FORMATS = ["%Y-%m-%d"]
SCREENFUL = 15
"""Rows of a list that nobody asked to be longer or shorter."""


class Sort(StrEnum):
    """In what order relationships are listed. None is by worth: we do not rank people."""

    evolved = "evolved"
    last = "last"
    silent = "silent"
    name = "name"
    minutes = "minutes"


class StageName(StrEnum):
    """Where a relationship stands."""

    contact = "contact"
    interlocutor = "interlocutor"
    recognized = "recognized"
    bond = "bond"
    trusted = "trusted"
    collaborator = "collaborator"


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say = wording.say
    format_option = typer.Option("--format", help=say("cli.format"))
    as_of_option = typer.Option("--as-of", formats=DAY_FORMATS, help=say("cli.as_of"), show_default=False)

    @app.command("worth", help=say("cli.worth.help"))
    def worth(
        context: typer.Context,
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        stage: Annotated[list[StageName] | None, typer.Option("--stage", help=say("cli.worth.stage"))] = None,
        sort: Annotated[Sort, typer.Option("--sort", help=say("cli.worth.sort"))] = Sort.evolved,
        limit: Annotated[int | None, typer.Option("--limit", min=1, help=say("cli.worth.limit"))] = None,
        form: Annotated[Form, format_option] = Form.text,
    ) -> None:
        from vinculo import api
        from vinculo.cli import pages

        session: Session = context.obj
        with session.open() as ledger:
            answer = api.worth(ledger, session.as_of(as_of))
        chosen = api.choose(answer, stages=stage or (), sort=sort, limit=limit)
        if form is Form.json:
            session.print_json(chosen)
        elif form is Form.csv:
            pages.relationships(session, chosen, Form.csv)
        else:
            pages.worth(session, answer, chosen if stage or limit else chosen[:SCREENFUL])

    @app.command("show", help=say("cli.show.help"))
    def show(
        context: typer.Context,
        who: Annotated[str, typer.Argument(help=say("cli.who"), show_default=False)],
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        limit: Annotated[int, typer.Option("--limit", min=1, help=say("cli.show.limit"))] = SCREENFUL,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api
        from vinculo.api.clock import shown_in, zone_of
        from vinculo.cli import pages

        session: Session = context.obj
        with session.open() as ledger:
            answer, zone = api.show(ledger, who, session.as_of(as_of)), zone_of(ledger)
        if form is PageForm.json:
            session.print_json(answer)
        else:
            pages.person(session, shown_in(answer, zone), limit)

    @app.command("doctor", help=say("cli.doctor.help"))
    def doctor(context: typer.Context, form: Annotated[PageForm, format_option] = PageForm.text) -> None:
        from vinculo import api
        from vinculo.cli import additions, pages

        session: Session = context.obj
        with session.open() as ledger:
            answer, found = api.doctor(ledger, session.now), api.additions(ledger)
        if form is PageForm.json:
            session.print_json(api.as_json(answer) | {"additions": api.as_json(found)})
        else:
            pages.diagnosis(session, answer)
            additions.step_by_step(session, found)
