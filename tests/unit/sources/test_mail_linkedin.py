"""LinkedIn's own mails: who did what, and nothing that could log anybody in."""

import base64
import quopri

import pytest

from vinculo.model import Card, Event, Handle, Ignored, Place, Record
from vinculo.sources import mail
from vinculo.sources.mail.authenticity import is_authentic
from vinculo.sources.mail.links import Link, anchored_links, links_of, without_slots, without_tokens
from vinculo.sources.mail.message import record_of_message
from vinculo.sources.mail.notification import displayed_name
from vinculo.sources.mail.templates import UNKNOWN, kind_of, noise_of, template_of

SECRETS = (
    "midToken=SECRET1&midSig=SECRET2&otpToken=SECRET3&eid=SECRET4&loid=SECRET5"
    "&lipi=urn%3Ali%3Apage%3Aemail_email_x_01%3BSECRET6&trkEmail=eml-x-SECRET7"
)
LI = "linkedin.com"
TRK = "trk=eml-email_m2m_invite_single_01-hero-3-prof%7Ecta"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            f"https://www.linkedin.com/comm/in/ana-ruiz?{SECRETS}&{TRK}",
            "https://www.linkedin.com/in/ana-ruiz#eml-email_m2m_invite_single_01-hero-3-prof~cta",
        ),
        (
            f"https://es.linkedin.com/in/ana/?{SECRETS}",
            "https://www.linkedin.com/in/ana/#eml-email_x_01",
        ),
        (
            "http://linkedin.com/comm/people/invite-accept?sharedKey=SECRET&invitationId=61&otpToken=SECRET",
            "https://www.linkedin.com/people/invite-accept?invitationId=61",
        ),
        (
            "https://www.linkedin.com/comm/mynetwork/invite-accept/invitationId/61/sharedKey/SECRET/?midToken=SECRET",
            "https://www.linkedin.com/mynetwork/invite-accept/invitationId/61",
        ),
        (
            "https://www.linkedin.com/comm/profile/view?id=AAsA1&amp;authToken=SECRET&amp;midToken=SECRET",
            "https://www.linkedin.com/profile/view?id=AAsA1",
        ),
        ("https://eu.safelinks.example/?url=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fana%3FotpToken%3DSECRET", "https://eu.safelinks.example/"),
        ("https://example.org/?q=linkedout&trk=1", "https://example.org/?q=linkedout&trk=1"),
        ("https://linkedin.com.evil.example/in/ana?otpToken=SECRET", "https://linkedin.com.evil.example/in/ana"),
        ("https://www.linkedin.com", "https://www.linkedin.com"),
    ],
)  # fmt: skip
def test_links_to_linkedin_lose_everything_but_what_they_lead_to(written: str, expected: str) -> None:
    """Also wrapped by another site, in old and new forms; other sites' links stay as they are."""
    assert without_tokens(f"a {written} b") == f"a {expected} b"
    assert without_tokens(without_tokens(written)) == without_tokens(written)


def test_cleaned_links_tell_where_they_lead_and_stood() -> None:
    """The slot is for reading a notification; a person never sees it."""
    text = "x https://www.linkedin.com/in/ana/#eml-email_x_01-hero-1 y https://example.org z"
    assert links_of(text) == [Link("https://www.linkedin.com/in/ana/", "email_x_01-hero-1")]
    assert links_of(text)[0].profile == "https://www.linkedin.com/in/ana"
    assert without_slots(text) == "x https://www.linkedin.com/in/ana/ y https://example.org z"
    clicked = anchored_links('<a class="x" href="https://www.linkedin.com/in/ana"><b>Ana &amp;\nEva</b></a>')
    assert clicked == [(Link("https://www.linkedin.com/in/ana", ""), "Ana & Eva")]


