"""How alike two names are, in levels that exclude one another."""

from functools import lru_cache
from typing import NamedTuple

from vinculo.identity.names import Name
from vinculo.identity.normalize import CACHED
from vinculo.identity.tables import names_alike

LEAST_LETTERS = 4
"""In shorter words one other letter is another name: Ana, Eva; Ruiz has four."""


class Level(NamedTuple):
    """What a comparison finds."""

    key: str
    """A word of the catalogue below `match.part.`."""
    kind: str = ""
    """Of what is shared: `given`, `surname`, `firm` or `city`."""
    common: tuple[str, ...] = ()
    """What both share: the rarer, the more it says."""
    one: str | tuple[str, ...] = ""
    other: str | tuple[str, ...] = ""


def given_names(one: str, other: str) -> Level | None:
    """How alike two given names are; None where one is missing."""
    if not one or not other:
        return None
    if one == other:
        return Level("given_same", "given", (one,), one, other)
    return Level(_given(one, other), "", (), one, other)


@lru_cache(maxsize=CACHED)
def _given(one: str, other: str) -> str:
    if one.replace(" ", "") == other.replace(" ", ""):
        return "given_alike"
    if is_familiar(one, other):
        return "given_alike"
    first, second = one.split(), other.split()
    if len(first[0]) == 1 or len(second[0]) == 1:
        return "given_initial" if first[0][0] == second[0][0] else "given_other"
    if first[0] == second[0]:
        return "given_part"
    if set(first) & set(second) or is_familiar(first[0], second[0]):
        return "given_part"
    return "given_typo" if is_one_slip(one, other) else "given_other"


def is_familiar(one: str, other: str) -> bool:
    """Whether two given names may be one person's: Francisco and Paco, Josep and José."""
    alike = names_alike()
    return not alike.get(one, _NONE).isdisjoint(alike.get(other, _NONE))


_NONE: frozenset[int] = frozenset()


def surnames(one: tuple[str, ...], other: tuple[str, ...]) -> Level | None:
    """How alike two people's surnames are; None where one has none."""
    if not one or not other:
        return None
    if one == other:
        return Level("surname_same" if len(one) == 1 else "surnames_same", "surname", one, one, other)
    key, common = _surnames(one, other)
    return Level(key, "surname", common, one, other)


def _surnames(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    common = tuple(word for word in few if word in many)
    if common:
        return _shared(few, many, common), common
    if len(few[0]) == 1 or len(many[0]) == 1:
        return ("surname_initial" if few[0][0] == many[0][0] else "surname_other"), ()
    if "".join(one) == "".join(other):
        return "surnames_same", one
    slips = any(is_one_slip(word, another) for word in few for another in many)
    return ("surname_typo" if slips else "surname_other"), ()


def _shared(few: tuple[str, ...], many: tuple[str, ...], common: tuple[str, ...]) -> str:
    """The level of surnames of which some are the same, but not all."""
    if len(common) == len(few) == len(many):
        return "surnames_turned"
    if len(common) == len(few):
        return "surname_dropped" if few == many[: len(few)] else "first_surname_dropped"
    rest, more = [w for w in few if w not in common], [w for w in many if w not in common]
    if any(is_one_slip(word, another) for word in rest for another in more):
        return "surname_typo"
    if any(len(word) == 1 for word in (*rest, *more)):
        return "surname_dropped"
    return "second_surname_other" if few[0] == many[0] else "first_surname_other"


@lru_cache(maxsize=CACHED)
def is_one_slip(one: str, other: str) -> bool:
    """Whether one slip of the hand makes one word of the other: a letter more, less, other, or two
    turned round (Damerau 1964). Never in words of less than four letters."""
    if one == other or min(len(one), len(other)) < LEAST_LETTERS or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    rest, more = one[start:], other[start:]
    if len(rest) < len(more):
        return rest == more[1:]
    turned = len(rest) > 1 and rest[0] == more[1] and rest[1] == more[0] and rest[2:] == more[2:]
    return turned or rest[1:] == more[1:]


def name_levels(one: Name, other: Name) -> list[Level]:
    """The levels of given names and surnames, those that can be compared. Who bears the surnames but
    another given name is likelier a relative, however rare the surnames."""
    given = given_names(one.given, other.given)
    family = surnames(one.surnames, other.surnames)
    if given and family and given.key == "given_other" and family.common:
        family = Level("relatives", "surname", family.common, one.surnames, other.surnames)
    return [level for level in (given, family) if level]
