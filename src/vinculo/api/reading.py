"""A reader of one ledger that remembers what it derived, for faces that stay open."""

import datetime as dt
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from vinculo import derive
from vinculo.api.answers import Shown, Worth, end_of_day
from vinculo.api.brand import Brand, brand
from vinculo.api.choosing import choices
from vinculo.api.debates import Debates, debates_of
from vinculo.api.people import find_person
from vinculo.api.places import PlaceAnswer, PlaceShown, place_shown, places
from vinculo.api.rates import rates
from vinculo.api.returns import brought
from vinculo.api.show import show_of
from vinculo.api.story import story_of
from vinculo.api.told import Brought
from vinculo.api.word.returned import dimensions
from vinculo.api.worth import worth_of
from vinculo.derive import Derived
from vinculo.ledger import Ledger, read
from vinculo.measure.exchange import Rates
from vinculo.strands import Story


class _Known(NamedTuple):
    version: tuple[int, int, int, int]
    derived: Derived
    worth: Worth
    places: tuple[PlaceAnswer, ...] | None = None
    debates: Debates | None = None


class Reading:
    """Answers questions about a ledger, deriving again only when the ledger or the day has changed.

    May be used from several threads; one of them derives, the others wait for it.
    """

    def __init__(self, path: Path, keep: int = 3) -> None:
        self.path = path
        self._keep = keep
        self._known: dict[dt.date, _Known] = {}
        self._lock = Lock()

    def worth(self, on: dt.date) -> Worth:
        """Every relationship as of the end of a day; see `api.worth`."""
        return self._on(on).worth

    def derived(self, on: dt.date) -> Derived:
        """All that follows from the ledger as of the end of a day."""
        return self._on(on).derived

    def show(self, who: str, on: dt.date) -> Shown:
        """One relationship with its story; see `api.show`."""
        derived = self.derived(on)
        with Ledger.open(self.path, create=False) as ledger:
            return show_of(ledger, derived, find_person(derived, who))

    def places(self, on: dt.date) -> tuple[PlaceAnswer, ...]:
        """Every place; see `api.places`."""
        known = self._on(on)
        if known.places is None:
            with Ledger.open(self.path, create=False) as ledger:
                known = known._replace(places=places(ledger, known.derived))
            self._known[on] = known
        return known.places or ()

    def debates(self, on: dt.date) -> Debates:
        """Every debate in which others can be seen; see `api.debates`."""
        known = self._on(on)
        found = known.debates
        if found is None:
            with Ledger.open(self.path, create=False) as ledger:
                found = debates_of(ledger, known.derived)
            self._known[on] = known._replace(debates=found)
        return found

    def place(self, id_: str, on: dt.date) -> PlaceShown:
        """One place; see `api.place_shown`."""
        derived = self.derived(on)
        with Ledger.open(self.path, create=False) as ledger:
            return place_shown(ledger, derived, id_)

    def brought(self, on: dt.date, by: str) -> Brought:
        """What came of it all, looked at from one side; see `api.returns`."""
        derived = self.derived(on)
        with Ledger.open(self.path, create=False) as ledger:
            return brought(ledger, derived, by)

    def brand(self, on: dt.date) -> Brand:
        """What is said of the owner in public; see `api.brand`."""
        derived = self.derived(on)
        with Ledger.open(self.path, create=False) as ledger:
            return brand(ledger, derived)

    def choices(self) -> dict[str, str]:
        """What the owner chose; see `api.choices`."""
        with Ledger.open(self.path, create=False) as ledger:
            return choices(ledger)

    def kinds(self) -> tuple[str, ...]:
        """Kinds of return: the six, and the owner's own."""
        with Ledger.open(self.path, create=False) as ledger:
            return dimensions(ledger)

    def rates(self) -> Rates:
        """The owner's exchange rates; see `api.rates`."""
        with Ledger.open(self.path, create=False) as ledger:
            return rates(ledger)

    def story(self, person: str, on: dt.date, *, with_minutes: bool = True) -> Story:
        """What the strands draw of a person (an id as text)."""
        return story_of(self.derived(on), int(person), with_minutes=with_minutes)

    def open_questions(self, on: dt.date) -> int:
        """How many questions about who is who were open when that day was last derived; 0 as long as it
        was not: nothing is derived for the sake of a number beside a link."""
        known = self._known.get(on)
        return len(known.derived.people.questions) if known else 0

    def clear(self) -> None:
        """Remembers nothing: of the forgotten, not even what was known before."""
        with self._lock:
            self._known.clear()

    def version(self) -> tuple[int, int, int, int]:
        """Changes whenever an answer may change."""
        with Ledger.open(self.path, create=False) as ledger:
            return read.version(ledger)

    def _on(self, on: dt.date) -> _Known:
        with self._lock, Ledger.open(self.path, create=False) as ledger:
            version = read.version(ledger)
            known = self._known.pop(on, None)
            if known is None or known.version != version:
                derived = derive.derive(ledger, end_of_day(on))
                known = _Known(version, derived, worth_of(ledger, derived))
            self._known[on] = known
            while len(self._known) > self._keep:
                self._known.pop(next(iter(self._known)))
            return known
