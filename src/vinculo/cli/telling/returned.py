"""log return, log share."""

from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.cli.telling.telling import Options, day, done
from vinculo.wording import Wording


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say, told = wording.say, Options(wording)

    @app.command("return", help=say("cli.log.return.help"))
    def return_(
        context: typer.Context,
        who: Annotated[list[str], told.who],
        dimension: Annotated[str, typer.Option("--dimension", help=say("cli.log.return.dimension"))],
        amount: Annotated[str, typer.Option("--amount", help=say("cli.log.return.amount"))],
        unit: Annotated[str, typer.Option("--unit", help=say("cli.log.return.unit"))] = "",
        on: Annotated[str, told.on] = "",
        status: Annotated[str, typer.Option("--status", help=say("cli.log.return.status"))] = "confirmed",
        note: Annotated[str, typer.Option("--note", help=say("cli.log.return.note"))] = "",
        began: Annotated[str, told.option("--began", "cli.log.return.began")] = "",
        hoped: Annotated[str, told.option("--hoped", "cli.log.return.hoped")] = "",
        is_mutual: Annotated[bool, told.option("--both", "cli.log.return.both")] = False,
        is_personal: Annotated[bool, told.option("--personal", "cli.log.personal")] = False,
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_return(
                ledger, who, session.now, dimension=dimension, amount=amount, unit=unit,
                on=day(session, on), status=status, note=note, began=began, is_mutual=is_mutual,
                is_personal=is_personal, is_new=is_new, hoped=hoped,
            )  # fmt: skip
        done(session, batch, form)

    @app.command("share", help=say("cli.log.share.help"))
    def share(
        context: typer.Context,
        which: Annotated[str, told.argument("cli.log.which_return")],
        who: Annotated[str, told.argument("cli.log.share.who")],
        part: Annotated[str, told.argument("cli.log.share.part")],
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            batch = api.set_share(ledger, which, who, part, session.now)
        done(session, batch, form)
