"""What came of it all: every return with who took part, and the same by person, place, origin, introducer.

All views are sums over the same parts, so that they have one total. Amounts of different dimensions
and units are never added; losses stand apart and are never set off.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from vinculo.api.answers import DIMENSIONS, day_of
from vinculo.api.places import places
from vinculo.api.regard import named
from vinculo.api.told import Amount, Brought, PartShown, ReturnShown, Row
from vinculo.derive import Derived
from vinculo.ledger import Ledger
from vinculo.measure.attribution import Part
from vinculo.measure.returns import Return

VIEWS = ("person", "place", "origin", "introducer")
"""By whom, by where they took part, by where the relationship began, by who brought it."""

_SIDES: Mapping[str, Callable[[Part], int | None]] = {
    "person": lambda part: part.person,
    "place": lambda part: part.place,
    "origin": lambda part: part.origin,
    "introducer": lambda part: part.introducer,
}


def brought(ledger: Ledger, derived: Derived, by: str = "person") -> Brought:
    """All that came, looked at from one side (`VIEWS`), as of the derivation's instant."""
    titles = {place.id: place.title or place.kind for place in places(ledger, derived)}
    told = {one.key: one for one in derived.word.returns}
    parts = [part for own in derived.attribute().values() for part in own]
    side = _SIDES[by]
    grouped: dict[str, list[Part]] = {}
    for part in parts:
        whose = side(part)
        key = "unattributed" if part.person is None else "none" if whose is None else str(whose)
        grouped.setdefault(key, []).append(part)
    rows = []
    for key, own in grouped.items():
        is_person = by in {"person", "introducer"}
        name = "" if key in {"none", "unattributed"} else _name(derived, titles, int(key), is_person)
        begun = _beginnings(derived, own) if by == "origin" else ()
        rows.append(Row(key, name, amounts(own, told), len({part.key for part in own}), begun))
    if "unattributed" not in grouped:
        rows.append(Row("unattributed", "", (), 0))
    rows.sort(key=lambda row: (row.id == "unattributed", row.id == "none", row.name.casefold(), row.id))
    shown = tuple(return_shown(derived, one, titles) for one in reversed(derived.word.returns))
    return Brought(by, tuple(rows), amounts(parts, told), shown)


def _name(derived: Derived, titles: Mapping[str, str], id_: int, is_person: bool) -> str:
    return named(derived, id_)[1] if is_person else titles.get(str(id_), "")


def _beginnings(derived: Derived, own: Iterable[Part]) -> tuple[tuple[str, str, str], ...]:
    found = []
    for person in dict.fromkeys(part.person for part in own if part.person is not None):
        at = derived.rows.get(person, {}).get("first_reply_at")
        entry = derived.steps.get((person, at)) if at is not None else None
        found.append((*named(derived, person), str(entry) if entry is not None else ""))
    return tuple(found)


def amounts(parts: Iterable[Part], told: Mapping[str, Return]) -> tuple[Amount, ...]:
    """What these parts add up to, by dimension and unit, in the order of dimensions."""
    gains: dict[tuple[str, str], Decimal] = {}
    losses: dict[tuple[str, str], Decimal] = {}
    for part in parts:
        one = told[part.key]
        column = losses if one.status == "lost" else gains
        column[one.dimension, one.unit] = column.get((one.dimension, one.unit), Decimal(0)) + part.amount
    order = {name: place for place, name in enumerate(DIMENSIONS)}
    keys = sorted({*gains, *losses}, key=lambda key: (order.get(key[0], len(order)), key))
    return tuple(
        Amount(*key, float(gains.get(key, Decimal(0))), float(losses.get(key, Decimal(0)))) for key in keys
    )


def by_person(derived: Derived) -> dict[int, tuple[Amount, ...]]:
    """Person id → what they took part in, of everybody who did."""
    told = {one.key: one for one in derived.word.returns}
    own: dict[int, list[Part]] = {}
    for parts in derived.attribute().values():
        for part in parts:
            if part.person is not None:
                own.setdefault(part.person, []).append(part)
    return {person: amounts(parts, told) for person, parts in own.items()}


def in_percent(share: float) -> str:
    """A share in whole percent, and neither none nor all where it is not quite."""
    if 0 < share < 0.005:
        return "< 1"
    return "> 99" if 0.995 <= share < 1 - 1e-12 else f"{100 * share:.0f}"


def units(derived: Derived) -> dict[str, str]:
    """Dimension → the unit that the owner uses most for it; of equals, the one used first."""
    counts: dict[str, dict[str, int]] = {}
    for one in derived.word.returns:
        own = counts.setdefault(one.dimension, {})
        own[one.unit] = own.get(one.unit, 0) + 1
    return {dimension: max(own, key=lambda unit: own[unit]) for dimension, own in counts.items()}


def return_shown(derived: Derived, one: Return, titles: Mapping[str, str]) -> ReturnShown:
    """A return with who took part."""

    def place(id_: int | None) -> tuple[str, str] | None:
        return (str(id_), titles.get(str(id_), "")) if id_ is not None else None

    began = derived.same_place.get(one.began, one.began) if one.began is not None else None
    return ReturnShown(
        one.key,
        str(one.entry),
        day_of(one.at),
        one.status,
        one.dimension,
        float(one.amount),
        one.unit,
        one.text,
        tuple(named(derived, person) for person in one.people),
        place(began),
        one.is_mutual,
        one.is_personal,
        tuple(
            PartShown(
                named(derived, part.person) if part.person is not None else None,
                place(part.place),
                place(part.origin),
                named(derived, part.introducer) if part.introducer is not None else None,
                float(part.share),
                float(part.amount),
            )
            for part in derived.attribute().get(one.key, ())
        ),
        _took_part(derived, derived.attribute().get(one.key, ())),
    )


def _took_part(derived: Derived, parts: Iterable[Part]) -> tuple[tuple[tuple[str, str] | None, float], ...]:
    shares: dict[int | None, Fraction] = {}
    for part in parts:
        shares[part.person] = shares.get(part.person, Fraction(0)) + part.share
    order = sorted(shares, key=lambda person: (-shares[person], person is None, person or 0))
    return tuple(
        (named(derived, person) if person is not None else None, float(shares[person])) for person in order
    )
