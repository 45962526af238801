"""All that follows from the owner's word about each person: promises, projects, deeds, returns, rulings.

As of an instant, exclusive: a day seen from later is the day as it was, but for what was told of it since.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from vinculo.identity import OWNER_ID, People
from vinculo.ledger import Ledger, read
from vinculo.measure import trust as rules
from vinculo.measure.acts import Act, acts
from vinculo.measure.attribution import Introduction
from vinculo.measure.projects import Project, projects
from vinculo.measure.promises import Promise, promises
from vinculo.measure.returns import Return, mutual_at, returns
from vinculo.measure.trust import IGNORED_AFTER_S, Deed, Trust, Vouch

OPPOSITES = {"found": "lost", "purpose": "no_purpose", "no_mentoring": "mentoring"}
"""A ruling → the one that it takes back."""
SINGLE = {
    "introduction": "introduction",
    "recommendation": "recommendation",
    "help_given": "help_given",
    "confidence_kept": "confidence_kept",
    "confidence_breached": "confidence_breached",
}
"""Kind of event → deed, of acts that are evidence as they stand."""


class Heard(NamedTuple):
    """When the other side said something, as far as the files reach."""

    instants: Callable[[int], Sequence[int]]
    """Person → instants, ascending."""
    seen_until: int


class Word(NamedTuple):
    """The owner's word, read."""

    promises: tuple[Promise, ...]
    projects: tuple[Project, ...]
    returns: tuple[Return, ...]
    """Confirmed, expected and lost."""
    introductions: tuple[Introduction, ...]
    deeds: Mapping[int, tuple[Deed, ...]]
    """Person → what they did, as evidence of trust, oldest first."""
    vouches: Mapping[int, tuple[Vouch, ...]]
    """Person → who vouched for them, once each."""
    tags: Mapping[str, frozenset[int]]
    """Ruling (`no_purpose`, `mentoring`, `lost`) → the people of whom it holds."""
    lost_at: Mapping[int, int]
    """Person whom the owner holds to be lost → since when."""
    fixed: Mapping[str, Mapping[int | None, Fraction]]
    """Key of a return → person (None: nobody) → the share that the owner set."""
    base: float
    """How often people keep their promises to this owner."""

    def trusted_at(self, person: int, as_of: int) -> int | None:
        """When the relationship first had the trust that its stage asks for."""
        return rules.trusted_at(self.deeds.get(person, ()), as_of)

    def trust(self, person: int, as_of: int) -> Trust:
        """Trust as of an instant, whoever vouches counted by what their own deeds say."""
        vouchers = {
            vouch.voucher: (
                vouch.at,
                rules.trust(self.deeds.get(vouch.voucher, ()), as_of, self.base).value,
            )
            for vouch in self.vouches.get(person, ())
        }
        return rules.trust(self.deeds.get(person, ()), as_of, self.base, vouchers)

    def row(self, person: int, as_of: int) -> dict[str, int | None]:
        """The numbers of a relationship that only this knows: `trust_at`, `trust_kept`, `mutual_at`."""
        deeds = self.deeds.get(person, ())
        return {
            "trust_at": self.trusted_at(person, as_of) if deeds else None,
            "trust_kept": rules.credit(deeds) if deeds else 0,
            "mutual_at": mutual_at(self.returns, person),
        }

    def steps(self, rows: Mapping[int, Mapping[str, int | None]]) -> dict[tuple[int, int], int]:
        """(person, instant) → the entry that fulfilled what `row` adds to the numbers."""
        found = {
            (person, turn.at): turn.entry
            for project in self.projects
            for turn in project.turns
            for person in project.people
            if turn.state in {"agreed", "delivered"}
        }
        for person, row in rows.items():
            if (at := row["mutual_at"]) is not None:
                entry = next(one.entry for one in self.returns if one.at == at and person in one.people)
                found[person, at] = entry
            if (at := row["trust_at"]) is not None:
                known = [deed for deed in self.deeds[person] if deed.at <= at]
                found[person, at] = max(known, key=lambda deed: (deed.at, deed.entry)).entry
        return found


def word(ledger: Ledger, people: People, as_of: int, heard: Heard) -> Word:
    """What the ledger holds of the owner's word before an instant, and what else speaks for trust."""
    told = acts(ledger, people, as_of)
    promised, joint, brought = promises(told), projects(told), returns(told)
    tags, lost_at, fixed = _rulings(ledger, people, as_of)
    theirs = [turn.state for promise in promised if not promise.is_mine for turn in promise.turns]
    return Word(
        promised,
        joint,
        brought,
        tuple(_introductions(told)),
        _deeds(told, promised, joint, as_of, heard),
        _vouches(told),
        tags,
        lost_at,
        fixed,
        rules.base_rate(theirs.count("kept"), theirs.count("broken")),
    )


