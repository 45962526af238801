"""The Complete archive of 15 November 2026, in the layout that such archives have had since late 2025."""

import random
from urllib.parse import quote

from life import SEED, world
from life.articles import articles
from life.clock import DAY_S, day_of, instant, moment
from life.declined import declined
from life.forms import (
    Row,
    backslashed,
    ctime,
    event_time,
    header,
    month_year,
    pacific,
    padded,
    table,
    uploaded,
    utc,
    utc_slashed,
    utc_written,
)
from life.linkedin_rows import (
    archived_conversations,
    connection_rows,
    conversations,
    invitation_row,
    is_closed,
    message_cells,
)
from life.owner import EMAILS, OWNER
from life.people import profile_url
from life.public import Public, notes
from life.whole import Life

DAY = world.EXPORTED_2026
NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are '
    "missing. You will only see email addresses for connections who have allowed their connections to see or "
    "download their email address using this setting https://www.linkedin.com/psettings/privacy/email. You "
    'can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
_FEED = "https://www.linkedin.com/feed/update/"


def files(life: Life, public: Public) -> dict[str, str]:
    """Name and text of every file of the archive."""
    return {
        **_between_people(life),
        **_in_public(public),
        **_about_the_owner(),
        **_the_rest(life),
        **articles(),
        **declined(life),
    }


def _between_people(life: Life) -> dict[str, str]:
    deeds = life.deeds
    archived = archived_conversations(deeds.messages)
    columns = header("complete", "messages.csv").split(",")
    cells = (message_cells(m, DAY, archived) for group in conversations(deeds.messages) for m in group)
    invitations = [invitation_row(i, DAY, with_urls=True) for i in reversed(deeds.invitations)]
    return {
        "Connections.csv": NOTES
        + table(
            header("complete", "Connections.csv"),
            connection_rows(life.linked, DAY, with_url=True),
        ),
        "messages.csv": table(
            header("complete", "messages.csv"), ([row[column] for column in columns] for row in cells)
        ),
        "Invitations.csv": table(header("complete", "Invitations.csv"), invitations),
        **_praise(life),
    }


def _praise(life: Life) -> dict[str, str]:
    given: list[Row] = []
    received: list[Row] = []
    for endorsement in reversed(life.deeds.endorsements):
        person = endorsement.person
        if is_closed(person, DAY):
            continue
        url = profile_url(person.slug_on(DAY)).removeprefix("https://")
        row = (utc_slashed(endorsement.at), endorsement.skill, person.first, person.last, url, "ACCEPTED")
        (given if endorsement.by_owner else received).append(row)
    written: list[Row] = []
    got: list[Row] = []
    for told in reversed(life.deeds.recommendations):
        job = told.person.job(DAY)
        status = "" if told.by_owner else told.status
        line = (
            told.person.first,
            told.person.last,
            job.company,
            job.title,
            told.text,
            padded(told.at),
            status,
        )
        (written if told.by_owner else got).append(line)
    return {
        "Endorsement_Received_Info.csv": table(header("complete", "Endorsement_Received_Info.csv"), received),
        "Endorsement_Given_Info.csv": table(header("complete", "Endorsement_Given_Info.csv"), given),
        "Recommendations_Received.csv": table(header("complete", "Recommendations_Received.csv"), got),
        "Recommendations_Given.csv": table(header("complete", "Recommendations_Given.csv"), written),
    }


def _link(urn: str) -> str:
    """A link as this era writes it: the whole identifier percent-encoded, a comment's too."""
    post, _, comment = urn.partition("?commentUrn=")
    tail = f"?commentUrn={quote(comment, safe='')}" if comment else ""
    return f"{_FEED}{quote(post, safe='')}{tail}"


def _in_public(public: Public) -> dict[str, str]:
    shares: list[Row] = []
    for number, share in enumerate(reversed(public.shares)):
        # A few posts come out with stray quotes around each of their lines, as real archives have them.
        broken = "\n" in share.text and number % 9 == 4
        text = share.text.replace("\n", '"\n"') if broken else share.text
        shares.append(
            (
                utc(share.at),
                _link(f"urn:li:{share.kind}:{share.share_id}"),
                text,
                share.url,
                "",
                share.visibility,
            )
        )
    return {
        "Shares.csv": table(header("complete", "Shares.csv"), shares),
        "Comments.csv": backslashed(
            header("complete", "Comments.csv"),
            ((utc(c.at), _link(c.urn), c.text) for c in reversed(public.comments)),
        ),
        "Reactions.csv": table(
            header("complete", "Reactions.csv"),
            ((utc(r.at), r.what, _link(r.urn)) for r in reversed(public.reactions)),
        ),
        "InstantReposts.csv": table(
            header("complete", "InstantReposts.csv"),
            ((utc(r.at), _link(r.urn)) for r in reversed(public.reposts)),
        ),
        "Votes.csv": table(
            header("complete", "Votes.csv"),
            ((utc(v.at), _FEED + v.urn, v.what) for v in reversed(public.votes)),
        ),
        "Saved_Items.csv": table(
            header("complete", "Saved_Items.csv"),
            ((_FEED + s.urn, utc(s.at)) for s in reversed(public.saved)),
        ),
        "Rich_Media.csv": table(
            header("complete", "Rich_Media.csv"),
            (
                (
                    uploaded(s.at, "feed document" if n % 3 == 0 else "feed photo"),
                    s.text[:100],
                    f"https://media.licdn.com/dms/image/v2/C4E22AQ{s.share_id % 10**9}/feedshare-shrink/"
                    f"0/{s.at * 1000 - 2417}?e=1797206400&v=beta&t=expired",
                )
                for n, s in enumerate(reversed(public.shares))
                if s.media
            ),
        ),
    }


