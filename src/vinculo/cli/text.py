"""Text that a terminal shows and never obeys."""

import re
import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_ALIVE = re.compile("[\x7f-\x9f\u2028\u2029" + "".join(_BIDI) + "]")
LONGEST = 200
LONGEST_FACT = 1_000
"""Characters of a fact within a sentence."""


def inert(text: str, longest: int = LONGEST) -> str:
    """Foreign text on one line: control characters (C0, C1, escape sequences) become visible signs,
    direction overrides go, line ends become blanks, and what is too long ends in `…`."""
    shown = []
    for c in text[: longest + 1]:
        if c in "\n\r\t\u2028\u2029\x0b\x0c":
            shown.append(" ")
        elif ord(c) < 0x20:
            shown.append(chr(0x2400 + ord(c)))
        elif c in _BIDI:
            continue
        elif unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"}:
            shown.append("\ufffd")
        else:
            shown.append(c)
    return "".join(shown[:longest]) + ("…" if len(text) > longest else "")


def escaped(document: str) -> str:
    """JSON that means the same: DEL, C1 controls and direction overrides, which may stand in its
    strings as they are (RFC 8259, 7), written as `\\uXXXX`."""
    return _ALIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
