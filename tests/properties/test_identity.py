"""Axioms of who is who, on small invented sets of handles."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from vinculo.identity import OWNER_ID, People, resolve
from vinculo.identity.resolve import Claim, Sighted
from vinculo.model import DAY_S, OWNER, Handle

GIVEN = ("Ana", "Paco", "Francisco", "Mª José", "Zigor", "J.")
FAMILY = ("García", "Urroz Lacarra", "Urroz", "Lacarra Urroz", "Gil", "")
FIRMS = ("", "Acme, S.L.", "ACME", "Núñez e Hijos")

names = st.builds(
    lambda one, other: f"{one} {other}".strip(), st.sampled_from(GIVEN), st.sampled_from(FAMILY)
)
spaces = st.sampled_from(("linkedin", "email", "blogger", "phone", "name"))
records = st.lists(st.tuples(spaces, names, st.sampled_from(FIRMS), st.integers(0, 3_000)), max_size=14)
FEW = settings(max_examples=40)
Records = list[tuple[str, str, str, int]]


def handle_of(place: int, space: str, name: str) -> Handle:
    values = {"email": f"x{place}@example.org", "phone": f"+34 600 000 {place:03}", "name": name}
    return Handle(space, values.get(space, f"x{place}"), "" if space == "name" else name)


def told(
    rows: Records, *, shuffled: int = 0, before: int = 4_000, different: tuple[tuple[int, int], ...] = ()
) -> People:
    """Who is who among these records, those seen before a day."""
    known = {1: OWNER} | {place: handle_of(place, row[0], row[1]) for place, row in enumerate(rows, 2)}
    claims = [Claim((place,), row[1], {"company": row[2]}) for place, row in enumerate(rows, 2) if row[2]]
    seen = {place: Sighted(row[3] * DAY_S, 2) for place, row in enumerate(rows, 2) if row[3] < before}
    seen[1] = Sighted(0, 0)
    if shuffled:
        chance = random.Random(shuffled)
        known, seen = (dict(chance.sample(list(table.items()), len(table))) for table in (known, seen))
        chance.shuffle(claims)
    return resolve(known, seen, claims, different=different)


@FEW
@given(records, st.integers(1, 99))
def test_no_order_makes_a_difference(rows: Records, shuffled: int) -> None:
    """The same persons, handles, names and questions."""
    one, other = told(rows), told(rows, shuffled=shuffled)
    assert one.persons == other.persons
    assert one.persons_of == other.persons_of
    assert one[2:] == other[2:]


@FEW
@given(records)
def test_nobody_has_two_profiles_unasked(rows: Records) -> None:
    """No weight merges two LinkedIn addresses."""
    for person in told(rows).persons.values():
        assert sum(key.startswith("linkedin:") for key in person.keys) <= 1


@FEW
@given(records)
def test_every_identifier_seen_is_one_persons(rows: Records) -> None:
    """Mere names may be nobody's; whatever identifies is somebody's, and never the owner's unasked."""
    result = told(rows)
    for place, row in enumerate(rows, 2):
        persons = result.persons_of.get(place, ())
        assert len(persons) <= 1
        assert row[0] == "name" or len(persons) == 1
        assert OWNER_ID not in persons


@FEW
@given(records, st.integers(0, 3_000))
def test_what_comes_later_changes_nothing_today(rows: Records, day: int) -> None:
    """Handles first seen on that day or after it might as well not be there."""
    today = told(rows, before=day)
    kept = {place: row for place, row in enumerate(rows, 2) if row[3] < day}
    known = {1: OWNER} | {place: handle_of(place, row[0], row[1]) for place, row in kept.items()}
    claims = [Claim((place,), row[1], {"company": row[2]}) for place, row in kept.items() if row[2]]
    seen = {place: Sighted(row[3] * DAY_S, 2) for place, row in kept.items()} | {1: Sighted(0, 0)}
    assert resolve(known, seen, claims) == today


@FEW
@given(records, st.data())
def test_the_owners_different_is_never_undone_by_weight(rows: Records, data: st.DataObject) -> None:
    """Nor asked about again."""
    places = [place for place, row in enumerate(rows, 2) if row[0] != "name"]
    if len(places) < 2:
        return
    one, other = data.draw(st.sampled_from([(a, b) for a in places for b in places if a < b]))
    result = told(rows, different=((one, other),))
    (mine,), (theirs,) = result.persons_of[one], result.persons_of[other]
    assert mine != theirs
    for question in result.questions:
        assert question.asked or {mine, theirs} != set(question.people)


@FEW
@given(records)
def test_questions_are_about_people_there_are(rows: Records) -> None:
    """By gain; a match's parts add up."""
    result = told(rows)
    gains = [question.gain for question in result.questions]
    assert gains == sorted(gains, reverse=True)
    for question in result.questions:
        assert set(question.people) <= result.persons.keys()
        assert len(question.people) >= (1 if question.asked else 2)
        for match in question.matches:
            assert abs(match.bits - sum(part.bits for part in match.parts)) < 0.1
