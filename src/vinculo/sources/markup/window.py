"""The part of a stream that is being looked at."""

import re
from typing import NamedTuple, TextIO

from vinculo.sources.markup.characters import clean

_CHUNK = 2**16
_OVERLAP = 128
"""More characters than any pattern that is searched for can match."""


class Mark(NamedTuple):
    """Something found, with its place in the stream."""

    text: str
    begin: int
    end: int


class Window:
    """A stream of text, by the positions of its characters from 0 on. What lies before `keep` may be
    forgotten when more is read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._base = 0
        self._has_ended = False
        self._line = 1
        self._line_counted_to = 0
        self.keep = 0

    @property
    def end(self) -> int:
        """Behind the last character that was read."""
        return self._base + len(self._text)

    def search(self, pattern: re.Pattern[str], at: int, limit: int) -> Mark | None:
        """The first match that begins at `at` or up to `limit` characters behind it."""
        position = at
        while True:
            found = pattern.search(self._text, position - self._base)
            if found:
                begin = self._base + found.start()
                return Mark(found[0], begin, self._base + found.end()) if begin < at + limit else None
            if self._has_ended or self.end >= at + limit + _OVERLAP:
                return None
            position = max(at, self.end - _OVERLAP)
            self._read_on()

    def match(self, pattern: re.Pattern[str], at: int, limit: int) -> re.Match[str] | None:
        """The match that begins at `at` and has no more than `limit` characters."""
        self.has(at + limit)
        found = pattern.match(self._text, at - self._base)
        return found if found and found.end() - found.start() <= limit else None

    def within(self, pattern: re.Pattern[str], begin: int, end: int) -> Mark | None:
        """The first match between two positions that were read already."""
        found = pattern.search(self._text, begin - self._base, end - self._base)
        return Mark(found[0], self._base + found.start(), self._base + found.end()) if found else None

    def has(self, at: int) -> bool:
        """Whether the stream goes as far as that; reads on to find out."""
        while self.end < at and not self._has_ended:
            self._read_on()
        return self.end >= at

    def slice(self, begin: int, end: int) -> str:
        """The characters between two positions, those of them that are still kept."""
        return self._text[max(0, begin - self._base) : max(0, end - self._base)]

    def line_at(self, at: int) -> int:
        """The line of a position; the first is 1. Positions must not fall from call to call."""
        if at > self._line_counted_to:
            begin = max(0, self._line_counted_to - self._base)
            self._line += self._text.count("\n", begin, at - self._base)
            self._line_counted_to = at
        return self._line

    def _read_on(self) -> None:
        # As much again as is held, so that a long item is not copied once for every chunk.
        chunk = self._stream.read(max(_CHUNK, len(self._text)))
        self._has_ended = not chunk
        forgotten = max(0, min(self.keep, self.end) - self._base)
        self.line_at(self._base + forgotten)
        self._text = self._text[forgotten:] + clean(chunk)
        self._base += forgotten
