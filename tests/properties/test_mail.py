"""Whatever stands in a mail box, each message has one outcome, and reading it ends."""

import io
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vinculo.errors import BadRecord
from vinculo.ledger.digest import record_json, record_of
from vinculo.model import Card, Event, Ignored, Record
from vinculo.sources import mail
from vinculo.sources.container import Member
from vinculo.sources.mail.mbox import messages

FIXTURES = Path(__file__).parents[1] / "sources" / "mail"
BOXES = tuple(
    path.read_bytes()
    for path in (
        FIXTURES / "gmail" / "Todo el correo.mbox",
        FIXTURES / "thunderbird" / "Inbox",
        FIXTURES / "linkedin" / "LinkedIn.mbox",
    )
)
TOKENS = ("midToken", "otpToken", "midtoken", "otptoken", "eidtoken", "loidtoken", "SharedKey", "trkEmail")
HEAD = b"From: a@b.es\nTo: c@d.es\nDate: Mon, 15 Jan 2024 01:02:11 +0100\n"
LINKEDIN = (
    b"X-LinkedIn-Class: INMAIL\nFrom: Ana <invitations@linkedin.com>\n"
    b"Date: Mon, 15 Jan 2024 01:02:11 +0100\nContent-Type: text/"
)


def outcomes(raw: bytes, reading: str = "mbox") -> list[str]:
    """What became of each message; fails if one has no outcome, or changes on its way through quarantine."""
    member = Member("x.mbox", len(raw), raw[:4096], lambda: io.BytesIO(raw))
    found: list[str] = []
    line = 0
    for record in mail.records(member, reading):
        assert record.line >= line
        line = record.line
        found.append(fate(record))
        assert record_of(record_json(record)) == record
    return found


def fate(record: Record) -> str:
    try:
        said = mail.parse("mbox", record)
    except BadRecord as reason:
        return reason.key
    if isinstance(said, Ignored):
        return said.kind
    assert isinstance(said[0], Event)
    assert all(isinstance(card, Card) for card in said[1:])
    for entry in said:
        assert list(entry.facts) == sorted(entry.facts)
        repr(entry).encode("utf-8")
    return said[0].kind


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_to_their_end(raw: bytes) -> None:
    """As a mail box, and as one message."""
    outcomes(raw)
    assert len(outcomes(raw, "eml")) == 1


@settings(max_examples=60)
@given(st.sampled_from(BOXES), st.data())
def test_a_mail_box_with_broken_bytes_keeps_its_books(box: bytes, data: st.DataObject) -> None:
    """Flipped bytes and cut ends lose no message silently, and crash nothing."""
    start = data.draw(st.integers(0, len(box) - 1))
    piece = bytearray(box[start : start + data.draw(st.integers(1, 6000))])
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, 5999), st.integers(0, 255)), max_size=12)):
        piece[at % len(piece)] = byte
    found = outcomes(bytes(piece))
    assert len(found) == len(list(messages(io.BytesIO(bytes(piece)))))


@settings(max_examples=40)
@given(st.integers(1, len(BOXES[-1])))
def test_no_token_passes_the_door_wherever_the_file_breaks_off(size: int) -> None:
    """Neither into entries nor into what is set aside, which is stored as well."""
    raw = BOXES[-1][:size]
    member = Member("x.mbox", len(raw), raw[:4096], lambda: io.BytesIO(raw))
    records = list(mail.records(member, "mbox"))
    assert records
    assert not [token for token in TOKENS for record in records if token in record_json(record)]


