"""Acts that speak for somebody: help, introductions, a word for another, a confidence kept or not."""

import datetime as dt
from collections.abc import Sequence

from vinculo.api.word.telling import event, handles, parties, told
from vinculo.errors import Refusal
from vinculo.ledger import Ledger
from vinculo.model import OWNER, Batch

HELP = {"asked": "help_asked", "given": "help_given", "declined": "help_declined"}


def log_help(
    ledger: Ledger,
    who: str,
    now: int,
    *,
    what: str,
    on: dt.date,
    by: str = "me",
    text: str = "",
    is_new: bool = False,
) -> Batch:
    """Help asked, given or declined (`HELP`) by the owner (`me`) or the other side (`them`).

    Raises UnknownPerson, and Refusal for what is none of these.
    """
    if what not in HELP:
        raise Refusal("refusal.unknown_help", said=what, known=", ".join(HELP))
    sender, recipients = parties(by, handles(ledger, [who], now, is_new=is_new))
    return told(ledger, [event(HELP[what], now, on, sender, recipients, text=text.strip())], "help", now)


def log_introduction(
    ledger: Ledger,
    who: str,
    whom: Sequence[str],
    now: int,
    *,
    on: dt.date,
    by: str = "them",
    text: str = "",
    is_new: bool = False,
) -> Batch:
    """That `who` brought `whom` to the owner (`them`), or that the owner brought them all together (`me`).
    With `is_new`, nobody knows `whom` yet.

    Raises UnknownPerson, and Refusal where somebody would be introduced to themselves.
    """
    (introducer,) = handles(ledger, [who], now)
    brought = handles(ledger, whom, now, is_new=is_new)
    if introducer in brought:
        raise Refusal("refusal.introduced_to_themselves")
    sender, recipients = (OWNER, (introducer, *brought))
    if by != "me":
        sender, recipients = parties(by, (introducer,))
        recipients = (*recipients, *brought)
    made = event("introduction", now, on, sender, recipients, text=text.strip())
    return told(ledger, [made], "introduction", now)


def log_vouch(ledger: Ledger, who: str, whom: str, now: int, *, on: dt.date, text: str = "") -> Batch:
    """That `who` spoke for `whom` to the owner.

    Raises UnknownPerson, and Refusal where somebody would speak for themselves.
    """
    voucher, other = (*handles(ledger, [who], now), *handles(ledger, [whom], now))
    if voucher == other:
        raise Refusal("refusal.introduced_to_themselves")
    return told(ledger, [event("vouch", now, on, voucher, (OWNER, other), text=text.strip())], "vouch", now)


def log_confidence(
    ledger: Ledger, who: str, now: int, *, is_kept: bool, on: dt.date, text: str = "", by: str = "them"
) -> Batch:
    """That something told in confidence was kept, or was not. Raises UnknownPerson."""
    kind = "confidence_kept" if is_kept else "confidence_breached"
    sender, recipients = parties(by, handles(ledger, [who], now))
    judged = event(kind, now, on, sender, recipients, text=text.strip())
    return told(ledger, [judged], "confidence", now)
