"""Who came to a place: whoever did something there, and the guests of a meeting."""

from pathlib import Path

from vinculo import api, derive
from vinculo.ledger import Ledger, importing
from vinculo.model import OWNER, Event, Handle, Place

NOW = 1_700_000_000
GUEST = Handle("email", "guest@example.org", "Ana Lasa")


def test_the_guests_of_ones_own_meeting_came(tmp_path: Path) -> None:
    """The invitation is the owner's, and still nobody was alone; whom a mail goes to has not come."""
    meeting = Event(
        "meeting", NOW - 9_000, "second", "written", OWNER, (GUEST,), "meeting|1", Place("meeting", "1")
    )
    mail = Event(
        "email", NOW - 9_000, "second", "written", OWNER, (GUEST,), "email|1", Place("conversation", "2")
    )
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        with importing(ledger, "a", NOW) as run:
            batch = run.open_batch("a.ics", "calendar", "events")
            for line, event in enumerate((meeting, mail), 1):
                batch.add("calendar", [(event, 0)], line)
            batch.close(NOW)
        came = {
            place.kind: [name for _, name in place.people]
            for place in api.places(ledger, derive.derive(ledger, NOW))
        }
    assert came == {"meeting": ["Ana Lasa"], "conversation": []}
