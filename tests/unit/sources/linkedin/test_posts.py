"""What the owner did in public, out of files with habits of their own."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.errors import BadRecord
from vinculo.model import Event, Ignored, Place
from vinculo.sources import linkedin
from vinculo.sources.container import Member
from vinculo.sources.linkedin.posts import Target, target_of, without_stray_quotes

POST = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7397589537792815104"


def comments(rows: str) -> list[Event]:
    data = f"Date,Link,Message\n{rows}".encode()
    member = Member("Comments.csv", len(data), data[:4096], lambda: io.BytesIO(data))
    events = []
    for record in linkedin.records(member, "comments"):
        assert not record.flaw, record
        said = linkedin.parse("comments", record)
        assert not isinstance(said, Ignored)
        events += [entry for entry in said if isinstance(entry, Event)]
    return events


@pytest.mark.parametrize(
    ("link", "target"),
    [
        (POST, Target("urn:li:activity:7397589537792815104", "", "")),
        (
            "https://www.linkedin.com/feed/update/urn:li:ugcPost:7356361161606324226",
            Target("urn:li:ugcPost:7356361161606324226", "", ""),
        ),
        (
            f"{POST}?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A7397589537792815104%2C7406372412235280386%29",
            Target("urn:li:activity:7397589537792815104", "7406372412235280386", ""),
        ),
        (
            "https://www.linkedin.com/feed/update/urn:li:groupPost:101591-7222650080351113217?commentUrn="
            "urn%3Ali%3Acomment%3A%28groupPost%3A101591-7222650080351113217%2C7222727112191823872%29",
            Target("urn:li:groupPost:101591-7222650080351113217", "7222727112191823872", "101591"),
        ),
        (
            "https://www.linkedin.com/posts/zoe-brandt_low-flows-activity-7402997140785889280-AbCd",
            Target("urn:li:activity:7402997140785889280", "", ""),
        ),
        (
            "https://www.linkedin.com/pulse/a-flood-ab1c?trk=x",
            Target("https://www.linkedin.com/pulse/a-flood-ab1c", "", ""),
        ),
        ("https://www.linkedin.com/feed/", Target("", "", "")),
        ("", Target("", "", "")),
    ],
)
def test_a_link_leads_to_a_post_a_comment_and_a_group(link: str, target: Target) -> None:
    """Percent-encoded or plain; a link to nowhere tells nothing."""
    assert target_of(link) == target


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("plain", "plain"),
        ('"quoted, once"', "quoted, once"),
        (r'"he said \"hi, you\" and left"', 'he said "hi, you" and left'),
        (r'"ends with \"quotes\""', 'ends with "quotes"'),
        ('"he said ""hi"" and left"', 'he said "hi" and left'),
        (r'"both ""ways"" at \"once\""', 'both "ways" at "once"'),
        ('"first\n\nthird \\"line\\"\nfourth"', 'first\n\nthird "line"\nfourth'),
        (r'"a path C:\new\table"', r"a path C:\new\table"),
        (r'"a path C:\"', "a path C:\\"),
        (r"outside \"quotes\"", 'outside "quotes"'),
        ('"by hand "quoted" here"', 'by hand "quoted" here'),
        ('"no end', "no end"),
        ('"loose ""end"".", and more', 'loose "end".", and more'),
        ("NA", "NA"),
        ("#N/A", "#N/A"),
        ("", ""),
    ],
)
def test_a_comment_is_read_however_its_quotes_are_written(written: str, text: str) -> None:
    """As it was meant, and its neighbors with it, whatever stands before or behind."""
    row = "2025-12-15 21:58:0{},{},{}\n"
    events = comments(
        row.format(1, POST, '"a, b"') + row.format(2, POST, written) + row.format(3, POST, '"c, d"')
    )
    assert [event.text for event in events] == ["a, b", text, "c, d"]
    assert {event.place for event in events} == {Place("post", "urn:li:activity:7397589537792815104")}
    assert all(event.recipients == () for event in events), "whose post it is, is not told"


def test_stray_quotes_of_a_post_are_taken_away_and_others_stay() -> None:
    """Only where every line has them."""
    assert without_stray_quotes('one"\n""\n"two "three"\n') == 'one"\n""\n"two "three"\n'
    assert without_stray_quotes('one"\n""\n"two "three" four"\n"end') == 'one\n\ntwo "three" four\nend'
    assert without_stray_quotes('one"\n""\n"end"') == "one\n\nend"
    for text in ('"a" quote\nand "another"', '"whole"', "one\ntwo", '"one"\ntwo', ""):
        assert without_stray_quotes(text) == text


@given(
    st.lists(
        st.sampled_from(
            [
                '<p class="published">',
                "Published on 2024-09-20 06:12",
                "<h1>",
                "<a href=x>",
                "<![",
                "<!--",
                "</p>",
                "<",
                "é",
                "<style>",
                "&amp;",
                "<?",
            ]
        )
    )
)
def test_any_page_is_an_article_a_draft_or_set_aside(parts: list[str]) -> None:
    """Markup may be broken in every way."""
    data = ("<html>" + "".join(parts)).encode()
    member = Member("Articles/x.html", len(data), data[:4096], lambda: io.BytesIO(data))
    (record,) = linkedin.records(member, "articles")
    try:
        said = linkedin.parse("articles", record)
    except BadRecord:
        return
    assert said


def test_an_article_too_long_to_be_true_is_set_aside() -> None:
    """A part of it is kept for the owner to see."""
    data = b"<html>" + b"x" * 2**23
    member = Member("Articles/x.html", len(data), data[:4096], lambda: io.BytesIO(data))
    (record,) = linkedin.records(member, "articles")
    assert (record.flaw, len(record.fields[0])) == ("bad_record.too_long", 10_000)
