"""Calendars: meetings that took place, and with whom.

How to get them
    Google: takeout.google.com, choose *Calendar*; a ZIP with one `.ics` for each calendar. Or, in
    the calendar's settings, *Export calendar*.
    Outlook: *File > Save Calendar* with full details, all dates.
    Apple Calendar: *File > Export > Export…*, one `.ics` for each calendar.

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
from collections.abc import Iterator, Sequence, Set

from vinculo.errors import UnreadableFile
from vinculo.model import DAY_S, OWNER, Card, Entry, Event, Handle, Ignored, Place, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.calendar.framing import frame, newest_stamp
from vinculo.sources.calendar.instants import Clock
from vinculo.sources.calendar.people import Company, company, owner_emails
from vinculo.sources.calendar.series import Instance, Told, instances
from vinculo.sources.calendar.whereabouts import whereabouts
from vinculo.sources.container import Member
from vinculo.sources.contentlines import BOM, Component, Line, read_components

NAME = "calendar"

_CANCELED = re.compile(
    r"(?:cancell?ed|cancelad[oa]|anulad[oa]|annul[ée]e?|abgesagt|annullato|geannuleerd)\s*:", re.IGNORECASE
)
"""What Outlook writes before the title of a canceled meeting that it leaves in the calendar."""


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
    told = [
        Told(part, _clock(calendar)) for calendar in calendars for part in calendar.parts if _is_event(part)
    ]
    if told:
        return _meetings(told, header, int(until) if until else None)
    if any(part.name != "VTIMEZONE" for calendar in calendars for part in calendar.parts):
        return Ignored("not_a_meeting")
    cards = [Card((OWNER, Handle("email", email))) for email in owner_emails(header)]
    return cards or Ignored("calendar_of_a_group")


def _is_event(part: Component) -> bool:
    return part.name == "VEVENT"


def _clock(calendar: Component) -> Clock:
    zones = {part.text("TZID"): part for part in calendar.parts if part.name == "VTIMEZONE"}
    return Clock(
        zones, next((line.value.strip() for line in calendar.lines if line.name == "X-WR-TIMEZONE"), "")
    )


def _meetings(told: Sequence[Told], header: Sequence[Line], until: int | None) -> Sequence[Entry] | Ignored:
    """The meetings of one UID: those of its instances that somebody else was at, until the export."""
    method = next((line.value.strip().upper() for line in header if line.name == "METHOD"), "")
    if method in {"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"}:
        return Ignored("answer_to_invitation")
    noise = {id(one.event): _noise(one.event, header, method) for one in told}
    if all(noise.values()):
        return Ignored(noise[id(told[0].event)])
    meetings = {id(one.event): _meeting(one.event, header) for one in told if not noise[id(one.event)]}
    found = list(instances(told, until))
    held = [_held(meetings[id(one.event)], one) for one in found if id(one.event) in meetings]
    if held:
        return held
    return Ignored(noise[id(found[0].event)] if found else "planned")


def _noise(event: Component, header: Sequence[Line], method: str) -> str:
    """The kind of noise that an event is; empty for a meeting."""
    is_canceled = event.text("STATUS").upper() == "CANCELLED" or method == "CANCEL"
    if is_canceled or _CANCELED.match(event.text("SUMMARY")):
        return "canceled"
    owned = _owner_keys(header, event)
    invited = company(event)
    others = [guest for guest in invited.everybody if guest.key not in owned]
    if not others:
        return "alone"
    if _is_whole_day(event) and not (_busy(event) == "busy" and invited.attendees):
        return "whole_day"
    is_declined = any(not guest.came for guest in invited.everybody if guest.key in owned)
    return "" if any(guest.came for guest in others) and not is_declined else "declined"


def _owner_keys(header: Sequence[Line], event: Component) -> Set[str]:
    return {email.casefold() for email in owner_emails(header, event)}


def _is_whole_day(event: Component) -> bool:
    start = event.first("DTSTART")
    return start is not None and re.fullmatch(r"\s*\d{8}\s*", start.value) is not None


def _busy(event: Component) -> str:
    """Whether the time is marked as taken: `busy`, `free`, `tentative`, `away`."""
    marked = event.text("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    if event.text("TRANSP").upper() == "TRANSPARENT" or marked == "FREE":
        return "free"
    if event.text("STATUS").upper() == "TENTATIVE" or marked == "TENTATIVE":
        return "tentative"
    return "away" if marked == "OOF" else "busy"


def _meeting(event: Component, header: Sequence[Line]) -> Event:
    """What all instances of a meeting have in common: everything but when."""
    invited = company(event)
    owned = _owner_keys(header, event)
    where = whereabouts(event, invited.rooms)
    sender, recipients = _parties(invited, owned)
    uid = event.text("UID") or event.text("SUMMARY")
    facts = {
        "accepted": str(sum(guest.answer == "accepted" for guest in invited.everybody)),
        "busy": _busy(event).replace("busy", ""),
        "invited": str(len(invited.everybody)),
        "link": where.link,
        "location": where.location,
        "partstat": next((guest.answer for guest in invited.everybody if guest.key in owned), ""),
        "title": " ".join(event.text("SUMMARY").split()),
    }
    return Event(
        where.kind,
        0,
        "minute",
        "assumed",
        sender,
        recipients,
        f"meeting|{uid}",
        Place("meeting", uid),
        facts=tuple(sorted((key, value) for key, value in facts.items() if value)),
    )


def _held(meeting: Event, instance: Instance) -> Event:
    """The meeting at one of its times."""
    start = instance.start
    return meeting._replace(
        at=start.at,
        precision="day" if start.is_date else "minute",
        zone=start.known,
        native=f"{meeting.native}|{instance.key}",
        duration_s=instance.duration_s,
    )


def _parties(invited: Company, owned: Set[str]) -> tuple[Handle | None, tuple[Handle, ...]]:
    """From whom the meeting goes to whom; the owner stands in where the event names only others."""
    organizer = invited.organizer.handle if invited.organizer and invited.organizer.came else None
    recipients = tuple(guest.handle for guest in invited.attendees if guest.came)
    named = [guest.key for guest in invited.everybody]
    is_owner_named = any(key in owned for key in named) if owned else len(named) > 1
    if is_owner_named:
        return organizer, recipients
    return (organizer, (*recipients, OWNER)) if organizer else (OWNER, recipients)
