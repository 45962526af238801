"""The Basic archive of 20 March 2021: the same life up to that day, with fewer files and fewer columns."""

from life import world
from life.clock import DAY_S, moment
from life.forms import header, month_year, pacific, table
from life.linkedin_rows import (
    connection_rows,
    conversations,
    invitation_row,
    message_cells,
)
from life.owner import EMAILS, OWNER
from life.whole import Life

DAY = world.EXPORTED_2021


def files(life: Life) -> dict[str, str]:
    """Name and text of every file of the archive."""
    end = DAY * DAY_S
    # Drafts were not exported yet; conversations were put away only later.
    messages = [m for m in life.deeds.messages if m.at < end and not m.draft]
    columns = header("basic", "messages.csv").split(",")
    cells = (message_cells(m, DAY, set()) for group in conversations(messages) for m in group)
    invitations = [i for i in reversed(life.deeds.invitations) if i.at < end]
    jobs = [
        (
            "Desde cero",
            "Visualización de datos",
            "",
            "Zaragoza, Aragón, España",
            month_year(OWNER.jobs[2].since),
            "",
        ),
        ("Diario Ribera", OWNER.jobs[1].title, "", "Zaragoza, Aragón, España", "Sep 2010", "Mar 2013"),
        (
            "Gabinete Estadístico del Jalón",
            OWNER.jobs[0].title,
            "",
            "Zaragoza, Aragón, España",
            "Feb 2007",
            "Sep 2010",
        ),
    ]
    return {
        # No line end after the last row, and neither preamble nor addresses of profiles, before mid 2021.
        "Connections.csv": table(
            header("basic", "Connections.csv"),
            connection_rows(life.linked, DAY - 1, with_url=False),
        ).removesuffix("\n"),
        "messages.csv": table(
            header("basic", "messages.csv"), ([row[column] for column in columns] for row in cells)
        ),
        "Invitations.csv": table(
            header("basic", "Invitations.csv"), (invitation_row(i, DAY, with_urls=False) for i in invitations)
        ),
        "Profile.csv": table(
            header("basic", "Profile.csv"),
            [
                (
                    OWNER.first,
                    OWNER.last,
                    "",
                    "",
                    "Feb 11, 1984",
                    "Visualización de datos, a mano y a máquina",
                    "",
                    "Information Services",
                    "",
                    "Zaragoza, Aragón, Spain",
                    "",
                    "[BLOG:https://desdecero.example.org]",
                    "",
                )
            ],
        ),
        "Positions.csv": table(header("basic", "Positions.csv"), jobs),
        "Education.csv": table(
            header("basic", "Education.csv"),
            [("Universidad de la Ría", "2002", "2007", "", "Licenciatura en Estadística", "")],
        ),
        "Skills.csv": table(
            header("basic", "Skills.csv"), [("Visualización de datos",), ("Infografía",), ("R",)]
        ),
        "Email Addresses.csv": table(
            header("basic", "Email Addresses.csv"),
            [
                (email, "Yes", "Yes" if n == 0 else "No", pacific(moment("madrid", "2014-02-25 09:30")))
                for n, email in enumerate(EMAILS[:2])
            ],
        ),
        "PhoneNumbers.csv": table(header("basic", "PhoneNumbers.csv"), [("", "+34 555 014 233", "MOBILE")]),
        "Registration.csv": table(
            header("basic", "Registration.csv"), [("4/27/09, 11:48 AM", "192.0.2.44", "")]
        ),
    }
