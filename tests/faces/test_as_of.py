"""The past is told as it was: nothing that came later is in an answer about a day."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
from faces.life import LINKEDIN, archive, vinculo

from vinculo.api import end_of_day
from vinculo.ingest import outcome
from vinculo.model import Event
from vinculo.sources import Reads, linkedin
from vinculo.sources.container import members

DAYS = ("2011-06-30", "2016-02-29", "2020-12-31")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete archive alone, so that one file can be cut."""
    place = tmp_path_factory.mktemp("whole") / "ledger.sqlite"
    assert vinculo(place, "import", LINKEDIN[-1]).status == 0
    return place


def cut(day: str, folder: Path) -> tuple[Path, int]:
    """The complete archive without any record of something that happened after a day; how many went."""
    end, gone = end_of_day(dt.date.fromisoformat(day)), 0
    kept: dict[str, str | bytes] = {}
    with zipfile.ZipFile(LINKEDIN[-1]) as opened:
        for member in members(LINKEDIN[-1]):
            name = member.path.partition(".zip/")[2]
            lines = opened.read(name).splitlines(keepends=True)
            claim = linkedin.recognizes(member)
            if not isinstance(claim, Reads) or not name.endswith(".csv"):
                kept[name] = b"".join(lines) if name.endswith(".csv") else opened.read(name)
                if isinstance(claim, Reads) and _is_later(member, claim, end):
                    del kept[name]
                continue
            records = list(linkedin.records(member, claim.reading))
            ends = [record.line for record in records[1:]] + [len(lines) + 1]
            for record, following in zip(reversed(records), reversed(ends), strict=True):
                told = outcome(linkedin, claim.reading, record, 2**40)
                if isinstance(told, list) and any(isinstance(e, Event) and e.at >= end for e, _ in told):
                    del lines[record.line - 1 : following - 1]
                    gone += 1
            kept[name] = b"".join(lines)
    return archive(folder / LINKEDIN[-1].name, kept), gone


def _is_later(member: object, claim: Reads, end: int) -> bool:
    told = [
        outcome(linkedin, claim.reading, record, 2**40)
        for record in linkedin.records(member, claim.reading)  # type: ignore[arg-type]
    ]
    return any(
        isinstance(e, Event) and e.at >= end for said in told if isinstance(said, list) for e, _ in said
    )


@pytest.mark.parametrize("day", DAYS)
def test_the_answer_about_a_day_is_that_of_an_archive_cut_on_that_day(
    day: str, whole: Path, tmp_path: Path
) -> None:
    """Exactly, for every person and every number: what happened later cannot be guessed from it."""
    path, gone = cut(day, tmp_path)
    assert gone > 500
    shorter = tmp_path / "cut.sqlite"
    assert vinculo(shorter, "import", path).status == 0
    known = about(whole, day)
    expected = about(shorter, day)
    assert len(expected) > 50
    by_id = {one["person"]["id"]: one for one in known}
    assert set(by_id) == {one["person"]["id"] for one in expected}
    for one in expected:
        assert by_id[one["person"]["id"]] == one
    assert known == expected, "also the order"


def about(place: Path, day: str) -> list[dict[str, Any]]:
    """The answer about a day, without where each entry stands: a shorter file has other lines."""
    told: list[dict[str, Any]] = vinculo(place, "worth", "--as-of", day, "--format", "json").json
    for one in told:
        for proof in one["evidence"]:
            del proof["file"], proof["line"]
    return told


def test_days_grow_into_one_another(whole: Path) -> None:
    """Nobody disappears, no stage falls, no count shrinks from one day to a later one."""
    order = ("contact", "interlocutor", "recognized", "bond", "trusted", "collaborator")
    earlier: dict[str, dict[str, object]] = {}
    for day in ("2014-01-01", "2019-07-15", "2026-11-15"):
        told = about(whole, day)
        later = {one["person"]["name"]: one for one in told}
        for name, one in earlier.items():
            assert name in later, name
            assert order.index(later[name]["stage"]) >= order.index(str(one["stage"])), name
            assert later[name]["active_days"] >= one["active_days"], name
        names = [one["person"]["name"] for one in told]
        earlier = {name: one for name, one in later.items() if names.count(name) == 1}
    assert len(earlier) > 1_000
