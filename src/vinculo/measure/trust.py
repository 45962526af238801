"""Trust: what somebody's deeds say about whether they can, mean well, and keep their word.

Three facets (Mayer, Davis and Schoorman 1995, Academy of Management Review 20: ability, benevolence,
integrity), each a Beta distribution over evidence for (r) and against (s):

    E = (r + W a) / (r + s + W),  u = W / (r + s + W),  W = 2

(Jøsang and Ismail 2002, the beta reputation system). The base rate a is how often people keep their
promises to this owner, shrunk toward one half. What is shown decays with a half-life of four years, so
that it returns to the base rate and not to zero: what fades is how sure one can be. The rule of the
stage counts undecayed evidence and a = 1/2, or three promises kept today would lapse, and another's
promises would move this relationship.

What the deeds weigh is a judgment, few and in one place (`DEEDS`). That it takes five kept promises
where one was broken, and three where none was, is no penalty: it follows from the distribution.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from vinculo.measure.stages import HORIZON_S, PROMISES_KEPT
from vinculo.model import DAY_S

FACETS = ("ability", "benevolence", "integrity")
PRIOR_WEIGHT = 2.0
HALF_LIFE_S = 1460 * DAY_S
"""Four years, of what is shown."""
BASE_WEIGHT = 10.0
"""How many promises the even base rate is worth."""
SURE = 0.9
"""Of keeping their word more often than not: what the stage asks for."""
INTERVAL = (0.1, 0.9)
MOST_PRESENCE = 1.0
"""What meetings together are worth at most under the rule of the stage: presence is evidence, no gate."""
MOST_VOUCHED = 1.0
"""What all that others say for somebody is worth at most."""
IGNORED_AFTER_S = 30 * DAY_S
"""A request without an answer for so long was ignored."""
THIRD = 1 / 3

Triple = tuple[float, float, float]


class Weight(NamedTuple):
    """What one deed says: evidence for and against, by facet."""

    r: Triple
    s: Triple
    most: int | None = None
    """How many such deeds count; None where all do."""
    is_costly: bool = False
    """It cost somebody something, and can carry the stage."""
    is_presence: bool = False


_NONE: Triple = (0.0, 0.0, 0.0)
DEEDS: Mapping[str, Weight] = MappingProxyType(
    {
        "promise_kept": Weight((0, 0, 1), _NONE, is_costly=True),
        "promise_broken": Weight(_NONE, (0, 0, 1)),
        "promise_warned": Weight(_NONE, (0, 0, 0.5)),
        "promise_released": Weight(_NONE, _NONE),
        "delivered_well": Weight((1, 0, 0), _NONE, is_costly=True),
        "delivered_badly": Weight(_NONE, (1, 0, 0)),
        "help_given": Weight((0, 0.5, 0), _NONE),
        "introduction": Weight((0, 1, 0), _NONE),
        "recommendation": Weight((0, 0.5, 0), _NONE),
        "request_ignored": Weight(_NONE, (0, 0.25, 0)),
        "confidence_kept": Weight((0, 0, 1), _NONE),
        "confidence_breached": Weight(_NONE, (0, 0, 2)),
        "met_with_goal": Weight((THIRD, THIRD, THIRD), _NONE, most=3, is_presence=True),
        "live_with_goal": Weight((0.5 * THIRD, 0.5 * THIRD, 0.5 * THIRD), _NONE, most=6, is_presence=True),
    }
)
"""Deed → what it says. Beside these, whoever is vouched for gains half of the voucher's own trust in
ability and in integrity, one in all at most."""


class Deed(NamedTuple):
    """Something that somebody did, as evidence."""

    key: str
    """Of `DEEDS`."""
    at: int
    entry: int
    amends: int | None = None
    """Of a broken promise: when it was made good, or let go by agreement; None as long as it is not."""


class Vouch(NamedTuple):
    """Somebody's word for another, once per voucher."""

    voucher: int
    at: int
    entry: int


class Trust(NamedTuple):
    """What is known about somebody's trustworthiness; with nothing known, the base rate and no certainty."""

    value: float
    """The mean of the three expectations, from 0 to 1."""
    low: float
    high: float
    """80 % interval."""
    sure: float
    """From 0 (nothing is known) toward 1."""
    facets: Mapping[str, tuple[float, float]]
    """Facet → expectation and how sure it is."""
    evidence: float
    """What is known, for and against, together: decayed, in kept promises."""
    p_keeps: float
    """P(they keep their word more often than not), as the rule of the stage sees it today."""
    left: int
    """Kept promises that the rule still asks for; 0 where it is satisfied."""


def base_rate(kept: int, broken: int) -> float:
    """How often promises to this owner are kept, shrunk to one half with the weight of ten promises."""
    return (kept + 0.5 * BASE_WEIGHT) / (kept + broken + BASE_WEIGHT)


def expectation(r: float, s: float, base: float) -> float:
    """E = (r + W a) / (r + s + W): the mean of the facet's distribution."""
    return (r + PRIOR_WEIGHT * base) / (r + s + PRIOR_WEIGHT)


def uncertainty(r: float, s: float) -> float:
    """u = W / (r + s + W): 1 where nothing is known; belief + disbelief + u = 1."""
    return PRIOR_WEIGHT / (r + s + PRIOR_WEIGHT)


