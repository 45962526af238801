"""Reading: only what closed batches hold, of imports that were not undone."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from vinculo.ledger.digest import add_digests, record_of
from vinculo.ledger.store import SCHEMA_VERSION, Ledger
from vinculo.model import Batch, Handle, Origin, Record, Reject

_VISIBLE = "(SELECT id FROM visible_batch)"
_FETCH = 50_000

EVENT_COLUMNS = {
    "id": pa.int64(),
    "kind": pa.string(),
    "at": pa.int64(),
    "sender": pa.int64(),
    "recipient": pa.int64(),
    "place": pa.int64(),
    "fold": pa.int64(),
    "words": pa.int64(),
    "duration_s": pa.int64(),
    "targets": pa.int64(),
}
"""One row per entry and recipient; an entry without recipients is one row whose recipient is null."""


class Totals(NamedTuple):
    """What `doctor` tells of a ledger."""

    digest: int
    """Sum of the entries' digests modulo 2^64: independent of the order of imports."""
    events: int
    cards: int
    rulings: int
    rejects: int
    open_batches: int
    schema_version: int


class Told(NamedTuple):
    """One entry with its origin, as faces show it."""

    id: int
    kind: str
    at: int
    precision: str
    zone: str
    sender: int | None
    recipients: tuple[int, ...]
    place: int | None
    fold: int
    words: int
    duration_s: int | None
    targets: int
    """To how many it went, those included whose names cannot be told apart."""
    text: str
    facts: dict[str, str]
    source: str
    origin: Origin


def totals(ledger: Ledger) -> Totals:
    """The ledger in figures."""
    sql = ledger.sql
    kinds = dict(sql.execute(f"SELECT type, count(*) FROM entry WHERE batch IN {_VISIBLE} GROUP BY type"))
    (rejects,) = sql.execute(
        f"SELECT count(DISTINCT id) FROM reject WHERE mended_by IS NULL AND batch IN {_VISIBLE}"
    ).fetchone()
    (unfinished,) = sql.execute("SELECT count(*) FROM batch WHERE closed_at IS NULL").fetchone()
    return Totals(
        digest(ledger),
        kinds.get("event", 0),
        kinds.get("card", 0),
        kinds.get("ruling", 0),
        rejects,
        unfinished,
        SCHEMA_VERSION,
    )


def digest(ledger: Ledger) -> int:
    """The sum of the visible entries' digests modulo 2^64, recomputed from the entries."""
    total = 0
    for chunk in _chunks(ledger.sql.execute(f"SELECT id FROM entry WHERE batch IN {_VISIBLE}")):
        total = add_digests(total, *(id_ for (id_,) in chunk))
    return total


def _chunks(cursor: sqlite3.Cursor, size: int = _FETCH) -> Iterator[list[tuple[int, ...]]]:
    while chunk := cursor.fetchmany(size):
        yield chunk


def event_table(ledger: Ledger, before: int) -> pa.Table:
    """All events before an instant (seconds since 1970 UTC, exclusive), as `EVENT_COLUMNS`."""
    cursor = ledger.sql.execute(
        "SELECT e.id, e.kind, e.at, e.sender, r.handle, e.place, e.fold, e.words, e.duration_s, e.targets"
        " FROM entry e LEFT JOIN recipient r ON r.entry = e.seq"
        f" WHERE e.type = 'event' AND e.at < ? AND e.batch IN {_VISIBLE}",
        (before,),
    )
    schema = pa.schema(list(EVENT_COLUMNS.items()))
    batches = [
        pa.record_batch(
            [
                pa.array(column, type_)
                for column, type_ in zip(zip(*rows, strict=True), EVENT_COLUMNS.values(), strict=True)
            ],
            schema=schema,
        )
        for rows in _chunks(cursor)
    ]
    return pa.Table.from_batches(batches, schema)