def _introductions(told: Iterable[Act]) -> Iterable[Introduction]:
    for act in told:
        brought = tuple(one for one in act.others if one != OWNER_ID)
        if act.told.kind == "introduction" and act.actor and OWNER_ID in act.others and brought:
            yield Introduction(act.actor, brought, act.told.at, act.told.id)


def _vouches(told: Iterable[Act]) -> dict[int, tuple[Vouch, ...]]:
    found: dict[int, dict[int, Vouch]] = {}
    for act in told:
        if act.told.kind == "vouch" and act.actor:
            for person in act.others:
                if person not in {OWNER_ID, act.actor}:
                    vouch = Vouch(act.actor, act.told.at, act.told.id)
                    found.setdefault(person, {}).setdefault(act.actor, vouch)
    return {person: tuple(vouches.values()) for person, vouches in found.items()}


def _deeds(
    told: Sequence[Act], promised: Iterable[Promise], joint: Iterable[Project], as_of: int, heard: Heard
) -> dict[int, tuple[Deed, ...]]:
    found: dict[int, list[Deed]] = {}

    def add(person: int, deed: Deed) -> None:
        found.setdefault(person, []).append(deed)

    for act in told:
        for person, key in _single(act):
            add(person, Deed(key, act.told.at, act.told.id))
        if act.told.kind == "help_asked" and act.actor == OWNER_ID:
            for person in act.others:
                if (at := _ignored_at(act.told.at, heard.instants(person), heard, as_of)) is not None:
                    add(person, Deed("request_ignored", at, act.told.id))
    for promise in promised:
        if not promise.is_mine:
            found.setdefault(promise.person, []).extend(_kept_or_not(promise))
    for project in joint:
        if project.state == "delivered":
            turn = project.turns[-1]
            for person in project.people:
                add(person, Deed(f"delivered_{project.outcome or 'well'}", turn.at, turn.entry))
    return {
        person: tuple(sorted(deeds, key=lambda deed: (deed.at, deed.entry)))
        for person, deeds in found.items()
    }


def _kept_or_not(promise: Promise) -> Iterable[Deed]:
    """What became of a promise, as deeds. Calling it off is overtaken by what came after; what was broken
    and made good later stays broken, and is no open matter any more."""
    turns = promise.turns
    for place, turn in enumerate(turns):
        later = turns[place + 1 :]
        if turn.state == "broken":
            yield Deed("promise_broken", turn.at, turn.entry, later[0].at if later else None)
        elif not (turn.state == "warned" and later) and all(one.state != "broken" for one in turns[:place]):
            yield Deed(f"promise_{turn.state}", turn.at, turn.entry)


def _single(act: Act) -> Iterable[tuple[int, str]]:
    """Who did what, of an act that is a deed as it stands."""
    kind, facts = act.told.kind, act.told.facts
    if kind in SINGLE and act.actor and (kind == "introduction" or OWNER_ID in act.others):
        yield act.actor, SINGLE[kind]
    elif facts.get("goal") and (kind.startswith("meeting") or "call" in kind):
        present = {act.actor, *act.others} - {None, OWNER_ID}
        key = "met_with_goal" if kind == "meeting_in_person" else "live_with_goal"
        yield from ((person, key) for person in present if person is not None)


def _ignored_at(asked_at: int, instants: Sequence[int], heard: Heard, as_of: int) -> int | None:
    """When a request had been ignored for long enough; None where somebody said anything since, or where
    the files do not reach so far."""
    until = asked_at + IGNORED_AFTER_S
    if until >= min(as_of, heard.seen_until):
        return None
    return None if any(asked_at <= at <= until for at in instants) else until


def _rulings(
    ledger: Ledger, people: People, as_of: int
) -> tuple[dict[str, frozenset[int]], dict[int, int], dict[str, dict[int | None, Fraction]]]:
    lost_at: dict[int, int] = {}
    tags: dict[str, set[int]] = {tag: set() for tag in OPPOSITES.values()}
    dealt: list[tuple[int, set[int], dict[str, str]]] = []
    for kind, at, handles, facts in read.rulings(ledger):
        if at >= as_of:
            continue
        persons = {person for handle in handles for person in people.persons_of.get(handle, ())}
        if kind == "lost":
            lost_at |= dict.fromkeys(persons - tags[kind], at)
        if kind in tags:
            tags[kind] |= persons
        elif kind in OPPOSITES:
            tags[OPPOSITES[kind]] -= persons
        elif kind == "share" and (persons or not handles):
            dealt.append((int(facts.get("told", "0")), persons, facts))
    fixed: dict[str, dict[int | None, Fraction]] = {}
    for _, persons, facts in sorted(dealt, key=lambda one: one[0]):
        own = fixed.setdefault(facts["return"], {})
        about: set[int] | set[None] = persons or {None}
        for whose in about:
            own.pop(whose, None)
            if facts.get("share"):
                own[whose] = Fraction(facts["share"])
    lost_at = {person: at for person, at in lost_at.items() if person in tags["lost"]}
    return {tag: frozenset(whose) for tag, whose in tags.items()}, lost_at, fixed
