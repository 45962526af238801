"""What relationships may still bring, and what contacts may become: figures with their intervals.

Where each may stand one horizon ahead is its own forecast; what follows is what relationships like it
did. A contact is worth exactly zero; what it may become is told apart and is in no sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import expit, logit

from vinculo.api.answers import DIMENSIONS
from vinculo.api.foretold import NOTHING, Expected, Potential, Range
from vinculo.api.returns import units
from vinculo.derive import Derived
from vinculo.forecast import bringing, states
from vinculo.forecast.prospect import STAGE_DAYS
from vinculo.forecast.steps import Answering, answering
from vinculo.forecast.steps import Step as FoundStep
from vinculo.forecast.timeline import Floats
from vinculo.forecast.value import DISCOUNT, DRAWS, HORIZONS
from vinculo.forecast.value import Outlook as Reckoning
from vinculo.identity import OWNER_ID
from vinculo.ledger import Ledger, read
from vinculo.measure import stages as rules

SEED = 20
Z_80 = 1.2816
CHUNK = 1_000
"""People whose draws are worked out at once: bounds the memory."""
EDGE = 1e-6


def recorded(derived: Derived) -> list[bringing.Return]:
    """The confirmed returns, each person's share of each by itself; amounts in the usual unit of a kind."""
    told = {one.key: one for one in derived.word.returns if one.status == "confirmed"}
    usual, found = units(derived), []
    for key, parts in derived.attribute().items():
        one = told.get(key)
        if one is None:
            continue
        shares: dict[int | None, tuple[float, float]] = {}
        for part in parts:
            share, amount = shares.get(part.person, (0.0, 0.0))
            shares[part.person] = (share + float(part.share), amount + float(part.amount))
        is_usual = one.unit == usual[one.dimension]
        found += [
            bringing.Return(person, one.at, one.dimension, amount if is_usual else None, share)
            for person, (share, amount) in shares.items()
        ]
    return found


def reckoning(ledger: Ledger) -> Reckoning:
    """How the future is counted: as the owner chose, 12 horizons and 10 % a year otherwise."""
    chosen = read.choices(ledger)
    return Reckoning(
        horizons=int(chosen.get("horizons", HORIZONS)), discount=float(chosen.get("discount", DISCOUNT))
    )


def worth_ahead(
    derived: Derived,
    told: Mapping[int, FoundStep],
    returns: Sequence[bringing.Return],
    outlook: Reckoning,
) -> tuple[dict[int, Expected], dict[int, Potential]]:
    """What everybody may still bring, and what contacts may become."""
    past = states.past(derived.rows, derived.moments, derived.seen_until)
    learned = bringing.learn(past, returns, outlook, SEED)
    blank = _zero(outlook, learned.returns, "nobody_answered")
    expected, open_ = {}, []
    for person, row in derived.rows.items():
        if rules.stage_of(row).order == 0:
            expected[person] = blank
        elif person in derived.no_purpose:
            expected[person] = replace(blank, basis="no_purpose")
        elif person in derived.told_lost:
            expected[person] = replace(blank, basis="lost")
        elif person != OWNER_ID:
            open_.append(person)
    if not learned.returns:
        nothing = replace(blank, basis="none_recorded", figures=dict.fromkeys(DIMENSIONS), returns=None)
        expected |= dict.fromkeys(open_, nothing)
    else:
        for start in range(0, len(open_), CHUNK):
            some = open_[start : start + CHUNK]
            expected |= _figures(learned, some, *_states_ahead(derived, told, some, learned.matrix), blank)
    answers = answering(derived.rows, derived.moments, derived.seen_until)
    may = _potential(learned, answers, blank)
    left_out = derived.no_purpose | derived.told_lost
    contacts = [
        person
        for person, one in expected.items()
        if one is blank and person != OWNER_ID and person not in left_out
    ]
    return expected, dict.fromkeys(contacts, may)


