"""How often people come back to this owner after so many separate days, by channel: beside the rule."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from vinculo.derive import Derived
from vinculo.measure.interactions import KINDS
from vinculo.measure.stages import BOND_DAYS, HORIZON_S, RECOGNIZED_DAYS
from vinculo.model import DAY_S

MOST_DAYS = 10
PRIOR_TIES = 30.0
"""How many relationships what is known of other networks is worth."""
PUBLISHED = (0.49, 0.58, 0.67, 0.70, 0.74, 0.78, 0.82, 0.83, 0.83, 0.84)
"""By day: P(another day within the horizon | so many days so far), the mean of five networks of e-mail and
messages (CollegeMsg, an e-mail extract of a European institution, a manufacturing firm's e-mail, Enron,
DNC; horizons of 21 to 90 days); days 6, 8 and 9 lie between their neighbors."""
LOWER = 0.05
LEVELS = (0.5, 0.8)
"""More often than not, and four times in five."""
CHANNELS = ("message", "email", "public", "live")
"""Beside all of them together."""


@dataclass(frozen=True, slots=True)
class Comeback:
    """After the k-th separate day."""

    day: int
    relationships: int
    """Relationships that had so many days, long enough ago to know how it went on."""
    came_back: int
    chance: float
    """Pooled with what is known of other networks."""
    low: float
    """Above which it is with a chance of 95 in 100."""


@dataclass(frozen=True, slots=True)
class Comebacks:
    """How often people come back, in one channel."""

    channel: str
    """One of `CHANNELS`, or `all`."""
    days: tuple[Comeback, ...]
    recognized_from: int | None
    """The first day from which they come back more often than not, by the lower bound; None: none of them."""
    bond_from: int | None
    """The same for four times in five."""


@dataclass(frozen=True, slots=True)
class Way:
    """The rule of the stages, and what was measured."""

    recognized_days: int
    bond_days: int
    horizon_days: int
    published: tuple[float, ...]
    channels: tuple[Comebacks, ...]


def way(derived: Derived) -> Way:
    """The owner's own rates by channel, beside the days that the stages ask for."""
    happened = derived.happenings
    exchange = happened["exchange"].to_numpy() == 1
    tie, at, code = (happened[name].to_numpy()[exchange] for name in ("tie", "at", "code"))
    channel = np.array([_channel(kind) for kind in KINDS])[code] if len(code) else np.array([], dtype=str)
    channels = [_comebacks("all", tie, at, derived.seen_until)]
    for name in CHANNELS:
        own = channel == name
        if own.any():
            channels.append(_comebacks(name, tie[own], at[own], derived.seen_until))
    return Way(RECOGNIZED_DAYS, BOND_DAYS, HORIZON_S // DAY_S, PUBLISHED, tuple(channels))


def _channel(kind: str) -> str:
    told = KINDS[kind]
    if told.is_live:
        return "live"
    if kind == "email":
        return "email"
    return "message" if told.is_private else "public"


def _comebacks(name: str, tie: np.ndarray, at: np.ndarray, seen_until: int) -> Comebacks:
    days = np.unique(np.stack([tie, at // DAY_S], axis=1), axis=0) if len(tie) else np.empty((0, 2), np.int64)
    begins = np.flatnonzero(np.r_[True, days[1:, 0] != days[:-1, 0]]) if len(days) else np.empty(0, np.int64)
    lengths = np.diff(np.r_[begins, len(days)])
    order = np.arange(len(days)) - np.repeat(begins, lengths) + 1
    horizon = HORIZON_S // DAY_S
    following = np.r_[days[1:, 1], 0] - days[:, 1]
    is_last = np.r_[days[1:, 0] != days[:-1, 0], True] if len(days) else np.empty(0, bool)
    again = ~is_last & (following <= horizon)
    known = (days[:, 1] + 1 + horizon) * DAY_S <= seen_until
    told = [_after(k, again[(order == k) & known]) for k in range(1, MOST_DAYS + 1)]
    lows = np.maximum.accumulate([one.low for one in told])
    recognized, bond = (
        next((one.day for one, low in zip(told, lows, strict=True) if low >= level), None) for level in LEVELS
    )
    return Comebacks(name, tuple(told), recognized, bond)


def _after(day: int, again: np.ndarray) -> Comeback:
    n, hits = len(again), int(again.sum())
    prior = PUBLISHED[day - 1] * PRIOR_TIES
    alpha, beta = prior + hits, PRIOR_TIES - prior + n - hits
    return Comeback(day, n, hits, alpha / (alpha + beta), float(betaincinv(alpha, beta, LOWER)))
