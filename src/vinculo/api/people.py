"""Finding the person that somebody means."""

from collections.abc import Iterable

from vinculo.derive import Derived
from vinculo.errors import UnknownPerson
from vinculo.identity import OWNER_ID
from vinculo.identity.normalize import key_of, name_key
from vinculo.model import Handle

CANDIDATES_NAMED = 5
LONGEST_ID = 20
"""Characters of an id: 64 bits in decimal, with a sign or without."""


def find_person(derived: Derived, who: str) -> int:
    """The id of the person that `who` means: an id, e-mail, profile address, slug, name, or a part
    of a name that only one person bears.

    Raises UnknownPerson, naming the candidates where there are several.
    """
    everyone = derived.people.persons
    exact = [id_ for id_ in _by_identifier(derived, who.strip()) if id_ in derived.rows]
    if exact:
        return exact[0]
    wanted = name_key(who)
    present = [person for id_, person in everyone.items() if id_ in derived.rows and id_ != OWNER_ID]
    found = [person.id for person in present if wanted and name_key(person.name) == wanted]
    if not found:
        words = wanted.split()
        found = [p.id for p in present if words and all(word in name_key(p.name) for word in words)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownPerson("refusal.unknown_person", who=who)
    raise UnknownPerson("refusal.several_people", who=who, candidates=_named(derived, found))


def _by_identifier(derived: Derived, who: str) -> Iterable[int]:
    if who.removeprefix("-").isdecimal() and len(who) <= LONGEST_ID:
        yield (int(who) + 2**63) % 2**64 - 2**63
    keys = {key_of(Handle("email" if "@" in who else "linkedin", who))} - {None} | {who}
    for person in derived.people.persons.values():
        if keys.intersection(person.keys):
            yield person.id


def _named(derived: Derived, found: list[int]) -> str:
    told = [f"{derived.people.persons[id_].name} ({id_})" for id_ in sorted(found)[:CANDIDATES_NAMED]]
    return ", ".join(told) + (", …" if len(found) > CANDIDATES_NAMED else "")


def handle_of(derived: Derived, person: int) -> Handle:
    """A handle by which the owner's word about this person is anchored: the same whatever else is
    known, and strong if there is a strong one."""
    own = [id_ for id_, persons in derived.people.persons_of.items() if persons == (person,)]
    told = [derived.handles[id_] for id_ in own]
    return min(told, key=lambda handle: (key_of(handle) is None, key_of(handle) or "", handle))
