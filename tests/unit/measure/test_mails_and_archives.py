"""What a mail and another source both tell counts once, and what was called off does not count."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from vinculo import derive
from vinculo.derive import Derived
from vinculo.ledger import Keeping, Ledger, importing, read, secret, tell
from vinculo.measure.interactions import KINDS, SKETCHED
from vinculo.measure.sketch import Sketcher
from vinculo.model import DAY_S, OWNER, Entry, Event, Handle, Place, Ruling

NOW = 1_700_000_000
AT = NOW - 90 * DAY_S
ME = Handle("email", "me@example.org", "Marta")
PROFILE = Handle("linkedin", "https://www.linkedin.com/in/marta", "Marta")
ANA = Handle("linkedin", "https://www.linkedin.com/in/ana-ruiz", "Ana Ruiz")
EVA = Handle("email", "eva@example.org", "Eva Sanz")
LEO = Handle("email", "leo@example.org", "Leo Mas")
THREAD = Place("conversation", "2-YWJj==")
MEETING = Place("meeting", "obra-1@calendar.example")
HELLO = "Hola, Marta. Te escribo por lo que dijiste ayer sobre los planos."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        tell(opened, "owner", [(Ruling("owner", (ME, PROFILE), 0), 0)], "--owner", NOW)
        yield opened


def enter(ledger: Ledger, source: str, *entries: Entry, keeping: Keeping = Keeping()) -> None:  # noqa: B008
    with importing(ledger, source, NOW, keeping=keeping) as run:
        batch = run.open_batch(source, source, "a")
        for line, entry in enumerate(entries, 1):
            batch.add(source, [(entry, len(getattr(entry, "text", "").split()))], line)
        batch.close(NOW)


def counted(ledger: Ledger, as_of: int = NOW) -> list[tuple[str, int]]:
    """Kind and instant of every happening that counts with anybody, in order."""
    derived = derive.derive(ledger, as_of)
    rows = derived.happenings.select(["at", "code"]).to_pylist()
    return sorted((tuple(KINDS)[row["code"]], row["at"]) for row in rows)


def notice(kind: str, at: int, text: str = "", place: Place | None = None, **facts: str) -> Event:
    """What a mail of LinkedIn's tells of Ana."""
    told = tuple(sorted(({"bound": "at_most"} | facts).items()))
    return Event(kind, at, "second", "written", ANA, (ME,), f"{kind}|mail|{at}", place, text, facts=told)


def written(at: int, text: str, place: Place = THREAD, sender: Handle = ANA) -> Event:
    """A message of the archive."""
    return Event(
        "message", at, "second", "written", sender, (OWNER,), f"message|{at // 60}|{text}", place, text
    )


@pytest.mark.parametrize(
    ("mailed", "place"),
    [
        (HELLO, THREAD),
        (HELLO[:40] + "…", THREAD),
        (f"Ana acaba de enviarte un mensaje\n\nAna Ruiz\n\n{HELLO}", THREAD),
        ("", THREAD),
        (HELLO[:40] + " ...", None),
    ],
)
def test_a_message_told_by_a_mail_and_by_the_archive_counts_once(
    ledger: Ledger, mailed: str, place: Place | None
) -> None:
    """Whole, cut, below a heading, without text, or without its conversation; the archive's counts."""
    enter(ledger, "linkedin", written(AT, HELLO))
    enter(ledger, "mail", notice("message", AT + 5_000, mailed, place))
    assert counted(ledger) == [("message", AT)]


