"""Whom the owner means: people with their handles, found by whatever they are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from vinculo import derive
from vinculo.api.answers import day_of
from vinculo.errors import UnknownPerson
from vinculo.identity import OWNER_ID, People
from vinculo.identity.gather import settled
from vinculo.identity.normalize import key_of, name_key
from vinculo.identity.resolve import Sighted
from vinculo.identity.rulings import Settled, node_of
from vinculo.ledger import Ledger
from vinculo.model import Handle

MOST_NAMED = 5


class Known(NamedTuple):
    """Who is who, as of an instant: all that questions about it need, and no number."""

    people: People
    handles: dict[int, Handle]
    seen: dict[int, Sighted]
    settled: Settled


@dataclass(frozen=True, slots=True)
class Spelled:
    """One identifier or mere name of a person, in all its spellings."""

    key: str
    """Its canonical spelling; what `split` is told."""
    namespace: str
    shown: tuple[str, ...]
    """The names displayed beside it, as written."""
    events: int
    first_on: str | None
    handles: tuple[str, ...]
    """Ids of its spellings."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One side of a question."""

    id: str
    name: str
    spelled: tuple[Spelled, ...]
    events: int
    first_on: str | None


def known(ledger: Ledger, before: int) -> Known:
    """Who is who before an instant (seconds since 1970 UTC, exclusive)."""
    people, handles, seen = derive.who(ledger, before)
    return Known(people, handles, seen, settled(ledger, handles))


def whom(told: Known, who: str) -> int:
    """The id of the person meant: by id, handle, name, or a part of a name that one person bears.

    Raises UnknownPerson, naming the candidates where there are several.
    """
    anchor = handle_meant(told, who)
    if anchor is not None:
        return bearer(told, anchor)
    everyone = [person for id_, person in told.people.persons.items() if id_ != OWNER_ID]
    by_id = [person.id for person in everyone if who.strip() in {str(person.id), str(person.id % 2**64)}]
    wanted = name_key(who)
    found = by_id or [person.id for person in everyone if wanted and name_key(person.name) == wanted]
    if not found:
        words = wanted.split()
        found = [p.id for p in everyone if words and all(word in name_key(p.name) for word in words)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownPerson("refusal.unknown_person", who=who)
    named = [f"{told.people.persons[id_].name} ({id_})" for id_ in sorted(found)[:MOST_NAMED]]
    more = ", …" if len(found) > MOST_NAMED else ""
    raise UnknownPerson("refusal.several_people", who=who, candidates=", ".join(named) + more)


def somebody(told: Known, person: int) -> Somebody:
    """A person with all their handles, the earliest first."""
    spelled = _spelled(told, handles_of(told, person))
    first = min((one.first_on for one in spelled if one.first_on), default=None)
    one = told.people.persons[person]
    return Somebody(str(person), one.name, spelled, sum(each.events for each in spelled), first)


def handles_of(told: Known, person: int) -> list[int]:
    """The ids of the handles that are this person's alone, sorted."""
    keys = set(told.people.persons[person].keys)
    mine = [
        id_
        for id_, handle in told.handles.items()
        if told.people.persons_of.get(id_) == (person,)
        or (id_ not in told.people.persons_of and key_of(handle) in keys)
    ]
    return sorted(id_ for id_ in mine if told.handles[id_].namespace != "names")


def _spelled(told: Known, ids: Iterable[int]) -> tuple[Spelled, ...]:
    groups: dict[str, list[int]] = {}
    for id_ in ids:
        groups.setdefault(node_of(told.handles[id_]), []).append(id_)
    found = []
    for key, spellings in groups.items():
        seen = [told.seen[id_] for id_ in spellings if id_ in told.seen]
        first = min((one.first_at for one in seen), default=None)
        names = {told.handles[id_].shown or _name_of(told.handles[id_]) for id_ in spellings} - {""}
        found.append(
            Spelled(
                key,
                told.handles[spellings[0]].namespace,
                tuple(sorted(names)),
                sum(one.events for one in seen),
                day_of(first) if first is not None else None,
                tuple(map(str, spellings)),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.first_on or "9", one.key)))


def _name_of(handle: Handle) -> str:
    return handle.value if handle.namespace == "name" else ""


def strongest(told: Known, person: int) -> int:
    """The handle by which a person is anchored where no other is named: the same whatever else is known."""
    handles = told.handles
    mine = handles_of(told, person)
    return min(mine, key=lambda id_: (key_of(handles[id_]) is None, key_of(handles[id_]) or "", handles[id_]))


def handle_meant(told: Known, who: str) -> int | None:
    """The handle that is said as such: an address, a profile, or the key of any handle."""
    said = who.strip()
    keys = {key_of(Handle("email" if "@" in said else "linkedin", said)), said} - {None}
    found = [
        id_ for id_, handle in told.handles.items() if node_of(handle) in keys and _is_somebodys(told, id_)
    ]
    return min(found, default=None)


def _is_somebodys(told: Known, id_: int) -> bool:
    persons = told.people.persons_of.get(id_)
    if persons is not None:
        return len(persons) == 1
    key = key_of(told.handles[id_])
    return any(key in person.keys for person in told.people.persons.values())


def bearer(told: Known, id_: int) -> int:
    """Whose handle it is: by the events that name it, or else by what else is known of them."""
    persons = told.people.persons_of.get(id_)
    if persons:
        return persons[0]
    key = key_of(told.handles[id_])
    return next(person.id for person in told.people.persons.values() if key in person.keys)


def anchor_of(told: Known, who: str) -> int:
    """The handle that a ruling about `who` is anchored on: the one that was said, or else the
    strongest of the person meant. Raises UnknownPerson."""
    said = handle_meant(told, who)
    return said if said is not None else strongest(told, whom(told, who))
