"""The owner's word: what it counts for, and that it can be taken back to the letter."""

from pathlib import Path
from typing import Any

import pytest
from faces.life import ZERO, digest, message, small_life, vinculo

PEOPLE = {"ana-ruiz": ("Ana", "Ruiz"), "jon-mata": ("Jon", "Mata"), "jon-sola": ("Jon", "Sola")}
TALK = [
    message("Ana Ruiz", "ana-ruiz", "2025-03-01 10:00:00", "How are you these days?", is_mine=True),
    message("Ana Ruiz", "ana-ruiz", "2025-03-01 11:00:00", "Well, and you? Shall we meet?", is_mine=False),
    message("Jon Mata", "jon-mata", "2025-02-01 11:00:00", "Have you seen this?", is_mine=False),
    message("Jon Mata", "jon-mata", "2025-02-01 12:00:00", "And this?", is_mine=False),
]
DAY = "2025-11-01"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    assert vinculo(place, "import", small_life(tmp_path, PEOPLE, TALK)).status == 0
    return place


def everybody(ledger: Path) -> dict[str, dict[str, Any]]:
    told = vinculo(ledger, "worth", "--as-of", "2025-12-01", "--format", "json").json
    return {one["person"]["name"]: one for one in told}


def put(ledger: Path, *said: object) -> dict[str, Any]:
    answer = vinculo(ledger, "log", *said, "--on", DAY, "--format", "json")
    assert (answer.status, answer.err) == (0, ""), answer
    told: dict[str, Any] = answer.json
    assert (told["read"], told["accepted"]) == (1, 1)
    return told


def test_a_confirmed_return_opens_the_gate(ledger: Path) -> None:
    """Messages without an answer are worth 0; what came of them is worth what it is, with its proof."""
    before = everybody(ledger)["Jon Mata"]
    assert (before["stage"], before["value"]["realized"]) == ("contact", ZERO)
    put(ledger, "return", "jon-mata", "--dimension", "money", "--amount", 1200.5, "--unit", "EUR")
    put(ledger, "return", "jon-mata", "--dimension", "money", "--amount", 99.5, "--unit", "EUR")
    put(ledger, "return", "jon-mata", "--dimension", "learning", "--amount", 3)
    one = everybody(ledger)["Jon Mata"]
    assert one["stage"] == "interlocutor"
    assert one["value"]["gate"] == 1
    assert one["value"]["realized"] == ZERO | {"money": 1300.0, "learning": 3.0}
    proofs = [proof for proof in one["evidence"] if proof["claim"] == "return"]
    assert [proof["at"][:10] for proof in proofs] == [DAY] * 3
    others = {name: told for name, told in everybody(ledger).items() if name != "Jon Mata"}
    assert all(told["value"]["realized"] == ZERO for told in others.values())


def test_a_return_before_its_day_is_not_known(ledger: Path) -> None:
    """The day before, nothing had come of it."""
    put(ledger, "return", "jon-mata", "--dimension", "access", "--amount", 1)
    told = vinculo(ledger, "worth", "--as-of", "2025-10-31", "--format", "json").json
    (one,) = [one for one in told if one["person"]["name"] == "Jon Mata"]
    assert (one["value"]["gate"], one["value"]["realized"]) == (0, ZERO)
    assert {range_["figure"] for range_ in one["value"]["expected"]["figures"].values()} == {0.0}


def test_an_expected_return_does_not_count(ledger: Path) -> None:
    """Hope is no return: the gate stays shut, and an open gate realizes nothing."""
    for who in ("jon-mata", "ana-ruiz"):
        put(ledger, "return", who, "--dimension", "money", "--amount", 5_000, "--status", "expected")
    told = everybody(ledger)
    assert (told["Jon Mata"]["stage"], told["Jon Mata"]["value"]["gate"]) == ("contact", 0)
    assert told["Ana Ruiz"]["value"]["gate"] == 1
    assert [told[name]["value"]["realized"] for name in ("Jon Mata", "Ana Ruiz")] == [ZERO, ZERO]


