"""WordPress: the export of a site (WXR: WordPress eXtended RSS).

What it holds: every post with its author, and all comments with name, e-mail, site, time and the
comment that each one answers. Versions 1.0 (2010), 1.1 and 1.2 are read; values with and without
CDATA stand in one file, and text that a strict parser refuses is read as it stands (public test
files of the WordPress importer and theme reviewers, 2010-2023, read in 2026-11).

What it cannot show: who read a post; what you wrote on other people's sites; comments that a
plugin keeps elsewhere (Disqus, Facebook); and who its owner is: a login is somebody's, maybe yours.
"""

import re

from vinculo.sources import Reads
from vinculo.sources.blogs.reading import day_in, looks_like
from vinculo.sources.container import Member
from vinculo.sources.markup import head_of
from vinculo.sources.wordpress.framing import records
from vinculo.sources.wordpress.meaning import parse

__all__ = ["NAME", "parse", "recognizes", "records"]

NAME = "wordpress"
_IS_WXR = re.compile(r"https?://(?:www\.)?wordpress\.org/export/|WordPress eXtended RSS")
_CREATED = re.compile(r'created="(\d{4}-\d\d-\d\d)')


def recognizes(member: Member) -> Reads | None:
    """A WXR file, by its namespace or the comment that WordPress begins it with."""
    head = head_of(member)
    if not looks_like(head, _IS_WXR):
        return None
    created = _CREATED.search(head)
    return Reads("wordpress", day_in(created[1] if created else member.name))
