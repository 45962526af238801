"""What holds of the owner's rulings about who is who: the latest word wins.

A ruling is anchored on handles, not on persons, so that it stands whatever else becomes known: any
handle of a person speaks for them. What holds is a function of the rulings that are there, so taking
one back leaves what the others say, whatever came between.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from vinculo.identity.normalize import key_of, name_key
from vinculo.model import Handle

SAME, DIFFERENT, LATER = "same", "different", "later"
KINDS = (SAME, DIFFERENT, LATER)
"""Kinds of `Ruling` about who is who."""

Said = tuple[str, tuple[int, ...]]
"""Kind of a ruling, and ids of the handles that it names."""


class Settled(NamedTuple):
    """Rulings that do not contradict one another."""

    same: tuple[tuple[int, ...], ...]
    """Handle ids of one human each."""
    different: tuple[tuple[int, int], ...]
    """Pairs of handle ids of two humans."""
    later: tuple[frozenset[str], ...]
    """Nodes (see `node_of`) that the owner was asked about and put off, the latest last."""


def node_of(handle: Handle) -> str:
    """What rulings are about: the canonical key of a handle; of a mere name, its spelling."""
    return key_of(handle) or f"name:{name_key(handle.value)}"


def settle(rulings: Iterable[Said], handles: Mapping[int, Handle]) -> Settled:
    """What holds of these rulings, given from the earliest to the latest.

    A `same` that a later word contradicts falls as a whole, so that nothing arbitrary is left of it;
    of a `different`, each pair stands or falls alone.
    """
    known: dict[int, str] = {}
    parts = Parted()
    same: list[tuple[int, ...]] = []
    different: list[tuple[int, int]] = []
    later: dict[frozenset[str], None] = {}
    for kind, about in reversed([*rulings]):
        known |= {id_: node_of(handles[id_]) for id_ in about if id_ in handles}
        there = sorted((id_ for id_ in about if id_ in handles), key=lambda id_: (known[id_], id_))
        nodes = [known[id_] for id_ in there]
        if kind == SAME and parts.join(nodes):
            same.append(tuple(there))
        elif kind == DIFFERENT:
            pairs = combinations(there, 2)
            different += [pair for pair in pairs if parts.part(known[pair[0]], known[pair[1]])]
        elif kind == LATER:
            later.setdefault(frozenset(nodes))
    return Settled(tuple(same), tuple(different), tuple(reversed(later)))


class Parted:
    """Disjoint sets of nodes, some of which must stay apart."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        """Root → roots that it must never join."""

    def find(self, node: str) -> str:
        """The node that stands for all that are one with this one: the smallest of them."""
        root = node
        while (up := self._above.get(root, root)) != root:
            root = up
        while (up := self._above.get(node, node)) != root:
            self._above[node], node = root, up
        return root

    def join(self, nodes: Iterable[str]) -> bool:
        """Makes these one, unless any two of them are apart: then nothing is joined, and False."""
        roots = sorted({self.find(node) for node in nodes})
        if any(other in self._apart[one] for one, other in combinations(roots, 2)):
            return False
        for other in roots[1:]:
            self._above[other] = roots[0]
            for third in self._apart.pop(other, ()):
                self._apart[third].discard(other)
                self._apart[third].add(roots[0])
                self._apart[roots[0]].add(third)
        return True

    def part(self, one: str, other: str) -> bool:
        """Keeps these two apart, unless they are one already: then False."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return False
        self._apart[one].add(other)
        self._apart[other].add(one)
        return True

    def are_apart(self, one: str, other: str) -> bool:
        """Whether these must stay two."""
        return self.find(other) in self._apart[self.find(one)]
