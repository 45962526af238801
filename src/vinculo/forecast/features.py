"""What is known about each pair before an instant, in numbers without a unit.

Every time is divided by the horizon, so that what is learned on messages of a month holds for
contacts of an hour. Numbers never depend on who is called first in a pair, nor on names. Left out
on purpose: anything about people other than when they were in contact with whom.

Which numbers matter: Raeder et al. 2011 (Social Networks 33), Navarro et al. 2017 (EPJ Data
Science 6:31, silence against the usual gap), Butts 2008 (decayed inertia, reciprocity). Measured
on nine networks, the acquaintances two people share are worth more than all others at short
horizons; shares and ranks among a person's contacts add nothing and were dropped.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from vinculo.forecast import btyd
from vinculo.forecast.surroundings import surroundings
from vinculo.forecast.timeline import DAY_S, Floats, Ints, Timeline

HALF_LIVES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0)
"""Of the decayed sums, in horizons."""
WINDOWS = 8
"""How many windows as long as the horizon are looked at, backwards from the instant."""
LIFETIME = (0.5, 0.5, 1.0, 2.0)
"""Public MBG/NBD parameters in horizons (medians of seven networks: .49, .21, .95, 2.3; alpha is wider)."""
LIFETIME_PAIRS = 5_000
"""Pairs are thinned to about so many when the four parameters are fitted: more do not move them."""

PARTS: dict[str, tuple[str, ...]] = {
    "recency": ("rec", "w0", "c0", "s1/16", "s1/8", "s1/4"),
    "frequency": (
        *("n", "bins", "burst", "s1/2", "s1", "s2", "s4", "d1/2", "d2"),
        *("w1", "w2", "w3", "c1", "hit"),
    ),
    "rhythm": ("gap", "silence", "evenness", "lifetime"),
    "tenure": ("age", "span"),
    "reciprocity": ("lesser", "two_way", "s_lesser", "unanswered", "rec_other"),
    "activity": (
        *("near_low", "near_high", "now_low", "now_high", "far_low", "far_high"),
        *("seen_low", "seen_high", "acted_low", "acted_high", "acts_low", "acts_high"),
    ),
    "circle": ("ties_low", "ties_high", "warm_low", "warm_high", "shared", "shared_now", "likeness"),
}
"""The numbers by the part of an explanation they belong to (keys of the catalogue below `forecast.part.`)."""
NAMES: tuple[str, ...] = tuple(name for names in PARTS.values() for name in names)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every pair that had been in contact before an instant, as it was then."""

    pairs: Ints
    """Rows of the timeline's `ends`, ascending."""
    values: NDArray[np.float32]
    """(pairs, numbers) in the order of `NAMES`."""
    repeats: Floats
    """Active bins after the first: `x` of the models of contact till you die."""
    until_last: Floats
    """From the first to the last contact, in horizons: `t_x`."""
    age: Floats
    """Since the first contact, in horizons: `T`."""
    events: Floats
    """Events so far."""
    model: btyd.MbgNbd
    """The model of contact till you die that was used."""


def bin_of(horizon_s: float) -> float:
    """What counts as one active "day", in seconds: a day, or a thirtieth of a horizon under 21 days."""
    return DAY_S if horizon_s >= 21 * DAY_S else horizon_s / 30


def log(value: Floats, floor: float = 0.02) -> Floats:
    """A logarithm that ends at `floor`."""
    return np.log(value + floor)


def total(of: Ints, value: Floats, count: int) -> Floats:
    """The sum of `value` by owner."""
    return np.bincount(of, value, count).astype(np.float64)


