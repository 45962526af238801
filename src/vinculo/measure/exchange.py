"""Exchange rates between kinds of return: the owner's own, typed or found from a few choices between two.

A choice is `1 access > 2 learning` (the first is worth more), `<`, or `=` (worth the same). The rates are
the least squares on their logarithms: of an equality the ratio that it says; of a preference, a ratio
of two at least, which costs nothing where it is kept. Choices that go in a circle have no rates.
"""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from math import exp, log
from typing import NamedTuple

import numpy as np

from vinculo.errors import Contradiction, Refusal

FEWEST, MOST = 5, 9
"""Choices from which rates are found: fewer say too little, more tire and contradict."""
MARGIN = log(2.0)
"""How much more something preferred is taken to be worth, at least. A convention."""
PULL = 1e-3
"""Weight of the even rates, so that what no choice tells of stays where it is."""
ROUNDS = 50
OPENING = 100.0
"""Units of the base beside one of a kind of which nothing is known yet: where asking begins, and no rate."""
_NUMBER = r"(\d+(?:[.,]\d+)?)\s+([^\d<>=]+?)"
_CHOICE = re.compile(rf"\s*{_NUMBER}\s*([<>=])\s*{_NUMBER}\s*")


class Preference(NamedTuple):
    """So much of one kind beside so much of another."""

    amount: float
    dimension: str
    sign: str
    """`>`, `<` or `=`."""
    other_amount: float
    other: str

    def __str__(self) -> str:
        amount, other_amount = (_digits(value) for value in (self.amount, self.other_amount))
        return f"{amount} {self.dimension} {self.sign} {other_amount} {self.other}"


class Rates(NamedTuple):
    """What one unit of each kind is worth, in units of the base."""

    base: str
    worth: dict[str, float]
    agreed: int
    """Choices that these rates agree with."""
    of: int
    """Choices; 0 where the rates were typed."""
    typical: float
    """By what factor the rates are off the equalities, typically; 1 where they fit, or there are none."""


def preference(said: str) -> Preference:
    """A choice from its text. Raises Refusal where it is none."""
    found = _CHOICE.fullmatch(said)
    if not found:
        raise Refusal("refusal.no_preference", said=said)
    amount, dimension, sign, other_amount, other = found.groups()
    first, second = (float(number.replace(",", ".")) for number in (amount, other_amount))
    if not first or not second or dimension.strip() == other.strip():
        raise Refusal("refusal.no_preference", said=said)
    return Preference(first, dimension.strip(), sign, second, other.strip())


def _digits(value: float) -> str:
    """Without an exponent, which no choice is read with."""
    return f"{Decimal(f'{value:.12g}'):f}"


def typed(said: str, base: str) -> Rates:
    """Rates as typed: `learning=40, access=150`, each in units of the base.

    Raises Refusal where one is no rate above 0.
    """
    worth = {base: 1.0}
    for word in filter(str.strip, said.split(",")):
        name, _, number = word.partition("=")
        try:
            rate = float(number)
        except ValueError:
            raise Refusal("refusal.no_rate", said=word.strip()) from None
        if not name.strip() or not 0 < rate < float("inf"):
            raise Refusal("refusal.no_rate", said=word.strip())
        worth[name.strip()] = rate
    return Rates(base, worth, 0, 0, 1.0)


def found(choices: Sequence[Preference], base: str) -> Rates:
    """Rates by least squares on log W. Raises Refusal for fewer choices than five or more than nine, and
    Contradiction for choices that go in a circle."""
    if not FEWEST <= len(choices) <= MOST:
        raise Refusal("refusal.too_few_preferences", n=len(choices), fewest=FEWEST, most=MOST)
    if circle := in_a_circle(choices):
        raise Contradiction("refusal.circular", choices="; ".join(map(str, circle)))
    worth = _worth(choices, base)
    place = {name: n for n, name in enumerate(worth)}
    rows, targets, signs = _equations(choices, place)
    gaps = rows @ np.log(list(worth.values()))
    right = [
        abs(gap - target) < MARGIN / 2 if sign == 0 else gap > target - MARGIN + 1e-9
        for sign, gap, target in zip(signs, gaps, targets, strict=True)
    ]
    even = [abs(gap - target) for sign, gap, target in zip(signs, gaps, targets, strict=True) if sign == 0]
    typical = exp(float(np.sqrt(np.mean(np.square(even))))) if even else 1.0
    return Rates(base, worth, int(sum(right)), len(choices), typical)


