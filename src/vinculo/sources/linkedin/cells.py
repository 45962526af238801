"""Fields by the names of their columns, texts as they were meant, and whom a row names."""

import html
import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter

from vinculo.model import Handle, Record
from vinculo.sources.linkedin.rows import plain

_HIDDEN = frozenset(
    {
        "linkedin member",
        "miembro de linkedin",
        "membre linkedin",
        "linkedin-mitglied",
        "usuário do linkedin",
        "utente linkedin",
    }
)
"""Shown instead of a name whose account is closed or hidden; not one person. English was seen, the
others are what the site shows in their languages."""
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|table|tbody|tr|td|blockquote|font|code|pre)(?:\s[^<>]*=[^<>]*)?\s*/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|h[1-6]|tr|blockquote)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});")
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""A first byte of UTF-8 and one that may follow it, as Windows-1252 shows them."""

Cells = Callable[[tuple[str, ...]], tuple[str, ...]]


@lru_cache(256)
def _picker(layout: tuple[str, ...], wanted: tuple[str, ...]) -> Cells:
    names = [plain(name) for name in layout]
    absent = len(layout)
    return itemgetter(*(names.index(name) if name in names else absent for name in wanted))


def cells(record: Record, *wanted: str) -> tuple[str, ...]:
    """The fields of these columns, named as `rows.plain` spells them; at least two. What an older
    export does not have is empty. Where a name occurs twice, the first."""
    return _picker(record.layout, wanted)((*record.fields, ""))


def has(record: Record, column: str) -> bool:
    """Whether this era of the file has the column."""
    return any(plain(name) == column for name in record.layout)


def mended(text: str) -> str:
    """The text without NUL; and as it was before a spreadsheet took UTF-8 for Windows-1252 (`â€™`),
    if undoing that gives valid UTF-8 to the last byte."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    text = text.replace("\0", "")
    if not _MOJIBAKE.search(text):
        return text
    try:
        return b"".join(map(_byte_of, text)).decode("utf-8")
    except UnicodeError:
        return text


def _byte_of(char: str) -> bytes:
    """Five bytes have no character in Windows-1252; they come out as controls (U+0081, 8D, 8F, 90, 9D)."""
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def told(text: str) -> str:
    """What was written in a message or post: without HTML where there is some, with its line breaks."""
    text = mended(text)
    if "<" in text and _TAG.search(text):
        text = _TAG.sub("", _BREAK.sub("\n", text)).strip("\n")
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def digest(text: str) -> str:
    """64 bits of BLAKE2b (RFC 7693) over the text, whatever its line ends: spreadsheets change them."""
    return blake2b(text.replace("\r\n", "\n").strip().encode(), digest_size=8).hexdigest()


def is_hidden(name: str) -> bool:
    """Whether this stands for somebody whom LinkedIn does not name."""
    return name.strip().casefold() in _HIDDEN


def full_name(first: str, last: str) -> str:
    """A name in two columns as LinkedIn shows it."""
    return mended(f"{first.strip()} {last.strip()}".strip())


@lru_cache(8192)
def person(address: str, name: str) -> Handle | None:
    """Whom a profile address and a name denote; the address as written. None for nobody: an address
    without a profile and a name that is empty or hidden."""
    address, name = address.strip(), mended(name.strip())
    is_named = bool(name) and not is_hidden(name)
    if address and not address.endswith("/in/"):
        return Handle("linkedin", address, name if is_named else "")
    return Handle("name", name) if is_named else None


def facts(**said: str) -> tuple[tuple[str, str], ...]:
    """Facts that say something, sorted."""
    return tuple(sorted((key, value) for key, raw in said.items() if (value := mended(raw.strip()))))
