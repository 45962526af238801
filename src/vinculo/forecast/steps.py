"""The chance of the next stage within 90 days, and that somebody who never answered would.

The rules of the stages are certain, so only the arrival of what is still missing has to be foreseen:
on how many days there will be an exchange (the forecast), and how often such a day brings what a
stage asks for (the owner's own past, in the light of a weak prior). Given the number of days, the
parts are taken to be independent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.special import betainc, betaincinv

from vinculo.forecast.prospect import STAGE_DAYS, Ahead
from vinculo.forecast.timeline import DAY_S, Floats, Ints
from vinculo.measure.stages import Missing, Part, Row, missing, next_stage

USUAL = {"reply": 0.4, "their_days": 0.5, "begun_by_them": 0.3, "begun_by_me": 0.3, "close": 0.3}
RARE = 0.01
"""How often a day with an exchange brings a part of a stage, before the owner's own days are counted:
conventions, worth so many days."""
USUAL_DAYS = 5.0
MOST_TRIED = 3
"""Days without a part from which on it makes no difference how many they were."""
TOLD_ONLY = frozenset({"trust", "agreed", "delivered"})
"""Parts that only the owner's word tells: where none was ever told, silence about them says nothing."""
ANSWERED, APPROACHES = 1.2, 4.0
"""Before the owner's own approaches are counted, as if 1.2 of 4 had been answered: in three public
networks of strangers .18 (mathoverflow), .29 (mailing lists) and .46 (a student community) were, within
90 days (48 in the last), and people differ by a factor of three."""


@dataclass(frozen=True, slots=True)
class Step:
    """The chance that a relationship reaches its next stage within the stage horizon."""

    stage: str
    p: float
    low: float
    high: float
    """80 % interval of that chance, as wide as the forecast's own."""


@dataclass(frozen=True, slots=True)
class Answering:
    """How often the owner's first approaches to somebody were answered within the stage horizon."""

    tried: int
    answered: int

    @property
    def p(self) -> float:
        """P(the next one is answered)."""
        return (ANSWERED + self.answered) / (APPROACHES + self.tried)

    @property
    def interval(self) -> tuple[float, float]:
        """80 % interval of that chance."""
        yes, no = ANSWERED + self.answered, APPROACHES - ANSWERED + self.tried - self.answered
        return float(betaincinv(yes, no, 0.1)), float(betaincinv(yes, no, 0.9))

    def draws(self, count: int, seed: int) -> Floats:
        """Chances as they may be."""
        yes, no = ANSWERED + self.answered, APPROACHES - ANSWERED + self.tried - self.answered
        return np.random.default_rng(seed).beta(yes, no, count)


def steps(rows: Mapping[int, Row], moments: pa.Table, ahead: Ahead) -> dict[int, Step]:
    """The next step of everybody with an exchange who has one, by person id; left out where it takes
    what the owner has never told of anybody."""
    if ahead.soon is None:
        return {}
    lacking = {}
    for tie in ahead.ties.tolist():
        following = next_stage(rows[tie])
        if following:
            tried = min(rows[tie]["active_days"] or 1, MOST_TRIED)
            lacking[tie] = (following.key, tried, missing(following, rows[tie]))
    often = _often(rows, moments, {lack.part for _, _, lacks in lacking.values() for lack in lacks})
    days, place = ahead.days_ahead(), {tie: row for row, tie in enumerate(ahead.ties.tolist())}
    kinds: dict[tuple[str, int, tuple[Missing, ...]], list[int]] = {}
    for tie, lack in lacking.items():
        kinds.setdefault(lack, []).append(tie)
    told: dict[int, Step] = {}
    soon = ahead.soon
    for (stage, tried, lacks), ties in kinds.items():
        chances = {
            lack.part.key: often.get((lack.part.key, tried)) for lack in lacks if lack.part.key != "days"
        }
        if None in chances.values():
            continue
        rows_of = np.array([place[tie] for tie in ties])
        # Whatever is missing needs a day with an exchange, so this is at most the chance of one.
        p = days[rows_of] @ _arrives(lacks, chances, days.shape[1])
        share = p / soon.p_alive[rows_of]
        low, high = share * soon.p_low[rows_of], share * soon.p_high[rows_of]
        for tie, *chance in zip(ties, p.tolist(), low.tolist(), high.tolist(), strict=True):
            told[tie] = Step(stage, *chance)
    return told


