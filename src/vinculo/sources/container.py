"""Files, folders and ZIP archives (also inside one another) as one flat list of members.

Nothing is ever unpacked onto the disk under a name that an archive chose; a path such as
`../../x` inside a ZIP is only a label. Sizes are counted while reading, not believed.
"""

import lzma
import os
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, NamedTuple, cast

from vinculo.errors import UnreadableFile

HEAD_BYTES = 4096
MAX_DEPTH = 3
"""People zip a folder of downloads that holds a ZIP, and mail systems zip that once more. No deeper
nest was seen; a bomb such as 42.zip needs five."""
MAX_RATIO = 250
"""Text exports shrink 5 to 20 times, logs of one repeated line about 100 times; a bomb made of
zeros 1,000 times, the most that deflate can do (zlib technical details, 2012)."""
RATIO_MATTERS_FROM = 2**28
"""A small file may shrink as far as it likes: 256 MiB take a second or two and no memory."""
MAX_MEMBER_BYTES = 2**36
"""64 GiB: Google cuts its archives at 50 GB, and a single mailbox of theirs can fill one."""
MAX_NESTED_BYTES = 2**34
"""16 GiB: an archive inside an archive has to be copied to a temporary file before it can be read."""
SPOOL_BYTES = 2**24
"""Up to 16 MiB such a copy stays in memory."""

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = (".docx", ".epub", ".jar", ".kmz", ".odp", ".ods", ".odt", ".pptx", ".xlsm", ".xlsx")
"""ZIP archives by their bytes, single documents to their owner."""
_DEBRIS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, OverflowError, RuntimeError),
)
"""What the standard library (3.11) was seen to raise for broken archives; the last five for offsets
outside the file, a wrong password flag and the like."""


class Member(NamedTuple):
    """One file, alone or inside a folder or archive."""

    path: str
    """As the owner named it, with its place in archives: `Complete_….zip/Jobs/Saved Jobs.csv`."""
    size: int
    """Bytes when unpacked, as declared."""
    head: bytes
    """The first 4 KiB."""
    open: Callable[[], BinaryIO]
    """A fresh stream of its bytes. Raises UnreadableFile while reading where the file is broken."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]


def members(path: Path, named: Path | None = None) -> Iterator[Member]:
    """The files at a path in a stable order: the file itself, a folder's, a ZIP's, a ZIP's in a ZIP.

    They are called as they lie below `named` where the owner knows the path under another name.
    Folders, symbolic links inside a folder or archive, and what operating systems leave behind
    (`.DS_Store`, `__MACOSX/`) are no members. One broken file does not hide its neighbours: they
    come first, then UnreadableFile is raised for the first one that is broken.

    Raises UnreadableFile for a path that is not there, an archive that is truncated, encrypted,
    nested more than three deep, or that unpacks to implausibly much (a bomb).
    """
    label = _label((path if named is None else named).as_posix())
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _refused(label, error) from error
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise UnreadableFile("refusal.not_readable", file=label)
    refusals: list[UnreadableFile] = []
    yield from _folder(path, label, refusals) if stat.S_ISDIR(mode) else _file(path, label, refusals)
    if refusals:
        raise refusals[0]


def _refused(label: str, error: OSError) -> UnreadableFile:
    key = {FileNotFoundError: "no_such_file", PermissionError: "not_permitted"}.get(
        type(error), "not_readable"
    )
    return UnreadableFile(f"refusal.{key}", file=label)


def _label(name: str) -> str:
    """A name that can be printed and stored: file systems and archives know bytes that are no text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_debris(parts: tuple[str, ...]) -> bool:
    return parts[-1].casefold() in _DEBRIS or parts[-1].startswith("._") or "__MACOSX" in parts


# --- files and folders


def _folder(folder: Path, label: str, refusals: list[UnreadableFile]) -> Iterator[Member]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        refusals.append(_refused(label, error))
        return
    for entry in entries:
        if _is_debris((entry.name,)) or entry.is_symlink():
            continue
        below = f"{label.rstrip('/')}/{_label(entry.name)}"
        if entry.is_dir():
            yield from _folder(Path(entry.path), below, refusals)
        elif entry.is_file():
            yield from _file(Path(entry.path), below, refusals)


def _file(path: Path, label: str, refusals: list[UnreadableFile]) -> Iterator[Member]:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        size = path.stat().st_size
    except OSError as error:
        refusals.append(_refused(label, error))
        return
    if _is_archive(label, head):
        yield from _archive(lambda: path.open("rb"), size, label, 1, refusals)
    elif _is_misnamed(label):
        refusals.append(UnreadableFile("refusal.not_a_zip", file=label))
    else:
        yield Member(label, size, head, partial(_open_file, path, label))


def _open_file(path: Path, label: str) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _refused(label, error) from error


def _is_archive(label: str, head: bytes) -> bool:
    return head.startswith(_SIGNATURES) and not label.casefold().endswith(_DOCUMENTS)


