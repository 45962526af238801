"""Where one record ends and the next begins, whatever happened to the file."""

import csv
import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.errors import BadRecord, UnreadableFile
from vinculo.model import Ignored, Record
from vinculo.sources import linkedin
from vinculo.sources.container import HEAD_BYTES, Member
from vinculo.sources.linkedin.kinds import KINDS
from vinculo.sources.linkedin.lines import BLOCK_BYTES, LINE_BYTES, lines
from vinculo.sources.linkedin.rows import Shape, frame

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER"
)
SHAPES = {kind.reading: kind.shape for kind in KINDS if kind.shape}
ABC = Shape((frozenset({"a", "b", "c"}),), re.compile(r"^\d+,"))


def framed(text: str | bytes, shape: Shape = ABC) -> list[Record]:
    data = text.encode() if isinstance(text, str) else text
    return list(frame(lines(io.BytesIO(data)), shape, "file.csv"))


def message(n: int, content: str = '"Hello, you"') -> str:
    who = "Ana,https://l/in/ana,Me,https://l/in/me"
    return f"2-bWVzc2FnZQ==,,{who},2025-01-01 00:00:{n:02} UTC,,{content},INBOX\n"


def seconds(records: list[Record]) -> list[int]:
    """Which of the messages were read, by the second of their date."""
    return [int(record.fields[6][17:19]) for record in records if not record.flaw]


def member_of(data: bytes, name: str) -> Member:
    return Member(name, len(data), data[:HEAD_BYTES], lambda: io.BytesIO(data))


# --- lines


def test_a_line_ends_at_lf_only() -> None:
    """U+2028, U+0085, form feed and a bare CR are text; line ends stay as they are."""
    text = "a\u2028b\r\nc\x0c\x1cd\u0085\ne\rf\n"
    assert list(lines(io.BytesIO(text.encode()))) == ["a\u2028b\r\n", "c\x0c\x1cd\u0085\n", "e\rf\n"]


def test_a_file_with_nothing_but_cr_is_an_old_spreadsheet() -> None:
    """Excel for the Macintosh offered it for years."""
    assert [record.fields for record in framed("a,b,c\r1,2,3\r4,5,6\r")] == [("1", "2", "3"), ("4", "5", "6")]


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=40), max_size=30))
def test_lines_are_what_was_written(written: list[str]) -> None:
    """Whatever the characters, joined by LF."""
    text = "x\n" + "\n".join(written)
    assert "".join(lines(io.BytesIO(text.encode()))) == text


def test_a_character_on_the_border_of_two_blocks_is_whole() -> None:
    """Blocks end at line ends, so no character is cut."""
    text = "é" * (BLOCK_BYTES // 2 - 3) + "\n" + "ñ€😀\n" * 200_000
    assert "".join(lines(io.BytesIO(b"x" + text.encode()))) == "x" + text


def test_bytes_that_are_not_utf8_are_read_one_by_one_and_remarked() -> None:
    """A spreadsheet mixed Windows-1252 into a file; only its record says that something was guessed."""
    text = b"a,b,c\n1,caf\xc3\xa9,x\n2,caf\xe9 \x93ok\x94 \x80\x81,x\n3,plain,x\n"
    records = framed(text)
    assert [record.fields[1] for record in records] == ["café", "café “ok” €\x81", "plain"]
    assert [record.remark for record in records] == ["", "remark.cp1252", ""]


# --- records


rows_of_text = st.lists(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=3, max_size=3).filter(any),
    max_size=20,
)


@given(rows_of_text, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.booleans())
def test_what_csv_writes_is_framed_back(rows: list[list[str]], quoting: int, has_bom: bool) -> None:
    """Every row comes back as it was, with or without BOM, whatever is quoted."""
    file = io.StringIO()
    csv.writer(file, quoting=quoting).writerows([["a", "b", "c"], *rows])  # type: ignore[arg-type]
    records = framed(("\ufeff" if has_bom else "") + file.getvalue())
    assert [list(record.fields) for record in records] == rows
    assert not any(record.flaw for record in records)


@given(st.binary(max_size=400), st.sampled_from(sorted(SHAPES)))
def test_arbitrary_bytes_never_crash(noise: bytes, reading: str) -> None:
    """Below a header, anything is records; each is understood, noise, or set aside."""
    needs = sorted(SHAPES[reading].needs[0])
    data = ",".join(needs).encode() + b"\n" + noise
    for record in linkedin.records(member_of(data, "x.csv"), reading):
        if not record.flaw:
            try:
                assert linkedin.parse(reading, record)
            except BadRecord as reason:
                assert reason.key.startswith("bad_record.")


@given(st.binary(max_size=300), st.sampled_from(["messages.csv", "Connections.csv", "x.csv", "x.zip", "x"]))
def test_any_file_is_looked_at_without_harm(noise: bytes, name: str) -> None:
    """Recognizing never raises."""
    member = member_of(noise, name)
    found = linkedin.recognizes(member)
    assert found is None or name != "x.zip"


