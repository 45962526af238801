"""What is in a ledger's file beyond what its tables say: after a deletion, nothing if all went well.

Deleted content is overwritten where `secure_delete` is on (SQLite, PRAGMA secure_delete); the file is
written anew by VACUUM, and the write-ahead log is cut to nothing (PRAGMA wal_checkpoint(TRUNCATE)).
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from vinculo.errors import LedgerBusy
from vinculo.ledger.store import Ledger

_WORDY = {
    "entry": ("text", "facts"),
    "handle": ("value", "shown"),
    "place": ("key",),
    "reject": ("raw",),
    "batch": ("file",),
    "run": ("what",),
}
"""Where the tables say what people wrote."""
_CHUNK = 2**20
"""Bytes that are looked at together."""


def write_anew(ledger: Ledger) -> None:
    """Leaves nothing in the file and its log but what the tables hold.

    Raises LedgerBusy where somebody reads for longer than the time-out.
    """
    try:
        ledger.sql.execute("VACUUM")
    except sqlite3.OperationalError as error:
        raise LedgerBusy("refusal.not_yet_written_anew", ledger=ledger.path) from error
    (is_busy, _, _) = ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise LedgerBusy("refusal.not_yet_written_anew", ledger=ledger.path)


def left_in_bytes(ledger: Ledger, terms: Iterable[str]) -> dict[str, int]:
    """How often each term stands in the raw bytes of the ledger's file and its log beyond what the tables
    say, whatever its case: 0 where nothing is left of what was deleted.

    The tables may well say `ana@example.org` of somebody else, within `joana@example.org`.
    """
    sought = {term: term.encode().lower() for term in terms if term}
    counts = dict.fromkeys(sought, 0)
    for cell in _cells(ledger):
        for term, raw in sought.items():
            counts[term] -= cell.count(raw)
    longest = max(map(len, sought.values()), default=1)
    for end in ("", "-wal"):
        path = ledger.path.with_name(ledger.path.name + end)
        if path.exists():
            with path.open("rb") as file:
                before = b""
                while chunk := file.read(_CHUNK):
                    whole = before + chunk.lower()
                    for term, raw in sought.items():
                        found = re.finditer(re.escape(raw), whole)
                        counts[term] += sum(one.end() > len(before) for one in found)
                    before = whole[1 - longest :] if longest > 1 else b""
    return {term: max(0, count) for term, count in counts.items()}


def _cells(ledger: Ledger) -> Iterator[bytes]:
    """Everything that the tables say in words, in small letters (of ASCII), with its copies in indexes."""
    for table, columns in _WORDY.items():
        for row in ledger.sql.execute(f"SELECT {', '.join(columns)} FROM {table}"):
            yield from (cell.encode("utf-8", "surrogatepass").lower() for cell in row if cell)
