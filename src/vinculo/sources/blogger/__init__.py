"""Blogger: the blogs of a Google account.

Up to about 2018 the blog's own *Settings → Back up content* gave one file `blog-MM-DD-YYYY.xml`; such
files are read as well. Which of the two a feed is, is told by what stands in it: feeds of the old kind
lie in new archives (public exports of 2010-2018 and 2006-2022, read in 2026-11).

What it holds: posts with their author, and every comment with name, profile (old files), time, and
the post and comment that it answers. `Comments/` has once more those that the account wrote itself:
they carry the same number, and are one comment.

What it cannot show: e-mail addresses (everybody is noreply@blogger.com); in Takeout mostly not even
a profile, so that a commenter is only a name; who read a post; comments on other people's blogs that
their owners deleted. Followers are names without a date, and are not read.
"""

import re
from collections.abc import Iterator, Sequence

from vinculo.model import Entry, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.blogger import feed, framing, profile
from vinculo.sources.blogs.reading import day_in, looks_like
from vinculo.sources.container import Member
from vinculo.sources.markup import head_of

__all__ = ["NAME", "parse", "recognizes", "records"]

NAME = "blogger"
_IS_FEED = re.compile(
    r"<(?:[\w.-]+:)?feed\b(?s:.*?)(?:schemas\.google\.com/blogger/|tag:blogger\.com,1999:|www\.blogger\.com/feeds/)"
)
_DECLINED = {
    "no_person": ("blog_publishing_mode,", "blog_subdomain"),
    "blog_followers": ("display_name,profile_image_url,", "is_blocked"),
}


def recognizes(member: Member) -> Reads | Declines | None:
    """A feed, by its namespace or the ids in it; a profile, by its columns."""
    head = head_of(member)
    if looks_like(head, _IS_FEED):
        archives = [part for part in member.path.split("/") if part.startswith("takeout-")]
        return Reads("blogger_feed", day_in((member.name, *archives)[-1]))
    columns = head.lstrip("\ufeff").partition("\n")[0].replace('"', "")
    if profile.is_profile(columns):
        return Reads("blogger_profile")
    for reason, (beginning, further) in _DECLINED.items():
        if columns.startswith(beginning) and further in columns:
            return Declines(reason)
    return None


def records(member: Member, reading: str) -> Iterator[Record]:
    """One for each entry of a feed (post, comment, page, setting, template), or the profile."""
    return profile.records(member) if reading == "blogger_profile" else framing.records(member)


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:
    """A post is an `article`, a comment a `comment`, the profile a card of the owner's; settings,
    templates, pages, and what is not or no more to be seen are noise."""
    return profile.parse(record) if reading == "blogger_profile" else feed.parse(record)
