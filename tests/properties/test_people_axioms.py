"""What must hold whoever is who: merging, splitting, renaming, relabeling, letting go."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from properties.ledgers import HUMANS, ME, NOW, Human, entries, happenings, ledger_of, numbers, read_into

from vinculo import api, derive
from vinculo.api import forget as forgetting
from vinculo.api import who
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.model import Card, Entry, Event, Handle

FEW = settings(max_examples=5)
P, Q, R = HUMANS[:3]


@contextmanager
def ledgers() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def rule(ledger: Ledger, kind: str, *humans: Human) -> int:
    """Says it of these people; of a split, that the first one's profile is none of their other handles."""
    told = who.known(ledger, NOW)
    if kind == "split":
        one = humans[0].profile.value
        return who.split(ledger, told, one, [[one]], NOW).run
    return who.rule(ledger, told, kind, [human.profile.value for human in humans], NOW).run


def given(told: dict[str, Any]) -> int:
    """Centiminutes of both sides, of everybody."""
    return sum(one["given"] for one in told.values())


def alone(events: list[Event]) -> list[Event]:
    """Events between the owner and one person each: what two people share is counted once for both
    before they are one, and once after."""
    return [event for event in events if len(event.recipients) == 1]


@FEW
@whatever(happenings())
def test_a_split_undoes_a_merge(events: list[Event]) -> None:
    """Axiom 6: split(merge(p, q)) restores both, number by number."""
    with ledgers() as folder, ledger_of(folder, entries(events)) as ledger:
        before = numbers(ledger)
        rule(ledger, "same", P, Q)
        assert len(numbers(ledger)) == len(before) - 1
        groups = [[P.profile.value, P.mail.value], [Q.profile.value, Q.mail.value]]
        who.split(ledger, who.known(ledger, NOW), P.profile.value, groups, NOW)
        assert numbers(ledger) == before


@FEW
@whatever(happenings().map(alone))
def test_merging_conserves_what_was_given(events: list[Event]) -> None:
    """Axiom 6: the minutes of both together are those of the one; nothing is made, nothing is lost."""
    with ledgers() as folder, ledger_of(folder, entries(events)) as ledger:
        before = given(numbers(ledger))
        rule(ledger, "same", P, Q)
        assert given(numbers(ledger)) == before


@FEW
@whatever(happenings(), st.permutations([(P, Q), (Q, R), (R, P)]))
def test_merging_is_commutative_and_associative(
    events: list[Event], order: list[tuple[Human, Human]]
) -> None:
    """Axiom 6: who is merged first, and from which side, is all one."""
    with ledgers() as folder:
        with ledger_of(folder, entries(events), "one") as ledger:
            rule(ledger, "same", P, Q)
            rule(ledger, "same", Q, R)
            one = numbers(ledger)
        with ledger_of(folder, entries(events), "other") as ledger:
            for pair in order:
                rule(ledger, "same", *pair)
            assert numbers(ledger) == one


