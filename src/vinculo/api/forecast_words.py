"""What is ahead, in sentences: natural frequencies first, the same in the terminal and in the window."""

import datetime as dt
from collections.abc import Mapping
from math import exp

from vinculo.api.backtesting import LookBack
from vinculo.api.foretold import Capacity, Contribution, Expected, Outlook, Potential, Range, Step
from vinculo.forecast.lookback import COUNTING, FEWEST, METHODS, Measure
from vinculo.forecast.reliability import public_record
from vinculo.wording import Wording

MUCH, SOME = 1.0, 0.3
"""Log-odds from which a part speaks much for something, or speaks for it at all: 2.7 and 1.35 times."""
EPOCH = dt.date(1970, 1, 1)


def chance(wording: Wording, told: Outlook) -> str:
    """`About 7 in 10 (6 to 8) that you are in touch again within 180 days.`"""
    facts = {"days": wording.number(told.horizon_days)}
    match told.of_ten.figure:
        case 0:
            return wording.say("forecast.chance.hardly", high=_ten(max(1, told.of_ten.high)), **facts)
        case 10:
            return wording.say("forecast.chance.surely", low=_ten(min(9, told.of_ten.low)), **facts)
    return wording.say("forecast.chance", **_in_ten(told.of_ten), **facts)


def in_ten(wording: Wording, told: Outlook) -> str:
    """The chance in a cell of a table: `7 in 10`, `under 1 in 10`."""
    if not told.of_ten.figure:
        return wording.say("forecast.cell.hardly")
    return wording.say("forecast.cell", n=_ten(told.of_ten.figure))


def talk_by(wording: Wording, told: Capacity) -> str:
    """What the column of chances is called: until when another exchange is looked for."""
    from babel.dates import format_date

    until = dt.date.fromisoformat(told.as_of) + dt.timedelta(days=told.horizon_days)
    return wording.say("forecast.talk_by", day=format_date(until, "d MMM", locale=wording.language))


def days(wording: Wording, told: Outlook) -> str:
    """On how many days there will be an exchange, with the interval."""
    expected = told.active_days
    ends = {name: wording.number(getattr(expected, name)) for name in ("low", "high")}
    if not expected.high:
        return wording.say("forecast.days.none")
    if expected.figure < 0.5:
        return wording.say("forecast.days.under", **ends)
    return wording.say("forecast.days", n=wording.number(round(expected.figure)), **ends)


def seen(wording: Wording, told: Outlook) -> str:
    """Up to when the files could see."""
    return wording.say("forecast.seen", day=day(wording, told.as_of))


def learned_from(wording: Wording, told: Outlook | Capacity) -> str:
    """Whether other people's networks speak, or this one too."""
    return wording.say(f"forecast.{told.basis}")


def contribution(wording: Wording, part: Contribution) -> tuple[str, str, str]:
    """What it is about, how much it speaks for another exchange or against it, and by what factor."""
    side = "for" if part.log_odds >= 0 else "against"
    weight = abs(part.log_odds)
    size = "much" if weight >= MUCH else "some" if weight >= SOME else "little"
    own = f"forecast.own_part.{part.part}"
    return (
        wording.say(own if wording.has(own) else f"forecast.part.{part.part}"),
        wording.say(f"forecast.{side}.{size}"),
        wording.say("forecast.odds", n=wording.number(two_digits(exp(part.log_odds)))),
    )


def rightness(wording: Wording, told: Outlook, own: LookBack | None = None) -> str:
    """How often forecasts like this one came true: in this ledger, if it was looked back on, otherwise
    for people of the public networks."""
    if own and own.reliability:
        p, came, pairs = min(own.reliability, key=lambda group: abs(group[0] - told.chance.figure))
        return wording.say(
            "forecast.right.own",
            pairs=wording.number(pairs),
            told=_hundred(wording, p),
            came=_hundred(wording, came),
        )
    record = public_record()
    group = record.groups[round(told.of_ten.figure)]
    return wording.say(
        "forecast.right.public",
        n=group.in_ten,
        pairs=wording.number(group.pairs),
        came=wording.number(round(100 * group.came)),
    )


