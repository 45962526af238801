"""Who is who, and letting go, from the terminal."""

from pathlib import Path
from typing import Any

import pytest
from faces.life import digest, message, small_life, vinculo

PEOPLE = {
    "ana-ruiz": ("Ana", "Ruiz"), "ana-ruiz-mata": ("Ana", "Ruiz Mata"), "jon-sola": ("Jon", "Sola"),
}  # fmt: skip
TALK = [
    message("Ana Ruiz", "ana-ruiz", "2025-01-01 10:00:00", "How are you these days?", is_mine=True),
    message("Ana Ruiz", "ana-ruiz", "2025-01-01 11:00:00", "Well, and you? Shall we meet?", is_mine=False),
    message("Ana Ruiz Mata", "ana-ruiz-mata", "2025-03-01 11:00:00", "A new profile of mine.", is_mine=False),
    message("Jon Sola", "jon-sola", "2025-02-01 12:00:00", "Ana Ruiz sent me. And this?", is_mine=False),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    assert vinculo(place, "import", small_life(tmp_path, PEOPLE, TALK)).status == 0
    return place


def everybody(ledger: Path) -> dict[str, dict[str, Any]]:
    told = vinculo(ledger, "worth", "--as-of", "2025-12-01", "--format", "json").json
    return {one["person"]["name"]: one for one in told}


def test_a_renamed_profile_is_followed_and_both_histories_stay(ledger: Path) -> None:
    """same joins them, undo parts them again, to the letter."""
    before, start = everybody(ledger), digest(ledger)
    said = vinculo(ledger, "who", "same", "ana-ruiz", "ana-ruiz-mata", "--format", "json")
    assert (said.status, said.err) == (0, "")
    after = everybody(ledger)
    assert len(after) == len(before) - 1
    (one,) = [told for name, told in after.items() if name.startswith("Ana")]
    assert one["person"]["handles"] == ["linkedin:in/ana-ruiz", "linkedin:in/ana-ruiz-mata"]
    assert one["numbers"]["active_days"] == 2
    assert vinculo(ledger, "undo", said.json["import"]).status == 0
    assert (everybody(ledger), digest(ledger)) == (before, start)


def test_a_person_is_split_into_groups(ledger: Path) -> None:
    """What is named in no group is one more; the handles are shown by name."""
    before = everybody(ledger)
    assert vinculo(ledger, "who", "same", "ana-ruiz", "ana-ruiz-mata").status == 0
    shown = vinculo(ledger, "who", "ana-ruiz", "--format", "json").json
    assert [one["key"] for one in shown["person"]["spelled"]][:1] == ["linkedin:in/ana-ruiz"]
    text = vinculo(ledger, "who", "ana-ruiz").out
    assert "linkedin:in/ana-ruiz-mata" in text
    assert vinculo(ledger, "who", "split", "ana-ruiz", "--group", "ana-ruiz-mata").status == 0
    assert everybody(ledger) == before


def test_the_queue_is_read_where_nobody_can_press_a_key(ledger: Path) -> None:
    """As text, and as data; nothing is asked of a pipe."""
    queue = vinculo(ledger, "who", "--format", "json").json
    text = vinculo(ledger, "who")
    assert text.status == 0
    assert text.out.strip()
    for asked in queue:
        assert all(one["name"].split()[0] in text.out for one in asked["people"])
    sure = vinculo(ledger, "who", "accept", "--above", "0.6", "--dry-run", "--format", "json")
    assert sure.status == 0
    assert sure.json["batch"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("same", "ana-ruiz"),
        ("same", "ana-ruiz", "nobody-known"),
        ("split", "ana-ruiz"),
        ("split", "ana-ruiz", "--group", "jon-sola"),
        ("accept", "--above", "0.2"),
        ("split",),
        ("what", "is", "this"),
        ("Nobody Known",),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_cannot_be_is_refused_in_one_sentence(ledger: Path, words: tuple[str, ...], lang: str) -> None:
    """And nothing is changed."""
    start = digest(ledger)
    said = vinculo(ledger, "who", *words, lang=lang)
    assert (said.status, said.out) == (2, "")
    assert len(said.err.strip().splitlines()) == 1
    assert digest(ledger) == start


@pytest.mark.parametrize("lang", ["en", "es"])
def test_forgetting_is_looked_at_first_and_then_done(ledger: Path, lang: str) -> None:
    """Without a terminal it wants --yes; what is shown before is what goes; the proof is printed."""
    start = digest(ledger)
    asked = vinculo(ledger, "forget", "ana-ruiz", lang=lang)
    assert (asked.status, asked.out) == (2, "")
    assert "--yes" in asked.err
    trial = vinculo(ledger, "forget", "ana-ruiz", "--dry-run", "--format", "json").json
    assert digest(ledger) == start
    proof = vinculo(ledger, "forget", "ana-ruiz", "--yes", "--format", "json").json
    assert {key: proof[key] for key in ("entries", "rewritten", "handles", "marks")} == {
        key: trial[key] for key in ("entries", "rewritten", "handles", "marks")
    }
    assert (proof["rewritten"], proof["found"]) == (1, {})
    assert b"ana-ruiz\0" not in ledger.read_bytes()
    gone = vinculo(ledger, "forget", "ana-ruiz", "--yes", lang=lang)
    assert gone.status == 2
    assert "0" in vinculo(ledger, "forget", "jon-sola", "--yes", lang=lang).out


def test_the_forgotten_are_counted_as_noise_and_come_back_when_lifted(ledger: Path, tmp_path: Path) -> None:
    """The same archive again: nothing new, and the books say of whom."""
    before = everybody(ledger)
    assert vinculo(ledger, "forget", "ana-ruiz", "--yes").status == 0
    assert "Ana Ruiz" not in everybody(ledger)
    archive = small_life(tmp_path, PEOPLE, TALK)
    books = vinculo(ledger, "import", archive, "--format", "json").json
    assert sum(batch["accepted"] for batch in books) == 0
    assert sum(batch["ignored"].get("forgotten", 0) for batch in books) >= 3
    assert "Ana Ruiz" not in everybody(ledger)
    assert vinculo(ledger, "forget", "--lift", "ana-ruiz").status == 0
    assert vinculo(ledger, "import", archive).status == 0
    after = everybody(ledger)
    assert after["Ana Ruiz"]["numbers"] == before["Ana Ruiz"]["numbers"]


def test_the_file_is_written_anew_on_demand(ledger: Path) -> None:
    """Without a name: should somebody have been reading while another was let go."""
    assert vinculo(ledger, "forget", "--format", "json").json == {"marks": 0}
    assert vinculo(ledger, "forget", "--lift", "nobody@example.org").status == 2
