"""log meeting, log note."""

from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.cli.telling.telling import Options, day, done
from vinculo.wording import Wording


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say, told = wording.say, Options(wording)

    @app.command("meeting", help=say("cli.log.meeting.help"))
    def meeting(
        context: typer.Context,
        who: Annotated[list[str], told.who],
        on: Annotated[str, told.on] = "",
        mode: Annotated[str, typer.Option("--mode", help=say("cli.log.meeting.mode"))] = "in-person",
        minutes: Annotated[int | None, typer.Option("--minutes", help=say("cli.log.meeting.minutes"))] = None,
        place: Annotated[str, typer.Option("--place", help=say("cli.log.meeting.place"))] = "",
        goal: Annotated[str, typer.Option("--goal", help=say("cli.log.meeting.goal"))] = "",
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_meeting(
                ledger, who, session.now, on=day(session, on), mode=mode, minutes=minutes, place=place,
                goal=goal, is_new=is_new,
            )  # fmt: skip
        done(session, batch, form)

    @app.command("note", help=say("cli.log.note.help"))
    def note(
        context: typer.Context,
        who: Annotated[str, told.who],
        text: Annotated[str, told.argument("cli.log.note.text")],
        on: Annotated[str, told.on] = "",
        is_new: Annotated[bool, told.is_new] = False,
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_note(ledger, who, session.now, text=text, on=day(session, on), is_new=is_new)
        done(session, batch, form)
