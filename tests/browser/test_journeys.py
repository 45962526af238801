"""What somebody does with the window, in a real browser."""

import base64
import re
from pathlib import Path

import pytest
from browser.conftest import TOKEN
from browser.invented import CONTACTS, FRIEND, HOSTILE
from playwright.sync_api import Browser, BrowserContext, Page, expect

SAMPLE = Path(__file__).parents[2] / "sample" / "archives"
NAME = re.compile(" ".join(FRIEND))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
INJECTED = "[...document.querySelectorAll('img, script:not([src]), iframe')].length"


def person(page: Page, address: str, q: str) -> str:
    """The path of the one relationship that fits `q`."""
    told = page.request.get(f"{address}/relationships/rows", params={"q": q, "count": "2"}).json()
    assert told["total"] == 1, q
    return f"/person/{told['rows'][0]['id']}"


def hostile(page: Page, address: str, first: str) -> str:
    """The path of the relationship whose name begins so."""
    told = page.request.get(f"{address}/relationships/rows", params={"tab": "evolved"}).json()
    (path,) = [f"/person/{row['id']}" for row in told["rows"] if row["name"].startswith(f"\u2068{first}")]
    return path


def test_a_person_is_found_without_a_mouse(page: Page, address: str) -> None:
    """From the first page: / and a part of the name, Enter to take the row in hand, Enter to open it."""
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("sandov")
    page.keyboard.press("Enter")
    expect(page.locator(".row.on")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(NAME)
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text("246")


def test_a_number_opens_its_reason_and_gives_the_focus_back(page: Page, address: str) -> None:
    """w opens the drawer with its three levels: the sum, one item, the record; Escape closes it."""
    page.goto(address + person(page, address, "leire"))
    page.keyboard.press("w")
    drawer = page.locator("#why")
    expect(drawer).to_contain_text("What")
    expect(drawer.locator("li")).to_have_count(3)
    expect(drawer).to_contain_text("written at 19 a minute")
    expect(drawer.locator(".raw")).to_contain_text("Shall we compare the two maps")
    expect(drawer).to_contain_text(re.compile(r"messages\.csv, line \d+"))
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.locator("a[data-why]:focus")).to_have_count(1)


def test_a_reason_is_a_page_of_its_own_where_no_script_runs(
    browser: Browser, context: BrowserContext
) -> None:
    """The same drawer, by an ordinary link."""
    address = context.cookies()[0]["domain"]
    port = context.cookies()[0]["name"].rpartition("-")[2]
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(f"http://{address}:{port}{person(page, f'http://{address}:{port}', 'leire')}")
    page.locator("a[data-why][href*='minutes_in']").click()
    expect(page.locator("#why .sum .total").first).to_contain_text("61")
    page.go_back()
    # By the keyboard: a page that history brings back restores its scrolling when it likes, and what
    # was aimed at with a pointer may have moved away by then. Without scripts nothing notices that.
    page.locator("a[data-more]").press("Enter")
    expect(page.locator(".year li")).to_have_count(21)
    plain.close()


def test_more_of_the_timeline_comes_in_place(page: Page, address: str) -> None:
    """A hundred at first, the rest when asked for, each year once."""
    page.goto(address + person(page, address, "leire"))
    expect(page.locator(".year li")).to_have_count(100)
    page.locator("a[data-more]").click()
    expect(page.locator(".year li")).to_have_count(121)
    years = page.locator(".year h3").all_inner_texts()
    assert years == sorted(set(years), reverse=True)


def test_language_and_theme_are_chosen_and_kept(page: Page, address: str) -> None:
    """Both hold on the next page as well."""
    page.goto(address)
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("button", name="Oscuro").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(f"{address}/relationships")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 27)"


def test_hidden_numbers_are_not_in_the_page_at_all(page: Page, address: str) -> None:
    """Not a minute, not an amount: neither in words nor in what a screen reader is told."""
    page.goto(address + person(page, address, "leire"))
    assert re.search(r"\d min\b", page.content())
    page.get_by_role("button", name="Hide numbers").click()
    expect(page.get_by_role("button", name="Show numbers")).to_be_visible()
    assert not re.search(r"\d min\b|a minute", page.content())
    assert page.locator(".parts, .pair").count() == 0


