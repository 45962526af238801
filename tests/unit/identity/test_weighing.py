"""What is merged unasked, what is asked, and what is neither."""

import random
from itertools import permutations

import pytest

from vinculo.identity import OWNER_ID, People, Question, resolve
from vinculo.identity.resolve import Claim, Contacts, Sighted
from vinculo.identity.weights import learned
from vinculo.model import DAY_S, OWNER, Handle
from vinculo.wording import Wording

CROWD = [
    Handle("linkedin", f"{given}-{surname}".lower(), f"{given} {surname} {second}")
    for given in ("Ana", "Luis", "Marta", "Jon", "Eva")
    for surname, second in zip(
        ("García", "López", "Pérez", "Ruiz", "Gil", "Sanz", "Vega", "Mora", "Rey", "Soto"),
        ("Soto", "Rey", "Mora", "Vega", "Sanz", "Gil", "Ruiz", "Pérez", "López", "García"),
        strict=True,
    )
]
"""Fifty others, so that names are as common as they are in a life."""


def told(
    *handles: Handle,
    cards: dict[Handle, dict[str, str]] | None = None,
    days: dict[Handle, tuple[int, int]] | None = None,
    contacts: Contacts = Contacts(),  # noqa: B008
    **ruled: object,
) -> tuple[People, dict[Handle, int]]:
    """Who is who among these and the crowd; and the ids of the handles."""
    ids = {handle: place for place, handle in enumerate((OWNER, *CROWD, *handles), 1)}
    spans = {handle: (days or {}).get(handle, (100, 100)) for handle in ids}
    seen = {ids[handle]: Sighted(first * DAY_S, 3, last * DAY_S) for handle, (first, last) in spans.items()}
    claims = [Claim((ids[handle],), handle.shown, facts) for handle, facts in (cards or {}).items()]
    known = {id_: handle for handle, id_ in ids.items()}
    return resolve(known, seen, claims, contacts=contacts, **ruled), ids  # type: ignore[arg-type]


def are_one(people: People, ids: dict[Handle, int], one: Handle, other: Handle) -> bool:
    return people.persons_of[ids[one]] == people.persons_of[ids[other]]


def asked(people: People, ids: dict[Handle, int], one: Handle, other: Handle) -> Question | None:
    """The question that names both, if there is one."""
    both = {*people.persons_of[ids[one]], *people.persons_of[ids[other]]}
    return next((question for question in people.questions if both <= set(question.people)), None)


PROFILE = Handle("linkedin", "https://www.linkedin.com/in/zigor-urroz", "Zigor Urroz Lacarra")
MAIL = Handle("email", "zigor@example.org", "Zigor Urroz Lacarra")


def test_a_rare_name_under_a_profile_and_an_address_is_one_person() -> None:
    """Nobody else in the network can be meant."""
    people, ids = told(PROFILE, MAIL)
    assert are_one(people, ids, PROFILE, MAIL)


@pytest.mark.parametrize(
    "written", ["ZIGOR URROZ LACARRA", "Urroz Lacarra, Zigor", "Zigor Urroz", "Zigor Urroz Lacarra, MBA 🚀"]
)
def test_spelling_makes_no_two_people(written: str) -> None:
    """Accents, order, a second surname left out, degrees."""
    mail = MAIL._replace(shown=written)
    people, ids = told(PROFILE, mail)
    assert are_one(people, ids, PROFILE, mail)


def test_a_common_name_needs_more_than_the_name() -> None:
    """An employer in common is enough, and none is not."""
    profile = Handle("linkedin", "maria-garcia-1", "María García")
    mail = Handle("email", "mg@example.org", "Maria Garcia")
    others = [Handle("linkedin", f"maria-garcia-{n}", "María García") for n in range(2, 5)]
    people, ids = told(profile, mail, *others)
    assert not are_one(people, ids, profile, mail)
    works = {"company": "Calderería Úbeda, S.L."}
    people, ids = told(profile, mail, *others, cards={profile: works, mail: {"company": "CALDERERIA UBEDA"}})
    assert are_one(people, ids, profile, mail)


