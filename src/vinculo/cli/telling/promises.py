"""log promise, and what becomes of one: log kept, broken, warned, released."""

from collections.abc import Callable
from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.cli.telling.telling import Options, day, done
from vinculo.wording import Wording

SETTLED = ("kept", "broken", "warned", "released")
"""What may become of a promise: each is a command."""


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say, told = wording.say, Options(wording)

    @app.command("promise", help=say("cli.log.promise.help"))
    def promise(
        context: typer.Context,
        who: Annotated[str, told.who],
        text: Annotated[str, told.argument("cli.log.promise.text")],
        by: Annotated[str, told.by] = "me",
        due: Annotated[str, told.option("--due", "cli.log.promise.due")] = "",
        on: Annotated[str, told.on] = "",
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        until = day(session, due, "future") if due.strip() else None
        with session.open(create=is_new) as ledger:
            batch, key = api.log_promise(
                ledger, who, session.now, text=text, on=day(session, on), by=by, due=until, is_new=is_new
            )
        done(session, batch, form, key)

    for state in SETTLED:
        app.command(state, help=say(f"cli.log.{state}.help"))(_settling(state, told))


def _settling(state: str, told: Options) -> Callable[..., None]:
    def settle(
        context: typer.Context,
        which: Annotated[list[str], told.argument("cli.log.which_promise")],
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        when = day(session, on)
        with session.open() as ledger:
            for one in which:
                done(session, api.settle_promise(ledger, one, session.now, state=state, on=when), form)

    return settle
