"""Deterministic mutations: the same inputs on every machine and in every run."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_WORD = re.compile(r'^"(.*)"$', re.MULTILINE)
_ESCAPE = re.compile(r'\\(?:x([0-9a-f]{2})|([\\"]))')


def words() -> list[bytes]:
    """The dictionary that libFuzzer is given, as bytes (its format: `"…"` with `\\xNN`, `\\\\`, `\\"`)."""
    text = Path(__file__).with_name("words.dict").read_text("utf-8")
    return [_unescaped(found[1]) for found in _WORD.finditer(text)]


def _unescaped(written: str) -> bytes:
    said = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], written)
    return said.encode("latin-1")


def truncations(data: bytes, many: int, chance: random.Random) -> Iterator[bytes]:
    """The input cut off: at its last bytes, and at places drawn by chance."""
    for size in sorted({len(data) - 1, len(data) - 2, *(chance.randrange(len(data)) for _ in range(many))}):
        if size > 0:
            yield data[:size]


def flips(data: bytes, many: int, chance: random.Random) -> Iterator[bytes]:
    """The input with one bit changed, each time another."""
    for _ in range(many):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield bytes(changed)


def mutations(inputs: Sequence[bytes], many: int, chance: random.Random) -> Iterator[bytes]:
    """So many inputs, each made of one of these (or two) by one to five changes."""
    vocabulary = words()
    for _ in range(many):
        data = bytearray(chance.choice(inputs))
        for _ in range(chance.randint(1, 5)):
            _change(data, inputs, vocabulary, chance)
        yield bytes(data)


def _change(
    data: bytearray, inputs: Sequence[bytes], vocabulary: Sequence[bytes], chance: random.Random
) -> None:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 3, 20, 200)))
    match chance.randrange(6):
        case 0:
            data[at:end] = b""
        case 1:
            data[at:at] = chance.choice(vocabulary)
        case 2:
            data[at:end] = chance.choice(vocabulary)
        case 3:
            data[at:at] = bytes(data[at:end]) * chance.choice((1, 2, 50))
        case 4:
            other = chance.choice(inputs)
            start = chance.randrange(len(other) + 1)
            data[at:end] = other[start : start + chance.choice((10, 100, 1000))]
        case _:
            data[at:end] = chance.randbytes(end - at)
