"""A chance in words: its parts, largest first, and "about 7 in 10 (6 to 8)"."""

from dataclasses import dataclass

from vinculo.forecast.blend import Forecast

GENERAL = ("level", "doubt")
"""Parts that are the same for everybody, or nearly; they come last."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part adds to the log-odds of a chance."""

    part: str
    """Its words are the key `forecast.part.PART` of the catalogue."""
    log_odds: float

    @property
    def speaks_for(self) -> bool:
        """Whether it makes contact likelier than the average relationship's."""
        return self.log_odds > 0


@dataclass(frozen=True, slots=True)
class InTen:
    """A chance as a natural frequency: so many in ten, with its 80 % interval; 0 means "hardly ever"."""

    of_ten: int
    low: int
    high: int


def contributions(told: Forecast, row: int) -> list[Contribution]:
    """The parts of one pair's chance, the most telling first; their sum is the chance's log-odds."""
    parts = [Contribution(part, float(values[row])) for part, values in told.parts.items()]
    return sorted(parts, key=lambda one: (one.part in GENERAL, -abs(one.log_odds), one.part))


def in_ten(told: Forecast, row: int) -> InTen:
    """One pair's chance as people say it (Gigerenzer and Hoffrage 1995: frequencies are understood)."""
    low, middle, high = (round(10 * float(p[row])) for p in (told.p_low, told.p_alive, told.p_high))
    return InTen(middle, min(low, middle), max(high, middle))
