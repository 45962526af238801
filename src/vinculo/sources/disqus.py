"""Disqus: the comments of a site that uses Disqus.

The export is one file `SITE-DATE-all.xml.gz`, read as it is or unpacked.

What it holds: every thread (a page that was commented on, with its address and title) and every
comment with writer, time, text, and the comment it answers. Older exports have e-mail addresses,
newer ones only user names (public test files of isso and remark42, 2011-2013, and Disqus' own
description of the format, read in 2026-11).

What it cannot show: likes; who read; comments on other sites; who wrote the page itself: a thread's
author is the account that the site registered it with, usually its owner's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vinculo.errors import BadRecord
from vinculo.model import Entry, Event, Handle, Ignored, Record
from vinculo.sources import Reads
from vinculo.sources.blogs.commenters import addressed, glue, shown_name, writer
from vinculo.sources.blogs.dates import Instant, instant
from vinculo.sources.blogs.places import post
from vinculo.sources.blogs.reading import (
    HANDLE_FIELDS,
    Want,
    day_in,
    facts,
    line_of,
    looks_like,
    record,
    said_in,
    set_aside,
    to_fields,
    to_handle,
    told,
    without_content,
)
from vinculo.sources.container import Member
from vinculo.sources.markup import (
    Frame,
    Names,
    Shape,
    attributes,
    clean,
    frames,
    head_of,
    plain_text,
    text_of,
)

NAME = "disqus"

_SHAPE = Shape(
    root="disqus",
    holds={"thread": frozenset(), "post": frozenset()},
    mentions={"post": frozenset({"thread"})},
)
_NAMESPACES = ((r"https?://(?:www\.)?disqus\.com/?", ""), (r"https?://disqus\.com/disqus-internals/?", "dsq"))
_IS_DISQUS = re.compile(r"<(?:[\w.-]+:)?disqus\b[^<>]*disqus\.com")
_BEGINNING_CHARS = 2**16
_AUTHOR = (
    Want("email", "author/email"),
    Want("name", "author/name"),
    Want("username", "author/username"),
)
_WANTS = {
    "thread": (
        Want("link", "link"),
        Want("title", "title"),
        Want("deleted", "isDeleted"),
        *_AUTHOR,
    ),
    "post": (
        Want("own", "id"),
        Want("content", "message"),
        Want("created", "createdAt"),
        Want("deleted", "isDeleted"),
        Want("spam", "isSpam"),
        Want("approved", "isApproved"),
        *_AUTHOR,
        Want("thread", "thread", "dsq:id"),
        Want("parent", "parent", "dsq:id"),
    ),
}
_WANTS_AT_FIRST = {name: without_content(wants) for name, wants in _WANTS.items()}
_LAYOUTS = {
    "thread": ("record", "id", *(want.field for want in _WANTS["thread"])),
    "post": (
        *("record", "id", "thread_link", "thread_title", "thread_deleted"),
        *(want.field for want in _WANTS["post"]),
        *HANDLE_FIELDS,
    ),
}


def recognizes(member: Member) -> Reads | None:
    """An export of Disqus, by its root element."""
    return Reads("disqus", day_in(member.name)) if looks_like(head_of(member), _IS_DISQUS) else None


@dataclass
class _Forum:
    """What the first reading learns."""

    names: Names
    threads: dict[str, dict[str, str]] = field(default_factory=dict)
    """By id: address, title, whether deleted."""
    writers: dict[str, Handle | None] = field(default_factory=dict)
    """Of comments, by id."""
    hosts: dict[str, Handle | None] = field(default_factory=dict)
    """Of threads, by id: the account that registered them."""


def records(member: Member, reading: str) -> Iterator[Record]:  # noqa: ARG001 - there is one reading
    """One for each thread and comment, in the order of the file.

    A comment's has its thread's address and title, and the writer of the comment that it answers
    (else the thread's author), wherever in the file those stand.
    """
    forum = _first_reading(member)
    with text_of(member) as stream:
        for frame in frames(stream, forum.names, _SHAPE):
            said, flaw = _said(frame, forum.names)
            if frame.flaw or flaw:
                yield set_aside(frame, frame.flaw or flaw)
                continue
            if frame.name == "post":
                said |= _context(said, forum)
            yield record(frame, _LAYOUTS[frame.name], said)


def _first_reading(member: Member) -> _Forum:
    with text_of(member) as stream:
        forum = _Forum(Names(clean(stream.read(_BEGINNING_CHARS)), _SHAPE.root, _NAMESPACES))
    with text_of(member) as stream:
        for frame in frames(stream, forum.names, _SHAPE):
            said, flaw = _said(frame, forum.names, _WANTS_AT_FIRST)
            if frame.flaw or flaw or not said["id"]:
                continue
            if frame.name == "thread":
                forum.hosts[said["id"]] = _writer(said)
                forum.threads[said["id"]] = {
                    f"thread_{part}": said.get(part, "") for part in ("link", "title", "deleted")
                }
            else:
                forum.writers[said["id"]] = _writer(said)
    return forum


def _said(
    frame: Frame, names: Names, wants: Mapping[str, Sequence[Want]] = _WANTS
) -> tuple[dict[str, str], str]:
    said, flaw = said_in(frame.text, names, {"author"}, wants.get(frame.name, ()))
    by_name = {names.ours(name): value for name, value in attributes(frame.tag).items()}
    return said | {"record": frame.name, "id": by_name.get("dsq:id", "").strip()}, flaw


def _context(said: Mapping[str, str], forum: _Forum) -> dict[str, str]:
    """What a comment's record needs of its thread and of the comment it answers."""
    thread, parent = said.get("thread", ""), said.get("parent", "")
    to = forum.writers.get(parent) if parent else forum.hosts.get(thread)
    return forum.threads.get(thread, {}) | to_fields(to)


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:  # noqa: ARG001 - there is one reading
    """A comment that can be seen is a `comment`. A thread is a place, not an act: it is known to the
    comments in it, and as a record it is noise, as are deleted comments, spam, and what waits."""
    said = told(record)
    if said["record"] == "thread":
        return Ignored("blog_thread")
    if said["record"] != "post":
        raise BadRecord("bad_record.unknown_kind", written=said["record"][:40])
    if noise := _noise(said):
        return Ignored(noise)
    sender = _writer(said)
    when = instant(said["created"], "known")
    link = said["thread_link"]
    event = Event(
        "comment",
        *when,
        sender,
        tuple(addressed(to_handle(said), sender)),
        _native(said, when, sender),
        post(link, f"disqus|{said['thread']}") if link or said["thread"] else None,
        plain_text(said["content"]),
        facts=facts(
            title=line_of(said["thread_title"]),
            url=f"{link}#comment-{said['id']}" if link and said["id"] else link,
        ),
    )
    return (event, *glue(line_of(said["name"]), said["email"], "", _account(said)))


def _noise(said: Mapping[str, str]) -> str:
    if said["spam"].lower() == "true":
        return "blog_spam"
    if "true" in (said["deleted"].lower(), said["thread_deleted"].lower()):
        return "blog_deleted"
    return "blog_unapproved" if said["approved"].lower() == "false" else ""


def _native(said: Mapping[str, str], when: Instant, sender: Handle | None) -> str:
    """By Disqus' number. Some comments have none (seen in 2011): by the site's own, else by what they say."""
    if said["id"]:
        return f"comment|disqus|{said['id']}"
    own = f"own|{said['own']}" if said["own"] else f"{when.at}|{sender.value if sender else ''}"
    return f"comment|disqus|{said['thread']}|{own}"


def _account(said: Mapping[str, str]) -> Handle | None:
    name = said.get("username", "")
    return Handle("disqus", name, shown_name(line_of(said.get("name", "")))) if name else None


def _writer(said: Mapping[str, str]) -> Handle | None:
    return writer(line_of(said.get("name", "")), said.get("email", ""), "", _account(said))
