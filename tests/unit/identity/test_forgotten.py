"""What is left of an entry without somebody, and by what the forgotten are known again."""

import pytest

from vinculo.identity.forgotten import BLACK, Forgotten, mark, marks_of, traits
from vinculo.model import OWNER, Card, Entry, Event, Handle, Place, Record, Ruling

KEY = b"k" * 32
ANA = Handle("linkedin", "https://www.linkedin.com/in/ana-ruiz-7a", "Ana Ruiz")
MAIL = Handle("email", "Ana.R@example.org", "Ana Ruiz")
PHONE = Handle("phone", "+34555219779")
BOB = Handle("email", "bob@example.org", "Bob Roe")
KNOWN = Forgotten(KEY, marks_of(KEY, traits([ANA, MAIL, PHONE])))


def event(
    sender: Handle, *to: Handle, text: str = "", place: Place | None = None, kind: str = "message"
) -> Event:
    return Event(kind, 1, "second", "written", sender, to, "n", place, text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello Ana Ruiz, how are you", f"Hello {BLACK}, how are you"),
        ("ANA  RUÍZ's car", f"{BLACK}'s car"),
        ("Ana\nRuiz", BLACK),
        ("write to ana.r@example.org.", f"write to {BLACK}."),
        ("see https://es.linkedin.com/in/Ana-Ruiz-7a/ now", f"see {BLACK} now"),
        ("call 34555219779", f"call {BLACK}"),
        ("her slug is ana-ruiz-7a, no?", f"her slug is {BLACK}, no?"),
        ("Ana Ruiz and Ana Ruiz", f"{BLACK} and {BLACK}"),
        ("José Ana Ruiz-Mata", "José Ana Ruiz-Mata"),
        ("Jo-Ana Ruiz", "Jo-Ana Ruiz"),
        ("https://www.linkedin.com/in/ana-ruiz-7ab", "https://www.linkedin.com/in/ana-ruiz-7ab"),
        ("Ana said so", "Ana said so"),
        ("Dana Ruiz", "Dana Ruiz"),
        ("", ""),
    ],
)
def test_a_text_keeps_all_but_their_names_and_addresses(text: str, left: str) -> None:
    """Whatever the case, the accents and the gaps; a longer name, or a bare first name, is another's."""
    assert KNOWN.blackened(text) == left
    assert KNOWN.names_them(text) == (text != left)
    assert KNOWN.blackened(left) == left


@pytest.mark.parametrize(
    "entry",
    [
        event(ANA, OWNER),
        event(ANA, OWNER, BOB),
        event(OWNER, MAIL),
        event(OWNER, Handle("name", "ana ruiz")),
        event(OWNER, Handle("names", "Ana Ruiz")),
        Card((ANA, MAIL), (("name", "Ana Ruiz"),)),
        Ruling("same", (ANA, BOB), 1),
        Ruling("no_purpose", (ANA,), 1),
    ],
)
def test_nothing_is_left_of_what_is_theirs(entry: Entry) -> None:
    """What they did, what was done towards them alone, what is said about them."""
    assert KNOWN.without(entry) is None


def test_of_what_is_shared_only_they_are_taken_out() -> None:
    """A message to several stays with the others; names run together lose theirs."""
    group = event(
        OWNER, ANA, BOB, Handle("names", "Cem Oz, Ana Ruiz, Bob Roe"), text="Dear Ana Ruiz, dear Bob"
    )
    left = KNOWN.without(group)
    assert left == event(OWNER, BOB, Handle("names", "Cem Oz, Bob Roe"), text=f"Dear {BLACK}, dear Bob")


def test_a_return_stays_although_they_brought_it() -> None:
    """What came is the owner's."""
    assert KNOWN.without(event(OWNER, ANA, kind="return")) == event(OWNER, kind="return")


def test_a_place_called_after_them_is_forgotten() -> None:
    """What others did there stays, in no place."""
    place = Place("profile", "https://www.linkedin.com/in/ana-ruiz-7a")
    assert KNOWN.without(event(BOB, OWNER, place=place)) == event(BOB, OWNER)