FIELD = st.sampled_from(
    [
        *(b"From", b"To", b"Cc", b"Date", b"Subject", b"Message-ID", b"References", b"Content-Type"),
        *(b"Content-Transfer-Encoding", b"X-Gmail-Labels", b"X-GM-THRID", b"Delivered-To", b"Received"),
        *(b"X-LinkedIn-Template", b"X-Mozilla-Status", b"Auto-Submitted", b"List-Unsubscribe"),
    ]
)
PIECE = st.sampled_from(
    [
        *(b"a@b.es", b"<", b">", b'"', b"\\", b",", b";", b":", b"(", b")", b"=?utf-8?Q?", b"?=", b"=E1"),
        *(b"\xe1", b"\xff", b"\x00", b"\n ", b" ", b"multipart/mixed; boundary=b", b"text/html; charset="),
        *(b"utf-16", b"base64", b"quoted-printable", b"invitations@linkedin.com", b"Ana Ruiz"),
        b"1 Jan 2024 10:00 +0100",
    ]
)
BODY = st.sampled_from(
    [
        *(b"--b\n", b"--b--\n", b"\n", b"Content-Type: text/html\n", b"<div>", b"</div>", b"<style>"),
        *(b"<!--", b"<a href=", b"https://www.linkedin.com/comm/in/ana?otpToken=x&trk=eml-a-hero-1"),
        *(b"&amp;", b"> x\n", b"El 1/1/24, a@b.es escribi\xc3\xb3:\n", b"-- \n", b"hola ", b"\xff"),
        *(b"De: x\nPara: y\nAsunto: z\n", b"From a@b Mon Jan  1 00:00:00 2024\n", b"From \n"),
        *(b">From x\n", b"=\n", b"=C3", b"U0d", b"\r\n"),
    ]
)
FIELDS = st.lists(st.tuples(FIELD, st.lists(PIECE, max_size=6)), max_size=8)
LINES = st.sampled_from([b"x", b"\n", b"From ", b"Mon Jan  1 00:00:00 2024", b"A: b", b"\r\n", b">"])


@given(FIELDS, st.lists(BODY, max_size=30), st.booleans())
def test_any_mail_that_looks_like_one_has_one_outcome(
    fields: list[tuple[bytes, list[bytes]]], body: list[bytes], is_crlf: bool
) -> None:
    """Fields and texts put together from what parsers stumble over."""
    head = b"".join(name + b": " + b"".join(values) + b"\n" for name, values in fields)
    raw = b"From a@b Mon Jan  1 00:00:00 2024\n" + head + b"\n" + b"".join(body)
    assert outcomes(raw.replace(b"\n", b"\r\n") if is_crlf else raw)


@given(st.lists(LINES, max_size=40))
def test_every_byte_belongs_to_one_message(pieces: list[bytes]) -> None:
    """Separators and messages together make up the file again."""
    raw = b"".join(pieces)
    found = list(messages(io.BytesIO(raw)))
    lines = raw.count(b"\n") + 1
    assert all(1 <= one.line <= lines for one in found)
    kept = sum(len(one.raw) for one in found)
    assert kept <= len(raw)
    if b"From " not in raw and raw.strip():
        assert [one.raw for one in found] == [raw]


@pytest.mark.parametrize(
    "raw",
    [
        b"To: " + b'"a@b" <' * 8_000 + b"\n" + HEAD,
        b"To: " + b'\\"' * 30_000 + b"\n" + HEAD,
        b"To: " + b"a," * 30_000 + b"\n" + HEAD,
        b"Subject: " + b"=?a?q?=" * 9_000 + b"\n" + HEAD,
        b"Subject: " + b"\n " * 30_000 + b"\n" + HEAD,
        b"a:\n" * 60_000 + HEAD,
        HEAD + b"Content-Type: text/plain" + b';a="' * 15_000 + b"\n\nx",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 300_000,
        HEAD + (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 30_000),
        HEAD + b"Content-Type: text/html\n\n" + b"<style>" * 60_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<!--" * 60_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<blockquote>" * 30_000,
        HEAD + b"\n" + b"El 2020 a@b\n" * 20_000,
        HEAD + b"\n" + b"x:\n>\n" * 60_000,
        HEAD + b"\n" + b"De: x\n" * 40_000,
        LINKEDIN + b"html\n\n" + b"<a " * 100_000,
        LINKEDIN + b"html\n\n" + b'<a href="https://www.linkedin.com/in/x?trk=eml-a-b">' * 5_000,
        LINKEDIN + b"plain\n\nhttps://www.linkedin.com/?" + b"a=b&" * 60_000,
        LINKEDIN + b"plain\n\n" + b"a\n" * 60_000,
    ],
    ids=range(19),
)  # fmt: skip
def test_reading_takes_time_in_proportion_to_the_bytes(raw: bytes) -> None:
    """Nothing here grows with their square, which would take minutes for each of these."""
    begun = process_time()
    assert len(outcomes(raw, "eml")) == 1
    assert process_time() - begun < 10
