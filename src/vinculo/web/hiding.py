"""Pages without figures: what the owner chose not to see is not sent.

Pages are written so that they read well without; this stands behind them, so that nothing slips
through: every sentence with a figure in it goes, in texts and in what drawings are called alike.
Days stay, and so does whatever somebody wrote or is called.
"""

import re
from html import escape, unescape

from vinculo.wording import without_figures

_TAG = re.compile(r"(<[^>]*>)")
_NAMED = re.compile(r'\b(aria-label|title|alt)="([^"]*)"')
_KEPT = frozenset({"bdi", "q", "mark", "script", "style", "kbd", "option", "textarea", "time", "title"})
"""Elements whose text is somebody's own, or no figure of ours."""
_VOID = frozenset({"br", "input", "meta", "link", "img", "path", "rect", "circle"})


def without_numbers(html: str) -> str:
    """The same page or drawing, with every figure left out that is no day."""
    kept = 0
    parts = []
    for part in _TAG.split(html):
        if part.startswith("<"):
            name = part.strip("</>").split(None, 1)[0].casefold() if part.strip("</>") else ""
            if name in _KEPT and name not in _VOID:
                kept += -1 if part.startswith("</") else 1
            parts.append(_NAMED.sub(_renamed, part))
        else:
            parts.append(part if kept > 0 else _text(part))
    return "".join(parts)


def _renamed(found: re.Match[str]) -> str:
    """What a drawing is called without its figures: at least of what it is a drawing."""
    return f'{found[1]}="{_text(found[2]) or _text(found[2].partition(": ")[0])}"'


def _text(escaped: str) -> str:
    plain = unescape(escaped)
    told = without_figures(plain)
    return escaped if told == plain else escape(told)
