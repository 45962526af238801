"""Which dossiers are merged without asking.

The strongest pair first [agglomerative clustering], and only where the whole of both sides agrees: one
bad pair cannot chain two people, for every pair across is compared, not just the one that brought
them together. Two profiles are never merged by weight. And whoever is drawn to two that cannot be
one human is merged with neither.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

MARGIN_BITS = 7.6
"""log2(0.995 / 0.005): somebody else who is drawn as strongly, within so many bits, is a rival."""
AGAINST_BITS = -2.0
"""Evidence alone, the prior aside, that speaks against."""
LEAST_MEAN_BITS = -4.0
LEAST_BITS = -14.0
"""Across two sets that are merged: no pair may be less likely than this, nor their mean than that."""
MOST_PAIRS = 36
"""So many pairs across are compared; of larger sets, the first of each."""


class Edge(NamedTuple):
    """Two dossiers by position, and the weight between them, the prior among it."""

    bits: float
    one: int
    other: int


class Clusters:
    """Dossiers by position, merged step by step."""

    def __init__(
        self,
        count: int,
        total: Callable[[int, int], float],
        prior: float,
        may_not: Callable[[int, int], bool],
        has_profile: Sequence[bool],
    ) -> None:
        self._label = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._total = total
        self._prior = prior
        self._may_not = may_not
        self._profiles = {place for place, has in enumerate(has_profile) if has}

    def label(self, place: int) -> int:
        """The position that stands for the set of this one."""
        return self._label[place]

    def members(self, label: int) -> list[int]:
        """The positions of a set."""
        return self._members.get(label, [label])

    def are_barred(self, one: int, other: int) -> bool:
        """Whether two sets may not be merged without asking, whatever the evidence."""
        ours, theirs = self.members(one), self.members(other)
        if not self._profiles.isdisjoint(ours) and not self._profiles.isdisjoint(theirs):
            return True
        return any(self._may_not(a, b) for a in ours for b in theirs)

    def merge(self, edges: Sequence[Edge]) -> None:
        """Merges along these edges, the strongest first; ties by position."""
        near: dict[int, list[Edge]] = {}
        for edge in edges:
            near.setdefault(edge.one, []).append(edge)
            near.setdefault(edge.other, []).append(edge)
        for edge in sorted(edges, key=lambda edge: (-edge.bits, edge.one, edge.other)):
            one, other = self._label[edge.one], self._label[edge.other]
            if one == other or self.are_barred(one, other) or not self._agree(one, other):
                continue
            if not self._has_rival(one, other, edge.bits, near) and not self._has_rival(
                other, one, edge.bits, near
            ):
                self._join(one, other)

    def _join(self, one: int, other: int) -> None:
        low, high = min(one, other), max(one, other)
        moved = self._members.pop(high, [high])
        self._members.setdefault(low, [low]).extend(moved)
        for place in moved:
            self._label[place] = low

    def _across(self, one: int, other: int) -> list[float]:
        ours, theirs = sorted(self.members(one)), sorted(self.members(other))
        if len(ours) * len(theirs) > MOST_PAIRS:
            ours, theirs = ours[:6], theirs[:6]
        return [self._total(min(a, b), max(a, b)) for a in ours for b in theirs]

    def _agree(self, one: int, other: int) -> bool:
        if one not in self._members and other not in self._members:
            return True
        across = self._across(one, other)
        return (
            min(across) + self._prior > LEAST_BITS
            and sum(across) / len(across) + self._prior > LEAST_MEAN_BITS
        )

    def _has_rival(self, one: int, other: int, bits: float, near: dict[int, list[Edge]]) -> bool:
        """Whether a third is drawn to `one` about as strongly, and cannot be `other`."""
        for place in self.members(one):
            for edge in near.get(place, ()):
                third = self._label[edge.other if edge.one == place else edge.one]
                if third in {one, other} or edge.bits < bits - MARGIN_BITS:
                    continue
                if self.are_barred(third, other) or min(self._across(third, other)) < AGAINST_BITS:
                    return True
        return False
