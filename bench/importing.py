"""Importing a large archive, beside DuckDB merely reading the same CSV files into tables."""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.archive import archive, unpacked

SIZES = (100_000, 1_000_000)


def bench() -> None:
    """Prints the ratio of import to DuckDB's reading, what each step takes, and the peak memory."""
    connections, messages = (int(n) for n in os.environ.get("BENCH_SIZE", "{},{}".format(*SIZES)).split(","))
    path = archive(connections, messages)
    files = unpacked(path)
    size = sum(file.stat().st_size for file in files) / 2**20
    print(f"{connections:,} connections, {messages:,} messages, {size:.0f} MiB of CSV")
    duck = min(_duckdb(files) for _ in range(2))
    print(f"DuckDB reads the CSV files into tables: 1 ({duck:.1f} s)")
    rows = _framing(files)
    print(f"Python's csv module merely walks the rows: {rows / duck:.1f}")
    parsed = _parsing(path)
    print(f"our framing and parsing into entries: {parsed / duck:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        whole, memory = _import(path, Path(folder) / "ledger.sqlite")
        print(f"vinculo import, everything: {whole / duck:.1f} ({whole:.1f} s, peak {memory:.0f} MiB)")
        again, _ = _import(path, Path(folder) / "ledger.sqlite")
        print(f"vinculo import again (all known): {again / duck:.1f}")


def _duckdb(files: list[Path]) -> float:
    import duckdb

    begun = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        for file in files:
            skip = 4 if file.name == "Connections.csv" else 0
            how = f"all_varchar = true, header = true, skip = {skip}"
            connection.execute(f"CREATE TABLE {file.stem} AS SELECT * FROM read_csv(?, {how})", [str(file)])
    return time.perf_counter() - begun


def _framing(files: list[Path]) -> float:
    begun = time.perf_counter()
    for file in files:
        with file.open(encoding="utf-8", newline="") as text:
            for _ in csv.reader(text):
                pass
    return time.perf_counter() - begun


def _parsing(path: Path) -> float:
    from vinculo.sources import Reads, linkedin
    from vinculo.sources.container import members

    begun = time.perf_counter()
    for member in members(path):
        claim = linkedin.recognizes(member)
        if isinstance(claim, Reads):
            for record in linkedin.records(member, claim.reading):
                linkedin.parse(claim.reading, record)
    return time.perf_counter() - begun


def _import(path: Path, ledger: Path) -> tuple[float, float]:
    command = [
        sys.executable,
        "-m",
        "vinculo",
        "--ledger",
        str(ledger),
        "import",
        str(path),
        "--format",
        "json",
    ]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    whole = time.perf_counter() - begun
    return whole, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
