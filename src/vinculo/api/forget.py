"""Letting a person go, for good, with a proof of what went and what remains."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vinculo.api import who
from vinculo.api.frozen import frozen_shares
from vinculo.errors import Refusal
from vinculo.identity import OWNER_ID
from vinculo.identity.forgotten import SECRET, Forgotten, Traits, mark, marks_of, names_of, term_of, traits
from vinculo.identity.normalize import key_of, name_key
from vinculo.ledger import Ledger, read, residue, secret, tombstone
from vinculo.ledger import forget as books
from vinculo.ledger.forget import Gone
from vinculo.model import Handle

BESIDE = ("-wal", "-shm", "-journal", ".importing", ".incoming")
"""What belongs to a ledger's file and is no copy of it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What went, what remains, and what the file's bytes say."""

    name: str
    is_dry_run: bool
    entries: dict[str, int]
    """Kind of event (or `card`, `ruling`) → how many went as a whole."""
    rewritten: int
    """Entries of others, such as a message to several, out of which the person was taken."""
    rejects: int
    handles: int
    returns: int
    """Returns whose shares are frozen: the person's share is nobody's from now on."""
    marks: int
    """Keyed digests that keep a later import from bringing the person back."""
    namesakes: tuple[str, ...]
    """Names that stay, because somebody else bears them too."""
    mentions: int
    """Texts of others in which such a name still stands."""
    files: tuple[str, ...]
    """The imported files and archives that told of the person. They are not touched."""
    copies: tuple[str, ...]
    """Files beside the ledger that look like copies of it. They are not touched either."""
    searched: int
    """Identifiers and names that the file's raw bytes were searched for."""
    found: dict[str, int]
    """Those of them that still stand there, and how often; empty is the proof."""


class _Plan(NamedTuple):
    name: str
    person: int
    ids: frozenset[int]
    handles: frozenset[Handle]
    shared: frozenset[str]
    told: Traits


def forget(ledger: Ledger, whom: str, now: int, *, is_dry_run: bool = False) -> Proof:
    """Lets a person go for good: nothing undoes it. A dry run tells what would go, and changes nothing.

    Raises UnknownPerson; Refusal for the owner; LedgerBusy where somebody imports, or keeps the file
    from being written anew.
    """
    told = who.known(ledger, now + 1)
    plan = _plan(ledger, told, who.whom(told, whom))
    key = secret(ledger, SECRET)
    marks = marks_of(key, plan.told)
    eraser = Forgotten(key, marks, plan.handles)
    frozen = frozen_shares(ledger, plan.person, now)

    def left(ids: Iterable[int]) -> set[bytes]:
        return {*marks, *(mark(key, f"entry:{id_}") for id_ in ids)}

    at = max(now, tombstone.latest(ledger) + 1)
    gone = books.forget(ledger, plan.ids, eraser, left, at, words=frozen, is_dry_run=is_dry_run)
    returns = len({dict(ruling.facts)["return"] for ruling in frozen})
    return _proof(ledger, plan, gone, key, returns, len(left(gone.ids)), is_dry_run=is_dry_run)


def _plan(ledger: Ledger, told: who.Known, person: int) -> _Plan:
    if person == OWNER_ID:
        raise Refusal("refusal.owner_stays")
    ids = set(who.handles_of(told, person))
    names = {name_key(name) for id_ in ids for name in names_of(told.handles[id_])}
    others = _names_of_others(told, person)
    shared = names & others
    ids |= _unseen(ledger, told, names - shared)
    handles = frozenset(told.handles[id_] for id_ in ids)
    return _Plan(
        told.people.persons[person].name,
        person,
        frozenset(ids),
        handles,
        frozenset(shared),
        traits(handles, others),
    )


