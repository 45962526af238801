"""Letting somebody go: the one operation that rewrites the ledger, and cannot be undone.

Who is meant, and what an entry is without them, is told from above (`identity.forgotten`); here it is
carried out in one transaction, with the books balanced again, and then made true of the file's bytes
(`residue`).
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from vinculo.ledger.append import import_lock, roll_away_open_batches, tell_within
from vinculo.ledger.digest import (
    add_digests,
    digest64,
    facts_json,
    handle_id,
    place_id,
    record_of,
    targets_of,
)
from vinculo.ledger.residue import write_anew
from vinculo.ledger.store import Ledger
from vinculo.model import Card, Entry, Event, Handle, Place, Record, Ruling


class Eraser(Protocol):
    """What takes somebody out of entries, texts and raw records."""

    def without(self, entry: Entry) -> Entry | None:
        """The entry without them; None where nothing is left."""

    def names_them(self, text: str) -> bool:
        """Whether a text names them."""

    def blackened(self, text: str) -> str:
        """A text without them."""

    def keeps_out(self, entry: Entry) -> bool:
        """Whether the marks alone would keep the entry out, should it come again."""

    def is_in(self, record: Record) -> bool:
        """Whether a raw record names them."""


@dataclass
class Gone:
    """What an act of forgetting took away."""

    entries: Counter[str] = field(default_factory=Counter)
    """Kind of event (`card` and `ruling` for the others) → how many went as a whole."""
    rewritten: int = 0
    """Entries of others, out of which they were taken."""
    rejects: int = 0
    handles: int = 0
    places: int = 0
    files: set[str] = field(default_factory=set)
    """The imported files that told of them, as the owner named them."""
    ids: list[int] = field(default_factory=list)
    """Ids, as they were, of the entries that no mark of a handle would keep out: these are marked."""


@dataclass(frozen=True)
class _Row:
    seq: int
    id: int
    batch: int
    line: int
    source: str
    entry: Entry
    fold: int


def forget(
    ledger: Ledger,
    theirs: Iterable[int],
    eraser: Eraser,
    marks: Callable[[Sequence[int]], Iterable[bytes]],
    now: int,
    *,
    words: Sequence[Entry] = (),
    is_dry_run: bool = False,
    wait_s: float = 30.0,
) -> Gone:
    """Takes somebody out of the ledger for good; a dry run finds out what would go, and goes back.

    `theirs` are the ids of their handles, `marks` makes the marks that are left from the ids that
    rewritten entries had, `words` are words of the owner that belong to the act. Raises LedgerBusy
    where somebody imports, or keeps the file from being written anew.
    """
    with import_lock(ledger.path, wait_s):
        roll_away_open_batches(ledger)
        ledger.sql.execute("PRAGMA secure_delete = ON")
        try:
            with ledger.transaction() as sql:
                gone = _Forgetting(sql, frozenset(theirs), eraser).carry_out()
                if is_dry_run:
                    sql.execute("ROLLBACK")
                    sql.execute("BEGIN")
                else:
                    made = [(one, now) for one in sorted({*marks(gone.ids)})]
                    sql.executemany("INSERT OR IGNORE INTO tombstone VALUES (?, ?)", made)
                    kept = [(left, 0) for word in words if (left := eraser.without(word))]
                    if kept:
                        tell_within(sql, ledger, "owner", kept, "forget", now)
            if not is_dry_run:
                write_anew(ledger)
        finally:
            ledger.sql.execute("PRAGMA secure_delete = FAST")
    return gone


class _Forgetting:
    """The steps of `forget` within its transaction."""

    def __init__(self, sql: sqlite3.Connection, theirs: frozenset[int], eraser: Eraser) -> None:
        self._sql = sql
        self._theirs = theirs
        self._eraser = eraser
        self._gone = Gone()
        self._lines: dict[tuple[int, int], str] = {}
        """Batch and line of the records that told of them → where these were counted."""
        self._digests: Counter[int] = Counter()

    def carry_out(self) -> Gone:
        for row in [*self._concerned()]:
            left = self._eraser.without(row.entry)
            if left is None:
                self._delete(row)
            elif left != row.entry:
                self._rewrite(row, left)
        self._forget_rejects()
        self._balance()
        self._forget_names()
        self._sweep()
        return self._gone

    def _concerned(self) -> Iterator[_Row]:
        """Every entry that names them, by a handle, a place or in its words."""
        names = self._eraser.names_them
        seqs = set()
        for seq, text, facts, place in self._sql.execute(
            "SELECT e.seq, e.text, e.facts, p.key FROM entry e LEFT JOIN place p ON p.id = e.place"
        ):
            said = [text, place or "", *(json.loads(facts).values() if facts != "{}" else ())]
            if any(names(one) for one in said if one):
                seqs.add(seq)
        altered = {id_ for id_, handle in self._handles() if self._is_altered(id_, handle)}
        ids = json.dumps(sorted(altered))
        asked = (
            "SELECT seq FROM entry WHERE sender IN (SELECT value FROM json_each(?1))"
            " UNION SELECT entry FROM recipient WHERE handle IN (SELECT value FROM json_each(?1))"
        )
        seqs.update(seq for (seq,) in self._sql.execute(asked, (ids,)))
        return self._rows(sorted(seqs))

    def _handles(self) -> Iterator[tuple[int, Handle]]:
        for id_, *told in self._sql.execute("SELECT id, namespace, value, shown FROM handle"):
            yield id_, Handle(*told)

    def _is_altered(self, id_: int, handle: Handle) -> bool:
        if id_ in self._theirs:
            return True
        said = handle.shown if handle.namespace != "names" else f"{handle.value} {handle.shown}"
        return bool(said) and self._eraser.names_them(said)

    def _rows(self, seqs: Sequence[int]) -> Iterator[_Row]:
        cursor = self._sql.execute(
            "SELECT e.seq, e.id, e.batch, e.line, b.source, e.type, e.kind, e.at, e.precision, e.zone,"
            " e.sender, p.kind, p.key, e.fold, e.duration_s, e.text, e.facts"
            " FROM entry e JOIN batch b ON b.id = e.batch LEFT JOIN place p ON p.id = e.place"
            " WHERE e.seq IN (SELECT value FROM json_each(?))",
            (json.dumps(list(seqs)),),
        )
        for seq, id_, batch, line, source, type_, *told, fold, duration_s, text, facts in cursor.fetchall():
            kept = tuple(json.loads(facts).items())
            to = self._about(seq)
            entry = _entry(type_, told, to, duration_s, text, kept, self._handle)
            yield _Row(seq, id_, batch, line, source, entry, fold)

    def _about(self, seq: int) -> tuple[Handle, ...]:
        asked = (
            "SELECT h.namespace, h.value, h.shown FROM recipient r JOIN handle h ON h.id = r.handle"
            " WHERE r.entry = ? ORDER BY h.id"
        )
        return tuple(Handle(*told) for told in self._sql.execute(asked, (seq,)))

    def _handle(self, id_: int | None) -> Handle | None:
        if id_ is None:
            return None
        found = self._sql.execute(
            "SELECT namespace, value, shown FROM handle WHERE id = ?", (id_,)
        ).fetchone()
        return Handle(*found)

    def _delete(self, row: _Row) -> None:
        kind = row.entry.kind if isinstance(row.entry, Event) else type(row.entry).__name__.lower()
        self._gone.entries[kind] += 1
        if not self._eraser.keeps_out(row.entry):
            self._gone.ids.append(row.id)
        self._digests[row.batch] = add_digests(self._digests[row.batch], -row.id)
        self._note_lines(row)
        for table in ("recipient", "sketch"):
            self._sql.execute(f"DELETE FROM {table} WHERE entry = ?", (row.seq,))
        self._sql.execute("DELETE FROM entry WHERE seq = ?", (row.seq,))
        self._sql.execute("DELETE FROM sighting WHERE entry = ?", (row.id,))

    def _note_lines(self, row: _Row) -> None:
        """A record was new to the reading that brought it, and known to every later one; what an undone
        import handed over had been known to the later one as well."""
        asked = "SELECT batch, line FROM sighting WHERE entry = ?"
        seen = self._sql.execute(asked, (row.id,)).fetchall()
        if (row.batch, row.line) not in seen:
            self._lines[row.batch, row.line] = "accepted"
        for met in seen:
            self._lines.setdefault(met, "duplicate")

    def _rewrite(self, row: _Row, left: Entry) -> None:
        """It is called by all that it still says, so that nothing of its id tells of them."""
        id_ = digest64(f"rewritten\x1f{row.source}\x1f{row.fold}\x1f{left!r}")
        (is_there,) = self._sql.execute("SELECT count(*) FROM entry WHERE id = ?", (id_,)).fetchone()
        if is_there:
            self._delete(row)
            return
        self._gone.rewritten += 1
        self._gone.ids.append(row.id)
        self._digests[row.batch] = add_digests(self._digests[row.batch], -row.id, id_)
        about = left.recipients if isinstance(left, Event) else left.handles
        self._sql.execute("DELETE FROM recipient WHERE entry = ?", (row.seq,))
        pairs = [(row.seq, self._kept(handle)) for handle in about]
        self._sql.executemany("INSERT OR IGNORE INTO recipient VALUES (?, ?)", pairs)
        self._sql.execute(
            "UPDATE entry SET id = ?, targets = ?, facts = ? WHERE seq = ?",
            (id_, targets_of(about), facts_json(left.facts), row.seq),
        )
        if isinstance(left, Event):
            sender = self._kept(left.sender) if left.sender else None
            place = place_id(left.place) if left.place else None
            # What the owner told is called by a key that names whom it was told of.
            fold = id_ if row.source == "owner" else row.fold
            self._sql.execute(
                "UPDATE entry SET sender = ?, place = ?, text = ?, fold = ? WHERE seq = ?",
                (sender, place, left.text, fold, row.seq),
            )
        self._sql.execute("UPDATE sighting SET entry = ? WHERE entry = ?", (id_, row.id))

    def _kept(self, handle: Handle) -> int:
        id_ = handle_id(handle)
        self._sql.execute("INSERT OR IGNORE INTO handle VALUES (?, ?, ?, ?)", (id_, *handle))
        return id_

    def _forget_rejects(self) -> None:
        asked = "SELECT id, batch, raw, is_bug FROM reject"
        for id_, batch, raw, is_bug in self._sql.execute(asked).fetchall():
            if self._eraser.is_in(record_of(raw)):
                self._gone.rejects += 1
                self._sql.execute("DELETE FROM reject WHERE id = ? AND batch = ?", (id_, batch))
                self._subtract(batch, "rejected", is_bug=is_bug)
                self._note_file(batch)

    def _note_file(self, batch: int) -> None:
        found = self._sql.execute("SELECT file FROM batch WHERE id = ? AND source <> 'owner'", (batch,))
        self._gone.files.update(file for (file,) in found)

    def _subtract(self, batch: int, column: str, *, is_bug: bool = False) -> None:
        asked = f"UPDATE batch SET read = read - 1, {column} = {column} - 1, bugs = bugs - ? WHERE id = ?"
        self._sql.execute(f"{asked} AND {column} > 0 AND bugs >= ?", (int(is_bug), batch, int(is_bug)))

    def _balance(self) -> None:
        """The books as if the records of which nothing is left had never been read."""
        for (batch, line), column in sorted(self._lines.items()):
            self._note_file(batch)
            still = "SELECT count(*) FROM entry WHERE batch = ? AND line = ?"
            seen = "SELECT count(*) FROM sighting WHERE batch = ? AND line = ?"
            (held,) = self._sql.execute(still, (batch, line)).fetchone()
            (met,) = self._sql.execute(seen, (batch, line)).fetchone()
            if not held and not met:
                self._subtract(batch, column)
        for batch, change in self._digests.items():
            (digest,) = self._sql.execute("SELECT digest FROM batch WHERE id = ?", (batch,)).fetchone()
            self._sql.execute(
                "UPDATE batch SET digest = ? WHERE id = ?", (add_digests(digest, change), batch)
            )

    def _forget_names(self) -> None:
        """Files and commands that are called after them."""
        for table, column in (("batch", "file"), ("run", "what")):
            for id_, said in self._sql.execute(f"SELECT id, {column} FROM {table}").fetchall():
                left = self._eraser.blackened(said)
                if left != said:
                    self._sql.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (left, id_))

    def _sweep(self) -> None:
        """Handles and places that nothing speaks of any more, and words of the owner that are empty now."""
        named = "SELECT handle FROM recipient UNION SELECT sender FROM entry WHERE sender NOT NULL"
        orphan = f"id NOT IN ({named})"
        self._gone.handles = self._sql.execute(f"DELETE FROM handle WHERE {orphan}").rowcount
        unvisited = "id NOT IN (SELECT place FROM entry WHERE place NOT NULL)"
        self._gone.places = self._sql.execute(f"DELETE FROM place WHERE {unvisited}").rowcount
        emptied = [batch for batch in self._digests if self._is_emptied(batch)]
        self._sql.executemany("DELETE FROM batch WHERE id = ?", [(batch,) for batch in emptied])
        self._sql.execute("DELETE FROM run WHERE id NOT IN (SELECT run FROM batch)")

    def _is_emptied(self, batch: int) -> bool:
        asked = "SELECT count(*) FROM batch WHERE id = ? AND source = 'owner' AND read = 0"
        return bool(self._sql.execute(asked, (batch,)).fetchone()[0])


def _entry(
    type_: str,
    told: Sequence[Any],
    about: tuple[Handle, ...],
    duration_s: int | None,
    text: str,
    facts: tuple[tuple[str, str], ...],
    handle: Callable[[int | None], Handle | None],
) -> Entry:
    kind, at, precision, zone, sender, place_kind, place_key = told
    if type_ == "card":
        return Card(about, facts)
    if type_ == "ruling":
        return Ruling(kind, about, at, facts)
    place = Place(place_kind, place_key) if place_kind is not None else None
    return Event(kind, at, precision, zone, handle(sender), about, "", place, text, duration_s, facts)
