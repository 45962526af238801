"""Where one author, post or comment of a WXR file ends, and what its record needs of the others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vinculo.model import Handle, Record
from vinculo.sources.blogs.places import bare_address
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
from vinculo.sources.markup import Frame, Names, Shape, clean, frames, text_of
from vinculo.sources.wordpress.meaning import author, commenter, noise_by_type

_SHAPE = Shape(
    root="rss",
    holds={"item": frozenset({"wp:comment"}), "wp:comment": frozenset(), "wp:author": frozenset()},
    mentions={"item": frozenset({"wp:author"})},
)
_NAMESPACES = (
    (r"https?://(?:www\.)?wordpress\.org/export/[^/]+/excerpt/?", "excerpt"),
    (r"https?://(?:www\.)?wordpress\.org/export/[^/]+/?", "wp"),
    (r"http://purl\.org/rss/1\.0/modules/content/", "content"),
    (r"http://purl\.org/dc/elements/1\.1/", "dc"),
)
_BEGINNING_CHARS = 2**16
_DISQUS = re.compile(
    r"dsq_post_id\s*+(?:\]\]>\s*+)?</[^<>]++>\s*+<[^<>]++>\s*+(?:<!\[CDATA\[\s*+)?(\d{1,20})(?!\d)"
)
"""Disqus' plugin copies its comments into the site and notes their number there."""

_SITE = (Want("link", "rss/channel/link"), Want("blog", "rss/channel/wp:base_blog_url"))
_AUTHOR = (
    Want("id", "wp:author_id"),
    Want("login", "wp:author_login"),
    Want("email", "wp:author_email"),
    Want("name", "wp:author_display_name"),
)
_POST = (
    Want("id", "wp:post_id"),
    Want("title", "title"),
    Want("link", "link"),
    Want("login", "dc:creator"),
    Want("type", "wp:post_type"),
    Want("status", "wp:status"),
    Want("date_gmt", "wp:post_date_gmt"),
    Want("date", "wp:post_date"),
    Want("published", "pubDate"),
    Want("content", "content:encoded"),
)
_COMMENT = (
    Want("id", "wp:comment_id"),
    Want("name", "wp:comment_author"),
    Want("email", "wp:comment_author_email"),
    Want("site", "wp:comment_author_url"),
    Want("user", "wp:comment_user_id"),
    Want("date_gmt", "wp:comment_date_gmt"),
    Want("date", "wp:comment_date"),
    Want("content", "wp:comment_content"),
    Want("approved", "wp:comment_approved"),
    Want("type", "wp:comment_type"),
    Want("parent", "wp:comment_parent"),
)
_LAYOUTS = {
    "wp:author": ("record", "blog", "id", "login", "email", "name"),
    "item": ("record", "blog", "shown", *(want.field for want in _POST)),
    "wp:comment": (
        *("record", "blog", "login", "shown", "disqus", "post_id", "post_title", "post_link"),
        *(want.field for want in _COMMENT),
        *HANDLE_FIELDS,
    ),
}
_WANTS = {"wp:author": _AUTHOR, "item": _POST, "wp:comment": _COMMENT}
_WANTS_AT_FIRST = {name: without_content(wants) for name, wants in _WANTS.items()}


@dataclass
class _Site:
    """What the first reading learns."""

    names: Names
    blog: str
    """Its address without the scheme, `blog.example`; where the file does not say, its first post's host."""
    logins: dict[str, str] = field(default_factory=dict)
    """By the number of a user."""
    shown: dict[str, str] = field(default_factory=dict)
    """By login."""
    writers: dict[str, Handle | None] = field(default_factory=dict)
    """By the number of a comment; None for a pingback and for nobody."""


def records(member: Member, reading: str) -> Iterator[Record]:  # noqa: ARG001 - there is one reading
    """One for each author, post and comment, in the order of the file.

    A comment's has its post's address and title, its writer's login, and the writer of the comment
    that it answers (else the post's author), wherever in the file those stand.
    """
    site = _first_reading(member)
    item: tuple[int, dict[str, str]] = (0, {})
    with text_of(member) as stream:
        for frame in frames(stream, site.names, _SHAPE):
            if frame.flaw:
                yield set_aside(frame, frame.flaw)
                continue
            said, flaw = _said(frame, site)
            if frame.name == "item":
                item = (frame.number, said)
            elif frame.name == "wp:comment":
                said |= _context(said, item[1] if item[0] == frame.holder else {}, site)
            yield set_aside(frame, flaw) if flaw else record(frame, _LAYOUTS[frame.name], said)


def _first_reading(member: Member) -> _Site:
    with text_of(member) as stream:
        beginning = clean(stream.read(_BEGINNING_CHARS))
    names = Names(beginning, _SHAPE.root, _NAMESPACES)
    said, _ = said_in(beginning.partition("<item")[0], names, {"rss", "channel"}, _SITE)
    site = _Site(names, bare_address(said.get("link", "")) or bare_address(said.get("blog", "")))
    with text_of(member) as stream:
        for frame in frames(stream, names, _SHAPE):
            if frame.flaw or (frame.name == "item" and site.blog):
                continue
            said, flaw = _said(frame, site, _WANTS_AT_FIRST)
            if frame.name == "item":
                site.blog = bare_address(said.get("link", "")).partition("/")[0]
            elif frame.name == "wp:author":
                site.logins[said.get("id", "")] = said.get("login", "")
                site.shown[said.get("login", "")] = line_of(said.get("name", ""))
            elif not flaw and said.get("id"):
                site.writers[said["id"]] = None if noise_by_type(said) else commenter(said)
    return site


def _said(
    frame: Frame, site: _Site, wants: Mapping[str, Sequence[Want]] = _WANTS
) -> tuple[dict[str, str], str]:
    said, flaw = said_in(frame.text, site.names, (), wants[frame.name])
    said |= {"record": frame.name.removeprefix("wp:"), "blog": site.blog}
    if frame.name == "item":
        said["shown"] = site.shown.get(said.get("login", ""), "")
    elif frame.name == "wp:comment":
        login = site.logins.get(said.get("user", ""), "") if said.get("user", "0") != "0" else ""
        disqus = _DISQUS.search(frame.text)
        said |= {"login": login, "shown": site.shown.get(login, ""), "disqus": disqus[1] if disqus else ""}
    return said, flaw


def _context(said: dict[str, str], post_said: dict[str, str], site: _Site) -> dict[str, str]:
    """What a comment's record needs of its post and of the comment it answers."""
    parent = said.get("parent", "")
    to = site.writers.get(parent) if parent.strip("0") else author(post_said)
    return {
        "post_id": post_said.get("id", ""),
        "post_title": post_said.get("title", ""),
        "post_link": post_said.get("link", ""),
        **to_fields(to),
    }
