"""One imported sample life for all tests of a process; whoever writes gets a copy of the file."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faces.life import imported


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


@pytest.fixture(scope="session")
def sample_books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The ledger of the whole sample, and what the import said."""
    return imported(tmp_path_factory.getbasetemp())[:2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the whole sample, to be read and never written."""
    return imported(tmp_path_factory.getbasetemp())[0]


@pytest.fixture(scope="session")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Every relationship of the sample as of its last day."""
    return imported(tmp_path_factory.getbasetemp())[2]


@pytest.fixture
def ledger(sample: Path, tmp_path: Path) -> Path:
    """A ledger of the sample that may be changed."""
    return Path(shutil.copy(sample, tmp_path / "ledger.sqlite"))
