"""Trust, promises, projects and tags of a relationship, as faces show them: each with its evidence."""

from collections.abc import Iterable

from vinculo.api.answers import day_of
from vinculo.api.told import DeedShown, ProjectShown, PromiseShown, Regard, TrustShown
from vinculo.derive import Derived
from vinculo.identity import OWNER_ID
from vinculo.measure import trust as rules
from vinculo.measure.projects import Project
from vinculo.measure.promises import Promise
from vinculo.model import DAY_S

TOLD_BY_FILES = frozenset({"recommendation", "request_ignored"})
"""Deeds that do not rest on the owner's word alone."""


def regard(derived: Derived, person: int) -> Regard:
    """What the owner's word says of one person, as of the derivation's instant."""
    word, row = derived.word, derived.rows[person]
    deeds = word.deeds.get(person, ())
    has_met = bool(row["physical_meetings"])
    introduced = [one for one in word.introductions if person in one.people]
    return Regard(
        trust_shown(derived, person),
        promises_shown(derived, (one for one in word.promises if one.person == person)),
        tuple(project_shown(derived, one) for one in word.projects if person in one.people),
        "goal" if any(deed.key == "met_with_goal" for deed in deeds) else "met" if has_met else "",
        named(derived, introduced[0].introducer) if introduced else None,
        tuple(tag for tag, whose in sorted(word.tags.items()) if person in whose),
    )


def named(derived: Derived, person: int) -> tuple[str, str]:
    """Id and name of a person."""
    found = derived.people.persons.get(person)
    return str(person), found.name if found else ""


def trust_shown(derived: Derived, person: int) -> TrustShown | None:
    """Trust as of the derivation's instant; None where nothing speaks for or against."""
    word, as_of = derived.word, derived.as_of
    deeds, vouches = word.deeds.get(person, ()), word.vouches.get(person, ())
    if not deeds and not vouches:
        return None
    told, counted = word.trust(person, as_of), rules.counted(deeds)
    shown = [
        DeedShown(
            deed.key, day_of(deed.at), sum(weight.r), sum(weight.s), str(deed.entry),
            deed.key not in TOLD_BY_FILES, "",
        )
        for deed, weight in counted
    ]  # fmt: skip
    shown += [
        DeedShown("vouched", day_of(one.at), 0.0, 0.0, str(one.entry), True, named(derived, one.voucher)[1])
        for one in vouches
    ]
    return TrustShown(
        told.value,
        told.low,
        told.high,
        told.sure,
        {facet: mean for facet, (mean, _) in told.facets.items()},
        rules.is_standing(counted, as_of),
        told.left,
        word.base,
        tuple(sorted(shown, key=lambda deed: (deed.on, deed.entry), reverse=True)),
    )


def promises_shown(derived: Derived, told: Iterable[Promise]) -> tuple[PromiseShown, ...]:
    """Promises, the open ones first by the day they are due, then the others, the newest first."""
    shown = [_promise(derived, one) for one in told]
    waiting = [one for one in shown if one.state == "open"]
    settled = [one for one in shown if one.state != "open"]
    return (
        *sorted(waiting, key=lambda one: (one.due_on or "9999", one.made_on, one.key)),
        *sorted(settled, key=lambda one: (one.settled_on, one.key), reverse=True),
    )


def due(derived: Derived) -> tuple[PromiseShown, ...]:
    """Every open promise of both sides, the one that is due first first."""
    return promises_shown(derived, (one for one in derived.word.promises if one.state == "open"))


def _promise(derived: Derived, one: Promise) -> PromiseShown:
    person, name = named(derived, one.person)
    return PromiseShown(
        one.key,
        person,
        name,
        one.is_mine,
        one.text,
        day_of(one.made_at),
        day_of(one.due_on * DAY_S) if one.due_on is not None else "",
        one.state,
        day_of(one.turns[-1].at) if one.turns else "",
        one.is_overdue(derived.as_of),
        str(one.entry),
    )


def project_shown(derived: Derived, one: Project) -> ProjectShown:
    """A project with the names of its people."""
    return ProjectShown(
        one.key,
        one.title,
        tuple(named(derived, person) for person in one.people if person != OWNER_ID),
        one.is_personal,
        one.state,
        one.outcome,
        tuple((turn.state, day_of(turn.at), str(turn.entry)) for turn in one.turns),
    )
