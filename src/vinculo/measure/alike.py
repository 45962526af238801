"""What is said again: how much of a text its author has said lately, and to how many the same.

Two texts are as alike as the part of their runs of three words that both have (Jaccard). A text is
compared with what its author had written before it, at most `LATELY` texts back; texts of one instant do
not precede one another, so no order of reading matters. A copy is a text with four fifths of the same
runs, within thirty days before, or later on the same day: what goes to a whole list in one afternoon is a
template from its first copy on. Copies word by word are found however many texts lie between.

One block of texts after the other, so that memory does not grow with the number of texts.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from vinculo.measure.sketch import Ints, Mask, Sketches
from vinculo.model import DAY_S

LATELY = 50
"""Texts of the same author that a text is compared with."""
TEMPLATE_DAYS = 30
TEMPLATE_PEOPLE = 3
TEMPLATE_RUNS = 6
"""A template has eight words at least: "yes, perfect" may go to anybody."""
_BLOCK = 25_000
"""Texts at a time."""
_COPIES = 20
"""Copies word by word that are looked back on."""


class Written(NamedTuple):
    """Texts in order of author and instant; of one instant, in an order that means nothing."""

    author: Ints
    at: Ints
    target: Ints
    """To whom, above all; what goes to the same target twice goes to one."""
    sketches: Sketches


class Alike(NamedTuple):
    """What was said before, for each text."""

    likeness: np.ndarray
    """Of the most similar text before it, from 0 to 1."""
    likest: Ints
    """Which one that is: its place; -1 where there is none."""
    is_template: Mask


def alike(written: Written) -> Alike:
    """How much of each text was said before, and whether it is a template."""
    n = len(written.at)
    likeness, likest = np.zeros(n), np.full(n, -1, np.int64)
    copies: list[Ints] = [_exact_copies(written)]
    for first in range(0, n, _BLOCK):
        begin = max(0, first - LATELY)
        for later, earlier, part in _similar(written, begin, min(first + _BLOCK, n)):
            _remember(written, likeness, likest, later, earlier, part)
            copies.append(_copies(written, later, earlier, part))
    return Alike(likeness, likest, _templates(written, np.concatenate(copies, axis=1)))


def _similar(written: Written, begin: int, end: int) -> Iterator[tuple[Ints, Ints, np.ndarray]]:
    """Pairs of texts of one author that share a run, at most `LATELY` apart: later, earlier, likeness."""
    bounds = written.sketches.run_at[begin : end + 1]
    lengths = np.diff(bounds)
    text = np.repeat(np.arange(end - begin, dtype=np.uint64), lengths)
    author = np.repeat(written.author[begin:end].astype(np.uint64), lengths)
    mixed = written.sketches.runs[bounds[0] : bounds[-1]].astype(np.uint64) + author * _ODD
    keys = np.sort(mixed << np.uint64(24) | text)
    run, text = keys >> np.uint64(24), (keys & np.uint64(0xFFFFFF)).astype(np.int32)
    # What nobody said twice is nearly all there is.
    again = run[1:] == run[:-1]
    is_shared = np.append(again, False) | np.append(False, again) if len(keys) else again
    run, text = run[is_shared], text[is_shared]
    pairs = []
    for lag in range(1, min(LATELY, len(run) - 1) + 1):
        apart = text[lag:] - text[:-lag]
        same = np.flatnonzero((run[lag:] == run[:-lag]) & (apart <= LATELY))
        if not len(same):
            break
        pairs.append(text[lag:][same] * (LATELY + 1) + apart[same])
    if not pairs:
        return
    counted = np.bincount(np.concatenate(pairs))
    found = np.flatnonzero(counted)
    here, there = found // (LATELY + 1), found // (LATELY + 1) - found % (LATELY + 1)
    is_own = written.author[begin + here] == written.author[begin + there]
    here, there, shared = here[is_own], there[is_own], counted[found[is_own]]
    yield begin + here, begin + there, shared / (lengths[here] + lengths[there] - shared)


_ODD = np.uint64(0x9E3779B97F4A7C15)


def _remember(
    written: Written, likeness: np.ndarray, likest: Ints, later: Ints, earlier: Ints, part: np.ndarray
) -> None:
    is_before = written.at[earlier] < written.at[later]
    later, earlier, part = later[is_before], earlier[is_before], part[is_before]
    # In ascending order of likeness, the last one written is the greatest.
    order = np.lexsort((earlier, part))
    later, earlier, part = later[order], earlier[order], part[order]
    is_more = part > likeness[later]
    likeness[later[is_more]] = part[is_more]
    likest[later[is_more]] = earlier[is_more]


def _copies(written: Written, later: Ints, earlier: Ints, part: np.ndarray) -> Ints:
    lengths = np.diff(written.sketches.run_at)
    is_copy = (part >= 0.8) & (np.minimum(lengths[later], lengths[earlier]) >= TEMPLATE_RUNS)
    return _both_ways(written, later[is_copy], earlier[is_copy])


def _both_ways(written: Written, later: Ints, earlier: Ints) -> Ints:
    """(text, its copy): backward within thirty days, forward on the same day."""
    apart = written.at[later] - written.at[earlier]
    back = apart <= TEMPLATE_DAYS * DAY_S
    forth = written.at[later] // DAY_S == written.at[earlier] // DAY_S
    return np.stack(
        [
            np.concatenate([later[back], earlier[forth]]),
            np.concatenate([earlier[back], later[forth]]),
        ]
    )


def _exact_copies(written: Written) -> Ints:
    sketches = written.sketches
    lengths = np.diff(sketches.run_at)
    scattered = (sketches.runs.astype(np.uint64) + np.uint64(1)) * _ODD
    scattered ^= scattered >> np.uint64(29)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(scattered, dtype=np.uint64)])
    whole = sums[sketches.run_at[1:]] - sums[sketches.run_at[:-1]]
    whole += written.author.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    long = np.flatnonzero(lengths >= TEMPLATE_RUNS)
    order = long[np.lexsort((long, whole[long]))]
    pairs = []
    for lag in range(1, _COPIES + 1):
        later, earlier = order[lag:], order[:-lag]
        is_same = whole[later] == whole[earlier]
        if not is_same.any():
            break
        pairs.append(_both_ways(written, later[is_same], earlier[is_same]))
    return np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), np.int64)


def _templates(written: Written, copies: Ints) -> Mask:
    text, copy = copies
    own = np.flatnonzero(np.bincount(text, minlength=len(written.at)))
    both = np.concatenate([text, own]), np.concatenate([written.target[copy], written.target[own]])
    order = np.lexsort((both[1], both[0]))
    text, target = both[0][order], both[1][order]
    is_first = np.ones(len(text), np.bool_)
    is_first[1:] = (text[1:] != text[:-1]) | (target[1:] != target[:-1])
    people = np.bincount(text[is_first], minlength=len(written.at))
    return people >= TEMPLATE_PEOPLE
