"""Promises: given by either side, and what became of them."""

import datetime as dt

from vinculo.api.people import handle_of
from vinculo.api.word.finding import find_promise
from vinculo.api.word.telling import day_number, event, handles, key_of, parties, said, told
from vinculo.derive import derive
from vinculo.errors import Refusal
from vinculo.ledger import Ledger
from vinculo.measure.promises import FOLLOWS, STATES
from vinculo.model import DAY_S, OWNER, Batch


def log_promise(
    ledger: Ledger,
    who: str,
    now: int,
    *,
    text: str,
    on: dt.date,
    by: str = "me",
    due: dt.date | None = None,
    is_new: bool = False,
) -> tuple[Batch, str]:
    """A promise by the owner (`me`) or the other side (`them`), due by a day or by none; and its key.

    Raises UnknownPerson, and Refusal for an empty promise or one due before it was made.
    """
    text = said(text)
    if due is not None and due < on:
        raise Refusal("refusal.due_before", due=due.isoformat(), day=on.isoformat())
    sender, recipients = parties(by, handles(ledger, [who], now, is_new=is_new))
    key = key_of("promise", by, who, text, on, now)
    facts = {"promise": key, "due": due.isoformat() if due else ""}
    made = event("promise_made", now, on, sender, recipients, text=text, facts=facts)
    return told(ledger, [made], "promise", now), key


def settle_promise(ledger: Ledger, which: str, now: int, *, state: str, on: dt.date) -> Batch:
    """What became of a promise: kept, broken, warned (called off before its day) or released (by
    agreement). `which` is its key or its beginning, or words of it, or whose it is, if only one fits.

    Raises Refusal where none or several fit, or that cannot become of it any more, or not on that day.
    """
    if state not in STATES or state == "open":
        raise Refusal("refusal.unknown_state", said=state, known=", ".join(STATES[1:]))
    derived = derive(ledger, now + 1)
    promise = find_promise(derived, which)
    if state not in FOLLOWS[promise.state]:
        raise Refusal("refusal.settled_already", what=promise.text)
    day = day_number(on, now)
    latest = promise.turns[-1].at if promise.turns else promise.made_at
    if day < latest // DAY_S:
        raise Refusal("refusal.before_it_began", what=promise.text, day=on.isoformat())
    if state == "warned" and promise.due_on is not None and day > promise.due_on:
        raise Refusal("refusal.warned_too_late", what=promise.text)
    other = handle_of(derived, promise.person)
    sender, recipients = (OWNER, (other,)) if promise.is_mine else (other, (OWNER,))
    facts = {"promise": promise.key, "title": promise.text}
    settled = event(f"promise_{state}", now, on, sender, recipients, facts=facts)
    return told(ledger, [settled], f"promise {state}", now)
