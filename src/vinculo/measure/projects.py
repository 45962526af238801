"""Projects: what two sides might do together, planned, agreed on, and did, or gave up.

A project is what several events with one key in their facts tell. That both agreed, and that it was
delivered, rests on the owner's explicit word.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from vinculo.identity import OWNER_ID
from vinculo.measure.acts import Act
from vinculo.measure.promises import Turn

State = Literal["possible", "planned", "agreed", "delivered", "abandoned"]
STATES: tuple[State, ...] = get_args(State)
FOLLOWS: dict[State, tuple[State, ...]] = {
    "possible": ("planned", "agreed", "abandoned"),
    "planned": ("agreed", "abandoned"),
    "agreed": ("delivered", "abandoned"),
    "delivered": (),
    "abandoned": (),
}
"""How a project stands → what may become of it: nothing is delivered that both had not agreed on."""


class Project(NamedTuple):
    """One project of the owner with one or more people."""

    key: str
    title: str
    people: tuple[int, ...]
    is_personal: bool
    turns: tuple[Turn, ...]
    """How it went, in order; at least one."""
    outcome: str
    """Of one that was delivered: `well` or `badly`; empty otherwise."""

    @property
    def state(self) -> State:
        """How it stands."""
        return next(state for state in STATES if state == self.turns[-1].state)


def projects(acts: Iterable[Act]) -> tuple[Project, ...]:
    """Every project, in the order in which they were first told of."""
    found: dict[str, Project] = {}
    for act in acts:
        state = act.told.kind.removeprefix("project_")
        key = act.told.facts.get("project", "")
        if state == act.told.kind or not key:
            continue
        others = {act.actor, *act.others} - {OWNER_ID, None}
        before = found.get(key) or Project(key, "", (), False, (), "")
        found[key] = Project(
            key,
            act.told.facts.get("title", "") or before.title,
            tuple(sorted({*before.people, *(one for one in others if one is not None)})),
            act.told.facts.get("nature", "") == "personal" or before.is_personal,
            (*before.turns, Turn(state, act.told.at, act.told.id)),
            act.told.facts.get("outcome", "") or before.outcome,
        )
    return tuple(found.values())