@pytest.mark.parametrize(
    ("template", "mail_class", "kind"),
    [
        ("email_m2m_invite_single_01", "", "invitation"),
        ("email_m2m_invite_single_02", "", "invitation"),
        ("invite_guest_59", "INVITE-GUEST", "invitation"),
        ("email_accept_invite_single_01", "", "accept"),
        ("email_member_message_v2", "", "message"),
        ("email_hire_inmail_initial_single_01", "INMAIL", "message"),
        ("email_brand_new_inmail_07", "INMAIL", "message"),
        ("email_notification_single_mentioned_you_in_this_01", "", "mention"),
        ("email_notification_single_commented_on_your_post_01", "", "comment"),
        ("email_notification_single_replied_to_your_comment_01", "", "comment"),
        ("email_notification_single_reacted_to_your_post_01", "", "reaction"),
        ("email_notification_single_commented_on_this_01", "", UNKNOWN),
        ("email_notification_single_shared_by_01", "", UNKNOWN),
        ("email_something_else_01", "EMAIL-DEFAULT", UNKNOWN),
        ("email_type_messaging_digest", "", UNKNOWN),
        ("", "", UNKNOWN),
    ],
)
def test_templates_tell_the_kind_in_every_language(template: str, mail_class: str, kind: str) -> None:
    """What is not known stays unknown under its name."""
    assert kind_of(template, mail_class) == kind
    assert noise_of(template, mail_class) == ""


@pytest.mark.parametrize(
    ("template", "mail_class", "noise"),
    [
        ("email_m2m_invite_reminder_02", "", "linkedin_reminder"),
        ("email_m2m_invite_digest_02", "", "linkedin_reminder"),
        ("email_notification_digest_01", "", "linkedin_digest"),
        ("email_notification_single_search_appearance_01", "", "linkedin_digest"),
        ("email_pymk_02", "", "linkedin_digest"),
        ("email_job_alert_digest_01", "SAVEDSEARCH", "linkedin_digest"),
        ("b2_professional_identity_digest_02", "", "linkedin_digest"),
        ("email_whatever_digest_09", "", "linkedin_digest"),
    ],
)
def test_reminders_and_digests_are_no_events(template: str, mail_class: str, noise: str) -> None:
    """They repeat what was told, or tell of nobody."""
    assert noise_of(template, mail_class) == noise
    assert kind_of(template, mail_class) == ""


def test_the_template_is_named_by_its_field_or_else_by_the_links() -> None:
    """Some exports drop the field."""
    assert template_of({"x-linkedin-template": " Email_X_01 "}, ["email_y_01-hero"]) == "email_x_01"
    assert template_of({}, ["", "email_y_01-hero-3"]) == "email_y_01"
    assert template_of({}, []) == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ana Ruiz via LinkedIn", "Ana Ruiz"),
        ("Ana Ruiz a través de LinkedIn", "Ana Ruiz"),
        ("Ana Ruiz (via LinkedIn)", "Ana Ruiz"),
        ("Ana Ruiz através do LinkedIn", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("Silvia", "Silvia"),
        ("LinkedIn", ""),
        ("LinkedIn Job Alerts", ""),
        ("", ""),
    ],
)
def test_the_platform_is_not_part_of_a_name(written: str, expected: str) -> None:
    """And where it speaks for itself, it is nobody."""
    assert displayed_name(written) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"authentication-results": "mx.y.es; dkim=pass header.i=@linkedin.com; spf=pass"}, True),
        ({"authentication-results": "mx.y.es; dkim=pass (ok) header.d=mailb.linkedin.com"}, True),
        ({"authentication-results": "a; dkim=fail header.d=x.es\na; dkim=pass header.d=" + LI}, True),
        ({"authentication-results": f"a; dkim=fail header.d={LI}\nb; dkim=pass header.d={LI}"}, False),
        ({"authentication-results": "mx.y.es; dkim=pass header.i=@linkedin.com.evil.es"}, False),
        ({"authentication-results": "mx.y.es; dkim=pass header.i=@x.es; spf=pass"}, False),
        ({"x-linkedin-class": "A", "return-path": "<m-1@bounce.linkedin.com>"}, True),
        ({"x-linkedin-class": "A", "return-path": "<m-1@linkedin.com.evil.es>"}, False),
        ({"return-path": "<m-1@bounce.linkedin.com>"}, False),
        ({"x-linkedin-class": "A", "return-path": "<m-1@bounce.linkedin.com>",
          "authentication-results": "mx.y.es; dkim=fail header.i=@linkedin.com"}, False),
        ({}, False),
    ],
)  # fmt: skip
def test_linkedins_signature_counts_as_the_owners_server_saw_it(
    fields: dict[str, str], expected: bool
) -> None:
    """A forger can write verdicts too, but below those of the server that received the mail."""
    assert is_authentic(fields) is expected


