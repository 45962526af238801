"""A key of this ledger alone."""

import secrets

from vinculo.ledger.store import Ledger

KEY_BYTES = 32


def known_secret(ledger: Ledger, name: str) -> bytes | None:
    """The key of this name; None where nobody has asked for it yet. Writes nothing."""
    found = ledger.sql.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
    return found[0] if found else None


def secret(ledger: Ledger, name: str) -> bytes:
    """The random key of this name, 32 bytes: made when first asked for, the same ever after.

    It never leaves the ledger's file: whoever has it could find out by trying which words a sketch
    holds, or who was forgotten.
    """
    key = known_secret(ledger, name)
    if key is None:
        with ledger.transaction() as sql:
            made = (name, secrets.token_bytes(KEY_BYTES))
            sql.execute("INSERT OR IGNORE INTO secret (name, value) VALUES (?, ?)", made)
        return secret(ledger, name)
    return key
