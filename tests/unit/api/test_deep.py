"""Why a text goes as deep as it does, sign by sign and word by word."""

import csv
import datetime as dt

import pytest

from vinculo import api
from vinculo.api import why
from vinculo.api.deep import SAID_BEFORE, deep
from vinculo.ingest import ingest
from vinculo.ledger import Ledger
from vinculo.measure.depth import WEIGHTS
from vinculo.model import Handle
from vinculo.web.proofs import depth_of

NOW = 1_700_000_000
ON = dt.date(2023, 11, 1)
ME, ANA = "https://www.linkedin.com/in/me-myself", "https://www.linkedin.com/in/ana-ruiz"
HEADER = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip
SAID = (
    (ANA, "We compared the cadastral maps of Soria with the flood gauges."),
    (ME, "Great post! In my experience the gauges of Soria lag by 3 hours. Did the flood maps show it?"),
    (ME, "Great post! In my experience the gauges of Soria lag by 3 hours. Did the flood maps show it?"),
    (ANA, "Happy birthday!"),
)


@pytest.fixture(scope="module", params=[True, False], ids=["with words", "without"])
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> api.Reading:
    """Two people in one conversation."""
    folder = tmp_path_factory.mktemp("deep")
    with (folder / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for n, (sender, text) in enumerate(SAID):
            to = ANA if sender == ME else ME
            rows.writerow(
                [
                    "c1",
                    "",
                    sender[-5:],
                    sender,
                    to[-5:],
                    to,
                    f"2023-10-0{n + 1} 10:00:00 UTC",
                    "",
                    text,
                    "INBOX",
                ]
            )
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        own = [Handle("linkedin", ME)]
        ingest(ledger, [folder / "messages.csv"], NOW, owner=own, keeps_words=request.param)
    return api.Reading(folder / "ledger.sqlite")


def moments(reading: api.Reading) -> list[api.Moment]:
    """The conversation, oldest first."""
    (one,) = reading.worth(ON).relationships
    return list(reversed(why.timeline(reading, one, ON).moments))


def test_an_answer_is_taken_apart_into_points_that_add_up(reading: api.Reading) -> None:
    """It says something, takes up what was said, asks, is grounded, and is the first turn."""
    first, answer, *_ = moments(reading)
    told = deep(reading, answer, ON)
    assert told is not None
    assert told.is_judged
    assert {sign.key for sign in told.signs} == set(WEIGHTS)
    assert round(sum(sign.points for sign in told.signs)) == told.depth == answer.depth > 50
    assert {sign.key: sign.n for sign in told.signs}["turn"] == 1
    assert told.answers == first.entry


def test_its_words_are_shown_where_they_are_kept(reading: api.Reading) -> None:
    """Which counted, which were taken up, which were stock; and nothing where nobody can know."""
    _, answer, *_ = moments(reading)
    told = deep(reading, answer, ON)
    assert told is not None
    assert told.keeps_words == bool(answer.text)
    if told.keeps_words:
        assert told.counted == ("experience", "gauges", "Soria", "lag", "hours", "flood", "maps", "show")
        assert told.taken_up == ("gauges", "Soria", "flood", "maps")
        assert told.stock == ("Great", "post")
    else:
        assert told.counted == told.taken_up == told.stock == ()


def test_what_was_said_before_is_taken_off(reading: api.Reading) -> None:
    """A copy of one's own words goes no depth at all, and says of which."""
    _, answer, copy, _ = moments(reading)
    told = deep(reading, copy, ON)
    assert told is not None
    assert told.depth == 0
    assert told.likest == answer.entry
    assert abs(sum(sign.points for sign in told.signs)) < 1e-9
    assert told.signs[-1].key == SAID_BEFORE
    assert told.signs[-1].points < -50


def test_a_greeting_of_the_platform_is_canned_and_costs_a_click(reading: api.Reading) -> None:
    """It is no exchange, and its minutes are explained by that."""
    *_, greeting = moments(reading)
    told = deep(reading, greeting, ON)
    assert told is not None
    assert told.canned == "occasion"
    assert (greeting.is_exchange, greeting.is_canned, greeting.minutes) == (False, True, 0.05)
    assert why.cost(greeting).explains


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_drawer_says_it_in_both_languages(reading: api.Reading, language: str) -> None:
    """Each sign with its points, the words, and the sum."""
    from types import SimpleNamespace

    from vinculo.wording import Wording

    view = SimpleNamespace(wording=Wording(language), are_numbers_hidden=False)
    for moment in moments(reading):
        (level,) = depth_of(view, deep(reading, moment, ON), moment)  # type: ignore[arg-type]
        assert level.note
        said = " ".join([level.title, level.note, *(f"{line.label} {line.value}" for line in level.lines)])
        assert "web.why" not in said
        assert ("gauges" in said) == (bool(moment.text) and not moment.is_canned)
    hidden = SimpleNamespace(wording=Wording(language), are_numbers_hidden=True)
    assert depth_of(hidden, deep(reading, moments(reading)[0], ON), moments(reading)[0]) == ()  # type: ignore[arg-type]
