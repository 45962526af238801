"""What speaks for two dossiers being one human's, what against, and how much."""

import math

from vinculo.identity.dossier import Dossier
from vinculo.identity.likeness import Level, name_levels
from vinculo.identity.match import Part
from vinculo.identity.weights import Shares, Weights
from vinculo.model import DAY_S

RELATIVES_BITS = 8.0
"""Surnames say no more than so much where given names differ: relatives are met together, which no share
of a surname tells."""
LEAST_SHARE = 0.05
"""Of pairs of two profiles, or of others: less says nothing about the ledger, only that it is small."""
HANDED_OVER_D = 30
"""Somebody who stops writing under one handle and begins under another within so many days."""


NEAR_D, FAR_D = 365, 4 * 365
"""Days between the last that is seen of one and the first of the other: near up to, far from."""


class Comparison:
    """Compares dossiers of one ledger. `answered`: pairs of keys of which one wrote to the other."""

    def __init__(
        self, weights: Weights, shares: Shares, answered: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        self._fixed = {
            key: math.log2(m / weights.u[key]) if weights.u[key] else math.log2(m)
            for key, m in weights.m.items()
        }
        both = min(max(shares.profiles**2, LEAST_SHARE), 1 - LEAST_SHARE)
        for key in ("slugs_two", "slugs_alive"):
            self._fixed[key] = math.log2(weights.m[key] / both)
        self._fixed["profile_once"] = math.log2((1 - weights.m["slugs_two"]) / (1 - both))
        self._shares = shares
        self._answered = answered

    def bits(self, level: Level) -> float:
        """How much a level says."""
        bits = self._fixed[level.key]
        for value in level.common:
            bits += self._shares.bits(level.kind, value)
        return min(bits, RELATIVES_BITS) if level.key == "relatives" else bits

    def total(self, one: Dossier, other: Dossier) -> float:
        """The sum of all parts but the prior, in bits."""
        fixed, bits = self._fixed, self.bits
        return sum([bits(level) if level.common else fixed[level.key] for level in self.levels(one, other)])

    def parts(self, one: Dossier, other: Dossier) -> list[Part]:
        """Each piece of evidence, as it is shown."""
        return [part_of(level, self.bits(level)) for level in self.levels(one, other)]

    def levels(self, one: Dossier, other: Dossier) -> list[Level]:
        """All that can be compared."""
        return [*self._names(one, other), *around(one, other), *self._contact(one, other)]

    def _names(self, one: Dossier, other: Dossier) -> list[Level]:
        """The most alike of the names that both bear."""
        ones, others = one.all_names, other.all_names
        if len(ones) == len(others) == 1:
            return name_levels(ones[0], others[0])
        told = [name_levels(mine, theirs) for mine in ones for theirs in others]
        return max(told, key=lambda levels: sum(map(self.bits, levels)), default=[])

    def _contact(self, one: Dossier, other: Dossier) -> list[Level]:
        return [Level("answered")] if self.have_written(one, other) else []

    def have_written(self, one: Dossier, other: Dossier) -> bool:
        """Whether one wrote to the other."""
        if not self._answered:
            return False
        pairs = ((a, b) for a in one.keys for b in other.keys)
        return any((a, b) in self._answered or (b, a) in self._answered for a, b in pairs)


_CITY_OTHER, _PROFILE_ONCE = Level("city_other"), Level("profile_once")
_TIME_NEAR, _TIME_FAR, _HANDED_OVER = Level("time_near"), Level("time_far"), Level("handed_over")


def around(one: Dossier, other: Dossier) -> list[Level]:
    """What is told besides names."""
    found = []
    if level := _firms(one, other):
        found.append(level)
    if one.cities and other.cities:
        shared = one.cities & other.cities
        found.append(_shared("city", min(shared)) if shared else _CITY_OTHER)
    if one.slugs and other.slugs and not one.slugs & other.slugs:
        alive = one.first_at <= other.last_at and other.first_at <= one.last_at
        found.append(Level("slugs_alive" if alive else "slugs_two", "", (), min(one.slugs), min(other.slugs)))
    else:
        found.append(_PROFILE_ONCE)
    if not one.logins.isdisjoint(other.logins):
        shared = one.logins & other.logins
        login = max(shared, key=lambda word: (len(word), word))
        found.append(
            Level("login_of_name" if _is_of_name(login, one, other) else "login_same", "", (), login)
        )
    if not one.phones.isdisjoint(other.phones):
        found.append(Level("phone_same", "", (), min(one.phones & other.phones)))
    if not one.sites.isdisjoint(other.sites):
        found.append(Level("site_same", "", (), min(one.sites & other.sites)))
    apart = max(one.first_at, other.first_at) - min(one.last_at, other.last_at)
    if apart <= NEAR_D * DAY_S:
        found.append(_TIME_NEAR)
    elif apart > FAR_D * DAY_S:
        found.append(_TIME_FAR)
    if bool(one.slugs) != bool(other.slugs) and _is_handed_over(one, other):
        found.append(_HANDED_OVER)
    return found


def bear_one_name(one: Dossier, other: Dossier) -> bool:
    """Whether both are shown under full names that do not contradict each other."""
    for mine in one.names:
        for theirs in other.names:
            if not (mine.is_full and theirs.is_full):
                continue
            told = {level.key for level in name_levels(mine, theirs)}
            if len(told) == 2 and told.isdisjoint(NO_NAME):
                return True
    return False


NO_NAME = frozenset(
    {"given_other", "relatives", "surname_other", "first_surname_other", "second_surname_other"}
)
"""Levels of names that contradict each other."""


def _firms(one: Dossier, other: Dossier) -> Level | None:
    if not one.firms.isdisjoint(other.firms):
        return _shared("firm", min(one.firms & other.firms))
    if not (one.domains or other.domains):
        return (
            Level("firm_other", "", (), min(one.firms), min(other.firms))
            if one.firms and other.firms
            else None
        )
    for firms, domains in ((one.firms, other.domains), (other.firms, one.domains)):
        for firm in sorted(firms):
            for domain in sorted(domains):
                if is_at(domain, firm):
                    return Level("address_of_firm", "firm", (firm,), domain, firm)
    if not one.domains.isdisjoint(other.domains):
        shared = min(one.domains & other.domains)
        return Level("domain_same", "firm", (shared,), shared)
    return (
        Level("firm_other", "", (), min(one.firms), min(other.firms)) if one.firms and other.firms else None
    )


def is_at(domain: str, firm: str) -> bool:
    """Whether a domain's label is a firm's: its words run together, its first word, or its initials."""
    words = firm.split()
    return domain in {"".join(words), words[0]} or (len(words) > 2 and domain == "".join(w[0] for w in words))


def _shared(kind: str, value: str) -> Level:
    return Level(f"{kind}_same", kind, (value,), value)


def _is_of_name(login: str, one: Dossier, other: Dossier) -> bool:
    """Whether a login only repeats a name that both are compared by anyway."""
    return any(
        word in login
        for name in (one.name, other.name)
        for word in (*name.surnames, *name.given.split())
        if len(word) > 2
    )


def _is_handed_over(one: Dossier, other: Dossier) -> bool:
    before, after = (one, other) if other.slugs else (other, one)
    return 0 <= after.first_at - before.last_at <= HANDED_OVER_D * DAY_S


def part_of(level: Level, bits: float) -> Part:
    """A level as evidence: `one` and `other` are what each says, `value` what both share."""
    told = {"one": level.one, "other": level.other, "value": level.common}
    facts = {key: text if isinstance(text, str) else " ".join(text) for key, text in told.items()}
    if not level.key.startswith(AS_WRITTEN):
        facts = {key: text.title() for key, text in facts.items()}
    return Part(level.key, round(bits, 2), tuple((key, text) for key, text in facts.items() if text))


AS_WRITTEN = ("login", "slugs", "phone", "site", "address", "domain")
"""Levels of identifiers; names, firms and cities are keys, and shown with capitals."""


def chance(bits: float) -> float:
    """The probability that bits of evidence, the prior among them, amount to."""
    return 1 / (1 + 2 ** -max(min(bits, 500.0), -500.0))
