"""Which mail says nothing about a relationship, and under which name it is counted."""

import pytest

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Event, Handle, Ignored, Record
from vinculo.sources import mail

PERSONAL = {
    "from": "Ana Ruiz <ana@x.es>",
    "to": "Pau <pau@y.es>",
    "date": "Mon, 15 Jan 2024 10:00:00 +0100",
    "message-id": "<1@x.es>",
    "plain": "Hola, Pau.",
}


def parsed(**fields: str) -> object:
    """What becomes of the personal mail with these fields (`list_id` for `list-id`)."""
    told = PERSONAL | {name.replace("_", "-").strip("-"): value for name, value in fields.items()}
    return mail.parse("mbox", Record(tuple(told.values()), 1, tuple(told)))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"x_mozilla_status": "0009"}, "mail_deleted"),
        ({"x_gmail_labels": "Borradores,Importante"}, "mail_draft"),
        ({"x_gmail_labels": "=?UTF-8?Q?Entw=C3=BCrfe?="}, "mail_draft"),
        ({"x_mozilla_draft_info": "internal/draft; vcard=0"}, "mail_draft"),
        ({"flags": "DS"}, "mail_draft"),
        ({"x_gmail_labels": "Spam"}, "mail_spam"),
        ({"x_mozilla_keys": "nonjunk Junk"}, "mail_spam"),
        ({"x_spam_flag": "YES"}, "mail_spam"),
        ({"x_gmail_labels": "Chat"}, "mail_chat"),
        ({"from_": "Mail Delivery <mailer-daemon@x.es>"}, "mail_bounce"),
        ({"content_type": 'multipart/report; report-type="delivery-status"'}, "mail_bounce"),
        ({"content_type": "multipart/report; report-type=disposition-notification"}, "mail_automatic"),
        ({"auto_submitted": "auto-replied (vacation)"}, "mail_auto_reply"),
        ({"x_autoreply": "yes"}, "mail_auto_reply"),
        ({"subject": "Respuesta automática: Obra"}, "mail_auto_reply"),
        ({"subject": "Automatic reply: Works"}, "mail_auto_reply"),
        ({"subject": "=?utf-8?Q?Fuera_de_la_oficina?="}, "mail_auto_reply"),
        ({"auto_submitted": "auto-generated"}, "mail_automatic"),
        ({"from_": "Banco <no-reply@banco.es>"}, "mail_automatic"),
        ({"return_path": "<>"}, "mail_automatic"),
        ({"list_id": "<obras.listas.es>"}, "mail_list"),
        ({"precedence": "list"}, "mail_list"),
        ({"precedence": "bulk"}, "mail_bulk"),
        ({"list_unsubscribe": "<https://x.es/baja>"}, "mail_bulk"),
    ],
)
def test_noise_is_counted_by_kind(fields: dict[str, str], kind: str) -> None:
    """Nobody wrote it, or it was written to everybody."""
    assert parsed(**fields) == Ignored(kind)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"x_mozilla_status": "0001"},
        {"x_mozilla_status": "zz"},
        {"x_gmail_labels": "Recibidos,Proyecto Chat,Importante"},
        {"auto_submitted": "no"},
        {"return_path": "<ana@x.es>"},
        {"x_spam_flag": "NO"},
        {"subject": "Ausentes en la reunión"},
        {"flags": "RS"},
        {"list_unsubscribe": "<https://crm.es/baja>", "in_reply_to": "<0@y.es>"},
        {"to": ", ".join(f"p{number}@y.es" for number in range(40))},
    ],
)
def test_what_one_person_wrote_to_others_is_an_event(fields: dict[str, str]) -> None:
    """Also an answer sent with a mailing program, and a mail to forty people, which is one event."""
    entries = parsed(**fields)
    assert isinstance(entries, list)
    assert [type(entry) for entry in entries] == [Event]


def test_a_mail_to_forty_people_names_them_all() -> None:
    """How little it then says to each of them is not decided here."""
    (event,) = parsed(to=", ".join(f"p{number}@y.es" for number in range(40)))  # type: ignore[misc]
    assert len(event.recipients) == 40


def test_a_chat_that_gmail_keeps_among_the_mail_is_no_broken_mail() -> None:
    """It has a thread number and no sender; the same without the number is broken."""
    chat = {"x-gm-thrid": "17", "plain": "hola"}
    assert mail.parse("mbox", Record(tuple(chat.values()), 1, tuple(chat))) == Ignored("mail_chat")
    with pytest.raises(BadRecord, match="mail_without_sender"):
        parsed(from_="")


def test_a_flaw_found_while_framing_is_the_reason() -> None:
    """`retry` asks again and gets the same answer."""
    with pytest.raises(BadRecord, match="mail_without_header"):
        mail.parse("mbox", Record(("text",), 1, ("raw",), flaw="bad_record.mail_without_header"))


GMAIL = {"x-gm-thrid": "17", "delivered-to": "pau@y.es", "received": "Mon, 15 Jan 2024 01:00:00 -0800"}


@pytest.mark.parametrize(
    ("above", "cards"),
    [
        (GMAIL, [Card((OWNER, Handle("email", "pau@y.es")))]),
        ({"delivered-to": "pau@y.es", "received": GMAIL["received"]}, []),
        ({"x-gm-thrid": "17", "received": GMAIL["received"], "delivered-to": "lista@z.es"}, []),
        ({"x-gm-thrid": "17", "delivered-to": "pau@y.es"}, []),
    ],
)
def test_the_owners_address_is_told_by_gmails_own_server_alone(
    above: dict[str, str], cards: list[Card]
) -> None:
    """A single mail names whoever got that copy; a field below the first hop is of an earlier one."""
    told = above | PERSONAL
    entries = mail.parse("mbox", Record(tuple(told.values()), 1, tuple(told)))
    assert isinstance(entries, list)
    assert entries[1:] == cards
