"""The page of places begins with the debates in which others can be seen."""

from pathlib import Path

import pytest
from unit.api.test_debates import DEBATE, FIRST, filled
from unit.web.browser import Browser, Page
from unit.web.conftest import window

from vinculo.api.answers import day_of
from vinculo.ledger import Ledger

DAY = f"as_of={day_of(FIRST + 50 * 86_400)}"


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A window on a ledger with one debate and a post that shows nobody."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        filled(ledger, DEBATE)
    return window(path).enter()


def test_debates_come_first_and_say_who_came_back(browser: Browser) -> None:
    """One row, its people lead to their pages, and the years are drawn with words for who cannot see."""
    page = Page(browser.get(f"/places?{DAY}").text)
    assert "2 people came to the debates that can be seen" in page.words
    assert len(page.named("tr")) == 2
    people = [e for e in page.named("a") if e.attributes["href"].startswith("/person/")]
    assert len(people) == 2
    assert [e.attributes["aria-label"] for e in page.named("svg") if e.attributes.get("role") == "img"]
    assert "In 1 more post no file shows what others did" in page.words


def test_all_places_are_one_tab_further(browser: Browser) -> None:
    """The post that shows nobody is hatched there, and is not counted as empty."""
    page = Page(browser.get(f"/places?{DAY}&kind=all").text)
    assert len(page.named("tr")) == 3
    assert "hatched" in " ".join(e.attributes.get("class", "") for e in page.elements)


def test_a_debate_shows_on_which_days_each_person_came(browser: Browser) -> None:
    """Its sentences, and a strip with a mark for each day: hollow the first, filled the second."""
    table = Page(browser.get(f"/places?{DAY}").text)
    link = next(e.attributes["href"] for e in table.named("a") if e.attributes["href"].startswith("/places/"))
    page = Page(browser.get(link).text)
    assert "2 people came; 1 came back on another day." in page.words
    assert "1 relationship began here" in page.words
    marks = [e.attributes["class"] for e in page.named("circle")]
    assert sorted(marks) == ["back", "once", "once"]


def test_a_day_before_anybody_came_shows_nobody(browser: Browser) -> None:
    """What came later does not exist for an earlier day."""
    page = Page(browser.get(f"/places?as_of={day_of(FIRST)}").text)
    assert "0 people came" in page.words
    assert not [e for e in page.named("a") if e.attributes["href"].startswith("/person/")]
