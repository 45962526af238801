"""Mails that wait for the owner's word, in the terminal."""

from pathlib import Path

from faces.life import vinculo
from unit.api.test_notices import BOX, FORGED, UNKNOWN


def test_the_terminal_lists_what_waits_and_takes_the_owners_word(tmp_path: Path) -> None:
    """Once after the import, then in a list with a sample; a word is an entry that undo takes back."""
    ledger, box = tmp_path / "ledger.sqlite", tmp_path / "All.mbox"
    box.write_text(BOX)
    told = vinculo(ledger, "import", box, "--owner", "marta@example.org")
    assert "3 mails from LinkedIn wait for your word" in told.out
    listed = vinculo(ledger, "notices", "--format", "json").json
    assert [(one["template"], one["mails"], one["means"]) for one in listed["unknown"]] == [
        (UNKNOWN, 2, None)
    ]
    assert [(one["group"], one["is_genuine"]) for one in listed["doubtful"]] == [(FORGED, None)]
    assert "Eva cheered" in vinculo(ledger, "notices").out
    assert vinculo(ledger, "notices", UNKNOWN, "--means", "reaction").status == 0
    assert vinculo(ledger, "notices", FORGED, "--not-genuine").status == 0
    shown = vinculo(ledger, "show", "Eva Sanz", "--as-of", "2019-12-31", "--format", "json").json
    assert [moment["kind"] for moment in shown["timeline"]] == ["reaction"]
    assert vinculo(ledger, "undo").status == 0
    assert vinculo(ledger, "notices", "--format", "json").json["doubtful"][0]["is_genuine"] is None


def test_half_a_word_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """What means what, or what is genuine; not both, and nothing that there is not."""
    ledger, box = tmp_path / "ledger.sqlite", tmp_path / "All.mbox"
    box.write_text(BOX)
    vinculo(ledger, "import", box, "--owner", "marta@example.org")
    for said in (
        ("--means", "comment"),
        (UNKNOWN, "--means", "comment", "--genuine"),
        ("email_nothing_01", "--means", "comment"),
        ("email_nothing_01",),
        (UNKNOWN, "--means", "applause"),
    ):
        refused = vinculo(ledger, "notices", *said)
        assert refused.status == 2, said
        assert refused.err.strip()
