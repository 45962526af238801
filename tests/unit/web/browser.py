"""A browser of a few lines: speaks ASGI to the window, keeps cookies, and sends what a real one sends."""

import asyncio
import json
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlencode

from starlette.types import ASGIApp, Message

HOST = "127.0.0.1:8123"
ORIGIN = f"http://{HOST}"
TOKEN = "a-token-of-these-tests"
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


def finished(work: Coroutine[Any, Any, None]) -> None:
    """Runs to its end on a loop of its own, in a thread of its own: another test's browser may have left
    a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """One owner's browser; `ask` sends exactly what it is told, `get` and `post` what a page would send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.cookies: dict[str, str] = {}

    def enter(self) -> "Browser":
        """Opens the address that the terminal printed."""
        answer = self.ask("GET", f"/?token={TOKEN}", {"host": HOST, "sec-fetch-site": "none"})
        assert answer.status == 303
        return self

    def get(self, address: str) -> Answer:
        return self.ask("GET", address, {"host": HOST, "sec-fetch-site": "same-origin"})

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        headers = {"host": HOST, "origin": ORIGIN, "sec-fetch-site": "same-origin"}
        body = urlencode(fields).encode()
        return self.ask(
            "POST", address, headers | {"content-type": "application/x-www-form-urlencoded"}, [body]
        )

    def upload(self, files: Sequence[tuple[str, bytes]], **words: str) -> Answer:
        kind, body = form(files, **words)
        headers = {"host": HOST, "origin": ORIGIN, "sec-fetch-site": "same-origin", "content-type": kind}
        size = {"content-length": str(len(body))}
        return self.ask(
            "POST", "/import", headers | size, [body[at : at + 65536] for at in range(0, len(body), 65536)]
        )

    def ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: Sequence[bytes] = (),
        *,
        breaks_off: bool = False,
    ) -> Answer:
        sent: list[Message] = []
        finished(_ask(self.app, self._scope(method, address, headers), list(body), sent, breaks_off))
        start = next(message for message in sent if message["type"] == "http.response.start")
        told = [(name.decode(), value.decode()) for name, value in start["headers"]]
        for name, value in told:
            if name == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
        whole = b"".join(
            message.get("body", b"") for message in sent if message["type"] == "http.response.body"
        )
        return Answer(start["status"], dict(told), whole)

    def _scope(self, method: str, address: str, headers: Mapping[str, str]) -> dict[str, Any]:
        path, _, query = address.partition("?")
        cookie = {"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        told = cookie | dict(headers)
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in told.items()],
            "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8123), "state": {},
        }  # fmt: skip


async def _ask(
    app: ASGIApp, scope: dict[str, Any], body: list[bytes], sent: list[Message], breaks_off: bool
) -> None:
    waiting: list[Message] = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in body]
    last: Message = {"type": "http.request", "body": b"", "more_body": False}
    waiting.append({"type": "http.disconnect"} if breaks_off else last)

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()  # nothing more comes while an answer is awaited
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)


def form(files: Sequence[tuple[str, bytes]], **words: str) -> tuple[str, bytes]:
    """A multipart form as Chromium writes it: quotation marks and line ends in names are escaped."""
    boundary = "----tests9f3aQ"
    parts = []
    for name, value in words.items():
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        )
    for name, content in files:
        shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'Content-Disposition: form-data; name="files"; filename="{shown}"'
        parts.append(
            f"--{boundary}\r\n{head}\r\nContent-Type: application/zip\r\n\r\n".encode() + content + b"\r\n"
        )
    return f"multipart/form-data; boundary={boundary}", b"".join(parts) + f"--{boundary}--\r\n".encode()


class Element(NamedTuple):
    """One element of a page, with the names of those around it."""

    name: str
    attributes: dict[str, str]
    around: tuple[str, ...]


class Page(HTMLParser):
    """A page taken apart: its elements, and its texts with the elements around each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: list[tuple[str, tuple[str, ...]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.texts.append((data, tuple(self._open)))

    def named(self, name: str) -> list[Element]:
        return [element for element in self.elements if element.name == name]

    @property
    def words(self) -> str:
        return " ".join(" ".join(text for text, _ in self.texts).split())
