"""The bytes of a member as text: whatever its encoding, compressed with gzip or not."""

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import BinaryIO, TextIO

from vinculo.errors import UnreadableFile
from vinculo.sources.container import MAX_RATIO, RATIO_MATTERS_FROM, Member
from vinculo.sources.markup.characters import clean

_GZIP = b"\x1f\x8b"
_GZIP_BITS = 31
_HEAD_BYTES = 4096
_CHUNK = 2**16
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
    """The whole file as text. Lines end in `\n`, no matter how they were written; bytes that mean
    nothing in the file's encoding become U+FFFD. What was compressed and breaks off simply ends.

    Raises UnreadableFile while reading where the file is damaged, or unpacks to implausibly much.
    """
    encoding = _encoding_of(_unpacked_head(member))
    with closing(member.open()) as packed:
        is_packed = member.head.startswith(_GZIP)
        raw = BufferedReader(_Unpacked(packed, member), _CHUNK) if is_packed else packed
        with TextIOWrapper(raw, encoding, errors="replace", newline=None) as text:
            yield text


class _Unpacked(RawIOBase):
    """What a stream of gzip (RFC 1952) holds, also of several that were joined.

    Not the stdlib's `GzipFile`: at a premature end it drops what it had read so far.
    """

    def __init__(self, packed: BinaryIO, member: Member) -> None:
        super().__init__()
        self._packed = packed
        self._member = member
        self._inflater = zlib.decompressobj(wbits=_GZIP_BITS)
        self._waiting = b""
        self._count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes; 0 at the end."""
        chunk = b""
        while not chunk:
            self._waiting = self._waiting or self._packed.read(_CHUNK)
            if not self._waiting:
                return 0
            if self._inflater.eof:
                if not self._waiting.strip(b"\0"):
                    return 0  # some tapes and tools fill up the last block
                self._inflater = zlib.decompressobj(wbits=_GZIP_BITS)
            try:
                chunk = self._inflater.decompress(self._waiting, len(buffer))
            except zlib.error as error:
                raise UnreadableFile("refusal.damaged", file=self._member.path) from error
            self._waiting = self._inflater.unconsumed_tail or self._inflater.unused_data
        self._count += len(chunk)
        if self._count > max(RATIO_MATTERS_FROM, MAX_RATIO * self._member.size):
            raise UnreadableFile("refusal.bomb", file=self._member.path)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _unpacked_head(member: Member) -> bytes:
    if not member.head.startswith(_GZIP):
        return member.head
    try:
        return zlib.decompressobj(wbits=_GZIP_BITS).decompress(member.head, _HEAD_BYTES)
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
