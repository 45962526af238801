"""A life told by hand: from a comment under a post to work delivered and an invoice paid two years later.

What a reader would say of each day is what vinculo says, in person and where an ocean lies between.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from vinculo import api
from vinculo.ledger import Ledger, tell
from vinculo.measure.words import effective_words
from vinculo.model import OWNER, Event, Handle, Place

ROSA = Handle("email", "rosa@example.org", "Rosa Olmo")
MARTA = Handle("email", "marta@example.org", "Marta Pina")
TEO = Handle("email", "teo@example.org", "Teo Sanz")
POST = Place("post", "blog|the-axis")
LETTERS = Place("conversation", "letters")
ASKING = "What did you do with the second axis, and would the same hold for yearly data in a small town?"
ANSWER = "I left it out, and told why in a note; for a small town I would draw every single year as a dot."
VIRTUAL, IN_PERSON = "remote", "in-person"


def at(day: str, hour: int = 10) -> int:
    """An instant on a day."""
    return int(dt.datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00").timestamp())


def happened(day, kind, sender, to, place=None, text="", hour=10):
    """What a file tells."""
    native = f"{kind}|{day}|{hour}|{sender.value}"
    return Event(kind, at(day, hour), "second", "written", sender, to, native, place, text)


STORY = (
    happened("2023-03-01", "post", OWNER, (), POST, "The axis that lied, and how it was mended. " * 8),
    happened("2023-03-02", "comment", MARTA, (OWNER,), POST, "I had not seen it, thank you for the note."),
    happened("2023-03-02", "comment", ROSA, (OWNER,), POST, ASKING, hour=12),
    happened("2023-03-03", "comment", OWNER, (ROSA,), POST, ANSWER),
    happened("2023-03-04", "comment", OWNER, (MARTA,), POST, "Nor had I, for a year."),
    happened("2023-04-10", "email", ROSA, (OWNER,), LETTERS, ASKING),
    happened("2023-04-11", "email", OWNER, (ROSA,), LETTERS, ANSWER),
    happened("2023-06-01", "email", OWNER, (ROSA,), LETTERS, ASKING),
    happened("2023-06-02", "email", ROSA, (OWNER,), LETTERS, ANSWER),
    happened("2023-09-12", "email", ROSA, (OWNER,), LETTERS, ASKING),
    happened("2023-03-05", "email", TEO, (OWNER,), None, "Subscribe to my letter about letters."),
)

PROMISES = (("the list", "2023-11-02", "2023-11-20"), ("the plates", "2024-01-10", "2024-02-01"))


@contextmanager
def life(folder: Path, mode: str) -> Iterator[Ledger]:
    """The whole life in a ledger: the files first, then the owner's word, in the order of telling."""
    with Ledger.open(folder / f"{mode}.sqlite") as ledger:
        tell(ledger, "mail", [(one, effective_words(one.text)) for one in STORY], "files", at("2023-10-01"))
        days = ("2023-10-05",) if mode == IN_PERSON else ("2023-10-05", "2023-10-19")
        for day in days:
            api.log_meeting(
                ledger, ["rosa@example.org"], at(day, 20), on=dt.date.fromisoformat(day), mode=mode,
                minutes=60 // len(days), goal="The atlas",
            )  # fmt: skip
        for text, made, kept in PROMISES:
            _, key = api.log_promise(
                ledger, "rosa@example.org", at(made, 20), text=text, on=dt.date.fromisoformat(made), by="them"
            )
            api.settle_promise(ledger, key, at(kept, 20), state="kept", on=dt.date.fromisoformat(kept))
        _, key = api.log_project(
            ledger, ["rosa@example.org"], at("2024-03-01", 20), title="The atlas", on=dt.date(2024, 3, 1)
        )
        for state, day in (("agreed", "2024-04-02"), ("delivered", "2024-12-10")):
            api.step_project(ledger, key, at(day, 20), state=state, on=dt.date.fromisoformat(day))
        api.log_return(
            ledger, "rosa@example.org", at("2025-03-15", 20), dimension="money", amount="6000.01", unit="EUR",
            on=dt.date(2025, 3, 15), note="The invoice", began="The axis that lied",
        )  # fmt: skip
        yield ledger


@pytest.fixture(scope="module", params=(IN_PERSON, VIRTUAL))
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with life(tmp_path_factory.mktemp("life"), request.param) as ledger:
        yield ledger


def rosa(ledger: Ledger, day: str) -> api.Relationship:
    answer = api.worth(ledger, dt.date.fromisoformat(day))
    return next(one for one in answer.relationships if one.person.name == "Rosa Olmo")


PATH = (
    ("2023-03-02", "contact"),
    ("2023-03-03", "interlocutor"),
    ("2023-04-09", "interlocutor"),
    ("2023-04-10", "recognized"),
    ("2023-06-02", "recognized"),
    ("2023-09-12", "bond"),
    ("2024-01-31", "bond"),
    ("2024-02-01", "trusted"),
    ("2024-12-09", "trusted"),
    ("2024-12-10", "collaborator"),
    ("2026-06-01", "collaborator"),
)


