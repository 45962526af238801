"""What goes in: imports, their books, what was set aside, and the way back."""

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from vinculo import ingest
from vinculo import ledger as books
from vinculo.api.answers import instant_of
from vinculo.api.tables import mapped_table, refuse_if_lacking
from vinculo.errors import Refusal
from vinculo.ingest import Progress, Report
from vinculo.ledger import Ledger, read
from vinculo.model import Batch, Handle


def import_files(
    ledger: Ledger,
    paths: Sequence[Path],
    now: int,
    *,
    owner: Sequence[str] = (),
    is_dry_run: bool = False,
    within: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    mapping: Sequence[str] = (),
    keeps_words: bool | None = None,
) -> Report:
    """Reads files, folders and archives into the ledger; says what became of each.

    `owner` are profile addresses, slugs or e-mails that are the owner's own. Files are called as they
    lie in the folder `within`, if one is given. With a `mapping` of columns (`at=Sent,kind=Channel`) they
    are tables, and read as such only. `keeps_words` is whether texts, subjects and titles can be read
    back later; None leaves it to the choice `text`. Raises Refusal where an owner's address is neither,
    LedgerBusy where somebody else imports.
    """
    own = [handle_said(said) for said in owner]
    table = mapped_table(mapping) if mapping else None
    if table:
        refuse_if_lacking(paths, table)
    return ingest.ingest(
        ledger,
        paths,
        now,
        owner=own,
        is_dry_run=is_dry_run,
        within=within,
        progress=progress,
        sources=[table] if table else None,
        keeps_words=keeps_words,
    )


def handle_said(said: str) -> Handle:
    """An identifier as a person types it: an e-mail has an @, anything else is a LinkedIn profile."""
    said = said.strip()
    if "@" in said:
        return Handle("email", said)
    if not said or " " in said:
        raise Refusal("refusal.not_an_identifier", said=said)
    return Handle("linkedin", said)


def batches(ledger: Ledger) -> list[dict[str, Any]]:
    """The books of every import, oldest first, those that were undone included and marked."""
    return [batch_json(batch) | {"undone": undone is not None} for batch, undone in read.batches(ledger)]


def imports(ledger: Ledger) -> list[dict[str, Any]]:
    """Every import, oldest first: number, when it began (ISO 8601, UTC), what was asked, whether undone."""
    return [
        {"import": id_, "at": instant_of(at), "what": what, "undone": undone is not None}
        for id_, at, what, undone in read.runs(ledger)
    ]


def batch_json(batch: Batch) -> dict[str, Any]:
    """One reading of one file, with its five counts."""
    return {
        "import": batch.run,
        "file": batch.file,
        "source": batch.source,
        "reading": batch.reading,
        "read": batch.read,
        "accepted": batch.accepted,
        "duplicate": batch.duplicate,
        "ignored": dict(batch.ignored),
        "rejected": batch.rejected,
        "bugs": batch.bugs,
    }


def parted(file: str) -> tuple[str, str]:
    """The archive or folder a file came in, as its last part is named, and the file's place in it."""
    head, zipped, inner = file.partition(".zip/")
    if zipped:
        return head.rsplit("/", 1)[-1] + ".zip", inner
    folder, _, name = file.rpartition("/")
    return folder, name


def undo(ledger: Ledger, now: int, run: int | None = None) -> tuple[int, str, int]:
    """Takes back an import, the latest one if none is named: its id, what it was, entries gone.

    Raises Refusal where there is nothing to undo.
    """
    standing = [(id_, what) for id_, _, what, undone in read.runs(ledger) if undone is None]
    if run is None:
        if not standing:
            raise Refusal("refusal.nothing_to_undo")
        run = standing[-1][0]
    what = dict(standing).get(run, "")
    return run, what, books.undo(ledger, run, now)


def rejects(ledger: Ledger, limit: int | None = None) -> list[dict[str, Any]]:
    """Records set aside, each with its file, line, reason and raw text; at most `limit` of them."""
    return [
        {
            "id": str(reject.id),
            "file": reject.origin.file,
            "line": reject.origin.line,
            "source": reject.source,
            "reading": reading,
            "reason": reject.reason,
            "is_bug": reject.is_bug,
            "raw": reject.raw,
        }
        for reject, reading, _ in islice(read.rejects(ledger), limit)
    ]


def retry(ledger: Ledger, now: int) -> Report:
    """Reads what was set aside again, with today's parsers."""
    return ingest.retry(ledger, now)