def step(wording: Wording, told: Step) -> str:
    """The chance of the next stage, and what is missing for it."""
    stage = wording.say(f"stage.{told.stage}.title")
    lacking = "; ".join(wording.say_count(f"part.{key}", n) for key, n in told.missing)
    missing = wording.say("forecast.step.lacking", missing=lacking) if lacking else ""
    if told.chance is None:
        sentence = wording.say("forecast.step.unknown", stage=stage)
    elif round(10 * told.chance.figure) == 0:
        sentence = wording.say("forecast.step.hardly", stage=stage)
    else:
        sentence = wording.say("forecast.step", stage=stage, **_of_ten(told.chance))
    return f"{sentence} {missing}".strip()


def expected(wording: Wording, told: Expected, units: Mapping[str, str]) -> str:
    """What a relationship may still bring, or why nothing can be said; `units` by dimension."""
    if told.basis == "few_returns" and told.returns:
        return wording.say(
            "forecast.expected.few_returns",
            **amounts(wording, told.returns),
            recorded=wording.number(round(told.recorded, 1)),
        )
    if told.basis != "own_returns":
        return wording.say(f"forecast.expected.{told.basis}")
    return wording.say("forecast.expected.own_returns", returns=_listed(wording, told, units))


def reckoning(wording: Wording, told: Expected) -> str:
    """How many horizons are looked ahead, and what waiting costs."""
    percent = wording.number(round(100 * told.discount, 2))
    horizons = wording.number(told.horizons)
    return wording.say("forecast.expected.reckoning", horizons=horizons, percent=percent)


def potential(wording: Wording, told: Potential, units: Mapping[str, str]) -> tuple[str, ...]:
    """What a contact may become; its title says that it is worth nothing yet."""
    sentences = [
        wording.say("forecast.potential.answered", **_of_ten(told.answered)),
        wording.say_count("forecast.potential.tried", told.tried),
    ]
    if told.expected.basis in {"few_returns", "own_returns"}:
        sentences.append(
            wording.say("forecast.potential.may", returns=_listed(wording, told.expected, units))
        )
    return tuple(sentences)


def capacity(wording: Wording, told: Capacity) -> tuple[str, ...]:
    """How many relationships are being kept."""
    if not told.kept.figure:
        return (wording.say("forecast.capacity.none"),)
    low, high = (wording.number(round(end)) for end in (told.kept.low, told.kept.high))
    kept = wording.say_count(
        "forecast.capacity",
        round(told.kept.figure),
        low=low,
        high=high,
        days=wording.number(told.horizon_days),
    )
    return kept, wording.say("forecast.capacity.days", n=wording.number(round(told.active_days.figure)))


def too_little(wording: Wording, told: LookBack) -> str:
    """Why nothing can be judged yet."""
    return wording.say(
        "forecasts.too_little",
        needed=wording.number(told.needed_days),
        pairs=wording.number(FEWEST),
        days=wording.number(told.days),
        has=wording.number(told.pairs),
    )


def looked_back(wording: Wording, told: LookBack) -> tuple[str, ...]:
    """How often, on how many, and whether the intervals held."""
    sentences = [
        wording.say_count(
            "forecasts.done",
            len(told.origins),
            days=wording.number(told.horizon_days),
            pairs=wording.number(told.pairs),
        ),
        wording.say("forecasts.base_rate", share=_hundred(wording, told.base_rate)),
    ]
    if told.coverage is not None:
        likely = "–" if told.coverage_likely is None else _hundred(wording, told.coverage_likely)
        share = _hundred(wording, told.coverage)
        sentences.append(wording.say("forecasts.coverage", share=share, likely=likely))
    return tuple(sentences)


