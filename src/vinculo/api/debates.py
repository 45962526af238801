"""Debates: who came to a post, thread or group, who came back, and what began there.

Only what a file shows of others is told. An archive of LinkedIn's holds nothing that others did on a
post: there, who came is *not observable*, which is never the same as nobody. A day is a day of UTC.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from vinculo import derive
from vinculo.api.answers import WhoAnswer, day_of, end_of_day
from vinculo.api.places import PlaceAnswer, can_show_others, places
from vinculo.derive import Derived
from vinculo.errors import Refusal
from vinculo.identity import OWNER_ID
from vinculo.identity.normalize import name_key
from vinculo.ledger import Ledger, read
from vinculo.measure.interactions import KINDS
from vinculo.measure.notices import LEFT_OUT
from vinculo.model import DAY_S

ORDERS = ("last", "began")
"""How debates may be listed: by when something happened last, or by how many relationships began there."""
_MANY = 2
"""How many others make a conversation a debate."""
_BACK_DAYS = 2
"""On how many separate days somebody has come who came back."""
_NAMED = 5
"""Titles in a refusal."""

Shows = Literal["all", "some", "none"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who came, as often as the files tell."""

    person: WhoAnswer
    days: tuple[str, ...]
    """The separate days, the first one first; from the second on, this is somebody who came back."""
    said: int
    """How many times with words, and not only a gesture."""
    places: int
    """In how many debates."""
    began_here: bool
    """Whether the first answer between the owner and this person was given here."""

    @property
    def came_back(self) -> bool:
        """Whether there is a second day."""
        return len(self.days) >= _BACK_DAYS


