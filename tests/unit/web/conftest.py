"""Windows on ledgers of their own, and one on a ledger full of attacks."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from unit.web import hostile
from unit.web.browser import HOST, TOKEN, Browser

from vinculo.web.app import application

NOW = 1_600_000_000
"""13 September 2020, 12:26:40 UTC."""


def window(ledger: Path, on: dt.date | None = None) -> Browser:
    """A browser in front of a window that was just opened."""
    hosts = frozenset({HOST, HOST.replace("127.0.0.1", "localhost")})
    return Browser(application(ledger, "en", hosts=hosts, token=TOKEN, clock=lambda: NOW, on=on))


def done(browser: Browser, wait_s: float = 60.0) -> None:
    """Waits until the import is over."""
    end = time.monotonic() + wait_s
    while browser.get("/import/progress").json["phase"] in {"receiving", "reading"}:
        assert time.monotonic() < end, "the import does not end"
        time.sleep(0.02)


@pytest.fixture
def fresh(tmp_path: Path) -> Browser:
    """A window on no ledger at all, entered."""
    return window(tmp_path / "ledger.sqlite").enter()


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Browser]:
    """Windows on a ledger full of attacks, which came in by the import page; each with a new browser."""
    ledger = tmp_path_factory.mktemp("attacked") / "ledger.sqlite"
    first = window(ledger).enter()
    files = [
        (f"{hostile.SCRIPT}.zip", hostile.archive()),
        (f"{hostile.TURNED}/{hostile.QUOTES}.ics", hostile.calendar()),
        (f"../../{hostile.TEMPLATE}.bin", b"nothing that anybody reads"),
        ("broken.zip", b"PK\x03\x04 no more than its beginning"),
    ]
    assert first.upload(files, owner="me@example.org").status == 303
    done(first)

    def another() -> Browser:
        browser = Browser(first.app)
        return browser.enter()

    return another
