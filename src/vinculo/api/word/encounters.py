"""Meetings, and the owner's private notes."""

import datetime as dt
from collections.abc import Sequence

from vinculo.api.word.telling import event, handles, said, told
from vinculo.errors import Refusal
from vinculo.ledger import Ledger
from vinculo.model import OWNER, Batch

MODES = {
    "in-person": "meeting_in_person",
    "remote": "meeting_remote",
    "hybrid": "meeting_hybrid",
    "call": "call",
    "unknown": "meeting",
}


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
    others = handles(ledger, who, now, is_new=is_new)
    facts = {"goal": goal.strip(), "location": place.strip()}
    duration_s = minutes * 60 if minutes else None
    met = event(MODES[mode], now, on, OWNER, others, facts=facts, duration_s=duration_s)
    return told(ledger, [met], "meeting", now)


def log_note(ledger: Ledger, who: str, now: int, *, text: str, on: dt.date, is_new: bool = False) -> Batch:
    """A private note about a relationship. It counts for no number.

    Raises UnknownPerson, and Refusal for an empty note.
    """
    text = said(text)
    note = event("note", now, on, OWNER, handles(ledger, [who], now, is_new=is_new), text=text)
    return told(ledger, [note], "note", now)
