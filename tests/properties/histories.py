"""Random histories of an owner with several people, and the kernel's answer to them.

Relationships do not see one another, so a ledger of forty people is forty trials in one question.
"""

import random

import pyarrow as pa
from hypothesis import strategies as st
from properties.oracle import DAY, Row, Scale

from vinculo.measure.features import FEATURES, STEPS
from vinculo.measure.interactions import KINDS
from vinculo.measure.kernel import kernel

MINE = (100, 101)
"""The owner's handles."""
NOBODYS = 200
"""A handle of nobody in particular."""
SPAN_DAYS = 400
AS_OF = SPAN_DAYS * DAY
INSTANTS = tuple(feature.name for feature in FEATURES if feature.unit == "instant") + tuple(
    stage.reached_at for stage in STEPS
)
_COMMON = ("message", "message", "message", "email", "comment", "comment", "reaction", "connect", "call")
_SECONDS = (0, 0, 7, 3_600, 86_399)


def handle(tie):
    """One of the handles of a person."""
    return 1_000 + tie


def people(ties):
    """handle → person for people 1, 2, …; each has two handles."""
    theirs = {handle(tie) + 100_000 * alias: tie for tie in range(1, ties + 1) for alias in (0, 1)}
    return dict.fromkeys(MINE, 0) | theirs


def ledger(seed, ties=40, events=500, kinds=(*KINDS, *_COMMON * 6), *, gatherings=True, sides=(True, False)):
    """A reproducible ledger: few instants, threads and folds, so that all of them collide.

    `sides` are the directions that occur: True from the other person. Entries that fold into one
    agree on what a natural key fixes: kind, thread, side.
    """
    dice = random.Random(seed)
    rows = []
    for number in range(events):
        tie = 1 + int(ties * dice.random() ** 2.5)
        rows += _entry(dice, number * 7 + 1, tie, ties, dice.choice(kinds), gatherings, sides)
    return rows


def _entry(dice, id_, tie, ties, kind, gatherings, sides):
    telling = random.Random(f"{tie} {kind} {dice.randrange(60)}")
    fold = telling.randrange(10**9)
    place = telling.choice((None, 10 * tie, 10 * tie + 1, 10 * tie + 2))
    is_theirs = telling.choice(sides)
    day = int(SPAN_DAYS * telling.random()) if telling.random() < 0.5 else telling.randrange(20, 45)
    at = day * DAY + dice.choice(_SECONDS)
    theirs, mine = handle(tie) + 100_000 * dice.randrange(2), dice.choice(MINE)
    sender, recipient = (theirs, mine) if is_theirs else (mine, theirs)
    cost = KINDS[kind].cost
    row = Row(
        id_, kind, at, sender, recipient, place, fold,
        words=dice.choice((0, 3, 12, 60, 200, 2_000_000)) if cost == "text" else 0,
        duration_s=dice.choice((None, 0, 61, 1_800, 10**6)) if cost == "duration" else None,
        targets=dice.choice((1, 1, 1, 2, 7)),
        depth=telling.choice((None, 0, 37, 50, 100)),
        canned=int(telling.random() < 0.06),
    )  # fmt: skip
    if KINDS[kind].is_opening:
        return [row._replace(recipient=None)]
    if gatherings and KINDS[kind].is_live and dice.random() < 0.4:
        guests = {recipient, MINE[0], handle(dice.randint(1, ties))} - {sender}
        return [row._replace(recipient=guest) for guest in sorted(guests)]
    if gatherings and dice.random() < 0.05:
        return [row._replace(**dice.choice(({"sender": None}, {"recipient": None}, {"sender": NOBODYS})))]
    return [row]


def tables(rows, person_of):
    """The kernel's input."""
    columns = {
        name: pa.array([getattr(row, name) for row in rows], pa.string() if name == "kind" else pa.int64())
        for name in Row._fields
        if name not in {"depth", "canned"}
    }
    judged = {row.id: row for row in rows if row.depth is not None or row.canned}
    who = {"handle": list(person_of), "person": list(person_of.values())}
    return {
        "event": pa.table(columns),
        "person_of": pa.table({name: pa.array(ids, pa.int64()) for name, ids in who.items()}),
        "depth": pa.table(
            {
                "id": pa.array(list(judged), pa.int64()),
                "depth_pct": pa.array([row.depth for row in judged.values()], pa.int64()),
                "canned": pa.array([row.canned for row in judged.values()], pa.int64()),
            }
        ),
    }


def measured(rows, person_of, scale):
    """The kernel's answer: tie → name of the number → number."""
    found = kernel(tables(rows, person_of), **scale._asdict()).ties.to_pylist()
    return {row.pop("tie"): row for row in found}


seeds = st.integers(0, 2**32 - 1)
drawn_events = st.lists(
    st.builds(
        Row,
        id=st.integers(-50, 50),
        kind=st.sampled_from(tuple(KINDS)),
        at=st.integers(0, 60).map(lambda day: day * DAY) | st.integers(0, 60 * DAY),
        sender=st.sampled_from((*MINE, handle(1), handle(2), NOBODYS, None)),
        recipient=st.sampled_from((*MINE, handle(1), handle(2), NOBODYS, None)),
        place=st.sampled_from((None, 1, 2)),
        fold=st.integers(0, 20),
        words=st.sampled_from((0, 1, 12, 60, 200)),
        duration_s=st.sampled_from((None, 0, 61, 5_400)),
        targets=st.integers(0, 3),
    ).map(lambda row: row._replace(depth=(None, 0, 49, 50, 100)[row.id % 5], canned=int(row.id % 7 == 0))),
    max_size=25,
)


DEFAULT = Scale(AS_OF)
