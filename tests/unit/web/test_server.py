"""The window as a process: it says where it is, answers there, and closes calmly."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from vinculo.errors import Refusal
from vinculo.web.server import serve

ADDRESS = re.compile(r"^http://127\.0\.0\.1:(\d+)/\?token=([\w-]{40,})$", re.MULTILINE)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A window on no ledger, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "vinculo",
        "--ledger",
        tmp_path / "l.sqlite",
        "--lang",
        "en",
        "open",
        "--no-browser",
    ]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def test_the_window_opens_answers_and_closes(opened: subprocess.Popen[str], tmp_path: Path) -> None:
    """The printed address lets in, another does not; Ctrl-C ends it with exit status 0, and nothing stays."""
    assert opened.stdout is not None
    assert "for you alone" in opened.stdout.readline()
    address = ADDRESS.match(opened.stdout.readline())
    assert address is not None
    with closing(http.client.HTTPConnection("127.0.0.1", int(address[1]), timeout=20)) as connection:
        connection.request("GET", "/")
        refused = connection.getresponse()
        assert (refused.status, refused.read()[:4]) == (403, b"open")
        connection.request("GET", f"/?token={address[2]}")
        welcome = connection.getresponse()
        assert (welcome.status, welcome.getheader("location"), welcome.read()) == (303, "/", b"")
        cookie = str(welcome.getheader("set-cookie")).partition(";")[0]
        connection.request("GET", "/", headers={"Cookie": cookie})
        page = connection.getresponse()
        assert page.status == 200
        assert b"Nothing between you and anyone" in page.read()
        assert page.getheader("server") is None
    opened.send_signal(signal.SIGINT)
    out, err = opened.communicate(timeout=30)
    assert (opened.returncode, err) == (0, "")
    assert "Closed." in out
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_refused_in_words(tmp_path: Path) -> None:
    """Nothing is served elsewhere instead."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told: list[str] = []
        with pytest.raises(Refusal) as refused:
            serve(tmp_path / "l.sqlite", "en", port=port, opens_browser=False, told=told.append)
    assert (refused.value.key, refused.value.facts) == ("refusal.port_taken", {"port": port})
    assert told == []
