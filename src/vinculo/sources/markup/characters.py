"""Characters, references to characters, tags and their attributes."""

import html
import re

TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*+)"""
    r"""(?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>"""
)
"""A start or end tag. Where the quotes of its attributes do not match, it ends at the first `>`.
No part of it can run past the next `<`, and nothing is tried twice: the time is linear."""

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])([\w.:-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))""")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 §2.2 forbids (WordPress exports carry them)."""
    return _NOT_TEXT.sub("", text)


def referenced(text: str) -> str:
    """The text with its numeric references and XML's five predefined entities replaced.

    Any other entity stays as it is written. Numbers that name no character vanish or become U+FFFD,
    and 128-159 are read as Windows-1252, as HTML does.
    """
    if "&" not in text:
        return text
    return clean(_REFERENCE.sub(lambda found: html.unescape(found[0]), text))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag or of what stands in it; without quotes they end at a blank."""
    inside = tag.rstrip("/>").rstrip() if tag.endswith("/>") else tag.rstrip("/")
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        found.setdefault(name, referenced(double or single or bare))
    return found


class Seeker:
    """Looks for what ends something. A search that found nothing is not made again, so that a text
    full of beginnings without an end is still read in linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._in_vain: set[re.Pattern[str]] = set()

    def next(self, ending: re.Pattern[str], at: int) -> int | None:
        """Where the next one ends; None where there is none. `at` must not fall from call to call."""
        found = None if ending in self._in_vain else ending.search(self._text, at)
        if not found:
            self._in_vain.add(ending)
            return None
        return found.end()
