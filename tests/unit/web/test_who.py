"""The page of who is who and the page of forgetting, with every name an attack."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from properties.ledgers import HUMANS, ME, entries, ledger_of
from unit.web.browser import HOST, Browser
from unit.web.conftest import window

from vinculo.api import who
from vinculo.identity import Match, Part, Question
from vinculo.ledger import Ledger
from vinculo.model import Event, Handle

P, Q, R = HUMANS[:3]
LOOKS = (("en", "shown"), ("es", "hidden"))
RUN = re.compile(r'name="run" value="(\d+)"')


def message(sender: Handle, day: int) -> Event:
    at = 1_580_000_000 + day * 86_400
    return Event("message", at, "second", "written", sender, (ME,), f"m|{at}", None, "Hello there, Ana Ruiz")


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A window on a ledger with two open questions: of two people, and of a mere name."""
    said = entries([message(one.profile, n) for n, one in enumerate(HUMANS)])
    said.append(message(Handle("name", "Xan"), 20))
    with ledger_of(tmp_path, said) as ledger:
        path = ledger.path
    known = who.known

    def with_questions(ledger: Ledger, before: int) -> who.Known:
        told = known(ledger, before)
        ids = {handle: id_ for id_, handle in told.handles.items()}
        if P.profile not in ids:
            return told  # forgotten
        people = {one: told.people.persons_of[ids[one.profile]][0] for one in (P, Q, R)}
        parts = (Part("given_same", 6.0, (("value", "Ana"),)), Part("profile_once", -9.0))
        pair = Match(ids[P.profile], ids[Q.profile], -3.0, 0.97, parts)
        name = Handle("name", "Xan")
        found = [
            Question((people[P], people[Q]), (pair,), 5.0),
            Question((people[P], people[R]), (), 1.0, (ids[name],), "Xan"),
        ]
        is_one = people[P] == people[Q]
        return told._replace(people=told.people._replace(questions=tuple(found[is_one:])))

    monkeypatch.setattr(who, "known", with_questions)
    return window(path).enter()


def question_of(html: str) -> str:
    (found,) = re.findall(r'name="q" value="(-?\d+)"', html)
    return str(found)


@pytest.mark.parametrize(("lang", "numbers"), LOOKS)
def test_two_people_stand_side_by_side_with_what_speaks_for_and_against(
    asked: Browser, lang: str, numbers: str
) -> None:
    """In words and as bars; three answers as buttons of a form."""
    asked.post("/settings", {"lang": lang, "numbers": numbers})
    html = asked.get("/who").text
    assert html.count('class="side-of"') == 2
    assert html.count('class="weight"') == 2
    assert html.count('name="answer"') == 3
    assert {P.name, Q.name} <= set(re.findall(r"<bdi>([^<]*)</bdi></a></h2>", html))
    assert "match.part." not in html
    assert 'rel="next"' in html


def test_an_answer_is_taken_and_taken_back(asked: Browser) -> None:
    """It is said what was answered, with its undo; the page of the next question follows."""
    first = asked.get("/who").text
    answer = asked.post("/who", {"q": question_of(first), "answer": "same"})
    assert answer.status == 303
    after = asked.get(answer.headers["location"]).text
    assert "One person from now on" in after
    assert question_of(after) != question_of(first)
    (run,) = RUN.findall(after)
    assert asked.post("/who/undo", {"run": run}).status == 303
    assert question_of(asked.get("/who").text) == question_of(first)
    assert "One person from now on" not in asked.get(answer.headers["location"]).text


def test_a_mere_name_has_one_bearer_or_none(asked: Browser) -> None:
    """The one that is marked; `none of them` is about all of them."""
    html = asked.get("/who").text
    (second,) = re.findall(r'rel="next" href="/who\?q=(-?\d+)"', html)
    name = asked.get(f"/who?q={second}").text
    assert name.count('type="radio"') == 2
    person = re.findall(r'name="person" value="(-?\d+)"', name)[1]
    told = asked.post("/who", {"q": second, "answer": "same", "person": person})
    assert told.status == 303
    asked.post("/who/undo", {"run": RUN.findall(asked.get(told.headers["location"]).text)[0]})
    assert asked.post("/who", {"q": second, "answer": "different", "person": person}).status == 303
    assert 'rel="next"' not in asked.get("/who").text


