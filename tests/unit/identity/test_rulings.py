"""What the owner rules about who is who, and which word holds."""

from itertools import permutations

import pytest

from vinculo.identity import OWNER_ID, People, resolve
from vinculo.identity.resolve import Claim, Sighted
from vinculo.identity.rulings import Parted, Said, settle
from vinculo.model import OWNER, Handle

ANA = Handle("linkedin", "ana", "Ana Lasa")
MAIL = Handle("email", "ana@example.org")
WORK = Handle("email", "lasa@example.com")
NAME = Handle("name", "Ana Lasa")
KNOWN = {1: OWNER, 2: ANA, 3: MAIL, 4: WORK, 5: NAME}


def people(*said: Said, cards: tuple[Claim, ...] = ()) -> People:
    ruled = settle(said, KNOWN)
    seen = {id_: Sighted(1_000 + id_, 1) for id_ in KNOWN}
    return resolve(KNOWN, seen, cards, same=ruled.same, different=ruled.different)


def together(result: People) -> set[frozenset[int]]:
    """The handles as they hang together."""
    found: dict[tuple[int, ...], set[int]] = {}
    for id_ in (2, 3, 4, 5):
        found.setdefault(result.persons_of.get(id_, (id_,)), set()).add(id_)
    return {frozenset(ids) for ids in found.values()}


def test_same_makes_one_person_of_two() -> None:
    """And what was one before stays one with them."""
    assert together(people(("same", (2, 3)))) == {frozenset({2, 3, 5}), frozenset({4})}


def test_different_outweighs_a_card() -> None:
    """A source that says they are one human is contradicted by the owner."""
    card = Claim((2, 3))
    assert together(people(cards=(card,))) == {frozenset({2, 3, 5}), frozenset({4})}
    assert together(people(("different", (2, 3)), cards=(card,))) == {
        frozenset({2, 5}),
        frozenset({3}),
        frozenset({4}),
    }


def test_different_is_known_of_all_that_hangs_together() -> None:
    """Two mails that are different people cannot both be the profile's."""
    result = together(people(("different", (3, 4)), cards=(Claim((2, 3)), Claim((2, 4)))))
    assert not any({3, 4} <= group for group in result)


def test_the_latest_word_wins() -> None:
    """The owner may change their mind, twice."""
    same, different = ("same", (2, 3)), ("different", (2, 3))
    assert {2, 3, 5} in together(people(different, same))
    assert {2, 3, 5} not in together(people(same, different))
    assert {2, 3, 5} in together(people(same, different, same))


def test_a_contradicted_same_falls_as_a_whole() -> None:
    """Nothing arbitrary is left of it: what is third of three goes with neither."""
    result = settle([("same", (2, 3, 4)), ("different", (2, 4))], KNOWN)
    assert result.same == ()
    assert [set(pair) for pair in result.different] == [{2, 4}]


def test_of_a_different_each_pair_stands_alone() -> None:
    """Of three that are apart, two may turn out to be one."""
    result = settle([("different", (2, 3, 4)), ("same", (2, 3))], KNOWN)
    assert [set(one) for one in result.same] == [{2, 3}]
    assert {frozenset(pair) for pair in result.different} >= {frozenset({2, 4})}


def test_a_name_can_be_torn_from_its_only_bearer() -> None:
    """And becomes a person of its own; nobody else need bear it."""
    assert together(people(("different", (2, 5)))) == {
        frozenset({2}),
        frozenset({3}),
        frozenset({4}),
        frozenset({5}),
    }


def test_a_name_can_be_given_to_somebody() -> None:
    """Although somebody else bears it."""
    assert {4, 5} in together(people(("same", (4, 5))))


@pytest.mark.parametrize("order", list(permutations(((2, 3), (3, 4), (2, 4)))))
def test_who_is_one_does_not_depend_on_the_order_of_saying(order: tuple[tuple[int, ...], ...]) -> None:
    """Merging is associative and commutative."""
    assert {2, 3, 4, 5} in together(people(*(("same", pair) for pair in order)))


def test_the_owner_of_a_handle_can_be_denied() -> None:
    """What evidence calls the owner's is somebody else's, if the owner says so; the rest stays."""
    ruled = settle([("different", (1, 4))], KNOWN)
    seen = {id_: Sighted(1_000 + id_, 1) for id_ in KNOWN}
    result = resolve(KNOWN, seen, (), same=[*ruled.same, (1, 3, 4)], different=ruled.different)
    assert result.persons_of[3] == (OWNER_ID,)
    assert result.persons_of[4] != (OWNER_ID,)


def test_what_is_put_off_is_remembered_in_order() -> None:
    """The latest last, each once."""
    result = settle([("later", (2, 3)), ("later", (2, 4)), ("later", (3, 2))], KNOWN)
    assert [set(nodes) for nodes in result.later] == [
        {"email:lasa@example.com", "linkedin:in/ana"},
        {"email:ana@example.org", "linkedin:in/ana"},
    ]


def test_what_is_apart_stays_apart_through_joining() -> None:
    """Enemies of one part are enemies of the whole."""
    parts = Parted()
    assert parts.part("a", "b")
    assert parts.join(("b", "c"))
    assert parts.are_apart("a", "c")
    assert not parts.join(("a", "d", "c"))
    assert parts.find("d") == "d"
    assert not parts.part("b", "c")
