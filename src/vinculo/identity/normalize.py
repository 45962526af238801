"""How an address, slug or name is spelled: the one spelling that all variants of it share."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from vinculo.model import Handle

_PROFILE = re.compile(
    r"^(?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com/(?:comm/)?(?P<path>[^?#]*)", re.IGNORECASE
)
_MEMBER_ID = re.compile(r"^AC[ow]AA[\w-]{10,}$")
_NOT_OF_A_NAME = re.compile(r"(?:[^\w\s'’-]|_)+")
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""Accents of Latin letters, and signs that are not seen: they leave no gap."""
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_EVERYBODYS = frozenset(
    ("facebook.com", "twitter.com", "x.com", "instagram.com", "google.com", "medium.com", "github.com")
)
LEAST_DIGITS = 6
CACHED = 2**18
"""Spellings that are remembered: the same ones come again with every question."""


def key_of(handle: Handle) -> str | None:
    """The canonical key of an identifier, `namespace:spelling`; None for what identifies nobody.

    Names have no key of their own: they are weak, and are judged in `resolve`.
    """
    match handle.namespace:
        case "owner":
            return "owner:"
        case "linkedin":
            return _linkedin(handle.value)
        case "email":
            return _email(handle.value)
        case "phone":
            return _phone(handle.value)
        case "url":
            return _url(handle.value)
        case "name" | "names":
            return None
        case namespace:
            return f"{namespace}:{handle.value.strip()}" if handle.value.strip() else None


@lru_cache(maxsize=CACHED)
def _linkedin(written: str) -> str | None:
    """`linkedin:in/slug`: scheme, `www.` or country host, query and trailing slash dropped,
    percent-escapes decoded, NFC, casefolded. An opaque member id keeps its case.

    Seen in archives 2021-2026: `https://www.linkedin.com/in/zo%C3%AB-brandt`, `www.linkedin.com/in/x`
    (endorsements, no scheme), `es.linkedin.com`, `/comm/in/x` (mails).
    """
    found = _PROFILE.match(written.strip())
    path = found["path"] if found else written.strip()
    parts = [part for part in path.split("/") if part]
    if parts and parts[0].casefold() == "in":
        parts = parts[1:]
    elif found or len(parts) != 1:
        return None  # a company, a school, a post: not a person
    if not parts:
        return None
    slug = unquote(parts[0])
    if _MEMBER_ID.match(slug):
        return f"linkedin:id/{slug}"
    return f"linkedin:in/{unicodedata.normalize('NFC', slug).casefold()}"


@lru_cache(maxsize=CACHED)
def _email(written: str) -> str | None:
    """`email:local@domain`, casefolded: no provider in use tells addresses apart by case (RFC 5321
    §2.4 would allow it of the local part). A `+tag` goes (RFC 5233); where Google is the provider, so
    do the dots of the local part, which it ignores (its help page, read 2026-11)."""
    address = written.strip().removeprefix("mailto:").strip("<> ").casefold()
    local, at, domain = address.rpartition("@")
    if not (at and local and "." in domain) or " " in address:
        return None
    bare = local.split("+", 1)[0] or local
    if domain in _GOOGLE:
        bare, domain = bare.replace(".", "") or bare, "gmail.com"
    return f"email:{bare}@{domain}"


@lru_cache(maxsize=CACHED)
def _phone(written: str) -> str | None:
    """`phone:` and E.164 where the country is written (`+34 …`, `0034 …`, `+44 (0)20 …`; an extension is
    left out), else the digits alone: without a country a number is only known as it stands. None below
    six digits."""
    import phonenumbers  # a tenth of a second, and only address books need it

    number = written.strip().removeprefix("tel:")
    number = f"+{number[2:]}" if number.startswith("00") else number
    try:
        # People write (0) also for countries that have no such digit: Spain; in Italy it belongs there.
        tried = [phonenumbers.parse(one, None) for one in (number, number.replace("(0)", ""))]
    except phonenumbers.NumberParseException:
        digits = "".join(c for c in number if c.isdecimal())
        return f"phone:{digits}" if len(digits) >= LEAST_DIGITS else None
    parsed = next(filter(phonenumbers.is_valid_number, tried), tried[0])
    return f"phone:{phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)}"


def _url(written: str) -> str | None:
    """`url:host/path`: without scheme, `www.`, query, fragment and trailing slash; the host casefolded.
    A profile on LinkedIn is the profile; the front page of a platform is nobody's."""
    bare = _SCHEME.sub("", written.strip()).split("#", 1)[0].split("?", 1)[0]
    host, _, path = bare.partition("/")
    host = host.casefold().removeprefix("www.").rstrip(".")
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        return _linkedin(bare)
    if host in _EVERYBODYS and not path.strip("/"):
        return None
    return f"url:{'/'.join(filter(None, (host, path.rstrip('/'))))}" if "." in host else None


@lru_cache(maxsize=CACHED)
def name_key(name: str) -> str:
    """A name without case, accents, emoji and punctuation: `Zoë  BRANDT 🚀` → `zoe brandt`.

    Empty where nothing is left. Two spellings with one key are still only a hint that it is one person.
    """
    plain = name
    if not name.isascii():
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", name))
        if not plain.isascii():
            plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_NOT_OF_A_NAME.sub(" ", plain).split()).casefold()


def is_full_name(key: str) -> bool:
    """Whether a name key has at least two words: a bare first name stands for nobody in particular."""
    return " " in key
