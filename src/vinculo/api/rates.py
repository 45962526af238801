"""One figure for what came, but only at the owner's own exchange rates, and what an hour brought beside it.

Without rates there is no such figure: it is refused, and never 0.
"""

from collections.abc import Sequence

from vinculo.api.answers import Value
from vinculo.api.choosing import choose_setting
from vinculo.api.word.returned import dimensions
from vinculo.errors import Contradiction, Refusal
from vinculo.ledger import Ledger, read
from vinculo.measure.exchange import (
    FEWEST,
    MOST,
    Preference,
    Rates,
    found,
    in_a_circle,
    preference,
    typed,
    undecided,
)
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

    Raises Refusal where one is no choice, of no kind of return, or more than are used, and Contradiction
    where they would go in a circle: it names them, and nothing is kept.
    """
    new = [preference(one) for one in said]
    _refuse_unknown(ledger, {name for one in new for name in (one.dimension, one.other)})
    made = (*preferences(ledger), *new) if new else ()
    if len(made) > MOST:
        raise Refusal("refusal.too_few_preferences", n=len(made), fewest=FEWEST, most=MOST)
    if new and (circle := in_a_circle(made)):
        raise Contradiction("refusal.circular", choices="; ".join(map(str, circle)))
    return choose_setting(ledger, PREFERENCES, "; ".join(map(str, made)), now)


def unprefer(ledger: Ledger, said: str, now: int) -> Batch:
    """Takes one choice back. Raises Refusal where it was never made, or is taken back already."""
    made = list(preferences(ledger))
    gone = preference(said)
    if gone not in made:
        raise Refusal("refusal.no_preference", said=said)
    made.remove(gone)
    return choose_setting(ledger, PREFERENCES, "; ".join(map(str, made)), now)


def next_choice(ledger: Ledger) -> Preference | None:
    """The choice between two that would tell most now; None where as many were made as are used."""
    return undecided(preferences(ledger), dimensions(ledger), BASE)


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
