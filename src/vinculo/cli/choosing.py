"""What the owner chooses about how things are counted and shown: set."""

from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.wording import Wording


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    say = wording.say
    key_argument = typer.Argument(help=say("cli.set.key"), show_default=False)
    value_argument = typer.Argument(help=say("cli.set.value"), show_default=False)

    @app.command("set", help=say("cli.set.help"))
    def set_(
        context: typer.Context,
        key: Annotated[str, key_argument] = "",
        value: Annotated[str | None, value_argument] = None,
        form: Annotated[PageForm, typer.Option("--format", help=say("cli.format"))] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        if not key or value is None:
            with session.open() as ledger:
                _show(session, {k: v for k, v in api.choices(ledger).items() if not key or k == key}, form)
            return
        with session.open(create=True) as ledger:
            batch = api.choose_setting(ledger, key, value, session.now)
        if form is PageForm.json:
            session.print_json(api.batch_json(batch))
        else:
            session.say("cli.log.done", run=batch.run)


def _show(session: Session, chosen: dict[str, str], form: PageForm) -> None:
    if form is PageForm.json:
        session.print_json(chosen)
        return
    say = session.wording.say
    rows = [
        [key, value or say("cli.set.nothing"), say(f"choice.{key}.meaning")] for key, value in chosen.items()
    ]
    session.print_rows(form, [say("cli.set.column.choice"), say("cli.set.column.value"), ""], rows)
