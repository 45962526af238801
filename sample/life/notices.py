"""The mails by which LinkedIn tells what others did: the only place where most of it can be seen."""

import random
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from life import SEED
from life.acts import Message
from life.clock import DAY_S, day_of
from life.forms import conversation_id
from life.ids import mint
from life.letters import Box, Letter
from life.owner import EMAILS, OWNER
from life.people import Person, profile_url
from life.public import Public
from life.whole import Life

_TO = (Box(OWNER.name, EMAILS[1]),)
_HEADLINE = "Visualización de datos"
_INVITES = Box("", "invitations@linkedin.com")
_MESSAGES = Box("", "messages-noreply@linkedin.com")
_NOTIFY = Box("", "notifications-noreply@linkedin.com")
_STUFFING = "\u034f\u00a0" * 24


def notices(life: Life, public: Public) -> list[Letter]:
    """By kind; none of them is written by a person."""
    return [
        *_invitations(life),
        *_acceptances(life),
        *_messages(life),
        *_on_posts(life, public),
        *_passed_on(life, public),
        *_of_nobody(),
        *_imitations(life),
    ]


def _tokens(rng: random.Random, template: str, slot: str) -> str:
    """What is attached to each link; some of it would log the owner in."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    mid, otp, eid = ("".join(rng.choices(letters, k=size)) for size in (20, 44, 16))
    page = quote(f"urn:li:page:email_{template};{mid}", safe="")
    return (
        f"lipi={page}&midToken=AQ{mid}&midSig={mid[:12]}&trk=eml-{template}-{slot}&trkEmail=eml-{template}-{slot}-null-"
        f"{eid}-null-null&eid={eid}&otpToken={otp}&loid=AQ{eid}"
    )


class _Page(NamedTuple):
    """Where a mail leads to."""

    label: str
    url: str
    slot: str
    """Where in the mail it stands: the header shows the owner, the middle who did it."""


def _notice(
    at: int,
    sender: Box,
    who: Person,
    template: str,
    subject: str,
    body: list[str],
    links: list[tuple[str, str]],
    kind: str,
    authentic: bool = True,
) -> Letter:
    rng = random.Random(f"{SEED}|notice|{at}|{template}")
    job = who.job(at // DAY_S)
    profile = profile_url(who.slug_on(at // DAY_S)).replace("/in/", "/comm/in/")
    mine = profile_url(OWNER.slug).replace("/in/", "/comm/in/")
    # A mail about a message shows whose it is and what it says; all others show the job as well.
    headline = [f"{job.title} en {job.company}"] if job.company and "message" not in template else []
    buttons = [_Page(label, url, f"hero-{n}-cta%7Ebutton") for n, (label, url) in enumerate(links, 6)]
    about = [_Page(who.name, profile, "hero-4-prof%7Ename"), *buttons]
    lines = [subject, "", who.name, *headline, "", *body, ""]
    for page in [_Page("Ver perfil", profile, "hero-3-prof%7Ecta"), *buttons]:
        lines += [page.label, _with(page, rng, template), ""]
    lines += [
        "-" * 40,
        f"Este correo electrónico está dirigido a {OWNER.name} ({_HEADLINE}).",
        "Recibes correos electrónicos de notificaciones de LinkedIn.",
    ]
    pages = [_Page("LinkedIn", mine, "header-0-profile%7Eglimmer"), *about]
    html = [
        f'<div style="display:none">{subject}{_STUFFING}</div>',
        *(f"<p>{escape(line)}</p>" for line in body),
    ]
    for page in pages:
        target = _with(page, rng, template).replace("&", "&amp;")
        html.append(f'<p><a href="{target}">{escape(page.label)}</a></p>')
    return Letter(
        at,
        sender._replace(name=f"{who.name} a través de LinkedIn"),
        _TO,
        subject,
        "\n".join(lines),
        f"notice|{at}|{template}",
        "Recibidos,Categoría: notificaciones sociales",
        linkedin_headers(rng, template, kind, authentic),
        html="\n".join(html),
    )


def _with(page: _Page, rng: random.Random, template: str) -> str:
    """The link with all that is attached to it."""
    return f"{page.url}{'&' if '?' in page.url else '?'}{_tokens(rng, template, page.slot)}"


def linkedin_headers(
    rng: random.Random, template: str, kind: str, authentic: bool
) -> tuple[tuple[str, str], ...]:
    """What LinkedIn and the owner's own server write above such a mail."""
    token = f"{rng.getrandbits(64):016x}"
    bounce = f"s-2b{token}@bounce.linkedin.com" if authentic else f"x{token}@mailer.example.com"
    verdict = "pass" if authentic else "fail"
    results = (
        "mx.google.com;\r\n"
        f"       dkim={verdict} header.i=@linkedin.com header.s=d2048 header.b=Qx{token[:6]};\r\n"
        f"       dkim={verdict} header.i=@mailb.linkedin.com header.s=prod1024 header.b=Lm{token[:6]};\r\n"
        f"       spf={verdict} (google.com: domain of {bounce} designates 192.0.2.14 as "
        f"permitted sender) smtp.mailfrom={bounce}"
    )
    return (
        ("Return-Path", f"<{bounce}>"),
        ("Authentication-Results", results),
        ("X-LinkedIn-Class", kind),
        ("X-LinkedIn-Template", template),
        ("X-LinkedIn-fbl", f"m2-{token}"),
        ("X-LinkedIn-Id", token[:12]),
        (
            "List-Unsubscribe",
            f"<https://www.linkedin.com/comm/psettings/email-unsubscribe?trk=eml-{template}-unsub-0-unsub>",
        ),
        ("Feedback-ID", f"{template}:linkedin"),
        (
            "Message-ID",
            f"<{rng.randrange(10**9)}.{rng.randrange(10**7)}.{token}@lva1-app{rng.randrange(99)}.prod.linkedin.com>",
        ),
    )


