"""Telling people apart and letting one go, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.conftest import TOKEN, served
from browser.test_journeys import LOOK, RULES
from playwright.sync_api import Browser, Page, expect
from properties.ledgers import HUMANS, ME, START, entries, ledger_of

from vinculo.model import DAY_S, Event, Handle, Place

LEIRE = HUMANS[2]
NEW = Handle("linkedin", "https://www.linkedin.com/in/leire-sandoval-new", LEIRE.name)
FIRST_NAME = Handle("name", "Tomás")


def letter(sender: Handle, to: Handle, day: int) -> Event:
    at = START + day * DAY_S
    place = Place("conversation", "".join(sorted((sender.value, to.value))))
    return Event(
        "message", at, "second", "written", sender, (to,), f"m|{at}|{sender.value}", place, "Hello there"
    )


@pytest.fixture
def people(tmp_path: Path) -> Iterator[str]:
    """The window of a ledger in which a profile may be somebody's second, and a first name anybody's."""
    said = [letter(one.profile, ME, day) for day, one in enumerate(HUMANS)]
    said += [letter(ME, one.profile, day) for day, one in enumerate(HUMANS, 40)]
    with ledger_of(tmp_path, entries([*said, letter(NEW, ME, 30), letter(FIRST_NAME, ME, 31)])) as ledger:
        path = ledger.path
    with served(path) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, people: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{people}/who?token={TOKEN}")
    yield page
    context.close()
    assert wrong == []


def look(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(LOOK, RULES)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def test_questions_are_answered_with_one_key_each_and_taken_back(tab: Page, people: str, axe: str) -> None:
    """Arrows turn the pages, d answers, u takes it back; nothing is wrong for who cannot see."""
    expect(tab.locator("nav [aria-current]").first).to_contain_text("Who is who")
    count = int(re.findall(r"(\d+) questions", tab.locator(".lede").inner_text())[0])
    assert count == 2
    assert look(tab, axe) == []
    tab.wait_for_load_state()  # keys are heard once the scripts have run
    tab.keyboard.press("ArrowRight")
    tab.wait_for_url("**/who?q=*")
    tab.wait_for_load_state()  # keys are heard once the scripts have run
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator(".turn .note")).to_contain_text("1 of 2")
    tab.wait_for_load_state()  # keys are heard once the scripts have run
    tab.keyboard.press("d")
    expect(tab.locator("[role=status]")).to_contain_text("not asked again")
    expect(tab.locator(".lede")).to_contain_text("One question")
    assert look(tab, axe) == []
    tab.wait_for_load_state()  # keys are heard once the scripts have run
    tab.keyboard.press("u")
    tab.wait_for_url(f"{people}/who")
    expect(tab.locator(".lede")).to_contain_text("2 questions")


def test_answers_need_no_script(browser: Browser, people: str) -> None:
    """The same by forms: an answer, its undo, and everything on a narrow screen."""
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = plain.new_page()
    page.goto(f"{people}/who?token={TOKEN}")
    page.locator("button[value=later]").click()
    expect(page.locator("[role=status]")).to_contain_text("after everything else")
    page.locator(".told-answer button").click()
    expect(page.locator("[role=status]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    plain.close()


def test_a_person_is_split_and_let_go_from_their_page(tab: Page, people: str, axe: str) -> None:
    """From the person's page: the handles by number; then the name is typed, and the proof says 0 found."""
    told = tab.request.get(f"{people}/relationships/rows", params={"q": "ana-ruiz"}).json()
    person = f"{people}/person/{told['rows'][0]['id']}"
    tab.goto(person)
    tab.get_by_role("link", name="2 handles are this person: split").click()
    assert look(tab, axe) == []
    tab.locator("select").last.select_option("2")
    tab.get_by_role("button", name="Split").click()
    expect(tab.locator("[role=status]")).to_contain_text("Split")
    tab.wait_for_load_state()  # keys are heard once the scripts have run
    tab.keyboard.press("u")
    tab.wait_for_url(f"{people}/who")
    tab.goto(person)
    tab.get_by_role("link", name="Forget this person").click()
    expect(tab.locator("h1")).to_have_text("Forget Ana Ruiz?")
    assert look(tab, axe) == []
    tab.get_by_label("Type the name").fill("ana ruiz")
    tab.wait_for_load_state()  # keys are heard once the scripts have run
    tab.keyboard.press("Enter")
    expect(tab.locator("p[role=status]")).to_contain_text("0 found")
    assert look(tab, axe) == []
    assert tab.request.get(f"{people}/relationships/rows", params={"q": "ana-ruiz"}).json()["total"] == 0
