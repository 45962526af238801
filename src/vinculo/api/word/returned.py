"""Returns, hopes and losses, and the shares that the owner sets."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from vinculo.api.people import find_person, handle_of
from vinculo.api.word.finding import find_return
from vinculo.api.word.telling import event, handles, key_of, told
from vinculo.derive import Derived, derive
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read, tell
from vinculo.measure.returns import DIMENSIONS
from vinculo.model import OWNER, Batch, Ruling

STATUSES = {"confirmed": "return", "expected": "return_expected", "lost": "loss"}
"""What the owner says of a return → its kind of event; only a confirmed one counts."""
LONGEST_AMOUNT = 15
"""Digits of an amount: what every engine and spreadsheet keeps exactly."""


def dimensions(ledger: Ledger) -> tuple[str, ...]:
    """Kinds of return: the six, and the owner's own (the choice `dimensions`)."""
    own = (word.strip() for word in read.choices(ledger).get("dimensions", "").split(","))
    return (*DIMENSIONS, *dict.fromkeys(word for word in own if word and word not in DIMENSIONS))


def log_return(
    ledger: Ledger,
    who: str | Sequence[str],
    now: int,
    *,
    dimension: str,
    amount: float | str,
    unit: str = "",
    on: dt.date,
    status: str = "confirmed",
    note: str = "",
    began: str = "",
    is_mutual: bool = False,
    is_personal: bool = False,
    is_new: bool = False,
    hoped: str = "",
) -> Batch:
    """What one or several relationships brought (or may bring, or cost): an amount of one dimension in its
    own unit. `began`: the place in which it began, by its id or words of its title. `is_mutual`: the other
    side gained from it too. `hoped`: the hope that has come with it, or failed, by its key or words of it.

    Raises UnknownPerson, and Refusal for an unknown dimension, status or place, or an amount that is
    not above 0.
    """
    known = dimensions(ledger)
    if dimension not in known:
        raise Refusal("refusal.unknown_dimension", said=dimension, known=", ".join(known))
    if status not in STATUSES:
        raise Refusal("refusal.unknown_status", said=status, known=", ".join(STATUSES))
    people = [who] if isinstance(who, str) else list(who)
    others = handles(ledger, people, now, is_new=is_new)
    facts = {
        "return": key_of("return", *people, dimension, amount, unit, on, now, note),
        "dimension": dimension,
        "amount": _amount(amount),
        "unit": unit.strip(),
        "status": status,
        "gain": "both" if is_mutual else "",
        "nature": "personal" if is_personal else "",
    }
    if hoped.strip():
        facts["return"] = find_return(derive(ledger, now + 1), hoped).key
    if began.strip():
        facts |= place_called(ledger, derive(ledger, now + 1), began.strip())
    brought = event(STATUSES[status], now, on, OWNER, others, text=note.strip(), facts=facts)
    return told(ledger, [brought], "return", now)


def _amount(said: float | str) -> str:
    try:
        amount = Decimal(f"{said:.12g}" if isinstance(said, float) else str(said).strip())
    except InvalidOperation:
        raise Refusal("refusal.impossible_amount", said=said) from None
    if not amount.is_finite() or amount <= 0 or len(amount.normalize().as_tuple().digits) > LONGEST_AMOUNT:
        raise Refusal("refusal.impossible_amount", said=said)
    return f"{amount.normalize():f}"


def place_called(ledger: Ledger, derived: Derived, said: str) -> dict[str, str]:
    """The place that is meant, as the facts of a return hold it. Raises Refusal where none or several fit."""
    from vinculo.api.places import places

    found = [place for place in places(ledger, derived) if place.id == said]
    if not found:
        words = said.casefold().split()
        found = [
            place for place in places(ledger, derived) if all(w in place.title.casefold() for w in words)
        ]
    if len(found) != 1:
        if not found:
            raise Refusal("refusal.nothing_so_called", said=said)
        named = "; ".join(f"{place.id} ({place.title[:60]})" for place in found[:6])
        raise Refusal("refusal.several_so_called", said=said, candidates=named)
    return {"began_kind": found[0].kind, "began_key": found[0].key}


def set_share(ledger: Ledger, which: str, who: str, share: str, now: int) -> Batch:
    """The share of a return that the owner holds to be somebody's, as `25%` or `0.25`; empty takes it back.
    `who` may be `nobody`. The others' shares are of what is left.

    Raises UnknownPerson, and Refusal for a share that is none, or where all together exceed the whole.
    """
    derived = derive(ledger, now + 1)
    brought = find_return(derived, which)
    whose = None if who.casefold() == "nobody" else find_person(derived, who)
    part = _share(share)
    others = dict(derived.word.fixed.get(brought.key, {}))
    others.pop(whose, None)
    if part is not None and sum(others.values(), part) > 1:
        raise Refusal("refusal.more_than_all", said=share)
    about = () if whose is None else (handle_of(derived, whose),)
    facts = {"return": brought.key, "share": str(part) if part is not None else "", "told": str(now)}
    ruling = Ruling("share", about, brought.at, tuple(sorted(facts.items())))
    return tell(ledger, "owner", [(ruling, 0)], "share", now)


def _share(said: str) -> Fraction | None:
    said = said.strip().replace(",", ".")
    if not said:
        return None
    try:
        part = Fraction(said.removesuffix("%").strip()) / (100 if said.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise Refusal("refusal.impossible_share", said=said) from None
    if not 0 <= part <= 1:
        raise Refusal("refusal.impossible_share", said=said)
    return part
