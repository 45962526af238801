"""A private folder for files on their way into the ledger, which nothing outlives.

It lies beside the ledger, on the owner's own disk: a system's folder for temporary files may be
memory, and is shared.
"""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

LOCK = "lock"
FILES = "files"


class PrivateFolder:
    """A new folder (0700) beside a ledger, until `remove`, or until the next sweep after a crash.

    It is held by an exclusive transaction on a file in it, which the system lets go when the process
    dies: on every platform, so is known what nobody needs any more.
    """

    def __init__(self, ledger: Path) -> None:
        above = _above(ledger)
        above.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._whole = Path(tempfile.mkdtemp(dir=above))
        self._lock = sqlite3.connect(self._whole / LOCK, isolation_level=None, check_same_thread=False)
        self._lock.execute("BEGIN EXCLUSIVE")
        self.files = self._whole / FILES
        """Where the files go."""
        self.files.mkdir(mode=0o700)

    def remove(self) -> None:
        """Removes the folder and all in it; nothing happens if it has gone before."""
        self._lock.close()
        shutil.rmtree(self._whole, ignore_errors=True)
        _remove_if_empty(self._whole.parent)


def sweep(ledger: Path) -> None:
    """Removes what windows that were killed have left beside this ledger."""
    above = _above(ledger)
    if not above.is_dir():
        return
    for folder in above.iterdir():
        if not _is_held(folder):
            shutil.rmtree(folder, ignore_errors=True)
    _remove_if_empty(above)


def _above(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}.incoming")


def _is_held(folder: Path) -> bool:
    lock = folder / LOCK
    if not lock.is_file():
        return False
    with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
    return False


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # another window keeps files in it, or has removed it
