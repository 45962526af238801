"""Why a text goes as deep as it does, sign by sign and word by word.

The signs of `measure.depth` are joined as a noisy-or. To show them as a sum, each gets its part of the
whole by -ln(1 - w f), as if each had kept the text from being shallow independently of the others; the
parts add up to the depth, what was said before taken off.
"""

import datetime as dt
from math import log, prod
from typing import NamedTuple

from vinculo.api.answers import Moment
from vinculo.api.reading import Reading
from vinculo.derive import Derived
from vinculo.ledger import Ledger, read
from vinculo.measure.depth import WEIGHTS
from vinculo.measure.interactions import KINDS
from vinculo.measure.sketch import Sketcher

SAID_BEFORE = "said_before"


class Sign(NamedTuple):
    """One thing that makes a text deep, or, below zero, shallow."""

    key: str
    """A name of `measure.depth.WEIGHTS`, or `said_before`."""
    points: float
    """Of a hundred; all of them add up to the depth before rounding."""
    n: int
    """What was counted: words, things to hold on to, turns; 0 where nothing is."""


class Deep(NamedTuple):
    """How deep one happening goes."""

    depth: int
    """From 0 to 100."""
    is_judged: bool
    """Whether its words were judged; otherwise every happening of its kind goes as deep."""
    canned: str
    """`occasion`, `template`, or empty: why it counts as a click."""
    signs: tuple[Sign, ...]
    counted: tuple[str, ...]
    """The words that say something, as written; empty where the words are not kept."""
    taken_up: tuple[str, ...]
    """Those of them that the text which it answers has, too."""
    stock: tuple[str, ...]
    """Words of phrases that anybody says about anything."""
    keeps_words: bool
    answers: str
    """The entry that it answers, or empty."""
    likest: str
    """The entry before it in which its author had said most of it, or empty."""


def deep(reading: Reading, moment: Moment, on: dt.date) -> Deep | None:
    """Why a happening goes as deep as it does; None where depth makes no difference: it is no exchange
    by its kind."""
    if not KINDS[moment.kind].is_exchange:
        return None
    row = _row(reading.derived(on), int(moment.entry))
    if row is None or KINDS[moment.kind].depth_pct is not None:
        return Deep(moment.depth, False, "", (), (), (), (), keeps_words=True, answers="", likest="")
    canned = ("template" if row["is_template"] else "occasion") if row["canned"] else ""
    entries = [row[name] for name in ("id", "answers", "likest")]
    with Ledger.open(reading.path, create=False) as ledger:
        told = read.entries(ledger, [id_ for id_ in entries if id_ is not None])
    own, answered = (told[id_].text if id_ in told else "" for id_ in entries[:2])
    sketcher = Sketcher(b"words that are shown need no key")
    spelled, other = sketcher.spell(own), sketcher.spell(answered)
    known = {sketcher.stem(word) for word in other.counted}
    return Deep(
        row["depth_pct"],
        True,
        canned,
        _signs(row),
        spelled.counted,
        tuple(word for word in spelled.counted if sketcher.stem(word) in known),
        spelled.stock,
        keeps_words=bool(own),
        answers=_id(row["answers"]),
        likest=_id(row["likest"]),
    )


def _id(entry: int | None) -> str:
    return "" if entry is None else str(entry)


def _row(derived: Derived, entry: int) -> dict[str, int] | None:
    texts = derived.texts
    place = int(texts["id"].combine_chunks().to_numpy().searchsorted(entry))
    found: list[dict[str, int]] = texts.slice(place, 1).to_pylist()
    return found[0] if found and found[0]["id"] == entry else None


def _signs(row: dict[str, int]) -> tuple[Sign, ...]:
    counts = {"substance": row["stems"], "grounding": row["grounds"], "turn": row["turns"]}
    parts = {name: WEIGHTS[name] * row[name] / 1000 for name in WEIGHTS}
    whole = 100 * (1 - prod(1 - part for part in parts.values()))
    logs = {name: -log(1 - part) for name, part in parts.items()}
    total = sum(logs.values())
    signs = [
        Sign(name, whole * logs[name] / total, counts.get(name, 0))
        for name in WEIGHTS
        if total and logs[name]
    ]
    said = whole * row["likeness"] / 1000
    return (*signs, Sign(SAID_BEFORE, -said, 0)) if said else tuple(signs)
