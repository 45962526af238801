"""The ledger: one SQLite file, appended to, never changed.

`schema.sql` says what it holds; `store` opens it, `append` writes imports, `read` answers, `undo`
takes an import back. One SQLite library per process (the standard one): two of them on one file
lose each other's locks, and with them committed writes.
"""

from vinculo.ledger.append import OpenBatch, Run, importing, sketch_older, tell
from vinculo.ledger.keeping import Keeping
from vinculo.ledger.secret import secret
from vinculo.ledger.store import Ledger
from vinculo.ledger.undo import undo

__all__ = ["Keeping", "Ledger", "OpenBatch", "Run", "importing", "secret", "sketch_older", "tell", "undo"]
