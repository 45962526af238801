"""Header fields: charsets, encoded words, addresses and dates, as broken as they come."""

import pytest

from vinculo.errors import BadRecord
from vinculo.model import Handle
from vinculo.sources.addressing.addresses import Address, addresses
from vinculo.sources.addressing.charsets import text_of
from vinculo.sources.addressing.headers import fields_of, from_base64, plain_value, split_head
from vinculo.sources.mail.dates import instant_of, written_instant
from vinculo.sources.mail.letter import letter_entries, message_id, recipients_of, thread_root

EPOCH_2024 = 1_704_067_200


@pytest.mark.parametrize(
    ("raw", "charset", "expected"),
    [
        ("señor".encode(), "utf-8", "señor"),
        ("señor".encode("latin-1"), "iso-8859-1", "señor"),
        ("señor".encode("cp1252"), "utf-8", "señor"),
        ("10 €".encode("cp1252"), "iso-8859-1", "10 €"),
        ("10 €".encode("iso8859-15"), "iso-8859-15", "10 €"),
        ("señor".encode(), "iso-8859-1", "señor"),
        ("señor".encode("cp1252"), "x-unknown", "señor"),
        ("漢字".encode("gb18030"), "gb2312", "漢字"),
        ("한국".encode("cp949"), "ks_c_5601-1987", "한국"),
        ("日本".encode("iso-2022-jp"), "ISO-2022-JP", "日本"),
        (b"caf\xe9", '"ISO-8859-1"', "café"),
        (b"+2AA-", "utf-7", "\ufffd"),
        (b"abc", "unicode_escape", "abc"),
        (b"\\u0041", "unicode_escape", "\\u0041"),
        (b"abc-", "punycode", "abc-"),
        (b"abc", "utf-8\x00", "abc"),
    ],
)
def test_bytes_become_text_whatever_they_say_they_are(raw: bytes, charset: str, expected: str) -> None:
    """A wrong, unknown or dangerous charset costs nothing; half characters do not come out."""
    assert text_of(raw, charset) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=?UTF-8?Q?Ana_Ruiz_Pe=C3=B1a?=", "Ana Ruiz Peña"),
        ("=?utf-8?B?w4Fs?= =?utf-8?B?dmFybw==?=", "Álvaro"),
        ("=?utf-8?Q?reuni=C3?= =?utf-8?Q?=B3n?=", "reunión"),
        ("Re: =?utf-8?Q?s=C3=AD?= y =?iso-8859-1?Q?m=E1s?=", "Re: sí y más"),
        ("=?iso-8859-1?Q?uno?= =?utf-8?Q?_dos?=", "uno dos"),
        ("=?utf-8*es?Q?hola?=", "hola"),
        ("=?x-none?Q?Iv=E1n?=", "Iván"),
        ("=?utf-8?B?w4FsdmFyb w=?=", "Álvaro"),
        ("=?utf-8?Q?sin fin", "=?utf-8?Q?sin fin"),
        ("uno\tdos\x00", "uno dos"),
        ("", ""),
    ],
)
def test_encoded_words_are_read_even_if_split_in_a_character(written: str, expected: str) -> None:
    """RFC 2047, and what programs make of it."""
    assert plain_value(written) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(b"SG9sYQ==", b"Hola"), (b"SG9s YQ", b"Hola"), (b"SG9sYQ=\n=xx", b"Hola"), (b"A", b"")],
)
def test_base64_is_read_as_far_as_it_goes(raw: bytes, expected: bytes) -> None:
    """Cut, unpadded or followed by the footer of a list."""
    assert from_base64(raw) == expected


