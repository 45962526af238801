"""A key of this ledger alone."""

import secrets

from vinculo.ledger.store import Ledger

KEY_BYTES = 32


def secret(ledger: Ledger, name: str) -> bytes:
    """The random key of this name, 32 bytes: made when first asked for, the same ever after.

    It never leaves the ledger's file: whoever has it could find out by trying which words a sketch
    holds, or who was forgotten.
    """
    asked = "SELECT value FROM secret WHERE name = ?"
    found = ledger.sql.execute(asked, (name,)).fetchone()
    if found is None:
        with ledger.transaction() as sql:
            made = (name, secrets.token_bytes(KEY_BYTES))
            sql.execute("INSERT OR IGNORE INTO secret (name, value) VALUES (?, ?)", made)
        found = ledger.sql.execute(asked, (name,)).fetchone()
    key: bytes = found[0]
    return key
