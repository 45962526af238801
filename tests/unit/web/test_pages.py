"""Every page, in both languages and themes, on a ledger in which every name and text is an attack."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from unit.web import hostile
from unit.web.browser import TOKEN, Browser, Page
from unit.web.conftest import window

DAY = "as_of=2020-09-10"
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
MINUTES = re.compile(r"\d\s*(min|h)\b")
ADDRESS = re.compile(r'(?:href|src|action)="([^"]*)"')
TEXT_LENGTH = 1_200
"""Characters that any one text on a page may have, but for the record behind a number, shown whole."""
LOOKS = (
    ("en", "light", "shown"),
    ("en", "dark", "hidden"),
    ("es", "light", "hidden"),
    ("es", "dark", "shown"),
)
MOST_WHYS = 6
"""Drawers of one page that are opened: they are alike."""


def looking(browser: Browser, lang: str, theme: str, numbers: str) -> Browser:
    for name, value in (("lang", lang), ("theme", theme), ("numbers", numbers)):
        assert browser.post("/settings", {name: value}).status == 303
    return browser


def everywhere(browser: Browser) -> list[str]:
    """The address of every page: those of the menu, what they link to, and some that nobody asks for."""
    attack = quote(hostile.QUOTES + hostile.SCRIPT + hostile.TURNED)
    found = [f"/?{DAY}", "/", f"/relationships?{DAY}&q={attack}&tab={attack}&sort={attack}", f"/places?{DAY}"]
    found += [f"/places?q={attack}&kind={attack}&page=-1", f"/places?{DAY}&kind=post&q=script", "/import"]
    found += ["/forecasts", f"/forecasts?{DAY}"]
    rows = browser.get(f"/relationships/rows?{DAY}").json["rows"]
    assert len(rows) >= len(hostile.NAMES)
    found += [f"/person/{row['id']}?{DAY}" for row in rows]
    for address in [*found]:
        html = browser.get(address).text
        found += [
            a.replace("&amp;", "&") for a in ADDRESS.findall(html) if a.startswith(("/person/", "/places/"))
        ]
    found += [f"/nowhere/{attack}", f"/person/{attack}", f"/places/{attack}", f"/?as_of={attack}"]
    found += ["/places/1", "/places/--1", "/places/%C2%B2", f"/places/{'9' * 5000}", f"/person/{'9' * 5000}"]
    once: dict[str, str] = {}
    for address in found:
        path = address.partition("?")[0]
        once.setdefault(path if path.count("/") > 1 else address, address)
    return list(once.values())


@pytest.fixture(scope="module")
def addresses(attacked: Callable[[], Browser]) -> list[str]:
    """Every page of the attacked ledger, found once."""
    found = everywhere(attacked())
    kinds = ("/person/", "/why/", "/places/", "/import", "/nowhere")
    assert all(any(kind in address for address in found) for kind in kinds)
    return found


@pytest.mark.parametrize(("lang", "theme", "numbers"), LOOKS)
def test_every_page_is_whole_and_runs_nothing(
    attacked: Callable[[], Browser], addresses: list[str], lang: str, theme: str, numbers: str
) -> None:
    """Each answers in its language and theme; no name becomes markup, script, style or address: the
    attacks are shown as the texts they are. Lengths of time are there, or not, as the owner likes."""
    browser = looking(attacked(), lang, theme, numbers)
    said = []
    for address in addresses:
        answer = browser.get(address)
        assert answer.status in {200, 400, 404}, address
        page = Page(answer.text)
        (html,) = page.named("html")
        assert (html.attributes["lang"], html.attributes["data-theme"]) == (lang, theme)
        assert len(page.named("h1")) >= 1, address
        assert_inert(page, address)
        assert TOKEN not in answer.text, address
        assert numbers == "shown" or not MINUTES.search(page.words), address
        said += [text for text, around in page.texts if "mark" not in around]
    words = " ".join(said)
    assert hostile.SCRIPT in words
    assert '"><img src=x onerror=alert(1)>' in words
    assert "{{7*7}}" in words
    assert "n" * 1_201 not in words
    assert bool(MINUTES.search(words)) == (numbers == "shown")


def assert_inert(page: Page, address: str) -> None:
    """No element that runs, no address but ours, no text too long or that turns what is around it."""
    assert not [e for e in page.elements if e.name in {"img", "iframe", "object", "embed", "style"}], address
    for element in page.elements:
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")], address
        for name in ("href", "src", "action"):
            assert element.attributes.get(name, "/").startswith(("/", "#")), (address, element)
            assert not element.attributes.get(name, "/").startswith("//"), (address, element)
        if element.name == "script":
            assert element.attributes["src"].startswith("/static/"), address
    for text, around in page.texts:
        assert not text.strip() or "script" not in around, address
        assert len(text) <= TEXT_LENGTH or "mark" in around, (address, text[:80])
        if TURNING.search(
            text.removeprefix("\u2068").removesuffix("\u2069").replace("\u2068", "").replace("\u2069", "")
        ):
            assert {"bdi", "p"} & set(around), (address, text[:80])


def test_rows_of_the_table_are_inert_too(attacked: Callable[[], Browser]) -> None:
    """What the browser takes for markup holds no name that was not escaped."""
    rows = attacked().get(f"/relationships/rows?{DAY}").json["rows"]
    drawn = [markup for row in rows for key, markup in row.items() if str(markup).startswith("<svg")]
    assert len(drawn) >= len(hostile.NAMES)
    for markup in drawn:
        page = Page(markup)
        assert {e.name for e in page.elements} <= {
            "svg",
            "g",
            "path",
            "circle",
            "rect",
            "title",
            "text",
            "defs",
            "pattern",
        }
        assert_inert(page, markup[:80])
    assert all(len(row["name"]) <= 100 for row in rows)


def test_hidden_numbers_are_not_sent(attacked: Callable[[], Browser]) -> None:
    """Rows tell no length of time, and places do not say how much was done; pages: see above."""
    shown, hidden = looking(attacked(), "en", "light", "shown"), looking(attacked(), "en", "light", "hidden")
    rows = f"/relationships/rows?{DAY}"
    assert all("minutes_in" in row for row in shown.get(rows).json["rows"])
    for row in hidden.get(rows).json["rows"]:
        assert not [key for key in row if "minutes" in key]
        assert not row.get("give")
        assert not MINUTES.search(Page(" ".join(map(str, row.values()))).words)
    for address in (f"/places?{DAY}", f"/places?{DAY}&kind=post"):
        assert 'class="n m-word"' in shown.get(address).text
        assert 'class="n m-word"' not in hidden.get(address).text


def test_every_page_is_reached_from_every_page(attacked: Callable[[], Browser]) -> None:
    """The menu is the same everywhere, and says where one is."""
    browser = attacked()
    for address in ("/", "/relationships", "/places", "/import"):
        page = Page(browser.get(address).text)
        links = {e.attributes["href"] for e in page.named("a")}
        assert {"/", "/relationships", "/places", "/import"} <= links
        assert {
            e.attributes["href"] for e in page.named("a") if e.attributes.get("aria-current") == "page"
        } == {address}


def test_places_are_filtered_by_kind_and_by_words(attacked: Callable[[], Browser]) -> None:
    """A word is a part of the title or of a name, whatever the accents; every kind has its own view."""
    browser = attacked()

    def rows(query: str) -> int:
        return len(Page(browser.get(f"/places?{DAY}{query}").text).named("tr")) - 1

    everything = rows("")
    by_kind = {kind: rows(f"&kind={kind}") for kind in ("conversation", "post", "meeting")}
    assert by_kind == {"conversation": len(hostile.NAMES), "post": len(hostile.NAMES), "meeting": 3}
    assert sum(by_kind.values()) == everything
    assert rows("&q=lopez") == 1 or rows("&q=gnp.exe") >= 1
    assert 0 < rows("&q=SCRIPT") < everything
    assert Page(browser.get(f"/places?{DAY}&q=nobodysaidthis").text).named("table") == []


def test_a_place_that_cannot_show_others_says_so(attacked: Callable[[], Browser]) -> None:
    """Of a post, LinkedIn tells only the owner's own comments: the others are hatched, and not nobody."""
    browser = attacked()
    posts = Page(browser.get(f"/places?{DAY}&kind=post").text)
    assert "hatched" in " ".join(e.attributes.get("class", "") for e in posts.elements)
    link = next(e.attributes["href"] for e in posts.named("a") if e.attributes["href"].startswith("/places/"))
    page = Page(browser.get(link).text)
    assert "Not observable" in page.words
    assert re.search(r"Comments\.csv\s*:\d+", page.words)


def test_a_conversation_shows_what_was_said_and_where_it_was_read(attacked: Callable[[], Browser]) -> None:
    """Both sides, with links to the person."""
    browser = attacked()
    talks = Page(browser.get(f"/places?{DAY}&kind=conversation").text)
    link = next(e.attributes["href"] for e in talks.named("a") if e.attributes["href"].startswith("/places/"))
    page = Page(browser.get(link).text)
    assert "You" in page.words
    assert len(re.findall(r"messages\.csv\s*:\d+", page.words)) == 16
    assert [e for e in page.named("a") if e.attributes["href"].startswith("/person/")]


def test_a_life_that_has_ended_is_seen_from_its_last_day(tmp_path: Path) -> None:
    """The day that was given stands for today, also as the last day that may be asked for."""
    browser = window(tmp_path / "ledger.sqlite", dt.date(2019, 5, 4)).enter()
    (field, *_) = [
        e for e in Page(browser.get("/").text).named("input") if e.attributes.get("type") == "date"
    ]
    assert (field.attributes["value"], field.attributes["max"]) == ("2019-05-04", "2019-05-04")