def _is_misnamed(label: str) -> bool:
    """Whether a file that is no archive calls itself one: half a download, or a web page saved as one."""
    return label.casefold().endswith(".zip")


# --- archives


class _Archive:
    """An open ZIP; closed when no member and no stream needs it any more."""

    def __init__(self, file: IO[bytes], label: str) -> None:
        try:
            self.zip = zipfile.ZipFile(file)
        except _DAMAGE as error:  # NotImplementedError, a version of ZIP to come, is a RuntimeError
            file.close()
            raise UnreadableFile("refusal.truncated_zip", file=label) from error
        weakref.finalize(self, _close, self.zip, file)

    def open(self, info: zipfile.ZipInfo, label: str) -> BinaryIO:
        """A fresh stream of a member."""
        try:
            inner = self.zip.open(info)
        except NotImplementedError as error:
            raise UnreadableFile("refusal.unknown_compression", file=label) from error
        except _DAMAGE as error:
            raise UnreadableFile("refusal.damaged", file=label) from error
        return cast(BinaryIO, BufferedReader(_Unpacked(self, inner, info.compress_size, label), 2**16))


def _close(archive: zipfile.ZipFile, file: IO[bytes]) -> None:
    archive.close()
    file.close()


class _Unpacked(RawIOBase):
    """The bytes of a member, counted; what is wrong with the archive is said in our words."""

    def __init__(self, archive: _Archive, inner: IO[bytes], packed: int, label: str) -> None:
        super().__init__()
        self._archive = archive  # keeps it open
        self._inner = inner
        self._packed = packed
        self._label = label
        self._count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpacks the next bytes; raises UnreadableFile for a damaged member or a bomb."""
        try:
            chunk = self._inner.read(len(buffer))
        except _DAMAGE as error:
            raise UnreadableFile("refusal.damaged", file=self._label) from error
        self._count += len(chunk)
        if _is_bomb(self._count, self._packed):
            raise UnreadableFile("refusal.bomb", file=self._label)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Closes the member, not the archive."""
        self._inner.close()
        super().close()


def _is_bomb(unpacked: int, packed: int) -> bool:
    is_incredible = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    return is_incredible or unpacked > MAX_MEMBER_BYTES


def _archive(
    file: Callable[[], IO[bytes]], size: int, label: str, depth: int, refusals: list[UnreadableFile]
) -> Iterator[Member]:
    try:
        archive = _Archive(file(), label)
    except UnreadableFile as refusal:
        refusals.append(refusal)
        return
    infos = archive.zip.infolist()
    declared = sum(info.file_size for info in infos)
    if declared > RATIO_MATTERS_FROM and declared > MAX_RATIO * size:
        refusals.append(UnreadableFile("refusal.bomb", file=label))  # many members over the same packed bytes
        return
    for info in infos:
        try:
            yield from _unpacked(archive, info, label, depth, refusals)
        except UnreadableFile as refusal:
            refusals.append(refusal)


def _unpacked(
    archive: _Archive, info: zipfile.ZipInfo, above: str, depth: int, refusals: list[UnreadableFile]
) -> Iterator[Member]:
    parts = _harmless_parts(info)
    if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or not parts or _is_debris(parts):
        return
    label = f"{above}/{'/'.join(parts)}"
    if info.flag_bits & 1:
        raise UnreadableFile("refusal.encrypted", file=label)
    if _is_bomb(info.file_size, info.compress_size):
        raise UnreadableFile("refusal.bomb", file=label)
    with archive.open(info, label) as stream:
        head = stream.read(HEAD_BYTES)
    if _is_misnamed(label) and not _is_archive(label, head):
        raise UnreadableFile("refusal.not_a_zip", file=label)
    if not _is_archive(label, head):
        yield Member(label, info.file_size, head, partial(archive.open, info, label))
    elif depth == MAX_DEPTH:
        raise UnreadableFile("refusal.nested_too_deep", file=label)
    elif info.file_size > MAX_NESTED_BYTES:
        raise UnreadableFile("refusal.bomb", file=label)
    else:
        yield from _archive(partial(_copy, archive, info, label), info.file_size, label, depth + 1, refusals)


def _copy(archive: _Archive, info: zipfile.ZipInfo, label: str) -> IO[bytes]:
    """A nested archive on its own, in memory or in a nameless temporary file: ZIP is read from its end."""
    copy = SpooledTemporaryFile(SPOOL_BYTES)  # noqa: SIM115 - closed by _Archive
    try:
        with archive.open(info, label) as stream:
            while chunk := stream.read(2**20):
                copy.write(chunk)
    except UnreadableFile:
        copy.close()
        raise
    return copy


def _harmless_parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The path inside an archive as a label: no drive, no root, no way up, no control characters."""
    name = info.filename
    if not info.flag_bits & 0x800:
        # macOS writes UTF-8 and does not say so; Python then reads cp437, as the standard wants
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    shown = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name.replace("\\", "/")
    )
    return tuple(part for part in shown.split("/") if part.strip(". ") and not part.endswith(":"))
