"""Posts, threads, groups and meetings: where the owner's relationships happen."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vinculo.api.answers import Moment, day_of, instant_of
from vinculo.derive import Derived
from vinculo.errors import Refusal
from vinculo.identity import OWNER_ID
from vinculo.ledger import Ledger, read
from vinculo.measure.interactions import KINDS
from vinculo.measure.notices import LEFT_OUT

TITLE_LENGTH = 120
_ID = re.compile(r"-?[0-9]{1,19}")
_LINKEDIN = re.compile(r"urn:li:|https?://([a-z]+\.)?linkedin\.com/")
"""Posts and articles of LinkedIn, whose archives hold nothing that others did on them."""


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """One place and what happened there, as far as the files can show."""

    id: str
    kind: str
    key: str
    title: str
    """As the source names it, or the beginning of what was said first; empty where neither is known."""
    began_with: str
    """The kind of what happened first: all that is known of a post of which only a reaction is."""
    events: int
    mine: int
    """How many of them are the owner's."""
    people: tuple[tuple[str, str], ...]
    """Id and name of everybody else who is known to have come."""
    can_show_others: bool
    """Whether what others did here could be seen at all; if not, `people` says nothing."""
    first_on: str
    last_on: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place with all that happened there."""

    place: PlaceAnswer
    moments: tuple[tuple[Moment, str, str], ...]
    """Each with the id and name of who did it; both empty where nobody is named."""


def places(ledger: Ledger, derived: Derived, ids: Iterable[int] | None = None) -> tuple[PlaceAnswer, ...]:
    """Every place, or those of these ids, the one where something happened last first."""
    told = read.places(ledger)
    chosen = {id_: derived.places[id_] for id_ in (derived.places if ids is None else ids)}
    firsts = read.entries(ledger, [row["first_id"] for row in chosen.values()])
    answers = [_answer(derived, id_, told[id_], firsts.get(row["first_id"])) for id_, row in chosen.items()]
    return tuple(sorted(answers, key=lambda place: (place.last_on, place.first_on, place.id), reverse=True))


def place_shown(ledger: Ledger, derived: Derived, id_: str) -> PlaceShown:
    """One place. Raises Refusal where there is none of this id."""
    place = int(id_) if _ID.fullmatch(id_) else 0
    if place not in derived.places:
        raise Refusal("refusal.no_such_place", place=id_)
    told_here = read.entries_at(ledger, derived.spellings(place), derived.as_of)
    told_here = [told._replace(kind=derived.read_as.get(told.id, told.kind)) for told in told_here]
    found = [told for told in told_here if told.kind != LEFT_OUT]
    first = next((told for told in found if told.id == derived.places[place]["first_id"]), None)
    once = {told.fold: told for told in found}
    moments = []
    for told in sorted(once.values(), key=lambda told: (told.at, told.id)):
        whose = derived.people.persons_of.get(told.sender, ()) if told.sender is not None else ()
        person = derived.people.persons[whose[0]] if whose else None
        is_mine = person is not None and person.id == OWNER_ID
        moment = Moment(
            entry=str(told.id), at=instant_of(told.at), precision=told.precision, kind=told.kind,
            direction="out" if is_mine else "in", minutes=0.0, is_exchange=KINDS[told.kind].is_exchange,
            text=told.text, words=told.words, duration_s=told.duration_s, facts=told.facts, others=0,
            source=told.source, file=told.origin.file,
            line=told.origin.line, steps=(), zone=told.zone,
        )  # fmt: skip
        moments.append((moment, str(person.id) if person else "", person.name if person else ""))
    return PlaceShown(_answer(derived, place, read.places(ledger)[place], first), tuple(moments))


def can_show_others(kind: str, key: str, people: Collection[int]) -> bool:
    """Whether what others did in a place could be seen at all: on a post of LinkedIn's, only where
    another file tells of somebody."""
    return kind not in {"post", "group"} or not _LINKEDIN.match(key) or bool(people)


def _answer(derived: Derived, id_: int, told: tuple[str, str], first: read.Told | None) -> PlaceAnswer:
    row = derived.places[id_]
    kind, key = told
    named = first.facts.get("title", "") or first.text if first else ""
    people = [derived.people.persons[person] for person in row["people"]]
    return PlaceAnswer(
        id=str(id_),
        kind=kind,
        key=key,
        title=" ".join(named.split())[:TITLE_LENGTH],
        began_with=derived.read_as.get(first.id, first.kind) if first else "",
        events=row["events"],
        mine=row["mine"],
        people=tuple(sorted(((str(person.id), person.name) for person in people), key=lambda one: one[1])),
        can_show_others=can_show_others(kind, key, row["people"]),
        first_on=day_of(row["first_at"]),
        last_on=day_of(row["last_at"]),
    )
