"""How right the forecasts are, set by set, beside every baseline; writes docs/forecast.md.

    python -m bench.forecast

Every set is forecast with public parameters that were learned without it. Two sets were not opened
until the design was final; they are marked. What is measured is kept under bench/out, so that a run
that was cut short goes on where it was.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.fit_priors import learned, summaries
from bench.forecast_page import page
from bench.interaction_sets import SETS, UNTOUCHED, Network, absent, persons, read
from vinculo.forecast import metrics
from vinculo.forecast.backtest import Backtest, Judged, judge, verdict
from vinculo.forecast.baselines import BASELINES
from vinculo.forecast.prior import Public
from vinculo.forecast.reliability import svg

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "forecast.svg"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "forecast.md"
OUT = Path(__file__).resolve().parent / "out" / "forecast"
CUT, WIDTH = 0.7, 0.1
"""The single cut that others measure too: 70 % of the active span, window the next 10 %."""
ROLLING = (0.5, 0.55, 0.6, 0.65, 0.75, 0.8, 0.85, 0.9)
PERSONS = 12
METHODS = ("ours", *BASELINES)


def judged_at(network: Network, share: float, public: Public) -> Judged:
    """One origin of a whole set."""
    return judge(network.line(), share * network.span_s, WIDTH * network.span_s, public)


def single_cut(told: Judged) -> dict[str, Any]:
    """AUC, AP and log loss of each method at the single cut."""
    rows = {name: metrics.summary(told.hit, told.p[name]) for name in METHODS}
    # Others rank by P(alive) times expected events for BG/NBD; ours ranks by the chance itself.
    rows["bgnbd"] |= {
        "auc": metrics.auc(told.hit, told.expected["bgnbd"]),
        "ap": metrics.average_precision(told.hit, told.expected["bgnbd"]),
    }
    return {"pairs": len(told.hit), "base_rate": float(told.hit.mean()), "rows": rows}


def of_persons(network: Network, public: Public) -> list[dict[str, Any]]:
    """Measures of each method for several people, each seeing only their own events."""
    told = []
    at, horizon_s = CUT * network.span_s, WIDTH * network.span_s
    for person in persons(network, at, PERSONS):
        one = judge(network.of_person(person), at, horizon_s, public)
        if 0 < one.hit.sum() < len(one.hit):
            rows = {name: metrics.summary(one.hit, one.p[name]) for name in METHODS}
            inside = (one.count >= one.told.low) & (one.count <= one.told.high)
            told.append(
                {"set": network.name, "ties": len(one.hit), "rows": rows, "coverage": float(inside.mean())}
            )
    return told


def measured(names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Everything about each set."""
    OUT.mkdir(parents=True, exist_ok=True)
    views = {}
    for name in names:
        kept = OUT / f"{name}.json"
        if not kept.exists():
            views = views or {view: summaries(view, SETS) for view in ("network", "person")}
            network = read(name)
            community, person = (learned(*views[view], without=name) for view in ("network", "person"))
            cut = judged_at(network, CUT, community)
            rolling = [judged_at(network, share, community) for share in ROLLING]
            told = {
                "name": name,
                "cut": single_cut(cut),
                "rolling": _plain(verdict(rolling, WIDTH * network.span_s)),
                "persons": of_persons(network, person),
                "untouched": name in UNTOUCHED,
            }
            kept.write_text(json.dumps(told), encoding="utf-8")
            print(f"  {name}", flush=True)
        yield json.loads(kept.read_text(encoding="utf-8"))


def _plain(told: Backtest) -> dict[str, Any]:
    return told.as_json()


def main() -> int:
    """Measures what is missing and writes the page."""
    if reason := absent():
        print(f"not measured: {reason}")
        return 0
    told = list(measured(SETS))
    PAGE.write_text(page(told), encoding="utf-8")
    groups = [tuple(group) for one in told for group in one["rolling"]["reliability"]]
    words = ("Chances told and contact seen, nine sets", "told", "seen")
    PICTURE.write_text(svg(groups, *words) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