def sketches(
    ledger: Ledger, before: int, kinds: Sequence[str]
) -> Iterator[list[tuple[int, bytes | None, str]]]:
    """What is known of the texts of these kinds before an instant, in chunks: the entry, its sketch, and
    where there is none its text. What has neither is left out."""
    cursor = ledger.sql.execute(
        "SELECT e.id, s.told, CASE WHEN s.told IS NULL THEN e.text ELSE '' END"
        " FROM entry e LEFT JOIN sketch s ON s.entry = e.seq"
        f" WHERE e.kind IN ({','.join('?' * len(kinds))}) AND e.at < ? AND e.batch IN {_VISIBLE}"
        " AND (s.told IS NOT NULL OR e.text <> '')",
        (*kinds, before),
    )
    while chunk := cursor.fetchmany(_FETCH):
        yield chunk


def sketches_of(ledger: Ledger, ids: Sequence[int]) -> list[tuple[int, bytes | None, str]]:
    """What is known of the texts of these visible entries: the entry, its sketch, and where there is
    none its text."""
    cursor = ledger.sql.execute(
        "SELECT e.id, s.told, CASE WHEN s.told IS NULL THEN e.text ELSE '' END"
        " FROM entry e LEFT JOIN sketch s ON s.entry = e.seq"
        f" WHERE e.id IN (SELECT value FROM json_each(?)) AND e.batch IN {_VISIBLE}",
        (json.dumps(list(ids)),),
    )
    return cursor.fetchall()


def with_fact(ledger: Ledger, fact: str, kinds: Sequence[str], before: int) -> list[int]:
    """The visible events of these kinds before an instant that tell this fact; in order of id."""
    asked = (
        f"SELECT id FROM entry WHERE kind IN ({','.join('?' * len(kinds))}) AND at < ?"
        f" AND batch IN {_VISIBLE} AND json_extract(facts, '$.' || ?) <> '' ORDER BY id"
    )
    return [id_ for (id_,) in ledger.sql.execute(asked, (*kinds, before, fact))]


def handles(ledger: Ledger) -> dict[int, Handle]:
    """Every handle by its id, also those that no visible entry names any more."""
    return {
        id_: Handle(*told)
        for id_, *told in ledger.sql.execute("SELECT id, namespace, value, shown FROM handle")
    }


def handles_of(ledger: Ledger, ids: Sequence[int]) -> dict[int, Handle]:
    """These handles by their ids."""
    asked = "SELECT id, namespace, value, shown FROM handle WHERE id IN (SELECT value FROM json_each(?))"
    return {id_: Handle(*told) for id_, *told in ledger.sql.execute(asked, (json.dumps(list(ids)),))}


def holds(ledger: Ledger, id_: int) -> bool:
    """Whether there is an entry of this id."""
    return ledger.sql.execute("SELECT 1 FROM entry WHERE id = ?", (id_,)).fetchone() is not None


def texts(ledger: Ledger) -> Iterator[str]:
    """The texts of visible events, in no order."""
    asked = f"SELECT text FROM entry WHERE text <> '' AND batch IN {_VISIBLE}"
    return (text for (text,) in ledger.sql.execute(asked))


def cards(ledger: Ledger) -> Iterator[tuple[tuple[int, ...], dict[str, str]]]:
    """What visible cards say: the handles that are one human, and the facts; in order of entry id."""
    cursor = ledger.sql.execute(
        "SELECT e.facts, json_group_array(r.handle) FROM entry e JOIN recipient r ON r.entry = e.seq"
        f" WHERE e.type = 'card' AND e.batch IN {_VISIBLE} GROUP BY e.seq ORDER BY e.id"
    )
    for facts, about in cursor:
        yield tuple(json.loads(about)), json.loads(facts)


def rulings(ledger: Ledger) -> Iterator[tuple[str, int, tuple[int, ...], dict[str, str]]]:
    """The owner's decisions in the order they were made: kind, instant, handles, facts."""
    cursor = ledger.sql.execute(
        "SELECT e.kind, e.at, json_group_array(r.handle) FILTER (WHERE r.handle IS NOT NULL),"
        " e.facts"
        " FROM entry e LEFT JOIN recipient r ON r.entry = e.seq"
        f" WHERE e.type = 'ruling' AND e.batch IN {_VISIBLE} GROUP BY e.seq ORDER BY e.at, e.seq"
    )
    for kind, at, about, facts in cursor:
        yield kind, at, tuple(json.loads(about)), json.loads(facts)


