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
    """The positions of dossiers that are worth comparing, each pair once, in order.

    Two profiles only under one name: they are never merged unasked, and nobody is asked whether
    everybody who was ever connected is two.
    """
    by_name, by_other = _blocks(dossiers)
    found: set[tuple[int, int]] = set()
    for block in _small(by_other.values(), LARGEST_BY_OTHER):
        found.update(_of_block(dossiers, block))
    for (_, surname), block in by_name.items():
        for part in _fine(dossiers, block, str(surname)):
            found.update(_of_block(dossiers, part))
    for (letter, surname), block in _of_initials(dossiers).items():
        for part in _fine(dossiers, block, surname):
            short = [_is_short(dossiers[place], letter) for place in part]
            pairs_ = combinations(zip(part, short, strict=True), 2)
            found.update((one, other) for (one, is_one), (other, is_other) in pairs_ if is_one or is_other)
    namesakes: dict[Name, list[int]] = defaultdict(list)
    for place, one in enumerate(dossiers):
        if one.slugs:
            namesakes[one.name].append(place)
    for block in _small(namesakes.values(), LARGEST_BY_NAME):
        found.update(combinations(block, 2))
    return sorted(found)


def _blocks(dossiers: Sequence[Dossier]) -> tuple[dict[Key, list[int]], dict[Key, list[int]]]:
    """Blocks by name, and by all else; of profiles, only where somebody without one stands."""
    by_name: dict[Key, list[int]] = defaultdict(list)
    by_other: dict[Key, list[int]] = defaultdict(list)
    for place, one in enumerate(dossiers):
        if not one.slugs:
            for key in set(_of_names(one)):
                by_name[key].append(place)
            for key in set(_of_the_rest(one)):
                by_other[key].append(place)
    surnames = {surname for _, surname in by_name}
    for place, one in enumerate(dossiers):
        if one.slugs:
            if any(not surnames.isdisjoint(name.surnames) for name in one.all_names):
                for key in set(_of_names(one)) & by_name.keys():
                    by_name[key].append(place)
            for key in set(_of_the_rest(one)) & by_other.keys():
                by_other[key].append(place)
    return by_name, by_other


def _of_block(dossiers: Sequence[Dossier], block: list[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a block but those of two profiles."""
    others = [place for place in block if not dossiers[place].slugs]
    yield from combinations(others, 2)
    if len(others) < len(block):
        for place in block:
            if dossiers[place].slugs:
                yield from ((min(place, other), max(place, other)) for other in others)


def _of_initials(dossiers: Sequence[Dossier]) -> dict[tuple[str, str], list[int]]:
    """Those of whose given name only a letter is known, with everybody whose name begins so."""
    short = {
        (name.given, surname)
        for one in dossiers
        for name in one.all_names
        if len(name.given) == 1
        for surname in name.surnames
    }
    near: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(dossiers) if short else ():
        for name in one.all_names:
            for surname in name.surnames if name.given else ():
                if (name.given[0], surname) in short:
                    near[name.given[0], surname].append(place)
    return {key: sorted(set(block)) for key, block in near.items()}


def _is_short(one: Dossier, letter: str) -> bool:
    return any(name.given == letter for name in one.all_names)


def _fine(dossiers: Sequence[Dossier], block: list[int], surname: str) -> Iterable[list[int]]:
    """A block of one name, parted where it is large."""
    if len(block) <= LARGEST_BY_NAME:
        return _small([block], LARGEST_BY_NAME)
    parts: dict[str, list[int]] = defaultdict(list)
    for place in block:
        one = dossiers[place]
        others = {word for name in one.all_names for word in name.surnames if word != surname}
        for shared in (*others, *one.firms, *one.domains, *one.cities):
            parts[shared].append(place)
    return _small(parts.values(), LARGEST_PARTED)


def _small(blocks: Iterable[list[int]], largest: int) -> Iterator[list[int]]:
    return (block for block in blocks if 1 < len(block) <= largest)


def _of_names(one: Dossier) -> Iterator[Key]:
    """(given name, or line of names alike; surname), for each of both."""
    alike = names_alike()
    for name in one.all_names:
        if not name.given:
            continue
        first = name.given.split(" ", 1)[0]
        given: set[str | int] = {*(alike.get(name.given) or (name.given,))}
        if first != name.given:
            given.update(alike.get(first) or (first,))
        for surname in name.surnames:
            if len(surname) > 1:
                yield from ((form, surname) for form in given)


def _of_the_rest(one: Dossier) -> Iterator[Key]:
    """Two surnames; a firm with a surname or given name; logins, telephones and sites."""
    for name in one.all_names:
        if len(name.surnames) > 1:
            yield ("surnames", *sorted(name.surnames))
        for firm in (*one.firms, *one.domains):
            yield "firm", firm, name.given
            yield from (("firm", firm, surname) for surname in name.surnames)
    for kind, values in (("login", one.logins), ("phone", one.phones), ("site", one.sites)):
        for value in values:
            yield kind, value
