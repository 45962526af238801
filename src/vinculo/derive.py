"""Verb two: ledger + as_of → everything else.

Nothing here is kept: whatever is derived may be thrown away and comes back the same. `as_of` is an
instant, exclusive; what happened at or after it, and every handle that only appears then, does not
exist for any number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from vinculo import engine
from vinculo.identity import People
from vinculo.identity.evidence import sightings
from vinculo.identity.gather import OWNER_HANDLE, who_is_who
from vinculo.identity.posts import one_post
from vinculo.identity.resolve import Sighted
from vinculo.ledger import Ledger, read
from vinculo.ledger.secret import known_secret
from vinculo.measure import called_off, notices
from vinculo.measure import kernel as measure
from vinculo.measure.attribution import Known, Part, attributed
from vinculo.measure.judged import judged
from vinculo.measure.returns import roles
from vinculo.measure.same_happening import stems_by_id, told_elsewhere
from vinculo.measure.stages import Row
from vinculo.measure.word import Heard, Word, word
from vinculo.model import DAY_S, OWNER, Handle
from vinculo.sources.channels import shown_by

if TYPE_CHECKING:
    from vinculo.forecast.prospect import Ahead, Prospect

_EVER = 2**62


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from a ledger as of an instant."""

    as_of: int
    """Exclusive instant, seconds since 1970 UTC."""
    digest: int
    """Of the ledger that it was derived from."""
    people: People
    handles: Mapping[int, Handle]
    rows: Mapping[int, Row]
    """Person id → one value per feature, and the instants of the stages; everybody with whom the
    owner has at least one event."""
    steps: Mapping[tuple[int, int], int]
    """(person id, instant) → id of the entry that fulfilled a part of a stage then."""
    links: Mapping[int, int]
    """Person id → id of the entry that comes first of all."""
    happenings: pa.Table
    """Every happening once, sorted by tie (person id) and instant: tie, id (entry), code (of the
    kind), at, inbound, outbound, exchange, live, centiminutes, effort, depth_pct,
    canned, thread."""
    moments: pa.Table
    """Every instant with an exchange once, sorted by tie and instant: tie, at, heard, spoke, reply."""
    seen_until: int
    """Up to when the imported files could see at all; silence after it is not observable."""
    places: Mapping[int, Mapping[str, Any]]
    """Place id → events, mine, people (ids), first_at, last_at, first_id (entry)."""
    same_place: Mapping[int, int]
    """Place id → the place id that stands for the same post."""
    read_as: Mapping[int, str]
    """Entry → the kind that the owner says it is, or `LEFT_OUT` where it does not count: it waits for
    the owner's word, another source tells of it better, or it was called off. Entries that are read as
    they are written are not in it."""
    unidentified: int
    """Links whose other side the source hides."""
    returns: Mapping[int, tuple[read.Told, ...]]
    """Person id → the confirmed returns that the owner recorded."""
    word: Word
    """Promises, projects, deeds, returns and rulings: the owner's word."""
    texts: pa.Table
    """How deep each text goes, by entry; see `measure.depth.Depths.parts`."""
    channels: tuple[str, ...]
    """What the imported files could show."""
    knows_owner: bool
    """Whether anything tells which handles are the owner's."""
    told_lost: frozenset[int]
    """Whom the owner called lost, and has not found again."""
    no_purpose: frozenset[int]
    """Whose relationship the owner keeps out of every value."""
    attribute: Callable[[], Mapping[str, tuple[Part, ...]]]
    """Key of a confirmed return or a loss → who took part in it; worked out when first asked, and kept."""
    look_ahead: Callable[[], "Ahead"]
    """What is ahead of every relationship, as of `seen_until`; worked out when first asked, and kept."""

    @property
    def forecasts(self) -> Mapping[int, "Prospect"]:
        """Person id → what is ahead of the relationship; everybody with at least one exchange."""
        return self.look_ahead().of

    def spellings(self, place: int) -> list[int]:
        """The place ids that are one place with this one, itself first."""
        return [place, *(other for other, one in self.same_place.items() if one == place)]


