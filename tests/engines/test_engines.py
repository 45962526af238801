"""The same SQL text on DuckDB over Arrow and on Spark over Parquet: the same numbers to the last bit."""

import hashlib
import os
import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from properties.histories import AS_OF, ledger, people, tables

from vinculo import derive, engine
from vinculo.identity.gather import who_is_who
from vinculo.ingest import ingest
from vinculo.ledger import Ledger, read
from vinculo.measure.bond import strengths_on_arrival
from vinculo.measure.judged import judged
from vinculo.measure.kernel import measured, prepare

PEOPLE = people(150)
SAMPLE = Path(__file__).parents[2] / "sample" / "archives"
IN_A_HURRY = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.adaptive.enabled": "false",
}
"""A few thousand rows are over before Java has optimized itself or Spark its plan: four times as fast."""
LATER = 1_795_000_000
"""An instant after all of the sample life."""


def absent():
    """What is missing on this machine for a run of Spark; nothing if it can run."""
    try:
        import pyspark  # noqa: F401
    except ModuleNotFoundError:
        return "pyspark is not installed (the extra `spark`)"
    return "" if shutil.which("java") or "JAVA_HOME" in os.environ else "there is no Java on this machine"


@pytest.fixture(scope="module")
def spark():
    """One session for all tests: it takes ten seconds to start."""
    if reason := absent():
        if "java" in os.environ.get("VINCULO_REQUIRE", ""):
            pytest.fail(f"VINCULO_REQUIRE names java, and {reason}")
        pytest.skip(reason)
    with engine.on_spark(settings=IN_A_HURRY) as calculator:
        yield calculator


def history():
    """Long and short histories in which instants, threads and folds collide."""
    return tables(ledger(7, ties=150, events=4_000), PEOPLE)


def answers(calculator, rows, as_of=AS_OF - 5_000):
    """All that the kernel says: the numbers, their evidence, and the strengths that set the scale of bond."""
    for name, table in rows.items():
        calculator.table(name, table)
    prepare(calculator, as_of=as_of)
    found = measured(calculator)
    return found.ties, found.steps, strengths_on_arrival(calculator)


def digest(table):
    """Of the names and values of all columns, in order; every column must be of whole numbers."""
    assert {field.type for field in table.schema} == {pa.int64()}
    said = hashlib.sha256()
    for name, column in zip(table.column_names, table.columns, strict=True):
        said.update(f"{name}: {column.to_pylist()}\n".encode())
    return said.hexdigest()


def test_the_kernel_gives_the_same_digest_on_duckdb_and_spark(spark):
    """Whole numbers, instants, stages and their evidence are bit-equal on both engines."""
    with engine.in_memory(threads=2) as calculator:
        ties, steps, strengths = answers(calculator, history())
    spark_ties, spark_steps, spark_strengths = answers(spark, history())
    assert ties.num_rows == 150
    assert ties["bond_at"].null_count < 140
    assert digest(spark_ties) == digest(ties)
    assert spark_steps == steps
    assert strengths
    assert spark_strengths == strengths


@pytest.fixture(scope="module")
def sample_life(tmp_path_factory):
    """The tables of the sample's LinkedIn archives, as derive gives them to the kernel."""
    with Ledger.open(tmp_path_factory.mktemp("sample") / "ledger.sqlite") as book:
        ingest(book, sorted(SAMPLE.glob("*LinkedIn*.zip")), LATER)
        events = read.event_table(book, LATER)
        found, _ = who_is_who(book, events, read.handles(book))
        depth = judged(book, events, found.persons_of, LATER).judged
    return {"event": events, "person_of": derive.person_table(found), "depth": depth}


def test_the_sample_life_has_one_digest_on_both_engines(spark, sample_life):
    """The same for a whole life of seventeen years, from archives to numbers."""
    with engine.in_memory() as calculator:
        ties, steps, _ = answers(calculator, sample_life, LATER)
    spark_ties, spark_steps, _ = answers(spark, sample_life, LATER)
    assert ties.num_rows > 1_000
    assert ties.num_rows - ties["bond_at"].null_count > 10
    assert digest(spark_ties) == digest(ties)
    assert spark_steps == steps


def test_the_number_of_threads_changes_no_bit():
    """One core or four: the same digest."""
    found = []
    for threads in (1, 4):
        with engine.in_memory(threads=threads) as calculator:
            found.append(digest(answers(calculator, history())[0]))
    assert found[0] == found[1]


def test_parquet_files_are_as_good_as_tables_in_memory(tmp_path):
    """A community's events come as files, in as many as there are: the same digest."""
    import pyarrow.parquet as pq

    rows = history()
    half = rows["event"].num_rows // 2
    parts = (rows["event"].slice(0, half), rows["event"].slice(half))
    files = [tmp_path / f"it's part {number}.parquet" for number in range(len(parts))]
    for path, part in zip(files, parts, strict=True):
        pq.write_table(part, path)
    with engine.in_memory(threads=2) as calculator:
        calculator.files("event", files)
        calculator.table("person_of", rows["person_of"])
        calculator.table("depth", rows["depth"])
        prepare(calculator, as_of=AS_OF - 5_000)
        from_files = measured(calculator).ties
    with engine.in_memory(threads=2) as calculator:
        assert digest(from_files) == digest(answers(calculator, rows)[0])
    assert from_files.num_rows == 150
