"""What came of it, what is owed, how it came: returns, promises, stages, brand, rates."""

import datetime as dt
from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.wording import Wording

DAY_FORMATS = ["%Y-%m-%d"]


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say = wording.say
    format_option = typer.Option("--format", help=say("cli.format"))
    as_of_option = typer.Option("--as-of", formats=DAY_FORMATS, help=say("cli.as_of"), show_default=False)

    @app.command("returns", help=say("cli.returns.help"))
    def returns(
        context: typer.Context,
        by: Annotated[str, typer.Option("--by", help=say("cli.returns.by"))] = "person",
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api
        from vinculo.cli import brought
        from vinculo.errors import Refusal

        session: Session = context.obj
        if by not in api.VIEWS:
            raise Refusal("refusal.unknown_state", said=by, known=", ".join(api.VIEWS))
        with session.open() as ledger:
            derived = api.known_on(ledger, session.as_of(as_of))
            answer = api.brought(ledger, derived, by)
        if form is PageForm.json:
            session.print_json(answer)
        else:
            brought.returns(session, answer)

    @app.command("promises", help=say("cli.promises.help"))
    def promises(
        context: typer.Context,
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api
        from vinculo.cli import brought

        session: Session = context.obj
        with session.open() as ledger:
            answer = api.due(api.known_on(ledger, session.as_of(as_of)))
        if form is PageForm.json:
            session.print_json(answer)
        else:
            brought.promises(session, answer)

    @app.command("stages", help=say("cli.stages.help"))
    def stages(
        context: typer.Context,
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api
        from vinculo.cli import brought

        session: Session = context.obj
        with session.open() as ledger:
            answer = api.way(api.known_on(ledger, session.as_of(as_of)))
        if form is PageForm.json:
            session.print_json(answer)
        else:
            brought.stages(session, answer)

    @app.command("brand", help=say("cli.brand.help"))
    def brand(
        context: typer.Context,
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api
        from vinculo.cli import brought

        session: Session = context.obj
        with session.open() as ledger:
            answer = api.brand(ledger, api.known_on(ledger, session.as_of(as_of)))
        if form is PageForm.json:
            session.print_json(answer)
        else:
            brought.brand(session, answer)

    _add_rates(app, wording)


def _add_rates(app: typer.Typer, wording: Wording) -> None:
    say = wording.say

    @app.command("rates", help=say("cli.rates.help"))
    def rates(
        context: typer.Context,
        said: Annotated[
            list[str] | None, typer.Argument(help=say("cli.rates.said"), show_default=False)
        ] = None,
        prefer: Annotated[
            list[str] | None, typer.Option("--prefer", help=say("cli.rates.prefer"), show_default=False)
        ] = None,
        is_cleared: Annotated[bool, typer.Option("--clear", help=say("cli.rates.clear"))] = False,
        form: Annotated[PageForm, typer.Option("--format", help=say("cli.format"))] = PageForm.text,
    ) -> None:
        from vinculo import api
        from vinculo.cli import brought

        session: Session = context.obj
        with session.open() as ledger:
            if is_cleared:
                api.prefer(ledger, (), session.now)
                session.say("cli.log.done", run=api.type_rates(ledger, (), session.now).run)
                return
            if said:
                session.say("cli.log.done", run=api.type_rates(ledger, said, session.now).run)
            if prefer:
                session.say("cli.log.done", run=api.prefer(ledger, prefer, session.now).run)
            if said or prefer:
                return
            answer = api.rates(ledger)
        if form is PageForm.json:
            session.print_json(answer._asdict())
        else:
            brought.rates(session, answer)
