"""Bytes to text, whatever a mail says its charset is.

Mail lies about charsets: names that do not exist, Windows text labeled ISO-8859-1, UTF-8 labeled
as anything. Decoding here never fails and never yields half a character (a lone surrogate).
"""

import codecs
import re
from functools import lru_cache

_FAMILIES = (
    "utf",
    "iso",
    "cp",
    "koi",
    "gb",
    "big5",
    "euc",
    "shift",
    "mac",
    "ascii",
    "tis",
    "hz",
    "johab",
    "kz",
)
"""Python finds more under a charset's name than charsets: `punycode` and `unicode_escape` among them."""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "iso8859-9": "cp1254"}
"""What is written under the narrow name is usually the wide one (WHATWG Encoding, section 4.2)."""

_GUESSED = frozenset({"", "ascii", "utf-8", "iso8859-1", "iso8859-15", "cp1252"})
"""Labels that say little: UTF-8 is tried first, for its multi-byte sequences hardly arise by chance."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=256)
def _codec(name: str) -> str:
    """The codec of a charset's name; empty where there is none, or where it is no charset."""
    try:
        found = codecs.lookup(name.strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(found, found) if found.startswith(_FAMILIES) else ""


def text_of(raw: bytes, charset: str = "") -> str:
    """The bytes as text, by the charset if it is one, else as UTF-8 and at last as Windows-1252."""
    codec = _codec(charset[:40])
    if codec in _GUESSED:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            codec = "iso8859-15" if codec == "iso8859-15" else "cp1252"
    try:
        text = raw.decode(codec, "replace")
    except ValueError:  # UTF-16 without its byte order, ISO-2022 that breaks off
        text = raw.decode("latin-1")
    return _SURROGATE.sub("\ufffd", text)
