"""Calendars: meetings that took place, and with whom.

What they hold
    Each meeting with its guests, how long, whether in one room, by video or both as far as anybody
    said so, every instance of a series that began before the export was made. Each is one event,
    from the organizer to all who did not decline, however many.

What they cannot show
    Whether it took place as written, and who came: an accepted invitation is as far as a calendar
    goes. Files saved from Outlook leave out who was invited. What was said.

Decisions
    Without anybody else an event is noise (`alone`); where no address of the owner is known, one
    other name is enough. Where the owner's address is known and not among the guests, or only one
    person is named, the owner is meant as well: it stands in their calendar. Whole days are noise:
    most are holidays, absences and trips, few of them are meetings, and none says how long; but a
    whole day with guests that is marked as busy is kept, without a length. An event that begins
    after the last instant that the file can know of is noise (`planned`): it did not take place
    yet. Descriptions are not kept; of links only their host, for they hold passwords.

RFC 5545, RFC 5546, RFC 7986; files of Google, Outlook, Exchange, iCloud and Apple as found in
public fixtures of 2005-2025, read in November 2026.
"""

import re
from collections.abc import Iterator, Sequence

from vinculo.errors import UnreadableFile
from vinculo.model import DAY_S, OWNER, Card, Entry, Handle, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.calendar.framing import frame, newest_stamp
from vinculo.sources.calendar.meetings import meetings, method_of, told_in
from vinculo.sources.calendar.people import owner_emails
from vinculo.sources.container import Member
from vinculo.sources.contentlines import BOM, read_components

NAME = "calendar"

_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
"""A file of its own tells what one guest answered; the calendar has the answers of all."""


def recognizes(member: Member) -> Reads | Declines | None:
    """Whether this is a calendar: `BEGIN:VCALENDAR` at its head.

    `observed_on` is the day of the newest stamp in the file: the export was made then or later.
    """
    head = member.head.removeprefix(BOM).lstrip().upper()
    is_named = member.name.casefold().endswith((".ics", ".ical", ".ifb", ".icalendar"))
    if not head.startswith(b"BEGIN:VCALENDAR") and not (is_named and b"BEGIN:V" in head):
        return None
    if re.search(rb"^VERSION:\s*1\.0\s*$", head, re.MULTILINE):
        return Declines("not_yet")
    try:
        with member.open() as stream:
            newest = newest_stamp(stream)
    except UnreadableFile:
        return Reads("events")
    return Reads("events", None if newest is None else newest // DAY_S)


def records(member: Member, reading: str) -> Iterator[Record]:  # noqa: ARG001 - the protocol's
    """One record for each UID, each task or other component, and each header that names its owner."""
    with member.open() as stream:
        yield from frame(stream)


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:  # noqa: ARG001 - the protocol's
    """The meetings of one UID, or why there is none.

    Raises BadRecord for an event without a start, dates or rules that cannot be, an end before the
    start, and a series without bounds.
    """
    until, written = record.fields
    calendars = read_components(written)
    header = [line for calendar in calendars for line in calendar.lines]
    told = told_in(calendars)
    if told and method_of(header) in _ANSWERS:
        return Ignored("answer_to_invitation")
    if told:
        return meetings(told, header, int(until) if until else None)
    if any(part.name != "VTIMEZONE" for calendar in calendars for part in calendar.parts):
        return Ignored("not_a_meeting")
    cards = [Card((OWNER, Handle("email", email))) for email in owner_emails(header)]
    return cards or Ignored("calendar_of_a_group")
