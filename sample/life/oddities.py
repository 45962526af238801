"""What real archives are full of: odd names, closed accounts, advertisements, drafts, strangers."""

import random
from pathlib import Path

from life import SEED, world
from life.acts import Message
from life.clock import DAY_S, day_of, instant, moment, working_second
from life.owner import OWNER
from life.people import Job, Move, Person, Temperament, Voice

_PLAIN = Voice("plain", 0.1, "", drops_marks=False, drops_accents=False, lower_case=False)
_MILD = Temperament(0.3, 0.8, 0.5, 5, 0.4, 3, 0.1)

# Each: key, first name, last name, slug, connected on, company, title, what they wrote, what she answered.
_NAMES = (
    (
        "x-script",
        "<script>alert('hola')</script>",
        "Ruiz",
        "script-ruiz-7710",
        "2021-10-25",
        "Huerva Labs",
        "QA",
        "Perdona el nombre, es por un taller de seguridad. Si ves una ventana emergente, avísame.",
        "Ninguna ventana. De momento.",
    ),
    (
        "x-markup",
        "Ana <b>Gil</b>",
        "Escartín",
        "ana-gil-escartin",
        "2018-05-24",
        "Sabina & Hijos <Logística>",
        "Compras",
        "",
        "",
    ),
    (
        "x-arabic",
        "يوسف",
        "حدادين",
        "youssef-haddadeen",
        "2019-06-09",
        "مرصد المدينة",
        "محلل بيانات",
        "مرحبا Irune, I use your charts in Amman. شكرا!",
        "Thank you! I would love to see them right to left.",
    ),
    (
        "x-override",
        "Marta \u202eoicangi\u202c",
        "Ubieto",
        "marta-ubieto-0042",
        "2020-11-03",
        "Trama Labs",
        "Front-end",
        "",
        "",
    ),
    (
        "x-rocket",
        "🚀 Pau 🚀",
        "Growth | 10x",
        "pau-growth-10x",
        "2022-06-15",
        "Leads Umbral",
        "Founder ✨ Speaker ✨ Papá",
        "¿Lista para despegar, IRUNE? 🚀🚀🚀",
        "",
    ),
    (
        "x-titles",
        "Lucía",
        "Berdún, MBA, PMP®, PhD",
        "lucia-berdun-mba",
        "2017-03-07",
        "Atalaya Consultores, S. L.",
        'Partner, "Data & People"',
        "",
        "",
    ),
    (
        "x-mononym",
        "Ximena",
        "",
        "ximena-vpo",
        "2019-09-02",
        "",
        "",
        "Hola! me pasas el link de la charla?",
        "Claro: https://cuaderno.example.org/vpo-19",
    ),
    (
        "x-quotes",
        'José "Pepe"',
        "Guallar O'Reilly",
        "pepeguallar",
        "2013-04-17",
        "Diario Ribera",
        "Sistemas",
        "",
        "",
    ),
    (
        "x-spaces",
        "Iker  ",
        " Zuera\u00a0Tena",
        "ikerzuera",
        "2015-02-20",
        " Egiar Geo ",
        "Analista GIS ",
        "",
        "",
    ),
    (
        "x-capitals",
        "MARÍA DEL PILAR",
        "ABADÍA ARNAL",
        "maria-del-pilar-abadia-arnal-5536a0b2",
        "2012-01-23",
        "GESTORÍA HUERVA",
        "DIRECTORA",
        "",
        "",
    ),
    (
        "x-kanji",
        "健二",
        "渡鳥",
        "kenji-watadori",
        "2023-08-28",
        "株式会社つばめ図版",
        "地図デザイナー",
        "",
        "",
    ),
    ("x-initial", "R.", "S.", "r-s-18a0b3", "2016-09-13", "Confidencial", "-", "", ""),
)


def odd_people() -> list[tuple[Person, list[Message]]]:
    """People whose names break things, and what some of them wrote."""
    found = []
    for key, first, last, slug, linked, company, title, wrote, answered in _NAMES:
        at = instant("madrid", day_of(linked), 10 * 3600 + len(first) * 61)
        person = Person(
            key,
            first,
            last,
            "f",
            "es",
            "other",
            (Move(0, "Zaragoza", "madrid"),),
            (Job(0, company, title),),
            slug,
            f"{slug}@example.net",
            False,
            at,
            _PLAIN,
            _MILD,
        )
        messages = [Message(at + 5000, key, person, (OWNER,), wrote)] if wrote else []
        if answered:
            messages.append(Message(at + 31_000, key, OWNER, (person,), answered))
        found.append((person, messages))
    return found


def sponsored() -> list[Message]:
    """Advertisements in the inbox: no sender's address, a title, HTML, a first name nobody filled in."""
    rng = random.Random(f"{SEED}|sponsored")
    found = []
    for number in range(16):
        shown = rng.choice(
            (
                "LinkedIn Talent Solutions",
                "Sponsored Conversation",
                "Marina de Bruma Cloud",
                "LinkedIn Sales Solutions",
                "Escuela de Negocios Ronda",
            )
        )
        title = rng.choice(
            ("Tu próximo máster", "Grow your pipeline", "Una invitación para ti", "Hire faster")
        )
        text = (
            '<p class="spinmail-quill-editor__spin-break">Hola, %FIRSTNAME%:</p>'
            '<p class="spinmail-quill-editor__spin-break">'
            f"¿Y si este año <strong>{rng.choice(('duplicas', 'triplicas'))}</strong> tus resultados? Plazas "
            f"limitadas hasta el {rng.randint(5, 28)}&nbsp;de mes &amp; 20&nbsp;% de descuento.</p>"
            '<p class="spinmail-quill-editor__spin-break"><a href="https://anuncio.example.com/?c=%CAMPAIGN%">'
            "Quiero saber más</a></p>"
        )
        at = instant(
            "madrid", rng.randint(day_of("2017-01-10"), world.EXPORTED_2026 - 5), working_second(rng)
        )
        found.append(Message(at, f"sponsored-{number}", None, (OWNER,), text, title=title, shown=shown))
    return found


