"""What the owner is asked: the most rewarding answer first, no more than somebody would answer."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from vinculo.identity.compare import chance
from vinculo.identity.dossier import Dossier
from vinculo.identity.match import Match, Part, Question
from vinculo.identity.names import name_of
from vinculo.identity.normalize import is_full_name, name_key
from vinculo.identity.tables import names_alike
from vinculo.identity.weigh import Weighed
from vinculo.identity.weights import learned

if TYPE_CHECKING:
    from vinculo.identity.resolve import Contacts, Sighted

QUEUE_SHARE = 0.03
"""Decisions asked for, per dossier: a longer queue is never answered."""
SHORTEST_QUEUE = 60
LARGEST_GROUP = 6
"""People in one question."""
MOST_CANDIDATES = 5


class Asked(NamedTuple):
    """A name that is nobody's: its handles, and each spelling with its number of events."""

    handles: tuple[int, ...]
    spellings: dict[str, int]


class Names(NamedTuple):
    """What questions need to speak of people: their ids, and their earliest handles."""

    ids: Mapping[str, int]
    earliest: Mapping[str, int]


def questions(
    weighed: Weighed,
    ids: Mapping[str, int],
    earliest: Mapping[str, int],
    waiting: Iterable[Asked],
    sighted: Mapping[int, "Sighted"],
    contacts: "Contacts",
) -> tuple[Question, ...]:
    """Everything that is asked, by gain; ties by people."""
    names = Names(ids, earliest)
    room = max(SHORTEST_QUEUE, int(QUEUE_SHARE * len(weighed.roots)))
    asked = _of_people(weighed, names, room)
    open_ = {person for question in asked for person in question.people}
    asked += [
        question
        for question in _of_names(weighed, names, waiting, sighted, contacts)
        if not (is_full_name(name_key(question.name)) and open_.issuperset(question.people))
    ]
    asked.sort(key=lambda question: (-question.gain, question.people, question.asked))
    kept = []
    for question in asked:
        room -= 1 if question.asked else len(question.people) - 1
        if room < 0:
            break
        kept.append(question)
    return tuple(kept)


def entropy(p: float) -> float:
    """How uncertain it is, in bits."""
    return 0.0 if p <= 0 or p >= 1 else -p * math.log2(p) - (1 - p) * math.log2(1 - p)


def _of_people(weighed: Weighed, names: Names, room: int) -> list[Question]:
    """No more than there is room for: evidence is put into parts for these alone."""
    best: dict[tuple[str, str], tuple[float, int, int]] = {}
    for edge in weighed.open:
        one, other = (weighed.person_of[weighed.roots[place]] for place in (edge.one, edge.other))
        pair = (min(one, other), max(one, other))
        here = (-edge.bits, edge.one, edge.other)
        best[pair] = min(best.get(pair, here), here)
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in best:
        near[one].add(other)
        near[other].add(one)
    events = _events(weighed)
    found: list[tuple[float, list[int], set[str], list[tuple[str, str]]]] = []
    done: set[tuple[str, str]] = set()
    for pair in sorted(best, key=lambda pair: (best[pair], pair)):
        if pair in done:
            continue
        group = _together(pair[0], near)
        members = group if len(group) <= LARGEST_GROUP else set(pair)
        inside = (
            [two for two in best if two[0] in members and two[1] in members] if len(members) > 2 else [pair]
        )
        done.update(inside)
        gain = sum(min(events[person] for person in two) * entropy(chance(-best[two][0])) for two in inside)
        found.append((-round(gain, 6), sorted(names.ids[person] for person in members), members, inside))
    found.sort(key=lambda draft: draft[:2])
    return [
        _question(weighed, names, members, {two: best[two] for two in inside}, -negative)
        for negative, _, members, inside in found[:room]
    ]


def _together(start: str, near: Mapping[str, set[str]]) -> set[str]:
    group, open_ = {start}, [start]
    while open_ and len(group) <= LARGEST_GROUP:
        for other in near[open_.pop()] - group:
            group.add(other)
            open_.append(other)
    return group


def _events(weighed: Weighed) -> dict[str, int]:
    events: dict[str, int] = defaultdict(int)
    for root, person in weighed.person_of.items():
        events[person] += weighed.dossiers[root].events
    return events


