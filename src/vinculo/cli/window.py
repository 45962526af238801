"""The command that opens the window in a browser."""

import datetime as dt
from typing import Annotated

import typer

from vinculo.cli.session import Session
from vinculo.wording import Wording


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    say = wording.say
    port_option = typer.Option("--port", min=0, max=65535, help=say("cli.open.port"), show_default=False)

    @app.command("open", help=say("cli.open.help"))
    def open_(
        context: typer.Context,
        port: Annotated[int, port_option] = 0,
        is_quiet: Annotated[bool, typer.Option("--no-browser", help=say("cli.open.no_browser"))] = False,
    ) -> None:
        serve_until_closed(context.obj, port=port, opens_browser=not is_quiet)


def serve_until_closed(
    session: Session, *, port: int = 0, opens_browser: bool = True, on: dt.date | None = None
) -> None:
    """Serves the session's ledger until Ctrl-C, and says where. `on` stands for today."""
    from vinculo.web.server import serve

    def told(address: str) -> None:
        session.say("cli.open.told")
        print(address, flush=True)  # whole, on one line: a wrapped address cannot be opened

    serve(
        session.ledger_path,
        session.wording.language,
        port=port,
        opens_browser=opens_browser,
        on=on,
        told=told,
    )
    session.say("cli.open.closed")