def _invitations(life: Life) -> list[Letter]:
    found = []
    told = [i for i in life.deeds.invitations if not i.by_owner and i.at // DAY_S > day_of("2019-01-01")][
        ::34
    ][:16]
    for number, invitation in enumerate(told):
        person = invitation.person
        own_id = mint(invitation.at * 1000 + 17, random.Random(f"{SEED}|invitation id|{invitation.at}"))
        accept = ("Aceptar", f"https://www.linkedin.com/comm/people/invite-accept?invitationId={own_id}")
        body = [f"Hola, {OWNER.first}:", "", invitation.note or "Me gustaría añadirte a mi red de LinkedIn."]
        subject = f"{OWNER.first}, añádeme a tu red de LinkedIn"
        found.append(
            _notice(
                invitation.at + 240,
                _INVITES,
                person,
                "email_m2m_invite_single_01",
                subject,
                body,
                [accept],
                "MBR-TO-MBR",
            )
        )
        if number % 6 == 2:
            late = f"La invitación de {person.first} espera tu respuesta"
            found.append(
                _notice(
                    invitation.at + 8 * DAY_S,
                    _INVITES,
                    person,
                    "email_m2m_invite_reminder_02",
                    late,
                    body,
                    [accept],
                    "EMAIL-DEFAULT",
                )
            )
    return found