def notified(fields: dict[str, str]) -> object:
    told = {
        "from": "Ana Ruiz via LinkedIn <invitations@linkedin.com>",
        "to": "Pau <pau@y.es>",
        "date": "Mon, 02 May 2016 19:34:46 +0000",
        "message-id": "<7@prod.linkedin.com>",
        "return-path": "<m@bounce.linkedin.com>",
        "x-linkedin-template": "email_m2m_invite_single_01",
        **fields,
    }
    return mail.parse("mbox", Record(tuple(told.values()), 1, tuple(told)))


ANA = Handle("linkedin", "https://www.linkedin.com/in/ana", "Ana Ruiz")


def event_of(outcome: object) -> Event:
    assert isinstance(outcome, list)
    assert isinstance(outcome[0], Event)
    return outcome[0]


def profile(slug: str, slot: str) -> str:
    return f"https://www.linkedin.com/in/{slug}" + (f"#eml-email_m2m_invite_single_01-{slot}" if slot else "")


def test_an_invitation_is_of_the_minute_in_its_id() -> None:
    """LinkedIn's archive tells the same minute, so both are one happening; an absurd id is not believed."""
    link = "https://www.linkedin.com/mynetwork/invite-accept/invitationId/6132985418842456064"
    event = event_of(notified({"plain": link}))
    assert (event.at, event.zone, event.native) == (
        1_462_217_669,
        "known",
        f"invitation|{1_462_217_669 // 60}",
    )
    assert "bound" not in dict(event.facts)
    later = event_of(notified({"plain": link, "date": "Mon, 02 May 2022 19:34:46 +0000"}))
    assert later.native == "invitation|mail|7@prod.linkedin.com"
    assert dict(later.facts)["bound"] == "at_most"


@pytest.mark.parametrize(
    ("links", "sender"),
    [
        ([("ana", "hero-3-prof")], ANA),
        ([("pau", "header-0-profile"), ("ana", "hero-3-prof")], ANA),
        ([("pau", "header-0-profile")], Handle("name", "Ana Ruiz", "Ana Ruiz")),
        ([("eva", "")], Handle("linkedin", "https://www.linkedin.com/in/eva", "Ana Ruiz")),
        ([("eva", ""), ("leo", "")], Handle("name", "Ana Ruiz", "Ana Ruiz")),
        ([("eva", ""), ("ana", "hero-3-prof")], ANA),
        ([], Handle("name", "Ana Ruiz", "Ana Ruiz")),
    ],
)  # fmt: skip
def test_the_actor_is_the_profile_the_mail_is_about(links: list[tuple[str, str]], sender: Handle) -> None:
    """Not the owner's own in the header, nor one that somebody mentions in a message."""
    event = event_of(notified({"plain": " ".join(profile(slug, slot) for slug, slot in links)}))
    assert event.sender == sender
    assert event.recipients == (Handle("email", "pau@y.es", "Pau"),)


def test_the_owners_profile_in_the_header_belongs_to_the_address_it_was_sent_to() -> None:
    """Glue between an address and a profile, from a mail that is LinkedIn's beyond doubt."""
    text = profile("pau", "header-0-profile_glimmer") + " " + profile("ana", "hero-1-prof")
    outcome = notified({"plain": text})
    assert isinstance(outcome, list)
    glue = Card((Handle("email", "pau@y.es", "Pau"), Handle("linkedin", "https://www.linkedin.com/in/pau")))
    assert glue in outcome
    assert [event_of(notified({"plain": text, "return-path": "<x@evil.es>"}))] == notified(
        {"plain": text, "return-path": "<x@evil.es>"}
    )


