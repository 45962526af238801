"""Serving the window on loopback until it is closed."""

import datetime as dt
import errno
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from vinculo.errors import Refusal
from vinculo.web.app import application
from vinculo.web.guard import TOKEN, new_token

HOST = "127.0.0.1"


GRACE_S = 2
"""How long a closing window waits for answers that are under way."""


def serve(
    ledger: Path,
    language: str,
    *,
    port: int = 0,
    opens_browser: bool = True,
    on: dt.date | None = None,
    told: Callable[[str], None],
) -> None:
    """Serves the ledger's window until Ctrl-C; `told` gets the address, with the key of this run.

    Port 0 takes any that is free. Only this machine can connect; see `guard` for who else cannot.
    `on` stands for today. Raises Refusal where the port cannot be had.
    """
    import uvicorn

    token = new_token()
    with closing(_listening(port)) as listener:
        number = listener.getsockname()[1]
        hosts = frozenset({f"{HOST}:{number}", f"localhost:{number}"})
        app = application(ledger, language, hosts=hosts, token=token, clock=lambda: int(time.time()), on=on)
        address = f"http://{HOST}:{number}/?{TOKEN}={token}"
        told(address)
        if opens_browser and _has_screen():
            threading.Timer(0.5, webbrowser.open, [address]).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=GRACE_S,
        )
        with suppress(KeyboardInterrupt):  # uvicorn closes in order, then raises it once more
            uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let a second program take the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # who is told the address may come before the server is up
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Refusal("refusal.port_taken", port=port) from error
        raise Refusal("refusal.port_not_allowed", port=port, reason=error.strerror or "") from error
    return listener


def _has_screen() -> bool:
    """Whether a browser can show anything: without a screen, a text browser would take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
