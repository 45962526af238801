"""The owner's word: what no file can know, entered by the front door as one more entry, with undo."""

import datetime as dt
from collections.abc import Sequence

from vinculo import derive
from vinculo.api.answers import DIMENSIONS
from vinculo.api.people import find_person, handle_of
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, tell
from vinculo.measure.words import effective_words
from vinculo.model import DAY_S, OWNER, Batch, Event, Handle

MODES = {
    "in-person": "meeting_in_person",
    "remote": "meeting_remote",
    "hybrid": "meeting_hybrid",
    "unknown": "meeting",
}
STATUSES = {"confirmed": "return", "expected": "return_expected"}
"""What the owner says of a return → its kind of event; only a confirmed one counts."""


def log_meeting(
    ledger: Ledger,
    who: Sequence[str],
    now: int,
    *,
    on: dt.date,
    mode: str = "in-person",
    minutes: int | None = None,
    place: str = "",
    goal: str = "",
    is_new: bool = False,
) -> Batch:
    """A meeting that took place. `mode` is a key of `MODES`; `minutes` is how long it took, None
    where nobody remembers; `goal` is what it was for, if it had a clear and mutual goal.

    Raises UnknownPerson, and Refusal for a day that has not come, an unknown mode, or no minutes.
    """
    if mode not in MODES:
        raise Refusal("refusal.unknown_mode", said=mode, known=", ".join(MODES))
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise Refusal("refusal.impossible_minutes", said=minutes)
    facts = {"goal": goal, "location": place}
    duration_s = minutes * 60 if minutes else None
    return _tell(ledger, MODES[mode], who, now, on, facts, duration_s=duration_s, is_new=is_new)


def log_return(
    ledger: Ledger,
    who: str,
    now: int,
    *,
    dimension: str,
    amount: float,
    unit: str = "",
    on: dt.date,
    status: str = "confirmed",
    note: str = "",
    is_new: bool = False,
) -> Batch:
    """What a relationship brought: an amount of one dimension in its own unit, confirmed or expected.

    Raises UnknownPerson, and Refusal for an unknown dimension or status, or an amount that is not above 0.
    """
    if dimension not in DIMENSIONS:
        raise Refusal("refusal.unknown_dimension", said=dimension, known=", ".join(DIMENSIONS))
    if status not in STATUSES:
        raise Refusal("refusal.unknown_status", said=status, known=", ".join(STATUSES))
    if not 0 < amount < float("inf"):
        raise Refusal("refusal.impossible_amount", said=amount)
    facts = {"dimension": dimension, "amount": f"{amount:.12g}", "unit": unit, "status": status}
    return _tell(ledger, STATUSES[status], [who], now, on, facts, text=note, is_new=is_new)


def log_note(ledger: Ledger, who: str, now: int, *, text: str, on: dt.date, is_new: bool = False) -> Batch:
    """A private note about a relationship. It counts for no number.

    Raises UnknownPerson, and Refusal for an empty note.
    """
    if not text.strip():
        raise Refusal("refusal.empty_note")
    return _tell(ledger, "note", [who], now, on, {}, text=text, is_new=is_new)


def _tell(
    ledger: Ledger,
    kind: str,
    who: Sequence[str],
    now: int,
    on: dt.date,
    facts: dict[str, str],
    *,
    text: str = "",
    duration_s: int | None = None,
    is_new: bool = False,
) -> Batch:
    day = (on - dt.date(1970, 1, 1)).days
    if day * DAY_S > now:
        raise Refusal("refusal.day_to_come", day=on.isoformat())
    recipients = _recipients(ledger, who, now, is_new=is_new)
    kept = tuple(sorted((key, value) for key, value in facts.items() if value))
    native = f"word|{kind}|{day}|{now}|{'|'.join(handle.value for handle in recipients)}|{text}|{kept}"
    event = Event(
        kind, day * DAY_S, "day", "written", OWNER, recipients, native, None, text, duration_s, kept
    )
    return tell(
        ledger,
        "owner",
        [(event, effective_words(text) if text else 0)],
        f"log {kind.removesuffix('_expected')}",
        now,
    )


def _recipients(ledger: Ledger, who: Sequence[str], now: int, *, is_new: bool) -> tuple[Handle, ...]:
    if is_new:
        return tuple(Handle("email", said) if "@" in said else Handle("name", said) for said in who)
    derived = derive.derive(ledger, now + 1)
    return tuple(handle_of(derived, find_person(derived, said)) for said in who)