@pytest.mark.parametrize(
    ("told", "mail"),
    [
        (written(AT, HELLO), notice("message", AT + 5_000, "Otra cosa, y es más corta", THREAD)),
        (written(AT, HELLO), notice("message", AT + 5 * DAY_S, HELLO, THREAD)),
        (written(AT, HELLO), notice("message", AT - 3_600, HELLO, THREAD)),
        (written(AT, HELLO), notice("message", AT + 5_000, HELLO, Place("conversation", "2-eHl6"))),
        (written(AT, "Gracias"), notice("message", AT + 5_000, "Gracias", None)),
        (written(AT, HELLO, sender=EVA), notice("message", AT + 5_000, HELLO, THREAD)),
    ],
    ids=["another text", "too late", "before it", "another conversation", "too short", "another person"],
)  # fmt: skip
def test_two_messages_stay_two(ledger: Ledger, told: Event, mail: Event) -> None:
    """Two that only resemble one another are both counted."""
    enter(ledger, "linkedin", told)
    enter(ledger, "mail", mail)
    assert counted(ledger) == sorted([("message", told.at), ("message", mail.at)])


def test_a_link_told_by_a_mail_and_by_the_list_counts_once(ledger: Ledger) -> None:
    """`Connected On` is a day of an unknown zone, so the day may be the next; until the list tells of
    it, the mail does."""
    day = AT - AT % DAY_S
    enter(ledger, "mail", notice("accept", AT))
    assert counted(ledger) == [("accept", AT)]
    enter(ledger, "linkedin", Event("connect", day, "day", "known", OWNER, (ANA,), "connect|x"))
    assert counted(ledger) == [("connect", day)]


def test_an_invitation_told_by_a_mail_and_by_the_archive_counts_once(ledger: Ledger) -> None:
    """By its time to two minutes where its id tells it, else within a month; the archive has the note."""
    asked = Event("invitation_note", AT, "minute", "known", ANA, (OWNER,), "invitation|1", text="Hola")
    enter(ledger, "linkedin", asked)
    enter(ledger, "mail", notice("invitation", AT + 9 * DAY_S))
    assert counted(ledger) == [("invitation_note", AT)]
    exact = notice("invitation", AT + 9 * DAY_S + 60)
    enter(ledger, "mail", exact._replace(facts=()))
    assert counted(ledger) == [("invitation", exact.at), ("invitation_note", AT)]


def test_a_mail_alone_counts(ledger: Ledger) -> None:
    """What nobody else tells of is not lost."""
    enter(ledger, "mail", notice("message", AT, HELLO, THREAD), notice("comment", AT + 9))
    assert counted(ledger) == [("comment", AT + 9), ("message", AT)]


# --- meetings


def asked_to(at: int, sequence: int = 0, mailed: int = AT, guests: Sequence[Handle] = (ME,)) -> Event:
    """An invitation by mail: Eva asks."""
    facts = (("mailed", str(mailed)), ("sequence", str(sequence)))
    key = f"meeting|{MEETING.key}|{at}"
    return Event(
        "meeting", at, "minute", "written", EVA, tuple(guests), key, MEETING, duration_s=3600, facts=facts
    )


def off(mailed: int, sender: Handle, to: Sequence[Handle], **facts: str) -> Event:
    key = f"meeting|{MEETING.key}|off|{facts}|{mailed}"
    return Event(
        "cancellation", mailed, "second", "written", sender, tuple(to), key, MEETING,
        facts=tuple(sorted(facts.items())),
    )  # fmt: skip


def meetings(ledger: Ledger, as_of: int = NOW) -> list[tuple[str, int]]:
    return [one for one in counted(ledger, as_of) if one[0] != "cancellation"]


def people_at(derived: Derived) -> set[str]:
    return {derived.people.persons[row["tie"]].name for row in derived.happenings.to_pylist()}


def test_a_meeting_told_by_a_calendar_and_by_a_mail_counts_once(ledger: Ledger) -> None:
    """They have one key; of what they call it the more definite is believed."""
    at = AT + DAY_S
    held = asked_to(at)._replace(kind="meeting_in_person", facts=())
    enter(ledger, "calendar", held)
    enter(ledger, "mail", asked_to(at))
    assert meetings(ledger) == [("meeting_in_person", at)]


