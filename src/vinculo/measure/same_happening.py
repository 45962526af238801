"""What a mail tells and an archive tells as well is one happening, and the archive tells it better.

A mail of LinkedIn's says that somebody wrote, asked, accepted or praised, hours later and often cut
short; the archive has the instant and the whole text. Both stay entries; of the two only the
archive's counts. Natural keys cannot join them, for the mail does not tell what they are made of,
so they are found by who, where, when and the beginning of what was said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from vinculo.identity import OWNER_ID, People
from vinculo.ledger.read import Told
from vinculo.measure.notices import LEFT_OUT
from vinculo.model import DAY_S

MINUTE_S = 60
MOST_HEADINGS = 2
"""Paragraphs that LinkedIn sets above what somebody wrote: the subject, the name."""
LEAST_TEXT = 12
"""Characters that a text must share where no conversation is named: `Thanks!` is written every day."""


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
    texts_of: Callable[[Sequence[int]], Mapping[int, str]],
) -> dict[int, str]:
    """Mail entry → `LEFT_OUT`, for each whose happening another source tells of in these events.

    `read_as` are the kinds as the owner reads them; `texts_of` gives the texts of entries by id.
    """
    told = [one._replace(kind=read_as.get(one.id, one.kind)) for one in mailed]
    told = [one for one in told if one.kind in _RULES and _actor(one, people) is not None]
    if not told:
        return {}
    persons = {_actor(one, people) for one in told}
    twins = _twins(events, people, persons, {one.id for one in told})
    texts = _Texts(texts_of)
    return {one.id: LEFT_OUT for one in told if _is_told(one, _actor(one, people), twins, texts)}


def _actor(told: Told, people: People) -> int | None:
    """The one person who did it; None where nobody, several or the owner did."""
    persons = people.persons_of.get(told.sender, ()) if told.sender is not None else ()
    return persons[0] if len(persons) == 1 and persons[0] != OWNER_ID else None


class _Texts:
    """Texts of entries, each fetched once, in lots."""

    def __init__(self, fetch: Callable[[Sequence[int]], Mapping[int, str]]) -> None:
        self._fetch = fetch
        self._known: dict[int, str] = {}

    def of(self, ids: Sequence[int]) -> Mapping[int, str]:
        """The texts by id, blanks evened out."""
        missing = [id_ for id_ in ids if id_ not in self._known]
        if missing:
            self._known |= {id_: _plain(text) for id_, text in self._fetch(missing).items()}
        return self._known


def _twins(
    events: pa.Table, people: People, persons: set[int | None], without: set[int]
) -> dict[tuple[str, int], list[_Twin]]:
    """Kind and person → what the archive tells of them."""
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
    return found


def _is_told(
    mail: Told, person: int | None, twins: Mapping[tuple[str, int], list[_Twin]], texts: _Texts
) -> bool:
    rule = _RULES[mail.kind]
    before_s = rule.before_s
    if mail.kind == "invitation" and "bound" not in mail.facts:
        before_s = rule.after_s  # its id tells when it was made
    near = [
        twin
        for kind in rule.kinds
        for twin in twins.get((kind, person or 0), ())
        if mail.at - before_s <= twin.at <= mail.at + rule.after_s
    ]
    return bool(near) and (mail.kind != "message" or _is_written(mail, near, texts))


def _is_written(mail: Told, near: Sequence[_Twin], texts: _Texts) -> bool:
    """Whether one of these messages is the one that the mail tells of.

    In the same conversation, beginning alike; where either side has no text, within a day. Where the
    mail names no conversation, by the text alone.
    """
    here = [twin for twin in near if mail.place is None or twin.place == mail.place]
    known = texts.of([twin.id for twin in here])
    if mail.place is None:
        is_enough = len(_plain(mail.text)) >= LEAST_TEXT
        return is_enough and any(_begins_alike(mail.text, known[twin.id]) for twin in here)
    return any(
        _begins_alike(mail.text, known[twin.id])
        if mail.text.strip() and known[twin.id]
        else mail.at - twin.at <= DAY_S
        for twin in here
    )


def _begins_alike(mailed: str, written: str) -> bool:
    """Whether one text is the beginning of the other, the mail's perhaps below a heading or two.

    Mails cut their text and set `…` or `...` behind it.
    """
    paragraphs = mailed.split("\n\n")
    for first in range(min(len(paragraphs), MOST_HEADINGS + 1)):
        said = _plain(" ".join(paragraphs[first:]))
        cut = said.rstrip("…. ") or said
        if cut and written and (written.startswith(cut) or said.startswith(written)):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
