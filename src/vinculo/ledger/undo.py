"""Taking an import back as a whole."""

from vinculo.errors import Refusal
from vinculo.ledger.append import import_lock, roll_away_open_batches, take_away_rows
from vinculo.ledger.store import Ledger

_HAND_OVER = """
    UPDATE entry SET (batch, line) = (
      SELECT s.batch, s.line FROM sighting s JOIN visible_batch v ON v.id = s.batch
      WHERE s.entry = entry.id AND v.run <> ?1 ORDER BY s.batch LIMIT 1)
    WHERE batch = ?2 AND EXISTS (
      SELECT 1 FROM sighting s JOIN visible_batch v ON v.id = s.batch
      WHERE s.entry = entry.id AND v.run <> ?1)
"""
"""What a later reading met again is that reading's from now on."""


def undo(ledger: Ledger, run: int, now: int, wait_s: float = 30.0) -> int:
    """The ledger as if this import had never been, whatever was imported since; returns how many
    entries went.

    An entry that a later import met again stays, and is the later import's from now on. Records
    that this import had read again out of the quarantine go back there. Raises Refusal where there
    is no such import or it was undone before, LedgerBusy where somebody is importing.
    """
    with import_lock(ledger.path, wait_s):
        roll_away_open_batches(ledger)
        with ledger.transaction() as sql:
            found = sql.execute("SELECT undone_at FROM run WHERE id = ?", (run,)).fetchone()
            if found is None:
                raise Refusal("refusal.no_such_import", run=run)
            if found[0] is not None:
                raise Refusal("refusal.undone_already", run=run)
            batches = [id_ for (id_,) in sql.execute("SELECT id FROM batch WHERE run = ?", (run,))]
            gone = 0
            for batch in batches:
                sql.execute(_HAND_OVER, (run, batch))
                gone += take_away_rows(sql, batch)
            sql.execute("UPDATE run SET undone_at = ? WHERE id = ?", (now, run))
    return gone
