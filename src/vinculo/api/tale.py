"""A whole life in one look: who came back, who was met, what began where, what it brought, what waits."""

import datetime as dt
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from vinculo.api import notices, who
from vinculo.api.answers import WhoAnswer, Worth, day_of, end_of_day
from vinculo.api.debates import Debates, debates_of, in_order
from vinculo.api.regard import due
from vinculo.api.returns import brought
from vinculo.api.told import Brought, PromiseShown
from vinculo.api.worth import worth_of
from vinculo.derive import Derived, derive
from vinculo.identity import OWNER_ID
from vinculo.ledger import Ledger
from vinculo.measure.interactions import CODES, KINDS


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who was met in person, and the last day of it."""

    person: WhoAnswer
    on: str


@dataclass(frozen=True, slots=True)
class Tale:
    """All that one screen tells."""

    worth: Worth
    debates: Debates
    """Those in which others can be seen; where most relationships began first."""
    met: tuple[Met, ...]
    """In person; the latest first."""
    on_screen: int
    """How many were only ever heard or seen live from afar."""
    brought: Brought
    due: tuple[PromiseShown, ...]
    questions: tuple[who.Asked, ...]
    notices: int
    """Mails that wait for the owner's word."""


def tale(ledger: Ledger, on: dt.date) -> Tale:
    """The look at a ledger as of the end of a day (UTC)."""
    derived = derive(ledger, end_of_day(on))
    waiting = [one.mails for one in notices.unknown_templates(ledger) if one.means is None]
    waiting += [one.mails for one in notices.doubtful_mails(ledger) if one.is_genuine is None]
    met = _met(derived)
    return Tale(
        worth=worth_of(ledger, derived),
        debates=in_order(debates_of(ledger, derived), "began", with_unseen=False),
        met=met,
        on_screen=len(_live(derived, is_physical=False) - {int(one.person.id) for one in met}),
        brought=brought(ledger, derived),
        due=due(derived),
        questions=who.questions(who.known(ledger, end_of_day(on))),
        notices=sum(waiting),
    )


def _live(derived: Derived, *, is_physical: bool) -> set[int]:
    codes = [CODES[key] for key, kind in KINDS.items() if kind.is_live and kind.is_physical >= is_physical]
    live = derived.happenings.filter(pc.is_in(derived.happenings["code"], pa.array(codes, pa.int64())))
    return set(live["tie"].to_pylist()) - {OWNER_ID}


def _met(derived: Derived) -> tuple[Met, ...]:
    codes = pa.array([CODES[key] for key, kind in KINDS.items() if kind.is_physical], pa.int64())
    there = derived.happenings.filter(pc.is_in(derived.happenings["code"], codes))
    last = there.group_by("tie").aggregate([("at", "max")]).to_pylist()
    people = derived.people.persons
    found = [
        (row["at_max"], Met(WhoAnswer(str(row["tie"]), people[row["tie"]].name, ()), day_of(row["at_max"])))
        for row in last
        if row["tie"] != OWNER_ID
    ]
    return tuple(met for _, met in sorted(found, key=lambda one: (-one[0], one[1].person.name)))
