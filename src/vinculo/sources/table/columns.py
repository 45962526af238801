"""The columns of a table, and the words in them: in English, in Spanish, as spreadsheets have them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "at": ("date", "day", "when", "datetime", "timestamp", "fecha", "dia", "cuando", "fecha y hora"),
        "kind": ("type", "channel", "tipo", "clase", "canal"),
        "who": (
            *("name", "full name", "person", "contact", "with"),
            *("quien", "con quien", "nombre", "nombre completo", "persona", "contacto"),
        ),
        "email": ("e mail", "mail", "email address", "correo", "correo electronico"),
        "linkedin": ("linkedin url", "linkedin profile", "profile", "perfil", "perfil de linkedin"),
        "phone": ("telephone", "mobile", "telefono", "movil"),
        "sender": ("from", "de", "remitente"),
        "recipient": ("to", "para", "destinatario", "destinataria"),
        "direction": ("dir", "direccion", "sentido"),
        "text": ("message", "body", "content", "notes", "texto", "mensaje", "contenido", "notas"),
        "title": ("subject", "topic", "titulo", "asunto", "tema"),
        "place": ("location", "where", "lugar", "sitio", "donde", "ubicacion"),
        "minutes": ("min", "mins", "duration", "duration min", "minutos", "duracion", "duracion min"),
        "id": ("identifier", "identificador"),
    }
)
"""Our columns, each with the names it is known by besides its own, as `plain` leaves them."""

PERSON = ("email", "linkedin", "phone", "who")
"""The columns that tell who it was, the surest first."""

SIDES = ("sender", "recipient")
"""The columns that tell who it was where the owner is named like everybody else."""
MYSELF = frozenset({"me", "i", "myself", "yo", "mi", "a mi"})
"""What an owner writes instead of a name, as `plain` leaves it."""

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "email": ("e mail", "mail", "correo", "correo electronico"),
        "message": ("linkedin message", "dm", "inmail", "whatsapp", "sms", "mensaje", "mensaje de linkedin"),
        "comment": ("comentario",),
        "reaction": ("like", "reaccion", "me gusta"),
        "repost": ("share", "republicacion", "compartido"),
        "mention": ("mencion",),
        "recommendation": ("recomendacion",),
        "endorsement": ("validacion", "aptitud validada"),
        "connect": ("connection", "conexion", "contacto"),
        "follow": ("seguir", "seguimiento"),
        "invitation": ("invitacion",),
        "invitation_note": ("invitation with note", "invitacion con nota"),
        "call": ("phone call", "phone", "llamada", "telefono", "llamada de telefono"),
        "video_call": ("video", "videollamada", "videoconferencia"),
        "meeting": ("reunion",),
        "meeting_in_person": (
            *("in person", "coffee", "lunch", "dinner", "visit", "presencial", "en persona"),
            *("reunion presencial", "reunion en persona", "cafe", "comida", "cena", "visita"),
        ),
        "meeting_remote": (
            "remote meeting",
            "online meeting",
            "reunion virtual",
            "reunion en linea",
            "reunion online",
        ),
        "meeting_hybrid": ("hybrid meeting", "reunion hibrida"),
        "event_attended": ("event", "evento"),
        "introduction": ("intro", "presentacion"),
        "help_asked": ("asked for help", "ayuda pedida"),
        "help_given": ("helped", "ayuda", "ayuda dada"),
        "help_declined": ("ayuda negada",),
        "vouch": ("vouched", "aval", "respaldo"),
        "promise_made": ("promise", "promesa", "promesa hecha"),
        "promise_kept": ("kept", "promesa cumplida"),
        "promise_broken": ("broken", "promesa incumplida"),
        "promise_warned": ("called off", "promesa avisada"),
        "promise_released": ("released", "promesa liberada"),
        "confidence_kept": ("confidencia guardada",),
        "confidence_breached": ("confidencia rota",),
        "project_possible": ("proyecto posible",),
        "project_planned": ("proyecto planeado",),
        "project_agreed": ("proyecto acordado",),
        "project_delivered": ("proyecto entregado",),
        "project_abandoned": ("proyecto abandonado",),
        "return": ("retorno",),
        "return_expected": ("retorno esperado",),
        "loss": ("perdida",),
        "note": ("nota",),
    }
)
"""The kinds of events that a row may tell, each with the names it is known by besides its own.

