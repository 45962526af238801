"""Mails that wait for the owner's word, on the import page."""

import re

from unit.api.test_notices import BOX, FORGED, UNKNOWN
from unit.web import hostile
from unit.web.browser import HOST, Browser, Page
from unit.web.conftest import done

FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_the_owner_answers_once_and_can_take_it_back(fresh: Browser) -> None:
    """A sample with a question; the answer is confirmed; undone, the question is there again."""
    fresh.upload([("All.mbox", BOX.encode())], owner="marta@example.org")
    done(fresh)
    page = Page(fresh.get("/import").text)
    assert "2 mails like this one:" in page.words
    assert "1 mail like this one:" in page.words
    assert "not said yet" in page.words
    answer = fresh.post("/import/notices", {"template": UNKNOWN, "means": "reaction"})
    assert answer.status == 303
    address = answer.headers["location"]
    assert re.fullmatch(r"/import\?ruled=\d+#notices", address)
    told = fresh.get(address.partition("#")[0]).text
    assert "Noted. Every figure now follows your word." in Page(told).words
    assert "not said yet" not in Page(told).words
    run = re.findall(r"\d+", address)[0]
    assert fresh.post("/import/undo", {"run": run}).status == 303
    again = Page(fresh.get(f"/import?ruled={run}").text).words
    assert "not said yet" in again
    assert "Noted." not in again


def test_doubtful_mails_are_confirmed_in_both_languages(fresh: Browser) -> None:
    """With one button each way."""
    fresh.upload([("All.mbox", BOX.encode())], owner="marta@example.org")
    done(fresh)
    fresh.post("/settings", {"lang": "es"})
    assert "Por confirmar" in Page(fresh.get("/import").text).words
    assert fresh.post("/import/notices", {"group": FORGED, "genuine": "no"}).status == 303
    assert "no auténticos" in Page(fresh.get("/import").text).words
    assert fresh.post("/import/notices", {"group": FORGED, "genuine": "yes"}).status == 303
    assert "No lo son" in Page(fresh.get("/import").text).words


def test_a_word_needs_our_own_page_and_a_meaning(fresh: Browser) -> None:
    """Another site's form is refused by the guard; half a word, in a sentence."""
    fresh.upload([("All.mbox", BOX.encode())], owner="marta@example.org")
    done(fresh)
    foreign = {"host": HOST, "origin": "https://evil.example", **FORM}
    body = [f"template={UNKNOWN}&means=comment".encode()]
    assert fresh.ask("POST", "/import/notices", foreign, body).status == 403
    for said in ({}, {"template": UNKNOWN}, {"template": "x", "means": "comment"}, {"group": FORGED}):
        assert fresh.post("/import/notices", said).status == 400
    assert "not said yet" in Page(fresh.get("/import").text).words


def test_foreign_text_in_a_sample_stays_text(fresh: Browser) -> None:
    """A subject or a template may say anything."""
    box = BOX.replace("Eva cheered", hostile.SCRIPT).replace(UNKNOWN, "email_<b>x</b>_01")
    fresh.upload([("All.mbox", box.encode())], owner="marta@example.org")
    done(fresh)
    text = fresh.get("/import").text
    assert hostile.SCRIPT not in text
    assert "<b>x</b>" not in text
    assert "mails like this one" in Page(text).words
