"""log lost, log found, log tag."""

from typing import Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.cli.telling.telling import Options, day, done
from vinculo.errors import Refusal
from vinculo.wording import Wording

TAGS = {"no-purpose": ("no_purpose", "purpose"), "mentoring": ("mentoring", "no_mentoring")}
"""What a relationship can be tagged as → the ruling that says so, and the one that takes it back."""


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say, told = wording.say, Options(wording)
    for ruling in ("lost", "found"):
        _add_ruling(app, wording, ruling)

    @app.command("tag", help=say("cli.log.tag.help"))
    def tag(
        context: typer.Context,
        who: Annotated[str, told.who],
        name: Annotated[str, told.argument("cli.log.tag.name")],
        is_off: Annotated[bool, told.option("--off", "cli.log.tag.off")] = False,
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        if name not in TAGS:
            raise Refusal("refusal.unknown_ruling", said=name, known=", ".join(TAGS))
        with session.open() as ledger:
            batch = api.rule(ledger, who, TAGS[name][is_off], session.now, on=day(session, on))
        done(session, batch, form)


def _add_ruling(app: typer.Typer, wording: Wording, ruling: str) -> None:
    told = Options(wording)

    @app.command(ruling, help=wording.say(f"cli.log.{ruling}.help"))
    def rule(
        context: typer.Context,
        who: Annotated[str, told.who],
        text: Annotated[str, told.option("--text", "cli.log.text")] = "",
        on: Annotated[str, told.on] = "",
        form: Annotated[PageForm, told.form] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            batch = api.rule(ledger, who, ruling, session.now, on=day(session, on), text=text)
        done(session, batch, form)