@dataclass(frozen=True, slots=True)
class Debate:
    """One post, thread or group."""

    place: PlaceAnswer
    shows: Shows
    """How much of what others did here the files show: `all`, `some` (notices by mail tell of it, and
    not of everything), `none`."""
    visitors: tuple[Visitor, ...]
    """Whoever came last first."""
    came: int | None
    """How many others; None where it is not observable. Where `shows` is `some`, at least so many."""
    came_back: int | None
    """How many of them on two or more separate days; None likewise."""
    began: int | None
    """How many relationships began here; None likewise."""
    turns: int
    """How often the word passed from one to another, as far as it can be seen."""
    minutes_in: float
    """What others put in here towards the owner."""
    minutes_out: float
    """What the owner put in here towards others."""


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year of UTC."""

    year: int
    came: int
    """People who came in it."""
    came_back: int
    """How many of them had come on two or more separate days by its end."""


@dataclass(frozen=True, slots=True)
class Debates:
    """All debates in which others can be seen, and what they come to together."""

    as_of: str
    debates: tuple[Debate, ...]
    unseen: int
    """Places besides these where nothing that others did can be seen."""
    visitors: tuple[Visitor, ...]
    """Everybody who came to any of them; whoever came last first."""
    years: tuple[Year, ...]
    """From the first year in which somebody came to that of the question, without a gap."""


def debates(ledger: Ledger, on: dt.date, *, sort: str = "last", with_unseen: bool = False) -> Debates:
    """Every debate as of the end of a day (UTC); `sort` is one of `ORDERS`.

    With `with_unseen`, also the places where others cannot be seen, last.
    """
    found = debates_of(ledger, derive.derive(ledger, end_of_day(on)), with_unseen=with_unseen)
    return in_order(found, sort, with_unseen=with_unseen)


def in_order(found: Debates, sort: str, *, with_unseen: bool) -> Debates:
    """The same in another order, with or without those where others cannot be seen."""
    chosen = [debate for debate in found.debates if with_unseen or debate.shows != "none"]
    if sort == "began":
        chosen.sort(key=lambda debate: -(debate.began or 0))  # stable: within, by when something happened
    chosen.sort(key=lambda debate: debate.shows == "none")
    return Debates(found.as_of, tuple(chosen), found.unseen, found.visitors, found.years)


def debates_of(ledger: Ledger, derived: Derived, *, with_unseen: bool = False) -> Debates:
    """All of them from what was derived already; with `with_unseen`, also those where others cannot be
    seen. Where something happened last comes first."""
    known = read.places(ledger)
    there = {id_: row["people"] for id_, row in derived.places.items()}
    every = [id_ for id_, people in there.items() if _is_debate(known[id_][0], people)]
    seen = [id_ for id_ in every if can_show_others(*known[id_], there[id_])]
    chosen = every if with_unseen else seen
    said = _by_place(ledger, derived, chosen)
    began = _began(derived)
    minutes = _minutes(derived.happenings)
    told = tuple(
        _debate(derived, place, said[int(place.id)], began.get(int(place.id), frozenset()), minutes)
        for place in places(ledger, derived, chosen)
    )
    visitors = _everybody(debate.visitors for debate in told)
    return Debates(
        as_of=day_of(derived.as_of - 1),
        debates=told,
        unseen=len(every) - len(seen),
        visitors=visitors,
        years=_years(visitors, int(day_of(derived.as_of - 1)[:4])),
    )


def debate(found: Debates, said: str) -> Debate:
    """The debate that somebody means: its id, or words of its title. Raises Refusal where there is
    none, or several."""
    key, words = name_key(said), [name_key(word) for word in said.split()]
    titled = [(one, name_key(one.place.title)) for one in found.debates]
    fitting = (
        [one for one in found.debates if one.place.id == said]
        or [one for one, title in titled if title == key]
        or [one for one, title in titled if words and all(word in title for word in words)]
    )
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise Refusal("refusal.no_such_place", place=said)
    named = "; ".join(f"{one.place.title[:60]} ({one.place.id})" for one in fitting[:_NAMED])
    raise Refusal("refusal.several_places", said=said, n=len(fitting), places=named)


def _is_debate(kind: str, people: Sequence[int]) -> bool:
    """Posts and groups; and conversations with two or more others in them."""
    return kind in {"post", "group"} or (kind == "conversation" and len(people) >= _MANY)


def _by_place(ledger: Ledger, derived: Derived, chosen: Sequence[int]) -> dict[int, list[read.Said]]:
    """What happened in each place, once, however many files tell of it, and under its one id."""
    wanted = set(chosen)
    spelled = [*wanted, *(other for other, one in derived.same_place.items() if one in wanted)]
    by_place: dict[int, list[read.Said]] = {place: [] for place in wanted}
    known: set[tuple[int, int]] = set()
    for said in read.said_at(ledger, spelled, derived.as_of):
        place = derived.same_place.get(said.place, said.place)
        kind = derived.read_as.get(said.id, said.kind)
        if kind != LEFT_OUT and (place, said.fold) not in known:
            known.add((place, said.fold))
            by_place[place].append(said._replace(kind=kind))
    return by_place


def _began(derived: Derived) -> dict[int, frozenset[int]]:
    """Place → the people with whom the first answer was given there."""
    firsts = {
        person: derived.steps.get((person, at))
        for person, row in derived.rows.items()
        if (at := row.get("first_reply_at")) is not None
    }
    entries = pa.array(sorted({entry for entry in firsts.values() if entry is not None}), pa.int64())
    own = derived.happenings.filter(pc.is_in(derived.happenings["id"], entries)).to_pylist()
    threads = {(row["tie"], row["id"]): row["thread"] for row in own}
    began: defaultdict[int, set[int]] = defaultdict(set)
    for person, entry in firsts.items():
        thread = threads.get((person, entry)) if entry is not None else None
        if thread is not None:
            began[thread].add(person)
    return {place: frozenset(people) for place, people in began.items()}


def _minutes(happenings: pa.Table) -> dict[tuple[int, int], int]:
    """(place, whether from the other side) → centiminutes."""
    spent: Counter[tuple[int, int]] = Counter()
    summed = happenings.group_by(["thread", "inbound", "outbound"]).aggregate([("centiminutes", "sum")])
    for row in summed.to_pylist():
        for side in ("inbound", "outbound"):
            if row["thread"] is not None and row[side]:
                spent[row["thread"], int(side == "inbound")] += row["centiminutes_sum"]
    return spent


def _debate(
    derived: Derived,
    place: PlaceAnswer,
    said: Sequence[read.Said],
    began: frozenset[int],
    minutes: Mapping[tuple[int, int], int],
) -> Debate:
    id_ = int(place.id)
    visitors = _visitors(derived, said, began)
    shows = _shows(place, said)
    is_seen = shows != "none"
    return Debate(
        place=place,
        shows=shows,
        visitors=visitors,
        came=len(visitors) if is_seen else None,
        came_back=sum(one.came_back for one in visitors) if is_seen else None,
        began=sum(one.began_here for one in visitors) if is_seen else None,
        turns=_turns(derived, said),
        minutes_in=minutes.get((id_, 1), 0) / 100,
        minutes_out=minutes.get((id_, 0), 0) / 100,
    )


def _shows(place: PlaceAnswer, said: Sequence[read.Said]) -> Shows:
    """A notice by mail tells of one comment and not of the next; an archive of posts, of nobody."""
    if not place.can_show_others:
        return "none"
    is_partly_told = place.kind == "post" and {one.source for one in said} <= {"linkedin", "mail"}
    return "some" if is_partly_told else "all"


def _visitors(derived: Derived, said: Iterable[read.Said], began: frozenset[int]) -> tuple[Visitor, ...]:
    days: defaultdict[int, set[int]] = defaultdict(set)
    words: Counter[int] = Counter()
    for one in said:
        person = _speaker(derived, one)
        # Whoever opens a thread is at home there, and has not come.
        if person is not None and person != OWNER_ID and not KINDS[one.kind].is_opening:
            days[person].add(one.at // DAY_S)
            words[person] += KINDS[one.kind].is_exchange
    found = (
        Visitor(
            _who(derived, person), tuple(day_of(day * DAY_S) for day in sorted(on)), words[person], 1,
            person in began,
        )
        for person, on in days.items()
    )  # fmt: skip
    return _latest_first(found)


def _turns(derived: Derived, said: Iterable[read.Said]) -> int:
    """How often somebody spoke after somebody else; whoever opened the thread spoke first."""
    turns, last = 0, None
    for one in said:
        kind = KINDS[one.kind]
        if not (kind.is_exchange or kind.is_opening):
            continue
        speaker = (_speaker(derived, one), one.sender)
        who = speaker if speaker[0] is None else (speaker[0], None)
        turns += last is not None and who != last and kind.is_exchange
        last = who
    return turns


def _speaker(derived: Derived, said: read.Said) -> int | None:
    """The person who did it; None where nobody is named, or several may be meant."""
    whose = derived.people.persons_of.get(said.sender, ()) if said.sender is not None else ()
    return whose[0] if whose else None


def _who(derived: Derived, person: int) -> WhoAnswer:
    known = derived.people.persons[person]
    return WhoAnswer(str(person), known.name, known.keys)


def _everybody(debates_: Iterable[Sequence[Visitor]]) -> tuple[Visitor, ...]:
    """Everybody once: all their days, all they said, in how many debates."""
    together: dict[str, Visitor] = {}
    for visitors in debates_:
        for one in visitors:
            known = together.get(one.person.id)
            if known is None:
                together[one.person.id] = one
                continue
            together[one.person.id] = Visitor(
                one.person,
                tuple(sorted({*known.days, *one.days})),
                known.said + one.said,
                known.places + one.places,
                known.began_here or one.began_here,
            )
    return _latest_first(together.values())


def _latest_first(visitors: Iterable[Visitor]) -> tuple[Visitor, ...]:
    """By when they came last: nobody is ranked by how much they gave."""
    by_name = sorted(visitors, key=lambda one: (one.person.name, one.person.id))
    return tuple(sorted(by_name, key=lambda one: one.days[-1], reverse=True))


def _years(visitors: Sequence[Visitor], last: int) -> tuple[Year, ...]:
    came: Counter[int] = Counter()
    back: Counter[int] = Counter()
    for one in visitors:
        for year in {int(day[:4]) for day in one.days}:
            came[year] += 1
            back[year] += sum(day <= f"{year}-12-31" for day in one.days) >= _BACK_DAYS
    if not came:
        return ()
    return tuple(Year(year, came[year], back[year]) for year in range(min(came), last + 1))
