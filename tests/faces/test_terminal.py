"""What others wrote reaches a terminal, a sheet and a program without doing anything there."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from faces.life import MESSAGES, archive, message, sheet, small_life, vinculo

ESCAPES = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;http://bad.example\x1b\\link\x1b]8;;\x1b\\ \x9b2J \x90q"
)
BIDI = "\u202eevil\u202c \u2066x\u2069 \u200f\u061c"
LONG = "long " * 2_000
FORMULA = '=HYPERLINK("http://bad.example";"x")'
HOSTILE = {
    "escapes": ("Ana\x1b[2J", f"Ruiz {ESCAPES}"),
    "bidi": ("Jon", f"Mata {BIDI}"),
    "lines": ("Eva", "Sanz\nsecond\tline\u2028third\x0bx"),
    "long": ("Pía", LONG),
    "formula": (FORMULA, "@SUM(1+1)"),
    "markup": ("[bold]Olga[/bold]", "[link=http://bad.example]x[/link] :boom:"),
}
SPEECH = [
    message(" ".join(name), slug, f"2025-0{month}-0{day} 10:0{month}:00", f"{text} {slug}?", is_mine=is_mine)
    for slug, name in HOSTILE.items()
    for month, day, is_mine in ((1, 1, True), (1, 1, False), (2, 2, False), (3, 3, False))
    for text in (f"How are you {ESCAPES} {BIDI}\n\r\t{LONG}",)
]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger full of what a terminal might obey."""
    folder = tmp_path_factory.mktemp("hostile")
    place = folder / "ledger.sqlite"
    said = vinculo(place, "import", small_life(folder, HOSTILE, SPEECH))
    assert said.status == 0, said.err
    return place


def is_inert(text: str) -> bool:
    """Nothing but lines of visible characters, none longer than a screenful."""
    kinds = {unicodedata.category(c) for c in text} - {"Zs"}
    return not {k for k in kinds if k in {"Cc", "Cs", "Co", "Zl", "Zp"}} and not set(text) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    )


