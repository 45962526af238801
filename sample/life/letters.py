"""E-mail between persons: scripted threads, and those that the crowd writes."""

import random
import re
from pathlib import Path
from typing import NamedTuple

from life import SEED
from life.acts import Message
from life.clock import DAY_S, day_of, moment
from life.dialogue import Setting, converse
from life.owner import EMAILS, OWNER, STUDIO_SINCE
from life.people import Person
from life.ties import Library
from life.whole import Life

STORY = Path(__file__).parent / "stories" / "letters.txt"
BEGINS = day_of("2014-01-10")
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) ([<>])([\w-]*) (.*)")
_SUBJECTS = {
    "chart-feedback": ("¿Me miras un gráfico?", "A quick look?"),
    "article-share": ("Para leer", "You will like this"),
    "proofread": ("Borrador", "Draft for your eyes"),
    "workshop": ("Taller", "Workshop"),
    "project-ask": ("Encargo", "A small job"),
    "project-progress": ("Primer boceto", "First sketch"),
    "invoice": ("Factura pendiente", "Invoice"),
    "intro-request": ("¿Conoces a alguien?", "Do you know somebody?"),
    "collab-idea": ("Una idea", "An idea"),
    "letter": ("Largo", "Longer than planned"),
    "letter-news": ("Tres cosas", "Three things"),
    "dataset-fix": ("Datos", "About the data"),
    "catch-up": ("¿Qué tal?", "How are you?"),
    "disagree": ("No lo veo", "Not convinced"),
    "rates": ("Pregunta delicada", "A delicate question"),
}


class Box(NamedTuple):
    """A mail address with its name."""

    name: str
    address: str


class Letter(NamedTuple):
    """One e-mail."""

    at: int
    sender: Box
    to: tuple[Box, ...]
    subject: str
    text: str
    thread: str
    """What it belongs to: letters of one thread answer one another."""
    labels: str
    headers: tuple[tuple[str, str], ...] = ()
    html: str = ""
    calendar: str = ""
    method: str = ""
    """Of the calendar part."""
    answers: str = ""
    """The Message-ID it answers; found by the thread where empty."""
    quotes: bool = True
    """Whether an answer carries what it answers below itself."""


