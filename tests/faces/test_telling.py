"""The owner's word in the terminal: both sides' acts, days as people say them, and what is refused."""

import re
from pathlib import Path
from typing import Any

import pytest
from faces.life import digest, message, small_life, vinculo

from vinculo.wording import without_figures

PEOPLE = {"ana-ruiz": ("Ana", "Ruiz"), "jon-mata": ("Jon", "Mata")}
TALK = [
    message("Ana Ruiz", "ana-ruiz", "2025-03-01 10:00:00", "How are you these days?", is_mine=True),
    message("Ana Ruiz", "ana-ruiz", "2025-03-01 11:00:00", "Well, and you? Shall we meet?", is_mine=False),
    message("Jon Mata", "jon-mata", "2025-02-01 11:00:00", "Have you seen this?", is_mine=False),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    assert vinculo(place, "import", small_life(tmp_path, PEOPLE, TALK)).status == 0
    return place


def put(ledger: Path, *said: object) -> dict[str, Any]:
    answer = vinculo(ledger, "log", *said, "--format", "json")
    assert (answer.status, answer.err) == (0, ""), answer
    told: dict[str, Any] = answer.json
    return told


def paid(amount: str, on: str, *more: str, ledger: Path) -> None:
    """Money that came with Ana."""
    put(ledger, "return", "ana", "--dimension", "money", "--amount", amount, "--on", on, *more)


def ana(ledger: Path) -> dict[str, Any]:
    told = vinculo(ledger, "show", "ana-ruiz", "--as-of", "2026-06-01", "--format", "json").json
    answer: dict[str, Any] = told["relationship"]
    return answer


def test_a_promise_of_theirs_is_theirs_and_is_settled_by_its_words(ledger: Path) -> None:
    """Its sender is the other side; kept, it is a deed; the way back brings the open promise back."""
    days = ("--on", "2 May 2025", "--due", "2025-05-20")
    put(ledger, "promise", "ana", "the third draft", "--by", "them", *days)
    (open_,) = ana(ledger)["regard"]["promises"]
    assert (open_["is_mine"], open_["state"], open_["due_on"]) == (False, "open", "2025-05-20")
    put(ledger, "kept", "third draft", "--on", "2025-05-19")
    told = ana(ledger)
    assert told["regard"]["promises"][0]["state"] == "kept"
    assert [deed["deed"] for deed in told["regard"]["trust"]["deeds"]] == ["promise_kept"]
    assert told["missing"] != []
    assert vinculo(ledger, "undo").status == 0
    assert ana(ledger)["regard"]["promises"] == [open_]


def test_my_promise_says_nothing_of_their_trust(ledger: Path) -> None:
    """It stands on the same page, on my side."""
    put(ledger, "promise", "ana", "to call", "--on", "2025-05-02")
    put(ledger, "broken", "to call", "--on", "2025-06-02")
    told = ana(ledger)["regard"]
    assert (told["promises"][0]["is_mine"], told["promises"][0]["state"]) == (True, "broken")
    assert told["trust"] is None


def test_a_project_goes_from_possible_to_delivered_and_makes_a_collaborator(ledger: Path) -> None:
    """Nothing is delivered that both had not agreed on."""
    key = put(ledger, "project", "ana", "--title", "The map", "--on", "2025-06-01")["key"]
    early = vinculo(ledger, "log", "delivered", key, "--on", "2025-06-02")
    assert early.status == 2
    assert f"vinculo log agreed {key}" in early.err
    put(ledger, "agreed", "map", "--on", "2025-06-03")
    put(ledger, "delivered", "map", "--on", "2025-07-01", "--hours", "20")
    told = ana(ledger)
    assert told["stage"] == "collaborator"
    assert told["regard"]["projects"][0]["outcome"] == "well"
    assert told["minutes_in"] > 1200


def test_a_professional_return_that_went_both_ways_makes_one_too(ledger: Path) -> None:
    """A personal one does not."""
    paid("10", "2025-06-01", "--both", "--personal", ledger=ledger)
    assert ana(ledger)["stage"] == "interlocutor"
    paid("10", "2025-06-02", "--both", ledger=ledger)
    assert ana(ledger)["stage"] == "collaborator"


def test_six_letters_and_an_invoice_are_no_bond(tmp_path: Path) -> None:
    """A return opens the gate; it is no day, no answer, and no word of the owner's."""
    letters = [
        message("Jon Mata", "jon-mata", f"2025-0{month}-01 11:00:00", "Have you seen this?", is_mine=False)
        for month in range(1, 7)
    ]
    ledger = tmp_path / "ledger.sqlite"
    assert vinculo(ledger, "import", small_life(tmp_path, PEOPLE, letters)).status == 0
    put(ledger, "return", "jon", "--dimension", "money", "--amount", "100", "--on", "2025-07-01")
    told = vinculo(ledger, "show", "jon", "--as-of", "2025-08-01", "--format", "json").json["relationship"]
    assert (told["stage"], told["active_days"], told["bond"]) == ("interlocutor", 6, 0.0)
    assert told["value"]["realized"]["money"] == 100


def test_losses_stand_apart_and_other_units_too(ledger: Path) -> None:
    """Nothing is set off, and nothing is converted."""
    paid("100", "2025-06-01", "--unit", "EUR", ledger=ledger)
    paid("50", "2025-06-02", "--unit", "EUR", ledger=ledger)
    paid("30", "2025-06-03", "--unit", "EUR", "--status", "lost", ledger=ledger)
    paid("7", "2025-06-04", "--unit", "CAD", ledger=ledger)
    value = ana(ledger)["value"]
    assert (value["realized"]["money"], value["lost"]["money"], value["units"]["money"]) == (
        150.0,
        30.0,
        "EUR",
    )
    assert value["apart"] == [{"dimension": "money", "unit": "CAD", "amount": 7.0, "lost": 0.0}]


def test_a_hope_that_came_is_no_hope_any_more(ledger: Path) -> None:
    """One return under the key of the hope; the day before, it was still hoped for."""
    paid("90", "2025-06-01", "--status", "expected", "--note", "the atlas", ledger=ledger)
    paid("80", "2025-07-01", "--hoped", "atlas", ledger=ledger)
    for day, told in (("2025-06-30", [("expected", 90.0)]), ("2025-07-01", [("confirmed", 80.0)])):
        found = vinculo(ledger, "returns", "--as-of", day, "--format", "json").json["returns"]
        assert [(one["status"], one["amount"]) for one in found] == told


def test_what_has_no_purpose_has_no_value(ledger: Path) -> None:
    """And its return is nobody's; until it counts again."""
    paid("100", "2025-06-01", ledger=ledger)
    put(ledger, "tag", "ana", "no-purpose", "--on", "2025-05-01")
    assert ana(ledger)["value"]["realized"]["money"] == 0.0
    rows = vinculo(ledger, "returns", "--as-of", "2026-06-01", "--format", "json").json["rows"]
    assert [(row["id"], row["amounts"][0]["amount"]) for row in rows] == [("unattributed", 100.0)]
    put(ledger, "tag", "ana", "no-purpose", "--off", "--on", "2025-05-02")
    assert ana(ledger)["value"]["realized"]["money"] == 100.0


def test_my_word_on_what_is_lost_wins(ledger: Path) -> None:
    """Whatever a forecast says, and until it is found."""
    put(ledger, "lost", "ana", "--on", "2025-03-02")
    assert ana(ledger)["condition"] == "lost"
    put(ledger, "found", "ana", "--on", "2025-03-03")
    assert ana(ledger)["condition"] != "lost"


def test_a_share_that_the_owner_sets_is_respected(ledger: Path) -> None:
    """A quarter is nobody's; the rest is Ana's."""
    paid("100", "2025-06-01", "--note", "invoice", ledger=ledger)
    put(ledger, "share", "invoice", "nobody", "25%")
    assert ana(ledger)["value"]["realized"]["money"] == 75.0
    assert vinculo(ledger, "log", "share", "invoice", "ana", "80%").status == 2


def test_no_rates_no_figure(ledger: Path) -> None:
    """A refusal, not a zero; typed, they are there."""
    assert vinculo(ledger, "rates").status == 2
    assert vinculo(ledger, "rates", "learning=40").status == 0
    assert vinculo(ledger, "rates", "--format", "json").json["worth"] == {"money": 1.0, "learning": 40.0}
    assert vinculo(ledger, "rates", "nonsense=40").status == 2


@pytest.mark.parametrize(
    "said",
    [
        ("promise", "ana", "   "),
        ("promise", "ana", "x", "--by", "nobody"),
        ("promise", "ana", "x", "--on", "03/04/2025"),
        ("promise", "ana", "x", "--on", "some day"),
        ("promise", "ana", "x", "--on", "2025-05-02", "--due", "2025-05-01"),
        ("kept", "nothing such"),
        ("help", "ana", "--what", "sold"),
        ("introduction", "ana", "ana"),
        ("vouch", "ana", "ana"),
        ("project", "ana", "--title", "x", "--state", "delivered"),
        ("return", "ana", "--dimension", "money", "--amount", "-1"),
        ("return", "ana", "--dimension", "money", "--amount", "1", "--began", "no such post"),
        ("tag", "ana", "rich"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(ledger: Path, said: tuple[str, ...]) -> None:
    """And nothing is written."""
    before = digest(ledger)
    answer = vinculo(ledger, "log", *said)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.strip().splitlines()) == 1
    assert digest(ledger) == before


def test_35_with_figures_hidden_the_terminal_tells_the_story_alone(ledger: Path) -> None:
    """No command, sheet or JSON has a figure left; names, stages, deeds and days stay."""
    put(ledger, "promise", "ana", "the third draft", "--by", "them", "--on", "2025-05-02")
    put(ledger, "kept", "third draft", "--on", "2025-05-19")
    paid("120", "2025-06-01", "--unit", "EUR", ledger=ledger)
    assert vinculo(ledger, "set", "numbers", "hidden").status == 0
    asked = [("worth",), ("show", "ana"), ("returns",), ("promises",), ("stages",), ("brand",)]
    for command in asked:
        out = vinculo(ledger, *command, "--as-of", "2026-06-01").out
        for line in out.splitlines():
            for cell in re.split(r"\s{2,}", line.strip()):
                assert without_figures(cell) == cell or cell.isalnum(), (command, line)
        told = vinculo(ledger, *command, "--as-of", "2026-06-01", "--format", "json").out
        assert not re.search(r"(\": |^\s*)-?\d", told, re.MULTILINE), command
    shown = vinculo(ledger, "show", "ana", "--as-of", "2026-06-01").out
    assert "Interlocutor" in shown
    assert "Ana Ruiz kept a promise" in shown
    sheet = vinculo(ledger, "worth", "--as-of", "2026-06-01", "--format", "csv").out
    assert "Ana Ruiz" in sheet
    assert "120" not in sheet
    assert vinculo(ledger, "set", "numbers", "shown").status == 0
    assert "120" in vinculo(ledger, "returns", "--as-of", "2026-06-01").out
