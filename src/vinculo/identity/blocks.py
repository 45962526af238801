"""Which dossiers are worth comparing: near-linear in their number.

Dossiers that share a key stand in one block. A large block of one name (everybody called María
García) is parted by what else its members share, a second surname, a firm, a city; what is still
large says too little to be worth its pairs, and is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from vinculo.identity.dossier import Dossier
from vinculo.identity.names import Name
from vinculo.identity.tables import names_alike

Key = tuple[str | int, ...]
LARGEST_BY_NAME = 24
"""Dossiers of one given name and surname that are all compared."""
LARGEST_PARTED = 40
LARGEST_BY_OTHER = 12
"""Of those that share a surname, a firm or a login, but not a name: slips of the hand."""


def pairs(dossiers: Sequence[Dossier]) -> list[tuple[int, int]]:
    """The positions of dossiers that are worth comparing, each pair once, in order."""
    by_name: dict[Key, list[int]] = defaultdict(list)
    by_other: dict[Key, list[int]] = defaultdict(list)
    for place, one in enumerate(dossiers):
        for key in dict.fromkeys(_of_names(one)):
            by_name[key].append(place)
        for key in dict.fromkeys(_of_the_rest(one)):
            by_other[key].append(place)
    found: set[tuple[int, int]] = set()
    for block in _small(by_other.values(), LARGEST_BY_OTHER):
        found.update(combinations(block, 2))
    for (_, surname), block in by_name.items():
        if len(block) <= LARGEST_BY_NAME:
            found.update(combinations(block, 2))
        else:
            for part in _small(_parted(dossiers, block, str(surname)), LARGEST_PARTED):
                found.update(combinations(part, 2))
    return sorted(found)


def _small(blocks: Iterable[list[int]], largest: int) -> Iterator[list[int]]:
    return (block for block in blocks if 1 < len(block) <= largest)


def _parted(dossiers: Sequence[Dossier], block: list[int], surname: str) -> Iterable[list[int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for place in block:
        one = dossiers[place]
        others = {word for name in names_of(one) for word in name.surnames if word != surname}
        for shared in (*others, *one.firms, *one.domains, *one.cities):
            parts[shared].append(place)
    return parts.values()


def names_of(one: Dossier) -> tuple[Name, ...]:
    """The names that a dossier is found by: as shown, else as an address spells them."""
    return one.names or (one.spelled,)


def _of_names(one: Dossier) -> Iterator[Key]:
    """(given name, initial, or line of names alike; surname), for each of both."""
    alike = names_alike()
    for name in names_of(one):
        if not name.given:
            continue
        first = name.given.split(" ", 1)[0]
        given = {name.given[0], *(alike.get(name.given) or (first,))}
        if first != name.given:
            given.update(alike.get(first) or (first,))
        for surname in name.surnames:
            if len(surname) > 1:
                yield from ((form, surname) for form in given)


def _of_the_rest(one: Dossier) -> Iterator[Key]:
    """Two surnames; a firm with a surname or given name; logins, telephones and sites."""
    for name in names_of(one):
        if len(name.surnames) > 1:
            yield ("surnames", *sorted(name.surnames))
        for firm in (*one.firms, *one.domains):
            yield "firm", firm, name.given
            yield from (("firm", firm, surname) for surname in name.surnames)
    for kind, values in (("login", one.logins), ("phone", one.phones), ("site", one.sites)):
        for value in values:
            yield kind, value
