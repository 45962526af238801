"""log help, introduction, vouch, confidence."""

from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.cli.telling.telling import Options, day, done
from vinculo.wording import Wording


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say, told = wording.say, Options(wording)
    _add_help(app, wording)

    @app.command("introduction", help=say("cli.log.introduction.help"))
    def introduction(
        context: typer.Context,
        who: Annotated[str, told.who],
        whom: Annotated[list[str], told.argument("cli.log.introduction.whom")],
        by: Annotated[str, told.option("--by", "cli.log.introduction.by")] = "them",
        text: Annotated[str, told.option("--text", "cli.log.text")] = "",
        on: Annotated[str, told.on] = "",
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            batch = api.log_introduction(
                ledger, who, whom, session.now, on=day(session, on), by=by, text=text, is_new=is_new
            )
        done(session, batch, form)

    @app.command("vouch", help=say("cli.log.vouch.help"))
    def vouch(
        context: typer.Context,
        who: Annotated[str, told.who],
        whom: Annotated[str, told.argument("cli.log.vouch.whom")],
        text: Annotated[str, told.option("--text", "cli.log.text")] = "",
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            batch = api.log_vouch(ledger, who, whom, session.now, on=day(session, on), text=text)
        done(session, batch, form)


def _add_help(app: typer.Typer, wording: Wording) -> None:
    say, told = wording.say, Options(wording)

    @app.command("help", help=say("cli.log.help_.help"))
    def help_(
        context: typer.Context,
        who: Annotated[str, told.who],
        text: Annotated[str, told.argument("cli.log.text")] = "",
        what: Annotated[str, told.option("--what", "cli.log.help_.what")] = "given",
        by: Annotated[str, told.by] = "me",
        on: Annotated[str, told.on] = "",
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_help(
                ledger, who, session.now, what=what, on=day(session, on), by=by, text=text, is_new=is_new
            )
        done(session, batch, form)

    @app.command("confidence", help=say("cli.log.confidence.help"))
    def confidence(
        context: typer.Context,
        who: Annotated[str, told.who],
        text: Annotated[str, told.argument("cli.log.text")] = "",
        is_breached: Annotated[bool, told.option("--breached", "cli.log.confidence.breached")] = False,
        by: Annotated[str, told.by] = "them",
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            batch = api.log_confidence(
                ledger, who, session.now, is_kept=not is_breached, on=day(session, on), text=text, by=by
            )
        done(session, batch, form)
