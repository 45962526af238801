"""Every number of a large ledger anew, beside a bare count by group over the same events."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from bench.archive import archive
from bench.importing import SIZES


def bench() -> None:
    """Prints what a full derivation takes, step by step, as ratios to a bare group-by count."""
    from vinculo import derive, ingest
    from vinculo.identity.gather import who_is_who
    from vinculo.ledger import Ledger, read
    from vinculo.measure.kernel import kernel

    connections, messages = (int(n) for n in os.environ.get("BENCH_SIZE", "{},{}".format(*SIZES)).split(","))
    as_of = 1_800_000_000
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.sqlite") as ledger:
        ingest.ingest(ledger, [archive(connections, messages)], as_of)
        events, fetched = _timed(lambda: read.event_table(ledger, as_of))
        known = read.handles(ledger)
        (people, _), resolved = _timed(lambda: who_is_who(ledger, events, known))
        tables = {"event": events, "person_of": derive.person_table(people)}
        _, measured = _timed(lambda: kernel(tables, as_of=as_of))
        floor = min(_timed(lambda: _floor(events))[1] for _ in range(3))
        _, whole = _timed(lambda: derive.derive(ledger, as_of))
    print(f"{events.num_rows:,} events, {len(people.persons):,} people")
    print(f"bare group-by count over the same events: 1 ({floor:.3f} s)")
    for step, seconds in (
        ("events out of SQLite", fetched),
        ("who is who", resolved),
        ("the kernel", measured),
        ("derive, everything", whole),
    ):
        print(f"{step}: {seconds / floor:.0f} ({seconds:.2f} s)")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


def _floor(events: pa.Table) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("event", events)
        connection.execute(
            "SELECT sender, recipient, count(*) FROM event GROUP BY sender, recipient"
        ).fetchall()
