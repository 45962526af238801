"""Files may be read in any order, again, packed or unpacked: the ledger is the same; the way back is exact."""

import shutil
import zipfile
from pathlib import Path

import pytest
from faces.life import ARCHIVES, LINKEDIN, ME, UNTIL, archive, digest, message, small_life, vinculo

pytestmark = pytest.mark.xdist_group("faces")

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
    """One ledger, whichever archive came first; the second reading finds nothing new and says so."""
    place = tmp_path / "backwards.sqlite"
    for path in reversed(ARCHIVES):
        assert vinculo(place, "import", path).status == 0
    assert digest(place) == digest(sample)
    again = vinculo(place, "import", *ARCHIVES, "--format", "json")
    assert again.status == 0
    assert sum(batch["duplicate"] for batch in again.json) > 10_000
    assert [batch["file"] for batch in again.json if batch["accepted"]] == []
    assert digest(place) == digest(sample)


def test_undoing_goes_back_one_import_at_a_time(ledger: Path, tmp_path: Path) -> None:
    """After each, the digest of before."""
    fresh = tmp_path / "fresh.sqlite"
    digests = []
    for path in LINKEDIN:
        assert vinculo(fresh, "import", path).status == 0
        digests.append(digest(fresh))
    assert len(set(digests)) == len(LINKEDIN) == 2
    assert vinculo(fresh, "undo").status == 0
    assert digest(fresh) == digests[0]
    assert vinculo(fresh, "import", LINKEDIN[1]).status == 0
    assert digest(fresh) == digests[1]
    assert vinculo(fresh, "undo", 1).status == 0
    alone = tmp_path / "alone.sqlite"
    assert vinculo(alone, "import", LINKEDIN[1]).status == 0
    assert digest(fresh) == digest(alone), "what both told stays, as the later import's"


def test_an_archive_and_its_folder_and_an_archive_of_it_are_one(tmp_path: Path) -> None:
    """However it was downloaded, unpacked or packed again."""
    whole = LINKEDIN[-1]
    with zipfile.ZipFile(whole) as opened:
        opened.extractall(tmp_path / whole.stem)
    nested = archive(tmp_path / "Downloads.zip", {f"Downloads/{whole.name}": whole.read_bytes()})
    digests = {}
    for path in (whole, tmp_path / whole.stem, nested):
        place = tmp_path / f"{len(digests)}.sqlite"
        assert vinculo(place, "import", path).status == 0
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


def test_the_demo_never_mixes_invented_people_into_a_ledger(small: Path, tmp_path: Path) -> None:
    """Also where the owner's own ledger is named by the variable or the flag."""
    place = tmp_path / "mine.sqlite"
    assert vinculo(place, "import", small).status == 0
    before = digest(place)
    assert vinculo(place, "demo").status == 0
    assert digest(place) == before


def test_questions_change_nothing(ledger: Path, tmp_path: Path) -> None:
    """Every reading command leaves the ledger's bytes alone."""
    kept = Path(shutil.copy(ledger, tmp_path / "kept.sqlite"))
    for command in (("worth", "--as-of", UNTIL), ("batches",), ("rejects",), ("doctor",)):
        assert vinculo(ledger, *command).status == 0
    assert ledger.read_bytes() == kept.read_bytes()
