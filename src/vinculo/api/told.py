"""The answers about the owner's word, frozen: trust, promises, projects, and what came of it all."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeedShown:
    """Something that the other side did, as evidence."""

    deed: str
    """A key below `deed.` of the catalogue; `vouched` where another spoke for them."""
    on: str
    speaks_for: float
    speaks_against: float
    """In kept promises, before anything is forgotten."""
    entry: str
    is_owners_word: bool
    """It rests on what the owner told, and on no file."""
    by: str
    """Who vouched; empty otherwise."""


@dataclass(frozen=True, slots=True)
class TrustShown:
    """What is known about whether they keep their word, can, and mean well."""

    value: float
    """Expected share of promises that would be kept, from 0 to 1."""
    low: float
    high: float
    """80 % interval."""
    sure: float
    """From 0, where nothing is known, toward 1."""
    facets: dict[str, float]
    is_standing: bool
    """Whether the rule of the stage holds today: three kept promises, five where one was broken."""
    left: int
    """Kept promises that the rule still asks for."""
    base: float
    """How often people keep their promises to this owner: where trust returns to as evidence fades."""
    deeds: tuple[DeedShown, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """A promise between the owner and somebody."""

    key: str
    person: str
    name: str
    is_mine: bool
    text: str
    made_on: str
    due_on: str
    """Empty where no day was named."""
    state: str
    settled_on: str
    """Empty as long as it is open."""
    is_overdue: bool
    entry: str


@dataclass(frozen=True, slots=True)
class ProjectShown:
    """Something that the owner and others might do, or did, together."""

    key: str
    title: str
    people: tuple[tuple[str, str], ...]
    """Id and name."""
    is_personal: bool
    state: str
    outcome: str
    steps: tuple[tuple[str, str, str], ...]
    """State, day, id of the entry."""


@dataclass(frozen=True, slots=True)
class Regard:
    """All that the owner's word says of one relationship."""

    trust: TrustShown | None
    """None where nothing at all speaks for or against."""
    promises: tuple[PromiseShown, ...]
    """Of both sides: what is open first, then the newest."""
    projects: tuple[ProjectShown, ...]
    met: str
    """`met` in person, `goal` if with a clear and mutual one, or empty. A badge: it opens nothing."""
    introducer: tuple[str, str] | None
    """Id and name of who brought them."""
    tags: tuple[str, ...]
    """`no_purpose`, `mentoring`, `lost`."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of one dimension, in one unit."""

    dimension: str
    unit: str
    amount: float
    lost: float
    """Beside it, never set off."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """Who took part in a return, where, and how much of it is counted as theirs."""

    person: tuple[str, str] | None
    """Id and name; None: nobody is known to have taken part."""
    place: tuple[str, str] | None
    origin: tuple[str, str] | None
    introducer: tuple[str, str] | None
    share: float
    amount: float


@dataclass(frozen=True, slots=True)
class ReturnShown:
    """One return, hope or loss."""

    key: str
    entry: str
    on: str
    status: str
    dimension: str
    amount: float
    unit: str
    text: str
    people: tuple[tuple[str, str], ...]
    """Whom the owner named."""
    began: tuple[str, str] | None
    """The place in which it began, as the owner says: id and title."""
    is_mutual: bool
    is_personal: bool
    parts: tuple[PartShown, ...]
    """By person and place; they add up to it; none of a hope."""
    took_part: tuple[tuple[tuple[str, str] | None, float], ...]
    """The same by person, the larger share first: id and name (None: nobody on record), and the share."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a view."""

    id: str
    """Of the person or place; `none` where there is none, `unattributed` where nobody took part."""
    name: str
    amounts: tuple[Amount, ...]
    returns: int
    """How many returns it took part in."""
    beginnings: tuple[tuple[str, str, str], ...] = field(default=())
    """By origin only: id and name of whom the relationship is with, and id of the answer that began it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One view of all that came."""

    by: str
    rows: tuple[Row, ...]
    """In order of name; the last is what is nobody's."""
    total: tuple[Amount, ...]
    returns: tuple[ReturnShown, ...]
    """The newest first."""