def derive(ledger: Ledger, as_of: int, *, tick_s: int = DAY_S, bin_s: int = DAY_S) -> Derived:
    """Everything that follows from a ledger as of an instant (exclusive).

    `tick_s` is the grain of forgetting, `bin_s` the length of an active day.
    """
    mailed = called_off.mailed_before(read.told_by(ledger, "mail", _EVER, but="email"), as_of)
    read_as = notices.read_as(mailed, notices.word_of(read.rulings(ledger)))
    events = notices.believed(read.event_table(ledger, as_of), read_as)
    known = read.handles(ledger)
    people, knows_owner = who_is_who(ledger, events, known)
    events, counted_elsewhere = _counted_once(ledger, events, people, mailed, read_as)
    read_as |= counted_elsewhere
    same_place = one_post(read.places(ledger))
    events = _with_one_post(events, same_place)
    texts = judged(ledger, events, people.persons_of, as_of)
    with engine.in_memory() as calculator:
        calculator.table("event", events)
        calculator.table("person_of", person_table(people))
        calculator.table("depth", texts.judged)
        measure.prepare(calculator, as_of=as_of, tick_s=tick_s, bin_s=bin_s)
        measured = measure.measured(calculator)
        happenings = calculator.ask(_HAPPENINGS)
        moments = calculator.ask(_MOMENTS)
        links = calculator.ask(_LINKS).to_pydict()
        places = _places(calculator)
    seen_until = min(as_of, _reach(ledger, events))
    told = word(ledger, people, as_of, Heard(lambda person: _heard(moments, person), seen_until))
    rows = {row["tie"]: row | told.row(row["tie"], as_of) for row in measured.ties.to_pylist()}
    knowing = Known(
        rows,
        lambda person: rows_of(happenings, person),
        lambda place: places.get(same_place.get(place, place), {}).get("people", ()),
        told.introductions,
        told.fixed,
        told.tags["no_purpose"],
        roles(read.choices(ledger).get("roles", "")),
    )
    readings = {f"{batch.source}/{batch.reading}" for batch, undone in read.batches(ledger) if undone is None}
    return Derived(
        as_of=as_of,
        digest=read.digest(ledger),
        people=people,
        handles=known,
        rows=rows,
        steps={**measured.steps, **told.steps(rows)},
        links=dict(zip(links["tie"], links["id"], strict=True)),
        happenings=happenings,
        moments=moments,
        seen_until=seen_until,
        places=places,
        same_place=same_place,
        read_as=read_as,
        unidentified=_hidden_links(events),
        returns=_returns(ledger, people, as_of),
        word=told,
        texts=texts.parts,
        channels=shown_by(readings),
        knows_owner=knows_owner,
        told_lost=told.tags["lost"],
        no_purpose=told.tags["no_purpose"],
        attribute=cache(lambda: attributed(told.returns, knowing)),
        look_ahead=cache(lambda: _look_ahead(moments, seen_until)),
    )


def _look_ahead(moments: pa.Table, seen_until: int) -> "Ahead":
    from vinculo.forecast.prospect import look_ahead

    return look_ahead(moments, seen_until)


def _heard(moments: pa.Table, person: int) -> list[int]:
    own = rows_of(moments, person)
    heard: list[int] = own.filter(pc.equal(own["heard"], 1))["at"].to_pylist()
    return heard


_HAPPENINGS = (
    "SELECT i.tie, i.id, i.code, i.at, i.inbound, i.outbound, i.exchange, i.live, i.centiminutes, i.effort,"
    " i.depth_pct, i.canned, i.thread FROM interaction i ORDER BY i.tie, i.at, i.id"
)
_MOMENTS = "SELECT m.tie, m.at, m.heard, m.spoke, m.reply FROM prepared m ORDER BY m.tie, m.at"
_PLACES = (
    "SELECT e.place, count(DISTINCT e.fold) AS events, min(e.at) AS first_at, max(e.at) AS last_at,"
    " count(DISTINCT CASE WHEN s.person = 0 THEN e.fold END) AS mine"
    " FROM event e LEFT JOIN person_of s ON s.handle = e.sender WHERE e.place IS NOT NULL GROUP BY e.place"
)
_PLACE_FIRSTS = (
    "SELECT e.place, min(e.id) AS first_id FROM event e"
    f" JOIN ({_PLACES}) p ON p.place = e.place AND p.first_at = e.at GROUP BY e.place"
)
_PLACE_PEOPLE = (
    "SELECT DISTINCT e.place, s.person FROM event e JOIN person_of s ON s.handle = e.sender"
    " WHERE e.place IS NOT NULL AND s.person <> 0"
    # Whoever was asked to a meeting that took place came, although the invitation is another's.
    " UNION SELECT e.place, r.person FROM event e JOIN kind k ON k.kind = e.kind AND k.live = 1"
    " JOIN person_of r ON r.handle = e.recipient WHERE e.place IS NOT NULL AND r.person <> 0"
)
_LINKS = (
    "SELECT i.tie, min(i.id) AS id FROM interaction i"
    " JOIN relationship r ON r.tie = i.tie AND r.first_at = i.at GROUP BY i.tie"
)


