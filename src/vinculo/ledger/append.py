"""Writing: an import is a run of batches, each written in chunks and invisible until it is closed.

A kill at any moment loses no closed batch and shows no half of one: the next import, under the
lock, rolls away what was left open before it judges what is a duplicate.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

from vinculo.errors import LedgerBusy
from vinculo.ledger.digest import (
    add_digests,
    digest64,
    entry_id,
    facts_json,
    handle_id,
    place_id,
    record_json,
    targets_of,
)
from vinculo.ledger.keeping import Keeping, emptied, without_words
from vinculo.ledger.store import Ledger
from vinculo.model import Batch, Card, Entry, Event, Handle, Place, Record

CHUNK_RECORDS = 10_000, 100_000
"""Records a transaction, at the beginning of a file and at most: others wait a second or two."""
CHUNK_SHARE = 1 / 6
"""Of what a file has brought so far: each transaction writes anew the pages of the index of ids that
it touches, which is nearly all of them, so that transactions of one size would cost the square."""
CHUNK_TEXT = 48 * 2**20
"""Characters a transaction, so that long texts do not pile up in memory."""
SKETCHED_AT_ONCE = 2_000
"""Texts whose words are counted at once: all of a transaction at once took 100 MiB (40,000 letters)."""
RAW_LIMIT = 2**20
"""Characters of a rejected record that are kept; the file and line of the rest are kept anyway."""

KEPT = Keeping()
"""Words are kept, and nothing else is told of them."""

EntryRow = tuple[
    int, int, int, str, str, int | None, str, str, int | None, int | None, int, int, int | None, int, str, str
]
_KIND, _TEXT = 5, 15
"""Where a row of the table has the kind of an event and its text; the order of arrival comes first."""


class OpenBatch:
    """One file being read into the ledger. Every record gets exactly one of `add`, `ignore`, `reject`."""

    def __init__(self, ledger: Ledger, batch: Batch, keeping: Keeping = KEPT) -> None:
        self._ledger = ledger
        self._keeping = keeping
        self.id = batch.id
        self.told = batch
        self._noise: Counter[str] = Counter()
        self._counts = Counter(read=0, accepted=0, duplicate=0, rejected=0, bugs=0)
        self._digest = 0
        self._handles: dict[Handle, int] = {}
        self._places: dict[Place, int] = {}
        self._forget_chunk()

    def _forget_chunk(self) -> None:
        self._entries: list[tuple[int, tuple[int, ...], EntryRow]] = []
        self._records: list[tuple[int, ...]] = []
        self._new_handles: list[tuple[int, str, str, str]] = []
        self._new_places: list[tuple[int, str, str]] = []
        self._rejects: list[tuple[int, int, int, str, str, int]] = []
        self._text = 0
        fewest, most = CHUNK_RECORDS
        self._enough = min(max(fewest, int(self._counts["read"] * CHUNK_SHARE)), most)

    def add(self, source: str, entries: Sequence[tuple[Entry, int]], line: int) -> None:
        """A record that was understood: its entries, each with the effective words of its text."""
        ids = []
        for entry, words in entries:
            id_ = entry_id(source, entry)
            ids.append(id_)
            self._entries.append(self._row(id_, entry, words, line))
        self._records.append(tuple(ids))
        self._counts["read"] += 1
        if len(self._records) >= self._enough or self._text >= CHUNK_TEXT:
            self.flush()

    def ignore(self, kind: str) -> None:
        """A record that was understood and is noise."""
        self._counts["read"] += 1
        self._noise[kind] += 1

    def reject(self, record: Record, reason: str, *, is_bug: bool = False) -> None:
        """A record that was not understood: kept aside with its line, reason and raw text."""
        self._counts["read"] += 1
        self._counts["rejected"] += 1
        self._counts["bugs"] += is_bug
        kept = record
        if sum(map(len, record.fields)) > RAW_LIMIT:
            share = RAW_LIMIT // len(record.fields)
            kept = record._replace(
                fields=tuple(field[:share] for field in record.fields),
                flaw=reason,  # what is cut must not be understood later as if it were whole
            )
        raw = record_json(kept)
        id_ = digest64(f"{self.told.source}\x1f{self.told.reading}\x1f{raw}")
        if not self._keeping.keeps_words:
            raw = record_json(emptied(kept, reason))
        self._text += len(raw)
        self._rejects.append((id_, self.id, record.line, reason, raw, is_bug))
        if len(self._rejects) >= self._enough or self._text >= CHUNK_TEXT:
            self.flush()

    def _row(self, id_: int, entry: Entry, words: int, line: int) -> tuple[int, tuple[int, ...], EntryRow]:
        if isinstance(entry, Event):
            told = entry.facts if self._keeping.keeps_words else without_words(entry.facts)
            facts = facts_json(told)
            to = tuple(map(self._handle, entry.recipients))
            targets = targets_of(entry.recipients)
            sender = self._handle(entry.sender) if entry.sender else None
            place = self._place(entry.place) if entry.place else None
            self._text += len(entry.text) + len(facts)
            row: EntryRow = (
                id_, self.id, line, "event", entry.kind, entry.at, entry.precision, entry.zone, sender, place,
                digest64(entry.native), words, entry.duration_s, targets, entry.text, facts,
            )  # fmt: skip
            return id_, to, row
        about = tuple(map(self._handle, entry.handles))
        facts = facts_json(entry.facts)
        type_, kind, at = ("card", "", None) if isinstance(entry, Card) else ("ruling", entry.kind, entry.at)
        row = (
            id_, self.id, line, type_, kind, at, "second", "known",
            None, None, 0, 0, None, len(about), "", facts,
        )  # fmt: skip
        return id_, about, row

    def _handle(self, handle: Handle) -> int:
        known = self._handles.get(handle)
        if known is None:
            known = self._handles[handle] = handle_id(handle)
            self._new_handles.append((known, *handle))
        return known

    def _place(self, place: Place) -> int:
        known = self._places.get(place)
        if known is None:
            known = self._places[place] = place_id(place)
            self._new_places.append((known, *place))
        return known

    def flush(self) -> None:
        """Writes what has come so far; others do not see it yet."""
        with self._ledger.transaction() as sql:
            self._write(sql)
        self._forget_chunk()

    def _write(self, sql: sqlite3.Connection) -> None:
        sql.executemany("INSERT OR IGNORE INTO handle VALUES (?, ?, ?, ?)", self._new_handles)
        sql.executemany("INSERT OR IGNORE INTO place VALUES (?, ?, ?)", self._new_places)
        self._judge(sql)
        sql.executemany("INSERT OR IGNORE INTO reject VALUES (?, ?, ?, ?, ?, ?, NULL)", self._rejects)
        self._count(sql)

    def _judge(self, sql: sqlite3.Connection) -> None:
        """Which records are new, which were known; known ones are noted as seen again."""
        ids = json.dumps([id_ for id_, _, _ in self._entries])
        asked = "SELECT id, batch FROM entry WHERE id IN (SELECT value FROM json_each(?))"
        known: dict[int, int] = dict(sql.execute(asked, (ids,)))
        fresh: set[int] = set()
        (seq,) = sql.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()
        rows: list[tuple[Any, ...]] = []
        recipients: list[tuple[int, int]] = []
        seen: list[tuple[int, int, int]] = []
        # In order of id, so that the index of ids is walked once from end to end.
        for id_, to, row in sorted(self._entries, key=itemgetter(0)):
            if id_ in known:
                if known[id_] != self.id:
                    seen.append((id_, self.id, row[2]))
            elif id_ not in fresh:
                fresh.add(id_)
                seq += 1
                rows.append((seq, *row))
                recipients.extend((seq, handle) for handle in to)
        keeps = self._keeping.keeps_words
        kept = rows if keeps else [(*row[:_TEXT], "", row[-1]) for row in rows]
        sql.executemany(f"INSERT INTO entry VALUES ({','.join('?' * 17)})", kept)
        self._sketch(sql, rows)
        sql.executemany("INSERT OR IGNORE INTO recipient VALUES (?, ?)", recipients)
        sql.executemany("INSERT OR IGNORE INTO sighting VALUES (?, ?, ?)", seen)
        self._digest = add_digests(self._digest, *fresh)
        for record in self._records:
            is_new = not fresh.isdisjoint(record)
            fresh.difference_update(record)  # the same record again, further down, adds nothing
            self._counts["accepted" if is_new else "duplicate"] += 1

    def _sketch(self, sql: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Only of what is new: of what was known there is a sketch already."""
        if self._keeping.sketch is None:
            return
        texts = [(row[0], row[_TEXT]) for row in rows if row[_TEXT] and row[_KIND] in self._keeping.sketched]
        for begin in range(0, len(texts), SKETCHED_AT_ONCE):
            lot = texts[begin : begin + SKETCHED_AT_ONCE]
            told = self._keeping.sketch([text for _, text in lot])
            sketches = [(seq, sketch) for (seq, _), sketch in zip(lot, told, strict=True)]
            sql.executemany("INSERT INTO sketch VALUES (?, ?)", sketches)

    def _count(self, sql: sqlite3.Connection) -> None:
        counted = self._counts
        sql.execute(
            "UPDATE batch SET read = ?, accepted = ?, duplicate = ?, ignored = ?, noise = ?, rejected = ?,"
            " bugs = ?, digest = ? WHERE id = ?",
            (
                counted["read"], counted["accepted"], counted["duplicate"],
                json.dumps(dict(sorted(self._noise.items()))),
                self._noise.total(), counted["rejected"], counted["bugs"], self._digest, self.id,
            ),
        )  # fmt: skip

    def close(self, now: int) -> Batch:
        """Makes the batch visible, with books that balance (the schema refuses others)."""
        with self._ledger.transaction() as sql:
            return self.close_within(sql, now)

    def close_within(self, sql: sqlite3.Connection, now: int) -> Batch:
        """The same as part of a transaction that the caller holds."""
        self._write(sql)
        self._forget_chunk()
        sql.execute("UPDATE batch SET closed_at = ? WHERE id = ?", (now, self.id))
        return self.counted()

    def counted(self) -> Batch:
        """The batch with the counts so far."""
        counted = self._counts
        return self.told._replace(
            read=counted["read"],
            accepted=counted["accepted"],
            duplicate=counted["duplicate"],
            ignored=tuple(sorted(self._noise.items())),
            rejected=counted["rejected"],
            bugs=counted["bugs"],
        )

    def abandon(self) -> None:
        """Takes away what the batch has written; it never was."""
        self._forget_chunk()
        with self._ledger.transaction() as sql:
            _take_away(sql, self.id)


