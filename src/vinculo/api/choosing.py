"""What the owner chooses about how things are counted and shown: entries like any other word, with undo."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read, tell
from vinculo.measure.returns import roles
from vinculo.model import Batch, Ruling


class Choice(NamedTuple):
    """Something that the owner may choose. Its words are `choice.KEY.title` and `choice.KEY.meaning`."""

    key: str
    is_valid: Callable[[str], bool]
    default: str
    """What holds until the owner chooses; empty where nothing does."""


def _is_zone(said: str) -> bool:
    try:
        ZoneInfo(said)
    except (ValueError, OSError, KeyError):  # zoneinfo raises a KeyError for a name that it does not know
        return False
    return True


def _is_share(said: str) -> bool:
    try:
        return 0 <= float(said) <= 1
    except ValueError:
        return False


def _is_number_of_horizons(said: str) -> bool:
    return said.isascii() and said.isdecimal() and 1 <= int(said) <= 40


def _are_words(said: str) -> bool:
    """Names of dimensions of the owner's own, between commas."""
    words = [word.strip() for word in said.split(",")]
    return all(word.replace(" ", "").isalpha() and len(word) <= 30 for word in words)


def _are_roles(said: str) -> bool:
    try:
        return bool(roles(said))
    except ValueError:
        return False


def _is_kept_whole(_: str) -> bool:
    """What `api.rates` has judged already."""
    return True


CHOICES: tuple[Choice, ...] = (
    Choice("dimensions", _are_words, ""),
    Choice("numbers", {"shown", "hidden"}.__contains__, "shown"),
    Choice("preferences", _is_kept_whole, ""),
    Choice("rates", _is_kept_whole, ""),
    Choice("roles", _are_roles, ""),
    Choice("time_ratio", {"shown", "hidden"}.__contains__, "hidden"),
    Choice("text", {"keep", "no"}.__contains__, "keep"),
    Choice("zone", _is_zone, ""),
    Choice("discount", _is_share, "0.1"),
    Choice("horizons", _is_number_of_horizons, "12"),
)
"""Every choice there is."""


def choices(ledger: Ledger) -> dict[str, str]:
    """Every choice with what holds now."""
    chosen = read.choices(ledger)
    return {choice.key: chosen.get(choice.key, choice.default) for choice in CHOICES}


def choose_setting(ledger: Ledger, key: str, value: str, now: int) -> Batch:
    """Tells the ledger what the owner chose; an empty value takes it back.

    Raises Refusal for a key that is no choice, or a value that cannot be.
    """
    known = {choice.key: choice for choice in CHOICES}
    if key not in known:
        raise Refusal("refusal.unknown_choice", said=key, known=", ".join(sorted(known)))
    if value and not known[key].is_valid(value):
        raise Refusal("refusal.impossible_choice", choice=key, said=value)
    ruling = Ruling("setting", (), now, ((key, value),))
    return tell(ledger, "owner", [(ruling, 0)], f"set {key}", now)
