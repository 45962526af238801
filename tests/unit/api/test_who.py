"""The questions about who is who, and what an answer changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from properties.ledgers import HUMANS, ME, NOW, START, entries, ledger_of, numbers

from vinculo import api
from vinculo.api import who
from vinculo.errors import Refusal, UnknownPerson
from vinculo.identity import Match, Part, Question
from vinculo.ledger import Ledger, read
from vinculo.model import DAY_S, Event, Handle

P, Q, R = HUMANS[:3]
BARE = Handle("name", "Xan")


def message(sender: Handle, to: Handle, day: int) -> Event:
    at = START + day * DAY_S
    return Event(
        "message", at, "second", "written", sender, (to,), f"m|{at}|{sender.value}", None, "Hello there"
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    said = [
        message(P.profile, ME, 1), message(ME, P.profile, 2), message(Q.profile, ME, 3),
        message(BARE, ME, 4),
    ]  # fmt: skip
    with ledger_of(tmp_path, entries(said)) as opened:
        yield opened


def known(ledger: Ledger, *asked: Question) -> who.Known:
    told = who.known(ledger, NOW)
    return told._replace(people=told.people._replace(questions=asked))


def id_of(told: who.Known, handle: Handle) -> int:
    (found,) = [id_ for id_, one in told.handles.items() if one == handle]
    return found


def person(told: who.Known, handle: Handle) -> int:
    return told.people.persons_of[id_of(told, handle)][0]


def pair(told: who.Known, one: Handle, other: Handle, p: float = 0.9) -> Match:
    return Match(id_of(told, one), id_of(told, other), 3.0, p, (Part("given", 3.0),))


def about(told: who.Known, *handles: Handle, p: float = 0.9, gain: float = 1.0) -> Question:
    people = tuple(person(told, one) for one in handles)
    pairs = [pair(told, one, other, p) for n, one in enumerate(handles) for other in handles[n + 1 :]]
    return Question(people, tuple(pairs), gain)


def test_same_makes_one_relationship_with_both_histories(ledger: Ledger) -> None:
    """And the number of the answer takes it back to the letter."""
    before, digest = numbers(ledger), read.digest(ledger)
    told = known(ledger)
    told = known(ledger, about(told, P.profile, Q.profile))
    batch = who.answer(ledger, told, who.questions(told)[0], "same", NOW)
    after = numbers(ledger)
    assert set(before) - set(after) == {Q.name} or set(before) - set(after) == {P.name}
    (one,) = [told for name, told in after.items() if name in {P.name, Q.name}]
    assert len(one["happened"]) == len(before[P.name]["happened"]) + len(before[Q.name]["happened"])
    api.undo(ledger, NOW, batch.run)
    assert numbers(ledger) == before
    assert read.digest(ledger) == digest


def test_what_was_answered_is_not_asked_again(ledger: Ledger) -> None:
    """Of several, as long as two of them are not told apart, it is still asked."""
    told = known(ledger)
    asked = about(told, P.profile, Q.profile, R.profile)
    told = known(ledger, asked)
    (open_,) = who.questions(told)
    who.answer(ledger, told, open_, "different", NOW, [str(asked.people[0]), str(asked.people[1])])
    assert len(who.questions(known(ledger, asked))) == 1
    who.answer(ledger, told, open_, "different", NOW)
    assert who.questions(known(ledger, asked)) == ()


def test_later_comes_after_everything_else(ledger: Ledger) -> None:
    """Whatever an answer would change."""
    told = known(ledger)
    one, other = about(told, P.profile, Q.profile, gain=9.0), about(told, Q.profile, R.profile, gain=1.0)
    told = known(ledger, one, other)
    first = who.questions(told)[0]
    who.answer(ledger, told, first, "later", NOW)
    after = who.questions(known(ledger, one, other))
    assert [asked.gain for asked in after] == [1.0, 9.0]
    assert [asked.is_put_off for asked in after] == [False, True]
    assert after[1].id == first.id


def test_a_mere_name_is_given_to_one_person(ledger: Ledger) -> None:
    """To exactly one; or to none of them, and then it is not asked again."""
    told = known(ledger)
    name = id_of(told, BARE)
    candidates = (person(told, P.profile), person(told, Q.profile))
    asked = Question(candidates, (Match(name, id_of(told, P.profile), 1, 0.6, ()),), 1.0, (name,), "Xan")
    told = known(ledger, asked)
    (open_,) = who.questions(told)
    assert (open_.name, open_.pairings[0].one) == ("Xan", "")
    with pytest.raises(Refusal, match="needs_one"):
        who.answer(ledger, told, open_, "same", NOW)
    batch = who.answer(ledger, told, open_, "same", NOW, [str(candidates[0])])
    assert person(known(ledger), BARE) == person(known(ledger), P.profile)
    api.undo(ledger, NOW, batch.run)
    who.answer(ledger, told, open_, "different", NOW)
    assert who.questions(known(ledger, asked)) == ()


def test_an_answer_to_a_question_that_is_gone_is_refused(ledger: Ledger) -> None:
    """It was answered in another window, or a file has settled it."""
    told = known(ledger)
    told = known(ledger, about(told, P.profile, Q.profile))
    (asked,) = who.questions(told)
    with pytest.raises(Refusal, match="no_such_question"):
        who.answer(ledger, known(ledger), asked, "same", NOW)
    with pytest.raises(Refusal, match="no_such_question"):
        who.question(known(ledger), asked.id)
    with pytest.raises(Refusal, match="no_such_question"):
        who.answer(ledger, told, asked, "same", NOW, [str(person(told, R.profile))])
    with pytest.raises(Refusal, match="unknown_answer"):
        who.answer(ledger, told, asked, "perhaps", NOW)
    with pytest.raises(Refusal, match="needs_two"):
        who.answer(ledger, told, asked, "same", NOW, [asked.people[0].id])


def test_any_grouping_of_handles_can_be_split(ledger: Ledger) -> None:
    """Each group is one person, and no two are."""
    groups = [[P.profile.value], [P.mail.value], [Q.profile.value, Q.mail.value]]
    who.rule(ledger, known(ledger), "same", [P.name, Q.name], NOW)
    assert len({person(known(ledger), one) for one in (P.profile, Q.profile)}) == 1
    who.split(ledger, known(ledger), P.profile.value, groups, NOW)
    told = who.known(ledger, NOW)
    assert person(told, P.profile) != person(told, Q.profile)
    assert id_of(told, P.mail) not in {
        int(id_) for one in who.somebody(told, person(told, P.profile)).spelled for id_ in one.handles
    }
    assert [one.key for one in who.shown(told, Q.name).person.spelled] == [
        "linkedin:in/jon-mata-71", "email:jon.1@example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        ([["jon-mata-71"]], "not_their_handle"),
        ([["ana-ruiz-70"], ["ana-ruiz-70"]], "in_two_groups"),
        ([["ana-ruiz-70", "ana.0@example.org"]], "nothing_to_split"),
        ([], "nothing_to_split"),
    ],
)
def test_a_split_that_cannot_be_is_refused(ledger: Ledger, groups: list[list[str]], why: str) -> None:
    """With nothing changed."""
    digest = read.digest(ledger)
    with pytest.raises(Refusal, match=why):
        who.split(ledger, known(ledger), P.name, groups, NOW)
    assert read.digest(ledger) == digest


def test_only_what_is_sure_of_every_two_is_accepted_together(ledger: Ledger) -> None:
    """A chain of sure pairs does not make one person of its ends."""
    told = known(ledger)
    chain = about(told, P.profile, Q.profile, R.profile, p=0.99)
    chain = chain._replace(matches=chain.matches[:2])
    sure = about(told, HUMANS[3].profile, HUMANS[4].profile, p=0.95)
    told = known(ledger, chain, sure)
    pairs = who.likely(told, 0.9)
    assert [pairing.p for _, pairing in pairs] == [0.95]
    who.accept(ledger, told, pairs, NOW)
    told = known(ledger)
    assert person(told, HUMANS[3].profile) == person(told, HUMANS[4].profile)
    with pytest.raises(Refusal, match="nothing_so_sure"):
        who.accept(ledger, told, (), NOW)
    with pytest.raises(Refusal, match="impossible_confidence"):
        who.likely(told, 0.5)


def test_of_two_words_in_one_second_the_last_wins(ledger: Ledger) -> None:
    """The clock of the ledger goes on although the clock of the wall does not."""
    for kind in ("same", "different", "same", "different"):
        who.rule(ledger, known(ledger), kind, [P.profile.value, Q.profile.value], NOW)
    told = known(ledger)
    assert person(told, P.profile) != person(told, Q.profile)


def test_people_are_found_by_handle_name_and_id(ledger: Ledger) -> None:
    """And whoever is not there, or not one alone, is refused."""
    told = known(ledger)
    wanted = person(told, P.profile)
    for said in (P.profile.value, "ana-ruiz-70", "ANA.0@example.org", "ana ruiz", "Ruiz", str(wanted)):
        assert who.whom(told, said) == wanted
    with pytest.raises(UnknownPerson, match="unknown_person"):
        who.whom(told, "Nobody Known")
    with pytest.raises(Refusal, match="needs_two"):
        who.rule(ledger, told, "same", ["ana ruiz", "ana-ruiz-70"], NOW)


def test_weights_and_odds_have_words() -> None:
    """Of each size and sign one."""
    assert [who.strength(bits) for bits in (9, 4, 1, -1, -4, -9)] == [
        "far_for", "clear_for", "hint_for", "hint_against", "clear_against", "far_against",
    ]  # fmt: skip
    assert [who.odds(p) for p in (0.999, 0.5, 0.001)] == [("more", 99), ("about", 50), ("fewer", 1)]
