"""Counts how relationships of public networks move between stages in 90 days, and writes the prior.

    python -m bench.fit_stages

Only what messages alone can show is counted: interlocutor, recognized, bond (whatever is private or
public), silence and return. What needs promises, projects or the owner's word (trusted, collaborator)
is a convention, marked in the file: no public data tell it.
"""

import json
import sys

import numpy as np
import pyarrow as pa

from bench.fit_priors import PRIORS
from bench.interaction_sets import Network, absent, read
from vinculo.forecast.prospect import STAGE_DAYS
from vinculo.forecast.states import DORMANT, LOST, STATES, Past, past
from vinculo.forecast.timeline import DAY_S, Floats
from vinculo.measure.stages import BOND_DAYS, RECOGNIZED_DAYS

SETS = ("mathoverflow", "r_lists_dev", "radoslaw_email")
"""Those that last for several horizons of 90 days."""
HORIZON_S = int(STAGE_DAYS * DAY_S)
LAGS = 8
PROMOTED = {
    "interlocutor": {"collaborator": 0.001},
    "recognized": {"trusted": 0.005, "collaborator": 0.002},
    "bond": {"trusted": 0.02, "collaborator": 0.01},
    "trusted": {"collaborator": 0.03},
}
"""Conventions: how often a horizon brings trust or a delivered project, per state."""
WAKES = {"bond": 0.8, "trusted": 0.12, "collaborator": 0.08}
"""Convention: as what those return who had reached a bond or more."""


