"""Files of the archive that have nothing to say about relationships, or that nobody should read."""

import random

from life import SEED
from life.clock import day_of, instant
from life.forms import conversation_id, header, pacific, table
from life.kudos import PUBLIC
from life.owner import OWNER
from life.people import profile_url
from life.whole import Life


def declined(life: Life) -> dict[str, str]:
    """Name and text of each such file: chats with a machine, an address book, identity papers."""
    return {
        **_machines(),
        "ImportedContacts.csv": table(
            header("complete", "ImportedContacts.csv"),
            _imported(life),
        ),
        "Ad_Targeting.csv": table(
            header("complete", "Ad_Targeting.csv"),
            [
                [
                    "35-54",
                    "",
                    "Estudio Sirgalde",
                    "Desde cero",
                    *[""] * 16,
                    'Data; "Open" maps',
                    "Spanish",
                    "es_ES",
                    "",
                    "EMEA; Europe; Bilbao",
                    "",
                    "Owner",
                    "R; Maps",
                    "Designer",
                    "Analyst",
                    "Founder",
                    "12+",
                ]
            ],
        ),
        "Skills.csv": table(header("complete", "Skills.csv"), [(skill,) for skill in PUBLIC["skills"]]),
        "SearchQueries.csv": table(
            header("complete", "SearchQueries.csv"),
            [
                ("2026/11/02 09:14:55 UTC", "imprenta bilbao"),
                ("2026/10/20 18:40:02 UTC", "valentina rocamonde"),
            ],
        ),
        "Inferences_about_you.csv": table(
            header("complete", "Inferences_about_you.csv"),
            [("Career", "Seniority", "Based on your profile", "Owner")],
        ),
        "Verifications/Verifications.csv": table(
            header("complete", "Verifications/Verifications.csv"),
            [
                (
                    "N/A",
                    "N/A",
                    "N/A",
                    "Work Verification",
                    "Estudio Sirgalde",
                    "hola@sirgalde.example.org",
                    *["N/A"] * 7,
                    "2025-02-11",
                    "2026-02-10",
                )
            ],
        ),
        "Jobs/Saved Jobs.csv": table(header("complete", "Jobs/Saved Jobs.csv"), []),
    }


def _machines() -> dict[str, str]:
    """Chats with an assistant look like messages and are not: there is nobody at the other end."""
    talk = conversation_id("coach")
    mine = profile_url(OWNER.slug)
    rows = (
        (
            talk,
            "Learning Coach",
            "Coach",
            "",
            OWNER.name,
            mine,
            "2025-04-02 07:10:11 UTC",
            "",
            "Hola, Irune. ¿Qué te gustaría aprender hoy?",
            "INBOX",
        ),
        (
            talk,
            "Learning Coach",
            OWNER.name,
            mine,
            "Coach",
            "",
            "2025-04-02 07:10:40 UTC",
            "",
            "A decir que no sin dar explicaciones.",
            "INBOX",
        ),
        (
            talk,
            "Learning Coach",
            "Coach",
            "",
            OWNER.name,
            mine,
            "2025-04-02 07:10:44 UTC",
            "",
            "¡Gran objetivo! Te propongo 14 cursos.",
            "INBOX",
        ),
    )
    return {
        "learning_coach_messages.csv": table(header("complete", "learning_coach_messages.csv"), rows),
        "learning_role_play_messages.csv": table(header("complete", "learning_role_play_messages.csv"), []),
        "coach_messages.csv": table(header("complete", "coach_messages.csv"), []),
        "guide_messages.csv": "No conversations found\n",
    }


def _imported(life: Life) -> list[tuple[str, ...]]:
    """An address book uploaded once: people who never agreed to be here."""
    rng = random.Random(f"{SEED}|imported")
    known = rng.sample([person for person in life.linked if person.key.startswith("p")], 14)
    when = pacific(instant("madrid", day_of("2011-05-05"), 38_400))
    rows: list[tuple[str, ...]] = [
        (p.first, "", p.last, "", "", "", "", "", p.email, "", when, when, "", "", "", "") for p in known
    ]
    for number in range(12):
        phone = f"+34 555 01{rng.randint(10, 99)} {rng.randint(100, 999)}" if number % 3 == 0 else ""
        email = "" if phone else f"contacto{number:02d}@example.com"
        rows.append(("Tía Charo" if number == 3 else "", *[""] * 7, email, phone, when, when, "", "", "", ""))
    return rows
