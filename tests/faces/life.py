"""The sample life in a ledger, small archives of our own, and commands run within this process."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from vinculo.cli import main

ROOT = Path(__file__).parents[2]
ARCHIVES = tuple(sorted(p for p in (ROOT / "sample" / "archives").iterdir() if not p.name.startswith(".")))
LINKEDIN = tuple(path for path in ARCHIVES if "LinkedIn" in path.name)
UNTIL = "2026-11-15"
"""The day that the sample ends; every question of these tests is about a fixed day."""

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip
PROFILE = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry",
    "Zip Code", "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip
ME = "https://www.linkedin.com/in/me"
ZERO = dict.fromkeys(("money", "opportunity", "learning", "attention", "reputation", "access"), 0.0)


class Said(NamedTuple):
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def vinculo(ledger: Path, *said: object, lang: str = "en") -> Said:
    """A command on a ledger, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["--ledger", str(ledger), "--lang", lang, *map(str, said)])
    return Said(status, out.getvalue(), err.getvalue())


@cache
def imported(folder: Path) -> tuple[Path, list[dict[str, Any]], list[dict[str, Any]]]:
    """The whole sample, once for a process, whichever test asks first: ledger, books, everybody's answer."""
    ledger = folder / "sample_life" / "ledger.sqlite"
    books = vinculo(ledger, "import", *ARCHIVES, "--format", "json")
    assert books.status == 0, books.err
    answer = vinculo(ledger, "worth", "--as-of", UNTIL, "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    return ledger, books.json, answer.json


def digest(ledger: Path) -> str:
    """The ledger's digest, as doctor tells it, without the price of deriving anything."""
    from vinculo.ledger import Ledger, read

    with Ledger.open(ledger, create=False) as opened:
        return f"{read.digest(opened) % 2**64:016x}"


def sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([columns, *rows])
    return file.getvalue()


def archive(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return path


def message(who: str, slug: str, at: str, text: str, *, is_mine: bool, thread: str = "") -> tuple[str, ...]:
    """A row of messages.csv between the owner and one other."""
    me, other = ("Me Myself", ME), (who, f"https://www.linkedin.com/in/{slug}")
    sender, to = (me, other) if is_mine else (other, me)
    return (thread or f"2-{slug}", "", *sender, *to, f"{at} UTC", "", text, "INBOX")


def small_life(
    folder: Path, people: Mapping[str, tuple[str, str]], messages: Sequence[tuple[str, ...]]
) -> Path:
    """An archive of people (slug → first and last name, all linked on one day) and messages."""
    rows = [
        (*name, f"https://www.linkedin.com/in/{slug}", "", "", "", "10 Nov 2024")
        for slug, name in people.items()
    ]
    note = 'Notes:\n"When exporting your connection data, some are missing."\n\n'
    return archive(
        folder / "Basic_LinkedInDataExport_12-01-2025.zip",
        {
            "Connections.csv": note + sheet(CONNECTIONS, rows),
            "messages.csv": sheet(MESSAGES, messages),
            "Profile.csv": sheet(PROFILE, [("Me", "Myself", "", "", "", "Somebody", *[""] * 7)]),
        },
    )