def own_box(at: int) -> Box:
    """From which address the owner writes: the studio's since there is one, and the blog's before."""
    return Box(OWNER.name, EMAILS[2] if at // DAY_S >= STUDIO_SINCE else EMAILS[0])


def box_of(person: Person) -> Box:
    """A person's address."""
    return Box(person.name, person.email)


def scripted(life: Life) -> list[Letter]:
    """The threads of the script."""
    found: list[Letter] = []
    boxes: list[tuple[str, Box]] = []
    subject = ""
    for line in STORY.read_text("utf-8").splitlines():
        if line.startswith("== "):
            who, _, subject = line[3:].partition(" | ")
            boxes = _boxes(who, life)
        told = _LINE.fullmatch(line)
        if told:
            at = moment("madrid", told[1]) + len(told[4]) % 50
            others = [box for _, box in boxes]
            if told[2] == ">":
                sender, to = own_box(at), others
            else:
                sender = next(box for key, box in boxes if not told[3] or key == told[3])
                to = [own_box(at), *(box for box in others if box != sender)]
            labels = "Enviados" if told[2] == ">" else "Recibidos,Importante,Abiertos"
            text = told[4].replace("¶", "\n")
            found.append(Letter(at, sender, tuple(to), subject, text, f"{boxes[0][0]}|{subject}", labels))
    return found


def _boxes(who: str, life: Life) -> list[tuple[str, Box]]:
    if who.startswith("="):
        name, _, address = who[1:].rstrip(">").partition(" <")
        return [(name, Box(name, address))]
    return [(key, box_of(life.people[key])) for key in who.split()]


def friends(life: Life) -> list[Person]:
    """Those of the crowd who write e-mails too: some of the ones who talk most."""
    counts: dict[str, int] = {}
    for message in life.deeds.messages:
        if message.sender is not None:
            counts[message.sender.key] = counts.get(message.sender.key, 0) + 1
    crowd = [p for p in life.linked if p.key.startswith("p") and p.gone is None and counts.get(p.key, 0) > 5]
    crowd.sort(key=lambda p: (-counts[p.key], p.key))
    return crowd[1:60:2]


def writers(life: Life) -> list[Person]:
    """Everybody of this life who ever gets or writes an e-mail."""
    told = {
        key
        for line in STORY.read_text("utf-8").splitlines()
        if line.startswith("== ") and "=" not in line[3:]
        for key in line[3:].partition(" | ")[0].split()
    }
    return [*(life.people[key] for key in sorted(told)), *friends(life)]


def composed(life: Life, books: Library) -> list[Letter]:
    """Threads with those friends, about the same things as their messages."""
    found: list[Letter] = []
    for person in friends(life):
        rng = random.Random(f"{SEED}|letters|{person.key}")
        episodes = [
            e
            for e in books[person.language]
            if e.name in _SUBJECTS and e.allows("who", person.role) and e.tags.get("since", "") <= "2014"
        ]
        for number in range(rng.choice((1, 1, 2, 3))):
            day = rng.randint(max(BEGINS, (person.linked_at or 0) // DAY_S + 60), day_of("2026-10-20"))
            episode = rng.choice(episodes)
            by_owner = episode.allows("by", "me") or (episode.tags["by"] == "any" and rng.random() < 0.5)
            pair = (OWNER, person) if by_owner else (person, OWNER)
            setting = Setting(*pair, OWNER, person.language, "", life.names, warm=rng.random() < 0.4)
            begin = day * DAY_S + rng.randint(8, 16) * 3600 + rng.randrange(3600)
            said, _ = converse(episode, setting, begin, rng, answered=rng.random() < 0.85)
            subject = _SUBJECTS[episode.name][person.language == "en"]
            found += [_letter(m, person, subject, f"{person.key}|{number}") for m in said]
    return [letter for letter in found if letter.at // DAY_S < day_of("2026-11-14")]


def _letter(message: Message, person: Person, subject: str, thread: str) -> Letter:
    mine = message.sender is OWNER
    sender, to = (own_box(message.at), box_of(person)) if mine else (box_of(person), own_box(message.at))
    labels = "Enviados" if mine else "Recibidos,Abiertos"
    return Letter(message.at, sender, (to,), subject, message.text, thread, labels)


def to_forty(life: Life) -> list[Letter]:
    """One mail to forty people, which is not forty conversations, and the answers of a few."""
    rng = random.Random(f"{SEED}|forty")
    guests = [
        p
        for p in life.linked
        if p.key.startswith("p") and p.language == "es" and p.gone is None and not p.hidden
    ]
    close = friends(life)[:8]
    invited = [*close, *rng.sample([p for p in guests if p not in close], 32)]
    at = moment("madrid", "2024-09-24 09:30")
    text = (
        "Hola a todas y a todos:\n\nEl martes 8 de octubre a las 18:30 presentamos el Atlas de barrios en el "
        "centro cívico de San Inazio. Cuarenta barrios, cuarenta páginas, una merienda.\n\nSi venís, "
        "decídmelo, que hay que contar los bollos. Quien no pueda, tendrá enlace.\n\nUn abrazo,\nIrune"
    )
    to = tuple(box_of(person) for person in invited)
    found = [Letter(at, own_box(at), to, "Atlas de barrios, 8 de octubre", text, "forty", "Enviados")]
    answers = (
        "¡Allí estaré!",
        "No puedo, pero mándame el enlace.",
        "Voy y llevo a dos.",
        "Enhorabuena, Irune. Voy.",
    )
    for number, box in enumerate(to[:5]):
        when = at + rng.randint(1200, 200_000)
        reply = Letter(
            when,
            box,
            (own_box(at),),
            "Re: Atlas de barrios, 8 de octubre",
            answers[number % 4],
            "forty",
            "Recibidos,Abiertos",
            quotes=number != 2,
        )
        found.append(reply)
    return found