def histories(network: Network) -> Past:
    """Where the pairs of a network stood; the person with the smaller code stands for the owner."""
    low, high = np.minimum(network.source, network.target), np.maximum(network.source, network.target)
    _, pair = np.unique(low * (int(high.max()) + 1) + high, return_inverse=True)
    order = np.lexsort((network.times, pair))
    pair, at, heard = pair[order], network.times[order], (network.source == high)[order]
    count = int(pair.max()) + 1
    reached = {"reply": _first(pair, at, _answers(pair, at, heard), count)}
    days = _day_number(pair, at, np.ones(len(at), dtype=bool))
    theirs = _day_number(pair, at, heard)
    begins = np.append(True, (pair[1:] != pair[:-1]) | (at[1:] // DAY_S != at[:-1] // DAY_S))
    reached |= {
        "third": _first(pair, at, days >= RECOGNIZED_DAYS, count),
        "seventh": _first(pair, at, days >= BOND_DAYS, count),
        "theirs": _first(pair, at, heard & (theirs >= 2), count),
        "by_them": _first(pair, at, begins & heard, count),
        "by_me": _first(pair, at, begins & ~heard, count),
    }
    names = {
        "reply": "first_reply_at", "third": "third_day_at", "seventh": "seventh_day_at",
        "theirs": "their_second_day_at", "by_them": "begun_by_them_at", "by_me": "begun_by_me_at",
    }  # fmt: skip
    rows = {
        tie: {names[key]: int(since[tie]) if since[tie] < np.inf else None for key, since in reached.items()}
        | {"close_at": int(reached["reply"][tie]) if reached["reply"][tie] < np.inf else None}
        for tie in range(count)
    }
    moments = pa.table({"tie": pa.array(pair), "at": pa.array(at)})
    return past(rows, moments, int(at.max()) + 1)


def _answers(pair: np.ndarray, at: np.ndarray, heard: np.ndarray) -> np.ndarray:
    turned = (pair[1:] == pair[:-1]) & (heard[1:] != heard[:-1]) & (at[1:] - at[:-1] <= HORIZON_S / 3)
    return np.append(False, turned)


def _day_number(pair: np.ndarray, at: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """Of each event: the how-manyeth day of its pair it is, among the events that are counted."""
    rows = np.flatnonzero(counted)
    day, of = at[rows] // DAY_S, pair[rows]
    fresh = np.append(True, (of[1:] != of[:-1]) | (day[1:] != day[:-1])).astype(int)
    total = np.cumsum(fresh)
    starts = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    before = np.repeat(total[starts] - 1, np.diff(np.append(starts, len(of))))
    number = np.zeros(len(pair), dtype=int)
    number[rows] = total - before
    return number


def _first(pair: np.ndarray, at: np.ndarray, condition: np.ndarray, count: int) -> Floats:
    first = np.full(count, np.inf)
    np.minimum.at(first, pair[condition], at[condition])
    return first


def never_back(told: Past, dormant: int) -> tuple[float, float]:
    """Per horizon: the chance that a dormant relationship returns, and that it is lost.

    Returns become rarer as a silence lasts; a share that is lost in each horizon explains it (least squares).
    """
    state = told.state[::-1]
    age = np.zeros(state.shape, dtype=int)
    for row in range(len(state)):
        age[row] = np.where(state[row] == dormant, (age[row - 1] if row else 0) + 1, 0)
    known = [age[:-1] == lag for lag in range(1, LAGS + 1)]
    size = np.array([where.sum() for where in known], dtype=float)
    back = np.array([(where & (age[1:] == 0)).sum() for where in known]) / np.maximum(size, 1)
    best = (np.inf, 0.0, 0.0)
    for returns in np.linspace(0.002, 0.6, 150):
        for lost in np.linspace(0.0, 0.8, 81):
            alive, told_back = 1.0, []
            for _ in range(LAGS):
                told_back.append(returns * alive)
                alive = alive * max(0.0, 1 - returns - lost) / (1 - returns * alive)
            off = float(size @ (np.array(told_back) - back) ** 2)
            best = min(best, (off, float(returns), float(lost)))
    return best[1], best[2]


def matrix(pasts: list[Past]) -> Floats:
    """The mean of the sets' transitions, with the conventions for what they cannot show."""
    rows = []
    for told in pasts:
        counts = told.transitions + 0.5 * (told.transitions.sum(axis=0) > 0)
        row = counts / counts.sum(axis=1, keepdims=True)
        for dormant in DORMANT:
            back, lost = never_back(told, dormant)
            awake = row[dormant].copy()
            awake[list(DORMANT)] = 0
            row[dormant] = back * awake / awake.sum()
            row[dormant, LOST], row[dormant, dormant] = lost, 1 - back - lost
        rows.append(row)
    mean = np.mean(rows, axis=0)
    return conventions(mean)


def conventions(mean: Floats) -> Floats:
    """What needs the owner's word, put into the measured matrix; rows sum to 1."""
    place = {name: number for number, name in enumerate(STATES)}
    bond, asleep = place["bond"], place["dormant_after_bond"]
    told = mean.copy()
    told[bond, :bond] = 0.0
    told[bond, place["dormant_before_bond"]] = 0.0
    for name in ("trusted", "collaborator"):
        told[place[name]] = 0.0
        told[place[name], place[name]] = told[bond, bond]
        told[place[name], asleep] = told[bond, asleep]
    awake = told[asleep, :asleep].sum()
    told[asleep, :asleep] = 0.0
    for name, share in WAKES.items():
        told[asleep, place[name]] = awake * share
    for name, cells in PROMOTED.items():
        told[place[name]] *= (1 - sum(cells.values())) / max(told[place[name]].sum(), 1e-12)
        for other, chance in cells.items():
            told[place[name], place[other]] = chance
    told[LOST] = 0.0
    told[LOST, LOST] = 1.0
    told[told < 1e-3] = 0.0
    return told / told.sum(axis=1, keepdims=True)


def main() -> int:
    """Writes `priors/stages.json`."""
    if reason := absent():
        print(f"not fitted: {reason}")
        return 0
    told = matrix([histories(read(name)) for name in SETS])
    table = {
        one: {other: round(float(told[i, j]), 4) for j, other in enumerate(STATES)}
        for i, one in enumerate(STATES)
    }
    written = {"sets": list(SETS), "conventions": {**PROMOTED, "wakes": WAKES}, "transitions": table}
    (PRIORS / "stages.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
