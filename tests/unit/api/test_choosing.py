"""What the owner chooses is a word like any other: told, the latest wins, undone."""

from pathlib import Path

import pytest

from vinculo import api
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, secret


def test_the_latest_choice_holds_and_undo_brings_the_one_before_back(tmp_path: Path) -> None:
    """A choice holds until another is made; an empty one takes it back; undoing it, too."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        assert api.choices(ledger)["zone"] == ""
        api.choose_setting(ledger, "zone", "Europe/Madrid", 100)
        second = api.choose_setting(ledger, "zone", "America/Bogota", 200)
        assert api.choices(ledger)["zone"] == "America/Bogota"
        api.undo(ledger, 300, second.run)
        assert api.choices(ledger)["zone"] == "Europe/Madrid"
        api.choose_setting(ledger, "zone", "", 400)
        assert api.choices(ledger)["zone"] == ""


def test_what_cannot_be_chosen_is_refused(tmp_path: Path) -> None:
    """An unknown key, and a zone that is none, change nothing."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        with pytest.raises(Refusal):
            api.choose_setting(ledger, "colour", "blue", 100)
        with pytest.raises(Refusal):
            api.choose_setting(ledger, "zone", "../etc/passwd", 100)
        assert api.choices(ledger)["zone"] == ""


def test_a_key_of_the_ledger_is_made_once_and_is_of_this_ledger_alone(tmp_path: Path) -> None:
    """The same name gives the same key again; another name or another ledger, another."""
    with Ledger.open(tmp_path / "one.sqlite") as one, Ledger.open(tmp_path / "two.sqlite") as two:
        assert secret(one, "sketch") == secret(one, "sketch")
        assert len({secret(one, "sketch"), secret(one, "tombstone"), secret(two, "sketch")}) == 3


def test_of_two_choices_of_one_second_the_later_holds(tmp_path: Path) -> None:
    """Whatever the two say: a script is faster than the clock."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        for zone in ("Europe/Madrid", "America/Bogota", "Asia/Tokyo", "Europe/Lisbon"):
            api.choose_setting(ledger, "zone", zone, 100)
            assert api.choices(ledger)["zone"] == zone