@pytest.mark.parametrize("who", range(len(HOSTILE)))
def test_a_hostile_name_is_nothing_but_a_name(page: Page, address: str, who: int) -> None:
    """Scripts, images and signs that turn text around stay text, and no page becomes wider for them."""
    path = hostile(page, address, HOSTILE[who][0])
    for shown in (path, f"{path}/why/minutes_out", f"{path}/timeline"):
        page.goto(address + shown)
        assert page.locator("h1").inner_text().strip("\u2068\u2069").startswith(HOSTILE[who][0])
        assert page.evaluate("window.flag") is None
        assert page.evaluate(INJECTED) == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_table_of_hostile_names_is_inert(page: Page, address: str) -> None:
    """The rows are made by a script; it writes text, and takes only our drawings as markup."""
    page.goto(f"{address}/relationships?tab=evolved")
    expect(page.locator(".body .row")).to_have_count(1 + len(HOSTILE))
    assert page.evaluate("window.flag") is None
    assert page.evaluate(INJECTED) == 0


def test_only_rows_in_view_exist(page: Page, address: str) -> None:
    """However many relationships there are; End reaches the last of them."""
    page.goto(f"{address}/relationships?sort=name&tab=zero")
    expect(page.locator(".body .row").first).to_be_visible()
    assert page.locator(".body .row").count() < CONTACTS / 2
    page.keyboard.press("End")
    expect(page.locator(".row.on")).to_contain_text(f"Contact{CONTACTS - 1:03}")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
def test_every_page_can_be_used_by_everybody(
    browser: Browser, context: BrowserContext, address: str, axe: str, width: int, theme: str
) -> None:
    """No violation of WCAG 2.2 A and AA that axe-core can find, and no page wider than its window."""
    reading = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    reading.add_cookies(context.cookies())  # type: ignore[arg-type]
    reading.add_cookies([{"name": "theme", "value": theme, "url": address}])
    page = reading.new_page()
    friend, contact = person(page, address, "leire"), person(page, address, "contact007")
    for path in (
        "/",
        "/relationships",
        "/places",
        "/import",
        friend,
        contact,
        f"{friend}/why/bond",
        "/person/0",
    ):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.evaluate(axe)
        found = page.evaluate(LOOK, RULES)
        assert len(found["passes"]) > 10, path
        told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found["violations"]]
        assert told == [], (path, width, theme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    reading.close()


def test_an_archive_is_dropped_and_its_books_balance(page: Page, empty_address: str) -> None:
    """The sample's first archive, dropped onto the page of an empty ledger: progress while it is read,
    then its books, and on the first page the answer."""
    page.goto(f"{empty_address}/?token={TOKEN}")
    expect(page.locator("h1")).to_contain_text("Nothing between you and anyone")
    page.goto(f"{empty_address}/import")
    archive = base64.b64encode((SAMPLE / "Basic_LinkedInDataExport_03-20-2021.zip").read_bytes()).decode()
    dropped = page.evaluate_handle(
        """([name, data]) => {
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
            const files = new DataTransfer();
            files.items.add(new File([bytes], name, { type: "application/zip" }));
            return files;
        }""",
        ["Basic_LinkedInDataExport_03-20-2021.zip", archive],
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    expect(page.locator("#going")).to_be_visible()
    books = page.locator("table.books").first
    expect(books).to_contain_text("Basic_LinkedInDataExport_03-20-2021.zip", timeout=60_000)
    whole = books.locator("tr.archive td.n").all_inner_texts()
    read, *parts = (int("".join(c for c in text if c.isdigit())) for text in whole)
    assert read > 1_000
    assert read == sum(parts)
    page.goto(empty_address)
    expect(page.locator("h1")).to_contain_text("relationships")
