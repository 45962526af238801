"""One ledger, one window and one Chromium for all journeys."""

import datetime as dt
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from browser.invented import archive
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.web.app import application

ON = dt.date(2026, 11, 22)
NOW = api.end_of_day(ON) - 1
TOKEN = "a key for these tests"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the window of the invented ledger is served."""
    folder = tmp_path_factory.mktemp("window")
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        api.import_files(ledger, [archive(folder)], NOW)
    with served(folder / "ledger.sqlite") as address:
        yield address


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the window of a ledger is served that nothing was imported into."""
    with served(tmp_path_factory.mktemp("empty") / "ledger.sqlite") as address:
        yield address


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The window of a ledger on a free port, for as long as it is needed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        app = application(ledger, "en", hosts=frozenset({host}), token=TOKEN, clock=lambda: NOW, on=ON)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield f"http://{host}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium; without it these tests are skipped, or fail where it is required."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        reason = "no Chromium on this machine (on Debian: apt-get install chromium)"
        if "chromium" in os.environ.get("VINCULO_REQUIRE", ""):
            pytest.fail(f"VINCULO_REQUIRE names chromium, and there is {reason}")
        pytest.skip(reason)
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that has followed the address that the terminal printed."""
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=False)
    page = opened.new_page()
    page.goto(f"{address}/?token={TOKEN}")
    page.close()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in which nothing may go wrong: no error of a script, no dialog, nothing refused by the CSP."""
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield tab
    assert wrong == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules of axe-core 4.14.1 (MPL-2.0, see axe-LICENSE.txt), for tests only."""
    return (Path(__file__).parent / "axe.min.js").read_text("utf-8")
