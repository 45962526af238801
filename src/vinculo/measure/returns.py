"""What a relationship brought: who took part in a return, and how much of it is theirs.

The share of a person in a return is their part of the evidence (time they put in, weighted by what
they did). It is the Aumann-Shapley value of "at least one contribution sufficed", 1 - exp(-sum of
evidence), which for each contribution is its part of the sum: whoever contributed nothing gets
nothing, and splitting or merging contributions changes nobody's share. It keeps books, and does
not say what caused what.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

UNATTRIBUTED = None
"""To whom a return goes that nobody is known to have taken part in."""

ROLES: Mapping[str, int] = MappingProxyType(
    {"introduction": 3, "project_agreed": 3, "project_delivered": 3, "recommendation": 2}
)
"""What a minute of a kind of event counts as evidence for a return; a minute of any other counts 1."""


def shares(evidence: Mapping[int, int]) -> dict[int | None, Fraction]:
    """Each person's share by their evidence (from 0); the shares add up to 1 exactly."""
    total = sum(evidence.values())
    if not total:
        return {UNATTRIBUTED: Fraction(1)}
    return {person: Fraction(weight, total) for person, weight in evidence.items() if weight}


def split(amount: int, evidence: Mapping[int, int]) -> dict[int | None, int]:
    """An amount in its smallest unit (cents, from 0), split by evidence; the parts add up to it exactly.

    By largest remainders (Hamilton's method); of equal remainders the smaller person id is served first.
    """
    exact = {person: amount * share for person, share in shares(evidence).items()}
    parts = {person: int(due) for person, due in exact.items()}
    by_remainder = sorted(exact, key=lambda person: (parts[person] - exact[person], person or 0))
    for person in by_remainder[: amount - sum(parts.values())]:
        parts[person] += 1
    return parts
