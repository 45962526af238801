"""How right the forecasts of a ledger have been."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vinculo import derive
from vinculo.api.answers import day_of, end_of_day
from vinculo.derive import Derived
from vinculo.errors import Refusal
from vinculo.forecast.lookback import Measure
from vinculo.forecast.lookback import look_back as look
from vinculo.forecast.reliability import svg
from vinculo.ledger import Ledger
from vinculo.wording import Wording


@dataclass(frozen=True, slots=True)
class LookBack:
    """The verdict: everything with 95 % intervals over people; empty where there is too little history."""

    as_of: str
    """The last day that was looked at."""
    horizon_days: int
    origins: tuple[str, ...]
    """Forecasts were made at the end of these days, from what was known then."""
    pairs: int
    days: int
    """From the first exchange to `as_of`."""
    needed_days: int
    base_rate: float | None
    table: dict[str, dict[str, Measure]]
    gains: dict[str, Measure]
    """Log loss of each baseline less ours: above zero, ours is better."""
    coverage: float | None
    coverage_likely: float | None
    reliability: tuple[tuple[float, float, int], ...]


def look_back(
    ledger: Ledger,
    on: dt.date,
    *,
    horizon_days: int | None = None,
    origins: int = 4,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> LookBack:
    """How right forecasts have been up to the end of a day; nothing after it is looked at."""
    derived = derive.derive(ledger, end_of_day(on))
    return look_back_of(derived, horizon_days=horizon_days, origins=origins, progress=progress)


def look_back_of(
    derived: Derived,
    *,
    horizon_days: int | None = None,
    origins: int = 4,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> LookBack:
    """The same from what was derived already."""
    told = look(
        derived.moments, derived.seen_until, horizon_days=horizon_days, origins=origins, progress=progress
    )
    return LookBack(
        day_of(derived.seen_until - 1),
        told.horizon_days,
        tuple(day_of(at - 1) for at in told.origins),
        told.pairs,
        told.days,
        told.needed_days,
        told.base_rate,
        told.table,
        told.gains,
        told.coverage,
        told.coverage_likely,
        told.reliability,
    )


def picture(told: LookBack, wording: Wording) -> str:
    """Of those told so many in a hundred, how many came: an SVG."""
    words = (wording.say(f"forecasts.picture{part}") for part in ("", ".told", ".seen"))
    return svg(told.reliability, *words)


def write_picture(told: LookBack, file: Path, wording: Wording) -> None:
    """Writes the picture. Raises Refusal where it cannot be written."""
    try:
        file.write_text(picture(told, wording) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refusal("refusal.cannot_write", file=str(file)) from error
