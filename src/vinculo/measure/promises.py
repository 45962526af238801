"""Promises: who gave their word for what, until when, and what became of it.

A promise is one event (`promise_made`, from whoever promised) with a key in its facts; what became of
it are later events with the same key. The latest of these says how it stands. That it is overdue
breaks no promise: only the owner says that.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from vinculo.identity import OWNER_ID
from vinculo.measure.acts import Act, day_of
from vinculo.model import DAY_S

State = Literal["open", "kept", "broken", "warned", "released"]
STATES: tuple[State, ...] = get_args(State)
SETTLED: dict[str, State] = {f"promise_{state}": state for state in STATES if state != "open"}
"""Kind of event → how a promise stands after it."""
FOLLOWS: dict[State, tuple[State, ...]] = {
    "open": ("kept", "broken", "warned", "released"),
    "warned": ("kept", "broken", "released"),
    "broken": ("kept", "released"),
    "kept": (),
    "released": (),
}
"""How a promise stands → what may still become of it: one that was broken can be made good."""


class Turn(NamedTuple):
    """What became of a promise or project, and when."""

    state: str
    at: int
    entry: int


class Promise(NamedTuple):
    """One promise between the owner and another person."""

    key: str
    person: int
    """The other side, whoever promised."""
    is_mine: bool
    text: str
    made_at: int
    due_on: int | None
    """Day since 1970; None where no day was named."""
    entry: int
    turns: tuple[Turn, ...]
    """What became of it, in order."""

    @property
    def state(self) -> State:
        """How it stands."""
        return SETTLED[f"promise_{self.turns[-1].state}"] if self.turns else "open"

    def is_overdue(self, as_of: int) -> bool:
        """Whether it is open although its day is over."""
        return self.state == "open" and self.due_on is not None and (self.due_on + 1) * DAY_S <= as_of


def promises(acts: Iterable[Act]) -> tuple[Promise, ...]:
    """Every promise that was made, in the order of making, with what became of it; acts of a key that
    nobody promised under are passed over."""
    made: dict[str, Promise] = {}
    turns: dict[str, list[Turn]] = {}
    for act in acts:
        key = act.told.facts.get("promise", "")
        if act.told.kind == "promise_made" and key not in made:
            found = _made(act, key)
            if found is not None:
                made[key] = found
        elif act.told.kind in SETTLED:
            turns.setdefault(key, []).append(Turn(SETTLED[act.told.kind], act.told.at, act.told.id))
    return tuple(
        promise._replace(turns=tuple(turn for turn in turns.get(key, ()) if turn.at >= promise.made_at))
        for key, promise in made.items()
    )


def _made(act: Act, key: str) -> Promise | None:
    other = act.other
    if not key or other is None:
        return None
    is_mine = act.actor == OWNER_ID
    return Promise(
        key, other, is_mine, act.told.text, act.told.at, day_of(act.told.facts.get("due")), act.told.id, ()
    )
