"""How a word becomes an entry: who says it of whom, on which day, under which key."""

import datetime as dt
from collections.abc import Mapping, Sequence

from vinculo import derive
from vinculo.api.people import find_person, handle_of
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, tell
from vinculo.ledger.digest import digest64
from vinculo.measure.words import effective_words
from vinculo.model import DAY_S, OWNER, Batch, Event, Handle

EPOCH = dt.date(1970, 1, 1)
SIDES = ("me", "them")
"""Whose act it was: the owner's, or the other side's."""


def handles(ledger: Ledger, who: Sequence[str], now: int, *, is_new: bool = False) -> tuple[Handle, ...]:
    """The handle by which each of these people is meant; of somebody new, the e-mail or name itself.

    Raises UnknownPerson where nobody, or several, answer to one, and Refusal where one is blank.
    """
    if not who or not all(said.strip() for said in who):
        raise Refusal("refusal.nobody_named")
    if is_new:
        return tuple(Handle("email" if "@" in said else "name", said.strip()) for said in who)
    derived = derive.derive(ledger, now + 1)
    return tuple(handle_of(derived, find_person(derived, said)) for said in who)


def parties(by: str, others: tuple[Handle, ...]) -> tuple[Handle, tuple[Handle, ...]]:
    """Sender and recipients of an act between the owner and others, by the side whose act it was.

    Raises Refusal for a side that is neither, or for an act of several at once.
    """
    if by not in SIDES:
        raise Refusal("refusal.unknown_side", said=by)
    if by == "me":
        return OWNER, others
    if len(others) != 1:
        raise Refusal("refusal.one_at_a_time")
    return others[0], (OWNER,)


def key_of(*parts: object) -> str:
    """A short name for something with a life of its own, so that what becomes of it can be told: 8
    hexadecimal digits of a digest of all that is said of it first."""
    return f"{digest64('|'.join(map(str, parts))) % 2**32:08x}"


def day_number(on: dt.date, now: int) -> int:
    """Days since 1970. Raises Refusal for a day that has not come."""
    day = (on - EPOCH).days
    if day * DAY_S > now:
        raise Refusal("refusal.day_to_come", day=on.isoformat())
    return day


def event(
    kind: str,
    now: int,
    on: dt.date,
    sender: Handle,
    recipients: tuple[Handle, ...],
    *,
    text: str = "",
    facts: Mapping[str, str] | None = None,
    duration_s: int | None = None,
) -> Event:
    """The entry of one act on a day. Raises Refusal for a day that has not come."""
    day = day_number(on, now)
    kept = tuple(sorted((key, value) for key, value in (facts or {}).items() if value))
    named = "|".join(handle.value for handle in (sender, *recipients) if handle != OWNER)
    native = f"word|{kind}|{day}|{now}|{named}|{text}|{kept}"
    return Event(
        kind, day * DAY_S, "day", "written", sender, recipients, native, None, text, duration_s, kept
    )


def told(ledger: Ledger, events: Sequence[Event], what: str, now: int) -> Batch:
    """Enters these events as one run, which one undo takes back."""
    entries = [(one, effective_words(one.text) if one.text else 0) for one in events]
    return tell(ledger, "owner", entries, f"log {what}", now)


def said(text: str) -> str:
    """A text that says something. Raises Refusal for an empty one."""
    if not text.strip():
        raise Refusal("refusal.empty_note")
    return text.strip()
