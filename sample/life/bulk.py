"""Mail that no person wrote to another: newsletters, receipts, away notes, lists, and what was never sent."""

import random
import re

from life import SEED, world
from life.agenda import Appointment
from life.calendar_export import attendees, escaped, fold, quoted, utc
from life.clock import DAY_S, day_of, moment
from life.grammar import say, sections
from life.letters import Box, Letter, box_of, friends, own_box
from life.owner import EMAILS, OWNER
from life.slots import Slots
from life.whole import Life

_NOISE = sections(world.TEXTS / "noise.txt")
_TO = (Box(OWNER.name, EMAILS[1]),)


def bulk(life: Life, appointments: list[Appointment], letters: list[Letter]) -> list[Letter]:
    """Everything else that fills a mail box."""
    return [
        *_newsletters(),
        *_receipts(),
        *_away(life, letters),
        *_invites(appointments),
        *_list(life),
        *_never_sent(life),
    ]


def _newsletters() -> list[Letter]:
    found = []
    for number in range(62):
        name, address, list_id, subject = _NOISE["newsletter"][number % 5].split(" | ")
        at = (day_of("2016-01-14") + number * 63) * DAY_S + 25_200 + number * 13
        rng = random.Random(f"{SEED}|newsletter|{number}")
        headers = (
            ("List-Id", f"<{list_id}>"),
            ("List-Unsubscribe", f"<https://{address.split('@')[1]}/baja?u={rng.getrandbits(40):x}>"),
            ("Precedence", "bulk"),
        )
        about = rng.choice(world.words("topics", 1))
        text = f"{subject}\n\nNúmero {number + 1}. En este número: {about}.\n\nDarse de baja"
        found.append(
            Letter(
                at,
                Box(name, address),
                _TO,
                f"{subject} ({number + 1})",
                text,
                f"news|{number}",
                "Recibidos,Categoría: promociones",
                headers,
                html=f"<h1>{subject}</h1><p>Número {number + 1}</p>",
            )
        )
    return found


def _receipts() -> list[Letter]:
    found = []
    for number in range(34):
        rng = random.Random(f"{SEED}|receipt|{number}")
        name, address, subject = _NOISE["receipt"][number % 5].split(" | ")
        subject = re.sub(r"\{.*\}", str(rng.randrange(100, 9999)), subject)
        at = (day_of("2015-02-03") + number * 121) * DAY_S + rng.randint(20_000, 70_000)
        found.append(
            Letter(
                at,
                Box(name, address),
                _TO,
                subject,
                f"{subject}.\n\nNo respondas a este correo.",
                f"receipt|{number}",
                "Recibidos,Categoría: actualizaciones",
                (("Auto-Submitted", "auto-generated"),),
            )
        )
    return found


def _away(life: Life, letters: list[Letter]) -> list[Letter]:
    """Machines that answer for people on holiday."""
    people = {person.email: person for person in life.people.values()}
    sent = [letter for letter in letters if letter.labels == "Enviados" and letter.to[0].address in people]
    found = []
    for number, letter in enumerate(sent[::4][:14]):
        person = people[letter.to[0].address]
        rng = random.Random(f"{SEED}|away|{letter.at}")
        slots = Slots(rng, letter.at, person.language, (person, OWNER), life.names, warm=False)
        text = say(rng.choice(_NOISE[f"away {person.language}"]), rng, slots.ask)
        lead = "Respuesta automática" if person.language == "es" else "Automatic reply"
        headers: tuple[tuple[str, str], ...] = (("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes"))
        found.append(
            Letter(
                letter.at + 4 + number,
                letter.to[0],
                (letter.sender,),
                f"{lead}: {letter.subject}",
                text,
                letter.thread,
                "Recibidos,Abiertos",
                headers,
                quotes=False,
            )
        )
    return found