def choices(ledger: Ledger) -> dict[str, str]:
    """What the owner has chosen (rulings of the kind `setting`): key → value, the latest of each.

    An empty value takes a choice back.
    """
    chosen: dict[str, str] = {}
    for kind, _, _, facts in rulings(ledger):
        if kind == "setting":
            chosen |= facts
    return {key: value for key, value in sorted(chosen.items()) if value}


_TOLD = (
    "SELECT e.id, e.kind, e.at, e.precision, e.zone, e.sender,"
    " (SELECT json_group_array(handle) FROM recipient WHERE entry = e.seq), e.place, e.fold, e.words,"
    " e.duration_s, e.targets, e.text, e.facts, b.source, b.file, e.line, b.id"
    " FROM entry e JOIN visible_batch b ON b.id = e.batch WHERE e.type = 'event'"
)


def entries(ledger: Ledger, ids: Sequence[int]) -> dict[int, Told]:
    """These visible events with all they say and where they were read."""
    asked = f"{_TOLD} AND e.id IN (SELECT value FROM json_each(?))"
    return {told.id: told for told in _told(ledger.sql.execute(asked, (json.dumps(list(ids)),)))}


def entries_of_kind(ledger: Ledger, kind: str, before: int) -> list[Told]:
    """The visible events of one kind before an instant, oldest first; ties by id."""
    asked = f"{_TOLD} AND e.kind = ? AND e.at < ? ORDER BY e.at, e.id"
    return list(_told(ledger.sql.execute(asked, (kind, before))))


def entries_of_kinds(ledger: Ledger, kinds: Sequence[str], before: int) -> list[Told]:
    """The visible events of some kinds before an instant, oldest first; ties by id."""
    asked = f"{_TOLD} AND e.kind IN (SELECT value FROM json_each(?)) AND e.at < ? ORDER BY e.at, e.id"
    return list(_told(ledger.sql.execute(asked, (json.dumps(list(kinds)), before))))


def _told(cursor: sqlite3.Cursor) -> Iterator[Told]:
    for *told, place_, fold, words, duration_s, targets, text, facts, source, file, line, batch in cursor:
        id_, kind, at, precision, zone, sender, to = told
        yield Told(
            id_, kind, at, precision, zone, sender, tuple(json.loads(to)), place_, fold, words, duration_s,
            targets, text, json.loads(facts), source, Origin(file, line, batch),
        )  # fmt: skip


def told_by(ledger: Ledger, source: str, before: int, *, but: str = "") -> list[Told]:
    """The visible events that one source told, those of the kind `but` left out, before an instant,
    oldest first; ties by id."""
    has_any = "SELECT 1 FROM visible_batch WHERE source = ? LIMIT 1"
    if ledger.sql.execute(has_any, (source,)).fetchone() is None:
        return []
    asked = f"{_TOLD} AND b.source = ? AND e.kind <> ? AND e.at < ? ORDER BY e.at, e.id"
    return list(_told(ledger.sql.execute(asked, (source, but, before))))


def entries_at(ledger: Ledger, places_: Sequence[int], before: int) -> list[Told]:
    """The visible events in these places before an instant, oldest first; ties by id."""
    asked = f"{_TOLD} AND e.place IN (SELECT value FROM json_each(?)) AND e.at < ? ORDER BY e.at, e.id"
    return list(_told(ledger.sql.execute(asked, (json.dumps(list(places_)), before))))


class Said(NamedTuple):
    """That something happened in a place, without what was said."""

    place: int
    at: int
    id: int
    kind: str
    sender: int | None
    fold: int
    source: str


