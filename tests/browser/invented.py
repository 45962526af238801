"""A small invented archive: a bond, contacts at zero, and names that would like to be more than names."""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

CONTACTS = 240
FLAG = "window.flag=1"
SCRIPT = f"<script>{FLAG};alert(1)</script>"
IMAGE = f'"><img src=x onerror="{FLAG}">'
TURNED = "\u202eevil\u202dname\u2066x"
HOSTILE = (
    ("Eve", SCRIPT),
    ("Ivy", IMAGE),
    ("Rita", TURNED),
    ("Long", "x" * 10_000),
    ("{{7*7}}", "{% raw %}"),
)
FRIEND = ("Leire", "Sandoval")
SAID = (
    "Shall we compare the two maps of week {k}, before the printer asks?",
    "The ferry leaves late in winter; week {k} suits our old cartographer best.",
    "Nobody told me that parchment shrinks. Could your cousin lend us scales, week {k}?",
    "Rivers first, then roads: that was how grandfather drew them in week {k}.",
    "My apprentice mixed blue with walnut ink again, so week {k} turned out green.",
    "Coins from both harbors arrived unpolished; ask the mint about week {k} please.",
)
"""A sentence to each: one that goes to many would be a template, and answer nobody."""
OWNER = ("Me Myself", "https://www.linkedin.com/in/me-myself")
MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT",
)  # fmt: skip
CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")


def archive(folder: Path) -> Path:
    """The archive as a ZIP in `folder`."""
    people = [FRIEND, *HOSTILE, *((f"Contact{n:03}", "At Zero") for n in range(CONTACTS))]
    path = folder / "Complete_LinkedInDataExport_11-15-2026.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("Connections.csv", _table((), CONNECTIONS, _connections(people)))
        zipped.writestr("messages.csv", _table((), MESSAGES, _messages(people[: 1 + len(HOSTILE)])))
    return path


def _table(before: Iterable[str], head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([line] for line in before)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _address(n: int) -> str:
    return f"https://www.linkedin.com/in/person-{n}"


def _connections(people: list[tuple[str, str]]) -> Iterable[tuple[str, ...]]:
    for n, (first, last) in enumerate(people):
        yield first, last, _address(n), "", SCRIPT, IMAGE, "03 Jun 2019"


def _messages(people: list[tuple[str, str]]) -> Iterable[tuple[str, ...]]:
    for n, (first, last) in enumerate(people):
        them = (f"{first} {last}", _address(n))
        for k in range(120 if n == 0 else 10):
            at = datetime(2020, 1, 1, 9, tzinfo=UTC) + timedelta(days=9 * k + n)
            sender, receiver = (OWNER, them) if k % 2 else (them, OWNER)
            text = SAID[n].format(k=k)
            said = text if n == 0 else f"{SCRIPT} {IMAGE} {TURNED} {text}"
            yield (
                f"2-{n}==", IMAGE if n else "", *sender, *receiver, f"{at:%Y-%m-%d %H:%M:%S} UTC", "", said,
                "INBOX", "", "No",
            )  # fmt: skip