def _question(
    weighed: Weighed,
    names: Names,
    members: set[str],
    pairs: Mapping[tuple[str, str], tuple[float, int, int]],
    gain: float,
) -> Question:
    matches = []
    for pair, (negative, one, other) in sorted(pairs.items(), key=lambda item: (item[1], item[0])):
        p = chance(-negative)
        told = weighed.dossiers[weighed.roots[one]], weighed.dossiers[weighed.roots[other]]
        ends = sorted(pair, key=lambda person: names.earliest.get(person, 0))
        matches.append(
            Match(
                names.earliest[ends[0]], names.earliest[ends[1]], round(-negative, 2), p, weighed.parts(*told)
            )
        )
    people = sorted(members, key=lambda person: (weighed.dossiers[person].first_at, person))
    return Question(tuple(names.ids[person] for person in people), tuple(matches), gain)


def _of_names(
    weighed: Weighed,
    names: Names,
    waiting: Iterable[Asked],
    sighted: Mapping[int, "Sighted"],
    contacts: "Contacts",
) -> list[Question]:
    """Names that are nobody's, and people of whom only a first name is known: who is it?"""
    bare = [
        (root, one)
        for root, one in weighed.dossiers.items()
        if weighed.person_of[root] == root and root in names.earliest and _is_bare(one)
    ]
    asked_about = list(waiting)
    if not bare and not asked_about:
        return []
    bearers = _by_given_name(weighed)
    found = []
    for asked in asked_about:
        spans = [sighted[id_] for id_ in asked.handles]
        span = (
            min(one.first_at for one in spans),
            max(one.until for one in spans),
            sum(one.events for one in spans),
        )
        name = name_of(max(asked.spellings, key=lambda spelled: (asked.spellings[spelled], spelled)))
        one = Dossier.of_name(tuple(f"name:{spelled}" for spelled in sorted(asked.spellings)), name, *span)
        found.append(_whose(weighed, names, asked, one, bearers, contacts))
    for root, one in bare:
        asked = Asked((names.earliest[root],), {one.name.given: one.events})
        found.append(_whose(weighed, names, asked, one, bearers, contacts, root))
    return [question for question in found if question]


def _is_bare(one: Dossier) -> bool:
    return bool(one.name.given) and not any(name.is_full for name in one.all_names)


def _by_given_name(weighed: Weighed) -> dict[str | int, set[str]]:
    """Given name, or the line of names alike that it stands on → the people who bear it."""
    alike = names_alike()
    found: dict[str | int, set[str]] = defaultdict(set)
    for root, one in weighed.dossiers.items():
        for name in one.all_names:
            if name.surnames:
                for word in {name.given, *name.given.split()[:1]}:
                    for line in (word, *alike.get(word, ())):
                        found[line].add(weighed.person_of[root])
    return found


def _whose(
    weighed: Weighed,
    names: Names,
    asked: Asked,
    one: Dossier,
    bearers: Mapping[str | int, set[str]],
    contacts: "Contacts",
    itself: str = "",
) -> Question | None:
    given = one.name.given
    lines = (given, *given.split()[:1], *names_alike().get(given, ()))
    near = {person for line in lines for person in bearers.get(line, ())} - {itself}
    if one.name.is_full:
        near = {person for person in near if one.name in weighed.dossiers[person].names}
    told = []
    for person in near & names.earliest.keys():
        if any(weighed.groups.are_apart(key, person) for key in (itself, *one.keys) if key):
            continue
        parts = _parts(weighed, one, weighed.dossiers[person], asked, names.earliest[person], contacts)
        told.append((-sum(part.bits for part in parts), -weighed.dossiers[person].events, person, parts))
    best = sorted(told, key=lambda row: row[:3])[:MOST_CANDIDATES]
    if not best:
        return None
    odds = [2.0 ** min(-negative, 60) for negative, *_ in best]
    chances = [each / (1 + sum(odds)) for each in odds]
    spread = sum(-p * math.log2(p) for p in (*chances, 1 / (1 + sum(odds))) if p > 0)
    matches = tuple(
        Match(asked.handles[0], names.earliest[person], round(-negative, 2), p, parts)
        for (negative, _, person, parts), p in zip(best, chances, strict=True)
    )
    people = tuple(names.ids[person] for _, _, person, _ in best)
    written = max(asked.spellings, key=lambda spelled: (asked.spellings[spelled], spelled))
    return Question(people, matches, round(one.events * spread, 6), asked.handles, written)


def _parts(
    weighed: Weighed, one: Dossier, other: Dossier, asked: Asked, handle: int, contacts: "Contacts"
) -> tuple[Part, ...]:
    parts = weighed.parts(one, other)
    times = sum(contacts.together.get((id_, handle), 0) for id_ in asked.handles)
    if times:
        bits = learned().together * min(times, MOST_TOGETHER)
        parts = (*parts, Part("together", round(bits, 2), (("places", str(times)),)))
    return tuple(sorted(parts, key=lambda part: (-abs(part.bits), part.key)))


MOST_TOGETHER = 3
"""Being in one thread more often than that says no more."""
