"""A stream of markup cut into frames, one per item, however broken the items are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TextIO

from vinculo.sources.markup.characters import TAG
from vinculo.sources.markup.leaves import Names
from vinculo.sources.markup.window import Mark, Window

LONGEST = 2**23
"""Characters of the longest item that is read: posts with pictures written into them have some 10^6."""
_STEP = 2**20
_TAG_CHARS = 4096
"""A tag of a frame with more characters is no tag."""
_RAW_CHARS = 2**16
"""How much of an item with a flaw is kept to be looked at."""
_SECTION = re.compile(r"<!\[CDATA\[")
_SECTION_END = re.compile(r"\]\]>")
_DASHES = re.compile(r"--[^>]|-->")


class Shape(NamedTuple):
    """What the frames of a format are called, by the names that we know them by."""

    root: str
    """The element around them all: a file that does not end it breaks off."""
    holds: Mapping[str, frozenset[str]]
    """Each frame, with the frames that stand in it."""
    mentions: Mapping[str, frozenset[str]]
    """Elements of a frame that are named like a frame and are none: a comment names its thread."""


class Frame(NamedTuple):
    """One item as written."""

    name: str
    text: str
    """What stands in it; of one that holds others, what stands before the first of them."""
    tag: str
    """Its start tag."""
    line: int
    number: int
    """It is the number-th frame that was begun: the same in every reading of the file."""
    holder: int = 0
    """The number of the frame that it stands in; 0 for none."""
    flaw: str = ""
    """A key of the catalogue: why it is not whole."""


def frames(stream: TextIO, names: Names, shape: Shape) -> Iterator[Frame]:
    """The frames in the order in which they begin, those with a flaw among them.

    Reading goes on at the next item: a frame that is interrupted by the next was never closed; an
    end without a beginning had a damaged start tag; a section of CDATA that would swallow the end
    of an item, the beginning of another and another section was never closed. A file that breaks
    off has exactly one frame that says so, its last.

    Holds a few times `LONGEST` characters at most, however long the stream is; an item longer than
    that has a flaw. The time is linear.
    """
    cutter = _Cutter(Window(stream), names, shape)
    while True:
        mark = cutter.next_mark()
        if mark:
            yield from cutter.step(mark)
        elif cutter.has_ended:
            break
    yield from cutter.finish()


@dataclass(slots=True)
class _Open:
    """A frame that has begun and not ended."""

    name: str
    tag: str
    line: int
    begin: int
    number: int
    holder: int
    is_told: bool = False


class _Cutter:
    def __init__(self, window: Window, names: Names, shape: Shape) -> None:
        local = "|".join(sorted({re.escape(name.rpartition(":")[2]) for name in (*shape.holds, shape.root)}))
        qualified = rf"(?:[A-Za-z_][\w.-]{{0,30}}:)?(?:{local})(?=[\s/>])"
        self._marks = re.compile(rf"<(?:!\[CDATA\[|!--|/?{qualified})")
        self._beginning = re.compile(rf"<{qualified}")
        self._ending = re.compile(rf"</{qualified}")
        self._window = window
        self._names = names
        self._shape = shape
        self._stack: list[_Open] = []
        self._at = 0
        self._begun = 0
        self._unsectioned_to = 0
        self._section_end = Mark("", 0, 0)
        self._boundary = (0, 1)
        self._is_whole = False
        self.has_ended = False

    def next_mark(self) -> Mark | None:
        """The next thing worth looking at; None where the next stretch of the stream has none."""
        self._window.keep = self._needed_from()
        mark = self._window.search(self._marks, self._at, _STEP)
        if not mark:
            self._at += _STEP
            self.has_ended = not self._window.has(self._at)
        return mark

    def step(self, mark: Mark) -> Iterator[Frame]:
        """Goes past a mark; the frames that it completes."""
        if mark.text == "<![CDATA[":
            self._at = self._past_section(mark)
        elif mark.text == "<!--":
            dashes = self._window.search(_DASHES, mark.end, _STEP)
            # XML allows no `--` inside of a comment: where there is one, this was unescaped text.
            self._at = dashes.end if dashes and dashes.text == "-->" else mark.end
        else:
            yield from self._past_tag(mark)

    def finish(self) -> Iterator[Frame]:
        """What is still open when the stream ends."""
        broken = list(self._give_up("bad_record.item_cut_off", self._window.end))
        if not broken and not self._is_whole:
            line = self._window.line_at(self._window.end)
            broken = [Frame(self._shape.root, "", "", line, self._begun + 1, 0, "bad_record.item_cut_off")]
        yield from broken

    def _needed_from(self) -> int:
        top = self._stack[-1] if self._stack else None
        if top and not top.is_told:
            return max(top.begin, self._at - LONGEST)
        return max(self._boundary[0], self._at - _RAW_CHARS)

    def _past_section(self, mark: Mark) -> int:
        """Behind the section; behind its beginning where it has no end of its own."""
        # What was found or not found is remembered: there may be any number of beginnings before it.
        if self._section_end.begin < mark.end:
            begin = max(mark.end, self._unsectioned_to)
            end = self._window.search(_SECTION_END, begin, mark.end + LONGEST - begin)
            if not end:
                self._unsectioned_to = mark.end + LONGEST
                return mark.end
            self._section_end = end
        is_swallowing = self._swallows(mark.end, self._section_end.begin)
        return mark.end if is_swallowing else self._section_end.end

    def _swallows(self, begin: int, end: int) -> bool:
        """Whether a section reaches into another item's section. A text that shows such items is told
        from it by its end: writers split an inner `]]>` as `]]]]><![CDATA[>`."""
        ending = self._window.within(self._ending, begin, end)
        beginning = ending and self._window.within(self._beginning, ending.end, end)
        section = beginning and self._window.within(_SECTION, beginning.end, end)
        return section is not None and self._window.slice(end - 2, end) != "]]"

    def _past_tag(self, mark: Mark) -> Iterator[Frame]:
        tag = self._window.match(TAG, mark.begin, _TAG_CHARS)
        self._at = mark.begin + len(tag[0]) if tag else mark.end
        name = self._names.ours(tag["name"]) if tag else ""
        if not tag or (name not in self._shape.holds and name != self._shape.root):
            return
        if name == self._shape.root:
            if tag["end"]:
                self._is_whole = True
                yield from self._give_up("bad_record.item_unclosed", mark.begin)
        elif tag["end"]:
            yield from self._end(name, mark.begin)
        else:
            yield from self._begin(name, mark.begin, tag[0])

    def _begin(self, name: str, at: int, tag: str) -> Iterator[Frame]:
        while self._stack and name not in self._shape.holds[self._stack[-1].name]:
            if name in self._shape.mentions.get(self._stack[-1].name, ()):
                return
            yield from self._tell(self._stack.pop(), at, "bad_record.item_unclosed")
        holder = self._stack[-1] if self._stack else None
        if holder:
            yield from self._tell(holder, at)
        self._begun += 1
        line = self._window.line_at(at)
        begun = _Open(name, tag, line, self._at, self._begun, holder.number if holder else 0)
        self._boundary = (self._at, self._window.line_at(self._at))
        if tag.endswith("/>"):
            yield from self._tell(begun, self._at)
        else:
            self._stack.append(begun)

    def _end(self, name: str, at: int) -> Iterator[Frame]:
        top = self._stack[-1] if self._stack else None
        if top and name in self._shape.mentions.get(top.name, ()):
            return
        if any(frame.name == name for frame in self._stack):
            while self._stack[-1].name != name:
                yield from self._tell(self._stack.pop(), at, "bad_record.item_unclosed")
            yield from self._tell(self._stack.pop(), at)
        else:
            if top:
                yield from self._tell(top, at)
            self._begun += 1
            begin, line = self._boundary
            text = self._window.slice(max(begin, at - _RAW_CHARS), at)
            yield Frame(name, text, "", line, self._begun, 0, "bad_record.item_no_beginning")
        self._boundary = (self._at, self._window.line_at(self._at))

    def _give_up(self, flaw: str, at: int) -> Iterator[Frame]:
        while self._stack:
            yield from self._tell(self._stack.pop(), at, flaw)

    def _tell(self, frame: _Open, at: int, flaw: str = "") -> Iterator[Frame]:
        """The frame, if it was not told before."""
        if frame.is_told:
            return
        frame.is_told = True
        if at - frame.begin > LONGEST:
            flaw = "bad_record.too_long"
        begin = max(frame.begin, at - _RAW_CHARS) if flaw else frame.begin
        text = self._window.slice(begin, at)
        yield Frame(frame.name, text, frame.tag, frame.line, frame.number, frame.holder, flaw)
