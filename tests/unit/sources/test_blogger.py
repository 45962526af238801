"""Blogger: two formats, one archive, and what is told of the owner."""

import io
from pathlib import Path

import pytest

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Event, Handle, Ignored
from vinculo.sources import Declines, Reads, blogger
from vinculo.sources.container import Member

BLOGGER = Path(__file__).parents[2] / "sources/blogger/takeout-20221105T101500Z-001.zip/Takeout/Blogger"
OLD = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005' \
xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-1.archive</id>"
NEW = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
KIND = "<category scheme='http://schemas.google.com/g/2005#kind' \
term='http://schemas.google.com/blogger/2008/kind#{}'/>"
WHEN = "<published>2010-11-29T12:35:44.027-08:00</published>"


def member(text: str | bytes, path: str = "feed.atom") -> Member:
    data = text.encode() if isinstance(text, str) else text
    return Member(path, len(data), data[:4096], lambda: io.BytesIO(data))


def read(text: str | bytes, reading: str = "blogger_feed") -> list[tuple[Entry, ...] | str]:
    found: list[tuple[Entry, ...] | str] = []
    for record in blogger.records(member(text), reading):
        if record.flaw:
            found.append(record.flaw)
            continue
        try:
            said = blogger.parse(reading, record)
        except BadRecord as flaw:
            found.append(flaw.key)
            continue
        found.append(said.kind if isinstance(said, Ignored) else tuple(said))
    return found


def event(said: tuple[Entry, ...] | str) -> Event:
    assert isinstance(said, tuple) and isinstance(said[0], Event), said
    return said[0]


def old(number: int, kind: str = "comment", author: str = "<name>Ana</name>", more: str = "") -> str:
    own = f"<id>tag:blogger.com,1999:blog-1.post-{number}</id>"
    return f"<entry>{own}{KIND.format(kind)}{WHEN}<author>{author}</author><content>x</content>{more}</entry>"


ANSWERS_10 = "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-10' href='http://a.example/p.html'/>"


def test_a_comment_told_twice_has_one_key() -> None:
    """Takeout has a comment on the own blog below `Blogs/` and below `Comments/`: it is one happening."""
    natives = []
    for folder in ("Blogs", "Comments"):
        data = (BLOGGER / folder / "Libreta de campo/feed.atom").read_bytes()
        said = [event(entries) for entries in read(data) if isinstance(entries, tuple)]
        natives.append({e.native: (e.at, e.sender, e.text) for e in said if e.kind == "comment"})
    both = natives[0].keys() & natives[1].keys()
    assert both == natives[1].keys() != set()
    assert all(natives[0][native] == natives[1][native] for native in both)


def test_a_profile_is_an_identity_and_a_bare_name_is_a_name() -> None:
    """The address of a profile was written in several ways; its number is what stays."""
    profiles = (
        "http://www.blogger.com/profile/01",
        "https://www.blogger.com/profile/01",
        "https://draft.blogger.com/profile/01/",
    )
    senders = {
        event(read(f"{OLD}{old(1, author=f'<name>Ana</name><uri>{uri}</uri>')}</feed>")[0]).sender
        for uri in profiles
    }
    assert senders == {Handle("blogger", "01", "Ana")}
    assert event(read(f"{OLD}{old(1)}</feed>")[0]).sender == Handle("name", "Ana")
    nobody = "<name>Anonymous</name><email>noreply@blogger.com</email>"
    assert event(read(f"{OLD}{old(1, author=nobody)}</feed>")[0]).sender is None


def test_an_answer_goes_to_the_comment_it_answers_else_to_the_post() -> None:
    """Both formats say it in their own way, and either may stand before what it names."""
    related = "<link rel='related' href='http://www.blogger.com/feeds/1/10/comments/default/11'/>"
    answer = old(12, author="<name>Cleo Ruiz</name>", more=ANSWERS_10 + related)
    first = old(11, author="<name>Bea Gil</name>", more=ANSWERS_10)
    text = f"{OLD}{answer}{first}{old(10, 'post')}</feed>"
    assert [event(said).recipients for said in read(text)] == [
        (Handle("name", "Bea Gil"),),
        (Handle("name", "Ana"),),
        (),
    ]


