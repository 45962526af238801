"""Every page of help and every word of an answer exists in both languages, and help comes at once."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from faces.life import UNTIL, vinculo

from vinculo.cli.app import build
from vinculo.measure.features import FEATURES
from vinculo.measure.interactions import KINDS
from vinculo.measure.stages import STAGES
from vinculo.sources.channels import CHANNELS
from vinculo.wording import LANGUAGES, Wording

KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)*\.[a-z_]+(?:\.[a-z_]+)*\b")
FILES = (".zip", ".csv", ".mbox", ".ics", ".vcf", ".xml", ".html", ".sqlite", ".eml")
ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|\S*\.example\S*|www\.\S+")
HEAVY = ("duckdb", "pyarrow", "numpy", "scipy", "babel", "rich", "starlette", "jinja2", "vinculo.api")
ENGLISH = (
    "Usage:",
    "Options:",
    "Arguments:",
    "Commands:",
    "Show this",
    "[required]",
    "[default:",
    "[env var:",
)


def commands_below(command: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for name, below in getattr(command, "commands", {}).items():
        found += commands_below(below, (*path, name))
    return found


PATHS = commands_below(build(Wording("en")))


def keys_in(text: str) -> list[str]:
    """What looks like a key of the catalogue and is no file and no address."""
    return [key for key in KEY.findall(ADDRESSES.sub("", text)) if not key.endswith(FILES)]


def test_all_commands_are_known_to_these_tests() -> None:
    """The tree that is walked below is the whole one."""
    assert {"import", "worth", "show", "doctor", "demo"} <= {path[0] for path in PATHS if path}
    assert ("log", "return") in PATHS
    assert keys_in("see cli.worth.help and in_words.csv") == ["cli.worth.help"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "vinculo")
def test_help_is_in_the_language_of_the_owner(path: tuple[str, ...], tmp_path: Path) -> None:
    """Words in both, no keys, and none of the parser's English in Spanish."""
    english, spanish = (vinculo(tmp_path / "none", *path, "--help", lang=lang) for lang in LANGUAGES)
    for said in (english, spanish):
        assert (said.status, said.err) == (0, "")
        assert keys_in(said.out) == []
        assert "{" not in re.sub(r"\{[a-z]+\}( \[|\.\.\.|\n| \{|$)", "", said.out.splitlines()[0])
    assert [phrase for phrase in ENGLISH if phrase in spanish.out] == []
    assert "Usage:" in english.out
    assert "Uso:" in spanish.out
    described = [
        re.split(r"  +", line.strip(), maxsplit=1)[-1] for line in english.out.splitlines()[2:] if line
    ]
    same = [line for line in described if len(line.split()) > 3 and line in spanish.out]
    assert same == []


def test_every_word_put_together_from_parts_has_its_sentence() -> None:
    """Titles of features, stages, kinds, channels and parts: keys that no search in the code can find."""
    keys = [feature.title for feature in FEATURES] + [feature.meaning for feature in FEATURES]
    keys += [f"stage.{stage.key}.{what}" for stage in STAGES for what in ("title", "meaning")]
    keys += [f"kind.{kind}.title" for kind in KINDS if kind != "linkedin_notification"]
    keys += [f"channel.{channel}.{what}" for channel in CHANNELS for what in ("title", "fill")]
    assert len(keys) > 150
    for language in LANGUAGES:
        wording = Wording(language)
        assert [key for key in keys if not wording.has(key)] == []
        for part in {part.key for stage in STAGES for part in stage.parts}:
            assert wording.say_count(f"part.{part}", 2) != f"part.{part}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_shows_a_key_instead_of_words(
    lang: str, sample: Path, everybody: list[dict[str, Any]]
) -> None:
    """The whole answer, a relationship at zero, and one that has come far, with its path and its numbers."""
    commands: list[tuple[object, ...]] = [("worth", "--as-of", UNTIL)]
    for stage in ("contact", "bond"):
        one = max(
            (one for one in everybody if one["stage"] == stage),
            key=lambda one: one["numbers"]["events_in"] + one["numbers"]["events_out"],
        )
        commands.append(("show", one["person"]["id"], "--as-of", UNTIL, "--limit", 400))
    for command in commands:
        said = vinculo(sample, *command, lang=lang)
        assert said.status == 0, said.err
        texts = said.out if command[0] != "show" else said.out.split(_timeline(lang), 1)[0]
        assert keys_in(texts + said.err) == [], command


def _timeline(lang: str) -> str:
    return Wording(lang).say("page.person.timeline")


def test_help_imports_nothing_heavy() -> None:
    """What reads files, computes and draws is imported by the command that needs it."""
    code = (
        "import sys\nfrom vinculo.cli import main\n"
        "status = main(['--help'])\nprint(status, *sys.modules, file=sys.stderr)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    status, *modules = said.stderr.split()
    assert status == "0"
    assert "vinculo.cli.app" in modules
    assert [name for name in HEAVY if name in modules] == []


def test_help_comes_well_under_half_a_second() -> None:
    """Of processor time, the best of five, so that a busy machine does not count."""
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "vinculo", "--help"],
            capture_output=True, check=True, timeout=60, env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime - before.ru_utime)
    assert min(spent) < 0.5, spent