class Run:
    """An import in progress: it alone may open batches."""

    def __init__(self, ledger: Ledger, id_: int, now: int, keeping: Keeping) -> None:
        self._ledger = ledger
        self._now = now
        self._keeping = keeping
        self.id = id_

    def open_batch(self, file: str, source: str, reading: str, observed_on: int | None = None) -> OpenBatch:
        """A batch for one file; nobody sees it before it is closed."""
        with self._ledger.transaction() as sql:
            id_ = _new_batch(sql, self.id, (file, source, reading, observed_on), self._now)
        return OpenBatch(self._ledger, Batch(id_, self.id, file, source, reading), self._keeping)


def _new_batch(sql: sqlite3.Connection, run: int, told: tuple[str, str, str, int | None], now: int) -> int:
    asked = "INSERT INTO batch (run, file, source, reading, observed_on, opened_at) VALUES (?, ?, ?, ?, ?, ?)"
    return int(sql.execute(asked, (run, *told, now)).lastrowid or 0)


@contextmanager
def importing(
    ledger: Ledger, what: str, now: int, wait_s: float = 30.0, *, keeping: Keeping = KEPT
) -> Iterator[Run]:
    """The one import of this moment. What an earlier, killed one left half done is rolled away first.

    `now` is the instant (seconds since 1970 UTC) that the run is recorded under; `keeping` says what
    becomes of the words of what it reads. Raises LedgerBusy
    where another process has been importing for longer than `wait_s`.
    """
    with import_lock(ledger.path, wait_s):
        roll_away_open_batches(ledger)
        with ledger.transaction() as sql:
            asked = "INSERT INTO run (begun_at, what) VALUES (?, ?)"
            id_ = int(sql.execute(asked, (now, what)).lastrowid or 0)
        try:
            yield Run(ledger, id_, now, keeping)
        finally:
            with ledger.transaction() as sql:
                sql.execute("DELETE FROM run WHERE id = ? AND id NOT IN (SELECT run FROM batch)", (id_,))


