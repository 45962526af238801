"""Names that come from outside lead only down, and say what they said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.web.upload import DEEPEST, LONGEST_NAME, _new_file, harmless


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Complete_LinkedInDataExport.zip", ("Complete_LinkedInDataExport.zip",)),
        ("Descargas/Año 2020/correo.mbox", ("Descargas", "Año 2020", "correo.mbox")),
        ("../../etc/passwd", ("etc", "passwd")), ("/etc/passwd", ("etc", "passwd")), ("..", ()), ("", ()),
        ("C:\\Users\\me\\a.csv", ("C_", "Users", "me", "a.csv")), ("a/./b/../c", ("a", "b", "c")),
        ("\u202egnp.zip", ("_gnp.zip",)), ("a\x00b\n.csv", ("a_b_.csv",)), ("<b>\"'.csv", ("_b__'.csv",)),
        (".DS_Store", (".DS_Store",)), ("ends. . ", ("ends",)), ("mail.x:2,S", ("mail.x_2,S",)),
    ],
)  # fmt: skip
def test_a_name_is_kept_where_it_does_no_harm(name: str, parts: tuple[str, ...]) -> None:
    """What a file system forbids or a reader cannot see becomes `_`."""
    assert harmless(name) == parts


def test_a_long_name_keeps_its_extension() -> None:
    """It tells what the file is; folders without end lose their beginning."""
    (short,) = harmless("ñ" * 5_000 + ".mbox")
    assert short.endswith("….mbox")
    assert len(short.encode()) <= LONGEST_NAME
    assert harmless("/".join("abcdefghijklmnopqrstuvwxyz")) == tuple("klmnopqrstuvwxyz")


@given(st.text(max_size=400))
def test_no_name_leads_out(name: str) -> None:
    """Whatever it is made of."""
    parts = harmless(name)
    assert len(parts) <= DEEPEST
    for part in parts:
        assert part not in {"", ".", ".."}
        assert not set(part) & set('/\\:\0<>"|?*')
        assert part.isprintable()
        assert len(part.encode()) <= LONGEST_NAME


def test_two_files_of_one_name_are_two_files(tmp_path: Path) -> None:
    """Also where one is the other's folder."""
    for parts in (("a.csv",), ("a.csv",), ("a.csv", "b"), ("a.csv", "b"), ("c",), ("c",)):
        with _new_file(tmp_path, parts) as file:
            file.write(b"x")
    found = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert found == ["a (2).csv", "a (3).csv/b", "a (3).csv/b (2)", "a.csv", "c", "c (2)"]
    assert {p.stat().st_mode & 0o777 for p in tmp_path.rglob("*") if p.is_file()} == {0o600}
