"""Learns how much each finding about two handles says, from labelled people, and writes it as JSON.

    python -m bench.identity_fit

For each level its share among pairs of one human (m) and among pairs of two (u), by counting
[Fellegi and Sunter 1969, §3.3.1]. Where a level is about a value both share, u is only how often two
people's records have the form in which it can occur; how common the value is comes from the ledger.
The seeds are never those of the report (`bench.identity`).
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from bench.identity_people import Labelled, people
from vinculo.identity import weights
from vinculo.identity.compare import around
from vinculo.identity.dossier import Dossier, Told, dossier, told_of
from vinculo.identity.likeness import Level, name_levels
from vinculo.identity.normalize import key_of

FILE = Path(weights.__file__).parent / "data" / "weights.json"
SEEDS = (101, 102)
RECORDS = 20_000
TWO = 400_000
"""Pairs of two humans, taken at random."""
HALF = 0.5
"""Added to each count, so that what was never seen is not impossible."""
FORMS = {
    "given_same": None,
    "surname_same": (1, 1),
    "surname_dropped": (1, 2),
    "first_surname_dropped": (1, 2),
    "surnames_same": (2, 2),
    "surnames_turned": (2, 2),
    "second_surname_other": (2, 2),
    "first_surname_other": (2, 2),
    "firm_same": None,
    "address_of_firm": None,
    "domain_same": None,
    "city_same": None,
}
"""Levels about a shared value, and how many surnames the two names have where they can occur."""
DECLARED = {
    # What these people do not show; declared by reasoning, and kept small.
    "answered": (0.002, 1.0),  # nobody writes to themselves, but by mistake
    "slugs_alive": (0.002, 1.0),  # two profiles in use at once are two people, but for a few
    "phone_same": (0.3, 3e-6),  # nine digits; families and offices share a number
    "site_same": (0.3, 1e-5),
    "handed_over": (0.03, 0.015),
    "time_near": (0.9, 0.7),  # when the invented are seen is invented: no more than a hint
    "time_far": (0.05, 0.15),
    "surname_initial": (0.01, 0.08),
    "relatives": (0.5, 1.0),  # there are no families among the invented
}
TOGETHER_BITS = 2.0
MERGE_P, ASK_P = 0.95, 0.1


def dossiers(told: Labelled) -> list[tuple[int, Dossier]]:
    """Each record by itself: whose it is, and what it says."""
    found = []
    for claim in told.cards:
        keys = {key for id_ in claim.handles if (key := key_of(told.handles[id_]))}
        seen = told.sighted[claim.handles[0]]
        one = dossier(keys, {claim.name: 1}, [told_of(claim.facts)], seen.first_at, seen.until, 1)
        found.append((told.truth[claim.handles[0]], one))
    return found


def dossiers_by_root(told: Labelled) -> tuple[dict[str, Dossier], dict[int, str]]:
    """The dossiers as `resolve` weighs them, records of one e-mail being one; and first handle → root."""
    from vinculo.identity.rulings import Parted

    groups = Parted()
    keys = [[key for id_ in claim.handles if (key := key_of(told.handles[id_]))] for claim in told.cards]
    for mine in keys:
        groups.join(mine)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, set[str]] = defaultdict(set)
    facts: dict[str, list[Told]] = defaultdict(list)
    spans: dict[str, list[int]] = {}
    root_of = {}
    for mine, claim in zip(keys, told.cards, strict=True):
        root = root_of[claim.handles[0]] = groups.find(mine[0])
        known[root].update(mine)
        facts[root].append(told_of(claim.facts))
        shown[root][claim.name] += 1
        for id_ in claim.handles:
            seen = told.sighted[id_]
            span = spans.setdefault(root, [seen.first_at, seen.until, 0])
            spans[root] = [min(span[0], seen.first_at), max(span[1], seen.until), span[2] + seen.events]
    return {root: dossier(known[root], shown[root], facts[root], *spans[root]) for root in spans}, root_of


def levels(one: Dossier, other: Dossier) -> list[Level]:
    """What one pair shows."""
    return [*name_levels(one.name, other.name), *around(one, other)]


def comparable(one: Dossier, other: Dossier) -> list[str]:
    """Of which groups of levels a pair can show one."""
    found = ["always"]
    if one.name.given and other.name.given:
        found.append("given")
    if one.name.surnames and other.name.surnames:
        found.append("surname")
    if (one.firms or one.domains) and (other.firms or other.domains):
        found.append("firm")
    if one.cities and other.cities:
        found.append("city")
    return found


def group_of(key: str) -> str:
    """The group that a level belongs to."""
    heads = {
        "given": "given",
        "surname": "surname",
        "surnames": "surname",
        "first": "surname",
        "second": "surname",
        "relatives": "surname",
    }
    heads |= {"firm": "firm", "address": "firm", "domain": "firm", "city": "city"}
    return heads.get(key.split("_", maxsplit=1)[0], "always")


def counted(pairs: Iterable[tuple[Dossier, Dossier]]) -> tuple[Counter[str], Counter[str]]:
    """How often each level is shown, and each group could be."""
    shown: Counter[str] = Counter()
    could: Counter[str] = Counter()
    for one, other in pairs:
        shown.update(level.key for level in levels(one, other))
        could.update(comparable(one, other))
    return shown, could


def learn() -> dict[str, dict[str, float]]:
    """Level → m and u."""
    chance = random.Random("identity fit")
    same: list[tuple[Dossier, Dossier]] = []
    two: list[tuple[Dossier, Dossier]] = []
    namesakes: list[tuple[Dossier, Dossier]] = []
    for seed in SEEDS:
        told = dossiers(people(RECORDS, seed))
        by_person: dict[int, list[Dossier]] = defaultdict(list)
        by_name: dict[object, list[tuple[int, Dossier]]] = defaultdict(list)
        for person, one in told:
            by_person[person].append(one)
            by_name[one.name].append((person, one))
        same += [pair for mine in by_person.values() for pair in combinations(mine, 2)]
        drawn = (chance.sample(told, 2) for _ in range(TWO // len(SEEDS)))
        two += [(one, other) for (person, one), (third, other) in drawn if person != third]
        for bearers in by_name.values():
            pairs = combinations(bearers[:6], 2)
            namesakes += [(one, other) for (person, one), (third, other) in pairs if person != third]
    shown, could = counted(same)
    shown_two, could_two = counted(two)
    alike = Counter(level.key for pair in namesakes for level in levels(*pair))
    forms = Counter(tuple(sorted((len(one.name.surnames), len(other.name.surnames)))) for one, other in two)
    print(f"{len(same):,} pairs of one human, {len(two):,} of two, {len(namesakes):,} of two with one name")
    found = {}
    for key in sorted({*shown, *shown_two, *FORMS, *DECLARED, "login_same", "login_of_name"}):
        group = group_of(key)
        m = (shown[key] + HALF) / (could[group] + 1)
        u = (shown_two[key] + HALF) / (could_two[group] + 1)
        if key == "profile_once":
            continue  # the rest of slugs_two; how many profiles there are is counted in the ledger
        if key == "login_of_name":
            u = (alike[key] + HALF) / (len(namesakes) + 1)
        if key in FORMS:
            form = FORMS[key]
            u = (forms[form] + HALF) / (len(two) + 1) if form else 1.0
        m, u = DECLARED.get(key, (m, u))
        found[key] = {"m": round(m, 7), "u": round(u, 7)}
    return found


def main() -> None:
    """Writes the weights."""
    told = {
        "about": "Shares of each level among pairs of one human (m) and of two (u): bench/identity_fit.py",
        "declared": sorted(DECLARED),
        "duplicates": 0.5,
        "merge_p": MERGE_P,
        "ask_p": ASK_P,
        "together": TOGETHER_BITS,
        "levels": learn(),
    }
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
