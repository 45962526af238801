"""What is built is what works: the wheel alone, elsewhere, for somebody who has nothing yet."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from faces.life import ARCHIVES, ROOT

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    folder = tmp_path_factory.mktemp("dist")
    uv = Path(sys.executable).with_name("uv")
    command = [uv, "build", "-q", "--wheel", "--no-build-isolation", "--out-dir", folder]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert said.returncode == 0, said.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    """SQL, words, fonts, the sample; no tests, no sources of the sample, nobody's ledger."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "vinculo/ledger/schema.sql",
        "vinculo/measure/interaction.sql",
        "vinculo/locale/en/LC_MESSAGES/vinculo.mo",
        "vinculo/locale/es/LC_MESSAGES/vinculo.mo",
        "vinculo/web/templates/base.html",
        *(f"vinculo/sample/{path.name}" for path in ARCHIVES),
    ):
        assert needed in names
    assert [name for name in names if name.startswith("tests/") or name.endswith((".sqlite", ".pyc"))] == []
    assert {name.split("/")[0].split("-")[0] for name in names} == {"vinculo"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert wheel.stat().st_size < 8 * 2**20


def test_the_wheel_answers_the_demo_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment, in another folder, with an empty home; dependencies from beside."""
    place = tmp_path / "env"
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    installed = subprocess.run(
        [uv, "pip", "install", "-q", "--offline", "--no-deps", "--python", python, wheel],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    dependencies = tmp_path / "beside"
    dependencies.mkdir()
    for package in Path(pytest.__file__).parents[1].iterdir():
        if not package.name.startswith(("vinculo", "_editable", "__editable")) and package.suffix != ".pth":
            (dependencies / package.name).symlink_to(package)
    elsewhere, home = tmp_path / "elsewhere", tmp_path / "somebody"
    elsewhere.mkdir()
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(dependencies)}

    def run(*said: str) -> subprocess.CompletedProcess[str]:
        command = [str(place / "bin" / "vinculo"), *said]
        return subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    said = run("demo", "--format", "json")
    assert (said.returncode, said.stderr) == (0, "")
    assert len(json.loads(said.stdout)["relationships"]) > 1_000
    assert list(elsewhere.iterdir()) == []
    (ledger,) = home.rglob("*.sqlite")
    assert ledger.name == "demo.sqlite"
    assert ledger.stat().st_mode & 0o077 == 0
    where = subprocess.run(
        [python, "-c", "import vinculo; print(vinculo.__file__)"],
        cwd=elsewhere, env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert where.stdout.startswith(str(place)), "the wheel was asked, not the source beside it"
    assert run("--version").stdout.startswith("vinculo ")