def undecided(choices: Sequence[Preference], names: Sequence[str], base: str) -> Preference | None:
    """The choice to ask for next, as an equality: a kind that no choice links to the base, beside the base;
    once all are linked, the pair that was compared least, in amounts that are worth the same by what
    is known, so that either answer tells something. None where as many were made as are used."""
    if len(choices) >= MOST:
        return None
    linked = {base}
    for _ in names:
        linked |= {
            name
            for one in choices
            for name in (one.dimension, one.other)
            if linked & {one.dimension, one.other}
        }
    for name in names:
        if name not in linked:
            return Preference(1.0, name, "=", OPENING, base)
    compared = Counter(frozenset({one.dimension, one.other}) for one in choices)
    pairs = list(combinations(names, 2))
    if not pairs:
        return None
    one, other = min(pairs, key=lambda pair: compared[frozenset(pair)])
    worth = _worth(choices, base)
    ratio = worth[one] / worth[other]
    if ratio >= 1:
        return Preference(1.0, one, "=", float(f"{ratio:.2g}"), other)
    return Preference(1.0, other, "=", float(f"{1 / ratio:.2g}"), one)


def _worth(choices: Sequence[Preference], base: str) -> dict[str, float]:
    """What one unit of each kind is worth in units of the base, by least squares on the logarithms; in
    order of name."""
    names = sorted({base, *(one.dimension for one in choices), *(one.other for one in choices)})
    place = {name: n for n, name in enumerate(names)}
    rows, targets, signs = _equations(choices, place)
    x = np.zeros(len(names))
    for _ in range(ROUNDS):
        active = np.array(
            [sign == 0 or gap < target for sign, gap, target in zip(signs, rows @ x, targets, strict=True)]
        )
        pull = PULL * np.eye(len(names))
        told = np.vstack([rows[active], pull])
        aims = np.concatenate([targets[active], np.zeros(len(names))])
        better = np.linalg.lstsq(told, aims, rcond=None)[0]
        if np.allclose(better, x, atol=1e-12):
            break
        x = better
    return {name: exp(float(x[n] - x[place[base]])) for name, n in place.items()}


def _equations(
    choices: Sequence[Preference], place: dict[str, int]
) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """One row a choice: x_better - x_worse = log(amounts), at least, where one is preferred."""
    rows = np.zeros((len(choices), len(place)))
    targets = np.zeros(len(choices))
    signs = []
    for n, one in enumerate(choices):
        way = -1 if one.sign == "<" else 1
        rows[n, place[one.dimension]] += way
        rows[n, place[one.other]] -= way
        targets[n] = way * log(one.other_amount / one.amount) + (0.0 if one.sign == "=" else MARGIN)
        signs.append(0 if one.sign == "=" else 1)
    return rows, targets, signs


def in_a_circle(choices: Sequence[Preference]) -> tuple[Preference, ...]:
    """Choices that no rates can satisfy together, an equality being so within a factor of the root of two
    and a preference by however little; empty where some rates can. By the shortest paths of Bellman and
    Ford: a circle of negative length is such a set."""
    edges = []
    for one in choices:
        ratio = log(one.other_amount / one.amount)
        slack = MARGIN / 2 if one.sign == "=" else -1e-9
        if one.sign in {">", "="}:
            edges.append((one.dimension, one.other, slack - ratio, one))
        if one.sign in {"<", "="}:
            edges.append((one.other, one.dimension, slack + ratio, one))
    reach = dict.fromkeys({name for edge in edges for name in edge[:2]}, 0.0)
    back: dict[str, tuple[str, Preference]] = {}
    last = ""
    for _ in range(len(reach) + 1):
        last = ""
        for worth_more, worth_less, length, one in edges:
            if reach[worth_more] + length < reach[worth_less] - 1e-12:
                reach[worth_less] = reach[worth_more] + length
                back[worth_less] = (worth_more, one)
                last = worth_less
        if not last:
            return ()
    for _ in range(len(reach)):
        last = back[last][0]
    circle: list[Preference] = []
    at = last
    while not circle or at != last:
        at, one = back[at]
        circle.append(one)
    return tuple(circle)
