"""An mbox as messages (RFC 4155 and the dialects): read in chunks, never held as a whole."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

CHUNK = 1024 * 1024
MESSAGE_MAX = 4 * 1024 * 1024
"""Bytes of a message that are kept: text comes before attachments."""

_LOOK_AHEAD = 4096
_SEPARATOR = b"\nFrom "
_DAY = re.compile(
    rb"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.{0,30}\b\d{1,2}:\d\d|\d{1,2}:\d\d(?::\d\d)?\b.{0,20}\b(?:19|20)\d\d\b)"
)
_HEADER = re.compile(rb"(?:>?From |[!-9;-~]{1,76}[ \t]?:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Framed(NamedTuple):
    """A message as it lies in the file."""

    line: int
    """Of its separator; of its first line where the file begins without one."""
    stamp: str
    """What the separator says behind `From `."""
    raw: bytes
    """At most `MESSAGE_MAX` bytes, unescaped."""


def is_separator(text: bytes, at: int) -> bool:
    """Whether the line of an mbox that begins at `at` with `From ` begins a message.

    A date follows, and the line before is empty; where some program left the empty line out, a
    header must come next. Thunderbird writes the bare word since 2024, so then too.
    """
    end = text.find(b"\n", at, at + _LOOK_AHEAD // 2)
    if end < 0:
        return False
    said = text[at + 5 : end].strip()
    is_after_blank = text.endswith((b"\n\n", b"\n\r\n"), 0, at)
    if said and not _DAY.search(said[-120:]):
        return False
    return (bool(said) and is_after_blank) or _HEADER.match(text, end + 1) is not None


def messages(stream: BinaryIO) -> Iterator[Framed]:
    """The messages of an mbox in order, in the memory of one chunk and one message.

    Blank lines before the first separator are nothing; anything else there is a message without one.
    Raises what reading the stream raises; the messages before it have been yielded.
    """
    kept = _Kept()
    buffer, done, is_last = b"\n\n", 2, False
    while not is_last:
        chunk = stream.read(CHUNK)
        is_last = not chunk
        buffer += chunk
        until = len(buffer) if is_last else max(len(buffer) - _LOOK_AHEAD, done)
        at = buffer.find(_SEPARATOR, done - 1, until + len(_SEPARATOR) - 1)
        while at >= 0:
            if is_separator(buffer, at + 1):
                kept.add(buffer, done, at + 1)
                if kept.says_something:
                    yield kept.framed()
                end = buffer.find(b"\n", at + 1)
                kept = _Kept(kept.next_line, buffer[at + 6 : end].strip().decode("latin-1"))
                kept.next_line += 1
                done = end + 1
            at = buffer.find(_SEPARATOR, at + 1, until + len(_SEPARATOR) - 1)
        until = max(until, done)
        kept.add(buffer, done, until)
        buffer, done = buffer[until - 2 :], 2
    if kept.says_something:
        yield kept.framed()


class _Kept:
    """What was read of the message under way."""

    def __init__(self, line: int = 1, stamp: str | None = None) -> None:
        self.line = line
        self.next_line = line
        self.stamp = stamp
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, buffer: bytes, start: int, end: int) -> None:
        """The bytes from start to end belong to it, kept or not."""
        self.next_line += buffer.count(b"\n", start, end)
        part = buffer[start : min(end, start + MESSAGE_MAX - self.size)]
        if part:
            self.parts.append(part)
            self.size += len(part)

    @property
    def says_something(self) -> bool:
        """Whether it is a message: it has a separator, or is not blank."""
        return self.stamp is not None or any(part.strip() for part in self.parts)

    def framed(self) -> Framed:
        raw = b"".join(self.parts)
        return Framed(self.line, self.stamp or "", _ESCAPED.sub(rb"\1", raw) if b">From " in raw else raw)
