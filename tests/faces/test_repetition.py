"""Files may be read in any order, again, packed or unpacked: the ledger is the same, and undo is exact."""

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from faces.life import ARCHIVES, LINKEDIN, ME, ROOT, UNTIL, archive, digest, message, small_life, vinculo

PEOPLE = {"ana-ruiz": ("Ana", "Ruiz"), "jon-mata": ("Jon", "Mata")}
TALK = [
    message("Ana Ruiz", "ana-ruiz", "2025-03-01 10:00:00", "How are you these days?", is_mine=True),
    message("Ana Ruiz", "ana-ruiz", "2025-03-01 11:00:00", "Well, and you? Shall we meet?", is_mine=False),
    message("Jon Mata", "jon-mata", "2025-04-01 11:00:00", "Hello, I have a question.", is_mine=False),
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_life(tmp_path, PEOPLE, TALK)


def test_the_order_of_the_archives_and_reading_them_twice_change_nothing(
    sample: Path, tmp_path: Path
) -> None:
    """One ledger, whichever came first; the second reading finds nothing new; undo goes back step by step."""
    place = tmp_path / "backwards.sqlite"
    assert vinculo(place, "init").status == 0
    digests = [digest(place)]
    for path in (*reversed(LINKEDIN), *(path for path in ARCHIVES if path not in LINKEDIN)):
        assert vinculo(place, "import", path).status == 0
        digests.append(digest(place))
    assert len(set(digests)) == len(ARCHIVES) + 1, "each of them tells something of its own"
    assert digests.pop() == digest(sample)
    again = vinculo(place, "import", *LINKEDIN, "--format", "json")
    assert again.status == 0
    assert sum(batch["duplicate"] for batch in again.json) > 10_000
    assert [batch["file"] for batch in again.json if batch["accepted"]] == []
    assert digest(place) == digest(sample)
    assert vinculo(place, "undo").status == 0
    assert digest(place) == digest(sample)
    for before in reversed(digests):
        assert vinculo(place, "undo").status == 0
        assert digest(place) == before


def test_what_two_imports_told_stays_when_one_is_undone(small: Path, tmp_path: Path) -> None:
    """The ledger is as if only the other had ever been, whichever was first."""
    (tmp_path / "later").mkdir()
    more = [*TALK[1:], message("Jon Mata", "jon-mata", "2025-04-02 11:00:00", "Ask.", is_mine=True)]
    later = small_life(tmp_path / "later", PEOPLE, more)
    for undone, other in ((1, later), (2, small)):
        both, alone = tmp_path / f"both{undone}.sqlite", tmp_path / f"alone{undone}.sqlite"
        for path in (small, later):
            assert vinculo(both, "import", path).status == 0
        assert vinculo(alone, "import", other).status == 0
        assert digest(both) != digest(alone)
        assert vinculo(both, "undo", undone).status == 0
        assert digest(both) == digest(alone)


def test_an_archive_and_its_folder_and_an_archive_of_it_are_one(tmp_path: Path) -> None:
    """However it was downloaded, unpacked or packed again."""
    name = "Complete_LinkedInDataExport_12-17-2025"
    folder = Path(shutil.copytree(ROOT / "tests" / "sources" / "linkedin" / f"{name}.zip", tmp_path / name))
    parts = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    whole = archive(tmp_path / f"{name}.zip", parts)
    nested = archive(tmp_path / "Downloads.zip", {f"Downloads/{whole.name}": whole.read_bytes()})
    digests = {}
    for path in (whole, folder, nested):
        place = tmp_path / f"{len(digests)}.sqlite"
        batches = vinculo(place, "import", path, "--format", "json").json
        assert len(batches) > 20
        digests[path.name] = digest(place)
    assert len(set(digests.values())) == 1, digests


def test_a_dry_run_says_the_same_and_changes_nothing(small: Path, tmp_path: Path) -> None:
    """The same books as the import that follows, and a ledger as it was byte for byte in what it tells."""
    place = tmp_path / "ledger.sqlite"
    assert vinculo(place, "init").status == 0
    before = digest(place)
    dry = vinculo(place, "import", small, "--dry-run", "--format", "json").json
    assert digest(place) == before
    assert vinculo(place, "batches", "--format", "json").json == []
    assert vinculo(place, "undo").status == 2
    real = vinculo(place, "import", small, "--format", "json").json
    assert [batch | {"import": 0} for batch in dry] == [batch | {"import": 0} for batch in real]
    assert digest(place) != before


def test_the_owner_can_be_said_at_the_door(small: Path, tmp_path: Path) -> None:
    """Once the owner is known, what they wrote is from them; saying it again adds nothing."""
    with zipfile.ZipFile(small) as opened:
        bare = archive(tmp_path / "bare.zip", {"messages.csv": opened.read("messages.csv")})
    said, unsaid = tmp_path / "said.sqlite", tmp_path / "unsaid.sqlite"
    assert vinculo(said, "import", bare, "--owner", ME, "--owner", "me@example.org").status == 0
    told = vinculo(said, "worth", "--as-of", "2025-06-01", "--format", "json").json
    assert {one["person"]["name"]: one["stage"] for one in told} == {
        "Ana Ruiz": "interlocutor",
        "Jon Mata": "contact",
    }
    assert vinculo(said, "doctor", "--format", "json").json["knows_owner"]
    once = digest(said)
    assert vinculo(said, "import", bare, "--owner", ME, "--owner", "me@example.org").status == 0
    assert digest(said) == once
    refused = vinculo(unsaid, "import", bare, "--owner", "Me Myself")
    assert (refused.status, refused.out) == (2, "")


def test_the_ledger_is_where_the_flag_or_the_variable_says(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flag wins over the variable, and both over the platform's place."""
    from vinculo.cli import main

    monkeypatch.setenv("VINCULO_LEDGER", str(tmp_path / "variable.sqlite"))
    assert main(["import", str(small)]) == 0
    assert (tmp_path / "variable.sqlite").exists()
    assert main(["--ledger", str(tmp_path / "flag.sqlite"), "init"]) == 0
    assert digest(tmp_path / "flag.sqlite") != digest(tmp_path / "variable.sqlite")
    monkeypatch.delenv("VINCULO_LEDGER")
    assert main(["init"]) == 0
    (default,) = (tmp_path / "home").rglob("*.sqlite")
    assert default.stat().st_mode & 0o077 == 0, "for the owner's eyes alone"


def test_the_demo_answers_as_of_its_own_last_day_and_never_mixes(
    small: Path, tmp_path: Path, everybody: list[dict[str, Any]]
) -> None:
    """The same answer on any day, in a ledger of its own: also where the owner's is named by the flag."""
    place = tmp_path / "mine.sqlite"
    assert vinculo(place, "import", small).status == 0
    before = digest(place)
    said = vinculo(place, "demo", "--format", "json")
    assert (said.status, said.err) == (0, "")
    assert said.json["relationships"] == everybody
    assert sum(said.json["ladder"].values()) == len(everybody)
    assert digest(place) == before


def test_questions_change_nothing(ledger: Path, tmp_path: Path) -> None:
    """Every reading command leaves the ledger's bytes alone."""
    kept = Path(shutil.copy(ledger, tmp_path / "kept.sqlite"))
    for command in (("worth", "--as-of", UNTIL), ("batches",), ("rejects",), ("doctor",)):
        assert vinculo(ledger, *command).status == 0
    assert ledger.read_bytes() == kept.read_bytes()
