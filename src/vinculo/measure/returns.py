"""What a relationship brought: who took part in a return, and how much of it is theirs.

The share of a person in a return is their part of the evidence (time they put in, weighted by what
they did). It is the Aumann-Shapley value of "at least one contribution sufficed", 1 - exp(-sum of
evidence), which for each contribution is its part of the sum: whoever contributed nothing gets
nothing, and splitting or merging contributions changes nobody's share. It keeps books, and does
not say what caused what.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from vinculo.identity import OWNER_ID
from vinculo.ledger.digest import place_id
from vinculo.measure.acts import Act
from vinculo.measure.interactions import KINDS
from vinculo.model import Place

UNATTRIBUTED = None
"""To whom a return goes that nobody is known to have taken part in."""

DIMENSIONS = ("money", "opportunity", "learning", "attention", "reputation", "access")
"""Kinds of return. They are never added up. The owner may name others."""

ROLES: Mapping[str, int] = MappingProxyType(
    {"introduction": 3, "project_agreed": 3, "project_delivered": 3, "recommendation": 2}
)
"""What a minute of a kind of event counts as evidence for a return; a minute of any other counts 1."""


def roles(said: str) -> Mapping[str, int]:
    """The roles, with those that the owner set otherwise: `introduction=5, comment=2`, whole numbers from 1.

    Raises ValueError for what is none, or for a kind of event that there is not.
    """
    told = dict(ROLES)
    for word in filter(str.strip, said.split(",")):
        kind, _, weight = (part.strip() for part in word.partition("="))
        if kind not in KINDS or not weight.isdecimal() or not 1 <= int(weight) <= MOST_ROLE:
            raise ValueError(word)
        told[kind] = int(weight)
    return told


MOST_ROLE = 100
Status = Literal["confirmed", "expected", "lost"]
STATUSES: Mapping[str, Status] = MappingProxyType(
    {"return": "confirmed", "return_expected": "expected", "loss": "lost"}
)
"""Kind of event → what the owner says of it. Only what is confirmed counts; a loss stands in a column of
its own and is never set off."""
CENTS = 2
"""Decimals that a part of a return has at least."""


class Return(NamedTuple):
    """What came of one or several relationships on a day, in one dimension."""

    key: str
    entry: int
    at: int
    status: Status
    dimension: str
    amount: Decimal
    unit: str
    people: tuple[int, ...]
    """Whom the owner names."""
    began: int | None
    """The place in which it began, as the owner says."""
    is_mutual: bool
    """The other side gained from it too."""
    is_personal: bool
    text: str


def returns(acts: Iterable[Act]) -> tuple[Return, ...]:
    """Every return, hope and loss that was told, oldest first; one without an amount or a dimension is
    passed over, and so is a hope that has come, or failed, under the same key since."""
    told = [found for act in acts if act.told.kind in STATUSES and (found := _return(act)) is not None]
    settled = {one.key for one in told if one.status != "expected"}
    return tuple(one for one in told if one.status != "expected" or one.key not in settled)


def _return(act: Act) -> Return | None:
    told, facts = act.told, act.told.facts
    try:
        amount = Decimal(facts.get("amount", ""))
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount <= 0 or not facts.get("dimension"):
        return None
    began = place_id(Place(facts["began_kind"], facts["began_key"])) if facts.get("began_key") else None
    others = {act.actor, *act.others} - {OWNER_ID, None}
    return Return(
        facts.get("return") or f"{told.id % 2**32:08x}",
        told.id,
        told.at,
        STATUSES[told.kind],
        facts["dimension"],
        amount,
        facts.get("unit", ""),
        tuple(sorted(one for one in others if one is not None)),
        began,
        facts.get("gain") == "both",
        facts.get("nature") == "personal",
        told.text or facts.get("title", ""),
    )


def mutual_at(told: Iterable[Return], person: int) -> int | None:
    """When a professional return that went both ways was first confirmed with this person."""
    return min(
        (
            one.at
            for one in told
            if one.status == "confirmed" and one.is_mutual and not one.is_personal and person in one.people
        ),
        default=None,
    )


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
    exact = shares(evidence)
    order = sorted(exact, key=lambda person: person or 0)
    return dict(zip(order, apportioned(amount, [exact[person] for person in order]), strict=True))


def apportioned(amount: int, exact: list[Fraction]) -> list[int]:
    """A whole amount by shares that add up to 1, in whole parts that add up to it, by largest
    remainders; of equal remainders the earlier is served first."""
    due = [amount * share for share in exact]
    parts = [int(one) for one in due]
    by_remainder = sorted(range(len(due)), key=lambda place: parts[place] - due[place])
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def smallest_unit(amount: Decimal) -> Decimal:
    """The unit in which an amount is split: a hundredth, or what its own decimals need."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(-max(CENTS, -exponent if isinstance(exponent, int) else 0))
