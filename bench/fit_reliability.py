"""How often forecasts came true for single people of the public sets; writes what faces may quote.

    python -m bench.fit_reliability

Each person sees only their own events; parameters are learned without the set they are from; active
days are counted, as for one's own ledger.
"""

import json
import sys

import numpy as np

from bench.fit_priors import PRIORS, learned, summaries
from bench.interaction_sets import SETS, absent, persons, read
from vinculo.forecast.backtest import judge
from vinculo.forecast.metrics import poisson_deviance

SHARES, WIDTH, PERSONS = (0.55, 0.7, 0.85), 0.1, 15
EDGES = np.append(np.arange(0.05, 1.0, 0.1), 1.01)
"""Groups by what would be told: 0 in 10, 1 in 10, …"""


def main() -> int:
    """Writes `priors/reliability.json`."""
    if reason := absent():
        print(f"not measured: {reason}")
        return 0
    views = summaries("person", SETS)
    p, hit, inside, likely, people, deviance = [], [], [], [], 0, []
    for name in SETS:
        public, network = learned(*views, without=name), read(name)
        at = [share * network.span_s for share in SHARES]
        for person in persons(network, at[0], PERSONS):
            line = network.of_person(person)
            people += 1
            for origin in at:
                one = judge(line, origin, WIDTH * network.span_s, public, unit="days")
                p.append(one.p["ours"])
                hit.append(one.hit)
                inside.append((one.count >= one.told.low) & (one.count <= one.told.high))
                likely.append(one.p["ours"] > 0.1)
                deviance.append(
                    [poisson_deviance(one.count, one.expected[m]) for m in ("ours", "rate", "mbgnbd")]
                    + [one.expected["ours"].sum(), one.count.sum(), one.told.is_public]
                )
        print(name, flush=True)
    told, came, covered, some = (np.concatenate(part) for part in (p, hit, inside, likely))
    group = np.searchsorted(EDGES, told, side="right")
    groups = [
        {
            "in_ten": k,
            "told": round(float(told[group == k].mean()), 4),
            "came": round(float(came[group == k].mean()), 4),
            "pairs": int((group == k).sum()),
        }
        for k in range(11)
        if (group == k).any()
    ]
    written = {
        "sets": list(SETS),
        "people": people,
        "forecasts": len(told),
        "coverage": round(float(covered.mean()), 4),
        "coverage_likely": round(float(covered[some].mean()), 4),
        "groups": groups,
    }
    (PRIORS / "reliability.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    table = np.array(deviance, dtype=float)
    for public in (0, 1):
        rows = table[table[:, 5] == public]
        print(public, len(rows), np.nanmean(rows[:, :3], axis=0), rows[:, 3].sum() / rows[:, 4].sum())
    return 0


if __name__ == "__main__":
    sys.exit(main())