def test_a_note_counts_for_nothing(ledger: Path) -> None:
    """No number moves, for anybody; the note is in the story and nowhere else."""
    before = everybody(ledger)
    put(ledger, "note", "ana-ruiz", "Call about the river.")
    counted = ("stage", "condition", "value", "bond", "minutes_in", "minutes_out", "active_days", "missing")
    after = everybody(ledger)
    assert [{k: one[k] for k in counted} for one in after.values()] == [
        {k: one[k] for k in counted} for one in before.values()
    ]
    shown = vinculo(ledger, "show", "ana-ruiz", "--format", "json").json
    assert [m["text"] for m in shown["timeline"] if m["kind"] == "note"] == ["Call about the river."]


def test_a_meeting_is_time_of_both(ledger: Path) -> None:
    """Ninety minutes each way, an active day more, and with several people for each of them."""
    before = everybody(ledger)
    put(ledger, "meeting", "ana-ruiz", "jon-mata", "--minutes", 90, "--place", "Reus", "--goal", "The map")
    after = everybody(ledger)
    for name in ("Ana Ruiz", "Jon Mata"):
        assert after[name]["active_days"] == before[name]["active_days"] + 1
        assert after[name]["minutes_in"] > before[name]["minutes_in"]
        assert after[name]["minutes_out"] > before[name]["minutes_out"]
        assert after[name]["stage"] != "contact"
    assert after["Jon Sola"] == before["Jon Sola"]


def test_each_word_can_be_taken_back_to_the_letter(ledger: Path) -> None:
    """After undo the answer is the earlier one, exactly, and so is the digest."""
    answers, digests = [everybody(ledger)], [digest(ledger)]
    put(ledger, "meeting", "ana-ruiz", "--mode", "remote")
    answers.append(everybody(ledger))
    digests.append(digest(ledger))
    put(ledger, "return", "jon-mata", "--dimension", "attention", "--amount", 2)
    assert len({*digests, digest(ledger)}) == 3
    while digests:
        assert vinculo(ledger, "undo").status == 0
        assert digest(ledger) == digests.pop()
        assert everybody(ledger) == answers.pop()


def test_the_same_word_twice_is_two_events(ledger: Path) -> None:
    """Two returns of one amount on one day are two returns, unless they are said within one second."""
    from vinculo import api
    from vinculo.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        for now in (1_764_600_000, 1_764_600_001):
            on = api.answers.dt.date(2025, 11, 1)
            api.log_return(opened, "jon-mata", now, dimension="money", amount=10, on=on)
    assert everybody(ledger)["Jon Mata"]["value"]["realized"]["money"] == 20


def test_somebody_new_enters_by_the_front_door(tmp_path: Path, ledger: Path) -> None:
    """Into no ledger at all, or beside those known; and is found again by name and by e-mail."""
    fresh = tmp_path / "fresh.sqlite"
    assert vinculo(fresh, "log", "meeting", "--new", "Olga Rey", "--minutes", 60, "--on", DAY).status == 0
    assert everybody(fresh)["Olga Rey"]["stage"] != "contact"
    put(ledger, "return", "--new", "olga@example.org", "--dimension", "money", "--amount", 7)
    shown = vinculo(ledger, "show", "olga@example.org", "--format", "json").json
    assert shown["relationship"]["value"]["realized"]["money"] == 7
    put(ledger, "note", "olga@example.org", "Known from now on.")


def test_a_name_of_several_and_a_day_to_come_are_refused(ledger: Path) -> None:
    """The candidates are named; nothing is written."""
    before = digest(ledger)
    several = vinculo(ledger, "log", "note", "Jon", "x", "--on", DAY)
    assert several.status == 2
    assert "Jon Mata" in several.err
    assert "Jon Sola" in several.err
    assert vinculo(ledger, "log", "meeting", "ana-ruiz", "--on", "2999-12-31").status == 2
    assert vinculo(ledger, "log", "meeting", "ana-ruiz", "Jon").status == 2
    assert digest(ledger) == before
