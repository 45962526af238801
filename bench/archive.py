"""A large LinkedIn archive in the layout of late 2025: invented people, as many as asked.

Conversations are as uneven as real ones: a few people get thousands of messages, most none.
"""

import csv
import io
import random
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

OUT = Path(__file__).parent / "out"
FIRST = (
    "Ana",
    "Jon",
    "María José",
    "Zoë",
    "Iñaki",
    "Marta",
    "Luis",
    "Núria",
    "Peter",
    "Grace",
    "Aitor",
    "Sofía",
)
LAST = (
    "García",
    "Etxeberria",
    "Núñez",
    "Smith",
    "Lasa",
    "Roe",
    "Ferrer",
    "Okafor",
    "Martín",
    "Vidal",
    "Ibarra",
)
WORDS = [
    "the",
    "chart",
    "we",
    "drew",
    "last",
    "week",
    "says",
    "more",
    "than",
    "the",
    "table",
    "gracias",
    "por",
    "el",
    "enlace",
    "nos",
    "vemos",
    "el",
    "jueves",
    "en",
    "Bilbao",
    "could",
    "you",
    "send",
    "me",
    "the",
    "slides",
    "te",
    "paso",
    "los",
    "datos",
    "mañana",
    "great",
    "talk",
    "about",
    "open",
    "data",
    "the",
    "budget",
    "is",
    "agreed",
]
ME = ("https://www.linkedin.com/in/me-myself", "Me Myself")
BEGIN = datetime(2010, 1, 1, tzinfo=UTC)
SPAN_S = 16 * 365 * 86_400
HEADER = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT",
)  # fmt: skip


def archive(connections: int, messages: int, seed: int = 7) -> Path:
    """The ZIP of an archive with so many of each; made once and kept in `bench/out`."""
    path = OUT / f"Complete_LinkedInDataExport_11-15-2026-{connections}-{messages}.zip"
    if path.exists():
        return path
    OUT.mkdir(exist_ok=True)
    chance = random.Random(seed)
    people = [_person(chance, n) for n in range(connections)]
    unfinished = path.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        with zipped.open("Connections.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
            _write_connections(chance, csv.writer(file, lineterminator="\n"), people)
        with zipped.open("messages.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
            _write_messages(chance, csv.writer(file, lineterminator="\n"), people, messages)
    unfinished.rename(path)
    return path


def unpacked(path: Path) -> list[Path]:
    """Its CSV files beside it, for those who cannot read a ZIP."""
    folder = path.with_suffix("")
    if not folder.exists():
        with zipfile.ZipFile(path) as zipped:
            zipped.extractall(folder)
    return sorted(folder.glob("*.csv"))


def _person(chance: random.Random, n: int) -> tuple[str, str, str]:
    first, last = chance.choice(FIRST), f"{chance.choice(LAST)} {chance.choice(LAST)}"
    slug = f"{first}-{last}-{n}".casefold().replace(" ", "-")
    from urllib.parse import quote

    return first, last, f"https://www.linkedin.com/in/{quote(slug)}"


def _write_connections(
    chance: random.Random, writer: "csv._writer", people: list[tuple[str, str, str]]
) -> None:
    writer.writerow(["Notes:"])
    writer.writerow(
        ["When exporting your connection data, you may notice that some of the emails are missing."]
    )
    writer.writerow([])
    writer.writerow(
        ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
    )
    for first, last, url in people:
        on = BEGIN + timedelta(seconds=chance.randrange(SPAN_S))
        writer.writerow([first, last, url, "", "Example & Co", "Analyst", on.strftime("%d %b %Y")])


def _write_messages(
    chance: random.Random, writer: "csv._writer", people: list[tuple[str, str, str]], messages: int
) -> None:
    writer.writerow(HEADER)
    for _ in range(messages):
        n = min(int(len(people) * chance.random() ** 3), len(people) - 1)
        first, last, url = people[n]
        them, mine = (url, f"{first} {last}"), chance.random() < 0.5
        (from_url, from_name), (to_url, to_name) = (ME, them) if mine else (them, ME)
        at = BEGIN + timedelta(seconds=chance.randrange(SPAN_S))
        start = chance.randrange(len(WORDS))
        text = " ".join((WORDS[start:] + WORDS)[: chance.randrange(3, 60)])
        writer.writerow(
            [
                f"2-{n:08d}==",
                "",
                from_name,
                from_url,
                to_name,
                to_url,
                f"{at:%Y-%m-%d %H:%M:%S} UTC",
                "",
                text,
                "INBOX",
                "",
                "No",
            ]
        )
