"""What the commands answer in JSON: every answer is whole, and nothing else is on standard output."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from faces.life import UNTIL, ZERO, small_life, vinculo

STAGES = ("contact", "interlocutor", "recognized", "bond", "trusted", "collaborator")


def test_everybody_is_listed_with_their_whole_answer(everybody: list[dict[str, Any]]) -> None:
    """Each object has the promised fields, of the promised kinds."""
    assert len(everybody) > 1_000
    for one in everybody:
        person = one["person"]
        assert isinstance(person["id"], str)
        assert int(person["id"])
        assert isinstance(person["name"], str)
        assert person["handles"], person
        assert one["stage"] in STAGES
        assert one["highest_stage"] in STAGES
        assert one["condition"] in {"active", "dormant", "lost", None}
        assert (one["condition"] is None) == (one["stage"] == "contact")
        assert one["value"]["gate"] in {0, 1}
        assert set(one["value"]["realized"]) == set(ZERO)
        assert 0 <= one["bond"] <= 1
        assert one["minutes_in"] >= 0
        assert one["minutes_out"] >= 0
        assert isinstance(one["active_days"], int)
        assert dt.date.fromisoformat(one["first_on"]) <= dt.date.fromisoformat(one["last_on"])
        assert one["last_on"] <= UNTIL
        assert one["observable"], "the files show something"
        assert one["evidence"], "no opinion without its evidence"


def test_ids_are_one_to_a_person_and_survive_a_browser(everybody: list[dict[str, Any]]) -> None:
    """No two people share an id, and ids are text: 64 bits do not fit a number of JavaScript."""
    ids = Counter(one["person"]["id"] for one in everybody)
    assert max(ids.values()) == 1
    assert any(abs(int(id_)) > 2**53 for id_ in ids)


def test_whoever_never_answered_is_worth_exactly_zero(everybody: list[dict[str, Any]]) -> None:
    """Whatever else there was: likes, links, messages one way. Nearly all of them are such."""
    contacts = [one for one in everybody if one["stage"] == "contact"]
    assert len(contacts) > len(everybody) / 2
    for one in contacts:
        value, nothing = one["value"], {"figure": 0.0, "low": 0.0, "high": 0.0}
        assert (value["gate"], value["realized"]) == (0, ZERO), one["person"]
        assert value["expected"]["basis"] == "nobody_answered"
        assert value["expected"]["figures"] == dict.fromkeys(ZERO, nothing)
        assert value["expected"]["returns"] == nothing
        assert one["bond"] == 0
    busy = [one for one in contacts if one["numbers"]["events_in"] + one["numbers"]["events_out"] > 5]
    assert busy, "some of them saw much of one side"
    assert all(one["value"]["gate"] == 1 for one in everybody if one["stage"] != "contact")


def test_a_stage_is_listed_alone_and_a_limit_limits(sample: Path, everybody: list[dict[str, Any]]) -> None:
    """Filters choose among the same relationships and change nothing in them."""
    said = vinculo(
        sample, "worth", "--as-of", UNTIL, "--stage", "bond", "--stage", "recognized", "--format", "json"
    )
    wanted = [one for one in everybody if one["stage"] in {"bond", "recognized"}]
    assert said.json == wanted
    limited = vinculo(
        sample, "worth", "--as-of", UNTIL, "--limit", 3, "--sort", "name", "--format", "json"
    ).json
    assert (
        limited
        == sorted(everybody, key=lambda one: (one["person"]["name"].casefold(), one["person"]["id"]))[:3]
    )


def test_an_import_says_what_became_of_every_record(sample_books: tuple[Path, list[dict[str, Any]]]) -> None:
    """read = accepted + duplicate + noise + set aside, for each file; nothing through a fault of ours."""
    _, batches = sample_books
    assert len(batches) > 20
    for batch in batches:
        assert {"file", "source", "read", "accepted", "duplicate", "ignored", "rejected"} <= set(batch)
        noise = sum(batch["ignored"].values())
        assert batch["read"] == batch["accepted"] + batch["duplicate"] + noise + batch["rejected"], batch
        assert batch["bugs"] == 0, batch
    assert {batch["source"] for batch in batches} >= {"linkedin"}
    assert sum(batch["accepted"] for batch in batches) > 10_000


def test_the_doctor_counts_what_the_books_and_the_answer_count(
    sample: Path, sample_books: tuple[Path, list[dict[str, Any]]], everybody: list[dict[str, Any]]
) -> None:
    """Three commands speak of one ledger."""
    said = vinculo(sample, "doctor", "--format", "json").json
    assert int(said["digest"], 16)
    assert said["schema_version"] >= 1
    assert said["events"] > 10_000
    assert said["rejects"] == sum(batch["rejected"] for batch in sample_books[1])
    assert said["persons"] >= len(everybody)
    assert said["unfinished"] == 0
    assert said["knows_owner"]
    listed = vinculo(sample, "batches", "--format", "json").json
    assert [{k: v for k, v in batch.items() if k != "undone"} for batch in listed] == sample_books[1]


def test_one_relationship_is_told_with_its_story(sample: Path, everybody: list[dict[str, Any]]) -> None:
    """`show` agrees with `worth`, and its timeline holds the events that earned each step."""
    one = next(one for one in everybody if one["stage"] == "bond")
    shown = vinculo(sample, "show", one["person"]["id"], "--as-of", UNTIL, "--format", "json").json
    assert shown["relationship"] == one
    told = {moment["entry"]: moment for moment in shown["timeline"]}
    for proof in one["evidence"]:
        assert told[proof["entry"]]["file"] == proof["file"]
        assert told[proof["entry"]]["line"] == proof["line"]
    days = [moment["at"] for moment in shown["timeline"]]
    assert days == sorted(days)
    minutes = sum(m["minutes"] for m in shown["timeline"] if m["direction"] in {"in", "both"})
    assert minutes == pytest.approx(one["minutes_in"])


def test_the_owner_is_nobody_they_have_a_relationship_with(
    sample: Path, everybody: list[dict[str, Any]]
) -> None:
    """No row of the answer is about the owner, also not under an e-mail or a former name."""
    from vinculo.api import end_of_day
    from vinculo.derive import derive
    from vinculo.identity import OWNER_ID
    from vinculo.ledger import Ledger

    with Ledger.open(sample, create=False) as opened:
        own = set(derive(opened, end_of_day(dt.date.fromisoformat(UNTIL))).people.persons[OWNER_ID].keys)
    assert any(handle.startswith("linkedin:") for handle in own)
    assert not [one["person"] for one in everybody if own.intersection(one["person"]["handles"])]
    for handle in sorted(own)[:1]:
        refused = vinculo(sample, "show", handle.split(":", 1)[1], "--as-of", UNTIL)
        assert refused.status == 2, handle
        assert refused.out == ""


def test_every_command_speaks_json_and_nothing_else(tmp_path: Path) -> None:
    """Standard output is one JSON document, also where something is written."""
    ledger, somebody = tmp_path / "ledger.sqlite", "ana-ruiz"
    assert vinculo(ledger, "import", small_life(tmp_path, {somebody: ("Ana", "Ruiz")}, [])).status == 0
    commands: list[tuple[object, ...]] = [
        ("batches",), ("rejects",), ("retry",), ("doctor",), ("worth", "--limit", 2), ("show", somebody),
        ("log", "meeting", somebody, "--minutes", 30, "--on", "2026-11-01"),
        ("log", "return", somebody, "--dimension", "money", "--amount", 10.5, "--on", "2026-11-01"),
        ("log", "note", somebody, "a \u202e note", "--on", "2026-11-01"),
        ("undo",), ("undo",), ("undo",),
    ]  # fmt: skip
    for command in commands:
        said = vinculo(ledger, *command, "--format", "json")
        assert (said.status, said.err) == (0, ""), command
        assert json.loads(said.out) is not None
    assert vinculo(tmp_path / "new" / "l.sqlite", "init", "--format", "json").json == {
        "ledger": str(tmp_path / "new" / "l.sqlite")
    }