def test_two_profiles_are_never_merged_unasked() -> None:
    """Whatever they share."""
    other = PROFILE._replace(value="https://www.linkedin.com/in/zigor-urroz-2")
    works = {"company": "Calderería Úbeda", "location": "Pamplona"}
    people, ids = told(PROFILE, other, cards={PROFILE: works, other: works}, days={other: (200, 300)})
    assert not are_one(people, ids, PROFILE, other)


def test_whoever_is_drawn_to_two_profiles_is_merged_with_neither() -> None:
    """And all three are one question."""
    other = PROFILE._replace(value="https://www.linkedin.com/in/zigor-urroz-2")
    people, ids = told(PROFILE, other, MAIL)
    assert len({people.persons_of[ids[handle]] for handle in (PROFILE, other, MAIL)}) == 3
    question = asked(people, ids, PROFILE, MAIL)
    assert question is not None
    assert set(question.people) == {p for h in (PROFILE, other, MAIL) for p in people.persons_of[ids[h]]}


def test_a_bad_pair_does_not_chain_two_people() -> None:
    """Who lacks the second surname cannot make one of two who bear different ones."""
    gil = Handle("email", "zu@example.org", "Zigor Urroz Gil")
    bare = Handle("blogger", "1", "Zigor Urroz")
    people, ids = told(PROFILE, gil, bare)
    assert not are_one(people, ids, PROFILE, gil)


def test_relatives_stay_apart() -> None:
    """Rare surnames, one employer, another given name."""
    sister = Handle("email", "amaia@example.org", "Amaia Urroz Lacarra")
    works = {"company": "Urroz e Hijos"}
    people, ids = told(PROFILE, sister, cards={PROFILE: works, sister: works})
    assert not are_one(people, ids, PROFILE, sister)


def test_a_bare_first_name_is_asked_about_with_the_right_candidate_first() -> None:
    """The one who was in the same threads, although others bear it too."""
    quim = Handle("name", "Quim")
    joaquin = Handle("linkedin", "joaquin-sola", "Joaquín Sola Prim")
    ferrerons = Handle("linkedin", "quimferrerons", "Quim Ferrerons Vilà")
    people, ids = told(quim, joaquin, ferrerons)
    (question,) = [question for question in people.questions if question.asked]
    assert ids[quim] not in people.persons_of
    assert question.name == "Quim"
    assert question.people[0] == people.persons_of[ids[ferrerons]][0]
    near = Contacts(together={(ids[quim], ids[joaquin]): 3})
    people, ids = told(quim, joaquin, ferrerons._replace(shown="Joaquim Ferrerons Vilà"), contacts=near)
    (question,) = [question for question in people.questions if question.asked]
    assert question.people[0] == people.persons_of[ids[joaquin]][0]


def test_somebody_of_whom_only_a_first_name_is_known_is_never_merged_unasked() -> None:
    """Not even where the address spells the whole name: that is asked."""
    mail = Handle("email", "zigor.urroz@example.org", "Zigor")
    profile = PROFILE._replace(shown="Zigor Urroz")
    people, ids = told(profile, mail)
    assert not are_one(people, ids, profile, mail)
    assert asked(people, ids, profile, mail)


def test_whoever_writes_to_the_other_is_not_the_other() -> None:
    """Nobody answers themselves, but by mistake."""
    ids = told(PROFILE, MAIL)[1]
    wrote = Contacts(answered=frozenset({(ids[PROFILE], ids[MAIL])}))
    people, ids = told(PROFILE, MAIL, contacts=wrote)
    assert not are_one(people, ids, PROFILE, MAIL)


