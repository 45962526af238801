"""Files, folders and ZIP archives (also inside one another) as one flat list of members.

Nothing is ever unpacked onto the disk under a name that an archive chose; a path such as
`../../x` inside a ZIP is only a label. Sizes are counted while reading, not believed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple


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


def members(path: Path) -> Iterator[Member]:
    """The files at a path in a stable order: the file itself, a folder's, a ZIP's, a ZIP's in a ZIP.

    Raises UnreadableFile for a path that is not there, an archive that is truncated, encrypted,
    nested more than three deep, or that unpacks to implausibly much (a bomb).
    """
    raise NotImplementedError