Promises, projects and returns have a life of their own: rows that share what stands in their column
`promise`, `project` or `return` are one of them."""

SYMMETRIC = frozenset(
    {
        *("connect", "call", "video_call", "meeting", "meeting_in_person", "meeting_remote"),
        *("meeting_hybrid", "promise_released", "project_agreed", "project_delivered"),
    }
)
"""Kinds without a direction: both took part."""
ASIDE = frozenset(
    {
        *("event_attended", "note", "promise_broken", "confidence_kept", "confidence_breached"),
        *("project_possible", "project_planned", "return", "return_expected", "loss"),
    }
)
"""Kinds that are about somebody, and need no direction: where none is told, they go from the owner."""

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "promise": ("promise",),
        "project": ("project",),
        "return": ("dimension", "amount"),
        "loss": ("dimension", "amount"),
    }
)
"""What a kind begins with → the columns without which a row of it tells nothing that can be counted."""

DIRECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "in": (
            "received",
            "incoming",
            "from them",
            "recibido",
            "recibida",
            "entrante",
            "entrada",
            "de ellos",
        ),
        "out": ("sent", "outgoing", "to them", "enviado", "enviada", "saliente", "salida", "mio", "mia"),
        "both": ("mutual", "in out", "ambos", "ambas", "los dos", "mutuo", "mutua"),
    }
)


def plain(name: str) -> str:
    """A name without case, accents and punctuation: `¿Con quién?` and `CON_QUIEN` are one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        re.sub(r"[^\w]|_", " ", "".join(c for c in letters if not unicodedata.combining(c))).split()
    )


def _by_name(words: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return MappingProxyType({name: key for key, names in words.items() for name in (plain(key), *names)})


COLUMN_NAMES = _by_name(COLUMNS)
KIND_NAMES = _by_name(KINDS)
DIRECTION_NAMES = _by_name(DIRECTIONS)
"""What each name stands for, by the name as `plain` leaves it."""


def layout_of(header: Sequence[str], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """What each column is: one of ours, once, or its own name. `mapping` (theirs → ours) goes first."""
    renamed = {plain(theirs): ours for theirs, ours in mapping.items()}
    chosen = [renamed.get(plain(name), "") for name in header]
    layout: list[str] = []
    taken = set[str]()
    for name, ours in zip(header, chosen, strict=True):
        column = ours or COLUMN_NAMES.get(plain(name), "")
        is_taken = column in taken or (not ours and column in renamed.values())
        layout.append(name.strip() if not column or is_taken else column)
        taken.add(layout[-1])
    return tuple(layout)


def tells_interactions(layout: Sequence[str]) -> bool:
    """Whether the columns are enough to tell what happened, when, and with whom."""
    return not lacking(layout)


def lacking(layout: Sequence[str]) -> tuple[str, ...]:
    """Which columns are still needed; `who` stands for any that tells with whom."""
    has_person = any(name in layout for name in PERSON) or set(SIDES) <= set(layout)
    needed = {"at": "at" in layout, "kind": "kind" in layout, "who": has_person}
    return tuple(name for name, is_there in needed.items() if not is_there)


def fitting(ours: str, header: Sequence[str]) -> str:
    """The name in a header that most likely means one of our columns; empty where none does."""
    words = {word for name in (ours, *COLUMNS[ours]) for word in plain(name).split()}
    return next((name for name in header if words.intersection(plain(name).split())), "")
