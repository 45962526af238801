"""Whom the owner has let go, and what is left of an entry without them.

All that is kept of the forgotten is keyed digests (RFC 7693, with a random key of this ledger alone) of
their identifiers and full names: enough to know them when a file brings them again, and nothing to
read. The same rules take them out of what is in the ledger and keep them out of what comes later.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from vinculo.identity.normalize import is_full_name, key_of, name_key
from vinculo.ledger import Ledger, secret
from vinculo.ledger.digest import entry_id
from vinculo.ledger.read import holds
from vinculo.ledger.tombstone import marks_there
from vinculo.model import Card, Entry, Event, Handle, Record, Ruling

SECRET = "tombstone"
"""The ledger's key for marks."""
MARK_BYTES = 16
BLACK = "▇▇▇"
"""What stands in a text where their name or address stood."""
LONGEST_TERM = 8
"""Words that a name or an identifier may have to be known again within a text."""
LONG_NUMBER = 7
"""Digits of a number that is somebody's: a telephone, an id."""
RETURNS = frozenset({"return", "return_expected", "loss"})
"""Kinds of event that stay when all whom they name are forgotten: what came is the owner's."""

_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")
"""As long as RFC 5321 (4.5.3.1) allows, so that a text without gaps costs no more than any other."""
_PROFILE = re.compile(r"linkedin\.com/[^\s?#\"'<>)\],;]+", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){0,3}$", re.IGNORECASE)
LONGEST_HOST = 80
"""Characters that may stand before `linkedin.com` in an address."""
_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "la",
        "las",
        "los",
        "y",
        "e",
        "i",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "van",
        "von",
        "der",
        "den",
    )
)
_BETWEEN = re.compile(r"[\W_]{1,3}")
"""What may stand between two words of one name: `Ana Ruiz`, `Ana.Ruiz`, `Ana, Ruiz`."""