def test_fields_are_unfolded_and_lines_that_are_none_are_passed_over() -> None:
    """A block in several charsets, with `>From ` in it, still tells its fields."""
    head, body = split_head("To: a@b,\n\tc@d\n>From x\nSubject: ¿Qué?\n\nhola\n\nadiós".encode("latin-1"))
    assert fields_of(head, frozenset({"to", "subject"})) == {"to": ["a@b, c@d"], "subject": ["¿Qué?"]}
    assert body.decode("latin-1") == "hola\n\nadiós"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ana Ruiz <ana@x.es>", [("Ana Ruiz", "ana@x.es")]),
        ('"Ruiz, Ana" <ana@x.es>, pau@y.es', [("Ruiz, Ana", "ana@x.es"), ("", "pau@y.es")]),
        ("Ruiz, Ana <ana@x.es>", [("Ruiz, Ana", "ana@x.es")]),
        ("ana@x.es (Ana Ruiz)", [("Ana Ruiz", "ana@x.es")]),
        ("'ana@x.es' <ana@x.es>", [("", "ana@x.es")]),
        ("Obras: Ana <ana@x.es>, pau@y.es;", [("Ana", "ana@x.es"), ("", "pau@y.es")]),
        ("undisclosed-recipients:;", []),
        ("ana@x.es; pau@y.es", [("", "ana@x.es"), ("", "pau@y.es")]),
        ("=?utf-8?Q?Ruiz,_Ana?= <ana@x.es>", [("Ruiz, Ana", "ana@x.es")]),
        ("=?utf-8?Q?Ana_<ana@x.es>?=", [("Ana", "ana@x.es")]),
        ('"Ana \\"la jefa\\"" <ana@x.es>', [('Ana "la jefa', "ana@x.es")]),
        ('"Ana <ana@x.es>, pau@y.es', [("Ana", "ana@x.es"), ("", "pau@y.es")]),
        ("<mailto:ana@x.es>", [("", "ana@x.es")]),
        ("Ana Ruiz </O=EMPRESA/OU=X/CN=ANA>", [("Ana Ruiz", "")]),
        ("Ana Ruiz", [("Ana Ruiz", "")]),
        ("Ana Ruiz ana@x.es", [("Ana Ruiz", "ana@x.es")]),
        ("Nadie, pau@y.es", [("", "pau@y.es")]),
        ("", []),
        (",,;<>", []),
    ],
)
def test_address_lists_are_read_as_they_are_written(written: str, expected: list[tuple[str, str]]) -> None:
    """Groups, commas without quotes, comments, Exchange paths, a quote that never closes."""
    assert [tuple(box) for box in addresses(written)] == expected


@pytest.mark.parametrize(
    ("email", "is_machine"),
    [
        ("no-reply@banco.es", True),
        ("noreply+42@x.es", True),
        ("messages-noreply@linkedin.com", True),
        ("MAILER-DAEMON@x.es", True),
        ("no-responder@x.es", True),
        ("bounces+7@x.es", True),
        ("noelia@x.es", False),
        ("ana.norez@x.es", False),
        ("info@x.es", False),
    ],
)
def test_addresses_behind_which_nobody_is_are_known(email: str, is_machine: bool) -> None:
    """`info@` may be a whole company of one."""
    assert Address("", email).is_machine is is_machine


@pytest.mark.parametrize(
    ("written", "at", "precision", "zone"),
    [
        ("Mon, 01 Jan 2024 01:00:00 +0100", 0, "second", "written"),
        ("Mon, 1 Jan 2024 00:00 +0000", 0, "minute", "written"),
        ("1 Jan 24 00:00:00 GMT", 0, "second", "written"),
        ("Mon, 01 Jan 2024 01:00:00 +01:00", 0, "second", "written"),
        ("Mon, 01 Jan 2024 02:00:00 CEST", 0, "second", "written"),
        ("Mon, 01 Jan 2024 00:00:00 -0000", 0, "second", "assumed"),
        ("Mon, 01 Jan 2024 00:00:00", 0, "second", "assumed"),
        ("lun, 1 ene 2024 01:00:00 +0100", 0, "second", "written"),
        ("Mon Jan  1 00:00:00 2024", 0, "second", "assumed"),
        ("1790@xxx Mon Jan 01 00:00:00 +0000 2024", 0, "second", "written"),
        ("2024-01-01T00:00:00Z", 0, "second", "written"),
        ("Mon, 01 Jan 2024 01:00:00 +0100 (CET)", 0, "second", "written"),
        ("Sun, 31 Dec 2023 23:59:60 +0000", -1, "second", "written"),
    ],
)
def test_dates_are_read_in_every_spelling(written: str, at: int, precision: str, zone: str) -> None:
    """RFC 5322, asctime, ISO 8601, zones by name, months in Spanish."""
    assert written_instant(written) == (EPOCH_2024 + at, precision, zone)


