"""Which of the meetings that mails and calendars tell of did not take place.

Invitations come by mail one after another: the meeting is moved, called off, declined. A mail knows
only itself, so what holds is found here, where all of them lie side by side: of several mails about
one meeting the one with the highest SEQUENCE, then the latest (RFC 5546 §2.1.5); a meeting that a
calendar tells of as well took place when the calendar says; and what was called off before it was
to begin did not take place. What was called off afterwards did: people tidy their calendars.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vinculo.identity import OWNER_ID, People
from vinculo.ledger.digest import digest64
from vinculo.ledger.read import Told
from vinculo.measure.interactions import KINDS
from vinculo.measure.notices import LEFT_OUT

CANCELLATION = "cancellation"


class CalledOff(NamedTuple):
    """What did not take place."""

    entries: dict[int, str]
    """Meeting entry → `LEFT_OUT`."""
    absent: set[tuple[int, int]]
    """Meeting entry and handle of a guest who did not come."""


class _Held(NamedTuple):
    """An entry that tells of a meeting in one of the places in question."""

    id: int
    at: int
    fold: int
    recipients: tuple[int, ...]


def mailed_before(mailed: Iterable[Told], as_of: int) -> list[Told]:
    """What mails had told by an instant (exclusive): of a meeting to come, its invitation may have come."""
    return [told for told in mailed if int(told.facts.get("mailed", told.at)) < as_of]


def called_off(
    events: pa.Table, people: People, mailed: Iterable[Told], keys: Mapping[int, str]
) -> CalledOff:
    """The meetings among these events that did not take place, by what mails tell. `keys` are the
    keys of places by id: a meeting's is its UID."""
    by_place: dict[int, list[Told]] = {}
    for told in mailed:  # its own kinds: a ruling is about other mails
        if told.place is not None and (told.kind == CANCELLATION or KINDS[told.kind].is_live):
            by_place.setdefault(told.place, []).append(told)
    found = CalledOff({}, set())
    if not by_place:
        return found
    held = _held(events, by_place)
    for place, mails in by_place.items():
        _judge(keys[place], held.get(place, []), mails, people, found)
    return found


def without(events: pa.Table, absent: set[tuple[int, int]]) -> pa.Table:
    """The events without the guests who did not come."""
    if not absent:
        return events
    ids = pa.array(sorted({id_ for id_, _ in absent}), pa.int64())
    places = np.flatnonzero(pc.is_in(events["id"].combine_chunks(), ids).to_numpy(zero_copy_only=False))
    rows = events.select(["id", "recipient"]).take(pa.array(places)).to_pylist()
    kept = np.ones(events.num_rows, dtype=bool)
    kept[[at for at, row in zip(places, rows, strict=True) if (row["id"], row["recipient"]) in absent]] = (
        False
    )
    return events.filter(pa.array(kept))


def _held(events: pa.Table, places: Iterable[int]) -> dict[int, list[_Held]]:
    live = pa.array([key for key, kind in KINDS.items() if kind.is_live], pa.string())
    in_question = pc.is_in(events["place"], pa.array(list(places), pa.int64()))
    rows = events.filter(pc.and_(in_question, pc.is_in(events["kind"], live)))
    whole: dict[int, tuple[int, int, int, list[int]]] = {}
    for row in rows.select(["id", "at", "place", "fold", "recipient"]).to_pylist():
        *_, recipients = whole.setdefault(row["id"], (row["place"], row["at"], row["fold"], []))
        if row["recipient"] is not None:
            recipients.append(row["recipient"])
    found: dict[int, list[_Held]] = {}
    for id_, (place, at, fold, recipients) in whole.items():
        found.setdefault(place, []).append(_Held(id_, at, fold, tuple(recipients)))
    return found


def _judge(uid: str, held: list[_Held], mails: list[Told], people: People, found: CalledOff) -> None:
    """Adds to `found` what is to be left out of one UID."""
    by_mail = {told.id: told for told in mails if told.kind != CANCELLATION}
    in_calendar = {one.fold for one in held if one.id not in by_mail}
    holds = _latest(by_mail.values())
    for one in held:
        told = by_mail.get(one.id)
        if told and (one.fold not in in_calendar if in_calendar else holds[_instance(told)].fold != one.fold):
            found.entries[one.id] = LEFT_OUT
    for told in mails:
        if told.kind == CANCELLATION:
            renewed = {one.fold for one in by_mail.values() if _version(one)[1] > told.at}
            over = [one for one in held if one.at >= told.at and one.fold not in renewed]
            if instance := told.facts.get("instance"):
                over = [one for one in over if one.fold == digest64(f"meeting|{uid}|{instance}")]
            _leave_out(told, over, people, found)


def _leave_out(told: Told, over: list[_Held], people: People, found: CalledOff) -> None:
    """For all, or only for the guest who declines; where that is the owner, the owner met nobody."""
    whose = set(people.persons_of.get(told.sender, ())) if told.sender is not None else set()
    if told.facts.get("by") != "guest" or OWNER_ID in whose:
        found.entries.update((one.id, LEFT_OUT) for one in over)
        return
    for one in over:
        for handle in one.recipients:
            if handle == told.sender or whose.intersection(people.persons_of.get(handle, ())):
                found.absent.add((one.id, handle))


def _latest(mails: Iterable[Told]) -> dict[str, Told]:
    """Which time of the series (empty for the series itself) → the mail that holds."""
    latest: dict[str, Told] = {}
    for told in mails:
        before = latest.get(_instance(told))
        if before is None or _version(before) < _version(told):
            latest[_instance(told)] = told
    return latest


def _instance(told: Told) -> str:
    return told.facts.get("instance", "")


def _version(told: Told) -> tuple[int, int, int]:
    return int(told.facts.get("sequence", "0")), int(told.facts.get("mailed", "0")), told.id
