"""The stages of a relationship: what each asks for, as data, so that a face can say what is still missing.

A day with any exchange is a separate day, however many messages it holds. That people are
recognized from the third separate day and bound from the seventh are conventions informed by data:
in five networks of e-mail and messages the chance of another day within the horizon passes one in
two at the third day in all five, and four in five at the seventh in four; public forums are colder.
They never fall: silence is a condition, not a step down.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from vinculo.model import DAY_S

HORIZON_S = 90 * DAY_S
"""The time within which a stage expects to hear again, whatever horizon a forecast uses."""
RECOGNIZED_DAYS = 3
BOND_DAYS = 7
PROMISES_KEPT = 3
"""Promises kept, none broken, after which somebody keeps their word more often than not with a chance of
at least nine in ten (`trust`)."""

Row = Mapping[str, int | None]
"""The numbers of one relationship by the names of `features.FEATURES`."""
Condition = Literal["active", "dormant", "lost"]
DORMANT_BELOW = 0.5
"""Of an exchange within the horizon: less likely than not."""
LOST_BELOW = 0.05
"""Of an exchange within four horizons: less than one in twenty."""


class Part(NamedTuple):
    """One thing that a stage asks for."""

    key: str
    """A key of the catalogue below `part.`, in the plural where it is counted."""
    fulfilled_at: str
    """The number that says since when it is fulfilled; empty as long as it is not."""
    counted: str = ""
    """The number that counts toward it; empty where it is a matter of yes or no."""
    needed: int = 1


class Stage(NamedTuple):
    """A named condition on the way from contact to collaborator: all of its parts together, or all of
    another way's."""

    key: str
    """Its title is `stage.KEY.title`, its meaning `stage.KEY.meaning`."""
    order: int
    parts: tuple[Part, ...]
    otherwise: tuple[Part, ...] = ()
    """Another way to it; empty where there is none."""

    @property
    def ways(self) -> tuple[tuple[Part, ...], ...]:
        """Each set of parts that is enough."""
        return tuple(way for way in (self.parts, self.otherwise) if way)

    @property
    def reached_at(self) -> str:
        """The number that says when it was reached; empty as long as it is not."""
        return f"{self.key}_at"


class Missing(NamedTuple):
    """What a relationship lacks for a stage."""

    part: Part
    left: int
    """How many are still to come; 1 where it is a matter of yes or no."""


_REPLY = Part("reply", "first_reply_at")
_RECOGNIZED = (
    _REPLY,
    Part("days", "third_day_at", "active_days", RECOGNIZED_DAYS),
    Part("their_days", "their_second_day_at", "their_days", 2),
)
STAGES: tuple[Stage, ...] = (
    Stage("contact", 0, ()),
    # What a relationship brought is proof enough that it is one. It opens the gate and no more: days and
    # answers are counted in what the two said to each other.
    Stage("interlocutor", 1, (_REPLY,), otherwise=(Part("return", "returned_at"),)),
    Stage("recognized", 2, _RECOGNIZED),
    Stage(
        "bond",
        3,
        (
            *_RECOGNIZED,
            Part("days", "seventh_day_at", "active_days", BOND_DAYS),
            Part("begun_by_them", "begun_by_them_at"),
            Part("begun_by_me", "begun_by_me_at"),
            Part("close", "close_at"),
        ),
    ),
    # Who keeps their word is not among the numbers of this kernel: `trust_at` is added to the row, and
    # `trust_kept`, the kept promises that trust has already of the three it starts from.
    Stage("trusted", 4, (*_RECOGNIZED, Part("trust", "trust_at", "trust_kept", PROMISES_KEPT))),
    Stage(
        "collaborator",
        5,
        (Part("agreed", "agreed_at"), Part("delivered", "delivered_at")),
        otherwise=(Part("mutual", "mutual_at"),),
    ),
)
"""From the first to the last. A contact is whoever has reached nothing further."""


def reached_at(stage: Stage, row: Row) -> int | None:
    """The instant at which the last part of a way to it was fulfilled, the earlier one of two; None as
    long as parts are lacking on every way, and for contacts."""
    ends = [end for way in stage.ways if (end := _end_of(way, row)) is not None]
    return min(ends, default=None)


def way_of(stage: Stage, row: Row) -> tuple[Part, ...]:
    """The parts by which it was reached, or, as long as it is not, its own."""
    at = reached_at(stage, row)
    return next((way for way in stage.ways if at is not None and _end_of(way, row) == at), stage.parts)


def _end_of(way: tuple[Part, ...], row: Row) -> int | None:
    instants = [row.get(part.fulfilled_at) for part in way]
    known = [at for at in instants if at is not None]
    return max(known) if len(known) == len(instants) else None


def stage_of(row: Row) -> Stage:
    """The highest stage that the relationship has ever reached."""
    reached = [stage for stage in STAGES if reached_at(stage, row) is not None]
    return max(reached, key=lambda stage: stage.order, default=STAGES[0])


def missing(stage: Stage, row: Row) -> tuple[Missing, ...]:
    """What the relationship lacks for a stage, in the order of its parts; of each thing the highest count."""
    lacking: dict[str, Missing] = {}
    for part in stage.parts:
        if row.get(part.fulfilled_at) is None:
            done = row.get(part.counted) or 0
            lacking[part.key] = Missing(part, max(1, part.needed - done) if part.counted else 1)
    return tuple(lacking.values())


def next_stage(row: Row) -> Stage | None:
    """The stage above the highest that was reached; None above the last."""
    order = stage_of(row).order
    return STAGES[order + 1] if order + 1 < len(STAGES) else None


def usual_gap_s(row: Row, bin_s: int = DAY_S) -> float | None:
    """The mean gap between separate days in seconds; None before the second day."""
    days = row["active_days"] or 0
    return (row["gap_days"] or 0) * bin_s / (days - 1) if days > 1 else None


def condition(
    row: Row,
    as_of: int,
    *,
    chances: tuple[float, float] | None = None,
    is_told_lost: bool = False,
    bin_s: int = DAY_S,
    horizon_s: int = HORIZON_S,
) -> Condition | None:
    """Whether the relationship is active, dormant or lost; None for a contact, who cannot fall silent.

    The owner's word that it is lost always wins. Otherwise `chances` decide: of any exchange within the
    horizon, and within four of them. Without a forecast, dormant is a silence longer than the horizon
    and than twice the usual gap, and nothing is lost.
    """
    last_at = row["last_exchange_at"]
    if stage_of(row).order == 0 or last_at is None:
        return None
    if is_told_lost:
        return "lost"
    if chances:
        soon, late = chances
        return "lost" if late < LOST_BELOW else "dormant" if soon < DORMANT_BELOW else "active"
    silence_s = as_of - last_at
    usual_s = usual_gap_s(row, bin_s)
    is_long = usual_s is None or silence_s > 2 * usual_s
    return "dormant" if is_long and silence_s > horizon_s else "active"
