"""WordPress: who answers whom, and what a site's export may leave out."""

import io

import pytest

from vinculo.errors import BadRecord
from vinculo.model import Card, Entry, Event, Handle, Ignored
from vinculo.sources import Reads, wordpress
from vinculo.sources.container import Member

HEAD = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/{version}/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<link>https://a.example</link>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>marta</wp:author_login>
<wp:author_email>marta@a.example</wp:author_email><wp:author_display_name>Marta</wp:author_display_name></wp:author>
"""
END = "</channel></rss>"
MARTA = Handle("wordpress", "a.example|marta", "Marta")


def comment(number: int, name: str = "", parent: int = 0, **fields: str) -> str:
    told = {
        "comment_id": str(number),
        "comment_author": name or f"Name {number}",
        "comment_author_email": f"{number}@b.example",
        "comment_date_gmt": "2014-01-14 17:32:12",
        "comment_content": f"text {number}",
        "comment_approved": "1",
        "comment_parent": str(parent),
        **fields,
    }
    return (
        f"<wp:comment>{''.join(f'<wp:{key}>{value}</wp:{key}>' for key, value in told.items())}</wp:comment>"
    )


def item(*comments: str, **fields: str) -> str:
    told = {
        "title": "A post",
        "link": "https://a.example/a-post/",
        "dc:creator": "marta",
        "wp:post_id": "7",
        "wp:post_date_gmt": "2014-01-14 16:00:00",
        "wp:status": "publish",
        "wp:post_type": "post",
        **fields,
    }
    head = "".join(f"<{key}>{value}</{key}>" for key, value in told.items())
    return f"<item>{head}{''.join(comments)}</item>"


def member(text: str, name: str = "a.xml") -> Member:
    data = text.encode()
    return Member(name, len(data), data[:4096], lambda: io.BytesIO(data))


def read(text: str) -> list[list[Entry] | str]:
    found: list[list[Entry] | str] = []
    for record in wordpress.records(member(text), "wordpress"):
        if record.flaw:
            found.append(record.flaw)
            continue
        try:
            said = wordpress.parse("wordpress", record)
        except BadRecord as flaw:
            found.append(flaw.key)
            continue
        found.append(said.kind if isinstance(said, Ignored) else list(said))
    return found


def events(text: str, version: str = "1.2") -> list[Event]:
    return [
        entry
        for said in read(HEAD.format(version=version) + text + END)
        if isinstance(said, list)
        for entry in said
        if isinstance(entry, Event)
    ]


def email(number: int) -> Handle:
    return Handle("email", f"{number}@b.example", f"Name {number}")


def test_an_answer_goes_to_whom_it_answers_wherever_they_stand() -> None:
    """To the author of the comment above, also if it comes later; else to the author of the post."""
    post, second, first = events(item(comment(2, parent=1), comment(1)))
    assert (post.kind, post.sender, post.recipients) == ("article", MARTA, ())
    assert (second.sender, second.recipients) == (email(2), (email(1),))
    assert (first.sender, first.recipients) == (email(1), (MARTA,))


@pytest.mark.parametrize(
    "above", [comment(1, comment_type="pingback"), comment(9), comment(1, name=" ", comment_author_email="")]
)
def test_an_answer_to_nobody_known_goes_to_nobody(above: str) -> None:
    """Not to the post's author instead: whom it answers is not known, and that is what is said."""
    answer = [event for event in events(item(above, comment(2, parent=1))) if event.text == "text 2"]
    assert [event.recipients for event in answer] == [()]


def test_the_authors_own_words_address_nobody() -> None:
    """A comment by the post's author is theirs by their account, and not addressed to themselves."""
    said = read(HEAD.format(version="1.2") + item(comment(1, comment_user_id="1")) + END)[2]
    assert isinstance(said, list)
    event, card = said
    assert isinstance(event, Event) and isinstance(card, Card)
    assert (event.sender, event.recipients) == (MARTA, ())
    assert card.handles == (MARTA, Handle("email", "1@b.example", "Name 1"))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "2.7"])
def test_the_version_of_the_format_does_not_matter(version: str) -> None:
    """The namespace changes with each version, the words do not."""
    assert len(events(item(comment(1)), version)) == 2
    assert wordpress.recognizes(member(HEAD.format(version=version))) == Reads("wordpress")


def test_a_comment_in_a_broken_post_is_still_read() -> None:
    """The post is set aside; its comments know it as far as it could be read."""
    broken = item(comment(1)).replace("</wp:post_id>", "")
    said = read(HEAD.format(version="1.2") + broken + item(comment(2)) + END)
    assert said[1] == "bad_record.item_markup"
    assert isinstance(said[2], list) and isinstance(said[2][0], Event)
    assert said[2][0].place == ("post", "a.example/a-post")
    assert len(said) == 5


def test_a_comment_outside_of_every_post_is_in_no_place() -> None:
    """Nothing is made up about where it stood."""
    (event,) = events(comment(1))
    assert event.place is None
    assert event.native == "comment|wordpress|a.example|1"


def test_a_site_that_does_not_say_where_it_is_is_named_by_its_first_post() -> None:
    """Comment 1 of one site is not comment 1 of another."""
    text = HEAD.format(version="1.2").replace("<link>https://a.example</link>", "") + item(comment(1)) + END
    natives = [entry.native for said in read(text) for entry in said if isinstance(entry, Event)]
    assert natives == ["article|wordpress|a.example|7", "comment|wordpress|a.example|1"]


def test_a_comment_that_disqus_keeps_has_its_number() -> None:
    """The plugin of Disqus copies comments into the site: both exports tell of one happening."""
    meta = "<wp:meta_key>dsq_post_id</wp:meta_key><wp:meta_value><![CDATA[12]]></wp:meta_value>"
    text = item(comment(1).replace("</wp:comment>", f"<wp:commentmeta>{meta}</wp:commentmeta></wp:comment>"))
    assert [event.native for event in events(text)][1] == "comment|disqus|12"


def test_records_come_while_the_file_is_read() -> None:
    """The second reading does not run ahead: a file of any size needs no more memory for it."""
    data = (HEAD.format(version="1.2") + item(*(comment(n) for n in range(1, 2000))) + END).encode()
    streams: list[io.BytesIO] = []

    def opened() -> io.BytesIO:
        streams.append(io.BytesIO(data))
        return streams[-1]

    records = wordpress.records(Member("a.xml", len(data), data[:4096], opened), "wordpress")
    assert next(records).line > 0
    assert streams[-1].tell() < len(data) // 4
    records.close()
    assert all(stream.closed for stream in streams)


@pytest.mark.parametrize(
    "text",
    [
        "From someone Mon Jan  1 2024\nSee http://wordpress.org/export/1.2/ <rss>",
        "<html><body>How to export</body></html>",
        '{"a": "<rss xmlns:wp=http://wordpress.org/export/1.2/>"}' + " " * 70,
        "",
    ],
)
def test_other_files_that_speak_of_wordpress_are_not_taken(text: str) -> None:
    """A mail or page about the format is none of it."""
    if text.startswith("{"):
        text = "x" * 70 + text
    assert wordpress.recognizes(member(text)) is None