def _invites(appointments: list[Appointment]) -> list[Letter]:
    """Invitations and answers of calendars: a meeting, not a mere message."""
    found = []
    for appointment in appointments[3::4]:
        person = appointment.people[0]
        request = _calendar_part(appointment, "REQUEST")
        line = f"Invitación: {appointment.title}"
        if appointment.by_owner:
            answer = _calendar_part(appointment, "REPLY")
            found.append(
                Letter(
                    appointment.sent_at + 7200,
                    box_of(person),
                    _TO,
                    f"Aceptado: {appointment.title}",
                    f"{person.name} ha aceptado esta invitación.",
                    f"invite|{appointment.uid}",
                    "Recibidos,Abiertos",
                    calendar=answer,
                    method="REPLY",
                )
            )
        else:
            found.append(
                Letter(
                    appointment.sent_at,
                    box_of(person),
                    _TO,
                    line,
                    f"{line}\n\n{appointment.where}",
                    f"invite|{appointment.uid}",
                    "Recibidos,Abiertos",
                    calendar=request,
                    method="REQUEST",
                )
            )
    return found


def _calendar_part(appointment: Appointment, method: str) -> str:
    rng = random.Random(f"{SEED}|event|{appointment.uid}")
    person = appointment.people[0]
    organizer = (OWNER.name, EMAILS[1]) if appointment.by_owner else (person.name, person.email)
    listed = attendees(appointment, rng)
    if method == "REPLY":
        listed = [line for line in listed if line.endswith(f"mailto:{person.email}")]
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"DTSTART:{utc(appointment.at)}",
        f"DTEND:{utc(appointment.at + appointment.minutes * 60)}",
        f"DTSTAMP:{utc(appointment.sent_at)}",
        f"ORGANIZER;CN={quoted(organizer[0])}:mailto:{organizer[1]}",
        f"UID:{appointment.uid}",
        *listed,
        f"LOCATION:{escaped(appointment.where)}",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        f"SUMMARY:{escaped(appointment.title)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return fold(lines).decode("utf-8", "surrogateescape").replace("\r\n ", "")


def _list(life: Life) -> list[Letter]:
    """A mailing list: people write to it, not to the owner."""
    people = friends(life)
    headers = (
        ("List-Id", "Datos abiertos <datos-abiertos.listas.example.org>"),
        ("Precedence", "list"),
        ("List-Post", "<mailto:datos-abiertos@listas.example.org>"),
    )
    lines = (
        "¿Alguien tiene el padrón por secciones de antes de 2011?",
        "Lo tengo yo, os lo subo esta noche.",
        "Recordatorio: reunión de la lista el jueves.",
        "He movido la wiki. Enlaces nuevos abajo.",
        "¿Se puede borrar un correo de una lista? Pregunto por un amigo.",
        "No.",
    )
    found = []
    for number, line in enumerate(lines):
        at = (day_of("2018-04-03") + number // 2 * 70) * DAY_S + 30_000 + number * 5000
        writer = box_of(people[number % 4 + 2])
        found.append(
            Letter(
                at,
                writer,
                (Box("", "datos-abiertos@listas.example.org"),),
                f"[datos-abiertos] {line[:30]}",
                line,
                f"list|{number // 2}",
                "Recibidos,Listas",
                headers,
                quotes=False,
            )
        )
    return found


def _never_sent(life: Life) -> list[Letter]:
    """A draft, spam, a chat that Gmail keeps without a sender; and a letter whose date is no date."""
    charo = Box("Charo Lezaun", "charo.lezaun@example.net")
    old = moment("madrid", "2016-05-03 21:40")
    wrong = (
        ("Received", "by 192.0.2.7 with SMTP id a1; Tue, 3 May 2016 12:40:22 -0700"),
        ("Date", "martes, 3 mayo"),
    )
    call = "Gracias por la llamada, cariño."
    anabel = life.people["anabel-urkiola"]
    at = moment("madrid", "2025-03-02 23:10")
    spam = "Your account will be closed. Confirm here: https://entrar.example.com/now"
    return [
        Letter(old, charo, _TO, "Cumpleaños", call, "charo|1", "Recibidos,Abiertos", wrong),
        Letter(
            at,
            own_box(at),
            (box_of(anabel),),
            "La página 22",
            "Anabel, he estado pensando y",
            "draft|1",
            "Borradores",
        ),
        Letter(
            at + 900_000,
            Box("Soporte", "soporte@entrar.example.com"),
            _TO,
            "Último aviso",
            spam,
            "spam|1",
            "Spam",
        ),
        Letter(
            at + 990_000,
            Box("Casino", "win@casino.example.com"),
            _TO,
            "WIN WIN",
            "Free spins",
            "spam|2",
            "Spam",
        ),
        Letter(at + 400_000, Box("", ""), (), "Chat con Blanca", "voy", "chat|1", "Chat"),
    ]
