"""The calendar as Google exports it, with a few events that came from Outlook."""

import random
from collections.abc import Iterable

from life import SEED
from life.agenda import Appointment
from life.clock import local, moment
from life.owner import EMAILS, OWNER
from life.people import Person
from life.whole import Life

_OWN = EMAILS[1]
_HEAD = (
    "BEGIN:VCALENDAR",
    "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    f"X-WR-CALNAME:{_OWN}",
    "X-WR-TIMEZONE:Europe/Madrid",
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Madrid",
    "X-LIC-LOCATION:Europe/Madrid",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(life: Life, appointments: Iterable[Appointment]) -> bytes:
    """The whole file."""
    lines = list(_HEAD)
    for appointment in appointments:
        lines += event(appointment)
    lines += _series(life.people["blanca-otaduy"])
    lines += _alone()
    lines += _from_outlook(life)
    return fold([*lines, "END:VCALENDAR"])


def fold(lines: Iterable[str]) -> bytes:
    """Lines of at most 75 bytes, continued with a blank. The cut counts bytes and may halve a letter."""
    out = bytearray()
    for line in lines:
        rest = line.encode("utf-8")
        first = True
        while rest or first:
            size = 75 if first else 74
            out += (b"" if first else b" ") + rest[:size] + b"\r\n"
            rest, first = rest[size:], False
    return bytes(out)


def event(appointment: Appointment) -> list[str]:
    """One meeting."""
    rng = random.Random(f"{SEED}|event|{appointment.uid}")
    stamp = utc(appointment.sent_at)
    lines = [
        "BEGIN:VEVENT",
        f"DTSTART:{utc(appointment.at)}",
        f"DTEND:{utc(appointment.at + appointment.minutes * 60)}",
        f"DTSTAMP:{utc(moment('madrid', '2026-11-15 08:10'))}",
    ]
    first = appointment.people[0]
    organizer = (OWNER.name, _OWN) if appointment.by_owner else (first.name, first.email)
    lines += [f"ORGANIZER;CN={quoted(organizer[0])}:mailto:{organizer[1]}", f"UID:{appointment.uid}"]
    lines += attendees(appointment, rng)
    lines += [f"X-GOOGLE-CONFERENCE:{appointment.link}"] if appointment.link else []
    lines += [
        f"CREATED:{stamp}",
        f"DESCRIPTION:{_description(appointment)}",
        f"LAST-MODIFIED:{stamp}",
        f"LOCATION:{escaped(appointment.where)}",
        f"SEQUENCE:{int(appointment.moved)}",
    ]
    status = "CANCELLED" if appointment.state == "cancelled" else "CONFIRMED"
    lines += [f"STATUS:{status}", f"SUMMARY:{escaped(appointment.title)}", "TRANSP:OPAQUE"]
    if rng.random() < 0.3:
        lines += _alarm()
    return [*lines, "END:VEVENT"]


def attendees(appointment: Appointment, rng: random.Random) -> list[str]:
    """Google often leaves the owner out of her own list."""
    mine = {"declined": "DECLINED", "tentative": "TENTATIVE"}.get(appointment.state, "ACCEPTED")
    listed = [] if appointment.by_owner and rng.random() < 0.4 else [(OWNER.name, _OWN, mine)]
    for person in appointment.people:
        answer = "NEEDS-ACTION" if rng.random() < 0.1 else "ACCEPTED"
        listed.append((person.name, person.email, "DECLINED" if appointment.state == "cancelled" else answer))
    return [
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN={quoted(name)};X-NUM-GUESTS=0:mailto:{email}"
        for name, email, answer in listed
    ]


def _description(appointment: Appointment) -> str:
    if appointment.link and not appointment.where:
        return escaped(f"Para unirte a la videollamada, haz clic en este enlace: {appointment.link}\n")
    return ""


def utc(at: int) -> str:
    """`20160512T083100Z`."""
    return f"{local('senegal', at):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A value with its commas, semicolons and line breaks escaped."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def quoted(name: str) -> str:
    """A parameter's value; in quotes where it has a comma or colon."""
    clean = name.replace('"', "'")
    return f'"{clean}"' if any(mark in clean for mark in ",;:") else clean


def _alarm() -> list[str]:
    """Its attendee is the owner's own address, not somebody at the meeting."""
    return [
        "BEGIN:VALARM",
        "ACTION:EMAIL",
        f"ATTENDEE:mailto:{_OWN}",
        "DESCRIPTION:This is an event reminder",
        "SUMMARY:Alarm notification",
        "TRIGGER:-P0DT0H30M0S",
        "END:VALARM",
    ]


def _series(blanca: Person) -> list[str]:
    """The end of every month at the studio: endless, with a gap in August, one moved and one called off."""
    who = [
        f"ORGANIZER;CN={OWNER.name}:mailto:{_OWN}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={OWNER.name}:mailto:{_OWN}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={blanca.name}:mailto:{blanca.email}",
    ]
    place = f"LOCATION:{escaped('Estudio Sirgalde, calle Zabalbide 40, 48006 Bilbao')}"
    uid = "UID:cierredemes0sirgalde0000001@google.com"
    zone = "TZID=Europe/Madrid"
    moved = [
        "BEGIN:VEVENT",
        f"DTSTART;{zone}:20250502T093000",
        f"DTEND;{zone}:20250502T103000",
        "DTSTAMP:20261115T071000Z",
        *who,
        uid,
        f"RECURRENCE-ID;{zone}:20250425T093000",
        "SEQUENCE:1",
        place,
        "STATUS:CONFIRMED",
        "SUMMARY:Cierre de mes (movido)",
        "END:VEVENT",
    ]
    called_off = [
        "BEGIN:VEVENT",
        f"DTSTART;{zone}:20251226T093000",
        f"DTEND;{zone}:20251226T103000",
        "DTSTAMP:20261115T071000Z",
        *who,
        uid,
        f"RECURRENCE-ID;{zone}:20251226T093000",
        "SEQUENCE:2",
        place,
        "STATUS:CANCELLED",
        "SUMMARY:Cierre de mes",
        "END:VEVENT",
    ]
    master = [
        "BEGIN:VEVENT",
        f"DTSTART;{zone}:20240223T093000",
        f"DTEND;{zone}:20240223T103000",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        f"EXDATE;{zone}:20240830T093000,20250829T093000",
        "DTSTAMP:20261115T071000Z",
        *who,
        uid,
        "SEQUENCE:0",
        place,
        "STATUS:CONFIRMED",
        "SUMMARY:Cierre de mes",
        "END:VEVENT",
    ]
    return [*moved, *master, *called_off]


def _alone() -> list[str]:
    """Classes, holidays and trips: nobody else is named."""
    stamp = "DTSTAMP:20261115T071000Z"
    classes = [
        "BEGIN:VEVENT",
        "DTSTART;TZID=Europe/Madrid:20161004T170000",
        "DTEND;TZID=Europe/Madrid:20161004T200000",
        "RRULE:FREQ=WEEKLY;UNTIL=20210615T150000Z;BYDAY=TU",
        stamp,
        "UID:clase0cierzo0000000001@google.com",
        f"LOCATION:{escaped('Escuela Cierzo de Datos, calle Asalto 9, 50002 Zaragoza')}",
        "STATUS:CONFIRMED",
        "SUMMARY:Clase en la Escuela Cierzo",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]
    away = [
        "BEGIN:VEVENT",
        "DTSTART;VALUE=DATE:20240805",
        "DTEND;VALUE=DATE:20240826",
        stamp,
        "UID:vacaciones2024000000000001@google.com",
        "STATUS:CONFIRMED",
        "SUMMARY:Vacaciones",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    floating = [
        "BEGIN:VEVENT",
        "DTSTART:20191016T071500",
        "DTEND:20191016T083000",
        stamp,
        "UID:tren2019000000000000000001@google.com",
        f"LOCATION:{escaped('Estación Delicias, Zaragoza')}",
        "STATUS:CONFIRMED",
        "SUMMARY:Tren a Madrid",
        "END:VEVENT",
    ]
    return [*classes, *away, *floating]


def _from_outlook(life: Life) -> list[str]:
    """Invitations written by another program: zones of Windows, a room, a place that is no place."""
    teresa = life.people["teresa-abadias"]
    vendor = next(p for p in life.linked if p.role == "vendor" and p.language == "es" and p.gone is None)
    stamp = "DTSTAMP:20261115T071000Z"
    zone = "TZID=Romance Standard Time"
    teams = [
        "BEGIN:VEVENT",
        f"DTSTART;{zone}:20250128T100000",
        f"DTEND;{zone}:20250128T110000",
        stamp,
        f"ORGANIZER;CN=Teresa Abadías:MAILTO:{teresa.email}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Irune:MAILTO:{EMAILS[2]}",
        "ATTENDEE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Sala de plenos:"
        "MAILTO:sala.plenos@villarroyo.example.org",
        "UID:040000008200E00074C5B7101A82E00800000000B0F1",
        "LOCATION:Reunión de Microsoft Teams",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/19%3ameeting_vrr/0",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "STATUS:CONFIRMED",
        "SUMMARY:Presupuesto 2025",
        "SEQUENCE:0",
        "END:VEVENT",
    ]
    declined = [
        "BEGIN:VEVENT",
        "DTSTART:20220915T090000Z",
        "DTEND:20220915T093000Z",
        stamp,
        f"ORGANIZER;CN={quoted(vendor.name)}:mailto:{vendor.email}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN={OWNER.name}:mailto:{_OWN}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={quoted(vendor.name)}:"
        f"mailto:{vendor.email}",
        "UID:demo20220915000000000000001@google.com",
        "STATUS:CONFIRMED",
        "SUMMARY:Demo de 30 minutos",
        "X-GOOGLE-CONFERENCE:https://meet.google.com/dem-odem-ode",
        "END:VEVENT",
    ]
    anabel = life.people["anabel-urkiola"]
    coming = [
        "BEGIN:VEVENT",
        "DTSTART:20261126T173000Z",
        "DTEND:20261126T190000Z",
        stamp,
        f"ORGANIZER;CN={OWNER.name}:mailto:{_OWN}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;CN={anabel.name}:mailto:{anabel.email}",
        "UID:tercera20261126000000000001@google.com",
        "STATUS:TENTATIVE",
        f"LOCATION:{escaped('Imprenta Zorrotza, Camino de Zorrozgoiti 8, 48013 Bilbao')}",
        "SUMMARY:Tercera edición",
        "END:VEVENT",
    ]
    return [*teams, *declined, *coming]
