"""How deep a text goes: does it say something, take up what was said, ask, stand on ground, go on debating.

depth = novelty x (1 - (1 - w1 f1)(1 - w2 f2)...(1 - w5 f5)), a noisy-or of five signs, each from 0 to 1:

- substance: ln(1 + m) / ln(41), m the distinct stems that say something;
- uptake: twice the part of its stems, weighted by how rare they are, that the text it answers has too;
- opening: it asks a question;
- grounding: half a point for each number, link, quotation, proper name or word of first-hand experience;
- turn: a third for each time that the two have taken turns in this thread without thirty days of silence;
- novelty: 1 - the likeness to what its author wrote before (`alike`).

The weights are judgment: nothing public tells how deep people find a text (what could be checked on
threads without their words is in `bench/depth.py`). They are few, here, and `bench/sensitivity.py`
shows what moves if they do.

The depth of a text follows from what had been said by the end of its day and from nothing later: how
rare a word is, is counted over the texts before it. So it never changes, however much is said later,
and what was deep enough for a stage stays so.

What says only what a platform proposes on an occasion, and templates (`alike`), are canned: a click.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vinculo.measure.alike import Written, alike
from vinculo.measure.interactions import KINDS
from vinculo.measure.sketch import ASKS, OCCASION, Ints, Mask, Sketches, spread
from vinculo.model import DAY_S

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"substance": 0.35, "uptake": 0.25, "opening": 0.15, "grounding": 0.20, "turn": 0.30}
)
"""How much each sign alone makes a text deep."""
DEEP_PCT = 50
FULL_STEMS = 40
"""Stems of a text of full substance."""
GROUNDS = 2
TURNS = 3
SILENCE_S = 30 * DAY_S
"""After which a thread begins anew."""
OCCASION_STEMS = 2
"""What may be left beside the greeting of a platform: a name, a place."""
_NOBODY = -1
_NEVER = np.iinfo(np.int64).max
_ODD = np.int64(0x1E3779B97F4A7C15)
_OTHER_ODD = np.int64(0x42B2AE3D27D4EB4F)
_PAIRS = 200_000
"""Texts whose words are compared at a time."""


class Depths(NamedTuple):
    """How deep each text goes."""

    judged: pa.Table
    """The table `depth` of the kernel: id, depth_pct, canned."""
    parts: pa.Table
    """One row per entry, sorted by id: id, depth_pct, canned, is_template, the five signs and `likeness`
    in thousandths, what they were counted from (`stems`, `grounds`, `turns`), `answers` and `likest`
    (entries, or null)."""


class _Texts(NamedTuple):
    """Every text once, however many entries tell of it, in order of its instant."""

    id: Ints
    """The entry whose words are read: the fullest telling, of equal ones the one with the smallest id."""
    at: Ints
    moment: Ints
    """The number of the instant; of one instant, nothing precedes anything."""
    author: Ints
    thread: Ints
    """A place, or `_NOBODY`."""
    sketches: Sketches
    to: Ints
    """Pairs (text, person): to whom; two rows of an array."""


def depths(
    events: pa.Table,
    person_of: Mapping[int, int],
    ids: Ints,
    sketches: Sketches,
    weights: Mapping[str, float] = WEIGHTS,
) -> Depths:
    """The depth of every text among these events (`ledger.read.EVENT_COLUMNS`).

    `person_of`: handle → person. `ids` are the entries of the sketches, in any order; an entry without a
    sketch has no words, and no row.
    """
    texts, text_of = _texts(events, person_of, ids, sketches)
    head = texts.sketches.head
    stems = head["stems"].astype(np.int64)
    weight_of = _rarity(texts)
    uptake, answered = _uptake(texts, weight_of)
    counts = {"stems": stems, "grounds": _grounds(head), "turns": _turns(texts)}
    signs = {
        "substance": np.minimum(1, np.log1p(stems) / np.log(1 + FULL_STEMS)),
        "uptake": uptake,
        "opening": ((head["flags"] & ASKS) != 0).astype(float),
        "grounding": np.minimum(1, counts["grounds"] / GROUNDS),
        "turn": np.minimum(1, counts["turns"] / TURNS),
    }
    likeness, likest, is_template = _said_before(texts)
    shallow = np.ones(len(stems))
    for name, sign in signs.items():
        shallow *= 1 - weights[name] * sign
    deep = np.floor(100 * (1 - likeness) * (1 - shallow) + 0.5).astype(np.int64)
    is_greeting = (
        ((head["flags"] & OCCASION) != 0) & ((head["flags"] & ASKS) == 0) & (stems <= OCCASION_STEMS)
    )
    canned = is_template | is_greeting
    deep[canned] = 0
    columns = {
        "depth_pct": deep,
        "canned": canned.astype(np.int64),
        "is_template": is_template.astype(np.int64),
    }
    columns |= {name: np.rint(1000 * sign).astype(np.int64) for name, sign in signs.items()}
    columns |= counts
    columns["likeness"] = np.rint(1000 * likeness).astype(np.int64)
    named = {"answers": _named(texts.id, answered), "likest": _named(texts.id, likest)}
    return _told(text_of, columns, named)


def _grounds(head: np.ndarray) -> np.ndarray:
    names = ("numbers", "links", "quotations", "names", "first_hand")
    grounds: np.ndarray = np.sum([head[name].astype(np.int64) for name in names], axis=0)
    return grounds


def _named(ids: Ints, places: Ints) -> pa.Array:
    return pa.array(ids[np.maximum(places, 0)] if len(ids) else ids, pa.int64(), mask=places < 0)


def _told(text_of: tuple[Ints, Ints], columns: Mapping[str, Ints], named: Mapping[str, pa.Array]) -> Depths:
    """From texts to the entries that tell of them."""
    entries, text = text_of
    order = np.argsort(entries)
    entries, text = entries[order], text[order]
    told: dict[str, Any] = {"id": pa.array(entries, pa.int64())}
    told |= {name: pa.array(column[text], pa.int64()) for name, column in columns.items()}
    told |= {name: column.take(pa.array(text)) for name, column in named.items()}
    parts = pa.table(told)
    return Depths(parts.select(["id", "depth_pct", "canned"]), parts)


def _texts(
    events: pa.Table, person_of: Mapping[int, int], ids: Ints, sketches: Sketches
) -> tuple[_Texts, tuple[Ints, Ints]]:
    """The texts, and which entry (id) tells of which text (place)."""
    order = np.argsort(ids)
    events = events.filter(pc.is_in(events["id"], pa.array(ids, pa.int64())))
    id_, at, fold, words = (_numbers(events, name) for name in ("id", "at", "fold", "words"))
    author, recipient = (_persons(events, name, person_of) for name in ("sender", "recipient"))
    sketch = order[np.searchsorted(ids[order], id_)]
    # One text per author and happening, however many tell of it; the fullest telling is read.
    by_text = np.lexsort((id_, -words, author, fold))
    is_first = _changes(fold[by_text], author[by_text])
    first = by_text[is_first]
    text = np.empty(len(id_), np.int64)
    text[by_text] = np.cumsum(is_first) - 1
    begun = np.full(len(first), _NEVER)
    np.minimum.at(begun, text, at)
    thread = np.full(len(first), _NEVER)
    np.minimum.at(thread, text, _threads(events))
    thread[thread == _NEVER] = _NOBODY
    in_time = np.lexsort((id_[first], begun))
    place = np.empty(len(first), np.int64)
    place[in_time] = np.arange(len(first))
    text = place[text]
    moment = np.cumsum(_changes(begun[in_time])) - 1
    known = (recipient != _NOBODY) & (recipient != author)
    to = np.unique(np.stack([text[known], recipient[known]]), axis=1)
    chosen = first[in_time]
    texts = _Texts(
        id_[chosen],
        begun[in_time],
        moment,
        author[chosen],
        thread[in_time],
        sketches.take(sketch[chosen]),
        to,
    )
    entries, rows = np.unique(id_, return_index=True)
    return texts, (entries, text[rows])


def _numbers(events: pa.Table, name: str) -> Ints:
    numbers: Ints = events[name].combine_chunks().to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers


def _threads(events: pa.Table) -> Ints:
    threaded = pa.array([key for key, kind in KINDS.items() if kind.is_threaded or kind.is_opening])
    place = pc.if_else(pc.is_in(events["kind"], threaded), events["place"], None)
    places: Ints = pc.fill_null(place, _NEVER).combine_chunks().to_numpy(zero_copy_only=False)
    return places


def _persons(events: pa.Table, name: str, person_of: Mapping[int, int]) -> Ints:
    encoded = events[name].combine_chunks().dictionary_encode()
    persons = [
        _NOBODY if handle is None else person_of.get(handle, _NOBODY)
        for handle in encoded.dictionary.to_pylist()
    ]
    known = np.array([*persons, _NOBODY], np.int64)
    found: Ints = known[pc.fill_null(encoded.indices, len(persons)).to_numpy(zero_copy_only=False)]
    return found


def _changes(*sorted_columns: Ints) -> Mask:
    """Where a group begins."""
    begins = np.ones(len(sorted_columns[0]), np.bool_)
    begins[1:] = False
    for column in sorted_columns:
        begins[1:] |= column[1:] != column[:-1]
    return begins


def _begins(is_first: Mask) -> Ints:
    """For each row, where its group begins."""
    begins: Ints = np.maximum.accumulate(np.where(is_first, np.arange(len(is_first)), 0))
    return begins


def _rarity(texts: _Texts) -> Ints:
    """For each stem of each text, how rare it was in the texts before: 1000 (1 + ln((1 + N) / (1 + n)))."""
    sketches = texts.sketches
    text = np.repeat(np.arange(len(texts.at)), np.diff(sketches.stem_at))
    keys = sketches.stems.astype(np.uint64) << np.uint64(32) | texts.moment[text].astype(np.uint64)
    order = np.argsort(keys)
    keys = keys[order]
    same_stem = _begins(_changes((keys >> np.uint64(32)).astype(np.int64)))
    n = np.empty(len(keys), np.int64)
    n[order] = _begins(_changes(keys.view(np.int64))) - same_stem
    before = np.searchsorted(texts.moment, texts.moment)[text]
    rarity: Ints = np.rint(1000 * (1 + np.log((1 + before) / (1 + n)))).astype(np.int64)
    return rarity


def _uptake(texts: _Texts, rarity: Ints) -> tuple[np.ndarray, Ints]:
    """How much each text takes up of the one it answers; and which one that is."""
    n = len(texts.at)
    uptake, answered = np.zeros(n), np.full(n, -1, np.int64)
    text, other = _answers(texts)
    for first in range(0, len(text), _PAIRS):
        here, there = text[first : first + _PAIRS], other[first : first + _PAIRS]
        part = _taken_up(texts.sketches, rarity, here, there)
        order = np.lexsort((there, part))
        is_more = part[order] >= uptake[here[order]]
        uptake[here[order][is_more]] = part[order][is_more]
        answered[here[order][is_more]] = there[order][is_more]
    return uptake, answered


def _taken_up(sketches: Sketches, rarity: Ints, here: Ints, there: Ints) -> np.ndarray:
    pair = np.arange(len(here), dtype=np.uint64)
    own, others = spread(sketches.stem_at, here), spread(sketches.stem_at, there)
    own_pair = np.repeat(pair, np.diff(sketches.stem_at)[here])
    other_pair = np.repeat(pair, np.diff(sketches.stem_at)[there])
    known = other_pair << np.uint64(32) | sketches.stems[others].astype(np.uint64)
    asked = own_pair << np.uint64(32) | sketches.stems[own].astype(np.uint64)
    place = np.minimum(np.searchsorted(known, asked), max(len(known) - 1, 0))
    is_shared = known[place] == asked if len(known) else np.zeros(len(asked), np.bool_)
    whole = np.bincount(own_pair.astype(np.int64), weights=rarity[own], minlength=len(here))
    shared = np.bincount(own_pair.astype(np.int64), weights=rarity[own] * is_shared, minlength=len(here))
    return np.minimum(1, 2 * shared / np.maximum(whole, 1))


def _answers(texts: _Texts) -> tuple[Ints, Ints]:
    """(text, the latest text before it in its thread by one of those it goes to); of several of one
    instant, all."""
    text, person = texts.to
    is_threaded = texts.thread[text] != _NOBODY
    text, person = text[is_threaded], person[is_threaded]
    spoken = np.flatnonzero((texts.thread != _NOBODY) & (texts.author != _NOBODY))
    asked = _mixed(texts.thread[text], person)
    said = _mixed(texts.thread[spoken], texts.author[spoken])
    codes = np.unique(np.concatenate([asked, said]), return_inverse=True)[1].astype(np.int64)
    said_keys = codes[len(asked) :] << 32 | texts.moment[spoken]
    order = np.lexsort((spoken, said_keys))
    said_keys, spoken = said_keys[order], spoken[order]
    asked_keys = codes[: len(asked)] << 32 | texts.moment[text]
    place = np.searchsorted(said_keys, asked_keys) - 1
    is_found = (
        (place >= 0) & (said_keys[np.maximum(place, 0)] >> 32 == asked_keys >> 32)
        if len(spoken)
        else place >= 0
    )
    text, other = text[is_found], spoken[place[is_found]]
    latest = np.full(len(texts.at), -1, np.int64)
    np.maximum.at(latest, text, texts.moment[other])
    is_latest = texts.moment[other] == latest[text]
    return text[is_latest], other[is_latest]


def _mixed(this: Ints, that: Ints) -> Ints:
    return this * _ODD + that * _OTHER_ODD


def _turns(texts: _Texts) -> Ints:
    """How often the two have taken turns in this thread when each text is written, itself included: the
    most over those it goes to."""
    text, person = texts.to
    author = texts.author[text]
    is_between = (texts.thread[text] != _NOBODY) & (author != _NOBODY) & (author != person)
    text, person, author = text[is_between], person[is_between], author[is_between]
    pair = _mixed(_mixed(texts.thread[text], np.minimum(author, person)), np.maximum(author, person))
    side = np.where(author < person, 1, 2)
    order = np.lexsort((texts.moment[text], pair))
    pair, side, text = pair[order], side[order], text[order]
    is_first = _changes(pair, texts.moment[text])
    begins = np.flatnonzero(is_first)
    sides = np.bitwise_or.reduceat(side, begins) if len(begins) else side
    at, pair = texts.at[text[begins]], pair[begins]
    is_answer = np.zeros(len(begins), np.bool_)
    is_answer[1:] = (sides[1:] & ((sides[:-1] & 1) << 1 | sides[:-1] >> 1)) != 0
    is_new: Mask = _changes(pair)
    is_new[1:] = is_new[1:] | (at[1:] - at[:-1] > SILENCE_S)
    is_answer[is_new] = False
    counted: Ints = np.cumsum(is_answer).astype(np.int64)
    counted = counted - counted[_begins(is_new)]
    turns = np.zeros(len(texts.at), np.int64)
    np.maximum.at(turns, text, counted[np.cumsum(is_first) - 1])
    return turns


def _said_before(texts: _Texts) -> tuple[np.ndarray, Ints, Mask]:
    known = np.flatnonzero(texts.author != _NOBODY)
    order = known[np.lexsort((texts.moment[known], texts.author[known]))]
    target = np.full(len(texts.at), _NEVER)
    np.minimum.at(target, texts.to[0], texts.to[1])
    # To nobody in particular: one target in each place.
    target = np.where(target == _NEVER, _mixed(texts.thread, texts.thread), target)
    found = alike(Written(texts.author[order], texts.at[order], target[order], texts.sketches.take(order)))
    likeness, likest = np.zeros(len(texts.at)), np.full(len(texts.at), -1, np.int64)
    is_template = np.zeros(len(texts.at), np.bool_)
    likeness[order], is_template[order] = found.likeness, found.is_template
    likest[order] = np.where(found.likest < 0, -1, order[np.maximum(found.likest, 0)] if len(order) else -1)
    return likeness, likest, is_template
