"""Meetings that a mail invites to, answers or calls off (RFC 5546, RFC 6047).

A request is the meeting itself, under the key that a calendar gives it, so that both are one; of a
series, whose end a mail does not know, its first time. An accepted answer is the same meeting
between the organizer and the guest who answers. What calls off a meeting, for all or for the guest
who declines, is an event of its own at the time of the mail: a mail knows nothing of other mails,
and which meetings it ends is found where all of them lie together.
"""

from collections.abc import Sequence

from vinculo.errors import BadRecord
from vinculo.model import Entry, Event, Ignored, Place
from vinculo.sources.calendar.framing import frame
from vinculo.sources.calendar.meetings import meetings, method_of, told_in
from vinculo.sources.calendar.people import Guest, company
from vinculo.sources.calendar.series import Told
from vinculo.sources.contentlines import Line, read_components
from vinculo.sources.mail.dates import Instant

CANCELLATION = "cancellation"
NO_INVITATION = "calendar_part"
"""A calendar that is merely sent along (`PUBLISH`, or no method at all)."""


def invitation_entries(written: str, mailed: Instant) -> list[Entry] | Ignored:
    """What the calendar in a mail says, or the kind of noise it is.

    Raises BadRecord for a calendar that breaks off, and for dates that cannot be.
    """
    found: list[Entry] = []
    noise = NO_INVITATION
    for record in frame([written.encode()]):
        if record.flaw:
            raise BadRecord(record.flaw)
        calendars = read_components(record.fields[1])
        header = [line for calendar in calendars for line in calendar.lines]
        told = told_in(calendars)
        said = _said(told, header, mailed) if told else Ignored(noise)
        if isinstance(said, Ignored):
            noise = said.kind
        else:
            found += said
    return found or Ignored(noise)


def _said(told: Sequence[Told], header: Sequence[Line], mailed: Instant) -> list[Event] | Ignored:
    method = method_of(header)
    guests = [guest for one in told for guest in company(one.event).attendees]
    if method == "CANCEL":
        return _called_off(told, mailed, None)
    if method == "REPLY" and guests and guests[0].answer == "declined":
        return _called_off(told, mailed, guests[0])
    if method == "REPLY" and not any(guest.answer in {"accepted", "tentative"} for guest in guests):
        return Ignored("answer_to_invitation")
    if method in {"COUNTER", "DECLINECOUNTER", "REFRESH"}:
        return Ignored("answer_to_invitation")
    if method not in {"REQUEST", "ADD", "REPLY"}:
        return Ignored(NO_INVITATION)
    if any(len(company(one.event).everybody) < 2 for one in told):
        return Ignored("alone")
    said = meetings(told, header, None)
    return said if isinstance(said, Ignored) else [_with_facts(event, told, mailed) for event in said]


def _with_facts(event: Event, told: Sequence[Told], mailed: Instant) -> Event:
    """With what tells later which of several mails about a meeting holds."""
    facts = {**dict(event.facts), "mailed": str(mailed.at), "sequence": str(_sequence(told))}
    instance = _instance(told)
    facts |= {"instance": instance} if instance else {}
    return event._replace(facts=tuple(sorted(facts.items())))


def _called_off(told: Sequence[Told], mailed: Instant, guest: Guest | None) -> list[Event] | Ignored:
    """That a meeting will not be: by its organizer for all, or by a guest who declines for themselves."""
    event = told[0].event
    invited = company(event)
    uid = event.text("UID")
    organizer = invited.organizer.handle if invited.organizer else None
    sender = guest.handle if guest else organizer
    to = [organizer] if guest else [one.handle for one in invited.attendees]
    if not uid or sender is None:
        return Ignored("canceled")
    facts = {
        "by": "guest" if guest else "organizer",
        "instance": _instance(told),
        "title": " ".join(event.text("SUMMARY").split()),
    }
    whose = guest.key if guest else ""
    return [
        Event(
            CANCELLATION,
            *mailed,
            sender,
            tuple(handle for handle in to if handle),
            f"meeting|{uid}|off|{facts['instance']}|{_sequence(told)}|{whose}",
            Place("meeting", uid),
            facts=tuple(sorted((name, value) for name, value in facts.items() if value)),
        )
    ]


def _sequence(told: Sequence[Told]) -> int:
    """The revision of the meeting (RFC 5545 §3.8.7.4)."""
    said = told[0].event.text("SEQUENCE")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _instance(told: Sequence[Told]) -> str:
    """Which one of a series is meant (epoch seconds, the last part of its meeting's key); empty where
    all of it is. Raises BadRecord for a date that cannot be."""
    event, clock = told[0]
    line = event.first("RECURRENCE-ID")
    return str(clock.moment(line, line.value).at) if line else ""