@FEW
@whatever(
    happenings(),
    st.lists(
        st.tuples(st.sampled_from(["same", "different", "split"]), st.sampled_from([(P, Q), (Q, R), (P, R)])),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_what_is_taken_back_never_was(
    events: list[Event], said: list[tuple[str, tuple[Human, Human]]], chance: Random
) -> None:
    """Any sequence of rulings and imports again, undone in any order, ends where it began."""
    with ledgers() as folder, ledger_of(folder, entries(events)) as ledger:
        before, digest = numbers(ledger), read.digest(ledger)
        runs = []
        for number, (kind, pair) in enumerate(said):
            with suppress(Refusal):  # there may be nothing left to split
                runs.append(rule(ledger, kind, *pair))
            if number % 2:
                read_into(ledger, entries(events), f"again {number}.zip")
        assert runs
        chance.shuffle(runs)
        for run in runs:
            api.undo(ledger, NOW, run)
        assert numbers(ledger) == before
        assert read.digest(ledger) == digest


@FEW
@whatever(happenings(), st.sampled_from(["Ngozi Adeyemi", "José María", "李 小龙", "Ana-Sofía de la Cruz"]))
def test_the_same_deeds_under_another_name_give_the_same_numbers(events: list[Event], name: str) -> None:
    """Axiom 19: name, origin and language tag of a person change no number."""

    def renamed(handle: Handle) -> Handle:
        return handle._replace(shown=name) if handle in {P.profile, P.mail} else handle

    def swapped(entry: Entry) -> Entry:
        if isinstance(entry, Event):
            sender = renamed(entry.sender) if entry.sender else None
            facts = (*entry.facts, ("lang", "yo"))
            return entry._replace(
                sender=sender, recipients=tuple(map(renamed, entry.recipients)), facts=facts
            )
        if isinstance(entry, Card) and P.profile in entry.handles:
            return Card(tuple(map(renamed, entry.handles)), (("company", "Acme"), ("name", name)))
        return entry

    with ledgers() as folder:
        with ledger_of(folder, entries(events), "one") as ledger:
            one = numbers(ledger, lambda said: "P" if said == P.name else said)
        with ledger_of(folder, map(swapped, entries(events)), "other") as ledger:
            assert numbers(ledger, lambda said: "P" if said == name else said) == one


@FEW
@whatever(happenings(), st.permutations(range(len(HUMANS))))
def test_relabeling_people_relabels_the_answers(events: list[Event], order: list[int]) -> None:
    """Axiom 20: other identifiers, hence other ids, permute what is said and change nothing of it."""
    relabeled = {
        h.profile: h.profile._replace(value=f"https://www.linkedin.com/in/zz{order[h.number]}")
        for h in HUMANS
    }
    relabeled |= {h.mail: h.mail._replace(value=f"zz{order[h.number]}@example.net") for h in HUMANS}

    def swapped(entry: Entry) -> Entry:
        if isinstance(entry, Event):
            sender = relabeled.get(entry.sender, entry.sender) if entry.sender else None
            to = tuple(relabeled.get(one, one) for one in entry.recipients)
            return entry._replace(sender=sender, recipients=to)
        if isinstance(entry, Card):
            return entry._replace(handles=tuple(relabeled.get(one, one) for one in entry.handles))
        return entry

    with ledgers() as folder:
        with ledger_of(folder, entries(events), "one") as ledger:
            one = numbers(ledger)
            ids = {person.id for person in derive.derive(ledger, NOW).people.persons.values()} - {0}
        with ledger_of(folder, map(swapped, entries(events)), "other") as ledger:
            assert numbers(ledger) == one
            others = {person.id for person in derive.derive(ledger, NOW).people.persons.values()} - {0}
            assert ids.isdisjoint(others)


def without(said: list[Entry], gone: Human) -> list[Entry]:
    """What a life is told like in which somebody never was."""
    theirs = {gone.profile, gone.mail}
    kept: list[Entry] = []
    for entry in said:
        if isinstance(entry, Event):
            to = tuple(one for one in entry.recipients if one not in theirs)
            if entry.sender not in theirs and to:
                kept.append(entry._replace(recipients=to))
        elif not theirs.intersection(entry.handles):
            kept.append(entry)
    return kept


@FEW
@whatever(happenings())
def test_the_forgotten_leave_no_number(events: list[Event]) -> None:
    """Axiom 34: derived from what is left is what would follow had they never been there; the file's
    bytes hold neither their handles nor their name."""
    with ledgers() as folder:
        with ledger_of(folder, without(entries(events), P), "never") as ledger:
            never = numbers(ledger)
        with ledger_of(folder, entries(events)) as ledger:
            proof = forgetting.forget(ledger, P.profile.value, NOW)
            assert sum(proof.entries.values()) > 0
            assert (proof.found, proof.searched >= 3) == ({}, True)
            assert numbers(ledger) == never
            whole = ledger.path.read_bytes()
            for said in (P.mail.value, P.profile.value.rsplit("/", 1)[-1], P.name):
                assert said.casefold().encode() not in whole.lower()
            books_balance(ledger)


@FEW
@whatever(happenings())
def test_the_forgotten_do_not_come_back_with_a_file(events: list[Event]) -> None:
    """Axiom 34: the same export, and a later one, are read without them, and the books say so; lifted,
    they are back with all their numbers."""
    with ledgers() as folder, ledger_of(folder, entries(events)) as ledger:
        before = numbers(ledger)
        forgetting.forget(ledger, P.profile.value, NOW)
        after = numbers(ledger)
        again = read_into(ledger, entries(events)).counted()
        assert again.accepted == 0
        assert dict(again.ignored)["forgotten"] > 0
        assert again.balances
        assert numbers(ledger) == after
        forgetting.lift(ledger, P.mail.value)
        read_into(ledger, entries(events))
        assert numbers(ledger) == before


@FEW
@whatever(happenings(), st.permutations([P, Q]))
def test_the_order_of_forgetting_is_all_one(events: list[Event], order: list[Human]) -> None:
    """Two who go leave what is left of either order."""
    told = []
    for turn, humans in enumerate(((P, Q), order)):
        with ledgers() as folder, ledger_of(folder, entries(events), str(turn)) as ledger:
            for human in humans:
                forgetting.forget(ledger, human.profile.value, NOW)
            told.append(numbers(ledger))
    assert told[0] == told[1]


def books_balance(ledger: Ledger) -> None:
    """Every batch balances, and its digest is that of its entries."""
    for batch, _ in read.batches(ledger):
        assert batch.balances
    asked = "SELECT b.digest, (SELECT count(*) FROM entry WHERE batch = b.id), b.accepted FROM batch b"
    for _, entries_, accepted in ledger.sql.execute(asked):
        assert entries_ == accepted
    (whole,) = ledger.sql.execute("SELECT sum(digest) FROM batch").fetchone()
    assert whole is not None
    assert ME.value
