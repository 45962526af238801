"""Projects: told of once, then step by step."""

import datetime as dt
from collections.abc import Sequence

from vinculo.api.people import handle_of
from vinculo.api.word.finding import find_project
from vinculo.api.word.telling import day_number, event, handles, key_of, said, told
from vinculo.derive import derive
from vinculo.errors import Refusal
from vinculo.ledger import Ledger
from vinculo.measure.projects import FOLLOWS, STATES
from vinculo.model import DAY_S, OWNER, Batch

BEGINNINGS = ("possible", "planned", "agreed")
OUTCOMES = ("well", "badly")


def log_project(
    ledger: Ledger,
    who: Sequence[str],
    now: int,
    *,
    title: str,
    on: dt.date,
    state: str = "possible",
    is_personal: bool = False,
    is_new: bool = False,
) -> tuple[Batch, str]:
    """A project with somebody, possible, planned or agreed on by both; and its key.

    Raises UnknownPerson, and Refusal for a project without a title, or that begins at its end.
    """
    title = said(title)
    if state not in BEGINNINGS:
        raise Refusal("refusal.unknown_state", said=state, known=", ".join(BEGINNINGS))
    others = handles(ledger, who, now, is_new=is_new)
    key = key_of("project", *who, title, on, now)
    facts = {"project": key, "title": title, "nature": "personal" if is_personal else "professional"}
    begun = event(f"project_{state}", now, on, OWNER, others, facts=facts)
    return told(ledger, [begun], "project", now), key


def step_project(
    ledger: Ledger,
    which: str,
    now: int,
    *,
    state: str,
    on: dt.date,
    outcome: str = "well",
    hours: float | None = None,
) -> Batch:
    """The next step of a project: planned, agreed by both, delivered (well or badly), or abandoned.
    `hours`: what working together took each side, where somebody remembers.

    Raises Refusal where none or several fit `which`, or the step cannot follow, or not on that day.
    """
    if state not in STATES:
        raise Refusal("refusal.unknown_state", said=state, known=", ".join(STATES[1:]))
    if outcome not in OUTCOMES:
        raise Refusal("refusal.unknown_state", said=outcome, known=", ".join(OUTCOMES))
    if hours is not None and not 0 < hours <= 10_000:
        raise Refusal("refusal.impossible_minutes", said=hours * 60)
    derived = derive(ledger, now + 1)
    project = find_project(derived, which)
    if state not in FOLLOWS[project.state]:
        is_early = state == "delivered" and project.state in BEGINNINGS
        reason = "refusal.not_agreed_yet" if is_early else "refusal.settled_already"
        raise Refusal(reason, what=project.title, which=project.key)
    if day_number(on, now) < project.turns[-1].at // DAY_S:
        raise Refusal("refusal.before_it_began", what=project.title, day=on.isoformat())
    others = tuple(handle_of(derived, person) for person in project.people)
    facts = {
        "project": project.key,
        "title": project.title,
        "nature": "personal" if project.is_personal else "professional",
        "outcome": outcome if state == "delivered" else "",
    }
    duration_s = round(hours * 3_600) if hours is not None else None
    step = event(f"project_{state}", now, on, OWNER, others, facts=facts, duration_s=duration_s)
    return told(ledger, [step], f"project {state}", now)
