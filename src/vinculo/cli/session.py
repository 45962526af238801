"""What every command needs: the ledger's place, the words, the two consoles and the time."""

import csv
import datetime as dt
import json
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from vinculo.cli.text import LONGEST_FACT, escaped, inert
from vinculo.wording import Wording

if TYPE_CHECKING:
    from rich.console import Console

    from vinculo.ledger import Ledger


class Form(StrEnum):
    """How an answer is printed."""

    text = "text"
    json = "json"
    csv = "csv"


class PageForm(StrEnum):
    """How an answer is printed that is no table."""

    text = "text"
    json = "json"


@dataclass(frozen=True)
class Session:
    """One command in one terminal."""

    ledger_path: Path
    wording: Wording
    out: "Console"
    talk: "Console"

    @classmethod
    def begin(cls, ledger_path: Path, wording: Wording, *, is_plain: bool) -> "Session":
        """A session that prints results to standard output and talks on standard error."""
        from rich.console import Console

        color = {"no_color": True} if is_plain else {}
        width = {} if sys.stdout.isatty() else {"width": 110}
        from vinculo.cli.hiding import Quiet, are_hidden

        console = Quiet if are_hidden(ledger_path) else Console
        out = console(highlight=False, markup=False, emoji=False, soft_wrap=False, **color, **width)  # type: ignore[arg-type]
        talk = Console(stderr=True, highlight=False, markup=False, emoji=False, **color)  # type: ignore[arg-type]
        return cls(ledger_path, wording, out, talk)

    def open(self, *, create: bool = False) -> "Ledger":
        """The ledger. Raises Refusal where there is none and the command does not make one."""
        from vinculo.ledger import Ledger

        return Ledger.open(self.ledger_path, create=create)

    @contextmanager
    def open_for_trial(self) -> Iterator["Ledger"]:
        """The ledger, for what leaves it as it is; where there is none, an empty one that nobody keeps."""
        if self.ledger_path.exists():
            with self.open() as ledger:
                yield ledger
            return
        with TemporaryDirectory() as folder:
            beside = replace(self, ledger_path=Path(folder) / self.ledger_path.name)
            with beside.open(create=True) as ledger:
                yield ledger

    @property
    def are_numbers_hidden(self) -> bool:
        """Whether the owner chose to see no figures."""
        from vinculo.cli.hiding import Quiet

        return isinstance(self.out, Quiet)

    @property
    def now(self) -> int:
        """This instant, in seconds since 1970 UTC; only faces know it."""
        return int(time.time())

    def as_of(self, day: dt.datetime | dt.date | None) -> dt.date:
        """The day of the question: today if none is said."""
        if day is None:
            return dt.datetime.now(dt.UTC).date()
        return day.date() if isinstance(day, dt.datetime) else day

    def print_json(self, answer: Any) -> None:
        """An answer as JSON; what a terminal might obey is escaped, so that nothing reaches it alive."""
        from vinculo import api
        from vinculo.cli.hiding import without_numbers

        told = without_numbers(api.as_json(answer)) if self.are_numbers_hidden else api.as_json(answer)
        print(escaped(json.dumps(told, indent=2, ensure_ascii=not _is_utf8())))

    def print_rows(
        self,
        form: "Form | PageForm",
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        numeric: Collection[int] = (),
    ) -> None:
        """Rows as CSV for a sheet, or as a table for eyes; `numeric` columns stand to the right."""
        from rich.text import Text

        from vinculo.cli.hiding import Rows, quiet_rows

        rows = quiet_rows(rows) if self.are_numbers_hidden else rows
        if form is Form.csv:
            writer = csv.writer(sys.stdout)
            writer.writerow(columns)
            writer.writerows([[_no_formula(cell) for cell in row] for row in rows])
            return
        is_headed = any(columns)
        table = Rows(
            box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_header=is_headed
        )
        for place, column in enumerate(columns):
            table.add_column(Text(column), overflow="fold", justify="right" if place in numeric else "left")
        for row in rows:
            table.add_row(*(Text(inert(cell)) for cell in row))
        self.out.print(table)

    def say(self, key: str, **facts: object) -> None:
        """A sentence of the answer."""
        self._put(self.out, self.wording.say(key, **_inert(facts)))

    def say_count(self, key: str, n: int, **facts: object) -> None:
        """A sentence with a number of something in it."""
        self._put(self.out, self.wording.say_count(key, n, **_inert(facts)))

    def remark(self, key: str, **facts: object) -> None:
        """A sentence beside the answer, on standard error."""
        self.warn(self.wording.say(key, **_inert(facts)))

    def warn(self, sentence: str) -> None:
        """A whole sentence, inert already, on standard error."""
        self._put(self.talk, sentence)

    @staticmethod
    def _put(console: "Console", sentence: str) -> None:
        from rich.text import Text

        console.print(Text(sentence), soft_wrap=not console.is_terminal)  # whole where it is read by line


def _inert(facts: dict[str, object]) -> dict[str, str]:
    return {name: inert(str(value), LONGEST_FACT) for name, value in facts.items()}


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet shows as text: one that begins like a formula is quoted
    (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8" and not sys.stdout.isatty()