def _about_the_owner() -> dict[str, str]:
    confirmed = pacific(moment("madrid", "2024-01-20 10:12"))
    ends = [*(month_year(job.since) for job in OWNER.jobs[1:3]), "Dec 2023", ""]
    places = [
        "Zaragoza, Aragón, España",
        "Zaragoza, Aragón, España",
        "Zaragoza, Aragón, España",
        "Bilbao, España",
    ]
    begins = ["Feb 2007", *(month_year(job.since) for job in OWNER.jobs[1:])]
    jobs = [
        (
            job.company,
            job.title,
            "• Preguntar\n• Dibujar\n• Borrar la mitad" if n == 2 else "",
            places[n],
            begins[n],
            ends[n],
        )
        for n, job in enumerate(OWNER.jobs)
    ]
    return {
        "Profile.csv": table(
            header("complete", "Profile.csv"),
            [
                (
                    OWNER.first,
                    OWNER.last,
                    "",
                    "",
                    "Feb 11, 1984",
                    "Visualización de datos · Estudio Sirgalde",
                    "Dibujo datos y hago preguntas. Escribo en «Desde cero» desde 2009.\n\nAntes: un "
                    "gabinete, un periódico y diez años por mi cuenta.",
                    "Design Services",
                    "",
                    "Bilbao, Basque Country, Spain",
                    "",
                    "[BLOG:https://desdecero.example.org,COMPANY:https://sirgalde.example.org]",
                    "",
                )
            ],
        ),
        "Positions.csv": table(header("complete", "Positions.csv"), reversed(jobs)),
        "Education.csv": table(
            header("complete", "Education.csv"),
            [("Universidad de la Ría", "2002", "2007", "", "Licenciatura en Estadística", "")],
        ),
        "Email Addresses.csv": table(
            header("complete", "Email Addresses.csv"),
            [(email, "Yes", "Yes" if n == 0 else "No", confirmed) for n, email in enumerate(EMAILS)],
        ),
        "PhoneNumbers.csv": table(
            header("complete", "PhoneNumbers.csv"), [("", "+34 555 014 233", "MOBILE"), ("", "", "")]
        ),
        "Registration.csv": table(
            header("complete", "Registration.csv"), [("4/27/09, 11:48 AM", "192.0.2.44", "")]
        ),
        "Languages.csv": table(
            header("complete", "Languages.csv"),
            [
                ("Español", "Native or bilingual proficiency"),
                ("Inglés", "Full professional proficiency"),
                ("Euskera", "Limited working proficiency"),
            ],
        ),
    }


def _the_rest(life: Life) -> dict[str, str]:
    rng = random.Random(f"{SEED}|the rest")
    follows = [
        (utc(person.linked_at or 0), "Unfollow" if rng.random() < 0.02 else "Active", person.name)
        for person in reversed(life.linked)
        if (person.linked_at or 0) // DAY_S > day_of("2015-06-01")
        and not person.hidden
        and person.gone is None
    ]
    companies = [
        (
            company,
            ctime(
                instant("madrid", rng.randint(day_of("2012-02-01"), DAY - 9), 36_000 + rng.randrange(20_000))
            ),
        )
        for company in sorted(
            {person.job(DAY).company for person in life.linked[20:900:15] if person.job(DAY).company}
        )
    ]
    gatherings = [
        g
        for g in world.GATHERINGS
        if g.day > day_of("2019-06-01") and (g.owner_speaks or rng.random() < 0.25)
    ]
    open_people = [p for p in life.linked if not p.hidden and p.gone is None and p.key.startswith("p")]
    return {
        "Member_Follows.csv": table(header("complete", "Member_Follows.csv"), follows),
        "Company Follows.csv": table(header("complete", "Company Follows.csv"), companies),
        "Events.csv": table(
            header("complete", "Events.csv"),
            (
                (
                    g.name,
                    event_time(instant("madrid", g.day, 36_000), 480 if not g.online else 120),
                    "APPROVED" if g.owner_speaks or n % 3 else "RELINQUISHED",
                    f"https://eventos.example.org/{g.day}" if n % 2 else "",
                )
                for n, g in enumerate(gatherings)
            ),
        ),
        "Notes.csv": table(
            header("complete", "Notes.csv"),
            (
                (
                    p.first,
                    p.last,
                    profile_url(p.slug_on(DAY)),
                    text,
                    utc_written(at),
                    utc_written(edited) if edited else "",
                )
                for p, text, at, edited in notes(open_people, life.names)
            ),
        ),
        "Hashtag_Follows.csv": table(
            header("complete", "Hashtag_Follows.csv"),
            [
                ("#dataviz", "2019-03-02 10:11:12", "2019-03-02 10:11:12", "ACTIVE"),
                ("#datosabiertos", "2020-05-20 08:20:41", "2020-05-20 08:20:41", "ACTIVE"),
            ],
        ),
    }
