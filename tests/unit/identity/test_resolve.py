"""Who is who: strict where it is certain, silent where it is not."""

from itertools import permutations

from vinculo.identity import OWNER_ID, People, resolve
from vinculo.identity.resolve import Claim, Sighted
from vinculo.model import OWNER, Handle

ANA = Handle("linkedin", "https://www.linkedin.com/in/ana-lasa", "Ana Lasa")
ANA_BARE = Handle("linkedin", "www.linkedin.com/in/Ana-Lasa/")
ANA_TWO = Handle("linkedin", "https://www.linkedin.com/in/ana-lasa-2", "Ana Lasa")
JON = Handle("linkedin", "https://www.linkedin.com/in/jon", "Jon Roe, Ph.D.")
ANA_MAIL = Handle("email", "ana@example.org")
ANA_NAME = Handle("name", "ana LASA")


def people(*handles: Handle, cards: tuple[Claim, ...] = (), **more: object) -> People:
    known = {OWNER_ID + 1: OWNER} | dict(enumerate(handles, 2))
    seen = {id_: Sighted(1_000 + id_, 1) for id_ in known}
    return resolve(known, seen, cards, **more)  # type: ignore[arg-type]


def persons(result: People, *ids: int) -> list[tuple[int, ...]]:
    return [result.persons_of.get(id_, ()) for id_ in ids]


def test_spellings_of_one_profile_are_one_person() -> None:
    """And the person's id is that of the earliest handle."""
    result = people(ANA, ANA_BARE)
    one, other = persons(result, 2, 3)
    assert one == other != ()
    assert result.persons[one[0]].name == "Ana Lasa"


def test_handles_on_one_card_are_one_person() -> None:
    """A source that lists an e-mail beside a profile says so."""
    one, other = persons(people(ANA, ANA_MAIL, cards=(Claim((2, 3)),)), 2, 3)
    assert one == other


def test_a_name_joins_the_only_person_who_bears_it() -> None:
    """Case and accents aside."""
    one, other = persons(people(ANA, ANA_NAME), 2, 3)
    assert one == other


def test_a_name_that_two_bear_stays_ambiguous() -> None:
    """It counts for neither, and both are named as candidates."""
    result = people(ANA, ANA_TWO, ANA_NAME)
    first, second, name = persons(result, 2, 3, 4)
    assert first != second
    assert name == ()
    (unclear,) = result.ambiguous
    assert set(unclear.candidates) == {*first, *second}


def test_a_name_nobody_else_bears_is_a_person_of_its_own() -> None:
    """An archive of 2021 has nothing but names."""
    result = people(ANA_NAME, Handle("name", "Ana Lasa"))
    one, other = persons(result, 2, 3)
    assert one == other != ()


def test_a_bare_first_name_is_nobody() -> None:
    """It is listed, without candidates."""
    result = people(Handle("name", "Ana"))
    assert persons(result, 2) == [()]
    assert [unclear.name for unclear in result.ambiguous] == ["Ana"]


def test_names_of_several_are_never_one_person() -> None:
    """Two links of one name on two days are two people, whom nothing tells apart."""
    result = people(ANA_NAME, shared_names=frozenset({"ana lasa"}))
    assert persons(result, 2) == [()]


def test_a_joined_list_is_split_by_who_wrote_in_the_same_place() -> None:
    """The longest name first, so that a comma within a name does no harm."""
    joined = Handle("names", "Jon Roe, Ph.D., Ana Lasa")
    result = people(ANA, JON, joined, companions={4: frozenset({"jon roe ph d", "ana lasa"})})
    ana, jon, both = persons(result, 2, 3, 4)
    assert set(both) == {*ana, *jon}


def test_a_joined_list_that_is_one_name_is_that_person() -> None:
    """`Jon Roe, Ph.D.` looks like two names."""
    jon, joined = persons(people(JON, Handle("names", "Jon Roe, Ph.D.")), 2, 3)
    assert jon == joined


def test_the_owner_is_person_zero() -> None:
    """By card, under every spelling, and by name."""
    result = people(ANA, ANA_NAME, cards=(Claim((1, 2)),))
    assert persons(result, 1, 2, 3) == [(OWNER_ID,)] * 3


def test_the_order_of_cards_and_rulings_is_all_one() -> None:
    """The same groups, ids and names."""
    handles = (ANA, ANA_MAIL, JON, Handle("email", "a@example.org"))
    cards = (Claim((2, 3), "Ana L."), Claim((3, 5)), Claim((4, 2), "Jon"))
    results = {repr(people(*handles, cards=tuple(order))) for order in permutations(cards)}
    assert len(results) == 1


def test_whoever_only_appears_later_does_not_exist_yet() -> None:
    """A second Ana of the future makes nothing ambiguous today."""
    known = {1: OWNER, 2: ANA, 3: ANA_TWO, 4: ANA_NAME}
    today = {id_: Sighted(id_, 1) for id_ in (1, 2, 4)}
    result = resolve(known, today, [Claim((3,), "Ana Lasa")])
    one, other = persons(result, 2, 4)
    assert one == other
