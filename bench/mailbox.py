"""Importing a mail box of 2 GB, beside Python's own `mailbox` merely walking through it.

The box is invented, and as real ones are: most mails are short letters and answers in conversations
of a few hundred people, a fifth are newsletters and notices in HTML, a few carry attachments that
make up half of the bytes.
"""

import base64
import mailbox
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from email.utils import formatdate
from io import BufferedWriter
from pathlib import Path

from bench.archive import FIRST, LAST, WORDS

MESSAGES = 200_000
BYTES_EACH = 10_800
"""On average."""
ME = "Marta Vidal <marta.vidal@gmail.example>"
BEGIN, SPAN_S = 1_262_304_000, 16 * 365 * 86_400
SHARE_OF_HTML, SHARE_WITH_FILE = 0.22, 0.04
_SEPARATED = "%a %b %d %H:%M:%S +0000 %Y"


def write_mbox(path: Path, messages: int, seed: int = 7) -> None:
    """A mail box of so many messages, in the form of Gmail's export. Same seed, same bytes."""
    chance = random.Random(seed)
    people = [f"{chance.choice(FIRST)} {chance.choice(LAST)} <p{n}@example.org>" for n in range(400)]
    file = base64.encodebytes(chance.randbytes(200_000)).replace(b"\n", b"\r\n")
    with path.open("wb") as out:
        for number in range(messages):
            _write(out, chance, number, messages, people, file)


def _write(
    out: BufferedWriter, chance: random.Random, number: int, messages: int, people: list[str], file: bytes
) -> None:
    at = BEGIN + number * SPAN_S // messages
    other = people[int(len(people) * chance.random() ** 3)]
    sort = chance.random()
    is_news = sort < SHARE_OF_HTML
    first, to = (other, ME) if is_news or chance.random() < 0.6 else (ME, other)
    head = [
        f"From {1654953015393719153 + number}@xxx {time.strftime(_SEPARATED, time.gmtime(at))}",
        f"X-GM-THRID: {1654953015393719153 + number // 4}",
        "X-Gmail-Labels: =?UTF-8?Q?Recibidos,Categor=C3=ADa:_Personal?=",
        "Delivered-To: marta.vidal@gmail.example",
        *(f"Received: by 2002:a05:{n}:b0 with SMTP id x{number}csp{n}; {formatdate(at)}" for n in range(4)),
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=20210112; b=" + "q7Wz+4" * 50,
        f"From: {first}",
        f"To: {to}",
        f"Date: {formatdate(at)}",
        f"Subject: {_words(chance, 6)}",
        f"Message-ID: <{number}.{seed_of(number)}@mail.example.org>",
    ]
    if number % 4 and not is_news:
        head.append(f"References: <{number // 4 * 4}.{seed_of(number // 4 * 4)}@mail.example.org>")
    if is_news:
        head.append("List-Unsubscribe: <https://example.org/baja>")
    head.append("MIME-Version: 1.0")
    out.write("\r\n".join(head).encode() + b"\r\n")
    text = _words(chance, int(30 + 400 * chance.random() ** 3)).encode()
    if is_news:
        out.write(
            b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        )
        cells = b"".join(b'<td style="padding:0 12px">%s</td>\r\n' % text[:60] for _ in range(170))
        out.write(
            text + b"\r\n--b\r\nContent-Type: text/html\r\n\r\n<table>" + cells + b"</table>\r\n--b--\r\n\r\n"
        )
    elif sort > 1 - SHARE_WITH_FILE:
        out.write(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n")
        size = int(len(file) * chance.uniform(0.05, 1))
        out.write(text + b"\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n")
        out.write(
            b"Content-Disposition: attachment; filename=a.pdf\r\n\r\n" + file[:size] + b"\r\n--b--\r\n\r\n"
        )
    else:
        quoted = b"\r\n".join(b"> " + text[n : n + 70] for n in range(0, 1200, 70))
        out.write(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text)
        out.write(
            b"\r\n\r\nEl lun, 4 mar 2024 a las 10:00, Ana <ana@example.org>\r\nescribi\xc3\xb3:\r\n" + quoted
        )
        out.write(b"\r\n\r\n")


def seed_of(number: int) -> str:
    """What tells two message ids apart beside their number."""
    return f"{number * 2_654_435_761 % 2**32:08x}"


def _words(chance: random.Random, n: int) -> str:
    return " ".join(chance.choices(WORDS, k=n))


def bench() -> None:
    """Prints the ratio of the import's time to that of walking the box, and the peak memory.

    Time is the processor's: both use one core, and other work on the machine does not change it.
    """
    messages = int(os.environ.get("BENCH_MESSAGES", MESSAGES))
    needed = 2 * messages * BYTES_EACH
    with tempfile.TemporaryDirectory(prefix="vinculo-bench-") as folder:
        free = shutil.disk_usage(folder).free
        if free < needed:
            print(f"skipped: {folder} has {free / 2**30:.1f} GiB free, {needed / 2**30:.1f} are needed")
            return
        path = Path(folder) / "All mail.mbox"
        write_mbox(path, messages)
        size = path.stat().st_size
        print(f"{messages:,} messages, {size / 2**30:.2f} GiB")
        walked, memory = _walk(path)
        print(f"Python's mailbox walks through it: 1 ({walked:.0f} s, peak {memory:.0f} MiB)")
        whole, memory = _import(path, Path(folder) / "ledger.sqlite")
        print(f"vinculo import: {whole / walked:.2f} ({whole:.0f} s, peak {memory:.0f} MiB)")
        again, _ = _import(path, Path(folder) / "ledger.sqlite")
        print(f"vinculo import again (all known): {again / walked:.2f}")


def walk(path: Path) -> int:
    """How many messages Python's own module finds."""
    with closing(mailbox.mbox(path, create=False)) as box:
        return sum(1 for _ in box)


def _walk(path: Path) -> tuple[float, float]:
    return _timed([sys.executable, "-c", f"from bench.mailbox import *; walk(Path({str(path)!r}))"])


def _import(path: Path, ledger: Path) -> tuple[float, float]:
    return _timed([sys.executable, "-m", "vinculo", "--ledger", str(ledger), "import", str(path)])


def _timed(command: list[str]) -> tuple[float, float]:
    """Seconds of the processor, and peak MiB, of a command."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
