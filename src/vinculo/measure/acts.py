"""The owner's word, with handles read as people: who did what to whom.

What each kind keeps in its facts, beside its text:

- `promise_made`: `promise` (its key), `due` (YYYY-MM-DD); `promise_kept`, `_broken`, `_warned` (called off
  before the day), `_released` (by agreement): `promise`, and `title`, what was promised.
- `project_possible`, `_planned`, `_agreed`, `_delivered`, `_abandoned`: `project` (its key), `title`,
  `nature` (`professional` or `personal`); delivered, also `outcome` (`well` or `badly`).
- `return`, `return_expected`, `loss`: `return` (its key), `dimension`, `amount`, `unit`, `status`; where
  told, `nature`, `gain` (`both`: the other side gained too), `began_kind` and `began_key` (the place in
  which it began).
- meetings: `goal` (a clear and mutual one), `location`.
- `introduction`: from whoever introduced, to those who were introduced. `vouch`: from whoever speaks for
  somebody, to that person and the owner. `help_asked`, `help_given`, `help_declined`, `confidence_kept`,
  `confidence_breached`: from whoever did it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vinculo.identity import OWNER_ID, People
from vinculo.ledger import Ledger, read

EPOCH = dt.date(1970, 1, 1)
LIVE = ("call", "video_call", "meeting", "meeting_remote", "meeting_hybrid", "meeting_in_person")
WORDS = (
    "promise_made", "promise_kept", "promise_broken", "promise_warned", "promise_released",
    "project_possible", "project_planned", "project_agreed", "project_delivered", "project_abandoned",
    "introduction", "help_asked", "help_given", "help_declined", "recommendation", "vouch",
    "confidence_kept", "confidence_breached", "return", "return_expected", "loss", *LIVE,
)  # fmt: skip
"""The kinds of event that trust, promises, projects and returns follow from."""


class Act(NamedTuple):
    """One event with its people."""

    told: read.Told
    actor: int | None
    """Whose act it is: a person id, 0 for the owner; None where nobody, or several, may be meant."""
    others: tuple[int, ...]
    """To whom, the owner included."""

    @property
    def other(self) -> int | None:
        """The one person beside the owner who takes part in it; None where there is none, or several."""
        people = {self.actor, *self.others} - {OWNER_ID, None}
        return next(iter(people)) if len(people) == 1 else None


def acts(ledger: Ledger, people: People, as_of: int) -> tuple[Act, ...]:
    """What was told of such kinds before an instant, oldest first (ties by entry id), each happening once;
    of meetings and calls, those that had a goal."""
    found: dict[tuple[str, int], read.Told] = {}
    for told in read.entries_of_kinds(ledger, WORDS, as_of):
        if told.kind not in LIVE or told.facts.get("goal"):
            found.setdefault((told.kind, told.fold), told)
    return tuple(_with_people(told, people) for told in found.values())


def _with_people(told: read.Told, people: People) -> Act:
    sender = people.persons_of.get(told.sender, ()) if told.sender is not None else ()
    others = dict.fromkeys(_each(told.recipients, people))
    return Act(told, sender[0] if len(sender) == 1 else None, tuple(others))


def _each(handles: Iterable[int], people: People) -> Iterator[int]:
    for handle in handles:
        yield from people.persons_of.get(handle, ())


def day_of(iso: str | None) -> int | None:
    """A day as YYYY-MM-DD in days since 1970; None for none, or for what is no day."""
    try:
        return (dt.date.fromisoformat(iso) - EPOCH).days if iso else None
    except ValueError:
        return None