class Forgotten:
    """Knows the forgotten again."""

    def __init__(
        self,
        key: bytes,
        marks: Collection[bytes],
        theirs: Set[Handle] = frozenset(),
        is_held: Callable[[int], bool] = lambda _: False,
    ) -> None:
        """`theirs`: handles that are theirs although no mark tells; `is_held`: whether the ledger has an
        entry of this id."""
        self._key = key
        self._is_held = is_held
        self._marks = frozenset(marks)
        self._theirs = theirs
        self._never_first: set[str] = set()
        self._handles: dict[Handle, bool] = {}

    def is_theirs(self, handle: Handle) -> bool:
        """Whether this handle is one of theirs."""
        known = self._handles.get(handle)
        if known is None:
            known = self._handles[handle] = handle in self._theirs or self._is_marked(handle)
        return known

    def _is_marked(self, handle: Handle) -> bool:
        said = key_of(handle)
        if said is None and handle.namespace == "name":
            said = f"name:{name_key(handle.value)}"
        return said is not None and self.has(said)

    def _has_handle(self, handle: Handle) -> bool:
        said = key_of(handle)
        return said is not None and self.has(said)

    def has(self, said: str) -> bool:
        """Whether there is a mark of what is said."""
        return mark(self._key, said) in self._marks

    def keeps_out(self, entry: Entry) -> bool:
        """Whether the marks alone would know that nothing is left of this entry."""
        return Forgotten(self._key, self._marks).without(entry) is None

    def names_them(self, text: str) -> bool:
        """Whether a text holds an address, profile or full name of theirs."""
        return next(self._spans(text), None) is not None

    def blackened(self, text: str) -> str:
        """The text without their addresses, profiles and full names; the same where it has none."""
        spans = sorted(set(self._spans(text)))
        if not spans:
            return text
        parts, end = [], 0
        for begin, until in spans:
            if begin >= end:
                parts += [text[end:begin], BLACK]
            end = max(end, until)
        return "".join([*parts, text[end:]])

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for said in _ADDRESS.finditer(text) if "@" in text else ():
            if self._has_handle(Handle("email", said[0].rstrip(".-"))):
                yield said.span()
        for said in _PROFILE.finditer(text):
            if self._has_handle(Handle("linkedin", said[0].rstrip(".-"))):
                host = _HOST.search(text, max(0, said.start() - LONGEST_HOST), said.start())
                yield (host.start() if host else said.start()), said.end()
        yield from self._names_in(text)

    def _names_in(self, text: str) -> Iterator[tuple[int, int]]:
        first = self._beginnings(set(_WORD.findall(text)) - self._never_first)
        if not first:
            return
        words = list(_WORD.finditer(text))
        found: list[tuple[int, int, bool]] = []
        for place, word in enumerate(words):
            if word[0] in first:
                found += self._terms_at(text, words[place : place + LONGEST_TERM])
        of_others = [(begin, end) for begin, end, is_theirs in found if not is_theirs]
        for begin, end, is_theirs in found:
            if is_theirs and not any(one <= begin and end <= other for one, other in of_others):
                yield begin, end

    def _beginnings(self, words: set[str]) -> set[str]:
        """Those of these words that a name or an identifier of theirs begins with; the others are
        remembered, for nearly every text has nothing but them."""
        first = {word for word in words if self.has(f"begins:{name_key(word)}")}
        self._never_first |= words - first
        return first

    def _terms_at(self, text: str, words: list[re.Match[str]]) -> Iterator[tuple[int, int, bool]]:
        """What is said from the first of these words on: names and identifiers of theirs, and longer
        names of others in which one of theirs stands."""
        begin = words[0].start()
        if _is_attached(text, begin - 1, begin - 2):
            return
        said: list[str] = []
        for before, word in zip([None, *words], words, strict=False):
            if before is not None and not _BETWEEN.fullmatch(text, before.end(), word.start()):
                return
            said.append(name_key(word[0]))
            term = " ".join(said)
            if self.has(f"longer:{term}"):
                yield begin, word.end(), False
            elif self.has(f"term:{term}") and not _is_attached(text, word.end(), word.end() + 1):
                yield begin, word.end(), True

    def without(self, entry: Entry) -> Entry | None:
        """The entry as if they had never been named in it; None where nothing is left of it."""
        match entry:
            case Event():
                return self._event(entry)
            case Card():
                if any(map(self.is_theirs, entry.handles)):
                    return None
                return entry._replace(facts=self._of_others(entry.facts))
            case Ruling():
                kept = tuple(handle for handle in entry.handles if not self.is_theirs(handle))
                is_about_several = entry.kind in {"same", "different", "later"}
                if len(kept) < len(entry.handles) and len(kept) < 1 + is_about_several:
                    return None
                return entry._replace(handles=kept, facts=self._facts(entry.facts))

    def _event(self, event: Event) -> Event | None:
        if event.sender is not None and self.is_theirs(event.sender):
            return None
        recipients = tuple(self._others(event.recipients))
        if event.recipients and not recipients and event.kind not in RETURNS:
            return None
        place = event.place if event.place and not self.names_them(event.place.key) else None
        return event._replace(
            sender=self._shown(event.sender) if event.sender else None,
            recipients=recipients,
            place=place,
            text=self.blackened(event.text),
            facts=self._facts(event.facts),
        )

    def _others(self, handles: Iterable[Handle]) -> Iterator[Handle]:
        for handle in handles:
            if handle.namespace == "names":
                rest = _tidy(self.blackened(handle.value))
                if rest:
                    yield handle._replace(value=rest, shown=self.blackened(handle.shown))
            elif not self.is_theirs(handle):
                yield self._shown(handle)

    def _shown(self, handle: Handle) -> Handle:
        """A handle of somebody else, who may bear the very name, but is not shown beside it."""
        return handle._replace(shown=self._beside(handle.shown)) if handle.shown else handle

    def _beside(self, name: str) -> str:
        """What stands beside the handle of somebody else: the very name is theirs too, and so is a longer
        one, such as `Ana Ruiz Mata`; out of anything else the name is taken."""
        if self.has(f"term:{_words(name)}") or _is_nothing_but_a_name(name):
            return name
        return self.blackened(name)

    def _of_others(self, facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (key, self._beside(value) if key == "name" else self.blackened(value)) for key, value in facts
        )

    def _facts(self, facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((key, self.blackened(value)) for key, value in facts)

    def sift(self, source: str, said: list[tuple[Entry, int]]) -> list[tuple[Entry, int]]:
        """What is left of a record's entries, each with its words; what the ledger held when they were
        forgotten does not come again, and what it still holds as it was stays so."""
        kept: list[tuple[Entry, int]] = []
        for entry, words in said:
            left = self.without(entry)
            if left == entry:
                kept.append((entry, words))
                continue
            id_ = entry_id(source, entry)
            if self._is_held(id_):
                kept.append((entry, words))
            elif left is not None and not self.has(f"entry:{id_}"):
                kept.append((left, words))
        return kept

    def is_in(self, record: Record) -> bool:
        """Whether a raw record names them."""
        return any(map(self.names_them, record.fields))


def forgotten(ledger: Ledger) -> Forgotten | None:
    """Whom the owner of this ledger has let go; None where that is nobody."""
    marks = marks_there(ledger)
    return Forgotten(secret(ledger, SECRET), marks, is_held=partial(holds, ledger)) if marks else None


class Traits(NamedTuple):
    """By what somebody is known again."""

    keys: frozenset[str]
    """Canonical keys of their identifiers; of mere names, only full ones that nobody else bears."""
    terms: frozenset[str]
    """Names and identifiers as they may stand in a text, as words (see `_words`)."""
    longer: frozenset[str] = frozenset()
    """Names of others in which one of these stands: `ana ruiz mata`, where `ana ruiz` goes."""


def traits(handles: Iterable[Handle], others: Set[str] = frozenset()) -> Traits:
    """By what the bearer of these handles is known again. A name counts only if it is a full one and
    not among `others`, the name keys of everybody else: a namesake is not forgotten with them."""
    keys: set[str] = set()
    terms: set[str] = set()
    for handle in handles:
        key = key_of(handle)
        if key:
            keys.add(key)
            terms.add(_words(term_of(handle)) if handle.namespace != "email" else "")
        for name in names_of(handle):
            if name_key(name) not in others:
                keys.add(f"name:{name_key(name)}")
                terms.add(_words(name))
    names = set(map(_words, others))
    known = frozenset(filter(_is_telling, terms - names))
    longer = {name for name in names if any(f" {term} " in f" {name} " for term in known)}
    return Traits(frozenset(keys), known, frozenset(longer))


def _is_telling(term: str) -> bool:
    """Whether these words can be nobody else's: several of them, or a long number."""
    digits = sum(character.isdigit() for character in term)
    return 1 < len(term.split()) <= LONGEST_TERM or (" " not in term and digits >= LONG_NUMBER)


def names_of(handle: Handle) -> list[str]:
    """The full names that this handle is shown under, as written."""
    written = [handle.value] if handle.namespace == "name" else []
    return [name for name in (*written, handle.shown) if is_full_name(name_key(name))]


def term_of(handle: Handle) -> str:
    """What of an identifier is theirs alone, as it may stand in a text: of a profile, its last part."""
    key = key_of(handle) or handle.value
    return key.rsplit("/", 1)[-1] if handle.namespace == "linkedin" else key.partition(":")[2] or key


def marks_of(key: bytes, told: Traits) -> frozenset[bytes]:
    """The marks by which they are known again."""
    begins = {term.split()[0] for term in told.terms | told.longer}
    said = {*told.keys, *(f"term:{term}" for term in told.terms), *(f"begins:{word}" for word in begins)}
    said.update(f"longer:{name}" for name in told.longer)
    return frozenset(mark(key, one) for one in said)


def mark(key: bytes, said: str) -> bytes:
    """A keyed digest (BLAKE2b, RFC 7693) of what is said: 16 bytes."""
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=MARK_BYTES, key=key).digest()


def _words(text: str) -> str:
    return " ".join(name_key(found[0]) for found in _WORD.finditer(text))


def _is_nothing_but_a_name(text: str) -> bool:
    """Whether all words are written as those of names are; `Ana Ruiz via Office` is something else."""
    words = text.split()
    return all(word in _PARTICLES or (word[0].isupper() and word[-1:].isalpha()) for word in words)


def _is_attached(text: str, hyphen: int, letter: int) -> bool:
    """Whether a longer name goes on here: `Ana Ruiz-Mata` is not `Ana Ruiz`."""
    inside = min(hyphen, letter) >= 0 and max(hyphen, letter) < len(text)
    return inside and text[hyphen] in "-‐‑" and text[letter].isalnum()


def _tidy(names: str) -> str:
    """Names run together, without the gap that somebody leaves."""
    return re.sub(r"\s*,(?:\s*,)+", ",", names.replace(BLACK, "")).strip(" ,;")
