"""How much each finding says, in bits: log2 of how much likelier it is of one human than of two
[Fellegi and Sunter 1969; Winkler 1989 for the weight of rare values].

`weights.json` holds what was learned from labelled people (`python -m bench.identity_fit`): for each
level its share among pairs of one human (m), and among pairs of two (u). Where a level is about a
shared value, u is how common the value is: the share in public lists and in the ledger itself.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from vinculo.identity.dossier import Dossier
from vinculo.identity.tables import commonness

PRIOR_WEIGHT = 400.0
"""The public lists weigh as much as so many people of the ledger: names are more of a kind within
one person's network than in a country."""
RAREST = 1e-4
"""No name is taken for rarer, whatever the lists say: who knows one of a family knows another."""
RAREST_FIRM = 1e-4
"""What a firm, city or domain counts for that nobody else in the ledger shares."""


class Weights(NamedTuple):
    """What was learned."""

    m: Mapping[str, float]
    u: Mapping[str, float]
    duplicates: float
    """Expected number of other dossiers of the same human, before any is seen: where estimation begins."""
    merge_p: float
    """From this probability on, handles are merged without asking."""
    ask_p: float
    """From this probability on, the owner is asked."""
    together: float
    """Bits for each place where a bare name and a person both appear."""


@cache
def learned() -> Weights:
    """The shipped weights."""
    told = json.loads(files("vinculo.identity").joinpath("data", "weights.json").read_text("utf-8"))
    m = {key: shares["m"] for key, shares in told["levels"].items()}
    u = {key: shares["u"] for key, shares in told["levels"].items()}
    return Weights(m, u, told["duplicates"], told["merge_p"], told["ask_p"], told["together"])


class Shares:
    """How common values are among the people of a ledger."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        counted: dict[str, Counter[str]] = {
            "given": Counter(),
            "surname": Counter(),
            "firm": Counter(),
            "city": Counter(),
        }
        given, surname, firm, city = counted.values()
        total = with_firm = with_city = profiles = 0
        for one in dossiers:
            total += 1
            profiles += bool(one.slugs)
            name = one.name
            given[name.given] += 1
            surname.update(name.surnames)
            if one.firms or one.domains:
                with_firm += 1
                firm.update(one.firms | one.domains)
            if one.cities:
                with_city += 1
                city.update(one.cities)
        self.profiles = profiles / max(total, 1)
        """The share of dossiers with a profile."""
        lists = commonness()
        nothing: Mapping[str, float] = {}
        self._kinds = {
            "given": (given, total, lists.given, RAREST),
            "surname": (surname, total, lists.surnames, RAREST),
            "firm": (firm, with_firm, nothing, RAREST_FIRM),
            "city": (city, with_city, nothing, RAREST_FIRM),
        }
        self._known: dict[str, dict[str, float]] = {kind: {} for kind in counted}

    def bits(self, kind: str, value: str) -> float:
        """log2 of one over the share of people who have this value, the two that are compared left out."""
        known = self._known[kind]
        found = known.get(value)
        if found is None:
            counted, total, listed, rarest = self._kinds[kind]
            others = max(counted[value] - 2, 0)
            prior = PRIOR_WEIGHT * max(listed.get(value, 0.0), rarest)
            found = known[value] = -math.log2((others + prior) / (total + PRIOR_WEIGHT))
        return found
