"""Meetings that mails invite to, answer and call off."""

import pytest

from vinculo.errors import BadRecord
from vinculo.ingest import Mishap, outcome
from vinculo.model import Event, Handle, Ignored, Place
from vinculo.sources import calendar, mail
from vinculo.sources.calendar.framing import frame
from vinculo.sources.mail.message import record_of_message

ANA = Handle("email", "ana@example.org", "Ana Ruiz")
MARTA = Handle("email", "marta@example.org")
START = 1_714_554_000
"""1 May 2024, 9:00 UTC."""
MAILED = 1_714_039_200
PARTIES = (
    "ORGANIZER;CN=Ana Ruiz:mailto:ana@example.org",
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana Ruiz:mailto:ana@example.org",
    "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:marta@example.org",
)


def ics(method: str, *lines: str, start: str = "DTSTART:20240501T090000Z") -> str:
    told = (f"METHOD:{method}",) if method else ()
    event = ("BEGIN:VEVENT", "UID:obra-1@a.example", start, "DTEND:20240501T100000Z", *lines, "END:VEVENT")
    return "\n".join(("BEGIN:VCALENDAR", *told, *event, "END:VCALENDAR"))


def said(part: str, sender: str = "Ana Ruiz <ana@example.org>", more: str = "") -> list[Event] | Ignored:
    """What a mail with this calendar part says."""
    raw = (
        f"From: {sender}\nTo: marta@example.org\nDate: Thu, 25 Apr 2024 10:00:00 +0000\n"
        f"Message-ID: <1@a.example>\n{more}Content-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nHola\n"
        f"--b\nContent-Type: text/calendar; charset=utf-8\n\n{part}\n--b--\n"
    )
    outcome = mail.parse("mbox", record_of_message(raw.encode(), 1))
    if isinstance(outcome, Ignored):
        return outcome
    return [entry for entry in outcome if isinstance(entry, Event)]


def event_of(part: str, **how: str) -> Event:
    found = said(part, **how)
    assert isinstance(found, list), found
    (event,) = found
    return event


def test_a_request_is_the_meeting_that_a_calendar_would_tell() -> None:
    """With the same key, people and length; and with what tells which of several mails holds."""
    part = ics("REQUEST", "SUMMARY:Obra", "SEQUENCE:2", *PARTIES)
    event = event_of(part)
    (record,) = frame([part.replace("METHOD:REQUEST\n", "").encode()])
    told = calendar.parse("events", record)
    assert not isinstance(told, Ignored)
    (meeting,) = told
    assert isinstance(meeting, Event)
    assert event._replace(facts=()) == meeting._replace(facts=())
    assert event.native == f"meeting|obra-1@a.example|{START}"
    assert (event.sender, event.recipients, event.duration_s) == (ANA, (MARTA,), 3600)
    assert {"sequence": "2", "mailed": str(MAILED), "title": "Obra"}.items() <= dict(event.facts).items()


def test_google_sends_invitations_automatically_and_they_count() -> None:
    """An invitation is judged by its calendar, before what marks a mail as automatic."""
    assert event_of(ics("REQUEST", *PARTIES), more="Auto-Submitted: auto-generated\n").kind == "meeting"


def test_of_a_series_a_mail_knows_the_first_time() -> None:
    """When it was to end, or whether it went on, a mail cannot tell."""
    event = event_of(ics("REQUEST", "RRULE:FREQ=WEEKLY", *PARTIES))
    assert event.at == START


def test_an_accepted_answer_is_the_meeting_and_a_declined_one_calls_it_off_for_one() -> None:
    """The answer of a guest is between the guest and the organizer."""
    organizer, guest = "ORGANIZER:mailto:ana@example.org", "ATTENDEE;PARTSTAT={}:mailto:marta@example.org"
    accepted = event_of(ics("REPLY", organizer, guest.format("ACCEPTED")), sender="marta@example.org")
    assert (accepted.kind, accepted.native) == ("meeting", f"meeting|obra-1@a.example|{START}")
    declined = event_of(ics("REPLY", organizer, guest.format("DECLINED")), sender="marta@example.org")
    assert (declined.kind, declined.sender) == ("cancellation", MARTA)
    assert declined.place == Place("meeting", "obra-1@a.example")
    assert (declined.at, dict(declined.facts)["by"]) == (MAILED, "guest")
    waits = said(ics("REPLY", organizer, guest.format("NEEDS-ACTION")))
    assert waits == Ignored("answer_to_invitation")


def test_a_cancellation_tells_who_called_off_what_and_when() -> None:
    """All of it, or one time of a series; the meeting itself stays where other mails tell of it."""
    event = event_of(ics("CANCEL", "STATUS:CANCELLED", "SUMMARY:Obra", *PARTIES))
    assert (event.kind, event.at, event.sender) == ("cancellation", MAILED, ANA)
    assert event.recipients == (MARTA,)
    assert dict(event.facts) == {"by": "organizer", "title": "Obra"}
    one = event_of(ics("CANCEL", "RECURRENCE-ID:20240508T090000Z", *PARTIES))
    assert dict(one.facts)["instance"] == str(START + 7 * 86_400)
    assert one.native != event.native


@pytest.mark.parametrize("method", ["PUBLISH", ""])
def test_a_calendar_that_is_merely_sent_along_makes_no_meeting_of_a_letter(method: str) -> None:
    """The letter is a letter."""
    event = event_of(ics(method, *PARTIES))
    assert (event.kind, event.text) == ("email", "Hola")


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (ics("COUNTER", *PARTIES), "answer_to_invitation"),
        (ics("REQUEST", "ATTENDEE:mailto:marta@example.org"), "alone"),
        (ics("REQUEST", "STATUS:CANCELLED", *PARTIES), "canceled"),
        (ics("CANCEL"), "canceled"),
        (ics("REQUEST", "TRANSP:TRANSPARENT", *PARTIES, start="DTSTART;VALUE=DATE:20240501"), "whole_day"),
    ],
)
def test_other_calendars_in_mails_are_noise_by_kind(part: str, kind: str) -> None:
    """A counter-proposal, nobody else, what is canceled, whole days."""
    assert said(part) == Ignored(kind)


def test_a_calendar_that_breaks_off_is_set_aside() -> None:
    """With its reason."""
    with pytest.raises(BadRecord):
        said(ics("REQUEST", *PARTIES).partition("END:VEVENT")[0])


def test_a_meeting_still_to_come_is_a_plan_and_no_happening() -> None:
    """Whoever reads the mail box again later finds it; any other event of the future is a wrong date."""
    raw = "From: ana@example.org\nDate: Thu, 25 Apr 2024 10:00:00 +0000\nContent-Type: text/calendar\n\n{}"
    record = record_of_message(raw.format(ics("REQUEST", *PARTIES)).encode(), 1)
    assert outcome(mail, "mbox", record, MAILED) == Ignored("planned")
    said = outcome(mail, "mbox", record, START)
    assert isinstance(said, list)
    assert [entry.kind for entry, _ in said if isinstance(entry, Event)] == ["meeting"]
    letter = record_of_message(b"From: ana@example.org\nDate: Thu, 25 Apr 2024 10:00:00 +0000\n\nx", 1)
    assert outcome(mail, "mbox", letter, MAILED - 3 * 86_400) == Mishap("bad_record.in_the_future")
