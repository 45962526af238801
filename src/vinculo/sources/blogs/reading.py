"""From the markup of an item to the fields of a record."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from vinculo.errors import BadRecord
from vinculo.model import Handle, Record
from vinculo.sources.markup import Frame, Leaf, Names, leaves, plain_text

_BEGINS_LIKE_MARKUP = re.compile(r"[^<]{0,64}<(?:\?xml|!--|!DOCTYPE|[A-Za-z])")
"""Disqus exports were seen with a stray character before the declaration; others begin with empty lines."""
_ADDRESS_OF_A_MACHINE = re.compile(r"((?:comment_author_IP|ipAddress)\s*>\s*(?:<!\[CDATA\[)?)[^<\]]*")
_IPV4 = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_DAYS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII),
    re.compile(r"(?<!\d)(?P<m>\d\d)-(?P<d>\d\d)-(?P<y>\d{4})", re.ASCII),
    re.compile(r"takeout-(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)T", re.ASCII),
)
HANDLE_FIELDS = ("to_namespace", "to_value", "to_shown")
"""The fields of a record that say whom it answers."""


class Want(NamedTuple):
    """A field of a record, and where it stands in the markup."""

    field: str
    path: str
    attribute: str = ""
    """Empty: the text of the element."""
    given: tuple[str, str] | None = None
    """Only of an element with this attribute of this value."""


def without_content(wants: Iterable[Want]) -> tuple[Want, ...]:
    """What a first reading needs, which learns who wrote what: texts are most of a file."""
    return tuple(want for want in wants if want.field != "content")


def said_in(
    text: str, names: Names, containers: Collection[str], wants: Iterable[Want]
) -> tuple[dict[str, str], str]:
    """The wanted fields, each where it is said first, and the flaw (a key, or empty) that ended reading."""
    by_path: dict[str, list[Want]] = defaultdict(list)
    for want in wants:
        by_path[want.path].append(want)
    said: dict[str, str] = {}
    try:
        for leaf in leaves(text, names, containers):
            for want in by_path.get(leaf.path, ()):
                if not said.get(want.field):
                    said[want.field] = _value(leaf, want)
    except BadRecord as flaw:
        return said, flaw.key
    return said, ""


def _value(leaf: Leaf, want: Want) -> str:
    if not want.attribute and not want.given:
        return leaf.text
    attributes = leaf.attributes
    if want.given and attributes.get(want.given[0]) != want.given[1]:
        return ""
    return attributes.get(want.attribute, "").strip() if want.attribute else leaf.text


def record(frame: Frame, layout: tuple[str, ...], said: Mapping[str, str]) -> Record:
    """A whole record: what is not said is empty."""
    return Record(tuple(said.get(field, "") for field in layout), frame.line, layout)


def set_aside(frame: Frame, flaw: str) -> Record:
    """A record that cannot be understood, with its markup but without addresses of machines: those
    of commenters are in some exports, and nobody who reads this ledger has a use for them."""
    raw = _IPV4.sub("", _ADDRESS_OF_A_MACHINE.sub(r"\1", frame.tag + frame.text))
    return Record((raw,), frame.line, ("markup",), flaw=flaw)


def told(record: Record) -> Mapping[str, str]:
    """The fields of a record by their names; a field that it does not have is empty."""
    return defaultdict(str, zip(record.layout, record.fields, strict=False))


def to_fields(to: Handle | None) -> dict[str, str]:
    """Whom it answers, as fields."""
    return dict(zip(HANDLE_FIELDS, to, strict=True)) if to else {}


def to_handle(said: Mapping[str, str]) -> Handle | None:
    """Whom it answers, from the fields of a record."""
    namespace, value, shown = (said.get(field, "") for field in HANDLE_FIELDS)
    return Handle(namespace, value, shown) if value else None


def line_of(markup: str) -> str:
    """A name or title on one line, without markup: platforms store them with references in them."""
    return " ".join(plain_text(markup).split())


def facts(**said: str) -> tuple[tuple[str, str], ...]:
    """The facts that are said, sorted."""
    return tuple(sorted((key, value) for key, value in said.items() if value))


def looks_like(head: str, pattern: re.Pattern[str]) -> bool:
    """Whether a file begins like markup and its beginning has what the pattern says."""
    return bool(_BEGINS_LIKE_MARKUP.match(head.lstrip("\ufeff")) and pattern.search(head))


def day_in(name: str) -> int | None:
    """The day that an export bears in its name (days since 1970): `site.wordpress.2014-01-14.xml`,
    `forum-2021-03-04T12:34:56.789-all.xml`, Blogger's `blog-08-02-2018.xml`, Google's
    `takeout-20221105T101500Z-001.zip`; None for no day."""
    for pattern in _DAYS:
        for found in pattern.finditer(name):
            try:
                day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
            return day.toordinal() - dt.date(1970, 1, 1).toordinal()
    return None
