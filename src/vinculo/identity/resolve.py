"""When the evidence is enough.

The owner's rulings come first. Then what is certain: one canonical identifier, or several that a
source says are one human's. Then what is weighed: merged where the weight leaves less doubt than one
in two hundred, asked about where it leaves more. A record that has only a name joins a person where
exactly one bears it; where several do, or where it is a bare first name, it is asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from vinculo.identity.ask import Asked, questions
from vinculo.identity.dossier import Dossier, Told, dossier, told_of
from vinculo.identity.match import Question
from vinculo.identity.normalize import is_full_name, name_key
from vinculo.identity.rulings import Parted, node_of
from vinculo.identity.weigh import Weighed, weigh
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
    last_at: int | None = None
    """None: seen once, at `first_at`."""

    @property
    def until(self) -> int:
        """The last instant."""
        return self.first_at if self.last_at is None else self.last_at


class Claim(NamedTuple):
    """What a card says: handles of one human, a name for them, and where they work and live."""

    handles: tuple[int, ...]
    name: str = ""
    facts: Mapping[str, str] = {}


class Contacts(NamedTuple):
    """What events say of two handles together. By handle id."""

    answered: frozenset[tuple[int, int]] = frozenset()
    """One wrote to the other."""
    together: Mapping[tuple[int, int], int] = {}
    """A bare first name and another handle → in how many places both appear."""


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
    contacts: Contacts = Contacts(),  # noqa: B008 - immutable
) -> People:
    """Who is who among the handles that events name before the day of the question.

    `handles`: every handle by id. `sighted`: those in events, with their first and last instant, so
    that a past day knows nobody it could not have known. `cards`: what sources, and events beyond
    doubt, say about handles. `same`:
    handles that the owner, or evidence beyond doubt, says are one human; the first word wins where two
    cannot both hold. `different`: handles that the owner says are as many humans, which nothing else
    outweighs. A mere name in either is whom the owner means by it. `companions`: for handles of several
    names run together, the name keys seen in the same place. `shared_names`: name keys that several
    people are known to bear, although nothing else tells them apart. The result does not depend on the
    order of handles, cards and contacts.
    """
    nodes = {id_: node_of(handle) for id_, handle in handles.items() if handle.namespace != "names"}
    nodes = {id_: node for id_, node in nodes.items() if node != "name:"}
    claims = list(cards)
    groups = _certain(handles, nodes, claims, same, different)
    return _Resolution(handles, sighted, nodes, groups, claims, shared_names, contacts).people(
        companions or {}
    )


def _certain(
    handles: Mapping[int, Handle],
    nodes: Mapping[int, str],
    claims: Iterable[Claim],
    same: Iterable[tuple[int, ...]],
    different: Iterable[tuple[int, ...]],
) -> Parted:
    """What the owner says, then what sources say: by node, as long as nobody is two people."""
    groups, kept = Parted(), False
    for about in different:
        for one, other in combinations([nodes[id_] for id_ in about if id_ in nodes], 2):
            kept |= groups.part(one, other)
    for about in same:
        first, *others = [nodes[id_] for id_ in about if id_ in nodes] or [""]
        for other in others:
            groups.join((first, other))
    said = []
    for claim in claims:
        if len(claim.handles) > 1:
            known = [nodes[id_] for id_ in claim.handles if id_ in nodes and handles[id_].namespace != "name"]
            if len(known) > 1:
                said.append(known)
    for first, *others in sorted(said) if kept else said:
        for other in others:
            groups.join((first, other))
    return groups


class _Resolution:
    """The steps of `resolve` that share its tables."""

    def __init__(
        self,
        handles: Mapping[int, Handle],
        sighted: Mapping[int, Sighted],
        nodes: Mapping[int, str],
        groups: Parted,
        claims: Iterable[Claim],
        shared_names: frozenset[str],
        contacts: Contacts,
    ) -> None:
        self._shared = shared_names
        self._handles = handles
        self._sighted = sighted
        self._nodes = nodes
        self._groups = groups
        self._contacts = contacts
        self._owner = groups.find(_OWNER)
        self._root = {id_: groups.find(node) for id_, node in nodes.items()}
        self._shown: dict[str, dict[str, int]] = defaultdict(dict)
        self._ruled: dict[str, dict[str, int]] = defaultdict(dict)
        """Mere names that the owner gave to somebody: no evidence that others of that name are the same."""
        self._told: dict[str, list[Told]] = defaultdict(list)
        self._claimed(claims)
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._span: dict[str, list[int]] = {}
        self._sight()

    def _claimed(self, claims: Iterable[Claim]) -> None:
        named: set[tuple[str, str]] = set()
        for claim in claims:
            first = next((self._nodes[id_] for id_ in claim.handles if self._is_keyed(id_)), None)
            if first is None:
                continue
            root = self._groups.find(first)
            if claim.name and (first, claim.name) not in named:
                named.add((first, claim.name))
                self._shown[root][claim.name] = self._shown[root].get(claim.name, 0) + 1
            if claim.facts:
                self._told[root].append(told_of(claim.facts))

    def _is_keyed(self, id_: int) -> bool:
        return id_ in self._nodes and self._handles[id_].namespace != "name"

    def _sight(self) -> None:
        """Names, keys and spans of what is seen before the day of the question."""
        for id_, root in self._root.items():
            if self._is_keyed(id_):
                self._keys[root].add(self._nodes[id_])
        for id_, seen in self._sighted.items():
            root = self._root.get(id_, "")
            if not root:
                continue
            handle = self._handles[id_]
            is_name = handle.namespace == "name"
            if is_name and not self._keys.get(root):
                continue  # a name that no ruling ties to anybody is judged later
            written = handle.value if is_name else handle.shown
            if written:
                shown = (self._ruled if is_name else self._shown)[root]
                shown[written] = shown.get(written, 0) + seen.events
            self._seen(root, seen)

    def _seen(self, root: str, seen: Sighted) -> None:
        span = self._span.setdefault(root, [seen.first_at, seen.until, 0])
        span[0], span[1] = min(span[0], seen.first_at), max(span[1], seen.until)
        span[2] += seen.events

    def people(self, companions: Mapping[int, frozenset[str]]) -> People:
        """Everybody."""
        self._span.setdefault(self._owner, [0, 0, 0])
        bearers = self._bearers(self._span)
        named: dict[str, set[int]] = defaultdict(set)  # names that are nobody's yet → handle ids
        for id_ in self._sighted:
            if self._handles[id_].namespace == "name" and self._root.get(id_, "") not in self._span:
                named[self._nodes.get(id_, "name:")].add(id_)
        self._stand_alone(named, bearers)
        weighed = weigh(self._dossiers(), self._owner, self._groups, self._answered())
        return self._numbered(weighed, self._bearers(self._span, weighed), named, companions)

    def _bearers(self, roots: Iterable[str], weighed: Weighed | None = None) -> dict[str, set[str]]:
        """Name key → those who are shown under it."""
        found: dict[str, set[str]] = defaultdict(set)
        for root in roots:
            person = weighed.person_of[root] if weighed else root
            for name in self._shown.get(root, ()):
                if key := name_key(name):
                    found[key].add(person)
        return found

    def _stand_alone(self, named: dict[str, set[int]], bearers: Mapping[str, set[str]]) -> None:
        """A full name that nobody bears beside an identifier is a person of its own."""
        for node in sorted(named):
            name = node.removeprefix("name:")
            borne = any(not self._groups.are_apart(node, one) for one in bearers.get(name, ()))
            if is_full_name(name) and not borne and name not in self._shared:
                for id_ in named.pop(node):
                    handle, seen = self._handles[id_], self._sighted[id_]
                    root = self._root[id_]
                    self._shown[root][handle.value] = self._shown[root].get(handle.value, 0) + seen.events
                    self._keys[root].add(node)
                    self._seen(root, seen)

    def _dossiers(self) -> dict[str, Dossier]:
        return {
            root: dossier(
                self._keys.get(root, ()), self._shown.get(root, {}), self._told.get(root, ()), *span
            )
            for root, span in self._span.items()
        }

    def _answered(self) -> frozenset[tuple[str, str]]:
        nodes = self._nodes
        return frozenset(
            (nodes[one], nodes[other])
            for one, other in self._contacts.answered
            if one in nodes and other in nodes and nodes[one] != nodes[other]
        )

    def _numbered(
        self,
        weighed: Weighed,
        bearers: Mapping[str, set[str]],
        named: Mapping[str, set[int]],
        companions: Mapping[int, frozenset[str]],
    ) -> People:
        roots_of: dict[int, tuple[str, ...]] = {}
        for id_ in self._sighted:
            root = self._root.get(id_, "")
            if root in self._span:
                roots_of[id_] = (weighed.person_of[root],)
            elif self._handles[id_].namespace == "names":
                roots_of[id_] = self._by_names(
                    self._handles[id_].value, companions.get(id_, frozenset()), bearers
                )
        unclear: dict[str, set[str]] = {}
        for node in sorted(named):
            self._by_name(node, named[node], bearers, roots_of, unclear)
        return self._told_people(weighed, roots_of, unclear, named)

    def _by_name(
        self,
        node: str,
        ids: Iterable[int],
        bearers: Mapping[str, set[str]],
        roots_of: dict[int, tuple[str, ...]],
        unclear: dict[str, set[str]],
    ) -> None:
        """A name joins the owner, or the only person who bears it; else it is nobody's."""
        key = node.removeprefix("name:")
        found = {one for one in bearers.get(key, ()) if not self._groups.are_apart(node, one)}
        if self._owner in found:
            found = {self._owner}
        for id_ in ids:
            if len(found) == 1 and (is_full_name(key) or found == {self._owner}):
                roots_of[id_] = tuple(found)
            else:
                unclear.setdefault(self._handles[id_].value, set()).update(found)

    def _by_names(
        self, written: str, nearby: frozenset[str], bearers: Mapping[str, set[str]]
    ) -> tuple[str, ...]:
        """The people of a joined list, by the names known in the same place, the longest first. Where
        the whole of it is one person's name (`Jane Doe, Ph.D.`), it is that person."""
        whole = bearers.get(name_key(written), set())
        if len(whole) == 1:
            return tuple(whole)
        rest, found = f" {name_key(written)} ", []
        for name in sorted(nearby, key=lambda name: (-len(name), name)):
            theirs = bearers.get(name, set())
            if f" {name} " in rest and len(theirs) == 1:
                rest = rest.replace(f" {name} ", "  ", 1)
                found.append(next(iter(theirs)))
        return tuple(sorted(set(found)))

    def _told_people(
        self,
        weighed: Weighed,
        roots_of: Mapping[int, tuple[str, ...]],
        unclear: Mapping[str, set[str]],
        named: Mapping[str, set[int]],
    ) -> People:
        first: dict[str, tuple[int, str, int]] = {}  # person → its earliest handle: instant, key, id
        for id_, roots in roots_of.items():
            if len(roots) == 1:
                here = (self._sighted[id_].first_at, self._nodes.get(id_, ""), id_)
                first[roots[0]] = min(first.get(roots[0], here), here)
        ids = {root: digest64(key) for root, (_, key, _) in first.items()}
        ids[self._owner] = OWNER_ID
        shown, keys = self._of_persons(weighed)
        persons = {
            id_: Person(id_, _best(shown[root]), tuple(sorted(keys[root]))) for root, id_ in ids.items()
        }
        persons_of = {
            id_: tuple(ids[root] for root in roots if root in ids) for id_, roots in roots_of.items() if roots
        }
        ambiguous = tuple(
            Ambiguity(name, tuple(sorted(ids[root] for root in roots if root in ids)))
            for name, roots in sorted(unclear.items())
        )
        earliest = {root: id_ for root, (_, _, id_) in first.items()}
        waiting = [
            Asked(tuple(sorted(ids_)), {self._handles[id_].value: self._sighted[id_].events for id_ in ids_})
            for node, ids_ in named.items()
            if not ids_ <= roots_of.keys()
        ]
        return People(
            persons,
            persons_of,
            ambiguous,
            questions(weighed, ids, earliest, waiting, self._sighted, self._contacts),
        )

    def _of_persons(self, weighed: Weighed) -> tuple[dict[str, dict[str, int]], dict[str, set[str]]]:
        shown: dict[str, dict[str, int]] = defaultdict(dict)
        keys: dict[str, set[str]] = defaultdict(set)
        for root, person in weighed.person_of.items():
            keys[person] |= self._keys.get(root) or {root}
            for name, times in (*self._shown.get(root, {}).items(), *self._ruled.get(root, {}).items()):
                shown[person][name] = shown[person].get(name, 0) + times
        return shown, keys


def _best(shown: Mapping[str, int]) -> str:
    return min(shown, key=lambda name: (-shown[name], name)) if shown else ""
