"""Who came to a debate, who came back, what began there; and what no file can show."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from vinculo import api, derive
from vinculo.api.debates import debate, debates_of, in_order
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, importing
from vinculo.model import OWNER, Card, Entry, Event, Handle, Place

DAY = 86_400
FIRST = 18_000 * DAY + 3_600
NOW = 18_100 * DAY
OWN = Handle("wordpress", "blog|1", "Irene Olite")
ANA = Handle("email", "ana@example.org", "Ana Lasa")
LUC = Handle("email", "luc@example.org", "Luc Dar")
BLOG = Place("post", "blog.example.org/one")
POSTED = Place("post", "urn:li:activity:7000000000000000001")
IS_OWNER = Card((OWNER, OWN))


def told(kind: str, day: int, who: Handle, to: tuple[Handle, ...], place: Place, *, title: str = "") -> Event:
    """Something that happened on a day of the debate."""
    at, facts = FIRST + day * DAY, (("title", title),) if title else ()
    native = f"{kind}|{day}|{who.value}|{place.key}"
    return Event(kind, at, "second", "written", who, to, native, place, "some words", facts=facts)


ARTICLE = told("article", 0, OWN, (), BLOG, title="Paper first")
DEBATE = (
    (IS_OWNER, "wordpress"),
    (ARTICLE, "wordpress"),
    (told("comment", 1, ANA, (OWN,), BLOG), "wordpress"),
    (told("comment", 2, OWN, (ANA,), BLOG), "wordpress"),
    (told("comment", 2, LUC, (ANA,), BLOG), "wordpress"),
    (told("comment", 5, ANA, (OWN,), BLOG), "wordpress"),
    (told("comment", 3, OWN, (), POSTED), "linkedin"),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger."""
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def filled(ledger: Ledger, entries: tuple[tuple[Entry, str], ...] = DEBATE) -> Ledger:
    """The ledger with these entries, each from the source that is named beside it."""
    with importing(ledger, "a", NOW) as run:
        for line, (entry, source) in enumerate(entries, 1):
            batch = run.open_batch(f"{line}.xml", source, source)
            batch.add(source, [(entry, 2)], line)
            batch.close(NOW)
    return ledger


def as_of(ledger: Ledger, day: int) -> api.Debates:
    """The debates before a day, counted from the first one."""
    return debates_of(ledger, derive.derive(ledger, FIRST - 3_600 + day * DAY), with_unseen=True)


def test_who_came_who_came_back_and_what_began(empty: Ledger) -> None:
    """One came on two days and was answered there; the other came once and never met the owner."""
    (one,) = in_order(as_of(filled(empty), 50), "last", with_unseen=False).debates
    assert (one.place.title, one.shows) == ("Paper first", "all")
    assert (one.came, one.came_back, one.began, one.turns) == (2, 1, 1, 4)
    came = {visitor.person.name: visitor for visitor in one.visitors}
    assert [visitor.person.name for visitor in one.visitors] == ["Ana Lasa", "Luc Dar"]
    assert len(came["Ana Lasa"].days) == 2
    assert came["Ana Lasa"].came_back
    assert came["Ana Lasa"].began_here
    assert not came["Luc Dar"].came_back
    assert one.minutes_in > 0
    assert one.minutes_out > 0


def test_the_post_of_an_archive_is_not_observable(empty: Ledger) -> None:
    """LinkedIn tells only the owner's own comment: who came is not a number, and never zero."""
    whole = as_of(filled(empty), 50)
    (posted,) = [one for one in whole.debates if one.place.key == POSTED.key]
    assert posted.shows == "none"
    assert (posted.came, posted.came_back, posted.began) == (None, None, None)
    assert whole.unseen == 1
    assert posted not in in_order(whole, "last", with_unseen=False).debates
    assert in_order(whole, "last", with_unseen=True).debates[-1] == posted


def test_notices_by_mail_tell_of_some(empty: Ledger) -> None:
    """A mail says that somebody commented: at least that one came, and perhaps others."""
    notice = told("comment", 4, ANA, (OWNER,), POSTED)
    whole = as_of(filled(empty, (DEBATE[0], DEBATE[-1], (notice, "mail"))), 50)
    (one,) = in_order(whole, "last", with_unseen=False).debates
    assert (one.shows, one.came) == ("some", 1)


def test_a_blog_that_nobody_answered_has_nobody(empty: Ledger) -> None:
    """Its export would show a comment: there, nobody is a zero."""
    (one,) = as_of(filled(empty, DEBATE[:2]), 50).debates
    assert (one.shows, one.came, one.came_back, one.began, one.turns) == ("all", 0, 0, 0, 0)


def test_a_conversation_of_two_is_no_debate_and_one_of_three_is(empty: Ledger) -> None:
    """Between two it is a relationship, and told there."""
    two, three = Place("conversation", "2"), Place("conversation", "3")
    said = [told("message", 1, ANA, (OWNER,), two)]
    said += [told("message", 1, who, (OWNER, other), three) for who, other in ((ANA, LUC), (LUC, ANA))]
    found = as_of(filled(empty, tuple((event, "linkedin") for event in said)), 50)
    assert [one.place.key for one in found.debates] == ["3"]


def test_years_count_people_and_who_had_come_back(empty: Ledger) -> None:
    """Everybody counts once a year, and as come back from the second day on; no year is left out."""
    year = 365
    events = [told("comment", day, ANA, (OWN,), BLOG) for day in (1, year, 3 * year)]
    events.append(told("comment", 2, LUC, (OWN,), BLOG))
    found = as_of(filled(empty, tuple((event, "wordpress") for event in (ARTICLE, *events))), 4 * year)
    assert [(one.year, one.came, one.came_back) for one in found.years] == [
        (2019, 2, 0), (2020, 1, 1), (2021, 0, 0), (2022, 1, 1), (2023, 0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("day", [0, 1, 2, 3, 5, 6])
def test_nothing_after_the_day_matters(empty: Ledger, tmp_path: Path, day: int) -> None:
    """A ledger that knows what happens later says of that day what one says that does not."""
    before = tuple(
        (entry, source)
        for entry, source in DEBATE
        if isinstance(entry, Card) or (isinstance(entry, Event) and entry.at < FIRST - 3_600 + day * DAY)
    )
    with Ledger.open(tmp_path / "then.sqlite") as then:
        assert as_of(filled(empty), day) == as_of(filled(then, before), day)


def test_a_debate_is_found_by_its_title_or_id(empty: Ledger) -> None:
    """A whole title goes before words of it; several are refused with their names."""
    second = told("article", 3, OWN, (), Place("post", "blog.example.org/two"), title="Paper first, again")
    found = as_of(filled(empty, (*DEBATE, (second, "wordpress"))), 50)
    one = debate(found, "Pàper FIRST")
    assert one.place.title == "Paper first"
    assert debate(found, one.place.id) == one
    with pytest.raises(Refusal) as several:
        debate(found, "paper")
    assert several.value.key == "refusal.several_places"
    with pytest.raises(Refusal) as none:
        debate(found, "scissors")
    assert none.value.key == "refusal.no_such_place"


def test_the_answer_is_the_same_through_the_door(empty: Ledger) -> None:
    """Asked for a day, the end of that day counts; a reading that stays open says the same."""
    ledger = filled(empty)
    on = dt.date(1970, 1, 1) + dt.timedelta(days=18_010)
    asked = api.debates(ledger, on)
    assert api.Reading(ledger.path).debates(on) == asked
    assert len(api.debates(ledger, on, with_unseen=True).debates) == len(asked.debates) + asked.unseen
    assert asked.as_of == on.isoformat()
