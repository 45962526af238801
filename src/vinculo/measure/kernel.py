"""The kernel: events and who is who in, one row of whole numbers per relationship out.

The tables it reads, by name; all ids and instants are signed 64-bit numbers:

- `event`: id, kind (of `interactions.KINDS`), at, sender, recipient, place, fold, words, duration_s,
  targets: one row per entry and recipient, whose columns `ledger.read.EVENT_COLUMNS` declares.
- `person_of`: handle, person. The owner is person 0; a handle of nobody in particular is absent.
- `depth`: id (of an entry, once at most), depth_pct, canned (1: ready-made text, which says nothing).
  What is not in it has the depth of its kind.

Everything else follows by views over one another, each an SQL text of its own: `addressed` →
`happening` (with `opening`) → `interaction` → `prepared` → `relationship`. Who measures a whole
network gives `addressed` by its own SQL and keeps the rest.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from vinculo import engine
from vinculo.engine import Calculator
from vinculo.measure.decay import EFFORT_LIMIT, decay_table
from vinculo.measure.features import NAMES, STEPS, relationship_sql
from vinculo.measure.interactions import CODES, KINDS, Kind, kind_table
from vinculo.measure.stages import HORIZON_S
from vinculo.model import DAY_S

NOT_JUDGED = pa.table({name: pa.array([], pa.int64()) for name in ("id", "depth_pct", "canned")})
"""The table `depth` where nobody has judged a text."""


class Measured(NamedTuple):
    """What the kernel found."""

    ties: pa.Table
    """One row per relationship, sorted by `tie` (the other person's id): one bigint column per
    feature and one per stage (`bond_at`)."""
    steps: Mapping[tuple[int, int], int]
    """(tie, instant at which a part of a stage was fulfilled) → the entry that did it: the smallest
    id of the exchanges and returns at that instant."""


def kernel(
    tables: Mapping[str, pa.Table],
    *,
    as_of: int,
    tick_s: int = DAY_S,
    bin_s: int = DAY_S,
    horizon_s: int = HORIZON_S,
) -> Measured:
    """Measures an owner's relationships in memory: `tables` holds `event` and `person_of`.

    `depth` may be left out. `as_of` is exclusive: what happened at or after it changes nothing.
    Forgetting goes by whole ticks of age, separate days are bins of `bin_s`. Raises ValueError for a
    kind of event that is not in KINDS, OverflowError where time put in exceeds what a sum can hold
    (a century).
    """
    with engine.in_memory() as calculator:
        for name, rows in {"depth": NOT_JUDGED, **tables}.items():
            calculator.table(name, rows)
        prepare(calculator, as_of=as_of, tick_s=tick_s, bin_s=bin_s, horizon_s=horizon_s)
        return measured(calculator)


def prepare(
    calculator: Calculator,
    *,
    as_of: int,
    tick_s: int = DAY_S,
    bin_s: int = DAY_S,
    horizon_s: int = HORIZON_S,
    addressed: str | None = None,
    kinds: Mapping[str, Kind] = KINDS,
) -> None:
    """Names the views from `param` to `relationship` over `event`, `person_of` and `depth`.

    `addressed` is the SQL of the view of that name; the owner's by default. `kinds` are other
    conventions for the same kinds of event, to see what depends on them.
    """
    param = {"as_of": as_of, "tick_s": tick_s, "bin_s": bin_s, "horizon_s": horizon_s}
    calculator.table(
        "param", pa.table({name: pa.array([value], pa.int64()) for name, value in param.items()})
    )
    calculator.table("kind", kind_table(kinds))
    calculator.table("decay", decay_table(tick_s, horizon_s))
    _refuse_unknown_kinds(calculator)
    calculator.view("addressed", addressed or _sql("addressed"))
    calculator.keep("happening", _sql("happening"))
    calculator.view("opening", _sql("opening"))
    calculator.keep("interaction", _sql("interaction"))
    calculator.view("prepared", _sql("prepared"))
    calculator.keep("relationship", relationship_sql())


def measured(calculator: Calculator) -> Measured:
    """The numbers of every relationship, once `prepare` has named the views."""
    ties = calculator.ask("SELECT * FROM relationship").sort_by("tie").combine_chunks()
    _refuse_overflow(ties)
    steps = calculator.ask(_step_entries()).to_pydict()
    pairs = zip(steps["tie"], steps["at"], strict=True)
    return Measured(ties, dict(zip(pairs, steps["id"], strict=True)))


def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def _step_entries() -> str:
    asked = (part.fulfilled_at for stage in STEPS for way in stage.ways for part in way)
    names = [name for name in dict.fromkeys(asked) if name in NAMES]
    instants = " UNION ".join(f"SELECT r.tie, r.{name} AS at FROM relationship r" for name in names)
    return (
        f"SELECT s.tie, s.at, min(i.id) AS id FROM ({instants}) s"
        " JOIN interaction i ON i.tie = s.tie AND i.at = s.at"
        f" AND (i.exchange = 1 OR i.code = {CODES['return']}) GROUP BY s.tie, s.at"
    )


def _refuse_unknown_kinds(calculator: Calculator) -> None:
    unknown = calculator.ask(
        "SELECT DISTINCT e.kind FROM event e LEFT JOIN kind k ON k.kind = e.kind WHERE k.kind IS NULL"
    )
    if unknown.num_rows:
        raise ValueError(f"kinds of event that are not in KINDS: {sorted(unknown['kind'].to_pylist())}")


def _refuse_overflow(ties: pa.Table) -> None:
    import pyarrow.compute as pc

    for side in ("in", "out"):
        longest = pc.max(ties[f"centiminutes_{side}"]).as_py() or 0
        if 100 * longest >= EFFORT_LIMIT:
            raise OverflowError(f"{longest} centiminutes in one relationship")
