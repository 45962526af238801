"""Who a meeting was with: the organizer and the attendees that are persons, and what they answered.

Rooms, projectors and distribution lists are invited like persons, and not always marked as what
they are: a guest named like the location is a room (seen in Exchange's invitations of 2013). So are
the calendars of Google themselves. An attendee inside a reminder (`VALARM`) is the owner, who is to
be reminded (seen in Google's exports), and never a guest.
"""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple
from urllib.parse import unquote

from vinculo.model import Handle
from vinculo.sources.addressing.addresses import Address
from vinculo.sources.contentlines import Component, Line, unescape

_EMAIL = re.compile(r"[^@\s<>\"'(),;:]+@[^@\s<>\"'(),;:]+")
_GOOGLE_CALENDAR = re.compile(r"@(?:[a-z]+\.)?calendar\.google\.com$", re.IGNORECASE)
"""Rooms (`@resource.`), shared calendars (`@group.`, `@import.`), `unknownorganizer@`: no persons."""
_RELAY = re.compile(r"@imip\.me\.com$", re.IGNORECASE)
"""What iCloud puts in place of an address so that answers come back to it."""


_LONGEST = 500
"""Characters in which an address is looked for."""


class Guest(NamedTuple):
    """A person who was invited, or who invited."""

    handle: Handle
    answer: str
    """`PARTSTAT` in lower case; `needs-action` where nothing is said (RFC 5545 §3.2.12)."""

    @property
    def key(self) -> str:
        """What two mentions of the same person have in common."""
        return self.handle.value.casefold()

    @property
    def came(self) -> bool:
        """Whether nothing speaks against it: they did not decline or send somebody else."""
        return self.answer not in {"declined", "delegated"}


class Company(NamedTuple):
    """Everybody that an event names, each once."""

    organizer: Guest | None
    attendees: tuple[Guest, ...]
    """Without the organizer."""
    rooms: tuple[str, ...]
    """Rooms that accepted, by the name displayed."""

    @property
    def everybody(self) -> tuple[Guest, ...]:
        """The organizer, where a person, and the attendees."""
        return ((self.organizer,) if self.organizer else ()) + self.attendees


def company(event: Component) -> Company:
    """Whom an event names."""
    lines = event.each("ATTENDEE")
    places = _places(event.text("LOCATION"))
    rooms = [line for line in lines if _is_room(line, places)]
    organizer = next((guest for line in event.each("ORGANIZER") if (guest := _guest(line))), None)
    guests: dict[str, Guest] = {}
    for line in lines:
        guest = _guest(line) if not _is_room(line, places) and _is_person(line) else None
        if guest is not None:
            guests.setdefault(guest.key, guest)
    if organizer and organizer.key in guests:
        # The organizer's answer stands in their line as an attendee.
        organizer = organizer._replace(answer=guests.pop(organizer.key).answer)
    elif organizer:
        organizer = organizer._replace(answer="accepted")
    booked = tuple(line.param("CN") for line in rooms if _answer(line) == "accepted")
    return Company(organizer, tuple(guests.values()), booked)


def owner_emails(header: Sequence[Line], event: Component | None = None) -> tuple[str, ...]:
    """The addresses of the calendar's owner, as far as it tells.

    Google names a person's first calendar by their address (`X-WR-CALNAME`), Outlook writes
    `X-OWNER`; in a message that invites (`METHOD:REQUEST`) that is the inviter's. With an event,
    the addresses that its reminders go to as well.
    """
    method = next((line.value.strip().upper() for line in header if line.name == "METHOD"), "PUBLISH")
    named = [line for line in header if line.name in {"X-WR-CALNAME", "X-OWNER"} and method == "PUBLISH"]
    alarms = [part for part in event.parts if part.name == "VALARM"] if event else []
    named += [line for alarm in alarms for line in alarm.each("ATTENDEE")]
    emails = [_email(unescape(line.value)) for line in named]
    return tuple(dict.fromkeys(email for email in emails if email and not _GOOGLE_CALENDAR.search(email)))


def _is_person(line: Line) -> bool:
    return line.param("CUTYPE").upper() != "GROUP" and line.param("ROLE").upper() != "NON-PARTICIPANT"


def _is_room(line: Line, places: Set[str]) -> bool:
    is_marked = line.param("CUTYPE").upper() in {"ROOM", "RESOURCE"}
    return is_marked or "@resource.calendar" in line.value.lower() or line.param("CN") in places


def _places(location: str) -> Set[str]:
    return {place for part in (location, *location.split(";")) if len(place := part.strip()) > 2}


def _answer(line: Line) -> str:
    return line.param("PARTSTAT").casefold() or "needs-action"


def _guest(line: Line) -> Guest | None:
    """The person that a line names; None where it names none."""
    email = _email(line.value) or _email(line.param("EMAIL"))
    if _RELAY.search(email):
        email = _email(line.param("EMAIL"))
    name = " ".join(unescape(line.param("CN")).strip(" '\"").split())
    if email and (_GOOGLE_CALENDAR.search(email) or Address("", email).is_machine):
        return None
    name = "" if _EMAIL.fullmatch(name) else name
    if email:
        return Guest(Handle("email", email, name), _answer(line))
    if line.value.strip().lower().startswith("tel:"):
        return Guest(Handle("phone", line.value.strip()[4:], name), _answer(line))
    return Guest(Handle("name", name, name), _answer(line)) if name else None


def _email(value: str) -> str:
    """The address in `mailto:ana@…`, `MAILTO:'ana@…'`, `mailto:ana%2Bx@…?subject=…`; else empty."""
    written = value.strip()
    if written.lower().startswith("mailto:"):
        written = unquote(written[7:].partition("?")[0])
    found = _EMAIL.search(written[:_LONGEST])
    return found[0] if found else ""