def strangers(recruiters: list[Person]) -> list[Message]:
    """Messages of closed accounts, InMail of recruiters who never connected, and one that went to spam."""
    rng = random.Random(f"{SEED}|strangers")
    found = []
    lines = (
        "Hola, vi tu perfil y me gustaría hacerte una propuesta.",
        "Quick question about your blog",
        "Buenos días, ¿sigues dando talleres?",
        "Hi Irune, are you open to guest posts?",
        "Te escribo por el anuncio de la mesa.",
        "Hello dear, I have an investment opportunity",
    )
    for number, line in enumerate(lines):
        at = instant("madrid", rng.randint(day_of("2013-03-01"), day_of("2025-11-01")), working_second(rng))
        folder = "SPAM" if "investment" in line else "INBOX"
        message = Message(
            at, f"member-{number}", None, (OWNER,), line, shown="LinkedIn Member", folder=folder
        )
        found.append(message)
        if number == 2:
            answer = "Sí, hasta doce personas. ¿Para cuándo sería?"
            found.append(message._replace(at=at + 8000, sender=OWNER, recipients=(), text=answer, shown=""))
    for number, person in enumerate(recruiters):
        at = instant(
            "madrid", rng.randint(day_of("2018-01-10"), world.EXPORTED_2026 - 30), working_second(rng)
        )
        subject = rng.choice(
            ("Oportunidad: Head of Data", "Proyecto remoto", "Your profile", "Data Viz Lead (f/m/d)")
        )
        text = (
            f"Hola, Irune:\n\nSoy {person.first}, de {person.job(at // DAY_S).company}. Tenemos una vacante "
            f'que encaja contigo.\n\n- Remoto\n- {rng.randint(42, 70)}.000 €\n- "Equipo joven"\n\n¿Hablamos?'
        )
        message = Message(at, f"inmail-{number}", person, (OWNER,), text, subject=subject)
        found.append(message)
        if number == 0:
            answer = "Hola. No busco cambio, gracias por escribir."
            found.append(
                message._replace(at=at + 90_000, sender=OWNER, recipients=(person,), text=answer, subject="")
            )
    return found


def drafts(friends: dict[str, Person]) -> list[Message]:
    """What was begun and never sent."""
    told = (
        ("2022-12-01 23:40", "gonzalo-mairal", "Gonzalo, perdona que"),
        ("2023-02-11 02:14", "matias-leiva", "No sé cómo decirlo por aquí, pero mi madre"),
        ("2025-12-01 18:20", "valentina-rocamonde", "Valentina, te debo una respuesta desde hace"),
        ("2026-11-12 09:31", "anabel-urkiola", "¿Y si la cuarta edición la"),
    )
    return [
        Message(moment("madrid", at), key, OWNER, (friends[key],), text, draft=True) for at, key, text in told
    ]


def textures(friends: dict[str, Person]) -> list[Message]:
    """Messages that are hard on readers: pictures only, line separators, CRLF, quotes, markup."""
    quim, anabel, ousmane, blanca = (
        friends[key] for key in ("quim-ferrerons", "anabel-urkiola", "ousmane-diakham", "blanca-otaduy")
    )
    told = (
        ("2017-06-08 09:32:10", OWNER, quim, "", 1, "INBOX"),
        ("2020-05-03 12:41:30", anabel, OWNER, "", 2, "INBOX"),
        ("2019-06-23 12:16:05", ousmane, OWNER, "", 1, "INBOX"),
        ("2024-09-12 13:33:00", anabel, OWNER, "El azul:", 1, "INBOX"),
        (
            "2014-03-11 19:20:44",
            quim,
            OWNER,
            'Lista:\u2028- tipografía\u2028- ñ\u2028- "Ceuta", otra vez',
            0,
            "INBOX",
        ),
        (
            "2015-11-18 17:58:20",
            blanca,
            OWNER,
            'Me escribe Fermín:\r\n\r\n"Que venga el 11.\r\nY que traiga la lámpara."\r\n\r\n¿Cómo lo sabe?',
            0,
            "ARCHIVE",
        ),
        (
            "2024-01-15 13:25:00",
            OWNER,
            blanca,
            '&lt;3 &amp; gracias.\n\n"Ya existimos" suena bien:\n\t1) lámpara\u00a0✔\n\t2) clientes ✘',
            0,
            "INBOX",
        ),
        ("2024-06-28 18:50:00", blanca, OWNER, "N/A", 0, "INBOX"),
    )
    found = []
    for at, sender, other, text, pictures, folder in told:
        friend = other if sender is OWNER else sender
        found.append(
            Message(
                moment("madrid", at), friend.key, sender, (other,), text, folder=folder, attachments=pictures
            )
        )
    return found


def groups(people: dict[str, Person], script: Path) -> list[Message]:
    """Conversations of more than two, from their script."""
    found: list[Message] = []
    members: list[Person] = []
    title = ""
    for line in script.read_text("utf-8").splitlines():
        if line.startswith("== "):
            title, _, keys = line[3:].partition(" | ")
            members = [OWNER, *(people[key] for key in keys.split())]
        elif line and not line.startswith("#"):
            day, clock, key, text = line.split(" ", 3)
            sender = people[key]
            others = tuple(member for member in members if member is not sender)
            at = moment("madrid", f"{day} {clock}") + len(text) % 53
            found.append(Message(at, f"group {title}", sender, others, text, title=title))
    return found