@pytest.mark.parametrize(
    "written",
    [
        *("", "some day", "Thu, 1 Jan 1970 00:00:00 +0000", "1 Foo 2024 10:00"),
        *("31 Feb 2024 10:00:00 +0000", "1 Jan 9999 10:00:00 +0000", "1 Jan 2024 25:00:00 +0000"),
    ],
)
def test_an_impossible_date_is_none(written: str) -> None:
    """A clock without a battery, a day that does not exist."""
    assert written_instant(written) is None


def test_the_owners_server_knows_better_than_a_wrong_clock() -> None:
    """`Received` stands in for a missing date, and overrules one that lies after the arrival."""
    received = "Mon, 01 Jan 2024 00:00:00 +0000"
    assert instant_of({"received": received}).at == EPOCH_2024
    assert instant_of({"date": "Fri, 01 Jan 2027 00:00:00 +0000", "received": received}).at == EPOCH_2024
    late = {"date": "Wed, 27 Dec 2023 00:00:00 +0000", "received": received}
    assert instant_of(late).at == EPOCH_2024 - 5 * 86_400
    assert instant_of({"date": "?", "stamp": "a@b Mon Jan  1 00:00:00 2024"}).at == EPOCH_2024
    with pytest.raises(BadRecord, match="mail_without_date"):
        instant_of({"date": "?"})


def test_a_conversation_has_one_key_in_every_mail_box() -> None:
    """The first message and its answers agree, with Gmail's thread number or without it."""
    first = {"message-id": "<1@x>", "x-gm-thrid": "17"}
    answer = {"message-id": "<2@x>", "in-reply-to": "<1@x>", "x-gm-thrid": "17"}
    later = {"message-id": "<3@x>", "references": "<1@x> <2@x>", "in-reply-to": "<2@x>"}
    assert {thread_root(one) for one in (first, answer, later)} == {"1@x"}
    assert thread_root({"x-gm-thrid": "17"}) == "17"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<a@b>", "a@b"),
        (" <a @b>\n", "a@b"),
        ("a@b", "a@b"),
        ("", ""),
        ("Your message of Monday", ""),
        ("<>", ""),
    ],
)
def test_message_ids_are_read_without_their_brackets(written: str, expected: str) -> None:
    """What is prose is none."""
    assert message_id(written) == expected


def test_without_a_message_id_the_key_follows_from_what_was_sent() -> None:
    """The same message in two labels is one, another message is another."""
    one = {"from": "Ana@x.es", "to": "pau@y.es", "date": "Mon, 01 Jan 2024 00:00:00 +0000", "plain": "Hola"}
    same = letter_entries({**one, "from": "ana@x.es", "x-gmail-labels": "Enviados"})[0]
    assert letter_entries(one)[0].native == same.native  # type: ignore[union-attr]
    assert letter_entries({**one, "plain": "Adiós"})[0].native != same.native  # type: ignore[union-attr]


def test_recipients_are_people_once_each() -> None:
    """Copies to oneself, machines and LinkedIn's one-time addresses are not addressed people."""
    sender = Handle("email", "ana@x.es")
    told = {
        "to": "Pau <pau@y.es>, ANA@x.es, no-reply@z.es, Shira Weiss <c15c@reply.linkedin.com>",
        "cc": "PAU@y.es, Nadie",
        "bcc": "eva@z.es, sweiss@linkedin.com",
    }
    assert recipients_of(told, sender) == (
        Handle("email", "pau@y.es", "Pau"),
        Handle("name", "Shira Weiss", "Shira Weiss"),
        Handle("email", "eva@z.es"),
        Handle("email", "sweiss@linkedin.com"),
    )
    assert recipients_of({"to": "ana@x.es"}, sender) == (Handle("email", "ana@x.es"),)