def test_a_mail_of_linkedin_that_names_nobody_is_noise() -> None:
    """No relationship can follow from it."""
    assert notified(
        {"from": "LinkedIn <security-noreply@linkedin.com>", "x-linkedin-template": "email_pin_01"}
    ) == (Ignored("linkedin_nobody"))


def test_an_unknown_template_keeps_its_name_for_the_owner_to_rule_on() -> None:
    """It is a kind of its own, which counts as nothing."""
    event = event_of(notified({"x-linkedin-template": "email_brand_new_thing_01"}))
    assert event.kind == "linkedin_notification"
    assert dict(event.facts)["template"] == "email_brand_new_thing_01"


def test_a_message_stands_in_its_conversation_with_its_words() -> None:
    """Without what LinkedIn sets around them, in any language."""
    text = (
        "Asunto\nAsunto\n\n   Ana Ruiz\n     Responder\n     https://www.linkedin.com/messaging/thread/2-YWJj==/"
        "\n\nHola, Pau.\n\nMi perfil: https://example.org/ana\n\n" + "-" * 40 + "\n\nEste correo es para Pau"
    )
    fields = {"plain": text, "subject": "Asunto", "x-linkedin-template": "email_member_message_v2"}
    event = event_of(notified(fields))
    assert event.kind == "message"
    assert event.place == Place("conversation", "2-YWJj==")
    assert event.text == "Hola, Pau.\n\nMi perfil: https://example.org/ana"


def test_a_mention_names_its_post_and_its_comment() -> None:
    """As public ids; who wrote the post is a matter for other sources."""
    urn = "urn:li:comment:(ugcPost:6993654864748707840,6993659640815259648)"
    text = f"https://www.linkedin.com/feed/update/urn:li:activity:6993654939717689344/?commentUrn={urn}"
    event = event_of(
        notified({"plain": text, "x-linkedin-template": "email_notification_single_mentioned_you_in_this_01"})
    )
    assert event.place == Place("post", "urn:li:activity:6993654939717689344")
    assert dict(event.facts)["comment"] == urn


def test_somebody_who_works_at_linkedin_is_a_person() -> None:
    """And so is whoever forwards one of its mails."""
    for sender in ("Shira Weiss <sweiss@linkedin.com>", "Eva <eva@x.es>"):
        told = {"from": sender, "to": "pau@y.es", "date": "Mon, 02 May 2016 19:34:46 +0000", "plain": "Hola"}
        told |= {"x-linkedin-template": "email_m2m_invite_single_01"} if "eva" in sender else {}
        assert event_of(mail.parse("mbox", Record(tuple(told.values()), 1, tuple(told)))).kind == "email"


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_no_token_passes_the_door_in_any_encoding(encoding: str) -> None:
    """What is set aside is stored as it was framed, so a record must not hold one either."""
    link = f"https://www.linkedin.com/comm/in/ana?{SECRETS}&{TRK}"
    plain = f'Mira {link} <a href="https://www.linkedin.com/e/v2?{SECRETS}">'.encode()
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(plain)
    raw = (
        b"From: Ana via LinkedIn <invitations@linkedin.com>\nX-LinkedIn-Id: SECRET\n"
        + f"List-Unsubscribe: <https://www.linkedin.com/comm/psettings?{SECRETS}>\n".encode()
        + f"Subject: https://www.linkedin.com/comm/x?{SECRETS}\n".encode()
        + f"Content-Transfer-Encoding: {encoding}\n\n".encode()
        + body
    )
    record = record_of_message(raw, 1)
    assert any("linkedin.com/in/ana" in value for value in record.fields)
    assert not any("SECRET" in value or "midToken" in value for value in record.fields)
