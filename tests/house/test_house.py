"""What must stay true of the house itself, each check with a twin that shows it can fail."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "vinculo"
MODULES = sorted(SOURCE.rglob("*.py"))
FACES = {"cli", "web"}
CLOCKS = {
    ("time", "time"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("datetime", "today"),
}
NETWORK = {"socket", "http", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "imaplib"}
LONGEST = 500


def below_the_faces() -> list[Path]:
    return [path for path in MODULES if path.relative_to(SOURCE).parts[0] not in FACES]


def clocks_in(tree: ast.AST) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (getattr(node.func.value, "id", getattr(node.func.value, "attr", "")), node.func.attr) in CLOCKS
    ]


def imports_of(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", below_the_faces(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_clock_and_no_network_below_the_faces(path: Path) -> None:
    """`as_of` and `now` are arguments: the same question has the same answer on any day."""
    tree = ast.parse(path.read_text("utf-8"))
    assert clocks_in(tree) == []
    assert not {name for name in imports_of(tree) if name in NETWORK or name.split(".")[0] in NETWORK}


def test_a_clock_and_a_network_would_be_seen() -> None:
    """The twin of the test above."""
    tree = ast.parse("import time, datetime as dt, socket\ntime.time()\ndt.datetime.now()\n")
    assert clocks_in(tree) == [2, 3]
    assert imports_of(tree) & NETWORK


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    """500 lines at most."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_the_layers_contract_can_fail(tmp_path: Path) -> None:
    """A drawer called utils.py and an import from a room above both break it."""
    package = tmp_path / "vinculo"
    for path in MODULES:
        copy = package / path.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    assert _lint(tmp_path) == 0
    (package / "utils.py").write_text("", "utf-8")
    assert _lint(tmp_path) != 0
    (package / "utils.py").unlink()
    with (package / "errors.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom vinculo import model\n")
    assert _lint(tmp_path) != 0


def _lint(folder: Path) -> int:
    command = [
        Path(sys.executable).with_name("lint-imports"),
        "--no-cache",
        "--config",
        ROOT / "pyproject.toml",
    ]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


def test_nothing_in_the_project_points_outside_it() -> None:
    """No path of a machine, and no address of a package registry, is committed."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    texts = [
        ROOT / name
        for name in tracked
        if Path(name).suffix in {".py", ".md", ".toml", ".lock", ".sql", ".js", ".css", ""}
    ]
    assert len(texts) > 20
    forbidden = ["/" + "work/", "/" + "root/", "py" + "pi.org", "registry." + "npmjs"]
    for path in texts:
        if path.is_file() and path.name != "LICENSE":
            text = path.read_text("utf-8", errors="replace")
            assert not [word for word in forbidden if word in text], path