def _arrives(lacks: tuple[Missing, ...], chances: Mapping[str, float | None], size: int) -> Floats:
    """P(nothing is missing any more) by the number of days with an exchange, 0 to size - 1."""
    days = np.arange(size)
    chance = np.where(days > 0, 1.0, 0.0)
    for lack in lacks:
        if lack.part.key == "days":
            chance *= days >= lack.left
        else:
            # P(at least so many of these days bring it): the upper tail of a binomial.
            enough = np.maximum(days - lack.left + 1, 1)
            chance *= np.where(days >= lack.left, betainc(lack.left, enough, chances[lack.part.key]), 0.0)
    return chance


def _often(rows: Mapping[int, Row], moments: pa.Table, parts: set[Part]) -> dict[tuple[str, int], float]:
    """(part, days it was missing already, at most `MOST_TRIED`) → how often a day with an exchange brings it.

    Whoever has not answered on the first day is not like everybody: only days after so many are counted.
    """
    ties, pair, at, number = _days(moments)
    own = [rows[tie] for tie in ties.tolist()]
    told: dict[tuple[str, int], float] = {}
    for part in parts - {part for part in parts if part.key == "days"}:
        usual = USUAL.get(part.key, RARE)
        since = np.array([np.inf if (when := row.get(part.fulfilled_at)) is None else when for row in own])
        day = np.where(np.isfinite(since), since, -DAY_S) // DAY_S
        counted = sum(row.get(part.counted) or 0 for row in own) if part.counted else 0
        for tried in range(1, MOST_TRIED + 1):
            later = (number > tried) & (at <= since[pair])
            came = float((later & (at // DAY_S == day[pair])).sum())
            without = float(later.sum())
            if part.counted:
                came, without = float(counted), float(len(at))
            if part.key in TOLD_ONLY and not (counted or np.isfinite(since).any()):
                continue
            told[part.key, tried] = min(0.95, (USUAL_DAYS * usual + came) / (USUAL_DAYS + without))
    return told


def _days(moments: pa.Table) -> tuple[Ints, Ints, Floats, Ints]:
    """Ids of the people; of each active day of each of them the person's place, the day's first instant,
    and the how-manyeth day it is."""
    tie, at = (moments[name].to_numpy(zero_copy_only=False) for name in ("tie", "at"))
    order = np.lexsort((at, tie))
    tie, at = tie[order], at[order]
    fresh = np.ones(len(tie), dtype=bool)
    fresh[1:] = (tie[1:] != tie[:-1]) | (at[1:] // int(DAY_S) != at[:-1] // int(DAY_S))
    ties, pair = np.unique(tie, return_inverse=True)
    pair = pair[fresh]
    starts = np.searchsorted(pair, np.arange(len(ties)))
    return ties, pair, at[fresh].astype(np.float64), np.arange(len(pair)) - starts[pair] + 1


def answering(rows: Mapping[int, Row], moments: pa.Table, until: int) -> Answering:
    """The owner's first approaches to people of whom nothing had been heard, and how many were answered.

    Only approaches whose 90 days are over by `until` count, or early answers would be favored.
    """
    tie, at, heard = (moments[name].to_numpy(zero_copy_only=False) for name in ("tie", "at", "heard"))
    order = np.lexsort((at, tie))
    tie, at, heard = tie[order], at[order], heard[order]
    ties, first = np.unique(tie, return_index=True)
    horizon_s = STAGE_DAYS * int(DAY_S)
    tried = answered = 0
    for person, row in zip(ties.tolist(), first.tolist(), strict=True):
        begun = int(at[row])
        if heard[row] or begun + horizon_s > until:
            continue
        tried += 1
        replied = rows[person].get("first_reply_at")
        answered += replied is not None and replied <= begun + horizon_s
    return Answering(tried, answered)