def test_a_name_shown_beside_another_goes() -> None:
    """A handle of somebody else that says `on behalf of`."""
    shared = Handle("email", "office@example.org", "Ana Ruiz via Office")
    assert KNOWN.without(event(shared, OWNER)) == event(shared._replace(shown=f"{BLACK} via Office"), OWNER)


def test_a_namesake_keeps_their_name() -> None:
    """Whoever comes later under the very name is somebody else, until the owner says otherwise."""
    other = Handle("email", "another@example.com", "Ana Ruiz")
    assert KNOWN.without(event(other, OWNER)) == event(other, OWNER)
    card = Card((other,), (("name", "Ana Ruiz"),))
    assert KNOWN.without(card) == card


def test_a_longer_name_of_somebody_else_stays() -> None:
    """As long as it is known, or stands beside a handle as names do."""
    told = traits([ANA], frozenset({"ana ruiz mata", "maria ana ruiz", "bob roe"}))
    assert told.longer == {"ana ruiz mata", "maria ana ruiz"}
    known = Forgotten(KEY, marks_of(KEY, told))
    assert known.blackened("Ana Ruiz Mata met María Ana Ruiz and Ana Ruiz") == (
        f"Ana Ruiz Mata met María Ana Ruiz and {BLACK}"
    )
    later = Handle("email", "later@example.org", "Ana Ruiz de la Cruz")
    assert known.without(event(later, OWNER)) == event(later, OWNER)
    card = Card((later,), (("company", "Ana Ruiz"), ("name", "Ana Ruiz de la Cruz")))
    assert known.without(card) == card._replace(facts=(("company", BLACK), card.facts[1]))


def test_a_name_that_others_bear_is_no_trait() -> None:
    """Who lets one Ana Ruiz go keeps the other."""
    told = traits([ANA, MAIL], frozenset({"ana ruiz"}))
    assert told.keys == {"linkedin:in/ana-ruiz-7a", "email:ana.r@example.org"}
    known = Forgotten(KEY, marks_of(KEY, told))
    assert known.blackened("Ana Ruiz, ana.r@example.org") == f"Ana Ruiz, {BLACK}"


@pytest.mark.parametrize("piece", ["x", "x.", "@", "a@", "linkedin.com/", "Ana ", "-", "https://"])
def test_a_text_without_end_costs_no_more_than_its_length(piece: str) -> None:
    """A hundred thousand characters of anything are read, and hold nothing of theirs; were the cost that
    of their square, nobody would wait for it."""
    text = piece * (100_000 // len(piece))
    assert KNOWN.blackened(text) == text


def test_marks_cannot_be_read_without_the_key() -> None:
    """Sixteen bytes that depend on the key, and hold nothing of what was marked."""
    assert mark(KEY, "email:ana.r@example.org") != mark(b"x" * 32, "email:ana.r@example.org")
    assert {len(one) for one in marks_of(KEY, traits([ANA]))} == {16}


def test_a_raw_record_that_names_them_is_known() -> None:
    """By any of its fields."""
    assert KNOWN.is_in(Record(("x", "to Ana Ruiz"), 1))
    assert not KNOWN.is_in(Record(("x", "to Bob Roe"), 1))


def test_what_the_ledger_still_holds_is_known_and_stays_as_it_was() -> None:
    """A text that was read before the forgetting is not read again as another."""
    text = event(BOB, OWNER, text="Ana Ruiz says hello")
    keeps = Forgotten(KEY, marks_of(KEY, traits([ANA])), is_held=lambda _: True)
    assert keeps.sift("mail", [(text, 4)]) == [(text, 4)]
    assert KNOWN.sift("mail", [(text, 4)]) == [(event(BOB, OWNER, text=f"{BLACK} says hello"), 4)]
    assert KNOWN.sift("mail", [(event(ANA, OWNER), 4)]) == []
