"""A terminal without figures, if the owner chose so: sentences, days, names and the story stay."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vinculo.errors import VinculoError
from vinculo.wording import without_figures


class Rows(Table):
    """A table of which every cell was read already."""


class Quiet(Console):
    """Leaves out every sentence with a figure in it, and every table that is nothing but figures."""

    def print(self, *objects: Any, **how: Any) -> None:
        """Prints what is left of these; nothing where nothing is."""
        told = [_quiet(one) for one in objects]
        if not objects or any(one is not None for one in told):
            super().print(*(one for one in told if one is not None), **how)


def _quiet(one: Any) -> Any:
    if isinstance(one, Text):
        left = without_figures(one.plain)
        return one if left == one.plain else Text(left, one.style) if left else None
    return None if isinstance(one, Table) and not isinstance(one, Rows) else one


def are_hidden(ledger: Path) -> bool:
    """Whether the owner of this ledger chose to see no figures; not where there is none to ask."""
    from vinculo.ledger import Ledger, read

    if not ledger.exists():
        return False
    try:
        with Ledger.open(ledger, create=False) as opened:
            return read.choices(opened).get("numbers") == "hidden"
    except VinculoError:
        return False


def quiet_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with every cell empty that holds a figure."""
    return [[cell if without_figures(cell) == cell or _is_name(cell) else "" for cell in row] for row in rows]


def _is_name(cell: str) -> bool:
    """One word of letters and digits, such as a key, is no figure."""
    return (
        cell.isascii()
        and cell.replace("-", "").isalnum()
        and not cell.isdecimal()
        and any(map(str.isalpha, cell))
    )


def without_numbers(answer: Any) -> Any:
    """Plain data with null for every number; what is true or false stays."""
    if isinstance(answer, dict):
        return {key: without_numbers(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [without_numbers(value) for value in answer]
    return None if isinstance(answer, int | float) and not isinstance(answer, bool) else answer
