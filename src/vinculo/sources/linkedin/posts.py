"""What the owner did in public: comments, posts, reactions, reposts, votes, bookmarks.

None of these files says who wrote the post, and none holds what others did on the owner's posts.
One post has several numbers: `share` or `ugcPost` in Shares.csv, `activity` elsewhere, minted within
a second of each other (`id >> 22` is milliseconds since 1970; computed 2026-11 on an archive of
2025-12). Places keep the number that the file gives.
"""

import csv
import io
import re
from typing import NamedTuple
from urllib.parse import unquote

from vinculo.model import OWNER, Entry, Event, Ignored, Place, Record
from vinculo.sources.linkedin.cells import cells, digest, facts, told
from vinculo.sources.linkedin.instants import Instant, utc_second

_URN = re.compile(r"urn:li:(?!comment:)(\w+):(\d[\d-]*)")
_COMMENT = re.compile(r"urn:li:comment:\((?:urn:li:)?(\w+):([\d-]+),(\d+)\)")
_PLAIN_ADDRESS = re.compile(r"-(activity|ugcPost|share)-(\d{15,20})\b")
_ARTICLE = re.compile(r"https?://[\w.]*linkedin\.com/pulse/[^?#]+")
_BOUNDARY = re.compile(
    r'"?(?P<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)"?,"?(?P<link>https?://[^",\s]*)"?,(?P<text>.*)', re.DOTALL
)


class Target(NamedTuple):
    """What a link leads to; each part is empty where the link does not tell."""

    urn: str
    """Of the post: `urn:li:activity:7397589537792815104`; of an article perhaps its address."""
    comment: str
    """The id of a comment below that post."""
    group: str
    """The id of the group in which the post stands."""


def target_of(link: str) -> Target:
    """The post, comment and group of a link, percent-encoded (2025) or plain."""
    address = unquote(link.strip())
    comment = _COMMENT.search(address)
    named = _URN.search(address) or _PLAIN_ADDRESS.search(address)
    if named:
        kind, number = named.groups()
        group = number.split("-")[0] if kind == "groupPost" else ""
        return Target(f"urn:li:{kind}:{number}", comment[3] if comment else "", group)
    article = _ARTICLE.match(address)
    return Target(article[0] if article else "", "", "")


def _deed(kind: str, when: Instant, target: Target, text: str = "", **said: str) -> Event:
    """Something the owner did to a post whose author is not told. A post that was deleted has left
    its number, and some links never had one: the deed stands all the same."""
    extras = facts(comment=target.comment, group=target.group, **said)
    place = Place("post", target.urn) if target.urn else None
    native = f"{kind}|{when.at}|{target.comment or target.urn}"
    return Event(kind, *when, OWNER, (), native, place, text, None, extras)


def parse_comment(record: Record) -> list[Entry]:
    """A comment of the owner below a post; the fact `comment` names the comment it answers, if any.

    The file has no id of it: the natural key is its second and its words. Raises BadRecord for a
    date that is none, as all of these do.
    """
    date, link, message = cells(record, "date", "link", "message")
    when, text = utc_second(date), told(message)
    return [
        _deed("comment", when, target_of(link), text)._replace(native=f"comment|{when.at}|{digest(text)}")
    ]


def rescue_comment(text: str, width: int) -> tuple[str, ...] | None:
    """The fields of a comment whose quotation marks are neither of LinkedIn's way (`\\"`) nor of the
    standard's (`""`) to the end: first by the standard alone, then by what a record begins with."""
    if width != 3:
        return None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        rows = []
    if len(rows) == 1 and len(rows[0]) == width:
        return tuple(rows[0])
    found = _BOUNDARY.fullmatch(text)
    if not found:
        return None
    message = found["text"].strip("\r\n")
    if message.startswith('"'):
        message = message[1:].removesuffix('"')
    return found["date"], found["link"], re.sub(r'\\"|""', '"', message)


def parse_share(record: Record) -> list[Entry]:
    """A post of the owner, or a repost with a comment (of whom is not told)."""
    date, link, commentary, shared, media, visibility = cells(
        record, "date", "sharelink", "sharecommentary", "sharedurl", "mediaurl", "visibility"
    )
    has_media = "yes" if media.strip() else ""  # the address itself expires
    text = told(without_stray_quotes(commentary))
    said = {"media": has_media, "shared": shared, "visibility": visibility}
    return [_deed("post", utc_second(date), target_of(link), text, **said)]


def without_stray_quotes(text: str) -> str:
    """A post of several lines as it was written. In some exports (2026) each line but the first
    begins, and each but the last ends, with a stray quotation mark; nothing is touched unless all do."""
    lines = text.split("\n")
    if len(lines) == 1 or not all(
        line.startswith('"') and line.endswith('"') and len(line) > 1 for line in lines[1:-1]
    ):
        return text
    if not lines[0].endswith('"') or not lines[-1].startswith('"'):
        return text
    last = lines[-1][1:].removesuffix('"')
    return "\n".join((lines[0][:-1], *(line[1:-1] for line in lines[1:-1]), last))


def parse_reaction(record: Record) -> list[Entry]:
    """A reaction of the owner to a post, or to a comment (fact `comment`). `reaction` is the code in
    the file (`PRAISE`), not what the site shows for it."""
    date, code, link = cells(record, "date", "type", "link")
    return [_deed("reaction", utc_second(date), target_of(link), reaction=code)]


def parse_repost(record: Record) -> list[Entry]:
    """The owner passed a post on without a word. The place is the repost, not the post: its number
    has the time of the reposting, so whose post it was is not told."""
    date, link = cells(record, "date", "link")
    return [_deed("repost", utc_second(date), target_of(link))]


def parse_vote(record: Record) -> list[Entry]:
    """The owner voted in somebody's poll."""
    date, link, option = cells(record, "date", "link", "optiontext")
    return [_deed("vote", utc_second(date), target_of(link), option=told(option))]


def skip_bookmark(_: Record) -> Ignored:
    """A post that was saved for later: noise, nobody else sees it."""
    return Ignored("bookmark")


def skip_upload(_: Record) -> Ignored:
    """A photo or document that was uploaded: noise, the post that it was for is in Shares.csv."""
    return Ignored("upload")
