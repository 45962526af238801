"""No file, whoever made it, crashes or hangs a source, or costs the books their balance.

`make fuzz` searches for such files with the help of coverage; here what it found and what fixtures
hold is read again, cut off, with changed bits, and changed at random, the same way on every machine.
"""

import random
from collections.abc import Iterable
from pathlib import Path
from time import process_time

import pytest
from fuzz.mutations import flips, mutations, truncations, words
from fuzz.target import CORPUS, check, seeds, source_named

from vinculo.ingest import ingest
from vinculo.ledger import Ledger
from vinculo.sources import all_sources

NAMES = [source.NAME for source in all_sources()]
LONGEST_S = 10
"""Of the processor's time for one input; the slowest honest one takes a tenth of a second."""
CUTS, FLIPS, MUTATIONS = 600, 500, 800
"""Inputs for each source and kind of harm: one to six seconds of each source."""
LARGEST_CORPUS = 2**20
NOW = 1_800_000_000


def read_all(name: str, inputs: Iterable[bytes]) -> tuple[int, int]:
    """How many inputs were read without harm, and how many records they had."""
    source = source_named(name)
    read = records = 0
    for data in inputs:
        begun = process_time()
        records += check(source, data)
        assert process_time() - begun < LONGEST_S, data[:200]
        read += 1
    return read, records


@pytest.mark.parametrize("name", NAMES)
def test_what_fuzzing_found_is_read_without_harm(name: str) -> None:
    """Every input that was kept, and every fixture; some of them must be understood."""
    read, records = read_all(name, (data for _, data in seeds(name)))
    assert read > len(list(CORPUS.joinpath(name).glob("*")))
    assert records


@pytest.mark.parametrize("name", NAMES)
def test_files_that_break_off_are_read_without_harm(name: str) -> None:
    """Downloads end anywhere."""
    inputs = [data for _, data in seeds(name) if len(data) > 2]
    chance = random.Random(name)
    each = max(1, CUTS // len(inputs))
    read, records = read_all(name, (cut for data in inputs for cut in truncations(data, each, chance)))
    assert read >= min(CUTS // 2, len(inputs))
    assert records


@pytest.mark.parametrize("name", NAMES)
def test_files_with_a_changed_bit_are_read_without_harm(name: str) -> None:
    """Disks and programs change them."""
    inputs = [data for _, data in seeds(name) if data]
    chance = random.Random(name)
    each = max(1, FLIPS // len(inputs))
    read, records = read_all(name, (flip for data in inputs for flip in flips(data, each, chance)))
    assert read >= len(inputs)
    assert records


@pytest.mark.parametrize("name", NAMES)
def test_files_changed_at_random_are_read_without_harm(name: str) -> None:
    """A short search of the same kind that `make fuzz` makes at length."""
    inputs = [data for _, data in seeds(name) if data]
    read, records = read_all(name, mutations(inputs, MUTATIONS, random.Random(name)))
    assert read == MUTATIONS
    assert records


@pytest.mark.parametrize("name", NAMES)
def test_an_import_of_what_fuzzing_found_balances_its_books(name: str, tmp_path: Path) -> None:
    """The whole way into a ledger: each file has its batch or its reason, and no record is a bug."""
    files = []
    for number, (_, data) in enumerate(seeds(name)):
        called, _, content = data.partition(b"\n")
        safe = called.decode("utf-8", "replace").rpartition("/")[2].replace("\0", "")[-60:] or "nameless"
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / (safe if safe.strip(". ") else "nameless")
        path.write_bytes(content)
        files.append(folder)
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        report = ingest(ledger, files, NOW)
        (unbalanced,) = ledger.sql.execute(
            "SELECT count(*) FROM batch WHERE read <> accepted + duplicate + noise + rejected"
        ).fetchone()
    assert report.batches
    assert all(batch.balances for batch in report.batches)
    assert (report.bugs, unbalanced) == (0, 0)


def test_the_kept_corpus_stays_small() -> None:
    """It is read in every run, and everybody who clones the project has it."""
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]
    assert sizes
    assert sum(sizes) < LARGEST_CORPUS


def test_a_fault_would_be_found() -> None:
    """The twin of all tests above: a source that fails on a word of the dictionary does not get by."""

    class Faulty:
        NAME = "vcard"

        def __getattr__(self, name: str) -> object:
            return getattr(source_named("vcard"), name)

        def parse(self, reading: str, record: object) -> object:
            raise KeyError("a fault of ours")

    assert b"BEGIN:VCARD" in words()
    with pytest.raises(AssertionError, match="bug: KeyError"):
        check(Faulty(), next(data for _, data in seeds("vcard")))  # type: ignore[arg-type]
