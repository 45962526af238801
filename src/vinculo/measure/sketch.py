"""What a text says, without its words: counts, and keyed digests of its stems and runs of three words.

A sketch is made of one text alone, so it is the same whenever and in whatever order texts are read;
what needs other texts (how rare a word is, what was taken up, what is said again) is for `depth`.
Without the key of the ledger nobody can look up a word by trying words.

Spanish and English are read alike: casefolded, NFKD, without marks, split at whatever is no letter or
digit, one list of words that say little for both languages, and the first five letters for a stem. It
is crude, the same for both, and fast; the phrases are data beside this module (`sayings`).

A run of three words reads every name in the middle of a sentence as one and the same, and every number
too: what a mail merge fills in does not make a letter new.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VERSION = 1
STEM_LETTERS = 5
MOST_WORDS = 512
"""Words of a text whose stems are kept: a stem that appears later than that is not known."""
MOST_RUNS = 128
"""Runs of three words that are kept: the beginning is what a copy has in common."""
HEAD = np.dtype(
    [
        ("version", "u1"), ("flags", "u1"), ("words", "<u2"), ("numbers", "u1"), ("links", "u1"),
        ("quotations", "u1"), ("names", "u1"), ("first_hand", "u1"), ("stock", "u1"),
        ("stems", "<u2"), ("runs", "<u2"),
    ]
)  # fmt: skip
"""What every sketch begins with; then come its stems and its runs, 32 bits each, ascending."""
ASKS, OCCASION = 1, 2
"""Flags: it asks a question; it says what a platform proposes on an occasion."""

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W_]+|[\x00\x01.!?…:;\n¿¡()\[\]{}\"«“,—–]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s\x00]+")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_SEPARATOR, _LINKED = "\x00", "\x01"
_SIGNS_OF_OURS = re.compile(f"[{_SEPARATOR}{_LINKED}]")
_WORD, _NUMBER, _END, _COMMA, _QUOTE, _LINK_SIGN, _STRAIGHT, _QUESTION, _BETWEEN = range(9)
_SIGNS = {
    _SEPARATOR: _BETWEEN,
    _LINKED: _LINK_SIGN,
    "?": _QUESTION,
    ",": _COMMA,
    '"': _STRAIGHT,
    "«": _QUOTE,
    "“": _QUOTE,
}
_STOP, _CAPITAL, _VOCATIVE, _OPENS = 1, 2, 4, 8
_STOCK, _ON_OCCASION, _FIRST_HAND = 1, 2, 4
_PHRASES = (("stock", _STOCK), ("occasions", _STOCK | _ON_OCCASION), ("first_hand", _FIRST_HAND))
_FACTORS = np.cumprod(np.full(16, 0x9E3779B97F4A7C15, np.uint64), dtype=np.uint64)
"""Odd, so that a run of words depends on their order; more than the longest phrase has words."""
_FILLED_IN = np.uint64(0xD6E8FEB86659FD93)
"""What a name or number is in a run of words."""
_FORGET_AT = 300_000
"""Spellings that are remembered at most."""

_NONE = np.zeros(0, np.uint64)

U64 = NDArray[np.uint64]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Head = NDArray[np.void]


def plain(word: str) -> str:
    """A word casefolded, NFKD, without accents or other marks."""
    folded = word.casefold()
    return folded if folded.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", folded))


@cache
def sayings(name: str) -> tuple[str, ...]:
    """The lines of a list beside this module, without its comments."""
    lines = Path(__file__).parent.joinpath("sayings", f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(word for line in sayings(name) for word in line.split())


class _Read(NamedTuple):
    """The tokens of several texts, one after the other, each text after a separator."""

    codes: Ints
    kind: Bytes
    traits: Bytes
    text: Ints
    """To which text a token belongs, from 0."""

    def of(self, mask: Mask) -> "_Read":
        """Some of the tokens."""
        return _Read(self.codes[mask], self.kind[mask], self.traits[mask], self.text[mask])


class Spelled(NamedTuple):
    """What of a text counts and what does not, as it is written."""

    counted: tuple[str, ...]
    """Words that say something, each once."""
    stock: tuple[str, ...]
    """The words of phrases that anybody says about anything."""


class Sketcher(dict[str, int]):
    """Makes sketches with one key. Remembers the spellings that it has met: token → its number."""

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = key
        self._forget()
        self._opening = {line.split()[0] for name, _ in _PHRASES for line in sayings(name)}
        self._phrases = self._phrases_by_length()

    def _forget(self) -> None:
        self.clear()
        self._kinds, self._traits = array("B"), array("B")
        self._digests, self._stems = array("Q"), array("Q")

    def __missing__(self, token: str) -> int:
        kind = _SIGNS.get(token)
        if kind is None:
            kind = _NUMBER if token[0].isdigit() else _WORD if token[0].isalnum() else _END
        word = plain(token) if kind in (_WORD, _NUMBER) else ""
        traits = 0
        if word:
            traits |= _STOP * (word in _words_of("stop") or len(word) == 1)
            traits |= _CAPITAL * (token[0].isupper() and word not in _words_of("capitals"))
            traits |= _VOCATIVE * (word in _words_of("vocatives"))
            traits |= _OPENS * (word in self._opening)
        self._kinds.append(kind)
        self._traits.append(traits)
        self._digests.append(self._digest(word) if word else 0)
        self._stems.append(self.stem(word) if word else 0)
        self[token] = number = len(self._kinds) - 1
        return number

    def _digest(self, word: str) -> int:
        raw = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).digest()
        return int.from_bytes(raw, "big")

    def stem(self, word: str) -> int:
        """What sketches hold of a word: 32 bits of the keyed BLAKE2b (RFC 7693) of its stem."""
        return self._digest(plain(word)[:STEM_LETTERS]) >> 32

    def _phrases_by_length(self) -> dict[int, tuple[U64, Bytes]]:
        found: dict[int, dict[int, int]] = {}
        for name, kind in _PHRASES:
            for line in sayings(name):
                digests = np.array([self._digest(word) for word in line.split()], np.uint64)
                whole = int((digests * _FACTORS[: len(digests)]).sum(dtype=np.uint64))
                known = found.setdefault(len(digests), {})
                known[whole] = known.get(whole, 0) | kind
        return {
            length: (
                np.array(sorted(known), np.uint64),
                np.array([known[d] for d in sorted(known)], np.uint8),
            )
            for length, known in sorted(found.items())
        }

    def sketches(self, texts: Sequence[str]) -> list[bytes]:
        """The sketch of each text."""
        if not texts:
            return []
        if len(self) > _FORGET_AT:
            self._forget()
        read = self._read(_tokens(texts))
        head = _counted(read, len(texts))
        is_name, is_filled_in = _names(read)
        _note(head, "names", read.text[is_name])
        is_kept = (read.kind <= _NUMBER) | (read.kind == _BETWEEN)
        words = read.of(is_kept)
        digests = np.frombuffer(self._digests, np.uint64)[words.codes]
        is_said = self._count_phrases(head, words, digests)
        place = np.arange(len(words.codes)) - np.flatnonzero(words.kind == _BETWEEN)[words.text]
        tells = _tells(words, is_said) & (place <= MOST_WORDS)
        stems = np.frombuffer(self._stems, np.uint64)[words.codes[tells]]
        digests[is_filled_in[is_kept]] = _FILLED_IN
        return _written(head, _distinct(words.text[tells], stems), _distinct(*_runs(words, digests, place)))

    def _read(self, tokens: Iterable[str]) -> _Read:
        codes = np.fromiter(map(self.__getitem__, tokens), np.int64)
        return _Read(
            codes,
            np.frombuffer(self._kinds, np.uint8)[codes],
            np.frombuffer(self._traits, np.uint8)[codes],
            np.cumsum(codes == self[_SEPARATOR]) - 1,
        )

    def spell(self, text: str) -> "Spelled":
        """The words of one text that a sketch counts, and those of its stock phrases, as they are written."""
        tokens = _tokens([text])
        read = self._read(tokens)
        is_kept = (read.kind <= _NUMBER) | (read.kind == _BETWEEN)
        words = read.of(is_kept)
        digests = np.frombuffer(self._digests, np.uint64)[words.codes]
        is_said = self._count_phrases(np.zeros(1, HEAD), words, digests)
        written = [token for token, is_word in zip(tokens, is_kept, strict=True) if is_word]
        tells = _tells(words, is_said)
        return Spelled(
            tuple(dict.fromkeys(word for word, counts in zip(written, tells, strict=True) if counts)),
            tuple(word for word, is_stock in zip(written, is_said, strict=True) if is_stock),
        )

    def _count_phrases(self, head: Head, words: _Read, digests: U64) -> Mask:
        """Counts the phrases that are known by heart; which words belong to a stock phrase."""
        starts = np.flatnonzero(words.traits & _OPENS)
        padded = np.concatenate([digests, np.zeros(len(_FACTORS), np.uint64)])
        edges = np.zeros(len(digests) + 1, np.int64)
        whole = np.zeros(len(starts), np.uint64)
        begins = np.zeros(len(starts), np.uint8)
        for n in range(max(self._phrases)):
            whole += padded[starts + n] * _FACTORS[n]
            known, kinds = self._phrases.get(n + 1, (_NONE, None))
            if kinds is not None:
                place = np.minimum(np.searchsorted(known, whole), len(known) - 1)
                kind = np.where(known[place] == whole, kinds[place], 0)
                begins |= kind
                is_stock = (kind & _STOCK) != 0
                np.add.at(edges, starts[is_stock], 1)
                np.add.at(edges, starts[is_stock] + n + 1, -1)
        _note(head, "stock", words.text[starts[(begins & _STOCK) != 0]])
        _note(head, "first_hand", words.text[starts[(begins & _FIRST_HAND) != 0]])
        head["flags"][words.text[starts[(begins & _ON_OCCASION) != 0]]] |= OCCASION
        is_said: Mask = np.cumsum(edges[:-1]) > 0
        return is_said


def _tells(words: _Read, is_said: Mask) -> Mask:
    tells: Mask = (words.kind <= _NUMBER) & ((words.traits & _STOP) == 0) & ~is_said
    return tells


def _tokens(texts: Sequence[str]) -> list[str]:
    joined = _SEPARATOR + _SEPARATOR.join(texts)
    if joined.count(_SEPARATOR) > len(texts) or _LINKED in joined:
        joined = _SEPARATOR + _SEPARATOR.join([_SIGNS_OF_OURS.sub(" ", text) for text in texts])
    if not joined.isascii():
        joined = unicodedata.normalize("NFKC", joined)
    if "://" in joined or "www." in joined:
        joined = _LINK.sub(_LINKED, joined)
    tokens: list[str] = _TOKEN.findall(joined)
    return tokens


def _note(head: Head, name: str, texts: Ints) -> None:
    most = np.iinfo(head.dtype[name]).max
    head[name] = np.minimum(np.bincount(texts, minlength=len(head)), most)


def _counted(read: _Read, texts: int) -> Head:
    head = np.zeros(texts, HEAD)
    head["version"] = VERSION
    _note(head, "words", read.text[read.kind <= _NUMBER])
    _note(head, "numbers", read.text[read.kind == _NUMBER])
    _note(head, "links", read.text[read.kind == _LINK_SIGN])
    # A straight mark opens and closes; the others are counted where they open.
    straight = np.bincount(read.text[read.kind == _STRAIGHT], minlength=texts) // 2
    opening = np.bincount(read.text[read.kind == _QUOTE], minlength=texts)
    head["quotations"] = np.minimum(straight + opening, 255)
    head["flags"][read.text[read.kind == _QUESTION]] |= ASKS
    return head


def _names(read: _Read) -> tuple[Mask, Mask]:
    """Where a proper name begins in the middle of a sentence; and what a mail merge might have filled in.

    A name after a greeting, or between a comma and the end of a sentence, is the reader's or the writer's.
    """
    capital = (read.kind == _WORD) & ((read.traits & _CAPITAL) != 0)
    before, after = np.roll(read.kind, 1), np.roll(read.kind, -1)
    before[:1], after[-1:] = _END, _END
    is_inside = capital & ((before <= _NUMBER) | (before == _COMMA))
    called = np.roll((read.traits & _VOCATIVE) != 0, 1) & (before == _WORD)
    set_apart = (before == _COMMA) & (after != _WORD) & (after != _NUMBER)
    continues = np.roll(capital, 1) & (before == _WORD)
    return is_inside & ~called & ~set_apart & ~continues, is_inside | (read.kind == _NUMBER)


def _runs(words: _Read, digests: U64, place: Ints) -> tuple[Ints, U64]:
    """Every run of three words, by text; of a text that is shorter, all of it."""
    is_word = np.append(words.kind <= _NUMBER, [False, False])
    padded = np.append(digests, np.zeros(2, np.uint64))
    second = is_word[1:-1]
    third = second & is_word[2:]
    runs = digests * _FACTORS[0]
    runs += np.where(second, padded[1:-1], 0) * _FACTORS[1]
    runs += np.where(third, padded[2:], 0) * _FACTORS[2]
    is_run = is_word[:-2] & (third | (place == 1)) & (place <= MOST_RUNS)
    return words.text[is_run], runs[is_run] >> np.uint64(32)


def _distinct(text: Ints, values: U64) -> tuple[Ints, U64]:
    # Sorting is twenty times as fast as numpy's `unique`, which hashes whole numbers (numpy 2.4).
    both = np.sort(text.astype(np.uint64) << np.uint64(32) | values)
    both = both[np.append(True, both[1:] != both[:-1])[: len(both)]]
    return (both >> np.uint64(32)).astype(np.int64), both & np.uint64(0xFFFFFFFF)


def _written(head: Head, stems: tuple[Ints, U64], runs: tuple[Ints, U64]) -> list[bytes]:
    parts = []
    for name, (text, values) in (("stems", stems), ("runs", runs)):
        bounds = np.searchsorted(text, np.arange(len(head) + 1))
        head[name] = np.diff(bounds)
        parts.append((values.astype("<u4").tobytes(), (bounds * 4).tolist()))
    heads = head.tobytes()
    (stem_bytes, stem_at), (run_bytes, run_at) = parts
    size = HEAD.itemsize
    return [
        heads[n * size : (n + 1) * size]
        + stem_bytes[stem_at[n] : stem_at[n + 1]]
        + run_bytes[run_at[n] : run_at[n + 1]]
        for n in range(len(head))
    ]


class Sketches(NamedTuple):
    """Many sketches, as columns."""

    head: Head
    stem_at: Ints
    """Where the stems of each text begin in `stems`; one more for the end."""
    stems: NDArray[np.uint32]
    run_at: Ints
    runs: NDArray[np.uint32]

    def take(self, chosen: Ints) -> "Sketches":
        """The sketches at these places, in this order."""
        stems, runs = spread(self.stem_at, chosen), spread(self.run_at, chosen)
        return Sketches(
            self.head[chosen],
            _bounds(np.diff(self.stem_at)[chosen]),
            self.stems[stems],
            _bounds(np.diff(self.run_at)[chosen]),
            self.runs[runs],
        )


def spread(bounds: Ints, chosen: Ints) -> Ints:
    """The places of all values of these groups, one group after the other; group n begins at bounds[n]."""
    begins, lengths = bounds[chosen], np.diff(bounds)[chosen]
    shift = np.repeat(begins - _bounds(lengths)[:-1], lengths)
    return np.arange(int(lengths.sum())) + shift


def together(parts: Sequence[Sketches]) -> Sketches:
    """Several columns of sketches, one after the other."""
    return Sketches(
        np.concatenate([part.head for part in parts]),
        _bounds(np.concatenate([np.diff(part.stem_at) for part in parts])),
        np.concatenate([part.stems for part in parts]),
        _bounds(np.concatenate([np.diff(part.run_at) for part in parts])),
        np.concatenate([part.runs for part in parts]),
    )


def read_sketches(told: Sequence[bytes]) -> Sketches:
    """Sketches as the ledger keeps them, as columns."""
    size = HEAD.itemsize
    head = np.frombuffer(b"".join([one[:size] for one in told]), HEAD)
    values = np.frombuffer(b"".join([one[size:] for one in told]), "<u4")
    stems, runs = head["stems"].astype(np.int64), head["runs"].astype(np.int64)
    is_stem = np.repeat(np.tile(np.array([True, False]), len(head)), np.column_stack([stems, runs]).ravel())
    return Sketches(head, _bounds(stems), values[is_stem], _bounds(runs), values[~is_stem])


def _bounds(lengths: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