def _zero(outlook: Reckoning, recorded: float, basis: str) -> Expected:
    return Expected(
        basis,
        dict.fromkeys(DIMENSIONS, NOTHING),
        NOTHING,
        recorded,
        outlook.horizons,
        STAGE_DAYS,
        outlook.discount,
    )


def _states_ahead(
    derived: Derived, told: Mapping[int, FoundStep], people: Sequence[int], matrix: Floats
) -> tuple[Floats, Floats]:
    """(people, states) one horizon ahead, and (draws, people, states) as it may be.

    Whoever brought something and never said a word is dormant.
    """
    orders, soon, low, high, late, step, steps_to = [], [], [], [], [], [], []
    for person in people:
        one, reached = derived.forecasts.get(person), rules.stage_of(derived.rows[person]).order
        following = told.get(person)
        orders.append(reached)
        soon.append(one.p_soon if one else EDGE)
        low.append(one.p_soon_low if one else EDGE)
        high.append(one.p_soon_high if one else EDGE)
        late.append(one.p_late if one else 1 - EDGE)
        step.append(following.p if following else 0.0)
        steps_to.append(rules.STAGES[min(reached + 1, len(rules.STAGES) - 1)].order)
    order, following_order = np.array(orders), np.array(steps_to)
    p, next_share = np.array(soon), np.array(step) / np.array(soon)
    back = (np.array(late) - p) / (1 - p)
    spread = (logit(np.array(high)) - logit(np.array(low))) / (2 * Z_80)

    def at(chance: Floats) -> Floats:
        return states.ahead_of(
            order, chance, chance + (1 - chance) * back, chance * next_share, following_order, matrix
        )

    # One draw moves everybody alike: what is unsure is mostly the level that all share.
    moved = np.random.default_rng(SEED).standard_normal(DRAWS)
    return at(p), np.stack([at(expit(logit(p) + one * spread)) for one in moved])


def _figures(
    learned: bringing.Bringing, people: Sequence[int], ahead: Floats, drawn: Floats, blank: Expected
) -> dict[int, Expected]:
    places = range(len(learned.dimensions))
    more = np.array([[bringing.more_for(learned, person, place) for place in places] for person in people])
    sizes = np.array(
        [[bringing.size_for(learned, person, name) for name in learned.dimensions] for person in people]
    )
    told = bringing.expected(learned, ahead, drawn, sizes * more[:, :, 0], more[:, :, 1])
    ranges = np.stack(told, axis=2).tolist()
    return {
        person: _told(learned, [Range(*one) for one in by_dimension], blank)
        for person, by_dimension in zip(people, ranges, strict=True)
    }


def _told(learned: bringing.Bringing, ranges: Sequence[Range], blank: Expected) -> Expected:
    nothing: dict[str, Range | None] = dict.fromkeys(DIMENSIONS)
    if learned.is_counted_only:
        return replace(blank, basis="few_returns", figures=nothing, returns=ranges[0])
    figures = nothing | dict(zip(learned.dimensions, ranges, strict=True))
    return replace(blank, basis="own_returns", figures=figures, returns=None)


def _potential(learned: bringing.Bringing, answers: Answering, blank: Expected) -> Potential:
    chance = Range(answers.p, *answers.interval)
    if not learned.returns:
        nothing = replace(blank, basis="none_recorded", figures=dict.fromkeys(DIMENSIONS), returns=None)
        return Potential(chance, answers.tried, nothing)
    begun = np.zeros((1, len(states.STATES)))
    begun[0, 0] = 1.0
    sizes = np.array([[learned.size.get(name, 1.0) for name in learned.dimensions]])
    drawn = answers.draws(DRAWS, SEED)[:, None, None] * begun
    middle, low, high = bringing.expected(learned, answers.p * begun, drawn, sizes)
    ranges = [Range(*map(float, one)) for one in zip(middle[0], low[0], high[0], strict=True)]
    return Potential(chance, answers.tried, _told(learned, ranges, blank))
