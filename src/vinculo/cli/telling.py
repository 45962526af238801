"""The owner's word: log meeting, return, note."""

import datetime as dt
from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.model import Batch
from vinculo.wording import Wording

DAY_FORMATS = ["%Y-%m-%d"]


def build(wording: Wording) -> typer.Typer:
    """The `log` group, with help in the words of one language."""
    say = wording.say
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    format_option = typer.Option("--format", help=say("cli.format"))
    on_option = typer.Option("--on", formats=DAY_FORMATS, help=say("cli.log.on"), show_default=False)
    new_option = typer.Option("--new", help=say("cli.log.new"))
    who_argument = typer.Argument(help=say("cli.who"), show_default=False)

    @app.command("meeting", help=say("cli.log.meeting.help"))
    def meeting(
        context: typer.Context,
        who: Annotated[list[str], who_argument],
        on: Annotated[dt.datetime | None, on_option] = None,
        mode: Annotated[str, typer.Option("--mode", help=say("cli.log.meeting.mode"))] = "in-person",
        minutes: Annotated[int | None, typer.Option("--minutes", help=say("cli.log.meeting.minutes"))] = None,
        place: Annotated[str, typer.Option("--place", help=say("cli.log.meeting.place"))] = "",
        goal: Annotated[str, typer.Option("--goal", help=say("cli.log.meeting.goal"))] = "",
        is_new: Annotated[bool, new_option] = False,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_meeting(
                ledger, who, session.now, on=session.as_of(on), mode=mode, minutes=minutes, place=place,
                goal=goal, is_new=is_new,
            )  # fmt: skip
        _told(session, batch, form)

    @app.command("return", help=say("cli.log.return.help"))
    def return_(
        context: typer.Context,
        who: Annotated[str, who_argument],
        dimension: Annotated[str, typer.Option("--dimension", help=say("cli.log.return.dimension"))],
        amount: Annotated[float, typer.Option("--amount", help=say("cli.log.return.amount"))],
        unit: Annotated[str, typer.Option("--unit", help=say("cli.log.return.unit"))] = "",
        on: Annotated[dt.datetime | None, on_option] = None,
        status: Annotated[str, typer.Option("--status", help=say("cli.log.return.status"))] = "confirmed",
        note: Annotated[str, typer.Option("--note", help=say("cli.log.return.note"))] = "",
        is_new: Annotated[bool, new_option] = False,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_return(
                ledger, who, session.now, dimension=dimension, amount=amount, unit=unit, on=session.as_of(on),
                status=status, note=note, is_new=is_new,
            )  # fmt: skip
        _told(session, batch, form)

    @app.command("note", help=say("cli.log.note.help"))
    def note(
        context: typer.Context,
        who: Annotated[str, who_argument],
        text: Annotated[str, typer.Argument(help=say("cli.log.note.text"), show_default=False)],
        on: Annotated[dt.datetime | None, on_option] = None,
        is_new: Annotated[bool, new_option] = False,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open(create=is_new) as ledger:
            batch = api.log_note(ledger, who, session.now, text=text, on=session.as_of(on), is_new=is_new)
        _told(session, batch, form)

    return app


def _told(session: Session, batch: Batch, form: PageForm) -> None:
    from vinculo import api

    if form is PageForm.json:
        session.print_json(api.batch_json(batch))
    else:
        session.say("cli.log.done", run=batch.run)