def _places(calculator: engine.Calculator) -> dict[int, dict[str, Any]]:
    found = {row["place"]: row | {"people": []} for row in calculator.ask(_PLACES).to_pylist()}
    for row in calculator.ask(_PLACE_FIRSTS).to_pylist():
        found[row["place"]]["first_id"] = row["first_id"]
    for row in calculator.ask(_PLACE_PEOPLE).to_pylist():
        found[row["place"]]["people"].append(row["person"])
    return found


def _counted_once(
    ledger: Ledger,
    events: pa.Table,
    people: People,
    mailed: Sequence[read.Told],
    read_as: Mapping[int, str],
) -> tuple[pa.Table, dict[int, str]]:
    """The events without what a mail tells and another source tells better, and without meetings that
    mails call off; and which entries that leaves out."""
    if not mailed:
        return events, {}
    twice = told_elsewhere(
        events,
        people,
        mailed,
        read_as,
        lambda ids: stems_by_id(read.sketches_of(ledger, ids), known_secret(ledger, "sketch") or b"none"),
    )
    keys = {id_: key for id_, (_, key) in read.places(ledger).items()}
    off = called_off.called_off(events, people, mailed, keys)
    left = {**twice, **off.entries}
    return called_off.without(notices.believed(events, left), off.absent), left


def _with_one_post(events: pa.Table, same_place: Mapping[int, int]) -> pa.Table:
    if not same_place:
        return events
    others, ones = pa.array(list(same_place), pa.int64()), pa.array(list(same_place.values()), pa.int64())
    place = events["place"].combine_chunks()
    found = pc.index_in(place, others)
    one = pc.if_else(pc.is_valid(found), pc.take(ones, found), place)
    return events.set_column(events.schema.get_field_index("place"), "place", one)


def _returns(ledger: Ledger, people: People, as_of: int) -> dict[int, tuple[read.Told, ...]]:
    returns: dict[int, tuple[read.Told, ...]] = {}
    for told in read.entries_of_kind(ledger, "return", as_of):
        for person in {one for handle in told.recipients for one in people.persons_of.get(handle, ())}:
            returns[person] = (*returns.get(person, ()), told)
    return returns


def _reach(ledger: Ledger, events: pa.Table) -> int:
    """The end of the last day that any file tells of: the day an export was made, or its latest event."""
    exported = read.observed_days(ledger)
    latest = pc.max(events["at"]).as_py() if events.num_rows else 0
    return max([latest // DAY_S, *exported]) * DAY_S + DAY_S


def rows_of(table: pa.Table, person: int) -> pa.Table:
    """One person's rows of a table that is sorted by `tie`."""
    ties = table["tie"].combine_chunks().to_numpy()
    first, end = ties.searchsorted(person, "left"), ties.searchsorted(person, "right")
    return table.slice(first, end - first)


def _hidden_links(events: pa.Table) -> int:
    """Links that name nobody: their profiles are hidden or closed, and each is somebody else."""
    nameless = pc.and_(pc.equal(events["kind"], "connect"), pc.is_null(events["recipient"]))
    return len(events.filter(nameless)["fold"].unique())


def who(ledger: Ledger, as_of: int) -> tuple[People, dict[int, Handle], dict[int, Sighted]]:
    """Only who is who as of an instant (exclusive): people, all handles, and those that were seen."""
    events = read.event_table(ledger, as_of)
    known = {OWNER_HANDLE: OWNER, **read.handles(ledger)}
    people, _ = who_is_who(ledger, events, known)
    return people, known, sightings(events)


def person_table(people: People) -> pa.Table:
    """Which handle is whose, as the kernel's table `person_of`."""
    pairs = [(handle, person) for handle, persons in people.persons_of.items() for person in persons]
    handles, persons = zip(*pairs, strict=True) if pairs else ((), ())
    return pa.table({"handle": pa.array(handles, pa.int64()), "person": pa.array(persons, pa.int64())})
