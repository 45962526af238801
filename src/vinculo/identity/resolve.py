"""When the evidence is enough.

Today's rule is strict and small: the same canonical identifier, or identifiers that a source says
are one human's, are one person; the owner's rulings come first. A record that has only a name
joins a person where exactly one bears it; where several do it stays ambiguous, and is listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from itertools import combinations
from typing import NamedTuple

from vinculo.identity.match import Question
from vinculo.identity.normalize import is_full_name, key_of, name_key
from vinculo.identity.rulings import Parted, node_of
from vinculo.ledger.digest import digest64
from vinculo.model import Handle

OWNER_ID = 0
"""The owner's person id in every derived table."""
_OWNER = "owner:"


class Person(NamedTuple):
    """The handles judged to be one human, as of a date."""

    id: int
    """Digest of the earliest handle's key; 0 for the owner."""
    name: str
    """The name most often shown, as written; of equals the first in order of code points."""
    keys: tuple[str, ...]
    """Canonical identifiers and name keys, sorted."""


class Ambiguity(NamedTuple):
    """A name that several people bear, or that nobody can be told by."""

    name: str
    candidates: tuple[int, ...]
    """Ids of the persons who might be meant; empty for a bare first name."""


class Sighted(NamedTuple):
    """How a handle appears in events before the day of the question."""

    first_at: int
    events: int


class Claim(NamedTuple):
    """What a card says: handles of one human, and a name for them."""

    handles: tuple[int, ...]
    name: str = ""


class People(NamedTuple):
    """Everybody, and which handle is whose."""

    persons: dict[int, Person]
    persons_of: dict[int, tuple[int, ...]]
    """Handle id → person ids: one, several where a handle is several names run together; a handle
    that is nobody's is absent."""
    ambiguous: tuple[Ambiguity, ...]
    questions: tuple[Question, ...] = ()
    """What the owner is asked, the most rewarding answer first."""


def resolve(
    handles: Mapping[int, Handle],
    sighted: Mapping[int, Sighted],
    cards: Iterable[Claim],
    same: Iterable[tuple[int, ...]] = (),
    different: Iterable[tuple[int, ...]] = (),
    companions: Mapping[int, frozenset[str]] | None = None,
    shared_names: frozenset[str] = frozenset(),
) -> People:
    """Who is who among the handles that events name before the day of the question.

    `handles`: every handle by id. `sighted`: those in events, with their first instant, so that a
    past day knows nobody it could not have known. `cards`: what sources say about handles. `same`:
    handles that the owner, or evidence beyond doubt, says are one human; the first word wins where two
    cannot both hold. `different`: handles that the owner says are as many humans, which nothing else
    outweighs. A mere name in either is whom the owner means by it. `companions`: for handles
    of several names run together, the name keys seen in the same place. `shared_names`: name keys
    that several people are known to bear, although nothing else tells them apart. The result does
    not depend on any order.
    """
    keys = {id_: key for id_, handle in handles.items() if (key := key_of(handle))}
    groups = Parted()
    names: dict[str, dict[str, int]] = defaultdict(dict)  # key → shown name → how often
    meant: set[str] = set()  # nodes of names of which the owner has said whose they are, or are not
    for about in different:
        nodes = [node_of(handles[id_]) for id_ in about]
        meant.update(nodes)
        for one, other in combinations(nodes, 2):
            groups.part(one, other)
    for about in same:
        nodes = [node_of(handles[id_]) for id_ in about]
        meant.update(nodes)
        for node in nodes[1:]:
            groups.join((nodes[0], node))
    for claim in cards:
        strong = [keys[id_] for id_ in claim.handles if id_ in keys]
        for other in strong[1:]:
            groups.join((strong[0], other))
        if strong and claim.name:
            names[strong[0]].setdefault(claim.name, 1)
    for id_, seen in sighted.items():
        handle = handles[id_]
        if id_ in keys and handle.shown:
            shown = names[keys[id_]]
            shown[handle.shown] = shown.get(handle.shown, 0) + seen.events
    return _Resolution(handles, sighted, keys, groups, names, shared_names, meant).people(companions or {})


