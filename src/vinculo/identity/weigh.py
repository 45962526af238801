"""From dossiers to people: what is compared, how much it weighs here, and what is merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from vinculo.identity.blocks import pairs
from vinculo.identity.clusters import Clusters, Edge
from vinculo.identity.compare import Comparison, bear_one_name
from vinculo.identity.dossier import Dossier
from vinculo.identity.match import Part
from vinculo.identity.rulings import Parted
from vinculo.identity.weights import Shares, learned

ROUNDS = 6
"""Of estimating how many duplicates there are: it moves by less than one in a hundred after these."""
FEWEST_DUPLICATES = 0.03
"""Per dossier; so that a ledger with none yet does not make the first one incredible."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Who is whom after weighing, and what is left to ask."""

    dossiers: Mapping[str, Dossier]
    """Root → what is known of it."""
    person_of: Mapping[str, str]
    """Root → the root that stands for its person."""
    open: tuple[Edge, ...]
    """Pairs worth asking about, by position in `roots`; weight with the prior."""
    roots: tuple[str, ...]
    comparison: Comparison
    prior: float
    """log2 of the odds that two dossiers taken at random are one human's."""
    groups: Parted

    def parts(self, one: Dossier, other: Dossier) -> tuple[Part, ...]:
        """Each piece of evidence, the prior among them, the weightiest first."""
        others = Part("prior", round(self.prior, 2), (("people", str(len(self.roots))),))
        told = [others, *self.comparison.parts(one, other)]
        return tuple(sorted(told, key=lambda part: (-abs(part.bits), part.key)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Everybody worth comparing, compared."""

    dossiers: Mapping[str, Dossier]
    roots: tuple[str, ...]
    pairs: list[tuple[int, int]]
    bits: "np.ndarray[tuple[int], np.dtype[np.float64]]"
    """Of each pair, without the prior."""
    comparison: Comparison
    prior: float


def weigh(
    dossiers: Mapping[str, Dossier],
    owner: str,
    groups: Parted,
    answered: frozenset[tuple[str, str]] = frozenset(),
) -> Weighed:
    """Merges what the weights leave no doubt about. The order of dossiers is all one.

    The owner is compared like anybody, and never merged without asking.
    """
    weights = learned()
    return merged(compared(dossiers, answered), owner, groups, weights.merge_p, weights.ask_p)


def compared(dossiers: Mapping[str, Dossier], answered: frozenset[tuple[str, str]] = frozenset()) -> Compared:
    """All pairs worth comparing, with their weights."""
    weights = learned()
    roots = tuple(sorted(dossiers))
    told = [dossiers[root] for root in roots]
    comparison = Comparison(weights, Shares(told), answered)
    candidates = pairs(told)
    bits = np.array([comparison.total(told[one], told[other]) for one, other in candidates])
    prior = prior_bits(bits, len(roots), weights.duplicates)
    return Compared(dossiers, roots, candidates, bits, comparison, prior)


def merged(found: Compared, owner: str, groups: Parted, merge_p: float, ask_p: float) -> Weighed:
    """Merges from one probability on, and leaves open what is likelier than another."""
    roots, prior = found.roots, found.prior
    told = [found.dossiers[root] for root in roots]
    merge_bits, ask_bits = (float(np.log2(p / (1 - p))) for p in (merge_p, ask_p))
    edges = [
        Edge(float(found.bits[place]) + prior, *found.pairs[place])
        for place in np.flatnonzero(found.bits + prior >= ask_bits)
    ]

    def may_not(one: int, other: int) -> bool:
        mine, theirs = told[one], told[other]
        return (
            owner in {roots[one], roots[other]}
            or groups.are_apart(roots[one], roots[other])
            or not bear_one_name(mine, theirs)
            or found.comparison.have_written(mine, theirs)
        )

    def total(one: int, other: int) -> float:
        return found.comparison.total(told[one], told[other])

    clusters = Clusters(len(roots), total, prior, may_not, [bool(one.slugs) for one in told])
    clusters.merge([edge for edge in edges if edge.bits >= merge_bits])
    left = tuple(edge for edge in edges if _is_open(clusters, edge, roots, groups))
    person_of = {root: roots[clusters.label(place)] for place, root in enumerate(roots)}
    return Weighed(found.dossiers, person_of, left, roots, found.comparison, prior, groups)


def _is_open(clusters: Clusters, edge: Edge, roots: tuple[str, ...], groups: Parted) -> bool:
    """Whether two are still two, and the owner has not said of any of their handles that they are."""
    one, other = clusters.label(edge.one), clusters.label(edge.other)
    if one == other:
        return False
    pairs_ = product(clusters.members(one), clusters.members(other))
    return not any(groups.are_apart(roots[a], roots[b]) for a, b in pairs_)


def prior_bits(bits: "np.ndarray[tuple[int], np.dtype[np.float64]]", count: int, duplicates: float) -> float:
    """log2 of the odds, before any evidence, that one other dossier is the same human's: the expected
    number of duplicates over that of others, estimated from the pairs themselves [EM, Dempster, Laird
    and Rubin 1977; Winkler 1988 for linkage]."""
    others = max(count - 1, 1)
    expected = duplicates
    for _ in range(ROUNDS if len(bits) else 0):
        p = 1 / (1 + np.exp2(-np.clip(bits + np.log2(expected / others), -60, 60)))
        expected = max(2 * float(p.sum()) / count, FEWEST_DUPLICATES)
    return float(np.log2(min(expected, 2.0) / others))
