"""What is known of the handles that certainly are one human's, before anything is weighed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vinculo.identity.firms import firm_key, firm_of_domain
from vinculo.identity.names import NOBODY, Name, name_of_local, names_of
from vinculo.identity.normalize import name_key

MOST_NAMES = 4
"""So many different names of one dossier are compared, those most often shown."""
TAIL_DIGITS = 9
"""A telephone number is the same with and without its country if so many last digits are: no national
number of Spain, the United Kingdom or North America is shorter (ITU E.164 national plans)."""


class Dossier(NamedTuple):
    """The handles of one human, and what they say."""

    keys: tuple[str, ...]
    """Canonical keys, sorted."""
    names: tuple[Name, ...]
    """As shown, most often first, full names before others."""
    spelled: Name
    """What an address or slug spells, where no full name is shown."""
    firms: frozenset[str]
    domains: frozenset[str]
    """Firms' labels of e-mail addresses."""
    cities: frozenset[str]
    slugs: frozenset[str]
    logins: frozenset[str]
    """What addresses, slugs and logins say without separators."""
    phones: frozenset[str]
    sites: frozenset[str]
    first_at: int
    last_at: int
    events: int

    @property
    def all_names(self) -> tuple[Name, ...]:
        """As shown, and as an address spells it where no full name is shown."""
        return self.names if self.spelled is NOBODY else (*self.names, self.spelled)

    @property
    def name(self) -> Name:
        """The best there is."""
        if self.spelled is not NOBODY:
            return self.spelled
        return self.names[0] if self.names else NOBODY

    @classmethod
    def of_name(
        cls, keys: tuple[str, ...], name: Name, first_at: int, last_at: int, events: int
    ) -> "Dossier":
        """Nothing but a name."""
        none = _NONE
        return cls(keys, (name,), NOBODY, none, none, none, none, none, none, none, first_at, last_at, events)


_NONE: frozenset[str] = frozenset()


class Told(NamedTuple):
    """What a card says besides handles and name."""

    firms: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()


NOTHING = Told()


def told_of(facts: Mapping[str, str]) -> Told:
    """What a card's facts say about firm, city and site, as keys."""
    firm, city, site = facts.get("company", ""), facts.get("location", ""), facts.get("website", "")
    if not (firm or city or site):
        return NOTHING
    return Told(
        frozenset(filter(None, (firm_key(firm),))),
        frozenset(filter(None, (name_key(city.split(",")[0]),))),
        frozenset(filter(None, (site.strip(),))),
    )


def dossier(
    keys: Iterable[str],
    shown: Mapping[str, int],
    told: Iterable[Told],
    first_at: int,
    last_at: int,
    events: int,
) -> Dossier:
    """What handles of these canonical keys say. `shown`: name as written → how often."""
    ordered = tuple(sorted(keys))
    by_space: dict[str, list[str]] = {}
    for key in ordered:
        namespace, _, value = key.partition(":")
        by_space.setdefault(namespace, []).append(value)
    emails = [email.rpartition("@") for email in by_space.get("email", ())]
    slugs = [slug[3:] for slug in by_space.get("linkedin", ()) if slug.startswith("in/")]
    locals_ = [local for local, _, _ in emails]
    logins = [*locals_, *slugs, *by_space.get("disqus", ()), *_wordpress(by_space.get("wordpress", ()))]
    names = _names(shown)
    is_named = bool(names) and names[0].is_full
    phones = (value[-TAIL_DIGITS:] for value in by_space.get("phone", ()) if len(value) >= TAIL_DIGITS)
    cards = _joined([one for one in told if one is not NOTHING])
    return Dossier(
        keys=ordered,
        names=names,
        spelled=NOBODY if is_named else _spelled((*slugs, *locals_)),
        firms=cards.firms,
        domains=_set(filter(None, (firm_of_domain(domain) for _, _, domain in emails))),
        cities=cards.cities,
        slugs=_set(slugs),
        logins=_set(map(_login, logins)),
        phones=_set(phones),
        sites=cards.sites.union(by_space.get("url", ())),
        first_at=first_at,
        last_at=last_at,
        events=events,
    )


def _joined(cards: Sequence[Told]) -> Told:
    """What several cards say together."""
    if len(cards) < 2:
        return cards[0] if cards else NOTHING
    firms, cities, sites = (_NONE.union(*(card[place] for card in cards)) for place in range(3))
    return Told(firms, cities, sites)


def _set(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values) or _NONE


def _spelled(words: Iterable[str]) -> Name:
    return next((name for word in words if (name := name_of_local(word)) is not NOBODY), NOBODY)


def _names(shown: Mapping[str, int]) -> tuple[Name, ...]:
    if len(shown) == 1:
        (written,) = shown
        return names_of(written)
    times: dict[Name, int] = {}
    for written, often in shown.items():
        for name in names_of(written):
            times[name] = times.get(name, 0) + often
    ordered = sorted(times, key=lambda name: (not name.is_full, -times[name], name))
    return tuple(name for name in ordered if name.given)[:MOST_NAMES]


_SEPARATORS = dict.fromkeys(map(ord, " ._-+'’"))


def _login(word: str) -> str:
    """An address without separators."""
    key = word if word.isascii() else name_key(word)
    return key.translate(_SEPARATORS)


def _wordpress(values: Iterable[str]) -> list[str]:
    return [value.rpartition("|")[2] for value in values]
