"""Looking back on a ledger's forecasts, one day at a time, in the background of a window.

Nothing is written, so a window that closes just leaves it.
"""

import datetime as dt
from dataclasses import dataclass, replace
from threading import Lock, Thread

from vinculo import api
from vinculo.api import backtesting


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a look back has come."""

    done: int = 0
    all: int = 0
    """Origins to judge; 0 before it is known."""
    told: backtesting.LookBack | None = None
    has_failed: bool = False
    """Through a fault of ours; what it is stands in the terminal."""

    @property
    def is_running(self) -> bool:
        """Whether there is something to wait for."""
        return self.told is None and not self.has_failed


class Lookbacks:
    """The looks back of one window: at most one runs, the latest of each day is kept as long as it holds."""

    def __init__(self, reading: api.Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[dt.date, tuple[int, ...]], Standing] = {}
        self._lock = Lock()

    def standing(self, on: dt.date) -> Standing | None:
        """How the look back as of a day stands; None where none was begun since the ledger changed."""
        with self._lock:
            return self._known.get((on, self._reading.version()))

    def told(self, on: dt.date) -> backtesting.LookBack | None:
        """The verdict, if there is one."""
        standing = self.standing(on)
        return standing.told if standing else None

    def begin(self, on: dt.date) -> None:
        """Begins to look back as of a day, unless that is under way or done."""
        key = (on, self._reading.version())
        with self._lock:
            begun = self._known.get(key)
            if begun and not begun.has_failed:
                return
            if any(one.is_running for one in self._known.values()):
                return
            self._known = {key: Standing()}
        Thread(target=self._look, args=(key,), daemon=True).start()

    def _look(self, key: tuple[dt.date, tuple[int, ...]]) -> None:
        is_done = False
        try:
            derived = self._reading.derived(key[0])
            told = backtesting.look_back_of(derived, progress=lambda done, all_: self._came(key, done, all_))
            with self._lock:
                self._known[key] = Standing(told=told)
            is_done = True
        finally:
            if not is_done:
                with self._lock:
                    self._known[key] = Standing(has_failed=True)

    def _came(self, key: tuple[dt.date, tuple[int, ...]], done: int, all_: int) -> None:
        with self._lock:
            self._known[key] = replace(self._known[key], done=done, all=all_)
