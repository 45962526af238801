"""The tree of commands, with help in the owner's language."""

from pathlib import Path
from typing import Annotated, Any

import typer

from vinculo.cli import (
    asking,
    bringing,
    choosing,
    community,
    debates,
    demo,
    foretelling,
    forgetting,
    importing,
    noticing,
    telling,
    who,
    window,
)
from vinculo.cli.session import Session
from vinculo.cli.usage import in_their_words
from vinculo.settings import default_ledger
from vinculo.wording import Wording


def build(wording: Wording) -> Any:
    """The command that runs everything; call it with the arguments of the command line."""
    say = wording.say
    app = typer.Typer(
        help=say("cli.help"),
        epilog=say("cli.epilog"),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    @app.callback()
    def begin(
        context: typer.Context,
        ledger: Annotated[
            Path | None,
            typer.Option("--ledger", envvar="VINCULO_LEDGER", help=say("cli.ledger"), show_default=False),
        ] = None,
        lang: Annotated[str, typer.Option("--lang", help=say("cli.lang"), show_default=False)] = "",  # noqa: ARG001 - read before the commands are built
        is_plain: Annotated[bool, typer.Option("--no-color", help=say("cli.no_color"))] = False,
        _: Annotated[
            bool,
            typer.Option("--version", help=say("cli.version"), is_eager=True, callback=_print_version),
        ] = False,
    ) -> None:
        context.obj = Session.begin(ledger or default_ledger(), wording, is_plain=is_plain)

    importing.add_to(app, wording)
    noticing.add_to(app, wording)
    asking.add_to(app, wording)
    bringing.add_to(app, wording)
    debates.add_to(app, wording)
    choosing.add_to(app, wording)
    who.add_to(app, wording)
    forgetting.add_to(app, wording)
    app.add_typer(telling.build(wording), name="log", help=say("cli.log.help"))
    app.add_typer(community.build(wording), name="network", help=say("cli.network.help"))
    foretelling.add_to(app, wording)
    window.add_to(app, wording)
    demo.add_to(app, wording)
    return in_their_words(typer.main.get_command(app), wording)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        print(f"vinculo {version('vinculo')}")
        raise typer.Exit
