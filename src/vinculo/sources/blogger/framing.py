"""Where one entry of a Blogger feed ends, and what its record needs of the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vinculo.model import Handle, Record
from vinculo.sources.blogger.feed import commenter, number
from vinculo.sources.blogs.reading import (
    HANDLE_FIELDS,
    Want,
    line_of,
    record,
    said_in,
    set_aside,
    to_fields,
    without_content,
)
from vinculo.sources.container import Member
from vinculo.sources.markup import Names, Shape, clean, frames, text_of

_SHAPE = Shape(root="feed", holds={"entry": frozenset()}, mentions={})
_NAMESPACES = (
    (r"http://www\.w3\.org/2005/Atom", ""),
    (r"http://schemas\.google\.com/blogger/2018", "blogger"),
    (r"http://purl\.org/syndication/thread/1\.0", "thr"),
    (r"http://schemas\.google\.com/g/2005", "gd"),
    (r"http://www\.w3\.org/2007/app|http://purl\.org/atom/app#", "app"),
)
_CONTAINERS = frozenset({"author", "app:control"})
_BEGINNING_CHARS = 2**16
_KIND = ("scheme", "http://schemas.google.com/g/2005#kind")
_WANTS = (
    Want("id", "id"),
    Want("kind", "category", "term", _KIND),
    Want("kind", "blogger:type"),
    Want("status", "blogger:status"),
    Want("draft", "app:control/app:draft"),
    Want("trashed", "blogger:trashed"),
    Want("removed", "gd:extendedProperty", "value", ("name", "blogger.contentRemoved")),
    Want("published", "published"),
    Want("created", "blogger:created"),
    Want("title", "title"),
    Want("content", "content"),
    Want("url", "link", "href", ("rel", "alternate")),
    Want("post", "thr:in-reply-to", "ref"),
    Want("post", "blogger:parent"),
    Want("post_url", "thr:in-reply-to", "href"),
    Want("parent", "blogger:inReplyTo"),
    Want("parent", "link", "href", ("rel", "related")),
    Want("name", "author/name"),
    Want("profile", "author/uri"),
    Want("email", "author/email"),
)
_WANTS_AT_FIRST = without_content(_WANTS)
_LAYOUT = (*dict.fromkeys(want.field for want in _WANTS), "post_title", *HANDLE_FIELDS)
_LAST_NUMBER = re.compile(r"(?<!\d)(\d++)/*+$")


@dataclass
class _Blog:
    """What the first reading learns."""

    names: Names
    writers: dict[str, Handle | None] = field(default_factory=dict)
    """By the number of a post or comment."""
    titles: dict[str, str] = field(default_factory=dict)
    """Of posts and pages, by their number."""


def records(member: Member) -> Iterator[Record]:
    """One for each entry, in the order of the file.

    A comment's has its post's title, and the writer of the comment that it answers (else of the
    post), wherever in the file those stand.
    """
    blog = _first_reading(member)
    with text_of(member) as stream:
        for frame in frames(stream, blog.names, _SHAPE):
            said, flaw = said_in(frame.text, blog.names, _CONTAINERS, _WANTS)
            if frame.flaw or flaw:
                yield set_aside(frame, frame.flaw or flaw)
                continue
            post, parent = number(said.get("post", "")), _parent(said)
            to = blog.writers.get(parent or post)
            context = {"post_title": blog.titles.get(post, ""), **to_fields(to)} if post else {}
            yield record(frame, _LAYOUT, said | context)


def _first_reading(member: Member) -> _Blog:
    with text_of(member) as stream:
        blog = _Blog(Names(clean(stream.read(_BEGINNING_CHARS)), _SHAPE.root, _NAMESPACES))
    with text_of(member) as stream:
        for frame in frames(stream, blog.names, _SHAPE):
            said, flaw = said_in(frame.text, blog.names, _CONTAINERS, _WANTS_AT_FIRST)
            own = number(said.get("id", ""))
            if frame.flaw or flaw or not own:
                continue
            blog.writers[own] = commenter(said)
            if not said.get("post"):
                blog.titles[own] = line_of(said.get("title", ""))
    return blog


def _parent(said: dict[str, str]) -> str:
    """The number of the comment that is answered: the end of an id or of a feed's address."""
    found = _LAST_NUMBER.search(said.get("parent", ""))
    return found[1] if found else ""
