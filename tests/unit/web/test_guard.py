"""Who gets in, and who does not."""

from pathlib import Path

import pytest
from starlette.types import Message
from unit.web.browser import HOST, ORIGIN, TOKEN, Browser, finished
from unit.web.conftest import window

from vinculo.web.guard import HEADERS, Guard

OURS = {"host": HOST, "sec-fetch-site": "same-origin"}
PAGES = ("/", "/import", "/import/progress", "/places", "/relationships", "/relationships/rows", "/person/1")


@pytest.fixture
def stranger(tmp_path: Path) -> Browser:
    """A browser that never saw the key."""
    return window(tmp_path / "ledger.sqlite")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:1", "[::1]:8123", ""]
)
def test_a_foreign_host_is_refused_even_with_the_key(fresh: Browser, host: str) -> None:
    """A name that an attacker lets point to 127.0.0.1 (DNS rebinding) shows in the Host header."""
    for address in ("/", f"/?token={TOKEN}", "/static/keys.js"):
        answer = fresh.ask("GET", address, {"host": host})
        assert answer.status == 421
        assert "set-cookie" not in answer.headers


def test_the_same_window_answers_to_localhost(stranger: Browser) -> None:
    """People type it."""
    answer = stranger.ask("GET", f"/?token={TOKEN}", {"host": "localhost:8123", "sec-fetch-site": "none"})
    assert answer.status == 303


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:8123",
        "http://127.0.0.1:3000",
        "http://localhost:8123",
    ],
)
@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/"), ("POST", "/settings"), ("POST", "/import/undo")]
)
def test_a_foreign_origin_is_refused_even_with_the_cookie(
    fresh: Browser, origin: str, method: str, address: str
) -> None:
    """Another port of this machine is another origin, too."""
    assert fresh.ask(method, address, {"host": HOST, "origin": origin}, [b"run=1"]).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_what_another_site_began_is_refused_even_with_the_cookie(fresh: Browser, site: str) -> None:
    """Whatever the browser calls it but our own page or the owner's hand (Fetch metadata)."""
    for address in (*PAGES, f"/?token={TOKEN}"):
        assert fresh.ask("GET", address, {"host": HOST, "sec-fetch-site": site}).status == 403


@pytest.mark.parametrize("address", PAGES)
def test_without_the_key_there_is_nothing(stranger: Browser, address: str) -> None:
    """And with a wrong one neither, whatever it is made of."""
    for query in ("", "?token=", f"?token={TOKEN}x", f"?token={TOKEN[:-1]}", "?token=%C3%B1", "?token=%00"):
        answer = stranger.ask("GET", address + query, OURS)
        assert answer.status == 403
        assert "set-cookie" not in answer.headers
        assert TOKEN not in answer.text


@pytest.mark.parametrize("cookie", ["", "x", "\xf1", TOKEN[:-1]])
def test_a_wrong_cookie_opens_nothing(stranger: Browser, cookie: str) -> None:
    """Bytes that are no text included."""
    for name in ("vinculo", "vinculo-8123"):
        assert stranger.ask("GET", "/", OURS | {"cookie": f"{name}={cookie}"}).status == 403


def test_the_key_opens_by_a_cookie_and_vanishes_from_the_address(stranger: Browser) -> None:
    """The cookie is for this browser's own requests only, not for scripts, and named for this port."""
    answer = stranger.ask(
        "GET", f"/places?q=a%20b&token={TOKEN}&page=2", {"host": HOST, "sec-fetch-site": "none"}
    )
    assert (answer.status, answer.headers["location"]) == (303, "/places?q=a+b&page=2")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"vinculo-8123={TOKEN};")
    said = {part.strip().casefold() for part in cookie.split(";")[1:]}
    assert said == {"httponly", "path=/", "samesite=strict"}
    assert stranger.get("/").status == 200


@pytest.mark.parametrize(
    "address", ["//evil.example/", "/\\evil.example", "/%0d%0aSet-Cookie:a=b", "/%2F%2Fevil.example"]
)
def test_the_key_never_leads_elsewhere(stranger: Browser, address: str) -> None:
    """A redirect goes to a path of ours, in one header."""
    answer = stranger.ask("GET", f"{address}?token={TOKEN}", {"host": HOST, "sec-fetch-site": "none"})
    assert answer.status == 303
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert not set("\r\n\t") & set(location)


