"""The calculator: DuckDB here, Spark there. The only file that names either.

Every number comes from one SQL text in the subset that both understand and both read alike. What
differs between them is how tables come in and go out, and is dealt with here:

- DuckDB reads Arrow tables where they are; Spark reads everything from Parquet files.
- Spark is told to fail where a sum overflows (ANSI mode) and to forget time zones (UTC); DuckDB
  fails by itself, and never sees a time zone because instants are whole seconds.
- Neither may reach out: DuckDB loads no extensions, Spark listens on loopback only.

What the SQL must keep to, for both (DuckDB 2.0, Spark 4.3; each difference was measured):

- `x / y` of two integers is a double in both; a decimal literal is not a double in Spark, so
  nothing but 0.5 is ever added; `floor` before a cast, since they round halves differently.
- A sum is cast to bigint: DuckDB widens it, Spark does not.
- `greatest` and `least` skip NULL in both. Instants are NULL where there are none: counts are coalesced.
- `at` is a keyword in DuckDB and must be qualified (`m.at`); an alias needs its AS.
- No operator of whole division; `%` cuts toward zero in both. No IGNORE NULLS, no dates, no text functions.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


class Calculator(Protocol):
    """Answers SQL over named tables. Names are ours, never data."""

    def table(self, name: str, rows: "pa.Table") -> None:
        """Names a table in memory."""

    def files(self, name: str, paths: Sequence[Path]) -> None:
        """Names the rows of Parquet files as one table."""

    def view(self, name: str, sql: str) -> None:
        """Names a question; it is answered anew wherever the name is used."""

    def keep(self, name: str, sql: str) -> None:
        """Names the answer to a question, so that it is computed once."""

    def ask(self, sql: str) -> "pa.Table":
        """The answer as an Arrow table; the order of its rows is the engine's unless the SQL says."""


class _DuckDB:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def table(self, name: str, rows: "pa.Table") -> None:
        self._connection.register(name, rows)

    def files(self, name: str, paths: Sequence[Path]) -> None:
        listed = ", ".join(_quoted(path) for path in paths)
        self.view(name, f"SELECT * FROM read_parquet([{listed}])")

    def view(self, name: str, sql: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def ask(self, sql: str) -> "pa.Table":
        return self._connection.sql(sql).to_arrow_table()


class _Spark:
    def __init__(self, session: Any, scratch: Path) -> None:
        self._session = session
        self._scratch = scratch
        self._written = 0

    def table(self, name: str, rows: "pa.Table") -> None:
        import pyarrow.parquet as pq

        path = self._fresh().with_suffix(".parquet")
        pq.write_table(rows, path)
        self.files(name, [path])

    def files(self, name: str, paths: Sequence[Path]) -> None:
        self._session.read.parquet(*map(str, paths)).createOrReplaceTempView(name)

    def view(self, name: str, sql: str) -> None:
        self._session.sql(sql).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        path = self._fresh()
        self._session.sql(sql).write.parquet(str(path))
        self.files(name, [path])

    def ask(self, sql: str) -> "pa.Table":
        import pyarrow.parquet as pq

        path = self._fresh()
        answer = self._session.sql(sql)
        answer.write.parquet(str(path))
        return pq.read_table(path, columns=answer.columns)

    def _fresh(self) -> Path:
        self._written += 1
        return self._scratch / str(self._written)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def in_memory(threads: int | None = None, memory: str | None = None) -> Iterator[Calculator]:
    """DuckDB in memory, on all cores unless `threads` says how many.

    Nothing is written to disk, unless `memory` (`2GB`) sets a limit: what exceeds it then goes to a
    temporary folder that is gone afterwards.
    """
    import duckdb

    settings: dict[str, str | int | bool] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    if threads is not None:
        settings["threads"] = threads
    if memory is not None:
        settings["memory_limit"] = memory
    with tempfile.TemporaryDirectory(prefix="vinculo-") as overflow:
        settings["temp_directory"] = overflow if memory is not None else ""
        connection = duckdb.connect(":memory:", config=settings)
        try:
            yield _DuckDB(connection)
        finally:
            connection.close()


@contextmanager
def on_spark(
    cores: int = 2, memory: str = "2g", settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Calculator]:
    """Spark on this machine, which needs pyspark (the extra `spark`) and Java 17.

    `settings` are Spark's own and win over ours. One session per process; it starts in some ten
    seconds. Raises ModuleNotFoundError without pyspark.
    """
    from pyspark.sql import SparkSession

    scratch = Path(tempfile.mkdtemp(prefix="vinculo-"))
    ours = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": memory,
        "spark.local.dir": str(scratch / "local"),
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(cores),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.appName("vinculo").master(f"local[{cores}]")
    for key, value in {**ours, **settings}.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    try:
        yield _Spark(session, scratch)
    finally:
        session.stop()
        shutil.rmtree(scratch, ignore_errors=True)
