"""Whom a name, address or number means."""

import datetime as dt

import pytest

from vinculo import api
from vinculo.api.people import CANDIDATES_NAMED
from vinculo.errors import UnknownPerson
from vinculo.ledger import Ledger

NOW = 1_750_000_000
ON = dt.date(2025, 6, 1)
NAMES = ("Ana Ruiz", "Ana Soler Ruiz", "José Núñez", *(f"Eva Number{chr(97 + n)}" for n in range(7)))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    opened = Ledger.open(tmp_path_factory.mktemp("people") / "ledger.sqlite")
    for nth, name in enumerate((*NAMES, "ana@example.org")):
        api.log_meeting(opened, [name], NOW + nth, on=ON, is_new=True)
    return opened


def meant(ledger: Ledger, who: str) -> str:
    one = api.show(ledger, who, ON).relationship.person
    return one.name or one.handles[0]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("  ana   ruiz ", "Ana Ruiz"),
        ("soler", "Ana Soler Ruiz"),
        ("jose nunez", "José Núñez"),
        ("ana@example.org", "email:ana@example.org"),
        ("ANA@EXAMPLE.ORG", "email:ana@example.org"),
        ("email:ana@example.org", "email:ana@example.org"),
    ],
)
def test_a_person_answers_to_what_people_type(who: str, name: str, ledger: Ledger) -> None:
    """A whole name before a part of one; accents, case and blanks do not matter."""
    assert meant(ledger, who) == name


def test_a_person_answers_to_their_id_with_and_without_its_sign(ledger: Ledger) -> None:
    """The 64 bits of an id may be written either way."""
    for one in api.worth(ledger, ON).relationships[:3]:
        for said in (one.person.id, str(int(one.person.id) % 2**64)):
            assert api.show(ledger, said, ON).relationship.person == one.person


@pytest.mark.parametrize(
    "who", ["", " ", "Ana", "ruiz", "nobody", "-", "--1", "12", "²", "٣", "9" * 5_000, "\x00"]
)
def test_whoever_is_nobody_or_several_is_refused(who: str, ledger: Ledger) -> None:
    """Never the first that fits, and never a crash."""
    with pytest.raises(UnknownPerson):
        meant(ledger, who)


def test_no_more_candidates_are_named_than_one_can_read(ledger: Ledger) -> None:
    """A few of them, and a sign that there are more."""
    with pytest.raises(UnknownPerson) as refused:
        meant(ledger, "eva")
    candidates = str(refused.value.facts["candidates"])
    assert candidates.count("Eva") == CANDIDATES_NAMED
    assert candidates.endswith("…")
