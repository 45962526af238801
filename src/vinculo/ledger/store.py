"""Opening a ledger: created if wanted, upgraded if old, refused if newer than we are."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Self

from vinculo.errors import LedgerBusy, LedgerTooNew, Refusal, UnreadableFile

APPLICATION_ID = 0x76696E63
"""`vinc`, in the file's header (SQLite, PRAGMA application_id)."""
SCHEMA_VERSION = 2
BUSY_TIMEOUT_S = 10.0
WAL_TRIES = 100

Upgrade = Callable[[sqlite3.Connection], None]


def _to_2(sql: sqlite3.Connection) -> None:
    """Sketches of texts, keys of this ledger, and marks of who was forgotten."""
    sql.execute(
        "CREATE TABLE sketch (entry INTEGER PRIMARY KEY REFERENCES entry (seq), told BLOB NOT NULL) STRICT"
    )
    sql.execute("CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID")
    sql.execute(
        "CREATE TABLE tombstone (mark BLOB PRIMARY KEY, forgotten_at INTEGER NOT NULL) STRICT, WITHOUT ROWID"
    )


UPGRADES: dict[int, Upgrade] = {1: _to_2}
"""What leads from version n to n + 1. Every released version keeps its step for good."""


class Ledger:
    """An open ledger. Readers and writers in several processes may work on it at once (WAL)."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.sql = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Self:
        """The ledger at this path, with today's schema; its file is readable by its owner alone.

        Raises Refusal where there is none and none is to be created, UnreadableFile where the
        file is something else, LedgerTooNew where a later version wrote it.
        """
        if not path.exists():
            if not create:
                raise Refusal("refusal.no_ledger", ledger=path)
            _create_private(path)
        with _speaking_of(path):
            connection = _connect(path)
        try:
            with _speaking_of(path):
                _bring_up_to_date(connection, path)
                _set_up(connection)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def close(self) -> None:
        """Lets go of the file."""
        self.sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: committed at the end, rolled back by any exception.

        Raises Refusal where the disk is full, LedgerBusy where another process writes for longer
        than the time-out.
        """
        with _speaking_of(self.path):
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield self.sql
            except BaseException:
                if self.sql.in_transaction:
                    self.sql.execute("ROLLBACK")
                raise
            self.sql.execute("COMMIT")


def _create_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return  # another process was faster, with the same care
    except OSError as error:
        raise Refusal("refusal.no_place_for_ledger", ledger=path, reason=error.strerror) from error


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)


def _set_up(connection: sqlite3.Connection) -> None:
    """Only once the file is known to be a ledger: WAL is written into the file's header."""
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = FAST")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA wal_autocheckpoint = 16384")  # 64 MiB: pages written often are copied once


def _write_ahead(connection: sqlite3.Connection) -> None:
    """WAL, where several open a new ledger at once: SQLite says "locked" to all but one of those who
    change the mode together, without waiting (seen with 3.40, 2026-11). So the others wait for a lock
    that does wait, and try again."""
    for _ in range(WAL_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Takes the write lock only where there is something to write: readers never wait for writers."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if (version, application) == (SCHEMA_VERSION, APPLICATION_ID):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version == 0 and tables == 0:
            for statement in _statements(
                resources.files(__package__).joinpath("schema.sql").read_text("utf-8")
            ):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        elif application != APPLICATION_ID:
            raise UnreadableFile("refusal.not_a_ledger", ledger=path)
        elif version > SCHEMA_VERSION:
            raise LedgerTooNew("refusal.ledger_too_new", ledger=path, found=version, known=SCHEMA_VERSION)
        else:
            for step in range(version, SCHEMA_VERSION):
                UPGRADES[step](connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """SQLite's complaints that have nothing to do with a fault of ours, in words of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise Refusal("refusal.disk_full", ledger=path) from error
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise LedgerBusy("refusal.ledger_busy", ledger=path) from error
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            raise UnreadableFile("refusal.not_a_ledger", ledger=path) from error
        if code in {
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_IOERR,
        }:
            raise Refusal("refusal.ledger_not_writable", ledger=path, reason=str(error)) from error
        raise