def test_the_kind_of_an_entry_is_said_or_follows() -> None:
    """By its category, by its type, or because it answers a post; else nobody knows, and it is set aside."""
    entries = [
        old(1, "page"),
        old(2, "settings"),
        old(3, "template"),
        old(4, "unheard-of"),
        old(5).replace(KIND.format("comment"), ANSWERS_10),
        old(6).replace(KIND.format("comment"), ""),
        old(7).replace("post-7", "layout"),
    ]
    found = read(f"{OLD}{''.join(entries)}</feed>")
    assert found[:4] == ["blog_page", "blog_settings", "blog_template", "bad_record.unknown_kind"]
    assert event(found[4]).kind == "comment"
    assert found[5:] == ["bad_record.unknown_kind", "bad_record.no_number"]


@pytest.mark.parametrize(
    ("status", "noise"),
    [
        ("DRAFT", "blog_draft"),
        ("SCHEDULED", "blog_draft"),
        ("SOFT_TRASHED", "blog_deleted"),
        ("SPAM", "blog_spam"),
        ("PENDING", "blog_unapproved"),
        ("EMPTIED", "blog_deleted"),
        ("SOMETHING_NEW", "blog_draft"),
    ],
)
def test_only_what_is_live_is_told(status: str, noise: str) -> None:
    """A status that is not LIVE means that nobody (any more) sees it."""
    entry = f"<entry><id>tag:blogger.com,1999:blog-1.post-1</id><blogger:type>COMMENT</blogger:type>\
<blogger:status>{status}</blogger:status>{WHEN}</entry>"
    assert read(f"{NEW}{entry}</feed>") == [noise]
    assert event(read(f"{NEW}{entry.replace(status, 'LIVE')}</feed>")[0]).kind == "comment"


def test_the_profile_ties_an_address_to_the_owner_and_nothing_else() -> None:
    """The name is a fact: others may bear it. Without an address there is nothing to tie."""
    data = (BLOGGER / "Profile/profile.csv").read_bytes()
    assert blogger.recognizes(member(data, "profile.csv")) == Reads("blogger_profile")
    (said,) = read(data, "blogger_profile")
    assert isinstance(said, tuple) and isinstance(said[0], Card)
    assert said[0].handles == (OWNER, Handle("email", "irene.castano@correo.example", "Irene Castaño"))
    assert dict(said[0].facts)["name"] == "Irene Castaño"
    assert "Zaragoza" not in str(list(blogger.records(member(data), "blogger_profile")))
    without = data.replace(b"irene.castano@correo.example", b"")
    assert read(without, "blogger_profile") == ["bad_record.profile_without_email"]
    assert read(data.replace(b"sobre todo", b"x" * 200_000), "blogger_profile") == [
        "bad_record.profile_without_email"
    ]


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (NEW, "Takeout/Blogger/Blogs/x/feed.atom", Reads("blogger_feed")),
        (NEW, "takeout-20221105T101500Z-001.zip/x/feed.atom", Reads("blogger_feed", 19301)),
        (OLD, "blog-08-02-2018.xml", Reads("blogger_feed", 17745)),
        (OLD, "Takeout/Blogger/Comments/x/feed.atom", Reads("blogger_feed")),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title></feed>", "feed.atom", None),
        ("display_name,profile_image_url,is_blocked\n", "followers.csv", Declines("blog_followers")),
        ("blog_publishing_mode,blog_subdomain\n", "settings.csv", Declines("no_person")),
        ("display_name,email\n", "people.csv", None),
        ("<html xmlns:b='http://www.google.com/2005/gml/b'/>", "theme-layouts.xml", None),
    ],
)
def test_files_are_told_apart_by_what_they_hold(
    text: str, path: str, expected: Reads | Declines | None
) -> None:
    """The name of a file and its folder say nothing but, at most, the day of the export."""
    assert blogger.recognizes(member(text, path)) == expected
