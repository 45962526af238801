"""Times of the window go by the owner's clock, once the owner says which."""

from pathlib import Path

import pytest
from unit.api.test_clock import ledger
from unit.web.browser import Browser, Page
from unit.web.conftest import window

__all__ = ["ledger"]
AS_OF = "as_of=2024-06-01"


@pytest.fixture
def browser(ledger: Path) -> Browser:
    """A window on two mails around midnight in Madrid."""
    return window(ledger).enter()


def person(browser: Browser) -> str:
    """The address of the one person."""
    [row] = browser.get(f"/relationships/rows?{AS_OF}").json["rows"]
    return f"/person/{row['id']}"


def test_the_offer_is_made_until_there_is_an_answer(browser: Browser) -> None:
    """It waits for the browser to say its zone; one click is kept in the ledger and ends it."""
    page = Page(browser.get(f"/?{AS_OF}").text)
    [form] = [e for e in page.named("form") if e.attributes.get("action") == "/zone"]
    assert "hidden" in form.attributes
    assert browser.post("/zone", {"zone": "Europe/Madrid"}).status == 303
    page = Page(browser.get(f"/?{AS_OF}").text)
    assert not [e for e in page.named("form") if e.attributes.get("action") == "/zone"]


def test_a_person_is_shown_by_the_chosen_clock(browser: Browser) -> None:
    """Day of the timeline and time of the record, with the name of the zone; without a choice, UTC."""
    address = person(browser)
    before = Page(browser.get(f"{address}?{AS_OF}").text).words
    assert "2024-05-11 22:30:00 UTC" in before
    browser.post("/zone", {"zone": "Europe/Madrid"})
    after = browser.get(f"{address}?{AS_OF}").text
    assert "2024-05-12 00:30:00 Europe/Madrid" in Page(after).words
    assert 'datetime="2024-05-12"' in after


def test_a_zone_that_does_not_exist_is_refused(browser: Browser) -> None:
    """And nothing is kept of it."""
    assert browser.post("/zone", {"zone": "Europe/Atlantis"}).status == 400
    assert "UTC" in Page(browser.get(f"{person(browser)}?{AS_OF}").text).words
