"""What one author, post or comment of a WXR file says."""

from collections.abc import Mapping, Sequence

from vinculo.errors import BadRecord
from vinculo.model import Card, Entry, Event, Handle, Ignored, Record
from vinculo.sources.blogs.commenters import addressed, glue, writer
from vinculo.sources.blogs.dates import Instant, in_whole_minutes, instant, is_date, mail_instant
from vinculo.sources.blogs.places import bare_address, post
from vinculo.sources.blogs.reading import facts, line_of, to_handle, told
from vinculo.sources.markup import plain_text

_NOISE_BY_APPROVAL = {
    "1": "",
    "approved": "",
    "": "",
    "spam": "blog_spam",
    "trash": "blog_deleted",
    "post-trashed": "blog_deleted",
}


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:  # noqa: ARG001 - there is one reading
    """An author is a card, a published post an `article`, an approved comment a `comment`; what is
    no person's doing (pingbacks, trackbacks) or was never to be seen (spam, drafts) is noise."""
    said = told(record)
    match said["record"]:
        case "author":
            return _parse_author(said)
        case "item":
            return _parse_post(said)
        case "comment":
            return _parse_comment(said)
        case _:
            raise BadRecord("bad_record.unknown_kind", written=said["record"][:40])


def _parse_author(said: Mapping[str, str]) -> Sequence[Entry]:
    if not said["login"]:
        raise BadRecord("bad_record.no_number")
    account = _account(said["blog"], said["login"], line_of(said["name"]))
    name = account.shown
    return glue(name, said["email"], "", account) or (Card((account,), facts(name=name)),)


def _parse_post(said: Mapping[str, str]) -> Sequence[Entry] | Ignored:
    kind = said["type"].lower()
    if kind not in ("", "post"):
        return Ignored({"page": "blog_page", "attachment": "blog_attachment"}.get(kind, "blog_no_post"))
    status = said["status"].lower()
    if status not in ("", "publish"):
        return Ignored({"private": "blog_private", "trash": "blog_deleted"}.get(status, "blog_draft"))
    when = in_whole_minutes(_instant_of(said))
    native = said["id"] or bare_address(said["link"])
    if not native:
        raise BadRecord("bad_record.no_number")
    return (
        Event(
            "article",
            *when,
            author(said),
            (),
            f"article|wordpress|{said['blog']}|{native}",
            post(said["link"], f"wordpress|{said['blog']}|{said['id']}"),
            plain_text(said["content"], keeps_lines=True),
            facts=facts(title=line_of(said["title"]), url=said["link"]),
        ),
    )


def _parse_comment(said: Mapping[str, str]) -> Sequence[Entry] | Ignored:
    noise = noise_by_type(said) or _NOISE_BY_APPROVAL.get(said["approved"].lower(), "blog_unapproved")
    if noise:
        return Ignored(noise)
    if not said["id"]:
        raise BadRecord("bad_record.no_number")
    sender = commenter(said)
    link = said["post_link"]
    # A comment that Disqus' plugin copied is the one that Disqus' own export tells of.
    own = f"comment|wordpress|{said['blog']}|{said['id']}"
    event = Event(
        "comment",
        *_instant_of(said),
        sender,
        tuple(addressed(to_handle(said), sender)),
        f"comment|disqus|{said['disqus']}" if said["disqus"] else own,
        post(link, f"wordpress|{said['blog']}|{said['post_id']}") if link or said["post_id"] else None,
        plain_text(said["content"], keeps_lines=True),
        facts=facts(title=line_of(said["post_title"]), url=link and f"{link}#comment-{said['id']}"),
    )
    return (event, *glue(line_of(said["name"]), said["email"], said["site"], author(said)))


def noise_by_type(said: Mapping[str, str]) -> str:
    """Other sites announce a link by `pingback` and `trackback`; a shop's `review` is a person's word."""
    kind = said.get("type", "").lower()
    if kind in ("", "comment", "review"):
        return ""
    return f"blog_{kind}" if kind in ("pingback", "trackback") else "blog_no_comment"


def _instant_of(said: Mapping[str, str]) -> Instant:
    """By the field in GMT, else (of posts) the RSS date, else the clock of a site whose zone is unknown."""
    if is_date(said["date_gmt"]):
        return instant(said["date_gmt"], "known")
    if is_date(said.get("published", "")):
        return mail_instant(said["published"])
    return instant(said["date"])


def _account(blog: str, login: str, shown: str) -> Handle:
    return Handle("wordpress", f"{blog}|{login}", shown or login)


def author(said: Mapping[str, str]) -> Handle | None:
    """A post's author, or the account of a commenter: known only of those whom the file lists as authors."""
    login = said.get("login", "")
    return _account(said.get("blog", ""), login, said.get("shown", "")) if login else None


def commenter(said: Mapping[str, str]) -> Handle | None:
    """Whoever wrote a comment; None for nobody in particular."""
    return writer(line_of(said.get("name", "")), said.get("email", ""), said.get("site", ""), author(said))
