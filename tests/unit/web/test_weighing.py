"""Returns with hopes, places and kinds of one's own, shares set by hand, exchange rates: in the window."""

import datetime as dt
import re
import shutil
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from properties.test_a_life import IN_PERSON, life
from unit.web.browser import HOST, TOKEN, Answer, Browser, Page

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.web.app import application
from vinculo.web.offers import Offer, distinct, meant

NOW = int(dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC).timestamp())
CHOICES = (
    ("1", "opportunity", ">", "100", "money"),
    ("1", "learning", "=", "40", "money"),
    ("1", "attention", "<", "2,5", "money"),
    ("1", "reputation", "=", "300", "money"),
    ("1", "access", ">", "2", "learning"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a life with an invoice."""
    with life(tmp_path_factory.mktemp("life"), IN_PERSON) as ledger:
        return ledger.path


@pytest.fixture
def place(told: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(told, tmp_path / "ledger.sqlite"))


@pytest.fixture
def browser(place: Path) -> Browser:
    """In front of that copy, where no two words are told in the same second."""
    app = application(place, "en", hosts=frozenset({HOST}), token=TOKEN, clock=count(NOW + 1).__next__)
    return Browser(app).enter()


def rosa(browser: Browser) -> str:
    rows = browser.get("/relationships/rows").json["rows"]
    return str(next(row["id"] for row in rows if "Rosa" in row["name"]))


def choose(browser: Browser, choice: tuple[str, str, str, str, str]) -> Answer:
    names = ("amount", "one", "sign", "other_amount", "other")
    return browser.post("/rates/choices", dict(zip(names, choice, strict=True)))


def undo(browser: Browser, told: Answer) -> Answer:
    run = told.headers["location"].rpartition("=")[2]
    return browser.post("/word/undo", {"run": run, "back": "/rates"})


def suggested(browser: Browser) -> tuple[str, str]:
    """The two kinds of the choice that the page suggests."""
    text = browser.get("/rates").text
    selects = re.findall(r'<select id="(?:one|other)".*?</select>', text, re.DOTALL)
    one, other = (re.findall(r'value="(\w+)" selected', select)[0] for select in selects)
    return one, other


def test_a_return_may_be_of_a_kind_of_ones_own_and_begin_where_they_met(
    browser: Browser, place: Path
) -> None:
    """The form offers the owner's kinds and the places of that person; what is picked is what is told."""
    with Ledger.open(place, create=False) as ledger:
        api.choose_setting(ledger, "dimensions", "peace", NOW)
    who = rosa(browser)
    text = browser.get(f"/person/{who}/add/return").text
    assert '<option value="peace">peace</option>' in text
    offered = re.findall(r'<option value="([^"]+)">', text.partition('<datalist id="l-began">')[2])
    began = next(one for one in map(unescape, offered) if "axis" in one)
    fields = {"dimension": "peace", "amount": "2", "status": "confirmed", "began": began, "on": "yesterday"}
    assert browser.post(f"/person/{who}/add/return", fields).status == 303
    shown = browser.get("/returns").text
    assert "2 peace" in shown
    assert "began in" in shown


def test_a_hope_is_offered_until_it_has_come(browser: Browser) -> None:
    """Told as the hope that came, it is one return and no longer a hope."""
    who = rosa(browser)
    hope = {"dimension": "money", "amount": "500", "unit": "EUR", "status": "expected", "text": "The atlas"}
    assert 'id="f-hoped"' not in browser.get(f"/person/{who}/add/return").text
    assert browser.post(f"/person/{who}/add/return", hope | {"on": "yesterday"}).status == 303
    text = browser.get(f"/person/{who}/add/return").text
    (key,) = re.findall(r'value="([0-9a-f]{8})"[^>]*>The atlas, 500 EUR<', text)
    came = hope | {"amount": "450", "status": "confirmed", "hoped": key}
    assert browser.post(f"/person/{who}/add/return", came).status == 303
    assert 'id="f-hoped"' not in browser.get(f"/person/{who}/add/return").text
    assert "6,450.01 EUR" in browser.get("/returns").text


def test_a_return_is_shared_out_by_hand_and_the_way_back_leads_back(browser: Browser) -> None:
    """A share that is set holds; what is no share is refused with the form as it was filled in."""
    before = browser.get("/returns").text
    key = re.findall(r'action="/returns/([0-9a-f]{8})/share"', before)[0]
    told = browser.post(
        f"/returns/{key}/share", {"who": "Rosa Olmo", "part": "25%", "back": "/returns?by=place"}
    )
    assert told.headers["location"].startswith("/returns?by=place&noted=")
    after = browser.get("/returns").text
    assert "25 %" in after
    assert "1 share is set by you." in after
    assert "6,000.01 EUR" in after
    undo(browser, told)
    assert browser.get("/returns").text == before
    refused = browser.post(f"/returns/{key}/share", {"who": "Rosa Olmo", "part": "a <lot>"})
    assert refused.status == 400
    assert 'value="a &lt;lot&gt;"' in refused.text
    assert 'role="alert"' in refused.text
    assert browser.post("/returns/ffffffff/share", {"who": "nobody", "part": "1"}).status == 400


def test_without_rates_there_is_no_figure_and_five_choices_make_some(browser: Browser) -> None:
    """Each choice that the page suggests is about kinds that nothing is known of, until all are linked."""
    assert "nothing is added up" in browser.get("/rates").text
    assert "What came, as one figure" not in browser.get("/rates").text
    seen = set()
    for choice in CHOICES:
        one, other = suggested(browser)
        assert one not in seen
        assert other == "money"
        seen |= {choice[1]}
        assert choose(browser, choice).status == 303
    page = browser.get("/rates").text
    assert "5 of 5 choices agree" in page
    assert "What came, as one figure" in page
    assert "1 × attention is worth less than 2.5 × money" in page
    assert "money" not in suggested(browser) or frozenset(suggested(browser)) == {"access", "money"}


def test_a_choice_is_taken_back_alone_and_that_too(browser: Browser) -> None:
    """With four left there are no rates; undone, there are again."""
    for choice in CHOICES:
        choose(browser, choice)
    dropped = browser.post("/rates/choices", {"drop": "1 learning = 40 money"})
    assert dropped.status == 303
    text = browser.get("/rates").text
    assert "Rates follow from 5 to 9 choices; there are 4." in text
    assert "1 × things learned is worth as much as" not in text
    undo(browser, dropped)
    assert "5 of 5 choices agree" in browser.get("/rates").text
    assert browser.post("/rates/choices", {"drop": "1 learning = 41 money"}).status == 400


def test_a_choice_that_closes_a_circle_is_refused_in_words(browser: Browser) -> None:
    """It names the choices, keeps nothing, and leaves the form as it was filled in."""
    choose(browser, CHOICES[0])
    choose(browser, ("1", "learning", ">", "1", "opportunity"))
    refused = choose(browser, ("200", "money", ">", "2", "learning"))
    assert refused.status == 400
    alert = Page(refused.text).words
    assert "go in a circle" in alert
    assert "200 × money is worth more than 2 × things learned" in alert
    assert "2 choices made" in alert
    assert 'value="200"' in refused.text


def test_typed_rates_hold_until_they_are_taken_back(browser: Browser) -> None:
    """Beside them, choices do not count; what is no number is refused."""
    kept = browser.post("/rates", {"rate.learning": "40", "rate.access": "1,5"})
    text = browser.get(kept.headers["location"]).text
    assert "You typed these rates" in text
    assert 'name="rate.access" value="1.5"' in text
    refused = browser.post("/rates", {"rate.learning": "much"})
    assert refused.status == 400
    assert 'value="much"' in refused.text
    browser.post("/rates", {"rate.learning": ""})
    assert "nothing is added up" in browser.get("/rates").text


def test_no_rate_is_in_the_page_where_figures_are_hidden(browser: Browser) -> None:
    """Not even in a field."""
    browser.post("/rates", {"rate.learning": "40"})
    browser.post("/settings", {"numbers": "hidden"})
    assert "40" not in Page(browser.get("/rates").text).words
    assert 'value="40"' not in browser.get("/rates").text


def test_words_of_a_drawing_are_as_large_as_text(browser: Browser) -> None:
    """The drawing of what came is laid out in percent of the page, never scaled."""
    (plot,) = re.findall(r'<svg class="plot"[^>]*>', browser.get("/returns").text)
    assert 'width="100%"' in plot
    assert "viewBox" not in plot


def test_labels_that_are_alike_are_told_apart() -> None:
    """So that each means one thing, and anything else what was typed."""
    told = distinct([("1", "Maps", "2020-01-01"), ("2", "Maps", "2021-01-01"), ("3", "Plates", "2021-01-01")])
    assert told[0] == Offer("1", "Maps (2020-01-01)")
    assert told[2] == Offer("3", "Plates")
    assert meant("Maps (2021-01-01)", told) == "2"
    assert meant("Maps", told) == "Maps"
