"""Who is who in the sample life, against the lists of those who made it up."""

import sys
from collections import defaultdict
from pathlib import Path

import pytest
from faces.life import ROOT

from vinculo import derive
from vinculo.identity import People
from vinculo.ledger import Ledger

LATER = 1_795_000_000
"""An instant after all of the sample life."""


@pytest.fixture(scope="module")
def who(sample: Path) -> People:
    """Everybody, once."""
    with Ledger.open(sample, create=False) as ledger:
        people, _, _ = derive.who(ledger, LATER)
    return people


@pytest.fixture(scope="module")
def invented() -> dict[str, str]:
    """Canonical key → whose it is, as the life was made up."""
    sys.path.insert(0, str(ROOT / "sample"))
    try:
        from life import whole
    finally:
        sys.path.remove(str(ROOT / "sample"))
    truth = {}
    for key, person in whole.tell().people.items():
        slugs = [person.slug, *([person.renamed[1]] if person.renamed else [])]
        truth |= {f"linkedin:in/{slug.casefold()}": key for slug in slugs}
        truth[f"email:{person.email.casefold()}"] = key
    return truth


def test_nobody_is_merged_with_somebody_else(who: People, invented: dict[str, str]) -> None:
    """Of some three hundred people known by several handles."""
    known = [{invented[key] for key in person.keys if key in invented} for person in who.persons.values()]
    several = [person for person in who.persons.values() if sum(key in invented for key in person.keys) > 1]
    assert len(several) > 250
    assert [found for found in known if len(found) > 1] == []


def test_whoever_is_not_merged_is_asked_about(who: People, invented: dict[str, str]) -> None:
    """Those who are still two are few, and each is in a question."""
    persons: dict[str, set[int]] = defaultdict(set)
    for person in who.persons.values():
        for key in person.keys:
            if key in invented:
                persons[invented[key]].add(person.id)
    two = [ids for ids in persons.values() if len(ids) > 1]
    assert 0 < len(two) < 15
    asked = [set(question.people) for question in who.questions if not question.asked]
    assert [ids for ids in two if not any(ids <= people for people in asked)] == []


def test_the_queue_is_one_that_somebody_answers(who: People) -> None:
    """An afternoon's work at most; the most rewarding first."""
    assert 5 < len(who.questions) < 40
    gains = [question.gain for question in who.questions]
    assert gains == sorted(gains, reverse=True)


def test_a_commenter_called_only_quim_is_asked_about(who: People) -> None:
    """The one whom other files know well comes first."""
    (question,) = [question for question in who.questions if question.name == "Quim"]
    assert who.persons[question.people[0]].name == "Quim Ferrerons Vilà"
    assert question.matches[0].p > 0.5
