"""What is known about the two people of a pair from everybody else they are in contact with.

A person's own recent life carries much of a forecast: who has gone silent everywhere will be
silent here too. The pair's own events are left out, so that nothing is counted twice. The lower
and the higher of the two people are given, since a pair has no order.
"""

import numpy as np
from numpy.typing import NDArray

from vinculo.forecast.timeline import Floats, Ints

NEVER = 1e3
"""Horizons of silence of somebody who was never seen with anybody else."""
CHUNK = 20_000
"""Pairs whose shared acquaintances are counted at once: bounds the memory."""


def surroundings(
    told: dict[str, Floats],
    ends: Ints,
    people: int,
    last: Floats,
    sums: dict[float, Floats],
    events: tuple[Ints, Floats, NDArray[np.bool_]],
) -> None:
    """Adds to `told` the numbers about both people of each pair.

    `ends` (pairs, 2) people; `last` the pair's silence and `sums` its decayed sums by half-life;
    `events` = (pair, age, whether the first acted) of each event; times in horizons.
    """
    low, high = ends[:, 0], ends[:, 1]

    def others(value: Floats) -> tuple[Floats, Floats]:
        whole = np.bincount(low, value, people) + np.bincount(high, value, people)
        return np.maximum(whole[low] - value, 0), np.maximum(whole[high] - value, 0)

    def put(name: str, one: Floats, other: Floats) -> None:
        told[f"{name}_low"], told[f"{name}_high"] = np.minimum(one, other), np.maximum(one, other)

    for half, name in ((0.25, "near"), (1.0, "now"), (4.0, "far")):
        one, other = others(sums[half])
        put(name, np.log(one + 0.05), np.log(other + 0.05))
    one, other = others(np.ones(len(ends)))
    put("ties", np.log1p(one), np.log1p(other))
    one, other = others(np.exp2(-last))
    put("warm", np.log(one + 0.05), np.log(other + 0.05))
    one, other = _last_seen(ends, people, last)
    put("seen", np.log(one + 0.02), np.log(other + 0.02))
    silences, lately = _acts(ends, people, events)
    put("acted", *silences)
    put("acts", *lately)
    for half, name in ((2.0, "shared"), (0.25, "shared_now")):
        together, size = _shared(ends, people, sums[half])
        told[name] = np.log1p(together)
        if half == 2.0:
            told["likeness"] = together / (size[low] * size[high] + 0.3)


def _last_seen(ends: Ints, people: int, last: Floats) -> tuple[Floats, Floats]:
    """Since when each of the two was in contact with anybody else."""
    count = len(ends)
    who, silence = ends.T.ravel(), np.concatenate([last, last])
    order = np.lexsort((silence, who))
    starts = np.flatnonzero(np.diff(who[order], prepend=-1))
    found = who[order][starts]
    best, second, holder = np.full(people, NEVER), np.full(people, NEVER), np.full(people, -1)
    best[found], holder[found] = silence[order][starts], order[starts] % max(count, 1)
    several = np.diff(np.append(starts, len(order))) > 1
    second[found[several]] = silence[order][starts[several] + 1]
    rows = np.arange(count)
    one, other = (np.where(holder[end] == rows, second[end], best[end]) for end in ends.T)
    return one, other


def _acts(
    ends: Ints, people: int, events: tuple[Ints, Floats, NDArray[np.bool_]]
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Since when, and how much lately, each has acted towards anybody; zeros where nobody can tell."""
    pair, age, by_first = events
    low, high = ends[:, 0], ends[:, 1]
    if by_first.all():
        nothing = np.zeros(len(ends))
        return (nothing, nothing), (nothing, nothing)
    actor = np.where(by_first, low[pair], high[pair])
    since = np.full(people, NEVER)
    np.minimum.at(since, actor, age)
    silence, lately = np.log(since + 0.02), np.log(np.bincount(actor, np.exp2(-age), people) + 0.05)
    return (silence[low], silence[high]), (lately[low], lately[high])


def _shared(ends: Ints, people: int, sums: Floats) -> tuple[Floats, Floats]:
    """How much two people meet the same others (decayed), and each person's norm of the same measure.

    Only the acquaintances of whoever has fewer are gone through and looked up among the other's: a
    hub of thousands costs no more than its neighbors.
    """
    warmth = 1 - np.exp(-sums)
    keep = warmth > 0.02
    (one, other), weight = ends[keep].T, np.tile(warmth[keep], 2)
    keys = np.concatenate([one * people + other, other * people + one])
    order = np.argsort(keys)
    keys, weight = keys[order], weight[order]
    known = np.searchsorted(keys, np.arange(people + 1) * people)
    count = np.diff(known)
    fewer = np.where(count[ends[:, 0]] <= count[ends[:, 1]], 0, 1)
    together = np.zeros(len(ends))
    for start in range(0, len(ends) if len(keys) else 0, CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(ends)))
        small, large = ends[rows, fewer[rows]], ends[rows, 1 - fewer[rows]]
        of = np.repeat(np.arange(len(rows)), count[small])
        first = np.cumsum(count[small]) - count[small]
        place = np.arange(len(of)) - first[of] + known[small][of]
        wanted = large[of] * people + keys[place] % people
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        both = np.where(keys[found] == wanted, weight[place] * weight[found], 0.0)
        together[rows] = np.bincount(of, both, len(rows))
    norm = np.sqrt(np.bincount(keys // max(people, 1), weight**2, people))
    return together, norm
