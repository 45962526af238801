"""One imported sample life for all tests of a process; whoever writes gets a copy of the file."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces.life import ARCHIVES, UNTIL, vinculo


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees or touches the ledger or the language of whoever runs it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    for name in (
        "VINCULO_LEDGER",
        "VINCULO_LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    yield


@cache
def _imported(folders: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]], list[dict[str, Any]]]:
    """Once for a process, whichever folder of tests asks first: ledger, books, everybody's answer."""
    ledger = folders.mktemp("sample") / "ledger.sqlite"
    books = vinculo(ledger, "import", *ARCHIVES, "--format", "json")
    assert books.status == 0, books.err
    answer = vinculo(ledger, "worth", "--as-of", UNTIL, "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    return ledger, books.json, answer.json


@pytest.fixture(scope="session")
def sample_books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The ledger of the whole sample, and what the import said."""
    return _imported(tmp_path_factory)[:2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the whole sample, to be read and never written."""
    return _imported(tmp_path_factory)[0]


@pytest.fixture(scope="session")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Every relationship of the sample as of its last day."""
    return _imported(tmp_path_factory)[2]


@pytest.fixture
def ledger(sample: Path, tmp_path: Path) -> Path:
    """A ledger of the sample that may be changed."""
    return Path(shutil.copy(sample, tmp_path / "ledger.sqlite"))
