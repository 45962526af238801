"""What can be checked of depth without words: whether long comments, and debates, draw real answers.

Public threads with their words, and with who answered whom, were not found under terms that allow them
here. The set `blog_comments_dev` has lengths, threads and who answered whom, and no words: so of the five
signs only substance (by its length) and turns can be looked at, and uptake, questions, ground and
novelty cannot. The label: it drew an answer of `ANSWER_CHARS` or more from somebody else within a week.
Comments are compared only within their thread, so that its topic and the fame of its author cancel.

`python -m bench depth`; without the set it says so and ends.
"""

from itertools import groupby, pairwise
from math import log, log1p

import numpy as np
import pyarrow.parquet as pq

from bench.interaction_sets import DATA
from vinculo.measure.depth import FULL_STEMS, TURNS, WEIGHTS
from vinculo.model import DAY_S

ANSWER_CHARS = 60
"""Some five stems that say something."""
CHARS_PER_STEM = 14
"""In the sample life: 80 characters and 5.6 stems a text (2026-11)."""
DRAWS = 400


def bench() -> None:
    """Prints how often the deeper of two comments is the one that drew an answer, with intervals."""
    path = DATA / "blog_comments_dev" / "events.parquet"
    if not path.exists():
        print(f"skipped: there is no {path}")
        return
    rows = sorted(pq.read_table(path).to_pylist(), key=lambda row: (row["thread"], row["time"]))
    threads = [_comments(list(own)) for _, own in groupby(rows, key=lambda row: row["thread"])]
    pairs = [(thread, _pairs(thread)) for thread in threads]
    found = [(thread, own) for thread, own in pairs if len(own[0])]
    comments = sum(len(thread) for thread, _ in found)
    print(f"{len(found)} threads, {comments:,} comments that go to somebody else")
    print(f"{sum(len(own[0]) for _, own in found):,} pairs of one that drew an answer and one that did not")
    for name, score in (
        ("length alone", lambda thread: thread[:, 0]),
        ("turns alone", lambda thread: thread[:, 1]),
        ("both, by our weights", lambda thread: _deep(thread, WEIGHTS["substance"], WEIGHTS["turn"])),
    ):
        parts = np.array([_concordant(score(thread), *own) for thread, own in found])
        low, high = _interval(parts)
        right = parts[:, 0].sum() / parts[:, 1].sum()
        print(f"{name}: the right one in {right:.3f} (95 %: {low:.3f} to {high:.3f})")


def _comments(rows: list[dict[str, int]]) -> np.ndarray:
    """Substance, turn and whether it drew an answer: one row per comment that goes to somebody else."""
    told = []
    for n, row in enumerate(rows):
        if row["target"] is None or row["source"] == row["target"]:
            continue
        own = [other["time"] for other in rows[n + 1 :] if other["source"] == row["source"]]
        until = min([row["time"] + 7 * DAY_S, *own])
        drew = any(
            other["target"] == row["source"] != other["source"]
            and row["time"] < other["time"] <= until
            and other["text_len"] >= ANSWER_CHARS
            for other in rows[n + 1 :]
        )
        stems = row["text_len"] / CHARS_PER_STEM
        told.append((min(1, log1p(stems) / log(1 + FULL_STEMS)), min(1, _turns(rows[: n + 1]) / TURNS), drew))
    return np.array(told, float).reshape(-1, 3)


def _turns(rows: list[dict[str, int]]) -> int:
    last = rows[-1]
    both = {last["source"], last["target"]}
    sides = [row["source"] for row in rows if {row["source"], row["target"]} == both]
    return sum(one != other for one, other in pairwise(sides))


def _pairs(thread: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    drew, not_drew = np.flatnonzero(thread[:, 2] == 1), np.flatnonzero(thread[:, 2] == 0)
    here, there = np.meshgrid(drew, not_drew)
    return here.ravel(), there.ravel()


def _deep(thread: np.ndarray, substance: float, turn: float) -> np.ndarray:
    return 1 - (1 - substance * thread[:, 0]) * (1 - turn * thread[:, 1])


def _concordant(score: np.ndarray, here: np.ndarray, there: np.ndarray) -> tuple[float, int]:
    return float((score[here] > score[there]).sum() + (score[here] == score[there]).sum() / 2), len(here)


def _interval(parts: np.ndarray) -> tuple[float, float]:
    """By drawing threads anew."""
    chance = np.random.default_rng(7)
    drawn = parts[chance.integers(0, len(parts), (DRAWS, len(parts)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return float(low), float(high)
