"""Content lines, the form that calendars and address books share.

`[group.]NAME[;PARAM=value…]:value`, folded over physical lines: RFC 5545 §3.1 (iCalendar), RFC 6350
§3.3 (vCard 4.0), RFC 2426 (3.0) and the versit specification of 1996 (vCard 2.1), whose bare types
(`TEL;WORK`) and soft line breaks of quoted-printable differ from the others.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"

_MARK = re.compile(r'"[^"]*"|[;:]')
_NAME = re.compile(r"(?:(?P<group>[A-Za-z0-9_-]+)\.)?(?P<name>[A-Za-z0-9_-]+)")
_QUOTED = re.compile(rb"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_BASE64 = re.compile(rb"[^:]*;(?:ENCODING=)?(?:BASE64|B)[;:]", re.IGNORECASE)
_HEAD = 512
"""Where the encoding of a value is looked for; the parameters of real lines end long before."""
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_DEPTH = 8
"""A calendar holds an event that holds an alarm; a card holds the card of an agent."""
_FREE_TEXT = frozenset({"COMMENT", "DESCRIPTION", "LOCATION", "NOTE", "SUMMARY", "X-ALT-DESC"})
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}


class Line(NamedTuple):
    """One property."""

    name: str
    """In capitals: `ATTENDEE`."""
    params: tuple[tuple[str, str], ...]
    """Names in capitals, values without quotes; a bare type of vCard 2.1 is a `TYPE`."""
    value: str
    """As written, its escapes untouched."""
    group: str = ""
    """`item1` of `item1.URL`; empty where there is none."""

    def param(self, name: str) -> str:
        """The first value of a parameter; empty where it is not given."""
        return next((value for key, value in self.params if key == name), "")

    def types(self) -> frozenset[str]:
        """All its types in lower case, however they are spread over parameters and commas."""
        return frozenset(
            one.strip().casefold() for key, value in self.params if key == "TYPE" for one in value.split(",")
        )


def unfold(physical: Iterable[bytes], *, is_vcard: bool = False) -> Iterator[tuple[int, bytes]]:
    """The logical lines with the number of the physical line where each begins (the first is 1).

    Joined before decoding: a fold may stand inside a UTF-8 character (RFC 5545 §3.1). Blank lines
    are left out. In a vCard, a quoted-printable value goes on after a `=` at the end of a line
    (the soft break of vCard 2.1, which is no folding), and base64 goes on over lines that nobody
    indented, as some telephones write it.
    """
    begun, parts, tail = 0, list[bytes](), b""
    is_quoted = is_base64 = False
    for number, raw in enumerate(_physical(physical), start=1):
        if parts and is_quoted and tail.endswith(b"="):
            parts[-1] = parts[-1].removesuffix(b"=")
            parts.append(raw)
        elif parts and raw[:1] in {b" ", b"\t"}:
            parts.append(raw[1:])
        elif parts and is_base64 and tail and _BASE64_LINE.fullmatch(raw):
            parts.append(raw)
        elif raw.strip():
            if parts:
                yield begun, b"".join(parts)
            begun, parts = number, [raw]
            is_quoted = is_vcard and _QUOTED.match(raw[:_HEAD]) is not None
            is_base64 = is_vcard and _BASE64.match(raw[:_HEAD]) is not None
        tail = raw.rstrip()
    if parts:
        yield begun, b"".join(parts)


def _physical(chunks: Iterable[bytes]) -> Iterator[bytes]:
    is_first = True
    for chunk in chunks:
        yield from (chunk.removeprefix(BOM) if is_first else chunk).splitlines()
        is_first = False


def read_line(text: str) -> Line | None:
    """The property that a logical line says; None where it says none.

    A quote that is never closed is taken for a letter, so that one bad name costs no address.
    """
    pieces, start = list[str](), 0
    for mark in _MARK.finditer(text):
        if mark[0] in {";", ":"}:
            pieces.append(text[start : mark.start()])
            start = mark.end()
            if mark[0] == ":":
                break
    else:
        return None
    named = _NAME.fullmatch(pieces[0].strip())
    if named is None:
        return None
    params = tuple(_param(piece) for piece in pieces[1:] if piece.strip())
    return Line(named["name"].upper(), params, text[start:], named["group"] or "")


def _param(piece: str) -> tuple[str, str]:
    name, equals, value = piece.partition("=")
    if not equals:
        bare = name.strip()
        return ("ENCODING" if bare.upper() in {"QUOTED-PRINTABLE", "BASE64"} else "TYPE", bare)
    value = value.replace('"', "").strip()
    # RFC 6868: ^n, ^^ and ^' inside a parameter.
    return name.strip().upper(), re.sub(r"\^[n^']", lambda caret: _CARET[caret[0]], value)


def unescape(value: str) -> str:
    r"""Text without its escapes: `\n`, `\,`, `\;`, `\\`, and the `\:` that some address books write."""
    return _ESCAPE.sub(lambda escape: "\n" if escape[1] in {"n", "N"} else escape[1], value)


def split_value(value: str, separator: str) -> tuple[str, ...]:
    """The parts of a structured value (`N`, `ORG`, lists), split where the separator is not escaped."""
    parts = [[""]]
    for token in re.findall(rf"\\.|{separator}|[^\\{separator}]+|\\", value, re.DOTALL):
        if token == separator:
            parts.append([""])
        else:
            parts[-1].append(token)
    return tuple(unescape("".join(part)) for part in parts)


class Component(NamedTuple):
    """What stands between `BEGIN:NAME` and `END:NAME`."""

    name: str
    lines: tuple[Line, ...]
    parts: tuple["Component", ...] = ()
    """The components inside it: the alarms of an event."""

    def first(self, name: str) -> Line | None:
        """The first property of that name; None where there is none."""
        return next((line for line in self.lines if line.name == name), None)

    def each(self, name: str) -> tuple[Line, ...]:
        """Every property of that name in order."""
        return tuple(line for line in self.lines if line.name == name)

    def text(self, name: str) -> str:
        """The text of the first property of that name, without escapes and outer blanks."""
        line = self.first(name)
        return unescape(line.value).strip() if line else ""


def read_components(text: str) -> tuple[Component, ...]:
    """The outermost components of unfolded text.

    A line that says no property goes on the text before it: programs that forget to fold spill the
    words of a description over lines of their own (seen in calendars of 2023). Behind anything but
    a text it says nothing. What is not closed is closed where its surroundings end.
    """
    stack = [_Open("")]
    for raw in text.split("\n"):
        line = read_line(raw)
        if line is None:
            stack[-1].spilt.append(raw)
        elif line.name == "BEGIN" and len(stack) < _DEPTH:
            stack.append(_Open(line.value.strip().upper()))
        elif line.name == "END":
            _close(stack, line.value.strip().upper())
        else:
            stack[-1].add(line)
    while len(stack) > 1:
        _close(stack, stack[-1].name)
    return tuple(stack[0].parts)


class _Open:
    """A component whose end was not met yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.parts: list[Component] = []
        self.spilt: list[str] = []

    def add(self, line: Line) -> None:
        self.gather()
        self.lines.append(line)

    def gather(self) -> None:
        """The words spilt since the last property, put back where they belong."""
        last = self.lines[-1] if self.lines else None
        if last and last.name in _FREE_TEXT and any(raw.strip() for raw in self.spilt):
            self.lines[-1] = last._replace(value="\\n".join((last.value, *self.spilt)))
        self.spilt = []


def _close(stack: list[_Open], name: str) -> None:
    if name not in {one.name for one in stack[1:]}:
        return
    while len(stack) > 1:
        done = stack.pop()
        done.gather()
        stack[-1].parts.append(Component(done.name, tuple(done.lines), tuple(done.parts)))
        if done.name == name:
            return
