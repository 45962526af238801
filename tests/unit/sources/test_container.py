"""Files, folders and archives become one flat list, and nothing in them can do harm."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from vinculo.errors import UnreadableFile
from vinculo.sources import container
from vinculo.sources.container import Member, members

CSV = b"Date,Link\n2025-01-01,x\n" * 300


def zipped(contents: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file.getvalue()


def placed(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read(member: Member) -> bytes:
    with member.open() as stream:
        return stream.read()


def paths_below(folder: Path, path: Path) -> list[str]:
    return [member.path.removeprefix(folder.as_posix() + "/") for member in members(path)]


def read_until_refused(path: Path) -> tuple[list[Member], str]:
    """The members that came before the refusal, and its key."""
    came: list[Member] = []
    with pytest.raises(UnreadableFile) as refusal:
        came.extend(members(path))
    return came, refusal.value.key


def test_a_file_is_its_own_member(tmp_path: Path) -> None:
    """A single file has its path, size, first 4 KiB and a fresh stream each time."""
    path = placed(tmp_path, "Connections.csv", CSV)
    (member,) = members(path)
    assert (member.path, member.name, member.size) == (path.as_posix(), "Connections.csv", len(CSV))
    assert member.head == CSV[:4096]
    assert read(member) == read(member) == CSV


def test_a_folder_is_read_in_one_order_whatever_its_name(tmp_path: Path) -> None:
    """Recursive and sorted; a folder called x.zip is a folder; what systems leave behind is no member."""
    folder = tmp_path / "Complete_LinkedInDataExport_12-17-2025.zip"
    for name in ("b.csv", "a.csv", "Jobs/Saved Jobs.csv", ".DS_Store", "._a.csv", "__MACOSX/._b.csv"):
        placed(folder, name, b"x")
    prefix = folder.name
    assert paths_below(tmp_path, folder) == [
        f"{prefix}/Jobs/Saved Jobs.csv",
        f"{prefix}/a.csv",
        f"{prefix}/b.csv",
    ]


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link could lead out of the folder, or round in a circle."""
    placed(tmp_path, "outside/secret.csv", b"x")
    placed(tmp_path, "folder/a.csv", b"x")
    (tmp_path / "folder" / "link.csv").symlink_to(tmp_path / "outside" / "secret.csv")
    (tmp_path / "folder" / "circle").symlink_to(tmp_path / "folder")
    assert paths_below(tmp_path, tmp_path / "folder") == ["folder/a.csv"]
    (tmp_path / "mine").symlink_to(tmp_path / "folder")
    assert paths_below(tmp_path, tmp_path / "mine") == ["mine/a.csv"], "a link that the owner names is meant"


def test_an_archive_in_an_archive_in_a_folder_is_read(tmp_path: Path) -> None:
    """Three deep; each member knows its way, and can be opened long after the listing."""
    inner = zipped({"Jobs/Saved Jobs.csv": CSV})
    outer = zipped({"inner.zip": zipped({"inmost.zip": inner}), "b.csv": CSV})
    placed(tmp_path, "downloads/outer.zip", outer)
    found = list(members(tmp_path / "downloads"))
    assert [member.path.removeprefix(tmp_path.as_posix()) for member in found] == [
        "/downloads/outer.zip/inner.zip/inmost.zip/Jobs/Saved Jobs.csv",
        "/downloads/outer.zip/b.csv",
    ]
    assert [read(member) for member in reversed(found)] == [CSV, CSV]


def test_a_nested_archive_too_large_for_memory_is_read(tmp_path: Path) -> None:
    """Beyond 16 MiB the copy of a nested archive goes to a nameless temporary file."""
    large = os.urandom(container.SPOOL_BYTES + 1)
    nested = zipped({"a.bin": large}, zipfile.ZIP_STORED)
    path = placed(tmp_path, "outer.zip", zipped({"inner.zip": nested}, zipfile.ZIP_STORED))
    (member,) = members(path)
    assert read(member) == large


def test_a_fourth_archive_is_refused_and_its_neighbors_are_read(tmp_path: Path) -> None:
    """Three deep is a download somebody packed again; four is a trap."""
    data = zipped({"a.csv": CSV})
    for _ in range(3):
        data = zipped({"deeper.zip": data, "beside.csv": CSV})
    came, key = read_until_refused(placed(tmp_path, "x.zip", data))
    assert key == "refusal.nested_too_deep"
    assert [member.name for member in came] == ["beside.csv"] * 3


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\x.csv", "Users/x.csv"),
        ("a/./b//c.csv", "a/b/c.csv"),
        ("bell\x07.csv", "bell\N{REPLACEMENT CHARACTER}.csv"),
        ("señal.csv", "señal.csv"),
    ],
)
def test_a_path_in_an_archive_is_only_a_label(tmp_path: Path, name: str, label: str) -> None:
    """No way up, no root, no drive, no control characters: the label is harmless wherever it is shown."""
    path = placed(tmp_path, "x.zip", zipped({name: CSV}))
    (member,) = members(path)
    assert member.path == f"{path.as_posix()}/{label}"
    assert read(member) == CSV
    assert sorted(tmp_path.iterdir()) == [path], "nothing was unpacked"


