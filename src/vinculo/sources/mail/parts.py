"""The text of a message in parts (RFC 2045 to 2049): attachments are stepped over, not decoded."""

import binascii
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from vinculo.sources.addressing.charsets import text_of
from vinculo.sources.addressing.headers import fields_of, from_base64

PART_MAX = 1024 * 1024
"""Encoded bytes of a part that are read: whoever writes more attaches it."""

_DEPTH_MAX = 10
_LEAVES_MAX = 200
_PARTS_MAX = 1000
_CONTENT = frozenset({"content-type", "content-transfer-encoding", "content-disposition"})
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("[^"]{0,500}"|[^\s;]{0,500})')
_DROPPED = ("\x00", "\r", "\ufeff", "\u034f")
"""U+034F fills the previews of newsletters and of LinkedIn's mails."""


class Texts(NamedTuple):
    """The first part of each sort, decoded; empty where there is none."""

    plain: str = ""
    html: str = ""
    calendar: str = ""


class _Leaf(NamedTuple):
    kind: str
    parameters: dict[str, str]
    encoding: str
    start: int
    end: int

    def text(self, raw: bytes) -> str:
        coded = raw[self.start : min(self.end, self.start + PART_MAX)]
        if self.encoding == "base64":
            coded = from_base64(coded)
        elif self.encoding == "quoted-printable":
            coded = binascii.a2b_qp(coded)
        text = text_of(coded, self.parameters.get("charset", ""))
        for dropped in _DROPPED:  # four times faster than `translate` on what is not ASCII
            text = text.replace(dropped, "")
        return text


def texts_of(fields: dict[str, list[str]], body: bytes) -> Texts:
    """The texts of a message by its header fields and its body with LF line ends.

    Text that is attached as a file is not what the sender wrote; nor is a message within the message.
    """
    found: dict[str, str] = {}
    for number, leaf in enumerate(_leaves(fields, body, 0, len(body), 0)):
        if number == _LEAVES_MAX:
            break
        if not found.get(leaf.kind, "").strip():
            found[leaf.kind] = leaf.text(body)
    return Texts(found.get("text/plain", ""), found.get("text/html", ""), found.get("text/calendar", ""))


def content_type(value: str) -> tuple[str, dict[str, str]]:
    """Type and parameters of a `Content-Type`, names in lower case; plain text where it says nothing."""
    kind, _, rest = value.partition(";")
    kind = kind.strip().lower()
    parameters = {name.lower(): said.strip('"') for name, said in _PARAMETER.findall(";" + rest)}
    return (kind if "/" in kind else "text/plain"), parameters


def _leaves(fields: dict[str, list[str]], body: bytes, start: int, end: int, depth: int) -> Iterator[_Leaf]:
    kind, parameters = content_type(fields.get("content-type", [""])[0])
    boundary = parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
    if kind.startswith("multipart/") and boundary and depth < _DEPTH_MAX:
        for begun, ended in _parts(boundary, body, start, end):
            inner, text_at = _part_head(body, begun, ended)
            yield from _leaves(inner, body, text_at, ended, depth + 1)
    elif kind.startswith(("text/", "multipart/")):
        attached = fields.get("content-disposition", [""])[0].lower().startswith("attachment")
        kind = "text/plain" if kind.startswith("multipart/") else kind
        if kind in ("text/plain", "text/html", "text/calendar") and not (
            attached and kind != "text/calendar"
        ):
            encoding = fields.get("content-transfer-encoding", [""])[0].strip(" ;").lower()
            yield _Leaf(kind, parameters, encoding, start, end)


def _parts(boundary: bytes, body: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each part lies between its boundaries; the last one may lack its end."""
    mark = b"--" + boundary
    begun = -1
    for at in islice(_marks(mark, body, start, end), _PARTS_MAX):
        line_end = body.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end
        said = body[at + len(mark) : line_end].strip()
        if said not in (b"", b"--"):  # the longer boundary of another multipart
            continue
        if begun >= 0:
            yield begun, max(begun, at - 1)
        begun = min(line_end + 1, end)
        if said:
            return
    if begun >= 0:
        yield begun, end


def _marks(mark: bytes, body: bytes, start: int, end: int) -> Iterator[int]:
    """Where lines begin with the mark."""
    if body.startswith(mark, start):
        yield start
    at = body.find(b"\n" + mark, start, end)
    while at >= 0:
        yield at + 1
        at = body.find(b"\n" + mark, at + 1, end)


def _part_head(body: bytes, start: int, end: int) -> tuple[dict[str, list[str]], int]:
    """The content fields of a part and where its text begins; a part may have no fields at all."""
    if body.startswith(b"\n", start):
        return {}, start + 1
    head_end = body.find(b"\n\n", start, end)
    if head_end < 0:
        return {}, (end if body[start : start + 8].lower() == b"content-" else start)
    return fields_of(text_of(body[start : min(head_end, start + 65_536)]), _CONTENT), head_end + 2
