"""The depth of every text of a ledger, as of an instant."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vinculo.ledger import Ledger, read
from vinculo.ledger.secret import known_secret
from vinculo.measure.depth import WEIGHTS, Depths, depths
from vinculo.measure.interactions import KINDS, SKETCHED
from vinculo.measure.sketch import Ints, Sketcher, Sketches, read_sketches, together

GOAL_DEPTH_PCT = 80
"""Of a meeting that the owner says had a clear goal for both."""
_JUDGED = pa.array([key for key, kind in KINDS.items() if kind.depth_pct is None])
_LIVE = tuple(key for key, kind in KINDS.items() if kind.is_live)
_NO_KEY = b"texts of a ledger without any sketch"


def judged(
    ledger: Ledger,
    events: pa.Table,
    persons_of: Mapping[int, tuple[int, ...]],
    as_of: int,
    weights: Mapping[str, float] = WEIGHTS,
) -> Depths:
    """How deep each text before an instant (exclusive) goes, and each meeting with a goal.

    `events` are those before the instant, with the places of one post made one; `persons_of`: handle →
    the persons who bear it, of whom the first is taken for the author. Texts that came without a sketch
    are sketched from their words, and the sketch is not kept.
    """
    ids, sketches = _sketches(ledger, as_of)
    person_of = {handle: persons[0] for handle, persons in persons_of.items() if persons}
    found = depths(events, person_of, ids, sketches, weights)
    # Help and introductions are texts, too; how deep they go is said by what they are.
    own = events.filter(pc.is_in(events["kind"], _JUDGED))["id"]
    table = found.judged.filter(pc.is_in(found.judged["id"], own.combine_chunks()))
    goals = read.with_fact(ledger, "goal", _LIVE, as_of)
    return found._replace(judged=pa.concat_tables([table, _fixed(goals, GOAL_DEPTH_PCT)]))


def _fixed(ids: list[int], depth_pct: int) -> pa.Table:
    columns = {"id": ids, "depth_pct": [depth_pct] * len(ids), "canned": [0] * len(ids)}
    return pa.table({name: pa.array(column, pa.int64()) for name, column in columns.items()})


def _sketches(ledger: Ledger, as_of: int) -> tuple[Ints, Sketches]:
    sketcher = Sketcher(known_secret(ledger, "sketch") or _NO_KEY)
    ids: list[Ints] = []
    parts = [read_sketches([])]
    for chunk in read.sketches(ledger, as_of, sorted(SKETCHED)):
        made = iter(sketcher.sketches([text for _, told, text in chunk if told is None]))
        parts.append(read_sketches([next(made) if told is None else told for _, told, _ in chunk]))
        ids.append(np.array([id_ for id_, _, _ in chunk], np.int64))
    return np.concatenate(ids) if ids else np.zeros(0, np.int64), together(parts)
