"""Where one message ends and the next begins."""

import io
import tracemalloc
from typing import BinaryIO, cast

import pytest

from vinculo.errors import UnreadableFile
from vinculo.sources import Declines, Reads, mail
from vinculo.sources.container import Member
from vinculo.sources.mail.mbox import MESSAGE_MAX, Framed, messages

HEAD = b"From: Ana <ana@example.org>\nTo: pau@example.org\nDate: Mon, 15 Jan 2024 10:00:00 +0100\n"
SEPARATOR = b"From ana@example.org Mon Jan 15 09:00:00 2024\n"


def member(raw: bytes, path: str = "correo.mbox") -> Member:
    return Member(path, len(raw), raw[:4096], lambda: io.BytesIO(raw))


def framed(raw: bytes) -> list[Framed]:
    return list(messages(io.BytesIO(raw)))


class Dripping(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a network or an archive may."""

    def __init__(self, raw: bytes, drop: int) -> None:
        self._inner, self._drop = io.BytesIO(raw), drop

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(self._drop)


def test_a_line_that_begins_with_from_is_prose_unless_a_date_follows() -> None:
    """A writer that does not escape its lines loses no message, and makes none."""
    raw = (
        SEPARATOR
        + HEAD
        + b"\nFrom here on\n\nFrom Monday 9 to five it is different.\n\n"
        + SEPARATOR
        + HEAD
        + b"\n"
    )
    assert [found.line for found in framed(raw)] == [1, 10]
    assert framed(raw)[0].raw.endswith(b"different.\n\n")


@pytest.mark.parametrize(
    "separator",
    [
        b"From 1654953015393719153@xxx Mon Jan 06 04:49:45 +0000 2020\n",
        b"From 1654953015393719153@xxx Mon Jan 06 04:49:45 2020\n",
        b"From - Mon Mar 11 09:00:00 2024\r\n",
        b"From - Fri, 07 Jun 2024 13:29:23 GMT\r\n",
        b"From \r\n",
        b"From MAILER-DAEMON Thu Jan  1 00:00:01 2015\n",
    ],
)
def test_every_dialect_of_separator_is_known(separator: bytes) -> None:
    """Gmail's with and without a zone, Thunderbird's of three eras, the classic one."""
    found = framed(separator + HEAD + b"\nuno\n\n" + separator + HEAD + b"\ndos\n")
    assert [one.raw.splitlines()[-1] for one in found] == [b"", b"dos"]
    assert [one.line for one in found] == [1, 8]


def test_an_empty_line_before_a_separator_may_be_missing_if_a_header_follows() -> None:
    """Thunderbird and some converters left it out; a quoted separator in prose is followed by prose."""
    assert len(framed(SEPARATOR + HEAD + b"\nuno\n" + SEPARATOR + HEAD + b"\ndos\n")) == 2
    assert len(framed(SEPARATOR + HEAD + b"\nuno\n" + SEPARATOR + b"and so on, he wrote.\n")) == 1


def test_escaped_lines_come_back_with_one_mark_less() -> None:
    """mboxrd adds one `>` to each `From ` with any number of them; other marks are quotations."""
    (found,) = framed(SEPARATOR + HEAD + b"\n>From me\n>>From you\n> From them\n")
    assert found.raw.endswith(b"\nFrom me\n>From you\n> From them\n")


def test_a_message_without_a_separator_at_the_beginning_is_one_too() -> None:
    """Blank lines there are nothing; text is a message."""
    assert [found.line for found in framed(b"\n\n" + SEPARATOR + HEAD + b"\nuno\n")] == [3]
    assert [found.line for found in framed(HEAD + b"\ncero\n\n" + SEPARATOR + HEAD + b"\nuno\n")] == [1, 7]
    assert framed(b"\n \n") == []


@pytest.mark.parametrize("drop", [1, 7, 4096, 5000])
def test_messages_do_not_depend_on_how_the_bytes_arrive(drop: int) -> None:
    """A separator may lie across any border of what is read at once."""
    raw = b"".join(SEPARATOR + HEAD + b"\n" + b"x" * size + b"\n\n" for size in (0, 1, 4095, 8191, 20_000))
    whole = framed(raw)
    assert len(whole) == 5
    assert list(messages(cast(BinaryIO, Dripping(raw, drop)))) == whole


def test_a_mailbox_of_any_size_is_read_in_the_memory_of_one_message() -> None:
    """A 48 MB attachment costs no more than the part of a message that is kept; what follows it is found."""
    line = b"QUJD" * 19 + b"\n"
    head = SEPARATOR + HEAD + b"Content-Type: text/plain\n\nHola.\n"
    pieces = [head, *[line * 13_000] * 48, b"\n" + head]

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return pieces.pop(0) if pieces else b""

    tracemalloc.start()
    try:
        found = [(one.line, len(one.raw)) for one in messages(cast(BinaryIO, Endless()))]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [size for _, size in found] == [MESSAGE_MAX, len(head) - len(SEPARATOR)]
    assert found[1][0] == 1 + head.count(b"\n") + 13_000 * 48 + 1
    assert peak < 4 * MESSAGE_MAX


def test_what_comes_before_a_break_has_been_read() -> None:
    """A file that breaks off says so after its whole messages were yielded."""

    class Broken(io.RawIOBase):
        def __init__(self) -> None:
            self._inner = io.BytesIO(
                SEPARATOR + HEAD + b"\nuno\n\n" + SEPARATOR + HEAD + b"\n" + b"dos " * 5000
            )

        def read(self, size: int = -1) -> bytes:
            chunk = self._inner.read(8192)
            if not chunk:
                raise UnreadableFile("refusal.truncated")
            return chunk

    reading = messages(cast(BinaryIO, Broken()))
    assert next(reading).line == 1
    with pytest.raises(UnreadableFile):
        next(reading)


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        ("Mail/Enviados.mbox", b"From 1@xxx Mon Jan 06 04:49:45 +0000 2020\nX-GM-THRID: 1\n", Reads("mbox")),
        ("ImapMail/Sent", b"From - Mon Mar 11 09:00:00 2024\nX-Mozilla-Status: 0001\n", Reads("mbox")),
        ("ImapMail/Inbox", b"From \r\nX-Mozilla-Status: 0001\r\n", Reads("mbox")),
        ("Clientes.mbox/mbox", b"From a@b Tue May  7 16:20:00 2024\nFrom: a@b\n", Reads("mbox")),
        ("vacio.mbox", b"", Reads("mbox")),
        ("takeout-20240311T090000Z-001.zip/Takeout/Mail/Inbox.mbox", b"", Reads("mbox", 19_793)),
        ("takeout-20249911T090000Z-001.zip/Takeout/Mail/Inbox.mbox", b"", Reads("mbox")),
        ("Mail/cur/17.M1.host:2,S", b"Return-Path: <a@b>\nFrom: a@b\n", Reads("maildir")),
        ("Mail/new/17.M1.host", b"Received: from x\n", Reads("maildir")),
        ("Mail/tmp/17.M1.host", b"Received: from x\n", Declines("mail_unfinished")),
        ("Mail/tmp/notes.txt", b"Shopping: milk\n", None),
        ("Carta.EML", b"whatever", Reads("eml")),
        ("Clientes.mbox/table_of_contents", b"\x00\x00", None),
        ("notes.txt", b"From Madrid to Bilbao it takes five hours.\n\nSo: we fly.\n", None),
        ("mbox", b"some notes", None),
    ],
)  # fmt: skip
def test_mail_is_known_by_its_first_line_its_name_or_its_place(
    path: str, head: bytes, expected: Reads | Declines | None
) -> None:
    """What is no mail is left to others."""
    assert mail.recognizes(member(head, path)) == expected


@pytest.mark.parametrize(
    ("name", "flags"), [("1.host:2,RS", "RS"), ("1.host;2,D", "D"), ("1.host!2,DS", "DS"), ("1.host", "")]
)
def test_the_flags_of_a_maildir_are_read_on_every_system(name: str, flags: str) -> None:
    """Windows forbids the colon; programs write `;` or `!`."""
    (record,) = mail.records(member(HEAD + b"\nHola.", f"Mail/cur/{name}"), "maildir")
    assert dict(zip(record.layout, record.fields, strict=True)).get("flags", "") == flags


def test_lines_are_those_of_the_file() -> None:
    """An owner who opens the file at that line finds the message."""
    raw = b"".join(SEPARATOR + HEAD + b"\n" + b"x\r\n" * n + b"\n" for n in range(5))
    lines = raw.split(b"\n")
    records = list(mail.records(member(raw), "mbox"))
    assert len(records) == 5
    assert all(lines[record.line - 1].startswith(b"From ana") for record in records)


def test_a_message_without_a_header_is_set_aside_and_cleaned() -> None:
    """It is stored with what is set aside, so it must hold no token."""
    raw = SEPARATOR + b"\nhttps://www.linkedin.com/comm/in/ana?midToken=SECRET&otpToken=SECRET\n"
    (record,) = mail.records(member(raw), "mbox")
    assert record.flaw == "bad_record.mail_without_header"
    assert "SECRET" not in "".join(record.fields)
    assert "linkedin.com/in/ana" in "".join(record.fields)