def _names_of_others(told: who.Known, person: int) -> set[str]:
    """The full names of everybody else, the owner included."""
    found: set[str] = set()
    for id_, persons in told.people.persons_of.items():
        if person not in persons and told.handles[id_].namespace != "names":
            found.update(name_key(name) for name in names_of(told.handles[id_]))
    for other in told.people.persons.values():
        if other.id != person:
            found.add(name_key(other.name))
    return found


def _unseen(ledger: Ledger, told: who.Known, names: set[str]) -> set[int]:
    """Handles that no event names, shown or told on a card under a name that nobody else bears."""
    strangers = {id_ for id_ in told.handles if id_ not in told.people.persons_of and id_ not in told.seen}
    of_others = {key for person in told.people.persons.values() for key in person.keys}
    found = {id_ for id_ in strangers if any(name_key(name) in names for name in names_of(told.handles[id_]))}
    for about, facts in read.cards(ledger):
        if name_key(facts.get("name", "")) in names:
            found |= strangers.intersection(about)
    return {id_ for id_ in found if key_of(told.handles[id_]) not in of_others}


def _proof(
    ledger: Ledger, plan: _Plan, gone: Gone, key: bytes, returns: int, marks: int, *, is_dry_run: bool
) -> Proof:
    terms = {term_of(handle) for handle in plan.handles if key_of(handle)}
    names = {name for handle in plan.handles for name in names_of(handle)}
    terms |= {name for name in names if name_key(name) not in plan.shared}
    counts = {} if is_dry_run else residue.left_in_bytes(ledger, terms)
    return Proof(
        plan.name,
        is_dry_run,
        dict(sorted(gone.entries.items())),
        gone.rewritten,
        gone.rejects,
        gone.handles,
        returns,
        marks,
        tuple(sorted({name for name in names if name_key(name) in plan.shared})),
        _mentions(ledger, plan, key),
        tuple(sorted({_archive(file) for file in gone.files})),
        copies(ledger.path),
        len(terms),
        {term: count for term, count in sorted(counts.items()) if count},
    )


def _mentions(ledger: Ledger, plan: _Plan, key: bytes) -> int:
    """Texts in which a name stands that others bear too: whom they mean, nobody can tell."""
    if not plan.shared:
        return 0
    names = traits(Handle("name", name) for name in plan.shared)
    known = Forgotten(key, marks_of(key, names))
    return sum(known.names_them(text) for text in read.texts(ledger))


def _archive(file: str) -> str:
    """The file that lies on the disk: of what was read out of an archive, the archive."""
    head, zipped, _ = file.partition(".zip/")
    return head + zipped.removesuffix("/")


def copies(path: Path) -> tuple[str, ...]:
    """The files beside a ledger that are called after it, or are of its kind: copies, perhaps."""
    own = {path.name, *(path.name + end for end in BESIDE)}
    beside = (one for one in path.parent.glob("*") if one.name not in own and one.is_file())
    return tuple(sorted(one.name for one in beside if one.name.startswith(path.name) or _is_ledger(one)))


def _is_ledger(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0" and not path.name.endswith(BESIDE)


def lift(ledger: Ledger, handle: str) -> int:
    """Lets a forgotten person be imported again: takes away all marks that were made with this handle's,
    which may be an address, a profile, or a full name; returns how many. What was forgotten does not
    come back by itself: the files have to be read again.

    Raises Refusal where nobody was forgotten under that handle.
    """
    key = secret(ledger, SECRET)
    said = handle.strip()
    spelled = key_of(Handle("email" if "@" in said else "linkedin", said))
    for one in (spelled, f"name:{name_key(said)}", said):
        if one and (lifted := tombstone.lift(ledger, mark(key, one))):
            return lifted
    raise Refusal("refusal.not_forgotten", said=handle)


def write_anew(ledger: Ledger) -> int:
    """Has the file written anew, should it not have been possible at once; how many marks there are.

    Raises LedgerBusy where somebody still reads.
    """
    residue.write_anew(ledger)
    return len(tombstone.marks_there(ledger))
