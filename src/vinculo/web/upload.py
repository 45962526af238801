"""Files out of a browser's form, written to a folder while they arrive.

However large they are, a mebibyte of them is in memory at a time.
"""

import errno
import os
from asyncio import CancelledError
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from vinculo.errors import Refusal

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

CHUNK = 2**20
LONGEST_WORD = 1_000
"""Characters of a field that is no file."""
LONGEST_NAME = 180
"""Bytes of one part of a path: file systems allow 255 bytes or characters, and a number may be added."""
LONGEST_HEADER = 2**16
"""Bytes of a part's header: it holds the whole path of a file in a dropped folder."""
DEEPEST = 16
"""Parts of a path that are kept, the last ones."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


async def receive(request: Request, folder: Path, arrived: Callable[[int], None]) -> dict[str, str]:
    """Writes the files of a multipart form below `folder`, under harmless names; returns its other fields.

    `arrived` is told how many bytes have come. Raises Refusal where the form is broken, breaks off,
    or the disk is full.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise Refusal("refusal.upload_broken")
    form = _Form(folder)
    try:
        parser = MultipartParser(options[b"boundary"], form.callbacks(), max_header_size=LONGEST_HEADER)
        waiting = bytearray()
        total = 0
        async for chunk in request.stream():
            waiting += chunk
            if len(waiting) >= CHUNK:
                total += await run_in_threadpool(parser.write, bytes(waiting))
                waiting.clear()
                arrived(total)
        total += await run_in_threadpool(parser.write, bytes(waiting))
        arrived(total)
    except FormParserError as error:
        raise Refusal("refusal.upload_broken") from error
    except (ClientDisconnect, CancelledError) as error:  # the browser closes, or the window does
        raise Refusal("refusal.upload_broke_off") from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Refusal("refusal.upload_no_room") from error
        raise Refusal("refusal.upload_not_kept", reason=error.strerror or type(error).__name__) from error
    finally:
        form.close()
    if not form.is_complete:
        raise Refusal("refusal.upload_broke_off")
    return form.words


class _Form:
    """The parts of one form, as the parser comes upon them."""

    def __init__(self, folder: Path) -> None:
        self.words: dict[str, str] = {}
        self.is_complete = False
        self._folder = folder
        self._header = ["", ""]
        self._disposition = ""
        self._name = ""
        self._word = bytearray()
        self._file: BinaryIO | None = None

    def callbacks(self) -> "MultipartCallbacks":
        """What the parser calls, by the parser's names."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._told(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._told(1, data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._open,
            "on_part_data": self._write,
            "on_part_end": self._end,
            "on_end": self._complete,
        }

    def close(self) -> None:
        """Closes the file that was being written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._disposition = ""
        self._word.clear()

    def _told(self, side: int, data: bytes) -> None:
        self._header[side] += data.decode("latin-1")

    def _end_header(self) -> None:
        name, value = self._header
        if name.casefold() == "content-disposition":
            self._disposition = value
        self._header = ["", ""]

    def _open(self) -> None:
        _, options = parse_options_header(self._disposition.encode("latin-1"))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        parts = harmless(options.get(b"filename", b"").decode("utf-8", "replace"))
        if parts:  # browsers send an empty file where none was chosen
            self._file = _new_file(self._folder, parts)

    def _write(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
        elif len(self._word) < LONGEST_WORD:
            self._word += data[start : min(end, start + LONGEST_WORD)]

    def _end(self) -> None:
        if self._file is None:
            self.words[self._name] = self._word.decode("utf-8", "replace")
        self.close()

    def _complete(self) -> None:
        self.is_complete = True


def harmless(name: str) -> tuple[str, ...]:
    """A file's name, or its path in a folder that was dropped, as parts of a path that leads only down.

    What a file system forbids (Windows, the strictest, included) and what a reader cannot see becomes
    `_`. Empty where nothing is left.
    """
    shown = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in name.replace("\\", "/"))
    parts = [_short(part.rstrip(". ")) for part in shown.split("/")]
    return tuple(part for part in parts if part.strip(". "))[-DEEPEST:]


def _short(part: str) -> str:
    """At most `LONGEST_NAME` bytes, with its extension: it tells what a file is."""
    if len(part.encode()) <= LONGEST_NAME:
        return part
    stem, dot, extension = part.rpartition(".")
    ending = f"…{dot}{extension}" if stem and len(extension) <= 10 else "…"
    room = LONGEST_NAME - len(ending.encode())
    return part.encode()[:room].decode("utf-8", "ignore") + ending


def _new_file(folder: Path, parts: tuple[str, ...]) -> BinaryIO:
    for part in parts[:-1]:
        folder = next(free for free in _spellings(folder, part) if free.is_dir() or not free.exists())
        folder.mkdir(mode=0o700, exist_ok=True)
    path = next(free for free in _spellings(folder, parts[-1]) if not free.exists())
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _spellings(folder: Path, part: str) -> Iterator[Path]:
    """The name itself, then with a number: two files of one name are two files."""
    yield folder / part
    stem, dot, extension = part.rpartition(".")
    for number in count(2):
        yield folder / (f"{stem} ({number}){dot}{extension}" if stem else f"{part} ({number})")
