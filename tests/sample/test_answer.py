"""From the archives to the answer: what a thoughtful reader says of the sample is what vinculo says."""

import csv
import datetime as dt
import email
import json
import re
import zipfile
from collections import Counter
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces.life import ARCHIVES, ROOT, UNTIL, vinculo

EXPECTED = json.loads((ROOT / "sample" / "expected.json").read_text("utf-8"))
LADDER = ("contact", "interlocutor", "recognized", "bond", "trusted", "collaborator")
Answer = list[dict[str, Any]]


def of(everybody: Answer, profile: str) -> dict[str, Any]:
    """The one relationship with a profile."""
    (one,) = [one for one in everybody if f"linkedin:in/{profile}" in one["person"]["handles"]]
    return one


def test_the_question_is_about_the_day_the_sample_ends() -> None:
    """The hand-written expectations, the demo and these tests speak of one day."""
    from vinculo.cli.demo import SAMPLE_UNTIL

    assert EXPECTED["as_of"] == UNTIL == SAMPLE_UNTIL.isoformat()
    assert len(EXPECTED["people"]) == 20
    assert {one["stage"] for one in EXPECTED["people"]} >= {"contact", "interlocutor", "recognized", "bond"}


@pytest.mark.parametrize("person", EXPECTED["people"], ids=lambda person: person["profile"])
def test_a_relationship_stands_where_a_reader_would_put_it(person: dict[str, Any], everybody: Answer) -> None:
    """The stage that somebody gave it who read the archives and the notebook, without a rule in mind."""
    one, told = of(everybody, person["profile"]), person.get("told", person)
    assert one["person"]["name"] == person["name"]
    assert one["stage"] == told["stage"], told["why"]
    assert one["value"]["gate"] == (told["stage"] != "contact")


def test_the_ladder_is_believable(everybody: Answer) -> None:
    """Most are at zero, each step up by files alone is rarer than the one below, and somebody is on the
    third; beyond it only the owner's word leads, and far fewer."""
    counted = Counter(one["stage"] for one in everybody)
    steps = [counted[stage] for stage in LADDER[:4]]
    told = [counted[stage] for stage in LADDER[4:]]
    assert 0 < sum(told) < steps[3] / 2
    assert min(told) > 0
    assert steps == sorted(steps, reverse=True)
    assert 0.6 < steps[0] / sum(steps) < 0.95
    assert 8 <= steps[3] < sum(steps) / 10
    assert Counter(one["condition"] for one in everybody if one["stage"] != "contact")["dormant"] > 50


def test_two_people_of_one_name_stay_two(sample: Path, everybody: Answer) -> None:
    """Each has their own story; the name alone is refused, with both of them named."""
    one, other = (of(everybody, profile) for profile in ("jorgelanaspa", "jorge-lanaspa-6e40b18a"))
    assert one["person"]["id"] != other["person"]["id"]
    assert one["person"]["name"] == other["person"]["name"] == "Jorge Lanaspa"
    assert one["stage"] != other["stage"]
    said = vinculo(sample, "show", "Jorge Lanaspa", "--as-of", UNTIL)
    assert said.status == 2
    assert all(who["person"]["id"] in said.err for who in (one, other))


def test_a_renamed_profile_is_one_person(everybody: Answer) -> None:
    """Under both addresses, with the days of both counted once."""
    one = of(everybody, "nuriasgil")
    profiles = [handle for handle in one["person"]["handles"] if handle.startswith("linkedin:")]
    assert len(profiles) == 2
    assert [who["person"]["name"] for who in everybody].count(one["person"]["name"]) == 1


def test_the_books_balance_and_nothing_is_lost_by_a_fault_of_ours(
    sample_books: tuple[Path, list[dict[str, Any]]],
) -> None:
    """Every file of every archive is read or named as not read; every record has one outcome."""
    place, batches = sample_books
    for batch in batches:
        outcomes = batch["accepted"] + batch["duplicate"] + sum(batch["ignored"].values()) + batch["rejected"]
        assert batch["read"] == outcomes, batch["file"]
    assert sum(batch["bugs"] for batch in batches) == 0
    waiting = vinculo(place, "rejects", "--format", "json").json
    assert [reject for reject in waiting if reject["is_bug"]] == []
    assert len(waiting) == sum(batch["rejected"] for batch in batches)
    assert len(waiting) < 0.005 * sum(batch["read"] for batch in batches)
    for path in ARCHIVES:
        assert sum(batch["read"] for batch in batches if path.name in batch["file"]) > 50, path.name