def test_30_and_31_the_path_is_the_same_in_person_and_across_an_ocean(told: Ledger) -> None:
    """Each stage on the day that completes it, and never lost again; without ever meeting, all the same."""
    assert [(day, rosa(told, day).stage) for day, _ in PATH] == list(PATH)


def test_trust_has_its_deeds_and_its_doubt(told: Ledger) -> None:
    """Two promises kept and meetings with a goal: likely, not sure; the newest deed first."""
    trust = rosa(told, "2024-02-01").regard.trust
    assert trust is not None
    assert trust.is_standing
    assert trust.deeds[0].deed == "promise_kept"
    assert {deed.deed for deed in trust.deeds} <= {"promise_kept", "met_with_goal", "live_with_goal"}
    assert 0.5 < trust.low < trust.value < trust.high < 1
    assert trust.sure < 0.5
    before = rosa(told, "2024-01-31").regard.trust
    assert before is not None
    assert before.left == 1
    assert [(key, n) for key, n in rosa(told, "2024-01-31").missing if key == "trust"] == [("trust", 1)]


def test_what_came_goes_to_whoever_took_part_and_to_where_it_began(told: Ledger) -> None:
    """Most of it is Rosa's, a little is Marta's, who answered under the same post; Teo, whom nobody
    answered, has no part; and every view has the one total."""
    on = dt.date(2025, 6, 1)
    derived = api.known_on(told, on)
    views = {view: api.brought(told, derived, view) for view in api.VIEWS}
    (one,) = views["person"].returns
    shares = {person[1]: share for person, share in one.took_part if person}
    assert set(shares) == {"Rosa Olmo", "Marta Pina"}
    assert shares["Rosa Olmo"] > 0.9
    assert 0 < shares["Marta Pina"] < 0.1
    assert one.began is not None
    for answer in views.values():
        assert [(row.amount, row.lost) for row in answer.total] == [(6000.01, 0.0)]
        amounts = [Decimal(str(amount.amount)) for row in answer.rows for amount in row.amounts]
        assert sum(amounts) == Decimal("6000.01")
    origins = {row.name: row.amounts[0].amount for row in views["origin"].rows if row.amounts}
    assert list(origins.values()) == [6000.01]
    assert next(iter(origins)).startswith("The axis that lied")
    everybody = {one.person.name: one.value.realized["money"] for one in api.worth(told, on).relationships}
    assert round(sum(everybody.values()), 2) == 6000.01
    assert everybody["Teo Sanz"] == 0.0


def test_before_the_invoice_nothing_had_come(told: Ledger) -> None:
    """A day earlier: no part of anything, whatever was promised and delivered."""
    derived = api.known_on(told, dt.date(2025, 3, 14))
    assert api.brought(told, derived, "person").returns == ()
    assert rosa(told, "2025-03-14").value.realized["money"] == 0.0


def test_18_a_past_day_is_what_it_was(tmp_path: Path) -> None:
    """What the owner told later changes nothing that was known of a day before it: trust, promises,
    projects, returns and shares of that day are those of a ledger in which the rest was never told."""
    with life(tmp_path, IN_PERSON) as ledger:
        days = [dt.date.fromisoformat(day) for day in ("2025-04-01", "2024-12-31", "2024-01-20")]
        seen = {day: said(ledger, day) for day in days}
        undone = 0
        for day in days:
            later = [entry["import"] for entry in api.imports(ledger) if entry["at"] > f"{day}T23:59:59Z"]
            for run in reversed(later[:]):
                if not any(one["import"] == run and one["undone"] for one in api.imports(ledger)):
                    api.undo(ledger, at("2026-01-01"), run)
                    undone += 1
            assert said(ledger, day) == seen[day]
        assert undone >= 5


def said(ledger: Ledger, day: dt.date) -> object:
    """All that the owner's word comes to on a day."""
    derived = api.known_on(ledger, day)
    word = derived.word
    people = sorted(derived.rows)
    return (
        [word.trust(person, derived.as_of) for person in people],
        word.promises,
        word.projects,
        word.returns,
        derived.attribute(),
        [derived.rows[person] for person in people],
    )


def test_32_geography_is_in_no_number(tmp_path: Path) -> None:
    """The same life with one more meeting, here or an ocean away: the same numbers, to the last."""
    told = []
    for where in ("Bilbao", "Valparaíso"):
        (tmp_path / where).mkdir()
        with life(tmp_path / where, IN_PERSON) as ledger:
            on = dt.date(2024, 6, 1)
            api.log_meeting(ledger, ["rosa@example.org"], at("2024-06-01", 20), on=on, place=where)
            derived = api.known_on(ledger, dt.date(2025, 4, 1))
            shares = {key: [part.share for part in parts] for key, parts in derived.attribute().items()}
            told.append((sorted(map(str, derived.rows.values())), sorted(map(str, shares.values()))))
    assert told[0] == told[1]
