"""The pages that follow from the code are what the code says today."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from vinculo.sources.channels import CHANNELS

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["sources.md", "numbers.md", "model.md", "how.md", "how.es.md"])
def test_generated_pages_are_current(name: str) -> None:
    """`make docs` was run after the last change."""
    page = generator().PAGES[name]()
    assert len(page) > 1_000
    assert (ROOT / "docs" / name).read_text("utf-8") == page


def test_every_channel_is_shown_by_a_file_that_exists() -> None:
    """A reading that no fixture has would make a channel look observable for ever, or never."""
    known = set()
    for expected in (ROOT / "tests" / "sources").rglob("*.expected.jsonl"):
        source = expected.relative_to(ROOT / "tests" / "sources").parts[0]
        known.update(f"{source}/{word}" for word in _readings(expected))
    for channel, files in CHANNELS.items():
        assert set(files) <= known, channel


def _readings(expected: Path) -> set[str]:
    import json

    lines = expected.read_text("utf-8").strip().split("\n")
    return {str(told[key]) for told in map(json.loads, lines) for key in ("reading",) if key in told}