COMMANDS: tuple[tuple[object, ...], ...] = (
    ("worth", "--limit", 10),
    *(("show", slug) for slug in HOSTILE),
    ("show", "o"),
    ("show", f"nobody {ESCAPES} {BIDI} {LONG}"),
    ("log", "meeting", "escapes", "--mode", ESCAPES),
    ("undo", ESCAPES),
    ("worth", "--sort", ESCAPES),
    (f"--{ESCAPES}",),
    ("import", f"gone{ESCAPES}{BIDI}.zip"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: repr(command)[:40])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_text_of_others_reaches_the_terminal_alive(
    command: tuple[object, ...], lang: str, hostile: Path
) -> None:
    """No escape sequence, no override of direction, no line of their making."""
    said = vinculo(hostile, *command, lang=lang)
    for stream in (said.out, said.err):
        assert all(map(is_inert, stream.split("\n"))), [x for x in stream.split("\n") if not is_inert(x)][:1]
        assert max(map(len, stream.split("\n"))) < 3_000
    assert said.out or said.err


def test_markup_of_a_name_is_shown_and_not_obeyed(hostile: Path) -> None:
    """Brackets and colons are letters of a name."""
    assert "[bold]Olga[/bold] [link=" in vinculo(hostile, "show", "markup").out
    assert ":boom:" in vinculo(hostile, "show", "markup").out
    assert "Ana\u241b[2J Ruiz \u241b[31mred" in vinculo(hostile, "show", "escapes").out, "seen, and dead"


def test_json_gives_texts_back_as_they_were(hostile: Path) -> None:
    """Escaped by JSON itself, so that a program gets every character."""
    said = vinculo(hostile, "show", "bidi", "--format", "json")
    assert said.out.isascii()
    assert is_inert(said.out.replace("\n", ""))
    shown = said.json
    assert BIDI.split(maxsplit=1)[0] in shown["relationship"]["person"]["name"]
    texts = [moment["text"] for moment in shown["timeline"] if moment["kind"] == "message"]
    assert len(texts) == 4
    assert all(ESCAPES in text and BIDI.strip() in text and len(text) > 10_000 for text in texts)


def test_a_sheet_shows_formulas_and_does_not_compute_them(hostile: Path, tmp_path: Path) -> None:
    """No cell of any CSV output begins as a formula does, nor hides one behind blanks."""
    broken = archive(tmp_path / "broken.zip", {"messages.csv": sheet(MESSAGES, [("=1+1", *[FORMULA] * 9)])})
    place = Path(shutil.copy(hostile, tmp_path / "ledger.sqlite"))
    vinculo(place, "import", broken)
    seen = ""
    for command in (("worth",), ("batches",), ("rejects",)):
        said = vinculo(place, *command, "--format", "csv")
        rows = list(csv.reader(io.StringIO(said.out)))
        assert len(rows) > 1, command
        assert {len(row) for row in rows} == {len(rows[0])}
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell.lstrip()[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
        seen += said.out
    assert "HYPERLINK" in seen
    numbers = [row[2] for row in csv.reader(io.StringIO(vinculo(place, "batches", "--format", "csv").out))][
        1:
    ]
    assert all(number.isdecimal() for number in numbers), "a sheet adds up 1152, not 1,152"


def run(*said: object, ledger: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vinculo", "--ledger", str(ledger), *map(str, said)]
    return subprocess.run(
        command, env=ENVIRONMENT | more, capture_output=True, text=True, check=False, timeout=60
    )


def test_colors_are_left_out_where_nobody_wants_them(hostile: Path) -> None:
    """Neither into a pipe, nor with NO_COLOR or --no-color where a terminal is feigned."""
    assert "\x1b" not in run("worth", ledger=hostile).stdout
    feigned = run("worth", ledger=hostile, FORCE_COLOR="1", TERM="xterm").stdout
    assert "\x1b[1m" in feigned, "bold is asked for"
    for said in (
        run("worth", ledger=hostile, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm"),
        run("--no-color", "worth", ledger=hostile, FORCE_COLOR="1", TERM="xterm"),
    ):
        assert said.returncode == 0
        assert not [code for code in ("\x1b[3", "\x1b[9") if code in said.stdout]


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_reader_who_has_had_enough_is_let_go(form: str, sample: Path) -> None:
    """`vinculo worth | head -1` ends well, without a word."""
    command = f'"{sys.executable}" -m vinculo --ledger "{sample}" worth --limit 900 --format {form}'
    pipe = f"set -o pipefail; {command} | head -1"
    said = subprocess.run(
        ["bash", "-c", pipe], env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (said.returncode, len(said.stdout.splitlines())) == (0, 1)
    assert "Traceback" not in said.stderr
    assert "Broken" not in said.stderr


def test_an_import_can_be_interrupted_and_the_next_one_completes(tmp_path: Path) -> None:
    """Status 130 and one sentence; nothing half read is seen, and the same files then come in whole."""
    many = [
        message(
            "Ana Ruiz",
            "ana-ruiz",
            f"20{n % 24:02}-01-{n % 28 + 1:02} 10:{n % 60:02}:00",
            f"{n}",
            is_mine=True,
        )
        for n in range(30_000)
    ]
    path = small_life(tmp_path, {"ana-ruiz": ("Ana", "Ruiz")}, many)
    place = tmp_path / "ledger.sqlite"
    assert vinculo(place, "init").status == 0
    command = [sys.executable, "-m", "vinculo", "--ledger", str(place), "--lang", "es", "import", str(path)]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        _wait_for_an_open_batch(place, running)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert out == b""
    assert err.decode().startswith("Interrumpido.")
    assert err.decode().count("\n") == 1
    before = vinculo(place, "doctor", "--format", "json").json
    assert before["events"] <= 1, "no half of a file is seen"
    assert vinculo(place, "import", path).status == 0
    after = vinculo(place, "doctor", "--format", "json").json
    assert (after["events"], after["unfinished"]) == (30_001, 0)


def _wait_for_an_open_batch(place: Path, running: subprocess.Popen[bytes]) -> None:
    """Until the first of the messages are written: an import in full swing."""
    from vinculo.ledger import Ledger

    until = time.monotonic() + 60
    with Ledger.open(place, create=False) as ledger:
        while time.monotonic() < until and running.poll() is None:
            (written,) = ledger.sql.execute(
                "SELECT count(*) FROM (SELECT 1 FROM entry LIMIT 5000)"
            ).fetchone()
            if written == 5_000:
                return
            time.sleep(0.01)
    raise AssertionError("the import was over before it could be interrupted")


def test_json_into_a_pipe_is_utf8_and_whole(hostile: Path) -> None:
    """What a script reads is the same as what a terminal would be shown, escaped or not."""
    piped = run("worth", "--format", "json", ledger=hostile)
    assert piped.returncode == 0
    assert "Pía" in piped.stdout
    assert is_inert(piped.stdout.replace("\n", "")), "a pipe may end in a terminal"
    assert json.loads(piped.stdout) == vinculo(hostile, "worth", "--format", "json").json
    latin = run("worth", "--format", "json", ledger=hostile, PYTHONIOENCODING="latin-1")
    assert json.loads(latin.stdout) == json.loads(piped.stdout)
