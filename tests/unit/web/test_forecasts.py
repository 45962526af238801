"""What is ahead, in the window: sentences with reasons, the look back, no figure where they are hidden."""

import datetime as dt
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from properties.lives import DAY, Said, instant, live, returned, ruled, usual
from unit.web.browser import HOST, TOKEN, Browser

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.web.app import application

UNTIL = instant(900)
ON = dt.date(1970, 1, 1) + dt.timedelta(days=UNTIL // DAY - 1)


class Seen(NamedTuple):
    browser: Browser
    worth: api.Worth

    def person(self, **asked: object) -> api.Relationship:
        """The first of whom this is true: `stage`, `condition`."""
        return next(
            one
            for one in self.worth.relationships
            if all(getattr(one, name) == value for name, value in asked.items())
        )


def opened(path: Path) -> Seen:
    app = application(path, "en", hosts=frozenset({HOST}), token=TOKEN, clock=lambda: UNTIL - 1)
    with Ledger.open(path, create=False) as ledger:
        return Seen(Browser(app).enter(), api.worth(ledger, ON))


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A window on an ordinary life, on the day when it ends."""
    silent = [
        Said(70, 890.0, is_theirs=False),
        Said(71, 740.0, is_theirs=False),
        Said(71, 741.0, is_theirs=True),
    ]
    brought = [returned(person, 300 + 20 * person) for person in range(1, 7)]
    path = tmp_path_factory.mktemp("life") / "ledger.sqlite"
    return opened(live(path, [*usual(), *silent, *brought, ruled(1, "lost", 800)]))


def shown(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status == 200
    return answer.text


def looked_back(browser: Browser) -> str:
    assert "Look back now" in shown(browser, "/forecasts")
    assert browser.post("/forecasts", {}).status == 303
    end = time.monotonic() + 60
    while "http-equiv" in (html := shown(browser, "/forecasts")):
        assert time.monotonic() < end, "the look back does not end"
        time.sleep(0.05)
    return html


def test_a_persons_page_tells_what_is_ahead_and_why(seen: Seen) -> None:
    """A natural frequency, the days, the next step, reasons that lead to events, and how right it is."""
    one = next(one for one in seen.worth.relationships if one.forecast and one.forecast.of_ten.figure > 2)
    html = shown(seen.browser, f"/person/{one.person.id}")
    assert re.search(r"About \d+ in 10 \(\d+ to \d+\) that you are in touch again within 180 days", html)
    assert "Days with an exchange by then" in html
    assert "Next step" in html
    links = re.findall(
        rf"/person/{one.person.id}/why/-?\d+", html.split('class="reasons"')[1].split("</table>")[0]
    )
    assert len(links) >= 5
    assert seen.browser.get(links[0]).status == 200
    assert "to people of other networks" in html
    assert "As seen at the end of" in html


def test_what_it_may_still_bring_stands_beside_what_it_brought(seen: Seen) -> None:
    """A range per dimension; for what the owner called lost, exactly 0; for a contact, what may become."""
    open_ = next(one for one in seen.worth.relationships if one.value.expected.basis == "own_returns")
    assert re.search(r"[\d.]+ \([\d.]+ to [\d.]+\)</td>", shown(seen.browser, f"/person/{open_.person.id}"))
    lost = next(one for one in seen.worth.relationships if one.value.expected.basis == "lost")
    assert "Exactly 0: you said that it is lost" in shown(seen.browser, f"/person/{lost.person.id}")
    contact = seen.person(stage="contact")
    html = shown(seen.browser, f"/person/{contact.person.id}")
    assert "Not yet worth anything; may become" in html


def test_the_first_page_tells_how_many_are_kept_and_who_goes_quiet(seen: Seen) -> None:
    """The sum with its interval, and links to those of whom no more is likely."""
    html = shown(seen.browser, "/")
    assert re.search(r"About \d+ relationships \(\d+ to \d+\) will see an exchange within 180 days", html)
    assert seen.worth.capacity.quiet
    assert all(f"/person/{person}" in html for person in seen.worth.capacity.quiet[:4])


def test_the_look_back_is_asked_for_and_then_stands(seen: Seen) -> None:
    """Every baseline with its intervals and a picture; a person's page then quotes this ledger's record."""
    html = looked_back(seen.browser)
    for name in ("these forecasts", "recency", "frequency", "logistic regression", "BG/NBD", "MBG/NBD"):
        assert name in html
    assert re.search(r"\[[\d.]+, [\d.]+\]", html)
    assert "<svg" in html
    one = next(one for one in seen.worth.relationships if one.forecast)
    assert "have been in this ledger" in shown(seen.browser, f"/person/{one.person.id}")


def test_with_numbers_hidden_no_figure_of_a_forecast_is_left(seen: Seen) -> None:
    """Neither chance nor range nor factor, on any of the pages; the sentences and their reasons stay."""
    looking = Browser(seen.browser.app).enter()
    assert looking.post("/settings", {"numbers": "hidden"}).status == 303
    one = next(one for one in seen.worth.relationships if one.value.expected.basis == "own_returns")
    html = shown(looking, f"/person/{one.person.id}")
    section = html.split('class="ahead"')[1].split("</section>")[0]
    told = re.sub(r"<[^>]*>|see \d+ \w+ \d+", "", section)
    assert "speaks" in told
    assert not re.search(r"\d", told)
    assert not re.search(r"\d[\d.]* \(", html)
    first = shown(looking, "/").split("How many you are keeping")[1].split("</section>")[0]
    assert not re.search(r"\d", re.sub(r"<[^>]*>", "", first))
    back = shown(looking, "/forecasts").split('id="main"')[1].split("</main>")[0]
    assert not re.search(r"\d\.\d|in 100", re.sub(r"<[^>]*>", "", back))


def test_too_little_history_is_said(tmp_path: Path) -> None:
    """A life of two weeks: what it takes, and what there is."""
    young = [Said(person, 880 + person % 14, bool(person % 2)) for person in range(1, 9)]
    html = looked_back(opened(live(tmp_path / "ledger.sqlite", young)).browser)
    assert "Too little history to look back on" in html
    assert "svg" not in html.split('id="main"')[1].split("</main>")[0]


def test_the_table_tells_the_chance_of_each(seen: Seen) -> None:
    """So many in ten by the end of the horizon, which its head names; nothing where numbers are hidden."""
    rows = seen.browser.get("/relationships/rows").json["rows"]
    assert {re.sub(r"\d+", "n", row["talk"]) for row in rows} == {"n in n", "under n in n"}
    assert "talk by 28 Mar" in shown(seen.browser, "/relationships")
    looking = Browser(seen.browser.app).enter()
    assert looking.post("/settings", {"numbers": "hidden"}).status == 303
    assert all("talk" not in row for row in looking.get("/relationships/rows").json["rows"])
    assert "talk by" not in shown(looking, "/relationships")