def _acceptances(life: Life) -> list[Letter]:
    asked = [i for i in life.deeds.invitations if i.by_owner and i.person.linked_at and i.person.gone is None]
    found = []
    for invitation in [i for i in asked if i.at // DAY_S > day_of("2018-06-01")][::19][:12]:
        person = invitation.person
        body = [f"{person.name} ha aceptado tu invitación. Empieza una conversación.", ""]
        subject = f"{OWNER.first}, empieza una conversación con tu nuevo contacto, {person.name}"
        link = ("Enviar mensaje", "https://www.linkedin.com/comm/messaging/compose")
        found.append(
            _notice(
                (person.linked_at or 0) + 300,
                _INVITES,
                person,
                "email_accept_invite_single_01",
                subject,
                body,
                [link],
                "MBR-TO-MBR",
            )
        )
    return found


def _messages(life: Life) -> list[Letter]:
    """Some messages arrive by mail as well: the same words, the same conversation."""
    inbound = [
        m
        for m in life.deeds.messages
        if m.sender
        and m.sender is not OWNER
        and m.sender.gone is None
        and m.at // DAY_S > day_of("2017-01-01")
    ]
    chosen = [m for m in inbound if m.text and len(m.recipients) == 1 and not m.draft][::70][:18]
    found = [_message(message) for message in chosen]
    inmail = next(m for m in life.deeds.messages if m.conversation.startswith("inmail"))
    if inmail.sender is not None:
        found.append(_message(inmail, "email_hire_inmail_initial_single_01", "INMAIL"))
    return found


def _message(message: Message, template: str = "email_member_message_v2", kind: str = "MBR-TO-MBR") -> Letter:
    sender = message.sender
    assert sender is not None  # noqa: S101 (chosen so)
    thread = (
        f"https://www.linkedin.com/messaging/thread/{quote(conversation_id(message.conversation), safe='')}/"
    )
    subject = f"{sender.first} acaba de enviarte un mensaje" if kind != "INMAIL" else message.subject
    return _notice(
        message.at + 95, _MESSAGES, sender, template, subject, [message.text], [("Responder", thread)], kind
    )


def _on_posts(life: Life, public: Public) -> list[Letter]:
    """Comments and reactions on the owner's posts. The names of these two templates are a guess."""
    by_name = {person.name: person for person in life.linked}
    found = []
    answered = [c for c in public.comments if c.answers in by_name and c.at // DAY_S > day_of("2016-01-01")]
    for remark in answered[::3][:16]:
        person = by_name[remark.answers]
        rng = random.Random(f"{SEED}|comment on|{remark.at}")
        at = remark.at - rng.randint(1200, 20_000)
        link = ("Ver comentario", f"https://www.linkedin.com/comm/feed/update/{quote(remark.urn, safe=':')}/")
        subject = f"{person.name} ha comentado tu publicación"
        found.append(
            _notice(
                at,
                _NOTIFY,
                person,
                "email_notification_single_commented_on_your_post_01",
                subject,
                [subject + "."],
                [link],
                "EMAIL-DEFAULT",
            )
        )
    tirso = life.people["tirso-bengoa"]
    for number, share in enumerate(
        [s for s in public.shares if s.at // DAY_S > day_of("2015-01-01")][::12][:13]
    ):
        person = tirso if number % 4 == 1 else life.linked[300 + number * 37]
        link = (
            "Ver publicación",
            f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{share.activity_id}/",
        )
        subject = f"{person.name} ha reaccionado a tu publicación"
        template = "email_notification_single_reacted_to_your_post_01"
        found.append(
            _notice(
                share.at + 5400, _NOTIFY, person, template, subject, [subject + "."], [link], "EMAIL-DEFAULT"
            )
        )
    matias = life.people["matias-leiva"]
    share = public.shares[-20]
    link = (
        "Ver publicación",
        f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{share.activity_id + 4096}/",
    )
    found.append(
        _notice(
            share.at + 9000,
            _NOTIFY,
            matias,
            "email_notification_single_mentioned_you_in_this_01",
            f"{matias.name} te ha mencionado en una publicación",
            ["Te ha mencionado."],
            [link],
            "EMAIL-DEFAULT",
        )
    )
    return [letter for letter in found if letter.sender.name.split(" a través")[0].strip()]


def _passed_on(life: Life, public: Public) -> list[Letter]:
    """Posts of the owner's that others passed on, in mails of a template that nobody has named yet."""
    keys = ("rosalind-achterby", "ousmane-diakham", "matias-leiva", "teresa-abadias")
    shares = [share for share in public.shares if share.at // DAY_S > day_of("2020-01-01")][5::9]
    found = []
    for key, share in zip(keys, shares, strict=False):
        person = life.people[key]
        link = (
            "Ver publicación",
            f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{share.activity_id}/",
        )
        subject = f"{person.name} ha compartido tu publicación"
        template = "email_notification_single_shared_your_post_01"
        found.append(
            _notice(
                share.at + 7600, _NOTIFY, person, template, subject, [subject + "."], [link], "EMAIL-DEFAULT"
            )
        )
    return found


def _of_nobody() -> list[Letter]:
    """Digests, suggestions, jobs: nobody did anything. Two have a template that nobody has seen."""
    found = []
    kinds = (
        (
            "email_notification_digest_01",
            "Tienes 4 notificaciones nuevas",
            "notifications-noreply@linkedin.com",
        ),
        (
            "email_notification_single_search_appearance_01",
            "Has aparecido en 9 búsquedas",
            "notifications-noreply@linkedin.com",
        ),
        ("email_pymk_02", "Quizá conozcas a estas personas", "messages-noreply@linkedin.com"),
        (
            "email_job_alert_digest_01",
            "12 empleos de visualización de datos",
            "jobalerts-noreply@linkedin.com",
        ),
        ("email_network_conversations_01", "De qué habla tu red", "updates-noreply@linkedin.com"),
        ("email_season_greetings_recap_03", "Tu año en LinkedIn", "updates-noreply@linkedin.com"),
    )
    for number in range(18):
        template, subject, address = kinds[number % len(kinds)]
        at = (day_of("2018-01-09") + number * 173) * DAY_S + 27_000 + number * 61
        rng = random.Random(f"{SEED}|of nobody|{number}")
        tokens = _tokens(rng, template, "hero-0-all")
        text = f"{subject}\n\nVer todo: https://www.linkedin.com/comm/feed/?{tokens}\n"
        found.append(
            Letter(
                at,
                Box("LinkedIn", address),
                _TO,
                subject,
                text,
                f"nobody|{number}",
                "Recibidos,Categoría: promociones",
                linkedin_headers(rng, template, "EMAIL-DEFAULT", True),
                html=f"<p>{subject}{_STUFFING}</p>",
            )
        )
    return found


def _imitations(life: Life) -> list[Letter]:
    """Mails that copy LinkedIn's looks and fail the test of the owner's server."""
    person = life.linked[700]
    link = ("Aceptar", "https://entrar.example.com/linkedin/confirmar")
    return [
        _notice(
            day_of(day) * DAY_S + 11_000,
            _INVITES,
            person,
            "email_m2m_invite_single_01",
            f"{OWNER.first}, tienes una invitación pendiente",
            ["Confirma tu cuenta para aceptar."],
            [link],
            "INVITE-GUEST",
            authentic=False,
        )
        for day in ("2021-11-03", "2025-05-19")
    ]
