"""How many words of a text count: what is said again and again is said once."""

import zlib

_LONG_BYTES = 200
"""Below this, ordinary writing and repetition compress too much alike to tell them apart."""


def effective_words(text: str) -> int:
    """The words of a text; of a repetitive one, words x 2 x compressed bytes / bytes, rounded down.

    A text is repetitive if it has at least 200 bytes and fewer than half of its words are distinct.
    Ordinary writing compresses to half at best until it is some pages long, and then for being long,
    not for being repeated: so compression, which takes twenty times as long as counting, is asked
    only of texts whose words repeat. Words are what white space separates.
    """
    words = text.split()
    if 2 * len(set(words)) >= len(words):
        return len(words)
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) < _LONG_BYTES:
        return len(words)
    return min(len(words), 2 * len(words) * len(zlib.compress(raw)) // len(raw))
