"""Several processes on one ledger, and processes that die: nothing is lost, nothing half is seen."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench.archive import archive

from vinculo import derive
from vinculo.ledger import Ledger, read, tell
from vinculo.model import Event, Handle

KILLS = 10
SIZE = (1_000, 20_000)
WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0.3, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO run (begun_at, what) VALUES (1, ?)", (sys.argv[2],))
    connection.execute("COMMIT")
except sqlite3.OperationalError as error:
    print(error)
else:
    print("written")
"""


def word(n: int) -> Event:
    return Event("note", n, "second", "written", None, (Handle("name", "Ana Lasa"),), f"n|{n}", None, "x")


def write_elsewhere(path: Path, what: str) -> str:
    command = [sys.executable, "-c", WRITER, str(path), what]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_two_writers_never_lose_a_committed_write(tmp_path: Path) -> None:
    """While one process holds a write transaction, and in the meantime reads the same file for the
    calculator and lets go of it again, another cannot write; afterwards both writes are there.

    With a second SQLite library in the process (as some Arrow drivers bring), closing its
    connection would drop the locks of the first, and one of two acknowledged commits be lost.
    """
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        tell(ledger, "owner", [(word(1), 1)], "first", 1)
        with ledger.transaction() as sql:
            sql.execute("INSERT INTO run (begun_at, what) VALUES (1, 'held')")
            with Ledger.open(path) as other:
                derive.derive(other, 2**40)
            assert write_elsewhere(path, "elsewhere") == "database is locked"
        assert write_elsewhere(path, "elsewhere") == "written"
        assert [what for _, _, what, _ in read.runs(ledger)] == ["first", "held", "elsewhere"]


def vinculo(path: Path, *said: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "vinculo", "--ledger", str(path), *said]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def test_a_killed_import_loses_nothing_and_the_next_completes_it(tmp_path: Path) -> None:
    """Killed (SIGKILL) at ten random moments: after each, whole batches are seen or nothing of them,
    what was closed stays closed, and at last the digest is that of an import nobody disturbed."""
    source = archive(*SIZE)
    with Ledger.open(tmp_path / "whole.sqlite"):
        pass
    begun = time.perf_counter()
    whole = vinculo(tmp_path / "whole.sqlite", "import", str(source))
    whole.communicate()
    assert whole.returncode == 0
    lasts = time.perf_counter() - begun
    path = tmp_path / "killed.sqlite"
    chance = random.Random(11)
    killed, tried, seen = 0, 0, 0
    with Ledger.open(path) as ledger:
        while killed < KILLS:
            tried += 1
            assert tried <= 10 * KILLS, "imports end before they can be killed"
            importing, began = vinculo(path, "import", str(source)), time.perf_counter()
            try:
                importing.communicate(timeout=lasts * chance.random())
                lasts = min(lasts, time.perf_counter() - began)  # the machine is less busy than it was
            except subprocess.TimeoutExpired:
                importing.send_signal(signal.SIGKILL)
                importing.communicate()
                killed += importing.returncode == -signal.SIGKILL
            visible = read.event_table(ledger, 2**40).num_rows
            assert visible in {0, SIZE[0], sum(SIZE)}
            assert visible >= seen
            assert all(batch.balances for batch, _ in read.batches(ledger))
            seen = visible
        last = vinculo(path, "import", str(source), "--format", "json")
        told, _ = last.communicate()
        assert last.returncode == 0
        assert sum(batch["read"] for batch in json.loads(told)) == sum(SIZE)
        with Ledger.open(tmp_path / "whole.sqlite") as undisturbed:
            assert read.digest(ledger) == read.digest(undisturbed) != 0
        assert read.totals(ledger).open_batches == 0
