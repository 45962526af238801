"""Texts of several people, and how deep the room says they go."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from vinculo.ledger.read import EVENT_COLUMNS
from vinculo.measure.depth import WEIGHTS, depths
from vinculo.measure.sketch import Sketcher, read_sketches

SKETCHER = Sketcher(b"a key of these tests alone")


class Text(NamedTuple):
    """One entry with words."""

    id: int
    at: int
    sender: int | None
    recipients: tuple[int, ...]
    place: int | None
    fold: int
    words: int
    text: str
    kind: str = "message"


def judged(texts, sketcher=SKETCHER, weights=WEIGHTS):
    """Entry → all that is said of its text."""
    rows = [
        (t.id, t.kind, t.at, t.sender, to, t.place, t.fold, t.words, None, 1)
        for t in texts
        for to in t.recipients or (None,)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(EVENT_COLUMNS)
    events = pa.table(
        {
            name: pa.array(column, type_)
            for (name, type_), column in zip(EVENT_COLUMNS.items(), columns, strict=True)
        }
    )
    sketches = read_sketches(sketcher.sketches([t.text for t in texts]))
    ids = np.array([t.id for t in texts], np.int64)
    found = depths(events, {n: n for n in range(10)}, ids, sketches, weights).parts.to_pylist()
    return {row.pop("id"): row for row in found}