@pytest.mark.parametrize("preamble", ["", "Notes:\n", 'Notes:\n"When, you"\n\n', "\n" * 5, "x,y\n" * 5000])
def test_a_preamble_of_any_length_is_skipped(preamble: str) -> None:
    """The header is found by its columns; lines are counted from the first of the file."""
    records = framed(preamble + '"a","B ",c\n1,2,3\n')
    assert [record.fields for record in records] == [("1", "2", "3")]
    assert records[0].line == preamble.count("\n") + 2
    assert records[0].layout == ("a", "B ", "c")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_have_changed_the_delimiter(delimiter: str) -> None:
    """Decimal-comma countries write semicolons."""
    text = "a,b,c\n1,2,3\n".replace(",", delimiter)
    assert [record.fields for record in framed(text)] == [("1", "2", "3")]


def test_records_know_the_line_they_begin_at() -> None:
    """Lines of the file, whatever is inside quotation marks; blank lines count and are no records."""
    text = 'a,b,c\n1,"x\ny\r\n",3\n\n\n4,5,6\n7,"\n",9\n,,\n8,8,8\n'
    assert [record.line for record in framed(text)] == [2, 7, 8, 11]


def test_rows_with_a_wrong_number_of_fields_have_a_flaw() -> None:
    """Each is one record; its neighbors are read."""
    records = framed("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n")
    assert [record.flaw for record in records] == [
        "",
        "bad_record.too_few_fields",
        "bad_record.too_many_fields",
        "",
    ]
    assert records[1].fields == ("1", "2")


@pytest.mark.parametrize(
    "broken",
    [
        '"no end',
        '"no end\nand, on\n\nit goes',
        '"an "inner" one"',
        '"an "inner" one\nin two lines"',
        '"a" and more"',
    ],
)
@pytest.mark.parametrize("follower", ['"Hello, you"', "plain", '"in\ntwo lines"', '"",",'])
def test_a_broken_record_is_set_aside_alone(broken: str, follower: str) -> None:
    """A quotation mark too many or too few does not cost its neighbors."""
    followers = "".join(message(n, follower if follower != '"",",' else '""",first"') for n in range(2, 30))
    text = HEADER + "\n" + message(0) + message(1, broken) + followers
    records = framed(text, SHAPES["messages"])
    assert seconds(records) == [0, *range(2, 30)]
    assert [record.flaw for record in records if record.flaw] == ["bad_record.broken_quotes"]
    assert [record.line for record in records if record.flaw] == [3]


def test_two_broken_records_in_a_row_are_two() -> None:
    """And the last record of the file may be one."""
    text = HEADER + "\n" + message(0, '"x') + message(1, '"y') + message(2) + message(3, '"z')
    records = framed(text, SHAPES["messages"])
    assert [bool(record.flaw) for record in records] == [True, True, False, True]


DATED = ["2025-12-16 09:31:41", "https://www.linkedin.com/feed/update/urn:li:share:7406627065158021120"]
PRAISE = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
SAMPLES = {
    "connections": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        ["Ana", "B", "https://l/in/a", "", "X", "Y", "03 Aug 2026"],
    ),
    "invitations": (
        "From,To,Sent At,Message,Direction",
        ["Ana", "Me", "12/15/25, 1:51 PM", "one\ntwo", "INCOMING"],
    ),
    "recommendations_given": (
        PRAISE,
        ["Ana", "B", "X", "Y", "one\n\ntwo", "10/22/25, 05:22 PM", "VISIBLE"],
    ),
    "recommendations_received": (
        PRAISE,
        ["Ana", "B", "X", "Y", "one\n\ntwo", "10/22/25, 05:22 PM", "VISIBLE"],
    ),
    "messages": (
        "CONVERSATION ID,FROM,TO,DATE,CONTENT",
        ["2-bWVzc2FnZQ==", "Ana", "Me", "2025-01-01 00:00:00 UTC", "one\ntwo"],
    ),
    "endorsements_given": (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name",
        ["2025/12/16 10:41:04 UTC", "Skill", "Ana", "B"],
    ),
    "endorsements_received": (
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name",
        ["2025/12/16 10:41:04 UTC", "Skill", "Ana", "B"],
    ),
    "notes": (
        "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On",
        ["Ana", "B", "https://l/in/a", "one\ntwo", "2025-01-01 00:00:00 UTC"],
    ),
    "member_follows": ("Date,Status,FullName", [DATED[0], "Active", "Ana B"]),
    "shares": ("Date,ShareLink,ShareCommentary,Visibility", [*DATED, "one\n\ntwo", "CONNECTIONS"]),
    "reactions": ("Date,Type,Link", [DATED[0], "PRAISE", DATED[1]]),
    "votes": ("Date,Link,OptionText", [*DATED, "one\ntwo"]),
    "reposts": ("Date,Link", DATED),
    "events": (
        "Event Name,Event Time,Status,External Url",
        ["One", "Nov 05, 2025 11:15 AM - Nov 05, 2025 12:00 PM", "APPROVED", ""],
    ),
    "saved_items": ("savedItem,CreatedTime", DATED[::-1]),
    "rich_media": (
        "Date/Time,Media Description,Media Link",
        ["You uploaded a photo on July 1, 2024 at 9:39 AM (GMT)", "one\ntwo", "https://m"],
    ),
    "company_follows": ("Organization,Followed On", ["X, Ltd.", "Mon Dec 08 09:48:48 UTC 2025"]),
    "email_addresses": ("Email Address,Confirmed", ["a@example.org", "Yes"]),
    "phone_numbers": ("Extension,Number,Type", ["", "600", "Mobile"]),
    "positions": ("Company Name,Title,Started On", ["X", "Y", "Aug 2024"]),
    "profile": ("First Name,Last Name,Headline,Industry", ["Ana", "B", "Engineer", "Water"]),
}


