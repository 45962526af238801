"""What moves if a judgment is wrong by a factor of two: `make sensitivity` writes docs/sensitivity.md.

Minutes, voluntariness, depth and clocks are judgment. Each is halved and doubled, alone, on the sample life
and on a generated archive, and the twenty closest relationships are put in order anew, by bond and by
minutes: how alike the two orders are (Spearman's rank correlation), and how many of the twenty stay.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import spearmanr

from bench.archive import archive
from vinculo import derive, engine, ingest
from vinculo.ledger import Ledger, read
from vinculo.measure import kernel
from vinculo.measure.bond import FAST_WEIGHT, SLOW_WEIGHT, reciprocated
from vinculo.measure.depth import WEIGHTS
from vinculo.measure.interactions import KINDS, Kind
from vinculo.measure.judged import judged
from vinculo.measure.stages import HORIZON_S

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "sensitivity.md"
TOP = 20
AS_OF = 1_795_000_000
"""14 November 2026: the end of the sample life and of the generated archive."""
GROUPS: Mapping[str, Callable[[Kind], bool]] = {
    "gestures and links": lambda kind: kind.cost == "fixed" and not kind.is_exchange,
    "promises": lambda kind: kind.cost == "fixed" and kind.is_exchange,
    "private texts": lambda kind: kind.cost == "text" and kind.is_private,
    "public texts": lambda kind: kind.cost == "text" and not kind.is_private,
    "calls and meetings": lambda kind: kind.is_live,
}


class Judgments(NamedTuple):
    """All that is varied."""

    kinds: Mapping[str, Kind] = KINDS
    weights: Mapping[str, float] = WEIGHTS
    words: float = 1.0
    durations: float = 1.0
    fast: float = FAST_WEIGHT
    slow: float = SLOW_WEIGHT
    horizon_s: int = HORIZON_S


class Life(NamedTuple):
    """A ledger, as the kernel takes it."""

    name: str
    ledger: Ledger
    events: pa.Table
    people: Any


def variations() -> Iterator[tuple[str, Callable[[float], Judgments]]]:
    """Each judgment by its name, and all of them with this one times a factor."""
    plain = Judgments()
    yield "time to write and to read a text", lambda by: plain._replace(words=by)
    yield "time of calls and meetings", lambda by: plain._replace(durations=by)
    for name, is_one in GROUPS.items():
        if name not in {"private texts", "public texts"}:
            yield (
                f"fixed minutes of {name}",
                lambda by, one=is_one: plain._replace(
                    kinds=_with(one, lambda kind: kind._replace(base_c=round(kind.base_c * by)))
                ),
            )
        yield (
            f"voluntariness of {name}",
            lambda by, one=is_one: plain._replace(
                kinds=_with(
                    one, lambda kind: kind._replace(voluntary_pct=min(100, round(kind.voluntary_pct * by)))
                )
            ),
        )
    yield (
        "fixed depths (help, promises, calls, meetings)",
        lambda by: plain._replace(
            kinds=_with(
                lambda kind: bool(kind.depth_pct),
                lambda kind: kind._replace(depth_pct=min(100, round((kind.depth_pct or 0) * by))),
            )
        ),
    )
    for name, weight in WEIGHTS.items():
        yield (
            f"depth: weight of {name}",
            lambda by, name=name, weight=weight: plain._replace(
                weights={**WEIGHTS, name: min(0.95, weight * by)}
            ),
        )
    yield "bond: weight of the fast clock", lambda by: plain._replace(fast=FAST_WEIGHT * by)
    yield "bond: half-lives of both clocks", lambda by: plain._replace(horizon_s=round(HORIZON_S * by))


def _with(is_one: Callable[[Kind], bool], change: Callable[[Kind], Kind]) -> Mapping[str, Kind]:
    return {key: change(kind) if is_one(kind) else kind for key, kind in KINDS.items()}


def life(name: str, ledger: Ledger, paths: list[Path]) -> Life:
    """An archive, read and its people found."""
    ingest.ingest(ledger, paths, AS_OF)
    events = read.event_table(ledger, AS_OF)
    people, _ = derive.who_is_who(ledger, events, read.handles(ledger))
    return Life(name, ledger, events, people)


def measured(one: Life, by: Judgments) -> dict[str, dict[int, float]]:
    """Bond (its strength, in minutes) and minutes of every relationship that has either."""
    texts = judged(one.ledger, one.events, one.people.persons_of, AS_OF, by.weights)
    events = one.events
    for column, factor in (("words", by.words), ("duration_s", by.durations)):
        scaled = pc.cast(pc.round(pc.multiply(events[column], factor)), pa.int64())
        events = events.set_column(events.schema.get_field_index(column), column, scaled)
    with engine.in_memory() as calculator:
        calculator.table("event", events)
        calculator.table("person_of", derive.person_table(one.people))
        calculator.table("depth", texts.judged)
        kernel.prepare(calculator, as_of=AS_OF, horizon_s=by.horizon_s, kinds=by.kinds)
        rows = kernel.measured(calculator).ties.to_pylist()
    bond = {
        row["tie"]: by.fast * reciprocated(row["fast_in"], row["fast_out"])
        + by.slow * reciprocated(row["slow_in"], row["slow_out"])
        for row in rows
        if row["first_reply_at"] is not None
    }
    return {
        "bond": bond,
        "minutes": {row["tie"]: row["centiminutes_in"] + row["centiminutes_out"] for row in rows},
    }


def compared(before: Mapping[int, float], after: Mapping[int, float]) -> tuple[float, int]:
    """Of the twenty at the top before: how alike their order is after, and how many are still at the top."""
    top, now = (sorted(found, key=lambda tie: (-found[tie], tie))[:TOP] for found in (before, after))
    alike = float(spearmanr([before[tie] for tie in top], [after.get(tie, 0.0) for tie in top]).statistic)
    return (1.0 if np.isnan(alike) else alike), len(set(top) & set(now))


def table(one: Life) -> list[str]:
    """The rows of the page for one ledger."""
    base = measured(one, Judgments())
    lines = [
        f"\n## {one.name}\n",
        "| judgment | bond: halved | bond: doubled | minutes: halved | minutes: doubled |",
        "|---|---|---|---|---|",
    ]
    for name, vary in variations():
        found = [measured(one, vary(by)) for by in (0.5, 2.0)]
        cells = [compared(base[number], after[number]) for number in ("bond", "minutes") for after in found]
        lines.append(f"| {name} | " + " | ".join(f"{alike:.3f}, {stay} stay" for alike, stay in cells) + " |")
        print(lines[-1], flush=True)
    return lines


HEAD = """# What moves if a judgment is wrong

Written by `make sensitivity`; see `bench/sensitivity.py`. Minutes, voluntariness, depth and clocks are
judgment, and nothing public tells how good it is. So each is halved and doubled, alone, and the twenty
closest relationships are put in order anew. The first number is how alike the two orders are (Spearman's
rank correlation of the twenty: 1 is the same order), the second how many of the twenty are still among the
first twenty. Voluntariness and fixed depth end at 100 %.

Roles in a return (introduced, collaborated, recommended, talked) move shares of returns, and neither bond
nor minutes: they are not here. The generated archive has no calls, comments or promises, and its texts are
words drawn at random: it shows that the order is held by how much was written, and by whom.
"""


def main() -> None:
    """Writes the page."""
    sample = sorted((ROOT / "sample" / "archives").iterdir())
    with tempfile.TemporaryDirectory() as folder:
        lines = [HEAD]
        for name, paths in (
            ("The sample life", sample),
            ("A generated archive: 1,000 connections, 20,000 messages", [archive(1_000, 20_000)]),
        ):
            with Ledger.open(Path(folder) / f"{len(lines)}.sqlite") as ledger:
                lines += table(life(name, ledger, paths))
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
