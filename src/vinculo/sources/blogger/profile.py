"""The profile of the account that a Takeout archive was made for: the owner's."""

import csv
import io
from collections.abc import Iterator, Sequence

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Record
from vinculo.sources.blogs.commenters import writer
from vinculo.sources.blogs.reading import facts, told
from vinculo.sources.container import Member
from vinculo.sources.markup import text_of

_TAKEN = ("display_name", "email", "homepage_url")
"""The rest (birthday, town, favorite films) says nothing about relationships and is not kept."""
_MOST_CHARS = 2**20


def is_profile(columns: str) -> bool:
    """Whether a CSV file with this header is a profile."""
    names = columns.strip().split(",")
    return {"display_name", "email"} <= set(names) and bool(
        {"wacky_question", "ad_sense_pub_id"} & set(names)
    )


def records(member: Member) -> Iterator[Record]:
    """One for each row; there is one."""
    with text_of(member) as stream:
        rows = csv.reader(io.StringIO(stream.read(_MOST_CHARS).removeprefix("\ufeff"), newline=""))
        header: list[str] = []
        line = 1
        try:
            for row in rows:
                if not header:
                    header = [name.strip() for name in row]
                elif row:
                    cells = dict(zip(header, row, strict=False))
                    yield Record(tuple(cells.get(name, "") for name in _TAKEN), line, _TAKEN)
                line = rows.line_num + 1
        except csv.Error:  # a field of more than 128 Ki characters
            yield Record(("",), line, ("row",), flaw="bad_record.profile_without_email")


def parse(record: Record) -> Sequence[Entry]:
    """Ties the account's e-mail to the owner. The name is no handle: others may bear it."""
    said = told(record)
    name = said["display_name"].strip()
    email = writer(name, said["email"])
    if email is None or email.namespace != "email":
        raise BadRecord("bad_record.profile_without_email")
    return (Card((OWNER, email), facts(name=name, website=said["homepage_url"].strip())),)
