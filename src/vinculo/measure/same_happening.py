"""What a mail tells and an archive tells as well is one happening, and the archive tells it better.

A mail of LinkedIn's says that somebody wrote, asked, accepted or praised, hours later and often cut
short; the archive has the instant and the whole text. Both stay entries; of the two only the
archive's counts. Natural keys cannot join them, for the mail does not tell what they are made of,
so they are found by who, where, when and in what words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from vinculo.identity import OWNER_ID, People
from vinculo.ledger.read import Told
from vinculo.measure.notices import LEFT_OUT
from vinculo.measure.sketch import Sketcher, read_sketches
from vinculo.model import DAY_S

MINUTE_S = 60
ALIKE_PCT = 60
"""Of the stems of the shorter of two texts, how many the other must have: mails cut what they tell, and
set a heading above it."""
LEAST_STEMS = 3
"""How many must be shared where no conversation is named: `Thanks!` is written every day."""

Stems = frozenset[int]
"""What a text says, as its sketch has it; empty where nothing is known of its words."""


class _Rule(NamedTuple):
    kinds: tuple[str, ...]
    """What the archive calls it."""
    before_s: int
    """How long before the mail the archive's instant may lie: LinkedIn gathers some mails for days."""
    after_s: int
    """And how long after it: days of the archive are days of an unknown zone."""


_RULES = {
    "message": _Rule(("message",), 3 * DAY_S, MINUTE_S),
    "invitation": _Rule(("invitation", "invitation_note"), 30 * DAY_S, 2 * MINUTE_S),
    "accept": _Rule(("connect",), 4 * DAY_S, DAY_S),
    "endorsement": _Rule(("endorsement",), 3 * DAY_S, DAY_S),
    "recommendation": _Rule(("recommendation",), 3 * DAY_S, DAY_S),
}


class _Twin(NamedTuple):
    """What the archive tells of a person."""

    id: int
    at: int
    place: int | None


def told_elsewhere(
    events: pa.Table,
    people: People,
    mailed: Iterable[Told],
    read_as: Mapping[int, str],
    stems_of: Callable[[Sequence[int]], Mapping[int, Stems]],
) -> dict[int, str]:
    """Mail entry → `LEFT_OUT`, for each whose happening another source tells of in these events.

    `read_as` are the kinds as the owner reads them; `stems_of` gives the stems of the texts of
    entries by id: so it does not matter whether the words themselves are kept.
    """
    told = [one._replace(kind=read_as.get(one.id, one.kind)) for one in mailed]
    told = [one for one in told if one.kind in _RULES and _actor(one, people) is not None]
    if not told:
        return {}
    persons = {_actor(one, people) for one in told}
    twins = _twins(events, people, persons, {one.id for one in told})
    near = {one.id: _near(one, _actor(one, people) or 0, twins) for one in told}
    written = [one for one in told if one.kind == "message" and near[one.id]]
    stems = stems_of([*(one.id for one in written), *{twin.id for one in written for twin in near[one.id]}])
    return {
        one.id: LEFT_OUT
        for one in told
        if near[one.id] and (one.kind != "message" or _is_written(one, near[one.id], stems))
    }


def _actor(told: Told, people: People) -> int | None:
    """The one person who did it; None where nobody, several or the owner did."""
    persons = people.persons_of.get(told.sender, ()) if told.sender is not None else ()
    return persons[0] if len(persons) == 1 and persons[0] != OWNER_ID else None


def _twins(
    events: pa.Table, people: People, persons: set[int | None], without: set[int]
) -> dict[tuple[str, int], list[_Twin]]:
    """Kind and person → what the archive tells of them, in order of time."""
    kinds = sorted({kind for rule in _RULES.values() for kind in rule.kinds})
    rows = events.filter(pc.is_in(events["kind"], pa.array(kinds, pa.string())))
    handles = [id_ for id_, whose in people.persons_of.items() if persons.intersection(whose)]
    wanted = pa.array(handles, pa.int64())
    rows = rows.filter(pc.or_(pc.is_in(rows["sender"], wanted), pc.is_in(rows["recipient"], wanted)))
    found: dict[tuple[str, int], list[_Twin]] = {}
    for row in rows.select(["id", "kind", "at", "sender", "recipient", "place"]).to_pylist():
        # A link is written from the owner's side, whoever asked; all else is the other person's act.
        whose = row["recipient"] if row["kind"] == "connect" else row["sender"]
        if row["id"] not in without:
            for person in people.persons_of.get(whose, ()):
                found.setdefault((row["kind"], person), []).append(_Twin(row["id"], row["at"], row["place"]))
    return {key: sorted(told, key=_at) for key, told in found.items()}


def _at(twin: _Twin) -> int:
    return twin.at


def _near(mail: Told, person: int, twins: Mapping[tuple[str, int], list[_Twin]]) -> list[_Twin]:
    """What the archive tells of the person that may be the same, by kind and time."""
    rule = _RULES[mail.kind]
    # The id of an invitation tells when it was made.
    is_exact = mail.kind == "invitation" and "bound" not in mail.facts
    before_s = rule.after_s if is_exact else rule.before_s
    near: list[_Twin] = []
    for kind in rule.kinds:
        told = twins.get((kind, person), [])
        begin = bisect_left(told, mail.at - before_s, key=_at)
        near += told[begin : bisect_right(told, mail.at + rule.after_s, key=_at)]
    return near


def _is_written(mail: Told, near: Sequence[_Twin], stems: Mapping[int, Stems]) -> bool:
    """Whether one of these messages is the one that the mail tells of.

    In the same conversation, in like words; where nothing is known of the words of either, within a
    day. Where the mail names no conversation, by the words alone.
    """
    said = stems.get(mail.id, Stems())
    for twin in near:
        known = stems.get(twin.id, Stems())
        shared = len(said & known)
        is_alike = 100 * shared >= ALIKE_PCT * min(len(said), len(known)) and shared > 0
        if mail.place is None and is_alike and shared >= LEAST_STEMS:
            return True
        if mail.place is not None and twin.place == mail.place:
            is_unknown = not said or not known
            if is_alike or (is_unknown and mail.at - twin.at <= DAY_S):
                return True
    return False


def stems_by_id(told: Sequence[tuple[int, bytes | None, str]], key: bytes) -> dict[int, Stems]:
    """The stems of texts by entry, from their sketches (`ledger.read.sketches_of`), or from the text
    where there is no sketch yet. `key` is the one that the sketches were made with."""
    if not told:
        return {}
    made = iter(Sketcher(key).sketches([text for _, sketch, text in told if sketch is None]))
    known = read_sketches([next(made) if sketch is None else sketch for _, sketch, _ in told])
    return {
        id_: frozenset(known.stems[begin:end].tolist())
        for (id_, _, _), begin, end in zip(told, known.stem_at[:-1], known.stem_at[1:], strict=True)
    }
