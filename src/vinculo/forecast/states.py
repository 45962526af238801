"""Where relationships stood at the end of each past horizon, and where each may stand one horizon ahead.

A state is the highest stage reached by then, if there was an exchange in the horizon that ends
there; otherwise dormant, split by whether a bond had been reached: who once trusted is not forgotten
(Levin, Walter and Murnighan 2011, Organization Science 22). Lost is whoever does not come back; of
the past nobody is known to be.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
import pyarrow as pa

from vinculo.forecast.prospect import STAGE_DAYS
from vinculo.forecast.timeline import DAY_S, Floats, Ints
from vinculo.measure.stages import STAGES, Row, reached_at, stage_of

BOND = 3
STATES = (*(stage.key for stage in STAGES[1:]), "dormant_before_bond", "dormant_after_bond", "lost")
DORMANT, LOST = (5, 6), 7
MOST_HORIZONS = 40
"""How far back the past is counted: ten years."""
AGAIN = 3
"""A chance of an exchange within four horizons says who comes back in the three after a silent one."""


@dataclass(frozen=True, slots=True)
class Past:
    """Where relationships stood, horizon by horizon, backwards from an instant."""

    ties: Ints
    """Person ids, ascending."""
    until: int
    """The instant, seconds since 1970 UTC."""
    state: Ints
    """(horizons + 1, ties): place in `STATES` at `until` less so many horizons; -1 before any answer."""

    @property
    def transitions(self) -> Floats:
        """(states, states): how often each state was followed by each, one horizon later."""
        counts = np.zeros((len(STATES), len(STATES)))
        then, now = self.state[1:].ravel(), self.state[:-1].ravel()
        known = then >= 0
        np.add.at(counts, (then[known], now[known]), 1.0)
        return counts

    def ended(self, since: int) -> Ints:
        """(horizons, ties): the states at the ends of the horizons from the one that holds an instant on."""
        ago = max(0, (self.until - 1 - since) // int(STAGE_DAYS * DAY_S))
        return self.state[: min(ago + 1, max(1, len(self.state) - 1))]

    def exposure(self, since: int) -> Floats:
        """Horizons that relationships ended in each state, from the one that holds an instant on."""
        ended = self.ended(since)
        return np.bincount(ended[ended >= 0].ravel(), minlength=len(STATES)).astype(np.float64)

    def at(self, person: int, instant: int) -> int | None:
        """The state in which the horizon ended that holds an instant; None outside of what is counted."""
        ago = (self.until - 1 - instant) // int(STAGE_DAYS * DAY_S)
        row = int(np.searchsorted(self.ties, person))
        if not 0 <= ago < max(1, len(self.state) - 1) or row >= len(self.ties) or self.ties[row] != person:
            return None
        state = int(self.state[ago, row])
        return state if state >= 0 else None


def past(rows: Mapping[int, Row], moments: pa.Table, until: int) -> Past:
    """Where everybody stood with whom there was an exchange, or from whom a return came (person 0 is the
    owner, and left out); nothing at or after `until` matters."""
    tie, at = (moments[name].to_numpy(zero_copy_only=False) for name in ("tie", "at"))
    seen = at < until
    order = np.lexsort((at[seen], tie[seen]))
    tie, at = tie[seen][order], at[seen][order]
    evolved = [person for person, row in rows.items() if person and stage_of(row).order]
    ties = np.union1d(tie, np.array(evolved, dtype=np.int64))
    pair = np.searchsorted(ties, tie)
    reached = np.full((len(STAGES), len(ties)), np.inf)
    for stage in STAGES[1:]:
        instants = [reached_at(stage, rows[person]) for person in ties.tolist()]
        reached[stage.order] = [np.inf if when is None else when for when in instants]
    horizon_s = int(STAGE_DAYS * DAY_S)
    horizons = min(MOST_HORIZONS, (until - int(at.min())) // horizon_s) if len(at) else 0
    starts = np.searchsorted(pair, np.arange(len(ties)))
    state = np.full((horizons + 1, len(ties)), -1)
    for ago in range(horizons + 1):
        end = until - ago * horizon_s
        before = np.bincount(pair[at < end], minlength=len(ties))
        latest = np.full(len(ties), -np.inf)
        latest[before > 0] = at[(starts + before - 1)[before > 0]]
        state[ago] = _state(reached < end, latest >= end - horizon_s)
    return Past(ties, until, state)


def _state(has_reached: np.ndarray, is_active: np.ndarray) -> Ints:
    """`has_reached` (stages, ties); the highest stage counts, whatever is below it."""
    orders = np.arange(len(STAGES))[:, None]
    order = np.where(has_reached, orders, 0).max(axis=0)
    silent = np.where(order >= BOND, DORMANT[1], DORMANT[0])
    return np.where(order == 0, -1, np.where(is_active, order - 1, silent)).astype(np.int64)


def public_matrix() -> Floats:
    """The shipped transitions per horizon between `STATES`, rows summing to 1."""
    text = resources.files("vinculo.forecast").joinpath("priors", "stages.json").read_text(encoding="utf-8")
    table = json.loads(text)["transitions"]
    return np.array([[table[one][other] for other in STATES] for one in STATES], dtype=np.float64)


def ahead_of(
    order: Ints, p_soon: Floats, p_late: Floats, p_next: Floats, next_order: Ints, matrix: Floats
) -> Floats:
    """(ties, states): where each relationship may stand one horizon ahead; rows sum to 1.

    `order` is the highest stage reached, from 1; `p_soon` and `p_late` the chances of another exchange
    within one and four horizons; `p_next` that of the stage `next_order` within one. Whoever stays
    silent is dormant as far as dormant relationships explain the chance to come back, and lost otherwise.
    """
    rows = np.arange(len(order))
    told = np.zeros((len(order), len(STATES)))
    told[rows, order - 1] += p_soon - p_next
    told[rows, np.maximum(next_order - 1, 0)] += p_next
    dormant = np.where(order >= BOND, DORMANT[1], DORMANT[0])
    back = np.clip((p_late - p_soon) / np.maximum(1 - p_soon, 1e-9), 0, 1)
    share = np.clip(back / returning(matrix)[dormant], 0, 1)
    told[rows, dormant] += (1 - p_soon) * share
    told[rows, LOST] += (1 - p_soon) * (1 - share)
    return told


def returning(matrix: Floats) -> Floats:
    """By state: the chance that a dormant relationship is active at the end of one of three horizons."""
    silent = [*DORMANT, LOST]
    staying = matrix[np.ix_(silent, silent)]
    never = np.linalg.matrix_power(staying, AGAIN).sum(axis=1)
    told = np.ones(len(matrix))
    told[silent] = np.maximum(1 - never, 1e-6)
    return told