def public_note(wording: Wording) -> str:
    """How often intervals held for people of the public networks."""
    record = public_record()
    return wording.say(
        "forecasts.public_note",
        coverage=_hundred(wording, record.coverage),
        forecasts=wording.number(record.forecasts),
        people=wording.number(record.people),
    )


CHANCES, REST = ("auc", "ap", "brier"), ("log_loss", "slope", "deviance")


def measures(wording: Wording, told: LookBack, names: tuple[str, ...]) -> tuple[list[str], list[list[str]]]:
    """A row per method, a column per measure of these, each with its interval."""
    columns = [wording.say("forecasts.method"), *(wording.say(f"forecasts.measure.{name}") for name in names)]
    rows = []
    for method in dict.fromkeys((*METHODS, *COUNTING)):
        found = told.table[method]
        if any(name in found for name in names):
            cells = (_measured(wording, found.get(name)) for name in names)
            rows.append([wording.say(f"forecasts.method.{method}"), *cells])
    return columns, rows


def gains(wording: Wording, told: LookBack, *, are_numbers_hidden: bool = False) -> tuple[str, ...]:
    """Against each baseline: better, level or worse, by the interval of the difference."""
    sentences = []
    for method, gain in told.gains.items():
        if gain.value is None or gain.low is None or gain.high is None:
            continue
        verdict = "better" if gain.low > 0 else "worse" if gain.high < 0 else "level"
        ends = (gain.value, gain.low, gain.high)
        if verdict == "worse":
            ends = (-gain.value, -gain.high, -gain.low)
        figures = {
            name: wording.number(round(end, 3) + 0.0)
            for name, end in zip(("n", "low", "high"), ends, strict=True)
        }
        name = wording.say(f"forecasts.method.{method}")
        if are_numbers_hidden:
            sentences.append(wording.say(f"forecasts.gain.{verdict}.hidden", method=name))
        else:
            sentences.append(wording.say(f"forecasts.gain.{verdict}", method=name, **figures))
    return tuple(sentences)


def _measured(wording: Wording, told: Measure | None) -> str:
    if told is None or told.value is None:
        return "–"
    value, *ends = (
        "–" if end is None else wording.number(float(f"{end:.3g}"))
        for end in (told.value, told.low, told.high)
    )
    return f"{value} [{', '.join(ends)}]"


def _hundred(wording: Wording, share: float | None) -> str:
    return "–" if share is None else wording.number(round(100 * share))


def amounts(wording: Wording, told: Range) -> dict[str, str]:
    """The three figures of a range, each with two digits that count."""
    return {
        name: wording.number(two_digits(figure))
        for name, figure in (("n", told.figure), ("low", told.low), ("high", told.high))
    }


def two_digits(figure: float) -> float:
    """A figure as exact as an estimate can be: 1,238 is 1,200 and .0214 is .021."""
    return float(f"{figure:.2g}")


def day(wording: Wording, iso: str) -> str:
    """A day in words."""
    return wording.date((dt.date.fromisoformat(iso) - EPOCH).days)


def _listed(wording: Wording, told: Expected, units: Mapping[str, str]) -> str:
    if told.returns:
        facts = amounts(wording, told.returns)
        return wording.say("forecast.expected.cell", **facts)
    return "; ".join(
        wording.say(
            "forecast.expected.range",
            dimension=wording.say(f"dimension.{name}") if wording.has(f"dimension.{name}") else name,
            unit=units.get(name, ""),
            **amounts(wording, found),
        ).replace("  ", " ")
        for name, found in told.figures.items()
        if found
    )


def _in_ten(told: Range) -> dict[str, str]:
    return {"n": _ten(told.figure), "low": _ten(told.low), "high": _ten(told.high)}


def _of_ten(told: Range) -> dict[str, str]:
    return _in_ten(Range(*(round(10 * p) for p in (told.figure, told.low, told.high))))


def _ten(figure: float) -> str:
    return str(round(figure))