def test_pairs_are_accepted_together_after_a_look_at_the_list(asked: Browser) -> None:
    """None above 99 in 100; one above 95; and it is one answer."""
    assert '<form class="gap" method="post"' not in asked.get("/who/accept").text
    looked = asked.get("/who/accept?above=0.95").text
    assert P.name in looked
    told = asked.post("/who/accept", {"above": "0.95"})
    assert "said=accept" in told.headers["location"]
    assert asked.post("/who/accept", {"above": "0.95"}).status == 400
    assert asked.get("/who/accept?above=x").status == 400


def test_handles_of_one_person_are_split_by_number(asked: Browser) -> None:
    """And a form that would split nothing is refused."""
    html = asked.get("/who").text
    person = re.findall(r'href="/person/(-?\d+)"', html)[0]
    form = asked.get(f"/who/split/{person}").text
    fields = re.findall(r'name="(of:[^"]*)"', form)
    assert len(fields) == 2
    assert asked.post(f"/who/split/{person}", dict.fromkeys(fields, "1")).status == 400
    told = asked.post(f"/who/split/{person}", {fields[0]: "1", fields[1]: "2"})
    assert told.headers["location"].endswith("said=split")
    assert asked.get("/who/split/1").status == 404


@pytest.mark.parametrize(("lang", "numbers"), LOOKS)
def test_a_person_is_forgotten_by_whoever_types_the_name(asked: Browser, lang: str, numbers: str) -> None:
    """Not by another word; the proof is shown, and no page names the person any more."""
    asked.post("/settings", {"lang": lang, "numbers": numbers})
    asked.get("/relationships/rows")
    person = re.findall(r'href="/person/(-?\d+)"', asked.get("/who").text)[0]
    assert P.name in asked.get(f"/forget/{person}").text
    assert asked.post(f"/forget/{person}", {"name": "yes"}).status == 400
    assert asked.get(f"/forget/{person}").status == 200
    done = asked.post(f"/forget/{person}", {"name": f" {P.name.upper()} "})
    assert done.status == 200
    assert P.name not in done.text
    assert asked.get(f"/forget/{person}").status == 404
    assert P.name not in asked.get("/relationships/rows").text


def test_nothing_is_asked_of_an_empty_queue(tmp_path: Path) -> None:
    """The page says so; answers to what is not there are refused."""
    with ledger_of(tmp_path, entries([message(P.profile, 1)])) as ledger:
        path = ledger.path
    browser = window(path).enter()
    assert "Nobody is in question" in browser.get("/who").text
    assert browser.get("/who?q=1&told=9&said=same").status == 200
    assert browser.post("/who", {"q": "1", "answer": "same"}).status == 404
    assert browser.post("/who/undo", {"run": "x"}).status == 404


def test_other_pages_can_answer_nothing_here(asked: Browser) -> None:
    """Every change wants our origin, and the key."""
    for address in ("/who", "/who/undo", "/who/accept", "/who/split/1", "/forget/1"):
        foreign = {"host": HOST, "origin": "http://evil.example", "sec-fetch-site": "cross-site"}
        assert asked.ask("POST", address, foreign).status == 403
        assert asked.ask("POST", address, {"host": HOST}).status == 403


def test_attacks_stay_words(attacked: Callable[[], Browser]) -> None:
    """Names that would like to be markup, on each of these pages."""
    browser = attacked()
    rows = browser.get("/relationships/rows?as_of=2020-09-10").json["rows"]
    of_one = [f"/{page}/{row['id']}" for row in rows[:3] for page in ("who/split", "forget")]
    for address in ("/who", "/who/accept?above=0.51", *of_one):
        answer = browser.get(address)
        assert answer.status == 200
        assert "<script>" not in answer.text
        assert "<img" not in answer.text