def lifetime(repeats: Floats, until_last: Floats, age: Floats) -> btyd.MbgNbd:
    """The MBG/NBD model of these pairs, in horizons; with few pairs it stays near the public parameters."""
    every = max(1, len(repeats) // LIFETIME_PAIRS)
    order = np.lexsort((repeats, age, until_last))[::every]
    return btyd.fit(
        btyd.MbgNbd, repeats[order], until_last[order], age[order], prior=(LIFETIME, 5.0), tolerance=1e-6
    )


def snapshot(line: Timeline, at: float, horizon_s: float, model: btyd.MbgNbd | None = None) -> Snapshot:
    """The numbers of every pair with an event before `at`; events at or after it do not matter.

    `model` is the MBG/NBD model to use; without one it is fitted to these pairs.
    """
    before = line.at < at
    pairs, starts, pair = np.unique(line.pair[before], return_index=True, return_inverse=True)
    age = (at - line.at[before]) / horizon_s
    by_first = line.by_first[before]
    stops = np.append(starts[1:], len(pair)) if len(pairs) else starts
    events = (stops - starts).astype(np.float64)
    first, last = age[starts], age[stops - 1]
    told: dict[str, Floats] = {
        "rec": log(last),
        "n": np.log(events),
        "age": log(first),
        "span": log(first - last),
    }
    sums = {half: total(pair, np.exp2(-age / half), len(pairs)) for half in HALF_LIVES}
    for half, name in zip(HALF_LIVES, ("1/16", "1/8", "1/4", "1/2", "1", "2", "4"), strict=True):
        told[f"s{name}"] = log(sums[half], 0.05)
    bins = _rhythm(told, pair, age, last, len(pairs), bin_of(horizon_s) / horizon_s)
    told["burst"] = np.log(events / np.maximum(bins, 1))
    _windows(told, pair, age, first, len(pairs))
    _directions(told, pair, age, by_first, (starts, stops), sums[1.0])
    surroundings(told, line.ends[pairs], line.people, last, sums, (pair, age, by_first))
    model = model or lifetime(bins - 1, first - last, first)
    told["lifetime"] = logit(np.clip(model.p_any(bins - 1, first - last, first, 1.0), 1e-6, 1 - 1e-6))
    values = np.stack([told[name] for name in NAMES], axis=1).astype(np.float32)
    return Snapshot(pairs, values, bins - 1, first - last, first, events, model)


def _rhythm(
    told: dict[str, Floats], pair: Ints, age: Floats, last: Floats, count: int, width: float
) -> Floats:
    """Active bins and the gaps between them; gives the number of active bins of each pair."""
    number = np.floor(age / width)
    fresh = np.ones(len(pair), dtype=bool)
    fresh[1:] = (pair[1:] != pair[:-1]) | (number[1:] != number[:-1])
    of, when = pair[fresh], number[fresh] * width
    bins = np.bincount(of, minlength=count).astype(np.float64)
    told["bins"] = np.log(np.maximum(bins, 1))
    for half, name in ((0.5, "1/2"), (2.0, "2")):
        told[f"d{name}"] = log(total(of, np.exp2(-when / half), count), 0.05)
    inside = of[1:] == of[:-1]
    gap, owner = (when[:-1] - when[1:])[inside], of[1:][inside]
    gaps = bins - 1
    summed, squares = total(owner, gap, count), total(owner, gap * gap, count)
    # The present silence is a gap too, and half a horizon is what one gap is worth before any was seen.
    usual = (summed + last + 0.5) / bins
    told["gap"] = log(usual)
    told["silence"] = log(last / usual)
    mean = summed / np.maximum(gaps, 1)
    spread = np.sqrt(np.maximum(squares / np.maximum(gaps, 1) - mean**2, 0)) / np.maximum(mean, 1e-9)
    # The burstiness of few gaps is biased; Kim and Jo 2016 (Phys. Rev. E 94) correct it.
    more, less = np.sqrt(gaps + 1), np.sqrt(np.maximum(gaps - 1, 0))
    bursty = (more * spread - less) / np.where(gaps >= 3, (more - 2) * spread + less, 1.0)
    told["evenness"] = np.where(gaps >= 3, -np.clip(bursty, -1, 1), 0.0)
    return bins


def _windows(told: dict[str, Floats], pair: Ints, age: Floats, first: Floats, count: int) -> None:
    """In which of the windows just past there was contact: the forecast's own question, asked before."""
    hits, seen = np.zeros(count), np.zeros(count)
    for k in range(WINDOWS):
        inside = np.bincount(pair[(age > k) & (age <= k + 1)], minlength=count)
        if k < 4:
            told[f"w{k}"] = (inside > 0).astype(np.float64)
        if k < 2:
            told[f"c{k}"] = np.log1p(inside)
        hits += inside > 0
        seen += first > k
    told["hit"] = (hits + 0.3) / (seen + 1)


def _directions(
    told: dict[str, Floats],
    pair: Ints,
    age: Floats,
    by_first: NDArray[np.bool_],
    bounds: tuple[Ints, Ints],
    decayed: Floats,
) -> None:
    """Who of the two acted; zeros in a network where nobody can tell (one direction only)."""
    starts, stops = bounds
    count = len(starts)
    names = ("lesser", "two_way", "s_lesser", "unanswered", "rec_other")
    if by_first.all():
        told.update({name: np.zeros(count) for name in names})
        return
    acts = total(pair, by_first.astype(np.float64), count)
    lesser = np.minimum(acts, (stops - starts) - acts)
    warm = total(pair, np.exp2(-age) * by_first, count)
    other = by_first != by_first[stops - 1][pair]
    latest = np.full(count, -1)
    np.maximum.at(latest, pair[other], np.flatnonzero(other))
    told["lesser"] = np.log1p(lesser)
    told["two_way"] = (lesser > 0).astype(np.float64)
    told["s_lesser"] = log(np.maximum(np.minimum(warm, decayed - warm), 0), 0.05)
    told["unanswered"] = np.log(stops - 1 - np.maximum(latest, starts - 1))
    told["rec_other"] = np.where(latest >= 0, log(age[np.maximum(latest, 0)]), log(age[starts]) + 0.5)