@contextmanager
def import_lock(path: Path, wait_s: float) -> Iterator[None]:
    """Held by the importing process and let go by the system when it dies: an exclusive transaction
    on a file of its own, so that readers and the owner's words are not kept waiting."""
    lock = sqlite3.connect(f"{path}.importing", timeout=wait_s, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise LedgerBusy("refusal.importing_already", ledger=path) from error
        yield
    finally:
        lock.close()


def roll_away_open_batches(ledger: Ledger) -> int:
    """Takes away what a killed import left unfinished; returns how many batches that were."""
    with ledger.transaction() as sql:
        unfinished = [id_ for (id_,) in sql.execute("SELECT id FROM batch WHERE closed_at IS NULL")]
        for id_ in unfinished:
            _take_away(sql, id_)
        sql.execute("DELETE FROM run WHERE id NOT IN (SELECT run FROM batch)")
    return len(unfinished)


def _take_away(sql: sqlite3.Connection, batch: int) -> None:
    take_away_rows(sql, batch)
    sql.execute("DELETE FROM batch WHERE id = ?", (batch,))


def take_away_rows(sql: sqlite3.Connection, batch: int) -> int:
    """Deletes all that a batch holds, and sends back to the quarantine what it had mended; returns
    how many entries went."""
    sql.execute("UPDATE reject SET mended_by = NULL WHERE mended_by = ?", (batch,))
    for table in ("recipient", "sketch"):
        sql.execute(f"DELETE FROM {table} WHERE entry IN (SELECT seq FROM entry WHERE batch = ?)", (batch,))
    gone = sql.execute("DELETE FROM entry WHERE batch = ?", (batch,)).rowcount
    for table in ("sighting", "reject"):
        sql.execute(f"DELETE FROM {table} WHERE batch = ?", (batch,))
    return gone


def sketch_older(ledger: Ledger, keeping: Keeping) -> int:
    """Sketches the texts that came before the first one that has a sketch; returns how many.

    Ledgers that were begun without sketches have none; what the owner tells is sketched when it is
    asked for. From the latest to the earliest, so that a kill leaves nothing out.
    """
    if keeping.sketch is None:
        return 0
    asked = (
        "SELECT seq, text FROM entry WHERE seq < (SELECT coalesce(min(entry), 9e18) FROM sketch)"
        f" AND text <> '' AND kind IN ({','.join('?' * len(keeping.sketched))}) ORDER BY seq DESC LIMIT ?"
    )
    done = 0
    while True:
        older = ledger.sql.execute(asked, (*sorted(keeping.sketched), CHUNK_RECORDS[0])).fetchall()
        if not older:
            return done
        told = keeping.sketch([text for _, text in older])
        with ledger.transaction() as sql:
            rows = [(seq, sketch) for (seq, _), sketch in zip(older, told, strict=True)]
            sql.executemany("INSERT INTO sketch VALUES (?, ?)", rows)
        done += len(older)


def tell(ledger: Ledger, source: str, entries: Sequence[tuple[Entry, int]], what: str, now: int) -> Batch:
    """The owner's word: one small run with one closed batch, all in one transaction."""
    with ledger.transaction() as sql:
        return tell_within(sql, ledger, source, entries, what, now)


def tell_within(
    sql: sqlite3.Connection,
    ledger: Ledger,
    source: str,
    entries: Sequence[tuple[Entry, int]],
    what: str,
    now: int,
) -> Batch:
    """The same as part of a transaction that the caller holds."""
    run = int(sql.execute("INSERT INTO run (begun_at, what) VALUES (?, ?)", (now, what)).lastrowid or 0)
    id_ = _new_batch(sql, run, (what, source, "word", None), now)
    batch = OpenBatch(ledger, Batch(id_, run, what, source, "word"))
    batch.add(source, entries, line=1)
    return batch.close_within(sql, now)