def test_every_stage_claimed_has_its_proof_where_it_says(everybody: Answer) -> None:
    """The file exists, and on that line begins a record of that very instant, about that person."""
    looked = 0
    for one in everybody:
        claims = {proof["claim"] for proof in one["evidence"]}
        climbed = LADDER[1 : LADDER.index(one["stage"]) + 1]
        assert one["stage"] == "contact" or f"stage.{one['stage']}" in claims, one["person"]
        assert claims <= {"first", "return", *(f"stage.{stage}" for stage in climbed)}
        for proof in one["evidence"]:
            text = record_at(proof["file"], proof["line"])
            assert is_of_the_instant(proof, text), (proof, text[:400])
            looked += 1
    assert looked > len(everybody)


def test_the_proof_of_a_message_names_the_person(everybody: Answer) -> None:
    """The record on that line was written by them or to them."""
    looked = 0
    for one in everybody:
        slugs = [h.split("in/", 1)[1] for h in one["person"]["handles"] if h.startswith("linkedin:in/")]
        for proof in one["evidence"]:
            if proof["file"].endswith("messages.csv") and "Complete" in proof["file"] and len(slugs) == 1:
                text = record_at(proof["file"], proof["line"])
                assert slugs[0] in text or one["person"]["name"] in text, (one["person"], text[:300])
                looked += 1
    assert looked > 100


def test_proof_that_is_not_there_would_be_seen(everybody: Answer) -> None:
    """The twin of the tests above: one line further is another record, or none."""
    proofs = [
        proof for one in everybody for proof in one["evidence"] if proof["file"].endswith("messages.csv")
    ]
    wrong = [
        proof for proof in proofs if not is_of_the_instant(proof, record_at(proof["file"], proof["line"] + 1))
    ]
    assert len(wrong) > 0.9 * len(proofs)


@cache
def lines_of(file: str) -> tuple[str, ...]:
    outer, zipped, inner = file.partition(".zip/")
    if not zipped:
        return tuple(Path(file).read_bytes().decode("utf-8", "replace").split("\n"))  # folded within a letter
    with zipfile.ZipFile(f"{outer}.zip") as opened:
        return tuple(opened.read(inner).decode("utf-8").split("\n"))


def record_at(file: str, line: int) -> str:
    """The record that begins on a line, as the kind of file has it."""
    below = [f"{text}\n" for text in lines_of(file)[line - 1 : line + 4_000]]
    if file.endswith(".csv"):
        return "\x1f".join(next(csv.reader(below), []))
    if file.endswith(".mbox"):
        end = next((n for n, text in enumerate(below) if n and text.startswith("From ")), len(below))
        return "".join(below[:end])
    ends = {".ics": "END:VEVENT", ".xml": "</wp:comment>"}[Path(file).suffix]
    record = []
    for text in below:
        record.append(text)
        if text.strip() == ends or (file.endswith("2014.xml") and "</entry>" in text):
            break
    return "".join(record)


FORMATS = (
    (r"(\d{4})[-/](\d\d)[-/](\d\d)", (1, 2, 3)),
    (r"\b(\d{4})(\d\d)(\d\d)T", (1, 2, 3)),
    (r"\b(\d\d?)/(\d\d?)/(\d\d)\b", (3, 1, 2)),
)


def invitation(letter: str) -> str:
    """The part of a mail that a calendar reads."""
    parts = email.message_from_string(letter).walk()
    found = next(part for part in parts if part.get_content_type() == "text/calendar")
    said = found.get_payload(decode=True)
    return said.decode() if isinstance(said, bytes) else ""


def is_of_the_instant(proof: dict[str, Any], record: str) -> bool:
    """Whether the record tells of the proof's instant: to the second where it is told in UTC, else of a
    day that is the same somewhere on earth, or that repeats until then."""
    at = dt.datetime.fromisoformat(proof["at"])
    if proof["file"].endswith("messages.csv"):
        return f"\x1f{at:%Y-%m-%d %H:%M:%S} UTC\x1f" in record
    if proof["file"].endswith(".mbox"):
        envelope, _, letter = record.partition("\n")
        came = dt.datetime.strptime(envelope.split(" ", 2)[2].strip(), "%a %b %d %H:%M:%S %z %Y")
        date = email.message_from_string(letter)["Date"]
        written = parsedate_to_datetime(date) if re.search(r" \d{4} ", date) else came
        if proof["kind"].startswith("meeting"):  # an invitation tells when it is to be, not when it came
            return f"DTSTART:{at:%Y%m%dT%H%M%SZ}" in invitation(letter)
        return min(abs(came - at), abs(written - at)) < dt.timedelta(minutes=10)
    if proof["file"].endswith("Connections.csv"):
        return record.endswith(f"\x1f{at.day:02} {at:%b %Y}")
    days = {
        dt.date(int(found[y]) + 2000 * (len(found[y]) == 2), int(found[m]), int(found[d]))
        for pattern, (y, m, d) in FORMATS
        for found in re.finditer(pattern, record)
    }
    is_near = any(abs((day - at.date()).days) <= 1 for day in days)
    return is_near or ("RRULE" in record and min(days) <= at.date())
