"""How long pages take on loopback, with 20,000 people and a million events in the ledger."""

import http.client
import os
import socket
import tempfile
import threading
import time
from pathlib import Path

from bench.archive import archive

SIZES = (20_000, 1_000_000)
ASKED = 60
PAGES = (
    ("overview", "/"),
    ("relationships", "/relationships"),
    ("60 rows", "/relationships/rows?start={n}&count=60"),
    ("60 rows, filtered", "/relationships/rows?q=garc%C3%ADa&start=0&count=60"),
    ("a person", "/person/{person}"),
    ("places", "/places"),
)


def bench() -> None:
    """Prints the first, cold answer and percentiles of the warm ones, page by page."""
    from vinculo import ingest
    from vinculo.ledger import Ledger

    connections, messages = (int(n) for n in os.environ.get("BENCH_SIZE", "{},{}".format(*SIZES)).split(","))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        with Ledger.open(path) as ledger:
            ingest.ingest(ledger, [archive(connections, messages)], int(time.time()))
        address, headers = _serve(path)
        _, cold = _ask(address, headers, "/")
        print(f"{connections:,} people, {messages:,} messages; the first page, all derived: {cold:.1f} s")
        people = _people(address, headers)
        for name, page in PAGES:
            took = []
            for n in range(ASKED):
                asked = page.format(n=n * 60 % connections, person=people[n % len(people)])
                status, seconds = _ask(address, headers, asked)
                if status != http.HTTPStatus.OK:
                    raise RuntimeError(f"{name} answered {status}")
                took.append(1_000 * seconds)
            took.sort()
            p50, p95, p99 = (took[int(share * (ASKED - 1))] for share in (0.5, 0.95, 0.99))
            print(f"{name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms")


def _serve(path: Path) -> tuple[str, dict[str, str]]:
    import uvicorn

    from vinculo.web.app import application
    from vinculo.web.guard import TOKEN, new_token

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    token = new_token()
    app = application(path, "en", hosts=frozenset({host}), token=token, clock=lambda: int(time.time()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    connection = http.client.HTTPConnection(host, timeout=300)
    connection.request("GET", f"/?{TOKEN}={token}")
    cookie = connection.getresponse().getheader("set-cookie", "").partition(";")[0]
    connection.close()
    return host, {"Cookie": cookie}


def _ask(host: str, headers: dict[str, str], page: str) -> tuple[int, float]:
    connection = http.client.HTTPConnection(host, timeout=300)
    begun = time.perf_counter()
    connection.request("GET", page, headers=headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - begun
    connection.close()
    return answer.status, took


def _people(host: str, headers: dict[str, str]) -> list[str]:
    import json

    connection = http.client.HTTPConnection(host, timeout=300)
    connection.request("GET", "/relationships/rows?start=0&count=60", headers=headers)
    told = json.loads(connection.getresponse().read())
    connection.close()
    return [row["id"] for row in told["rows"]]
