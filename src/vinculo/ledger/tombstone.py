"""The marks of whom the owner has let go: the one trace that is left of them."""

from vinculo.ledger.store import Ledger


def marks_there(ledger: Ledger) -> frozenset[bytes]:
    """The marks of all who were forgotten."""
    return frozenset(mark for (mark,) in ledger.sql.execute("SELECT mark FROM tombstone"))


def lift(ledger: Ledger, mark: bytes) -> int:
    """Takes away this mark and all that were made with it; returns how many that were, 0 for none."""
    with ledger.transaction() as sql:
        asked = (
            "DELETE FROM tombstone WHERE forgotten_at = (SELECT forgotten_at FROM tombstone WHERE mark = ?)"
        )
        return sql.execute(asked, (mark,)).rowcount


def latest(ledger: Ledger) -> int:
    """When somebody was last forgotten; 0 where nobody was."""
    (at,) = ledger.sql.execute("SELECT coalesce(max(forgotten_at), 0) FROM tombstone").fetchone()
    return int(at)
