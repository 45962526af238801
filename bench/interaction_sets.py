"""The public interaction sets that forecasts are learned and judged on: beside the project, not in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vinculo.forecast.timeline import Clock, Timeline, timeline

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
TUNED = (
    "mathoverflow",
    "radoslaw_email",
    "collegemsg",
    "social_evolution",
    "highschool2013",
    "workplace_invs15",
    "conference_ws16",
)
"""Sets that were looked at while the model was designed."""
UNTOUCHED = ("copenhagen_cns", "r_lists_dev")
"""Chosen before the first fit and not opened until the design was final."""
SETS = (*TUNED, *UNTOUCHED)


class Network(NamedTuple):
    """One set with people as codes and a clock."""

    name: str
    source: np.ndarray
    target: np.ndarray
    times: np.ndarray
    clock: Clock

    @property
    def span_s(self) -> float:
        """Active seconds from the first to the last event."""
        return float(self.clock.read(self.times).max())

    def line(self) -> Timeline:
        """All of it as a timeline."""
        return timeline(self.source, self.target, self.times, self.clock)

    def of_person(self, person: int) -> Timeline:
        """What one person can see: the events they take part in."""
        own = (self.source == person) | (self.target == person)
        _, codes = np.unique(np.concatenate([self.source[own], self.target[own]]), return_inverse=True)
        source, target = np.split(codes.astype(np.int64), 2)
        return timeline(source, target, self.times[own], self.clock)


def absent() -> str:
    """Why the sets cannot be read; empty where they can."""
    return "" if DATA.is_dir() else f"the interaction sets are not at {DATA}"


def read(name: str) -> Network:
    """A set by name; events towards nobody and towards oneself are left out."""
    table = pq.read_table(DATA / name / "events.parquet", columns=["source", "target", "time"])
    table = table.filter(
        pc.and_(pc.is_valid(table["target"]), pc.not_equal(table["source"], table["target"]))
    )
    source, target, times = (
        table[column].to_numpy().astype(np.int64) for column in ("source", "target", "time")
    )
    _, codes = np.unique(np.concatenate([source, target]), return_inverse=True)
    source, target = np.split(codes.astype(np.int64), 2)
    return Network(name, source, target, times, Clock.active(times))


def persons(network: Network, before: float, count: int, ties: int = 10) -> Iterator[int]:
    """People with at least so many ties before an instant, the same on every run."""
    line = network.line()
    seen = np.bincount(line.pair[line.at < before], minlength=line.pairs) > 0
    degree = np.bincount(line.ends[seen].ravel(), minlength=line.people)
    eligible = np.flatnonzero(degree >= ties)
    rng = np.random.default_rng(20)
    yield from np.sort(rng.permutation(eligible)[:count]).tolist()
