"""Text that a terminal shows and never obeys, and numbers in words."""

import unicodedata

from vinculo.wording import Wording

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
LONGEST = 200


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


def minutes_in_words(wording: Wording, minutes: float) -> str:
    """A length of time as people say it: `under a minute`, `25 min`, `6 h 10 min`."""
    whole = round(minutes)
    if minutes <= 0:
        return wording.say("time.none")
    if whole < 1:
        return wording.say("time.under_a_minute")
    if whole < 60:
        return wording.say("time.minutes", minutes=wording.number(whole))
    hours, rest = divmod(whole, 60)
    if hours >= 100 or rest == 0:
        return wording.say("time.hours", hours=wording.number(hours))
    return wording.say("time.hours_minutes", hours=wording.number(hours), minutes=rest)
