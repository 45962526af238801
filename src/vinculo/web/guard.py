"""Who may read: the owner's own browser, on this machine, and no page from elsewhere.

A web page anywhere can make a browser send requests to 127.0.0.1. Four things stop it, each alone
sufficient for most attacks: the Host must be ours (DNS rebinding), a foreign Origin or fetch site is
refused (cross-site requests), the session's token is needed, and the cookie that carries it is
SameSite=Strict. What is answered may run no script but our own files and reach nothing but us.
"""

import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "vinculo"
TOKEN = "token"
SAFE_METHODS = frozenset({"GET", "HEAD"})
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
"""Sent with every answer (W3C CSP 3; Fetch, cross-origin resource policy). The referrer policy must not
be `no-referrer`: browsers then call the origin of our own forms `null` (Fetch, “append a request Origin
header”; seen in Chromium 2026-11), and a change without our origin is refused."""


def new_token() -> str:
    """A token nobody can guess, for one run of the server."""
    return secrets.token_urlsafe(32)


class Guard:
    """Stands before the pages; what it refuses never reaches them."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], token: str) -> None:
        self._app = app
        self._hosts = hosts
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks over a socket
            return
        answer = self._refusal(scope) or self._welcome(scope)
        await (answer or self._app)(scope, receive, self._with_headers(scope, send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("this address is not served here", 421)
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return PlainTextResponse("requests from other pages are refused", 403)
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"} and not _is_static(
            scope
        ):
            return PlainTextResponse("requests from other pages are refused", 403)
        if scope["method"] not in SAFE_METHODS and origin is None:
            return PlainTextResponse("a change must come from our own page", 403)
        return None

    def _welcome(self, scope: Scope) -> Response | None:
        """With the token in the address, a cookie and the same address without it; with neither, no."""
        connection = HTTPConnection(scope)
        said = connection.query_params.get(TOKEN)
        if said is not None and scope["method"] in SAFE_METHODS and _same(said, self._token):
            rest = [(k, v) for k, v in parse_qsl(scope["query_string"].decode("latin-1")) if k != TOKEN]
            path = "/" + scope["path"].lstrip("/")
            answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
            answer.set_cookie(_cookie(scope), self._token, httponly=True, samesite="strict", path="/")
            return answer
        if _is_static(scope) or _same(connection.cookies.get(_cookie(scope), ""), self._token):
            return None
        return PlainTextResponse("open vinculo from the terminal: the address it prints has the key", 403)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {name for name, _ in message["headers"]}
                extra = HEADERS | {"cache-control": "no-cache" if _is_static(scope) else "no-store"}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in extra.items() if k.encode() not in told),
                ]
            await send(message)

        return send_with_headers


def _same(said: str, token: str) -> bool:
    """Compared in constant time; as bytes, because what is said may be anything."""
    return secrets.compare_digest(said.encode(errors="replace"), token.encode())


def _cookie(scope: Scope) -> str:
    """The cookie's name, with our port: browsers keep one cookie for all ports of a host (RFC 6265,
    8.5), and two windows would put each other's token out."""
    return f"{COOKIE}-{Headers(scope=scope).get('host', '').rpartition(':')[2]}"


def _is_static(scope: Scope) -> bool:
    return str(scope["path"]).startswith("/static/")
