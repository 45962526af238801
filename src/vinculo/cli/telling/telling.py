"""What every command of `log` shares: its options, the day that is meant, what is said when it is done."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.model import Batch
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo.api.days import Toward


class Options:
    """Options and arguments in the words of one language."""

    def __init__(self, wording: Wording) -> None:
        self._say = wording.say
        self.form: Any = typer.Option("--format", help=wording.say("cli.format"))
        self.on: Any = self.option("--on", "cli.log.on")
        self.is_new: Any = self.option("--new", "cli.log.new")
        self.by: Any = self.option("--by", "cli.log.by")
        self.who: Any = self.argument("cli.who")

    def option(self, name: str, key: str) -> Any:
        """An option with its help."""
        return typer.Option(name, help=self._say(key), show_default=False)

    def argument(self, key: str) -> Any:
        """An argument with its help."""
        return typer.Argument(help=self._say(key), show_default=False)


def day(session: Session, said: str, toward: "Toward" = "past") -> dt.date:
    """The day that is meant; today if none is said. Raises Refusal where it is none, or could be two."""
    from vinculo import api

    return api.day_said(said, session.as_of(None), toward)


def done(session: Session, batch: Batch, form: PageForm, key: str = "") -> None:
    """Says that it was entered, how to take it back, and under which key it goes on."""
    from vinculo import api

    if form is PageForm.json:
        session.print_json(api.batch_json(batch) | ({"key": key} if key else {}))
        return
    session.say("cli.log.done", run=batch.run)
    if key:
        session.say("cli.log.key", which=key)
