"""What the owner tells by the forms, in a real browser: told, taken back, shared out, usable by everybody."""

from collections.abc import Iterator

import pytest
from browser.conftest import NOW, ON, TOKEN, served
from browser.invented import FRIEND, archive
from browser.test_journeys import LOOK, RULES, person
from playwright.sync_api import Browser, Page, expect

from vinculo import api
from vinculo.ledger import Ledger


@pytest.fixture(scope="module")
def word_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a window is served into whose ledger these journeys write; the others' stays as it was."""
    folder = tmp_path_factory.mktemp("word")
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        api.import_files(ledger, [archive(folder)], NOW - 60)
        api.log_return(
            ledger, " ".join(FRIEND), NOW - 30, dimension="money", amount="300", unit="EUR", on=ON,
            note="The small map",
        )  # fmt: skip
    with served(folder / "ledger.sqlite") as address:
        yield address


def entered(browser: Browser, address: str, width: int, theme: str) -> Page:
    """A tab that followed the address that the terminal printed."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/?token={TOKEN}")
    context.add_cookies([{"name": "theme", "value": theme, "url": address}])
    return page


def test_a_promise_and_a_return_are_told_and_one_is_taken_back(browser: Browser, word_address: str) -> None:
    """From the person's page by the forms; the return stands among what came, the promise is gone again."""
    page = entered(browser, word_address, 1440, "light")
    friend = word_address + person(page, word_address, "leire")
    page.goto(friend)
    page.locator("a[href$='/add/return']").click()
    page.get_by_label("How much").fill("1200")
    page.get_by_label("In what").fill("EUR")
    page.get_by_label("What about").fill("The atlas")
    page.get_by_label("When").fill("yesterday")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("status")).to_contain_text("Noted.")
    page.locator("a[href$='/add/promise']").click()
    page.get_by_label("What was promised").fill("to send the plates")
    page.get_by_label("By when").fill("in two weeks")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("ul.promises")).to_contain_text("to send the plates")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("main")).not_to_contain_text("to send the plates")
    page.goto(f"{word_address}/returns")
    expect(page.locator(".big-say")).to_contain_text("1,500 EUR")
    atlas = page.get_by_role("row").filter(has_text="The atlas")
    atlas.locator("summary").click()
    atlas.get_by_label("Whose").fill("nobody on record")
    atlas.get_by_label("How much of it").fill("40%")
    atlas.get_by_role("button", name="Keep this share").click()
    expect(page.locator("tr.nobody")).to_contain_text("480 EUR")
    page.context.close()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_the_owners_word_can_be_told_and_read_by_everybody(
    browser: Browser, word_address: str, axe: str, width: int, theme: str
) -> None:
    """No violation that axe-core can find, no page wider than its window, and no word of a drawing that is
    larger or smaller than the notes around it."""
    page = entered(browser, word_address, width, theme)
    friend = person(page, word_address, "leire")
    for path in (f"{friend}/add/return", f"{friend}/add/promise", "/returns", "/rates", f"{friend}/timeline"):
        page.goto(word_address + path)
        page.locator("details.sharing").evaluate_all("all => all.forEach(one => { one.open = true })")
        page.evaluate(axe)
        found = page.evaluate(LOOK, RULES)
        told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found["violations"]]
        assert told == [], (path, width, theme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"{word_address}/returns")
    sizes = "all => [...new Set(all.map(one => getComputedStyle(one).fontSize))]"
    assert page.locator(".plot text, main .note").evaluate_all(sizes) == ["13px"]
    high = "all => all.map(one => one.getBoundingClientRect().height)"
    assert max(page.locator(".plot text").evaluate_all(high)) < 20
    page.goto(f"{word_address}{friend}/timeline")
    boxes = page.locator(".year .took a").evaluate_all(high)
    assert len(boxes) > 50
    assert min(boxes) >= 24
    page.context.close()
