"""Learns the public parameters of the forecasts from the interaction sets, and writes them as small JSON.

    python -m bench.fit_priors

What a set says is kept as one quadratic per cut, so that priors *without* one set (for honest
reports about that set) cost nothing more.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bench.interaction_sets import SETS, Network, absent, persons, read
from vinculo.forecast import blend
from vinculo.forecast.features import NAMES, snapshot
from vinculo.forecast.logistic import Prior, Summary, pool, summary
from vinculo.forecast.prior import Public, write
from vinculo.forecast.timeline import Timeline

PRIORS = Path(blend.__file__).parent / "priors"
CUTS = ((0.5, 0.1), (0.7, 0.1), (0.9, 0.1), (0.6, 0.04), (0.8, 0.04))
"""Instant and horizon as shares of the active span."""
AGO = (1.0, 2.0, 3.0)
PERSONS = 20
MOST_ROWS = 4_000
TEMPER = 0.5
"""When learning across sets a row counts for more than when a set is forecast: origins lie further apart."""
AMOUNT_TEMPER = 0.05

Examples = list[blend.Example]


def examples_of(line: Timeline, at: float, horizon_s: float) -> Examples:
    """Closed windows of one network as of an instant, thinned."""
    model = snapshot(line, at, horizon_s).model
    windows = (blend.closed_window(line, at, horizon_s, k, model=model) for k in AGO)
    told = [example for example in windows if example]
    thin = []
    for example in told:
        every = len(example.rows) // MOST_ROWS + 1
        picked = np.arange(0, len(example.rows), every)
        thin.append(
            blend.Example(
                example.known,
                example.rows[picked],
                example.count[picked],
                example.weight[picked],
                example.horizons_ago,
            )
        )
    return thin


def tasks(network: Network, view: str) -> Iterable[Examples]:
    """Every cut of a set; in the view `person`, of several people in it."""
    for share, width in CUTS:
        at, horizon_s = share * network.span_s, width * network.span_s
        if view == "network":
            yield examples_of(network.line(), at, horizon_s)
        elif width == CUTS[0][1]:
            for person in persons(network, at, PERSONS):
                yield examples_of(network.of_person(person), at, horizon_s)


def scales(sets: dict[str, list[Examples]]) -> Public:
    """Center and spread of every number, each set weighing the same; nothing else is known yet."""
    means, squares = [], []
    for told in sets.values():
        values = [example.known.values.astype(np.float64) for task in told for example in task]
        means.append(np.mean([rows.mean(axis=0) for rows in values], axis=0))
        squares.append(np.mean([(rows**2).mean(axis=0) for rows in values], axis=0))
    center = np.mean(means, axis=0)
    scale = np.maximum(np.sqrt(np.maximum(np.mean(squares, axis=0) - center**2, 0)), 0.05)
    blank = Prior(np.zeros(len(NAMES)), np.ones(len(NAMES)), 0.0, 1.0)
    return Public(tuple(sets), center, scale, blank, blank)


Told = dict[str, tuple[list[Summary], list[Summary]]]


def summaries(view: str, names: tuple[str, ...]) -> tuple[Public, Told]:
    """Scales, and what each set says about chances and amounts."""
    sets = {name: [task for task in tasks(read(name), view) if task] for name in names}
    public = scales(sets)
    told: Told = {}
    for name, examples in sets.items():
        chance = [summary(blend.windows_of(task, public), "chance", TEMPER) for task in examples]
        amount = [
            summary(windows, "amount", AMOUNT_TEMPER)
            for task in examples
            if (windows := blend.windows_of(task, public, "amount"))
        ]
        told[name] = (chance, amount)
        print(f"  {view}: {name}, {len(chance)} cuts", flush=True)
    return public, told


def learned(public: Public, told: Told, without: str = "") -> Public:
    """The public model of all sets but one."""
    kept = {name: parts for name, parts in told.items() if name != without}
    chance = pool([one for parts in kept.values() for one in parts[0]])
    amount = pool([one for parts in kept.values() for one in parts[1]])
    return Public(tuple(kept), public.center, public.scale, chance, amount)


def main(names: tuple[str, ...] = SETS) -> int:
    """Writes the priors of both views."""
    if reason := absent():
        print(f"not fitted: {reason}")
        return 0
    PRIORS.mkdir(exist_ok=True)
    for view in ("network", "person"):
        public, told = summaries(view, names)
        text = json.dumps(write(learned(public, told)), indent=1)
        (PRIORS / f"{view}.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or SETS))