def said_at(ledger: Ledger, places_: Sequence[int], before: int) -> Iterator[Said]:
    """What happened in these places before an instant, oldest first; ties by id."""
    cursor = ledger.sql.execute(
        "SELECT e.place, e.at, e.id, e.kind, e.sender, e.fold, b.source"
        " FROM entry e JOIN visible_batch b ON b.id = e.batch"
        " WHERE e.type = 'event' AND e.at < ? AND e.place IN (SELECT value FROM json_each(?))"
        " ORDER BY e.at, e.id",
        (before, json.dumps(list(places_))),
    )
    return map(Said._make, cursor)


def places(ledger: Ledger) -> dict[int, tuple[str, str]]:
    """Kind and key of every place by its id, also of those that no visible entry names any more."""
    cursor = ledger.sql.execute("SELECT id, kind, key FROM place")
    return {id_: (kind, key) for id_, kind, key in cursor}


def batches(ledger: Ledger) -> list[tuple[Batch, int | None]]:
    """Every closed batch, oldest first, with the instant its import was undone, or None."""
    cursor = ledger.sql.execute(
        "SELECT b.id, run, file, source, reading, read, accepted, duplicate, ignored, rejected, bugs,"
        " undone_at"
        " FROM batch b JOIN run ON run.id = b.run WHERE closed_at IS NOT NULL ORDER BY b.id"
    )
    found = []
    for *told, noise, rejected, bugs, undone_at in cursor:
        id_, run, file, source, reading, read, accepted, duplicate = told
        ignored = tuple(json.loads(noise).items())
        counts = (read, accepted, duplicate, ignored, rejected, bugs)
        found.append((Batch(id_, run, file, source, reading, *counts), undone_at))
    return found


def observed_days(ledger: Ledger) -> list[int]:
    """The days (since 1970) on which the visible exports say that they were made."""
    asked = "SELECT DISTINCT observed_on FROM visible_batch WHERE observed_on IS NOT NULL"
    return [day for (day,) in ledger.sql.execute(asked)]


def version(ledger: Ledger) -> tuple[int, int, int, int]:
    """Changes whenever what is visible changes, and costs next to nothing to ask."""
    asked = "SELECT coalesce(max(id), 0), count(closed_at) FROM batch"
    (undone,) = ledger.sql.execute("SELECT count(undone_at) FROM run").fetchone()
    (marks,) = ledger.sql.execute("SELECT count(*) FROM tombstone").fetchone()
    latest, closed = ledger.sql.execute(asked).fetchone()
    return latest, closed, undone, marks


def runs(ledger: Ledger) -> list[tuple[int, int, str, int | None]]:
    """Every import, oldest first: id, when it began, what was asked, when it was undone."""
    return list(ledger.sql.execute("SELECT id, begun_at, what, undone_at FROM run ORDER BY id"))


def rejects(ledger: Ledger) -> Iterator[tuple[Reject, str, Record]]:
    """Records that wait to be understood, each once: with the reading they belong to, and the raw record."""
    cursor = ledger.sql.execute(
        "SELECT r.id, b.file, r.line, b.id, b.source, r.reason, r.raw, r.is_bug, b.reading"
        " FROM reject r JOIN visible_batch b ON b.id = r.batch WHERE r.mended_by IS NULL"
        " GROUP BY r.id HAVING r.batch = min(r.batch) ORDER BY r.batch, r.line"
    )
    for id_, file, line, batch, source, reason, raw, is_bug, reading in cursor:
        record = record_of(raw)
        shown = "\n".join(record.fields)
        yield Reject(id_, Origin(file, line, batch), source, reason, shown, bool(is_bug)), reading, record


def mend(ledger: Ledger, rejects_mended: Sequence[int], batch: int) -> None:
    """Notes that this batch understood these rejects at last; undoing the batch brings them back."""
    with ledger.transaction() as sql:
        sql.executemany(
            "UPDATE reject SET mended_by = ? WHERE id = ?", [(batch, id_) for id_ in rejects_mended]
        )