def test_the_key_does_not_work_in_a_change(stranger: Browser) -> None:
    """A form elsewhere that knew it could not use it so."""
    headers = {"host": HOST, "origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    assert stranger.ask("POST", f"/settings?token={TOKEN}", headers, [b"lang=es"]).status == 403


@pytest.mark.parametrize("address", ["/settings", "/import", "/import/undo", "/import/retry"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_change_must_say_that_it_comes_from_our_page(fresh: Browser, method: str, address: str) -> None:
    """Programs that send no Origin are no page of ours."""
    assert fresh.ask(method, address, OURS).status == 403


def test_nothing_speaks_over_a_web_socket(fresh: Browser) -> None:
    """It is closed before it opens, cookie or not."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/", "headers": [(b"host", HOST.encode())], "query_string": b""}
    finished(fresh.app(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py", "/static/../../settings.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fMakefile", "/static/..\\app.py", "/static//etc/passwd",
        "/static/%00", "/static/fonts", "/static/", "/static/../import", "/static/nothing.css",
    ],
)  # fmt: skip
def test_static_files_are_those_of_one_folder(stranger: Browser, address: str) -> None:
    """No way up, no listing, and no page of ours by that door."""
    answer = stranger.ask("GET", address, OURS)
    assert answer.status in {404, 405}
    assert b"def " not in answer.body
    assert b"<" not in answer.body


def test_a_path_beside_the_static_one_needs_the_key(stranger: Browser) -> None:
    """`/staticky` is a page like any other."""
    for address in ("/static", "/staticky", "/statiC/keys.js"):
        assert stranger.ask("GET", address, OURS).status == 403


def test_every_answer_says_what_it_may_do(fresh: Browser, stranger: Browser) -> None:
    """Pages, files, redirects, refusals and errors alike; pages are never kept, files always asked for."""
    answers = [fresh.get(address) for address in (*PAGES, "/nowhere", "/static/keys.js", "/static/nothing")]
    answers += [stranger.get("/"), stranger.ask("GET", "/", {"host": "evil.example"})]
    answers += [fresh.post("/settings", {"lang": "es"}), fresh.post("/import", {}), fresh.post("/places", {})]
    assert {answer.status for answer in answers} >= {200, 303, 400, 403, 404, 405, 421}
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert answer.headers["cache-control"] in {"no-store", "no-cache"}
    assert fresh.get("/").headers["cache-control"] == "no-store"
    assert fresh.get("/static/keys.js").headers["cache-control"] == "no-cache"


def test_the_policy_lets_nothing_in_and_nothing_out() -> None:
    """No inline script or style, no eval, no frame, no other host, and a referrer that lets forms work."""
    policy = dict(part.split(None, 1) for part in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert all(set(value.split()) <= {"'self'", "'none'", "data:"} for value in policy.values())
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert HEADERS["referrer-policy"] == "same-origin"


def test_a_fault_of_ours_keeps_the_headers() -> None:
    """Even an answer that nobody foresaw."""

    async def broken(scope: object, receive: object, send: object) -> None:
        from starlette.responses import PlainTextResponse

        await PlainTextResponse("oh", 500)(scope, receive, send)  # type: ignore[arg-type]

    browser = Browser(Guard(broken, hosts=frozenset({HOST}), token=TOKEN)).enter()
    answer = browser.get("/")
    assert answer.status == 500
    assert answer.headers.items() >= HEADERS.items()


@pytest.mark.parametrize(
    "back", ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", ""]
)
def test_settings_go_back_to_pages_of_ours_only(fresh: Browser, back: str) -> None:
    """Whatever the form says."""
    answer = fresh.post("/settings", {"lang": "es", "back": back})
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_settings_go_back_to_where_they_were_made(fresh: Browser) -> None:
    """With the question of that page; a tab in a path is no way out."""
    assert (
        fresh.post("/settings", {"theme": "dark", "back": "/places?q=a"}).headers["location"] == "/places?q=a"
    )
    location = fresh.post("/settings", {"back": "/\t/evil.example"}).headers["location"]
    assert location == "/%09/evil.example"


def test_a_choice_is_kept_only_if_it_is_one(fresh: Browser) -> None:
    """And its cookie is for us alone."""
    assert "set-cookie" not in fresh.post("/settings", {"lang": "xx; Path=/", "theme": "<b>"}).headers
    said = fresh.post("/settings", {"lang": "es"}).headers["set-cookie"].casefold()
    assert "lang=es" in said
    assert "httponly" in said
    assert "samesite=strict" in said
