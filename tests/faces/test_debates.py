"""The command that tells of debates."""

import csv
import json
from pathlib import Path

import pytest
from faces.life import vinculo
from unit.api.test_debates import FIRST, filled

from vinculo.api.answers import day_of
from vinculo.ledger import Ledger

AS_OF = ("--as-of", day_of(FIRST + 50 * 86_400))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with one debate and a post that shows nobody."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as opened:
        filled(opened)
    return path


def test_the_sentence_comes_before_the_table(ledger: Path) -> None:
    """Who came, who came back, the debate with its people, and what cannot be seen."""
    said = vinculo(ledger, "debates", *AS_OF)
    assert said.status == 0
    assert said.out.startswith("2 people came to the debates that can be seen, 1 in all; 1 came back")
    assert "Paper first" in said.out
    assert "In 1 more post no file shows what others did: not observable" in said.out


def test_what_is_not_observable_is_no_number_in_any_form(ledger: Path) -> None:
    """null in JSON, words in CSV and in the table; never 0."""
    found = json.loads(vinculo(ledger, "debates", *AS_OF, "--unseen", "--format", "json").out)["debates"]
    assert [one["came"] for one in found] == [2, None]
    rows = list(
        csv.reader(vinculo(ledger, "debates", *AS_OF, "--unseen", "--format", "csv").out.splitlines())
    )
    assert len(rows) == 3
    assert rows[2][5:8] == ["not observable"] * 3
    spanish = vinculo(ledger, "debates", *AS_OF, "--unseen", "--format", "csv", lang="es")
    assert spanish.out.splitlines()[2].count("no observable") == 3


def test_one_debate_tells_on_how_many_days_each_person_came(ledger: Path) -> None:
    """By words of its title; in every form."""
    assert "1 relationship began here" in vinculo(ledger, "debates", "paper", *AS_OF).out
    one = json.loads(vinculo(ledger, "debates", "paper", *AS_OF, "--format", "json").out)
    assert [len(visitor["days"]) for visitor in one["visitors"]] == [2, 1]
    assert vinculo(ledger, "debates", "scissors", *AS_OF).status == 2
