"""How the whole evolved: at the end of each quarter, how many relationships had come how far."""

import datetime as dt
from bisect import bisect_right
from typing import NamedTuple

from vinculo.derive import Derived
from vinculo.identity import OWNER_ID
from vinculo.measure import stages as rules
from vinculo.model import DAY_S


class Growth(NamedTuple):
    """A line for each stage above contact."""

    days: tuple[int, ...]
    """The last days of the quarters (days since 1970), and the day of the question."""
    reached: dict[str, tuple[int, ...]]
    """Stage → how many relationships had reached it, or a later one, by each of these days."""


def growth(derived: Derived) -> Growth:
    """The stages reached by the end of each quarter since the first link. Never falls: stages do not."""
    arrivals: dict[str, list[int]] = {stage.key: [] for stage in rules.STAGES[1:]}
    begins: list[int] = []
    for person, row in derived.rows.items():
        if person == OWNER_ID:
            continue
        begins.append((row["first_at"] or 0) // DAY_S)
        instants = [rules.reached_at(stage, row) for stage in rules.STAGES[1:]]
        for place, stage in enumerate(rules.STAGES[1:]):
            known = [at for at in instants[place:] if at is not None]
            if known:
                arrivals[stage.key].append(min(known) // DAY_S)
    days = quarters(min(begins), (derived.as_of - 1) // DAY_S) if begins else ()
    for found in arrivals.values():
        found.sort()
    return Growth(
        days, {key: tuple(bisect_right(found, day) for day in days) for key, found in arrivals.items()}
    )


def quarters(first: int, last: int) -> tuple[int, ...]:
    """The last days of the quarters from one day to another (days since 1970), and that other day."""
    epoch = dt.date(1970, 1, 1)
    year = (epoch + dt.timedelta(days=first)).year
    days: list[int] = []
    while True:
        for month in (3, 6, 9, 12):
            following = dt.date(year + month // 12, month % 12 + 1, 1)
            day = (following - epoch).days - 1
            if day >= last:
                return (*days, last)
            if day >= first:
                days.append(day)
        year += 1