def test_the_owner_is_never_merged_unasked() -> None:
    """An address under the owner's name is asked about."""
    me = Handle("linkedin", "me", "Irune Lezaun Osta")
    other = Handle("email", "irune@example.org", "Irune Lezaun Osta")
    ids = {handle: place for place, handle in enumerate((OWNER, *CROWD, me, other), 1)}
    seen = {id_: Sighted(100, 2) for id_ in ids.values()}
    known = {id_: handle for handle, id_ in ids.items()}
    people = resolve(known, seen, [Claim((1, ids[me]), me.shown)])
    assert people.persons_of[ids[other]] != (OWNER_ID,)
    assert any(OWNER_ID in question.people for question in people.questions)


def test_the_owners_word_outweighs_the_weights() -> None:
    """Different, and same."""
    people, ids = told(PROFILE, MAIL)
    apart, _ = told(PROFILE, MAIL, different=[(ids[PROFILE], ids[MAIL])])
    assert not are_one(apart, ids, PROFILE, MAIL)
    assert not asked(apart, ids, PROFILE, MAIL)
    other = Handle("email", "x@example.org", "Somebody Else")
    people, ids = told(PROFILE, other)
    assert not are_one(people, ids, PROFILE, other)
    joined, _ = told(PROFILE, other, same=[(ids[PROFILE], ids[other])])
    assert are_one(joined, ids, PROFILE, other)


def test_the_weight_of_a_match_is_the_sum_of_its_parts() -> None:
    """The prior among them; each part has a sentence in both languages that its facts fill in."""
    other = PROFILE._replace(value="https://www.linkedin.com/in/zigor-urroz-2")
    people, _ = told(PROFILE, other, MAIL, Handle("name", "Ana"))
    matches = [match for question in people.questions for match in question.matches]
    assert len(matches) > 3
    for match in matches:
        assert match.bits == pytest.approx(sum(part.bits for part in match.parts), abs=0.06)
        assert 0 < match.p < 1
        for part in match.parts:
            for language in ("en", "es"):
                wording = Wording(language)
                assert wording.has(f"match.part.{part.key}")
                assert "{" not in wording.say(f"match.part.{part.key}", **dict(part.facts))


def test_every_level_has_words() -> None:
    """What may be found may be shown."""
    for language in ("en", "es"):
        wording = Wording(language)
        assert [key for key in learned().m if not wording.has(f"match.part.{key}")] == []


def test_no_order_makes_a_difference() -> None:
    """Of handles, sightings, cards."""
    other = PROFILE._replace(value="https://www.linkedin.com/in/zigor-urroz-2")
    handles = (PROFILE, other, MAIL, Handle("blogger", "1", "Zigor Urroz"), Handle("name", "Ana"))
    ids = {handle: place for place, handle in enumerate((OWNER, *CROWD, *handles), 1)}
    rows = [(id_, handle, Sighted(100 + id_, 2)) for handle, id_ in ids.items()]
    claims = [Claim((ids[PROFILE],), "Zigor", {"company": "A"}), Claim((ids[MAIL],), "Z U", {"company": "A"})]
    results = set()
    chance = random.Random(1)
    for order in permutations(claims):
        chance.shuffle(rows)
        known, seen = {id_: handle for id_, handle, _ in rows}, {id_: at for id_, _, at in rows}
        result = resolve(known, seen, order)
        results.add(repr((sorted(result.persons.items()), sorted(result.persons_of.items()), result[2:])))
    assert len(results) == 1


def test_whoever_is_not_seen_yet_weighs_nothing() -> None:
    """Namesakes of the future make nothing rarer or commoner today."""
    people, ids = told(PROFILE, MAIL)
    future = [Handle("linkedin", f"zigor-{n}", "Zigor Urroz Lacarra") for n in range(5)]
    known = {id_: handle for handle, id_ in ids.items()} | dict(enumerate(future, 1_000))
    seen = {id_: Sighted(100 * DAY_S, 3, 100 * DAY_S) for id_ in ids.values()}
    assert resolve(known, seen, [Claim((1_000,), "Zigor Urroz Lacarra", {"company": "A"})]) == people
