"""One figure for what came, but only at the owner's own exchange rates, and what an hour brought beside it.

Without rates there is no such figure: it is refused, and never 0.
"""

from collections.abc import Sequence

from vinculo.api.answers import Value
from vinculo.api.choosing import choose_setting
from vinculo.api.word.returned import dimensions
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.measure.exchange import Preference, Rates, found, preference, typed
from vinculo.measure.returns import DIMENSIONS
from vinculo.model import Batch

BASE = DIMENSIONS[0]
RATES, PREFERENCES = "rates", "preferences"
"""The choices in which rates are kept: as typed, and as choices between two, after semicolons."""


def rates(ledger: Ledger) -> Rates:
    """The owner's exchange rates, in units of money: those typed, or those that follow from choices.

    Raises Refusal where there are none, or too few choices; Contradiction where choices go in a circle.
    """
    chosen = read.choices(ledger)
    if chosen.get(RATES):
        return typed(chosen[RATES], BASE)
    if chosen.get(PREFERENCES):
        return found(preferences(ledger), BASE)
    raise Refusal("refusal.no_rates")


def preferences(ledger: Ledger) -> tuple[Preference, ...]:
    """The owner's choices between two kinds of return, in the order in which they were made."""
    said = read.choices(ledger).get(PREFERENCES, "")
    return tuple(preference(one) for one in said.split(";") if one.strip())


def type_rates(ledger: Ledger, said: Sequence[str], now: int) -> Batch:
    """Keeps rates such as `learning=40`, in units of money; none takes them back.

    Raises Refusal where one is no rate, or of no kind of return.
    """
    text = ", ".join(said)
    _refuse_unknown(ledger, typed(text, BASE).worth)
    return choose_setting(ledger, RATES, text, now)


def prefer(ledger: Ledger, said: Sequence[str], now: int) -> Batch:
    """Keeps choices such as `1 access > 2 learning` beside those made before; none takes all back.

    Raises Refusal where one is no choice, or of no kind of return.
    """
    new = [preference(one) for one in said]
    _refuse_unknown(ledger, {name for one in new for name in (one.dimension, one.other)})
    text = "; ".join(map(str, (*preferences(ledger), *new))) if new else ""
    return choose_setting(ledger, PREFERENCES, text, now)


def _refuse_unknown(ledger: Ledger, names: object) -> None:
    known = dimensions(ledger)
    for name in names if isinstance(names, set | dict) else ():
        if name not in known:
            raise Refusal("refusal.unknown_dimension", said=name, known=", ".join(known))


def scalar(value: Value, at: Rates) -> float:
    """What came of a relationship as one figure, in units of the base: the sum of W_d V_d. What is
    expected, what was lost, other units and kinds without a rate stay apart from it."""
    return sum(at.worth.get(name, 0.0) * amount for name, amount in value.realized.items())


def per_hour(value: Value, minutes: float) -> dict[str, float]:
    """What came for each hour that the owner gave, by kind; nothing where no time was given. A ratio beside
    the value and no part of it."""
    if not minutes:
        return {}
    return {name: amount * 60 / minutes for name, amount in value.realized.items() if amount}
