"""The bytes of a member as text: whatever its encoding, compressed with gzip or not."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import TextIOWrapper
from typing import BinaryIO, TextIO, cast

from vinculo.errors import UnreadableFile
from vinculo.sources.container import Member
from vinculo.sources.markup.characters import clean

_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 4096
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_SAFE = re.compile(r"iso8859-\d+|cp125\d|koi8-[ru]|gb\w+|big5\w*|euc_\w+|shift_jis\w*")
"""Encodings that agree with ASCII on the characters of tags. Python knows others (`utf-7`,
`unicode_escape`) which would let a declaration change what the text says."""


def head_of(member: Member) -> str:
    """The beginning of the file as text, about 4 KiB of it; for deciding what the file is."""
    head = _unpacked_head(member)
    return clean(head.decode(_encoding_of(head), "replace"))


@contextmanager
def text_of(member: Member) -> Iterator[TextIO]:
    """The whole file as text. Lines end in `\\n`, no matter how they were written; bytes that mean
    nothing in the file's encoding become U+FFFD.

    Raises UnreadableFile where the file is broken, also while it is read.
    """
    encoding = _encoding_of(_unpacked_head(member))
    try:
        with closing(member.open()) as packed:
            is_packed = member.head.startswith(_GZIP)
            raw = cast(BinaryIO, gzip.GzipFile(fileobj=packed)) if is_packed else packed
            with TextIOWrapper(raw, encoding, errors="replace", newline=None) as text:
                yield text
    except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
        raise UnreadableFile("refusal.damaged", file=member.path) from broken


def _unpacked_head(member: Member) -> bytes:
    if not member.head.startswith(_GZIP):
        return member.head
    try:
        return zlib.decompressobj(wbits=31).decompress(member.head, _HEAD_BYTES)
    except zlib.error:
        return b""


def _encoding_of(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.search(head)
    if declared:
        try:
            name = codecs.lookup(declared[1].decode()).name
        except LookupError:
            name = ""
        if _SAFE.fullmatch(name):
            return name
    return "utf-8-sig"
