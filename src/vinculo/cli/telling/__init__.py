"""The owner's word: `log` and what can be told with it, one file per noun."""

import typer

from vinculo.cli.telling import deeds, encounters, projects, promises, returned, rulings
from vinculo.wording import Wording


def build(wording: Wording) -> typer.Typer:
    """The `log` group, with help in the words of one language."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for noun in (encounters, promises, deeds, projects, returned, rulings):
        noun.add_to(app, wording)
    return app