def p_keeps(r: float, s: float) -> float:
    """P(theta > 1/2) of Beta(r + 1, s + 1). Three kept: .9375; five, one broken: .9375; six, two: .9102."""
    from scipy.special import betainc

    return float(1 - betainc(r + 1, s + 1, 0.5))


def counted(deeds: Iterable[Deed]) -> list[tuple[Deed, Weight]]:
    """The deeds that count, oldest first: of some kinds only the first few do."""
    seen: dict[str, int] = {}
    told = []
    for deed in sorted(deeds, key=lambda deed: (deed.at, deed.entry)):
        weight = DEEDS[deed.key]
        seen[deed.key] = seen.get(deed.key, 0) + 1
        if weight.most is None or seen[deed.key] <= weight.most:
            told.append((deed, weight))
    return told


def pooled(told: Sequence[tuple[Deed, Weight]]) -> tuple[float, float, bool]:
    """Undecayed evidence for and against of all facets together, presence one at most, and whether any of
    it was costly: what the rule of the stage sees. Vouching is not among it."""
    present = sum(sum(weight.r) for _, weight in told if weight.is_presence)
    r = min(present, MOST_PRESENCE) + sum(sum(weight.r) for _, weight in told if not weight.is_presence)
    s = sum(sum(weight.s) for _, weight in told)
    return r, s, any(weight.is_costly for _, weight in told)


def promises_left(told: Sequence[tuple[Deed, Weight]]) -> int:
    """How many more kept promises would satisfy the rule."""
    r, s, is_costly = pooled(told)
    left = 0 if is_costly else 1
    while p_keeps(r + left, s) < SURE:
        left += 1
    return left


def is_standing(told: Sequence[tuple[Deed, Weight]], at: int, horizon_s: int = HORIZON_S) -> bool:
    """Whether the rule holds at an instant, by deeds up to it: sure enough, and no promise broken within
    the horizon that was not made good."""
    known = [(deed, weight) for deed, weight in told if deed.at <= at]
    broken = (deed for deed, _ in known if deed.key == "promise_broken" and at - deed.at < horizon_s)
    is_open = any(deed.amends is None or deed.amends > at for deed in broken)
    return not is_open and promises_left(known) == 0


def trusted_at(deeds: Iterable[Deed], as_of: int, horizon_s: int = HORIZON_S) -> int | None:
    """When the rule first held, before `as_of`; None if it never did. It can come to hold by a deed, by
    amends, or when a broken promise is a horizon old."""
    told = counted(deeds)
    instants = {deed.at for deed, _ in told}
    instants |= {deed.at + horizon_s for deed, _ in told if deed.key == "promise_broken"}
    instants |= {deed.amends for deed, _ in told if deed.amends is not None}
    return next((at for at in sorted(instants) if at < as_of and is_standing(told, at, horizon_s)), None)


def credit(deeds: Iterable[Deed]) -> int:
    """Of the three kept promises that trust starts from, how many it has already; negative where a broken
    one asks for more."""
    return PROMISES_KEPT - promises_left(counted(deeds))


def trust(
    deeds: Iterable[Deed], as_of: int, base: float, vouchers: Mapping[int, tuple[int, float]] | None = None
) -> Trust:
    """Trust as of an instant. `vouchers`: who vouched → when, and their own expectation from deeds alone
    (one hop: what others say for them does not count)."""
    told = [(deed, weight) for deed, weight in counted(deeds) if deed.at < as_of]
    r, s = [0.0] * 3, [0.0] * 3
    for deed, weight in told:
        left = _remaining(deed.at, as_of)
        for facet in range(3):
            r[facet] += left * weight.r[facet]
            s[facet] += left * weight.s[facet]
    vouched = [value * _remaining(at, as_of) for at, value in (vouchers or {}).values() if at < as_of]
    scale = min(1.0, MOST_VOUCHED / sum(vouched)) if sum(vouched) else 0.0
    for facet in (0, 2):
        r[facet] += 0.5 * scale * sum(vouched)
    means = [expectation(*both, base) for both in zip(r, s, strict=True)]
    doubts = [uncertainty(*both) for both in zip(r, s, strict=True)]
    low, high = _interval(r, s, base)
    rule_r, rule_s, _ = pooled(told)
    return Trust(
        sum(means) / 3,
        low,
        high,
        1 - sum(doubts) / 3,
        {name: (mean, 1 - doubt) for name, mean, doubt in zip(FACETS, means, doubts, strict=True)},
        sum(r) + sum(s),
        p_keeps(rule_r, rule_s),
        promises_left(told),
    )


def _remaining(at: int, as_of: int) -> float:
    remaining: float = 2.0 ** (-(as_of - at) / HALF_LIFE_S)
    return remaining


def _interval(r: Sequence[float], s: Sequence[float], base: float) -> tuple[float, float]:
    """80 % interval of the mean of three independent Beta variables, by the Beta of its mean and variance."""
    from scipy.special import betaincinv

    ends = [
        (for_ + PRIOR_WEIGHT * base, against + PRIOR_WEIGHT * (1 - base))
        for for_, against in zip(r, s, strict=True)
    ]
    mean = sum(a / (a + b) for a, b in ends) / 3
    variance = sum(a * b / ((a + b) ** 2 * (a + b + 1)) for a, b in ends) / 9
    weight = mean * (1 - mean) / variance - 1
    low, high = (float(betaincinv(mean * weight, (1 - mean) * weight, end)) for end in INTERVAL)
    return low, high
