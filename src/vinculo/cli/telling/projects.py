"""log project, and its steps: log planned, agreed, delivered, abandoned."""

from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.cli.telling.telling import Options, day, done
from vinculo.wording import Wording


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say, told = wording.say, Options(wording)

    @app.command("project", help=say("cli.log.project.help"))
    def project(
        context: typer.Context,
        who: Annotated[list[str], told.who],
        title: Annotated[str, told.option("--title", "cli.log.project.title")],
        state: Annotated[str, told.option("--state", "cli.log.project.state")] = "possible",
        is_personal: Annotated[bool, told.option("--personal", "cli.log.personal")] = False,
        on: Annotated[str, told.on] = "",
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch, key = api.log_project(
                ledger, who, session.now, title=title, on=day(session, on), state=state,
                is_personal=is_personal, is_new=is_new,
            )  # fmt: skip
        done(session, batch, form, key)

    for state in ("planned", "agreed", "abandoned"):
        _add_step(app, wording, state)

    @app.command("delivered", help=say("cli.log.delivered.help"))
    def delivered(
        context: typer.Context,
        which: Annotated[str, told.argument("cli.log.which_project")],
        is_bad: Annotated[bool, told.option("--badly", "cli.log.delivered.badly")] = False,
        hours: Annotated[float | None, told.option("--hours", "cli.log.delivered.hours")] = None,
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        outcome = "badly" if is_bad else "well"
        with session.open() as ledger:
            batch = api.step_project(
                ledger,
                which,
                session.now,
                state="delivered",
                on=day(session, on),
                outcome=outcome,
                hours=hours,
            )
        done(session, batch, form)


def _add_step(app: typer.Typer, wording: Wording, state: str) -> None:
    told = Options(wording)

    @app.command(state, help=wording.say(f"cli.log.{state}.help"))
    def step(
        context: typer.Context,
        which: Annotated[str, told.argument("cli.log.which_project")],
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            batch = api.step_project(ledger, which, session.now, state=state, on=day(session, on))
        done(session, batch, form)
