"""Forecasts of a large ledger, and of a large community, beside what has to be done anyway."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.archive import archive

LEDGER = "5000,500000"
"""Relationships and messages."""
COMMUNITY = (400_000, 150_000)
"""Events and pairs, about."""
AS_OF = 1_800_000_000


def bench() -> None:
    """Each part in a process of its own, so that memory is told apart."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for part in ("ledger", "community"):
        subprocess.run([sys.executable, "-m", "bench.foretelling", part], check=True)


def ledger() -> None:
    """What is ahead of every relationship of a ledger, as a ratio to deriving it."""
    from vinculo import derive, ingest
    from vinculo.api.backtesting import look_back_of
    from vinculo.api.forecast import foretell
    from vinculo.ledger import Ledger

    connections, messages = (int(n) for n in os.environ.get("BENCH_SIZE", LEDGER).split(","))
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.sqlite") as kept:
        ingest.ingest(kept, [archive(connections, messages)], AS_OF)
        derived, base = _timed(lambda: derive.derive(kept, AS_OF))
        before = _memory()
        ahead, seconds = _timed(derived.look_ahead)
        _, rest = _timed(lambda: foretell(kept, derived))
        _, back = _timed(lambda: look_back_of(derived, origins=4))
    print(f"{len(ahead.of):,} relationships, {derived.moments.num_rows:,} instants with an exchange")
    print(f"derive, everything but what is ahead: 1 ({base:.2f} s, {before:,.0f} MB)")
    print(f"forecasts for 90, {ahead.horizon_days} and 360 days: {seconds / base:.2f} ({seconds:.2f} s)")
    print(f"next stages, expected values, evidence: {rest / base:.2f} ({rest:.2f} s)")
    print(f"looking back four times: {back / base:.2f} ({back:.2f} s)")
    print(f"{_memory():,.0f} MB at most")


def community() -> None:
    """A forecast for a community: Parquet in, Parquet out."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from vinculo import network

    events, pairs = COMMUNITY
    dice = np.random.default_rng(8)
    people = pairs // 8
    ends = dice.integers(0, people, (pairs, 2))
    chosen = np.concatenate([np.arange(pairs), (pairs * dice.random(events - pairs) ** 3).astype(int)])
    turned = dice.random(events) < 0.5
    source, target = (np.where(turned, ends[chosen, k], ends[chosen, 1 - k]) for k in (0, 1))
    times = np.sort(dice.uniform(0, 900 * 86_400, events))
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "events.parquet", Path(folder) / "out.parquet"
        pq.write_table(pa.table({"source": source, "target": target, "time": times}), file)
        _, read = _timed(lambda: pq.read_table(file))
        told, seconds = _timed(lambda: network.forecast(file, 800 * 86_400.0, 90, out))
    print(
        f"{told.events:,} events, {told.pairs:,} pairs: {seconds:.1f} s, {seconds / read:,.0f} times reading"
    )
    print(f"{_memory():,.0f} MB at most")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    {"ledger": ledger, "community": community}[sys.argv[1]]()
