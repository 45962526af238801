"""The answers about what is ahead, frozen: chances with their intervals, and what they were learned from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """A figure that is not certain, with its 80 % interval."""

    figure: float
    low: float
    high: float


NOTHING = Range(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part adds to the log-odds of a chance."""

    part: str
    """A key below `forecast.part.` of the catalogue."""
    log_odds: float
    entries: tuple[str, ...]
    """Ids of events that the part is about, the latest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """The chance of the next stage within 90 days."""

    stage: str
    chance: Range | None
    """None where it takes what the owner has never told of anybody: a kept promise, a project."""
    missing: tuple[tuple[str, int], ...]
    """What would have to come: keys below `part.` of the catalogue, and how many."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is ahead of a relationship with at least one exchange."""

    as_of: str
    """The last day that the imported files could see; silence after it is nobody's silence."""
    horizon_days: int
    chance: Range
    """Of another exchange within the horizon."""
    of_ten: Range
    """The same as people say it: so many times in ten, in whole numbers."""
    active_days: Range
    """How many days with an exchange there will be within the horizon."""
    within_90_days: float
    """Chance of another exchange; below one half the relationship is dormant."""
    within_360_days: float
    """The same within four times as long; below one in twenty it is lost."""
    basis: str
    """`own`: learned from other networks and moved by this one. `public`: from other networks alone."""
    contributions: tuple[Contribution, ...]
    """The log-odds of the chance by part; they sum to it."""
    step: Step | None
    """None where no stage is left."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a relationship may still bring over some horizons, discounted; never added to what it brought."""

    basis: str
    """`own_returns`, `few_returns` (under five recorded: only their number is told), `none_recorded`,
    `nobody_answered`, `lost` (both exactly zero), `no_purpose` (kept out of every value)."""
    figures: dict[str, Range | None]
    """By dimension, in its own unit; None where nothing of the kind was ever recorded, or too few returns."""
    returns: Range | None
    """How many returns, whatever they are: expected collaborations."""
    recorded: float
    """Returns that this was learned from."""
    horizons: int
    horizon_days: int
    discount: float
    """Per year."""


@dataclass(frozen=True, slots=True)
class Potential:
    """What a contact may become: not yet worth anything, and in no sum."""

    answered: Range
    """The chance of an answer within 90 days to one real approach."""
    tried: int
    """First approaches of the owner that this was learned from."""
    expected: Expected
    """That chance times what an interlocutor may bring."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many relationships the owner is keeping."""

    kept: Range
    """The chances of another exchange within the horizon, summed."""
    active_days: Range
    """Days with an exchange, summed over relationships."""
    horizon_days: int
    as_of: str
    basis: str
    quiet: tuple[str, ...]
    """Ids of people with an exchange in the last horizon of whom none is likely in the next; the
    longest silent first."""
