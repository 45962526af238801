"""What one entry of a Blogger feed says."""

import re
from collections.abc import Mapping, Sequence

from vinculo.errors import BadRecord
from vinculo.model import Entry, Event, Handle, Ignored, Record
from vinculo.sources.blogs.commenters import addressed, glue, shown_name, writer
from vinculo.sources.blogs.dates import in_whole_minutes, instant
from vinculo.sources.blogs.places import post
from vinculo.sources.blogs.reading import facts, line_of, to_handle, told
from vinculo.sources.markup import plain_text

_NUMBER = re.compile(r"\.(?:post|page|comment)-(\w++)\s*+$")
_PROFILE = re.compile(r"https?://(?:www\.|draft\.)?blogger\.com/profile/(?:g/)?(\d+)/?", re.IGNORECASE)
_NOISE = {"page": "blog_page", "settings": "blog_settings", "template": "blog_template"}
_NOT_LIVE = {
    **dict.fromkeys(("spam", "ghosted"), "blog_spam"),
    **dict.fromkeys(("pending", "unapproved"), "blog_unapproved"),
    **dict.fromkeys(("emptied", "deleted", "trashed", "soft_trashed"), "blog_deleted"),
}
"""`LIVE`, `DRAFT` and `SOFT_TRASHED` were seen in archives; Blogger's API (v3) also names `EMPTIED`,
`PENDING` and `SPAM` for comments, `SCHEDULED` for posts."""


def parse(record: Record) -> Sequence[Entry] | Ignored:
    """A published post is an `article`, a visible comment a `comment`; the rest is noise by kind."""
    said = told(record)
    kind = _kind(said)
    noise = _NOISE.get(kind) or _unseen(said)
    if noise:
        return Ignored(noise)
    if kind not in ("post", "comment"):
        raise BadRecord("bad_record.unknown_kind", written=kind[:40])
    own = number(said["id"])
    if not own:
        raise BadRecord("bad_record.no_number")
    return _comment(said, own) if kind == "comment" else _article(said, own)


def _article(said: Mapping[str, str], own: str) -> Sequence[Entry]:
    event = Event(
        "article",
        *in_whole_minutes(instant(said["published"] or said["created"])),
        commenter(said),
        (),
        f"article|blogger|{own}",
        post("", said["id"]),
        plain_text(said["content"]),
        facts=facts(title=line_of(said["title"]), url=said["url"]),
    )
    return (event, *glue(line_of(said["name"]), said["email"], "", _account(said)))


def _comment(said: Mapping[str, str], own: str) -> Sequence[Entry]:
    sender = commenter(said)
    # Takeout rounds `published` to the minute and has the exact instant in `created`.
    when = instant(said["created"]) if said["created"] else instant(said["published"])
    event = Event(
        "comment",
        *when,
        sender,
        tuple(addressed(to_handle(said), sender)),
        f"comment|blogger|{own}",
        post("", said["post"]) if said["post"] else None,
        plain_text(said["content"]),
        facts=facts(title=said["post_title"], url=said["url"] or said["post_url"]),
    )
    return (event, *glue(line_of(said["name"]), said["email"], "", _account(said)))


def number(written: str) -> str:
    """The number in `tag:blogger.com,1999:blog-630.post-559`: posts and comments count together, over
    all blogs. Empty where there is none."""
    found = _NUMBER.search(written)
    return found[1] if found else ""


def commenter(said: Mapping[str, str]) -> Handle | None:
    """Whoever wrote an entry: by profile, else by nothing but a name; None for `Anonymous`."""
    site = said.get("profile", "")
    return writer(line_of(said.get("name", "")), said.get("email", ""), site, _account(said))


def _account(said: Mapping[str, str]) -> Handle | None:
    """The number of the profile: its address was written with and without s, and from other hosts."""
    found = _PROFILE.fullmatch(said.get("profile", "").strip())
    name = shown_name(line_of(said.get("name", "")))
    return Handle("blogger", found[1], name) if found else None


def _kind(said: Mapping[str, str]) -> str:
    """`post` of `…/blogger/2008/kind#post`, `comment` of `COMMENT`; without either, what answers a post."""
    kind = said["kind"].rpartition("#")[2].lower()
    return kind or ("comment" if said["post"] else "")


def _unseen(said: Mapping[str, str]) -> str:
    """Why nobody (any more) sees it; empty where it is seen."""
    if said["trashed"] or said["removed"].lower() == "true":
        return "blog_deleted"
    if said["draft"].lower() == "yes":
        return "blog_draft"
    status = said["status"].lower()
    return "" if status in ("", "live") else _NOT_LIVE.get(status, "blog_draft")
