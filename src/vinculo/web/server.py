"""Serving the window on loopback until it is closed."""

import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from vinculo.web.app import application
from vinculo.web.guard import TOKEN, new_token

HOST = "127.0.0.1"


def serve(ledger: Path, language: str, *, port: int = 0, opens_browser: bool = True, told: Callable[[str], None]) -> None:
    """Serves the ledger's window until Ctrl-C; `told` gets the address, with the key of this run.

    Port 0 takes any that is free. Only this machine can connect; see `guard` for who else cannot.
    """
    import uvicorn

    token = new_token()
    with closing(_listening(port)) as listener:
        number = listener.getsockname()[1]
        hosts = frozenset({f"{HOST}:{number}", f"localhost:{number}"})
        app = application(ledger, language, hosts=hosts, token=token, clock=lambda: int(time.time()))
        address = f"http://{HOST}:{number}/?{TOKEN}={token}"
        told(address)
        if opens_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    return listener