def test_of_several_mails_about_a_meeting_the_highest_sequence_holds(ledger: Ledger) -> None:
    """Whatever the order in which they came; and on a day before the move nobody knew of it."""
    first, then = AT + DAY_S, AT + 5 * DAY_S
    enter(ledger, "mail", asked_to(then, 2, AT + 600), asked_to(first, 1), asked_to(first + 900, 0))
    assert meetings(ledger) == [("meeting", then)]
    assert meetings(ledger, first + 7_200) == []


def test_a_meeting_that_a_calendar_has_at_another_time_took_place_then(ledger: Ledger) -> None:
    """The calendar knows what became of it."""
    at = AT + DAY_S
    enter(ledger, "mail", asked_to(at))
    enter(ledger, "calendar", asked_to(at + 7_200)._replace(facts=()))
    assert meetings(ledger) == [("meeting", at + 7_200)]


def test_what_was_called_off_did_not_take_place(ledger: Ledger) -> None:
    """By its organizer, before it began; in a calendar too; unless it was called again."""
    at = AT + DAY_S
    enter(ledger, "mail", asked_to(at), off(AT + 60, EVA, [ME], by="organizer"))
    enter(ledger, "calendar", asked_to(at)._replace(facts=()))
    assert meetings(ledger) == []
    enter(ledger, "mail", asked_to(at, 3, AT + 120))
    assert meetings(ledger) == [("meeting", at)]


def test_what_was_called_off_afterwards_took_place(ledger: Ledger) -> None:
    """People tidy their calendars."""
    at = AT + DAY_S
    enter(ledger, "mail", asked_to(at), off(at + 3_600, EVA, [ME], by="organizer"))
    assert meetings(ledger) == [("meeting", at)]


def test_one_time_of_a_series_can_be_called_off(ledger: Ledger) -> None:
    """The others stay."""
    first, second = AT + DAY_S, AT + 8 * DAY_S
    enter(ledger, "calendar", *(asked_to(at)._replace(facts=()) for at in (first, second)))
    enter(ledger, "mail", off(AT + 60, EVA, [ME], by="organizer", instance=str(second)))
    assert meetings(ledger) == [("meeting", first)]


def test_a_guest_who_declines_was_not_met(ledger: Ledger) -> None:
    """The others were; where the owner declines, nobody was."""
    at = AT + DAY_S
    enter(ledger, "mail", asked_to(at, guests=(ME, LEO)), off(AT + 60, LEO, [EVA], by="guest"))
    derived = derive.derive(ledger, at + 1)
    assert meetings(ledger) == [("meeting", at)]
    assert people_at(derived) == {"Eva Sanz"}
    enter(ledger, "mail", off(AT + 90, ME, [EVA], by="guest"))
    assert meetings(ledger) == []


@pytest.mark.parametrize("keeps_words", [True, False])
def test_it_does_not_matter_whether_words_are_kept(ledger: Ledger, keeps_words: bool) -> None:
    """Of texts their sketch is enough, and what tells which of several mails holds is no word."""
    keeping = Keeping(Sketcher(secret(ledger, "sketch")).sketches, SKETCHED, keeps_words)
    first, then = AT + DAY_S, AT + 5 * DAY_S
    other = "Otra cosa, y es más corta que todo lo anterior"
    mails = (
        *(
            notice("message", AT + 5_000, HELLO[:40] + "…", THREAD),
            notice("message", AT + 9_000, other, THREAD),
        ),
        *(asked_to(first, 0), asked_to(then, 1, AT + 600), off(AT + 700, LEO, [EVA], by="guest")),
    )
    enter(ledger, "linkedin", written(AT, HELLO), keeping=keeping)
    enter(ledger, "mail", *mails, keeping=keeping)
    assert (read.entries_of_kind(ledger, "message", NOW)[0].text == "") is not keeps_words
    assert counted(ledger) == [("meeting", then), ("message", AT), ("message", AT + 9_000)]
