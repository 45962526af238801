"""How likely two handles are one human's, and what is asked of the owner about it."""

from typing import NamedTuple


class Part(NamedTuple):
    """One piece of evidence, for or against."""

    key: str
    """A word of the catalogue below `match.part.`: `given_same`, `firm_other`, …"""
    bits: float
    """log2 of how much likelier this is of one human than of two; negative speaks against."""
    facts: tuple[tuple[str, str], ...] = ()
    """What the sentence of the key says in braces, sorted by key."""


class Match(NamedTuple):
    """Two handles that may be one human's [Fellegi-Sunter 1969, eq. 9]."""

    one: int
    """Handle id: the earliest of its person, or the name that is asked about. Rulings anchor on it."""
    other: int
    """Handle id: the earliest of its person."""
    bits: float
    """The sum of the parts, the prior among them."""
    p: float
    """The probability that both are one human: 1 / (1 + 2^-bits)."""
    parts: tuple[Part, ...]
    """The weightiest first."""


class Question(NamedTuple):
    """What the owner is asked: who of these is one human."""

    people: tuple[int, ...]
    """Person ids. Where `asked` is empty, these may be one human (two or more, the earliest first).
    Otherwise they are the candidates for that name, the likeliest first."""
    matches: tuple[Match, ...]
    """Between these people, or from the name that is asked about to each candidate; the likeliest first."""
    gain: float
    """What an answer changes: events that would move times how uncertain it is (bits of entropy)."""
    asked: tuple[int, ...] = ()
    """Handle ids of a name that is nobody's yet, or of somebody of whom only a first name is known;
    answered by `same` of one of these with a handle of the right candidate, or by `different` from each."""
    name: str = ""
    """The name that is asked about, as written."""