class _Resolution:
    """The steps of `resolve` that share its tables."""

    def __init__(
        self,
        handles: Mapping[int, Handle],
        sighted: Mapping[int, Sighted],
        keys: Mapping[int, str],
        groups: Parted,
        names: Mapping[str, Mapping[str, int]],
        shared_names: frozenset[str],
        meant: Set[str],
    ) -> None:
        self._groups = groups
        self._meant = meant
        self._shared = shared_names
        self._handles = handles
        self._sighted = sighted
        self._root_of = {id_: groups.find(key) for id_, key in keys.items()}
        self._owner = groups.find(_OWNER)
        self._keys: dict[str, set[str]] = defaultdict(set)
        for id_, root in self._root_of.items():
            self._keys[root].add(keys[id_])
        self._shown: dict[str, dict[str, int]] = defaultdict(dict)
        for key, shown in names.items():
            mine = self._shown[groups.find(key)]
            for name, times in shown.items():
                mine[name] = mine.get(name, 0) + times
        present = {self._root_of[id_] for id_ in sighted if id_ in self._root_of} | {self._owner}
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for root in present:
            for name in self._shown.get(root, ()):
                if key := name_key(name):
                    self._bearers[key].add(root)

    def people(self, companions: Mapping[int, frozenset[str]]) -> People:
        roots_of: dict[int, tuple[str, ...]] = {}
        unclear: dict[str, set[str]] = {}
        for id_ in self._sighted:
            handle = self._handles[id_]
            if id_ in self._root_of:
                roots_of[id_] = (self._root_of[id_],)
            elif handle.namespace == "name":
                roots_of[id_] = self._by_name(handle.value, unclear)
            elif handle.namespace == "names":
                roots_of[id_] = self._by_names(handle.value, companions.get(id_, frozenset()))
        return self._numbered(roots_of, unclear)

    def _by_name(self, written: str, unclear: dict[str, set[str]]) -> tuple[str, ...]:
        key = name_key(written)
        bearers = self._bearers.get(key, set())
        node = f"name:{key}"
        if node in self._meant:
            root = self._groups.find(node)
            if root in self._keys or root == self._owner:
                return (root,)
            bearers = {root for root in bearers if not self._groups.are_apart(root, node)}
        if self._owner in bearers:
            return (self._owner,)
        if len(bearers) == 1 and is_full_name(key):
            return tuple(bearers)
        if len(bearers) > 1 or not is_full_name(key) or (not bearers and key in self._shared):
            unclear.setdefault(written, set()).update(bearers)
            return ()
        root = self._groups.find(node)
        shown = self._shown[root]
        shown[written] = shown.get(written, 0) + 1
        self._keys[root].add(node)
        return (root,)

    def _by_names(self, written: str, nearby: frozenset[str]) -> tuple[str, ...]:
        """The people of a joined list, by the names known in the same place, the longest first. Where
        the whole of it is one person's name (`Jane Doe, Ph.D.`), it is that person."""
        whole = self._bearers.get(name_key(written), set())
        if len(whole) == 1:
            return tuple(whole)
        rest, found = f" {name_key(written)} ", []
        for name in sorted(nearby, key=lambda name: (-len(name), name)):
            bearers = self._bearers.get(name, set())
            if f" {name} " in rest and len(bearers) == 1:
                rest = rest.replace(f" {name} ", "  ", 1)
                found.append(next(iter(bearers)))
        return tuple(sorted(set(found)))

    def _numbered(self, roots_of: Mapping[int, tuple[str, ...]], unclear: Mapping[str, set[str]]) -> People:
        earliest: dict[str, tuple[int, str]] = {}
        for id_, roots in roots_of.items():
            if len(roots) == 1:
                handle, (root,) = self._handles[id_], roots
                key = key_of(handle) or f"name:{name_key(handle.value)}"
                here = (self._sighted[id_].first_at, key)
                earliest[root] = min(earliest.get(root, here), here)
        ids = {root: digest64(key) for root, (_, key) in earliest.items()}
        ids[self._owner] = OWNER_ID
        persons = {
            id_: Person(id_, _best(self._shown.get(root, {})), tuple(sorted(self._keys.get(root, {root}))))
            for root, id_ in ids.items()
        }
        persons_of = {
            id_: tuple(ids[root] for root in roots if root in ids) for id_, roots in roots_of.items() if roots
        }
        ambiguous = tuple(
            Ambiguity(name, tuple(sorted(ids[root] for root in roots if root in ids)))
            for name, roots in sorted(unclear.items())
        )
        return People(persons, persons_of, ambiguous)


def _best(shown: Mapping[str, int]) -> str:
    return min(shown, key=lambda name: (-shown[name], name)) if shown else ""