def test_what_is_no_file_in_an_archive_is_no_member(tmp_path: Path) -> None:
    """Folders, links, and the debris of macOS."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("folder/", b"")
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"../../etc/passwd")
        archive.writestr("__MACOSX/._a.csv", b"x")
        archive.writestr("folder/.DS_Store", b"x")
        archive.writestr("a.csv", b"x")
    assert paths_below(tmp_path, placed(tmp_path, "x.zip", file.getvalue())) == ["x.zip/a.csv"]


def test_an_office_document_is_one_file(tmp_path: Path) -> None:
    """A workbook is a ZIP by its bytes, and a document to its owner."""
    path = placed(tmp_path, "Content_2025.xlsx", zipped({"xl/workbook.xml": b"<x/>"}))
    assert paths_below(tmp_path, path) == ["Content_2025.xlsx"]


@pytest.mark.parametrize("keep", [0.05, 0.5, 0.99])
def test_a_truncated_archive_is_refused(tmp_path: Path, keep: float) -> None:
    """A download that broke off says so."""
    data = zipped({"a.csv": os.urandom(5000), "b.csv": CSV})
    came, key = read_until_refused(placed(tmp_path, "x.zip", data[: int(len(data) * keep)]))
    assert (came, key) == ([], "refusal.truncated_zip")


def test_a_page_saved_as_an_archive_is_refused(tmp_path: Path) -> None:
    """A file that calls itself a ZIP and is none; an empty one, too."""
    assert read_until_refused(placed(tmp_path, "x.zip", b"<html>Log in</html>"))[1] == "refusal.not_a_zip"
    assert read_until_refused(placed(tmp_path, "y.ZIP", b""))[1] == "refusal.not_a_zip"


@pytest.mark.parametrize("size", [500, 50_000])
def test_a_checksum_that_does_not_agree_is_found_at_the_latest_while_reading(
    tmp_path: Path, size: int
) -> None:
    """A flipped bit is never read as if it were right; the member beside it is."""
    content = os.urandom(size)
    data = bytearray(zipped({"bad.csv": content, "good.csv": CSV}, zipfile.ZIP_STORED))
    data[data.index(content) + size - 1] ^= 1
    path = placed(tmp_path, "x.zip", bytes(data))
    came: list[Member] = []
    with pytest.raises(UnreadableFile, match=r"refusal\.damaged"):
        for member in members(path):
            came.append(member)
            read(member)
    assert size > 4096 or [member.name for member in came] == ["good.csv"]


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    """Its flag tells before anything is read."""
    data = bytearray(zipped({"a.csv": CSV}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert read_until_refused(placed(tmp_path, "x.zip", bytes(data)))[1] == "refusal.encrypted"


def test_an_unknown_compression_is_refused(tmp_path: Path) -> None:
    """Windows packs large files with Deflate64, which Python does not know."""
    data = bytearray(zipped({"a.csv": CSV}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(signature) + offset] = 9
    assert read_until_refused(placed(tmp_path, "x.zip", bytes(data)))[1] == "refusal.unknown_compression"


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zeros shrink a thousandfold; no export does."""
    monkeypatch.setattr(container, "RATIO_MATTERS_FROM", 2**20)
    path = placed(tmp_path, "x.zip", zipped({"zeros.csv": bytes(2**21), "a.csv": os.urandom(2**16)}))
    came, key = read_until_refused(path)
    assert (key, [member.name for member in came]) == ("refusal.bomb", ["a.csv"])


def test_many_small_bombs_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all members together declare counts, too."""
    monkeypatch.setattr(container, "RATIO_MATTERS_FROM", 2**20)
    path = placed(tmp_path, "x.zip", zipped({f"{n}.csv": bytes(2**18) for n in range(8)}))
    assert read_until_refused(path) == ([], "refusal.bomb")


def test_a_bomb_is_found_while_reading_whatever_it_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes that come out are counted."""
    path = placed(tmp_path, "x.zip", zipped({"zeros.csv": bytes(2**21)}))
    (member,) = members(path)
    assert len(read(member)) == 2**21
    monkeypatch.setattr(container, "RATIO_MATTERS_FROM", 2**20)
    with pytest.raises(UnreadableFile, match=r"refusal\.bomb"):
        read(member)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With its name, so that the owner sees the slip of the pen."""
    with pytest.raises(UnreadableFile) as refusal:
        list(members(tmp_path / "nowhere.zip"))
    assert refusal.value.key == "refusal.no_such_file"
    assert str(refusal.value.facts["file"]).endswith("nowhere.zip")


def test_what_is_neither_file_nor_folder_is_refused(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    assert read_until_refused(tmp_path / "pipe")[1] == "refusal.not_readable"
