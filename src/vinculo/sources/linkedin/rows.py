"""Lines → records: where one record of a CSV file ends and the next begins.

The files are RFC 4180 with one exception (see `Shape.escapes`), until somebody opens them in a
spreadsheet or a download breaks off. A quotation mark that is missing would make the rest of the
file one endless field. So reading is strict, and at the first contradiction it goes back: the
broken record is set aside up to the next line that looks like the beginning of one.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from vinculo.errors import UnreadableFile
from vinculo.model import Record
from vinculo.sources.linkedin.lines import GuessedLine

KEPT_CHARS = 10_000
"""How much of a broken record is kept for the owner to see: more than the longest message, 8,000."""
HEADER_CHARS = 4096
DELIMITERS = ",;\t"
"""LinkedIn writes commas; a spreadsheet in a country of decimal commas writes semicolons."""


class Shape(NamedTuple):
    """How the records of one kind of file look."""

    needs: tuple[frozenset[str], ...]
    """The columns that a header must have, by plain name; one set for each era that differs."""
    begins: re.Pattern[str]
    """Matches the first line of a record and, as far as one can tell, no other."""
    escapes: bool = False
    """An inner quotation mark is written `\\"` besides `""`; other backslashes are text."""
    rescue: Callable[[str, int], Sequence[str] | None] = lambda _text, _width: None
    """The fields of a record that cannot be read by the rules, from its text and their number."""


class Header(NamedTuple):
    """The line that names the columns."""

    layout: tuple[str, ...]
    delimiter: str


def plain(name: str) -> str:
    """A column's or file's name without what drifts between exports: case, blanks, `_` and `-`."""
    return re.sub(r"[\s_\-]", "", name).casefold()


def header_in(line: str, needs: Sequence[frozenset[str]]) -> Header | None:
    """The header, if this line is one: it names all columns of one of the sets. Preambles of any
    length precede it (none until 2021, three lines since; five were seen)."""
    if len(line) > HEADER_CHARS:
        return None
    for delimiter in DELIMITERS:
        if delimiter in line:
            cells = _alone(line, delimiter)
            names = {plain(cell) for cell in cells}
            if any(need <= names for need in needs):
                return Header(tuple(cells), delimiter)
    return None


def _alone(line: str, delimiter: str) -> list[str]:
    """The fields of a line taken for a whole record; none if it cannot be one."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def frame(lines: Iterable[str], shape: Shape, file: str) -> Iterator[Record]:
    """The records below the header, with the line each begins at, in order. One that contradicts
    the rules of CSV, is too long, or has too few or too many fields has a flaw and is one record.

    Raises UnreadableFile where there is text but no header.
    """
    lines = iter(lines)
    is_blank = True
    for number, line in enumerate(lines, 1):
        header = header_in(line, shape.needs)
        if header:
            yield from _Framing(lines, shape, header, number).records()
            return
        is_blank = is_blank and not line.strip()
    if not is_blank:
        raise UnreadableFile("refusal.no_header", file=file)


class _Framing:
    """One pass over the lines below a header."""

    def __init__(self, lines: Iterator[str], shape: Shape, header: Header, above: int) -> None:
        self._lines = lines
        self._shape = shape
        self._header = header
        self._width = len(header.layout)
        self._done = above
        """Lines that belong to records already told."""
        self._held: list[str] = []
        """Lines of the record that is being read."""
        self._dropped = 0
        """Lines that belong to it and are not kept."""
        self._waiting: deque[str] = deque()
        """Lines that were given back."""
        self._has_guesses = False

    def records(self) -> Iterator[Record]:
        """All records to the end of the lines."""
        width, layout = self._width, self._header.layout
        while True:
            try:
                for row in self._reader():
                    if len(row) != width and row:
                        yield self._miscounted(row)
                    elif row and (row[0] or any(row)):
                        yield Record(tuple(row), self._done + 1, layout, 0, "", self._remark())
                    self._next()
                    if self._waiting:
                        break
                else:
                    return
            except csv.Error:
                yield self._broken()
                self._next()

    def _next(self) -> None:
        self._done += len(self._held) + self._dropped
        self._dropped = 0
        self._held.clear()

    def _reader(self) -> Iterator[list[str]]:
        feed, delimiter = self._feed(), self._header.delimiter
        if not self._shape.escapes:
            return csv.reader(feed, delimiter=delimiter, strict=True)
        doubled = (re.sub(r'\\(?!")', r"\\\\", line) if "\\" in line else line for line in feed)
        return csv.reader(doubled, delimiter=delimiter, strict=True, escapechar="\\")

    def _feed(self) -> Iterator[str]:
        held, waiting = self._held, self._waiting
        while waiting:
            held.append(waiting.popleft())
            yield held[-1]
        for line in self._lines:
            if type(line) is GuessedLine:
                self._has_guesses = True
            held.append(line)
            yield line

    def _remark(self) -> str:
        is_guessed = self._has_guesses and any(type(line) is GuessedLine for line in self._held)
        return "remark.cp1252" if is_guessed else ""

    def _record(self, fields: Sequence[str], flaw: str = "") -> Record:
        return Record(tuple(fields), self._done + 1, self._header.layout, 0, flaw, self._remark())

    def _miscounted(self, row: list[str]) -> Record:
        """A record with a wrong number of fields: it may have swallowed its neighbors."""
        has_swallowed = self._give_back()
        text = "".join(self._held)
        rescued = self._shape.rescue(text, self._width)
        if rescued:
            return self._record(rescued)
        if has_swallowed:
            return self._record((text[:KEPT_CHARS],), "bad_record.broken_quotes")
        is_short = len(row) < self._width
        return self._record(row, f"bad_record.too_{'few' if is_short else 'many'}_fields")

    def _broken(self) -> Record:
        """A record that contradicts the rules, to the line before the next one that begins."""
        is_long = sum(map(len, self._held)) > csv.field_size_limit()
        if self._give_back():
            is_long = False
        else:
            self._absorb()
        text = "".join(self._held)
        rescued = None if is_long else self._shape.rescue(text, self._width)
        if rescued:
            return self._record(rescued)
        return self._record((text[:KEPT_CHARS],), f"bad_record.{'too_long' if is_long else 'broken_quotes'}")

    def _begins(self, line: str) -> bool:
        if self._shape.begins.match(line):
            return True
        delimiter = self._header.delimiter
        return line.count(delimiter) >= self._width - 1 and len(_alone(line, delimiter)) == self._width

    def _give_back(self) -> bool:
        """Gives back the lines that belong to the next record on; whether there were any."""
        for index in range(1, len(self._held)):
            if self._begins(self._held[index]):
                self._waiting.extendleft(reversed(self._held[index:]))
                del self._held[index:]
                return True
        return False

    def _absorb(self) -> None:
        """Takes what is left of a broken record; lines beyond what is kept are only counted."""
        kept = sum(map(len, self._held))
        for line in self._feed():
            if self._begins(line):
                self._waiting.appendleft(self._held.pop())
                return
            kept += len(line)
            if kept > KEPT_CHARS:
                self._held.pop()
                self._dropped += 1
