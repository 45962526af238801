"""The owner's word in the window: forms without a script, the way back, and figures that hide."""

import datetime as dt
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from properties.test_a_life import IN_PERSON, life
from unit.web.browser import HOST, TOKEN, Browser, Page

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.web.app import application
from vinculo.web.forms import FORMS
from vinculo.wording import LANGUAGES, Wording, without_figures

NOW = int(dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC).timestamp())

FIGURES = re.compile(r"6,000|\d %|\d EUR|in 10\b|promises in|trust-rule|class=\"plot\"")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a life with promises, a project and an invoice; to be copied."""
    with life(tmp_path_factory.mktemp("life"), IN_PERSON) as ledger:
        return ledger.path


@pytest.fixture
def browser(told: Path, tmp_path: Path) -> Browser:
    """In front of a copy of that life."""
    place = Path(shutil.copy(told, tmp_path / "ledger.sqlite"))
    app = application(place, "en", hosts=frozenset({HOST}), token=TOKEN, clock=lambda: NOW)
    return Browser(app).enter()


def rosa(browser: Browser) -> str:
    rows = browser.get("/relationships/rows").json["rows"]
    return str(next(row["id"] for row in rows if "Rosa" in row["name"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_its_words(language: str) -> None:
    """Titles, buttons, fields and choices, in both languages."""
    wording = Wording(language)
    keys = [f"web.{word}.{noun}" for noun in FORMS for word in ("form", "add")]
    for form in FORMS.values():
        keys += [f"web.field.{field.name}" for field in form.fields]
        keys += [field.word(choice) for field in form.fields for choice in field.choices]
    assert [key for key in keys if not wording.has(key)] == []


def test_every_form_opens_with_a_label_for_each_field(browser: Browser) -> None:
    """So that it can be filled in by keyboard and heard."""
    who = rosa(browser)
    for noun, form in FORMS.items():
        answer = browser.get(f"/person/{who}/add/{noun}")
        assert answer.status == 200
        page = Page(answer.text)
        labels = {label.attributes["for"] for label in page.named("label") if "for" in label.attributes}
        always = {f"f-{field.name}" for field in form.fields if field.offered != "hopes"}
        assert always <= labels


def test_a_promise_is_noted_settled_and_taken_back(browser: Browser) -> None:
    """Each step leads back to the person, with the way back on top; undone, it is as it was."""
    who = rosa(browser)
    fields = {"promised": "to send the plates", "by": "me", "due": "friday", "on": "yesterday"}
    answer = browser.post(f"/person/{who}/add/promise", fields)
    assert answer.status == 303
    shown = browser.get(answer.headers["location"]).text
    assert "to send the plates" in shown
    assert "6 Jun 2025" in shown
    (key,) = re.findall(r'action="/promises/([0-9a-f]{8})"', shown)
    assert "to send the plates" in browser.get("/").text
    settled = browser.post(f"/promises/{key}", {"state": "kept", "back": f"/person/{who}"})
    assert settled.headers["location"].startswith(f"/person/{who}?noted=")
    run = settled.headers["location"].rpartition("=")[2]
    assert "to send the plates" not in browser.get("/").text
    undone = browser.post("/word/undo", {"run": run, "back": f"/person/{who}"})
    assert (undone.status, undone.headers["location"]) == (303, f"/person/{who}")
    assert f'action="/promises/{key}"' in browser.get(f"/person/{who}").text


def test_what_is_refused_is_shown_with_the_form_as_it_was_filled_in(browser: Browser) -> None:
    """One sentence, and nothing lost of what was typed."""
    who = rosa(browser)
    answer = browser.post(f"/person/{who}/add/promise", {"promised": "the & map", "by": "me", "on": "03/04"})
    assert answer.status == 400
    assert "the &amp; map" in answer.text
    assert 'role="alert"' in answer.text
    assert browser.post(f"/person/{who}/add/nonsense", {}).status == 400
    assert browser.post("/promises/ffffffff", {"state": "kept"}).status == 404


def test_a_form_leads_back_to_our_own_pages_only(browser: Browser) -> None:
    """An address elsewhere is not followed."""
    answer = browser.post("/word/undo", {"run": "1", "back": "//evil.example.org"})
    assert answer.headers["location"] == "/"


def test_what_came_is_shown_from_every_side(browser: Browser) -> None:
    """With the total, who took part, and the row of nobody."""
    for view in api.VIEWS:
        page = browser.get(f"/returns?by={view}")
        assert page.status == 200
        assert "6,000.01 EUR" in page.text
        assert "nobody on record" in page.text
    assert "Rosa Olmo" in browser.get("/returns").text
    assert "The axis that lied" in browser.get("/returns?by=origin").text


def test_why_it_is_worth_what_it_is_tells_each_return_with_its_share(browser: Browser) -> None:
    """The invoice, its day, the part of it that counts as theirs, and what that comes to."""
    text = browser.get(f"/person/{rosa(browser)}/why/worth").text
    assert "The invoice, 15 Mar 2025" in text
    assert "&gt; 99 %" in text
    assert re.search(r"5,9\d\d\.\d\d EUR", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_counts_is_told_in_both_languages(browser: Browser, language: str) -> None:
    """And every drawer of a number leads there."""
    browser.post("/settings", {"lang": language})
    assert Wording(language).say("how.title") in browser.get("/how").text
    assert 'href="/how"' in browser.get(f"/person/{rosa(browser)}/why/minutes_in").text


def pages(browser: Browser) -> list[str]:
    """Every page about relationships."""
    who = rosa(browser)
    told = [
        "/",
        "/relationships",
        "/places",
        "/returns",
        "/returns?by=origin",
        "/brand",
        "/rates",
        "/how",
        "/who",
    ]
    told += [f"/person/{who}", f"/person/{who}/timeline", "/forecasts"]
    told += [f"/person/{who}/why/{number}" for number in ("worth", "minutes_in", "trusted", "bond")]
    return told + [f"/person/{who}/add/{noun}" for noun in FORMS]


def figures(html: str) -> list[str]:
    """What is left on a page, in texts and in what drawings are called, that is a figure of ours."""
    html = re.sub(r"<(script|style|kbd|bdi|q|mark|option|title)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    said = re.findall(r'\b(?:aria-label|alt|title)="([^"]*)"', html) + re.sub(r"<[^>]*>", "\n", html).split(
        "\n"
    )
    return [one for one in map(unescape, said) if one.strip() and without_figures(one) != one]


@pytest.mark.parametrize("language", LANGUAGES)
def test_35_with_figures_hidden_none_leaves(browser: Browser, language: str) -> None:
    """On no page, in no name of a drawing, in no row of the table; the story stays: names, deeds, days."""
    browser.post("/settings", {"lang": language})
    assert any(figures(browser.get(address).text) for address in pages(browser))
    browser.post("/settings", {"numbers": "hidden"})
    for address in pages(browser):
        assert figures(browser.get(address).text) == [], address
    for row in browser.get("/relationships/rows").json["rows"]:
        assert figures(row["strands"]) == []
        assert without_figures(row["missing"]) == row["missing"]
        assert not {"days", "minutes_in", "minutes_out"} & set(row)
    text = browser.get(f"/person/{rosa(browser)}").text
    assert not FIGURES.search(text)
    assert Wording(language).say("deed.promise_kept") in text
    assert "Rosa Olmo" in text


def test_35_the_choice_of_the_ledger_holds_where_the_browser_says_nothing(told: Path, tmp_path: Path) -> None:
    """`vinculo set numbers hidden` hides them in the window too, until the browser says otherwise."""
    place = Path(shutil.copy(told, tmp_path / "ledger.sqlite"))
    with Ledger.open(place, create=False) as ledger:
        api.choose_setting(ledger, "numbers", "hidden", NOW)
    app = application(place, "en", hosts=frozenset({HOST}), token=TOKEN, clock=lambda: NOW)
    browser = Browser(app).enter()
    assert figures(browser.get("/returns").text) == []
    browser.post("/settings", {"numbers": "shown"})
    assert "6,000.01 EUR" in browser.get("/returns").text