def written(row: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(row)
    return file.getvalue()


@pytest.mark.parametrize("reading", sorted(SHAPES.keys() - {"comments"}))
def test_every_kind_of_file_goes_on_after_a_broken_record(reading: str) -> None:
    """The first line of the next record is known as such in each file."""
    columns, row = SAMPLES[reading]
    good = written(row)
    text = f'{columns}\n{good}"broken,{good.replace(chr(34), "")}{good}{good}'
    records = framed(text, SHAPES[reading])
    assert [list(record.fields) for record in records if not record.flaw] == [row] * 3
    assert sum(bool(record.flaw) for record in records) == 1


@pytest.mark.parametrize("reading", sorted(SHAPES.keys() - {"comments"}))
def test_a_record_of_every_kind_is_understood(reading: str) -> None:
    """The plainest row of each file has an outcome."""
    columns, row = SAMPLES[reading]
    (record,) = framed(f"{columns}\n{written(row)}", SHAPES[reading])
    assert linkedin.parse(reading, record)


@pytest.mark.parametrize("size", [200_000, LINE_BYTES + 10])
def test_a_field_too_long_to_be_true_is_set_aside(size: int) -> None:
    """One record with a reason, a part of it kept; what follows is read. In one line or in many."""
    for filler in ("x", "lorem ipsum\n"):
        content = '"' + filler * (size // len(filler)) + '"'
        text = HEADER + "\n" + message(0) + message(1, content) + message(2) + message(3)
        records = framed(text, SHAPES["messages"])
        assert seconds(records) == [0, 2, 3]
        assert [record.flaw for record in records if record.flaw] == ["bad_record.too_long"]
        assert sum(map(len, records[1].fields)) <= 10_000


def test_a_huge_field_takes_no_huge_memory() -> None:
    """400 MB without a line end: the stream is read on, not kept."""
    import tracemalloc

    head = (HEADER + "\n" + message(0) + message(1, '"')).rstrip("\n").removesuffix(",INBOX").encode()
    tail = b'",INBOX\n' + message(2).encode()

    class Endless(io.RawIOBase):
        left = 400 * 2**20
        parts: Sequence[bytes] = (head, tail)
        at = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            if self.at == 1 and self.left > 0:
                chunk = b"x" * min(len(buffer), self.left)
                self.left -= len(chunk)
            elif self.at < 3:
                chunk = self.parts[0] if self.at == 0 else self.parts[1] if self.at == 1 else b""
                self.at += 1
            else:
                chunk = b""
            buffer[: len(chunk)] = chunk
            return len(chunk)

    tracemalloc.start()
    records = list(frame(lines(io.BufferedReader(Endless(), 2**18)), SHAPES["messages"], "x"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [record.flaw for record in records] == ["", "bad_record.too_long", ""]
    assert peak < 96 * 2**20


def test_nul_bytes_do_no_harm() -> None:
    """They are in the record as it was, and in no entry."""
    text = HEADER + "\n" + message(0, "he\0llo") + "\0\0\0\n" + message(1)
    records = framed(text, SHAPES["messages"])
    assert [record.flaw for record in records] == ["", "bad_record.too_few_fields", ""]
    said = linkedin.parse("messages", records[0])
    assert not isinstance(said, Ignored)
    assert said[0].text == "hello"  # type: ignore[union-attr]


def test_text_without_a_header_is_refused_and_emptiness_is_not() -> None:
    """A file exists only if it has data; an empty one has none."""
    assert framed("") == framed("\n\n") == framed("\ufeff") == []
    assert framed("a,b,c\n") == []
    with pytest.raises(UnreadableFile) as refusal:
        framed("x,y\n1,2\n")
    assert refusal.value.key == "refusal.no_header"


def test_hidden_connections_of_one_day_are_told_apart() -> None:
    """Each row with nothing but its date is another person, whatever stands between."""
    text = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        ",,,,,,30 Jan 2026\nAna,B,https://l/in/ana,,,,30 Jan 2026\n,,,,,,30 Jan 2026\n,,,,,,31 Jan 2026\n"
    )
    records = list(linkedin.records(member_of(text.encode(), "Connections.csv"), "connections"))
    assert [record.nth for record in records] == [0, 0, 1, 0]
