"""The owner's own notebook as a spreadsheet saves it: what no other file shows (CSV, UTF-8)."""

import csv
import io
from pathlib import Path

from life.people import Person, profile_url
from life.whole import Life

STORY = Path(__file__).parent / "stories" / "notebook.txt"
COLUMNS = (
    "date", "kind", "from", "to", "title", "text", "minutes", "promise", "due", "project", "nature",
    "outcome", "return", "dimension", "amount", "unit", "gain",
)  # fmt: skip
TITLED = ("project", "return")
"""Kinds of rows that call by its title what others say in words."""


def notebook(life: Life) -> str:
    """The whole file, by day; older things were written down later and stand where they belong."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    lines = [line for line in STORY.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for line in sorted(lines, key=lambda line: line[:10]):
        writer.writerow(_row(line, life))
    return out.getvalue()


def _row(line: str, life: Life) -> dict[str, str]:
    date, kind, sides, said, *rest = (part.strip() for part in line.split("|"))
    sender, recipients = (side.strip() for side in sides.split(" > "))
    told = dict(word.split("=", 1) for word in (rest[0].split() if rest else ()))
    words = "title" if kind.startswith(TITLED) else "text"
    return {
        "date": date,
        "kind": kind,
        "from": _named(sender, life),
        "to": "; ".join(_named(one.strip(), life) for one in recipients.split(";")),
        words: said,
        **told,
    }


def _named(said: str, life: Life) -> str:
    """`me`, somebody of the life by key or alias, or whoever is written out."""
    person: Person | None = life.people.get(said) or life.aliases.get(said)
    return f"{person.name} <{profile_url(person.slug)}>" if person else said
