"""What a written name says: given names and surnames, whatever stands around them and in whatever order."""

import re
from functools import lru_cache
from typing import NamedTuple

from vinculo.identity.normalize import CACHED, name_key
from vinculo.identity.tables import commonness, words

_BORN = re.compile(
    r"[(\[]?\b(?:née|nee|né|born|nacida|de soltera|maiden name)\s+(?P<name>[^)\],|]+)[)\]]?", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[{«“\"][^)\]}»”\"]*[)\]}»”\"]")
_AFTERTHOUGHT = re.compile(r"\s+[|•·–—@/]\s*.*|\s+-\s+.*|[|•·–—].*")
"""`Ana Lasa | Data`, `Ana Lasa - UX`: what people do, after who they are."""
RARE = 1e-6
"""The share of a name that no list tells of."""
SURER = 4.0
"""How many times likelier a word must be a given name than a surname to be taken for one out of place."""


class Name(NamedTuple):
    """A name taken apart. Words are keys: no case, no accents, no particles."""

    given: str
    """Given names joined by spaces; one letter for an initial; may be empty."""
    surnames: tuple[str, ...]
    """In the order in which they are borne."""

    @property
    def is_full(self) -> bool:
        """Whether there is a given name and at least one surname of more than a letter."""
        return bool(self.given) and len("".join(self.surnames)) > len(self.surnames)


NOBODY = Name("", ())


def words_of(written: str) -> list[str]:
    """The words of a name as keys, without particles: `María de la Ó Núñez` → maria o nunez."""
    table = words()
    found = []
    for raw in written.replace("’", "").replace("'", "").replace("-", " ").split():
        short = raw.casefold()
        key = table.spelled.get(short) or table.spelled.get(short.rstrip(".")) or name_key(raw)
        found += key.split()
    if len(found) < 3:
        return found
    first, *middle, last = found
    return [first, *(word for word in middle if word not in table.particles), last]


@lru_cache(maxsize=CACHED)
def name_of(written: str) -> Name:
    """A name as somebody wrote it, taken apart.

    Titles, degrees, pronouns, what stands in brackets (`née Roe`) and what follows a dash or bar are
    left out. `Lasa Ruiz, Ana` and, where the lists of names leave little doubt, `Lasa Ruiz Ana` are
    turned round.
    """
    told = _AFTERTHOUGHT.sub("", _BRACKETS.sub(" ", written)) if not written.isalpha() else written
    pieces = [kept for piece in told.split(",") if (kept := _bare(words_of(piece)))]
    if not pieces:
        return NOBODY
    if len(pieces) > 1 and _is_surname_first(pieces[0], pieces[1]):
        return Name(" ".join(pieces[1][:2]), tuple(pieces[0]))
    return _parted(pieces[0])


@lru_cache(maxsize=CACHED)
def names_of(written: str) -> tuple[Name, ...]:
    """The names that a person writes: the one borne, and with the surname they were born with
    (`Jane Doe (née Roe)`)."""
    born = _BORN.search(written) if not written.isalpha() else None
    if not born:
        return (name_of(written),)
    name = name_of(written[: born.start()] + written[born.end() :])
    before = words_of(born["name"])[-2:]
    return (name, Name(name.given, tuple(before))) if before else (name,)


def _bare(found: list[str]) -> list[str]:
    """Without titles before and degrees after, as long as a name is left."""
    table = words()
    while len(found) > 1 and (found[0] in table.before or (found[0] == "d" and len(found) > 2)):
        found = found[1:]
    while found and found[-1] in table.after and (len(found) > 2 or found[-1] in _NEVER_NAMES):
        found = found[:-1]
    return found


_NEVER_NAMES = frozenset(("phd", "mba", "emba", "msc", "bsc", "pmp", "csm", "cfa", "cpa", "llm"))


def _parted(found: list[str]) -> Name:
    """Given names first: one, or two where the second is no likelier a surname, or an initial."""
    if len(found) == 1:
        return Name(found[0], ())
    if _is_turned(found):
        found = [found[-1], *found[:-1]]
    cut = 1
    if len(found) > 2:
        second = found[1]
        is_given = _share(" ".join(found[:2]), "given") > RARE or _is_given(second)
        if is_given or (len(second) == 1 and len(found) == 3):
            cut = 2
    given = found[0] if cut == 2 and len(found[1]) == 1 < len(found[0]) else " ".join(found[:cut])
    return Name(given, tuple(found[cut:]))


def _is_turned(found: list[str]) -> bool:
    first, last = found[0], found[-1]
    if len(first) == 1 or len(last) == 1:
        return len(found) == 2 and len(last) == 1 < len(first) and _is_surname(first)
    straight = _share(first, "given") * _share(last, "surnames")
    turned = _share(last, "given") * _share(first, "surnames")
    return turned > _TURNED_ODDS * straight


_TURNED_ODDS = 200.0
"""A name is written surname first about once in fifty times; and it must be likelier than not."""


def _is_surname_first(before: list[str], after: list[str]) -> bool:
    """Whether a comma parts surnames from given names, and not a name from what its bearer does."""
    if len(before) == 1 or _is_given(after[0]):
        return True
    return len(after) == 1 and _share(before[0], "given") <= RARE


def _is_given(word: str) -> bool:
    return _share(word, "given") > SURER * _share(word, "surnames")


def _is_surname(word: str) -> bool:
    return _share(word, "surnames") > SURER * _share(word, "given")


def _share(word: str, kind: str) -> float:
    table = commonness().given if kind == "given" else commonness().surnames
    return max(table.get(word, 0.0), RARE)


@lru_cache(maxsize=CACHED)
def name_of_local(local: str) -> Name:
    """The name that an e-mail's local part or a profile's slug spells with separators: `ana.lasa2` →
    Ana Lasa; nothing where it spells none."""
    spelled = name_key(re.sub(r"[._-]", " ", local)).split()
    found = [word for word in (word.rstrip("0123456789") for word in spelled) if word.isalpha()]
    found = [word for word in found if word not in words().particles]
    if len(found) < 2 or (len(found[0]) > 1 and _share(found[0], "given") <= RARE):
        return NOBODY
    return _parted(found)
