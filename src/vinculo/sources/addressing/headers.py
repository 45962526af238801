"""The header block of a message: its fields, and the encoded words in them (RFC 5322, RFC 2047)."""

import binascii
import re
from functools import lru_cache

from vinculo.sources.addressing.charsets import text_of

HEAD_MAX = 256 * 1024
"""Bytes of a header block that are read; real ones reach some 30 KB, with many hops and signatures."""

_FIELD = re.compile(r"^([!-9;-~]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)
_CONTROLS = dict.fromkeys(range(32), " ") | {0: "", 127: ""}


def split_head(raw: bytes) -> tuple[str, bytes]:
    """Header block and body of a message whose lines end in LF.

    The block is decoded line by line where it is neither UTF-8 nor ASCII as a whole: raw 8-bit
    fields of several programs meet in one block.
    """
    end = raw.find(b"\n\n", 0, HEAD_MAX)
    head, body = (raw[:end], raw[end + 2 :]) if end >= 0 else (raw[:HEAD_MAX], b"")
    try:
        return head.decode("utf-8"), body
    except UnicodeDecodeError:
        return "\n".join(text_of(line) for line in head.split(b"\n")), body


def fields_of(head: str, wanted: frozenset[str]) -> dict[str, list[str]]:
    """The wanted fields by lower-case name, unfolded, in the order in which each name appears first."""
    found: dict[str, list[str]] = {}
    for field in _FIELD.finditer(head):
        name = field[1].lower()
        if name in wanted:
            found.setdefault(name, []).append(" ".join(field[2].split()))
    return found


def from_base64(raw: bytes) -> bytes:
    """What the base64 says, up to its padding; characters outside the alphabet are passed over."""
    digits = raw.partition(b"=")[0].translate(None, _NOT_BASE64)
    digits = digits[:-1] if len(digits) % 4 == 1 else digits
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


@lru_cache(maxsize=1024)
def plain_value(value: str) -> str:
    """The value of a field with its encoded words decoded, on one line.

    Neighbors in one charset are joined before decoding: many programs split a character between two words.
    """
    if "=?" not in value:
        return value.translate(_CONTROLS)
    said: list[str] = []
    waiting, charset, end = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or word[1] != charset:
            said.append(text_of(waiting, charset.partition("*")[0]))
            waiting = b""
        if between.strip() or not end:
            said.append(between)
        payload = word[3].encode("utf-8", "replace")
        waiting += from_base64(payload) if word[2] in "bB" else binascii.a2b_qp(payload, header=True)
        charset, end = word[1], word.end()
    said += [text_of(waiting, charset.partition("*")[0]), value[end:]]
    return " ".join("".join(said).translate(_CONTROLS).split())
