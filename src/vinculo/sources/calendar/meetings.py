"""What the components of one UID say: meetings that took place, or why there is none."""

import re
from collections.abc import Iterable, Sequence, Set

from vinculo.model import OWNER, Event, Handle, Ignored, Place
from vinculo.sources.calendar.instants import Clock
from vinculo.sources.calendar.people import Company, company, owner_emails
from vinculo.sources.calendar.series import Instance, Told, instances
from vinculo.sources.calendar.whereabouts import whereabouts
from vinculo.sources.contentlines import Component, Line

_CANCELED = re.compile(
    r"(?:cancell?ed|cancelad[oa]|anulad[oa]|annul[ée]e?|abgesagt|annullato|geannuleerd)\s*:", re.IGNORECASE
)
"""What Outlook writes before the title of a canceled meeting that it leaves in the calendar."""


def told_in(calendars: Iterable[Component]) -> list[Told]:
    """The event components of these calendars, each with its clock."""
    return [Told(part, _clock(one)) for one in calendars for part in one.parts if part.name == "VEVENT"]


def method_of(header: Sequence[Line]) -> str:
    """What is to be done with a calendar (RFC 5546 §1.4): `REQUEST`, `CANCEL`, …; empty where nothing is."""
    return next((line.value.strip().upper() for line in header if line.name == "METHOD"), "")


def _clock(calendar: Component) -> Clock:
    zones = {part.text("TZID"): part for part in calendar.parts if part.name == "VTIMEZONE"}
    return Clock(
        zones, next((line.value.strip() for line in calendar.lines if line.name == "X-WR-TIMEZONE"), "")
    )


def meetings(told: Sequence[Told], header: Sequence[Line], until: int | None) -> list[Event] | Ignored:
    """The meetings of one UID: those of its instances that somebody else was at, up to `until` (epoch
    seconds); without it, as far as its own components reach. Raises BadRecord as `instances` does."""
    method = method_of(header)
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
