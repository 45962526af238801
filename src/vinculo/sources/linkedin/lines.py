"""Bytes → physical lines, in bounded memory.

A line ends at LF and nowhere else: texts hold U+2028, U+0085 and form feeds, and a bare CR is text,
unless the file has no LF at all (a spreadsheet of old for the Macintosh). Line ends stay with their lines.
"""

import codecs
import io
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

BLOCK_BYTES = 2**18
LINE_BYTES = 2**23
"""What is longer is cut. Sixteen fields of the 131,072 characters that the csv module allows, of at
most 4 bytes each, fit in; so a line that was cut cannot pass for a whole one."""


class GuessedLine(str):
    """A line with bytes that are not UTF-8, read as Windows-1252: somebody's spreadsheet wrote it."""

    __slots__ = ()


def lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a UTF-8 file, with or without BOM. Bytes that are not UTF-8 are read one by one
    as Windows-1252, and their line is a `GuessedLine`."""
    for block in _blocks(stream):
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            yield from map(_guess, io.BytesIO(block))
        else:
            yield from io.StringIO(text, newline="\n")


def decoded(head: bytes) -> list[str]:
    """The lines of the first bytes of a file, the last of them perhaps cut short."""
    return list(lines(io.BytesIO(head)))


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Whole lines, many at once."""
    carry = stream.read(BLOCK_BYTES).removeprefix(codecs.BOM_UTF8)
    is_old_mac = b"\r" in carry and b"\n" not in carry
    while carry:
        if is_old_mac:
            carry = carry.replace(b"\r", b"\n")
        end = carry.rfind(b"\n") + 1
        if end:
            yield carry[:end]
            carry = carry[end:]
        elif len(carry) > LINE_BYTES:
            yield carry[:LINE_BYTES] + b"\n"
            carry = _after_next_line_end(stream)
        more = stream.read(BLOCK_BYTES)
        if not more:
            break
        carry += more
    if carry:
        yield carry


def _after_next_line_end(stream: BinaryIO) -> bytes:
    while block := stream.read(BLOCK_BYTES):
        end = block.find(b"\n") + 1
        if end:
            return block[end:]
    return b""


def _guess(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return GuessedLine(line.decode("utf-8", _windows_1252()))


@cache
def _windows_1252() -> str:
    """The name of an error handler that reads offending bytes as Windows-1252, the five that it
    leaves undefined as controls (WHATWG Encoding Standard, windows-1252)."""

    def handler(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        offending = error.object[error.start : error.end]
        read = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in offending)
        return read, error.end

    codecs.register_error("vinculo.windows-1252", handler)
    return "vinculo.windows-1252"
