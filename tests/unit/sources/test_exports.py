"""What could be added to the files that were imported, and the way to it."""

from pathlib import Path

import pytest

from vinculo import api
from vinculo.ledger import Ledger, importing
from vinculo.model import Event, Handle
from vinculo.sources.channels import CHANNELS
from vinculo.sources.exports import FAMILIES, Addition, to_add
from vinculo.wording import LANGUAGES, Wording

BASIC = {"linkedin/connections", "linkedin/messages", "linkedin/invitations"}


def test_every_channel_is_shown_by_an_export_that_is_explained() -> None:
    """No gap without a way to fill it, in every language, and no export that shows nothing."""
    assert {channel for family in FAMILIES for channel in family.channels} == set(CHANNELS)
    known = {file for files in CHANNELS.values() for file in files} | {"vcard/cards"}
    for family in FAMILIES:
        assert family.files <= known
        for wording in map(Wording, LANGUAGES):
            assert wording.has(f"family.{family.key}.title")
            assert wording.has(f"family.{family.key}.why")
            for export in family.exports:
                assert wording.has(f"export.{export.key}.title")
                assert wording.has(f"export.{export.key}.steps")


def test_a_basic_archive_leaves_everything_else_to_be_added() -> None:
    """LinkedIn itself as well: the complete archive shows more."""
    found = {addition.family: addition.channels for addition in to_add(BASIC)}
    assert list(found) == [family.key for family in FAMILIES]
    assert "recommendations" in found["linkedin"]
    assert set(found["mail"]) == {"comments_on_yours", "reactions_on_yours", "mail"}
    assert found["contacts"] == ()


@pytest.mark.parametrize("box", ["mail/mbox", "mail/maildir"])
def test_one_of_a_family_is_enough(box: str) -> None:
    """Whoever has brought a mail box is not asked for another; a blog would still show who came."""
    found = {addition.family for addition in to_add({*BASIC, box})}
    assert "mail" not in found
    assert "blog" in found


def test_nothing_is_left_where_every_family_was_read() -> None:
    """Then there is nothing to ask for."""
    assert to_add({file for family in FAMILIES for file in family.files}) == ()


def test_an_import_that_was_undone_shows_nothing(tmp_path: Path) -> None:
    """What is gone is to be added again."""
    calls = Event("call", 1_000, "second", "written", Handle("name", "Ana"), (), "call|1")
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        with importing(ledger, "a", 2_000) as run:
            batch = run.open_batch("a.ics", "calendar", "events")
            batch.add("calendar", [(calls, 0)], 1)
            batch.close(2_000)
        assert "calendar" not in {one.family for one in api.additions(ledger)}
        api.undo(ledger, 3_000)
        missing = next(one for one in api.additions(ledger) if one.family == "calendar")
    exports = ("google_calendar", "outlook_calendar", "apple_calendar")
    assert missing == Addition("calendar", ("meetings",), exports)
