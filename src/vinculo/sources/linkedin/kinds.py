"""The files of the archive that tell of people: their names, how their records look, who understands them."""

import re
from collections.abc import Callable
from typing import NamedTuple

from vinculo.model import Entry, Ignored, Record
from vinculo.sources.linkedin import articles, circles, messages, network, owner, posts, praise
from vinculo.sources.linkedin.rows import Shape

CELL = r'(?:"(?:[^"]|"")*"|[^",;\t\r\n]*)[,;\t]'
"""A field and what parts it from the next."""
SECOND = r'"?\d{4}[-/]\d\d[-/]\d\d \d\d:\d\d:\d\d'
LINK = r'"?[,;\t]"?https?://'
MINUTE = r'"?\d{1,2}/\d{1,2}/\d{2}'


class Kind(NamedTuple):
    """One file of the archive."""

    reading: str
    """What it is called in the ledger."""
    names: tuple[str, ...]
    """How its file is named, as `rows.plain` spells it, in any era."""
    shape: Shape | None
    """None: not a table."""
    parse: Callable[[Record], list[Entry] | Ignored]
    is_known_by_header: bool = False
    """Whether its columns alone tell what it is, whatever the file is called. Not where other
    programs write the same ones, and never where a row says something of the owner: a list of
    strangers with such columns would make all of them the owner."""


def _shape(begins: str, *needs: str) -> Shape:
    return Shape(tuple(frozenset(need.split()) for need in needs), re.compile(begins))


ABOUT_THE_OWNER = (
    Kind("profile", ("profile",), _shape("", "firstname lastname headline industry"), owner.parse_profile),
    Kind("phone_numbers", ("phonenumbers",), _shape("", "number type"), owner.parse_phone),
    Kind("positions", ("positions",), _shape("", "companyname title startedon"), owner.parse_position),
    Kind(
        "email_addresses",
        ("emailaddresses",),
        _shape(r'"?[^@\s,]+@', "emailaddress confirmed"),
        owner.parse_email,
    ),
)
ABOUT_BOTH = (
    Kind(
        "connections",
        ("connections",),
        _shape(
            r'.*[,;\t]"?(?:\d\d? \w{3,4} \d{4}|\d\d?-\w{3,4}-\d\d|\d\d?/\d\d?/\d\d[^,;]*)"?[,;\s]*$',
            "firstname lastname connectedon",
        ),
        network.parse_connection,
        is_known_by_header=True,
    ),
    Kind(
        "invitations",
        ("invitations",),
        _shape(f"{CELL}{CELL}{MINUTE}", "from to sentat direction"),
        network.parse_invitation,
        is_known_by_header=True,
    ),
    Kind(
        "messages",
        ("messages",),
        _shape(
            rf'"?\d-[\w+/-]{{8,}}={{0,2}}"?[,;\t]|(?:{CELL}){{5,6}}{SECOND}|{CELL}{CELL}{MINUTE}',
            "conversationid from to date content",
            "from to date content direction",
        ),
        messages.parse,
        is_known_by_header=True,
    ),
    Kind(
        "recommendations_given",
        ("recommendationsgiven",),
        _shape(f"(?:{CELL}){{4}}", "firstname lastname text creationdate"),
        praise.parse_recommendation_given,
    ),
    Kind(
        "recommendations_received",
        ("recommendationsreceived",),
        _shape(f"(?:{CELL}){{4}}", "firstname lastname text creationdate"),
        praise.parse_recommendation_received,
    ),
    Kind(
        "endorsements_given",
        ("endorsementgiveninfo", "endorsementsgiven"),
        _shape(SECOND, "endorsementdate skillname endorseefirstname endorseelastname"),
        praise.parse_endorsement_given,
        is_known_by_header=True,
    ),
    Kind(
        "endorsements_received",
        ("endorsementreceivedinfo", "endorsementsreceived"),
        _shape(SECOND, "endorsementdate skillname endorserfirstname endorserlastname"),
        praise.parse_endorsement_received,
        is_known_by_header=True,
    ),
    Kind(
        "notes",
        ("notes",),
        _shape(
            rf'{CELL}{CELL}"?(?:https?://|www\.)', "connectionfirstname connectionlastname note createdon"
        ),
        circles.parse_note,
        is_known_by_header=True,
    ),
    Kind("member_follows", ("memberfollows",), _shape(SECOND, "date status fullname"), circles.parse_follow),
)
IN_PUBLIC = (
    Kind(
        "comments",
        ("comments",),
        Shape(
            (frozenset({"date", "link", "message"}),),
            re.compile(f"{SECOND}{LINK}"),
            escapes=True,
            rescue=posts.rescue_comment,
        ),
        posts.parse_comment,
    ),
    Kind(
        "shares",
        ("shares",),
        _shape(f"{SECOND}{LINK}", "date sharelink sharecommentary"),
        posts.parse_share,
        is_known_by_header=True,
    ),
    Kind("reactions", ("reactions",), _shape(SECOND, "date type link"), posts.parse_reaction),
    Kind("votes", ("votes",), _shape(f"{SECOND}{LINK}", "date link optiontext"), posts.parse_vote),
    Kind("reposts", ("instantreposts",), _shape(f"{SECOND}{LINK}", "date link"), posts.parse_repost),
    Kind("articles", (), None, articles.parse),
    Kind(
        "events",
        ("events",),
        _shape(rf'{CELL}"?[A-Z]\w\w \d\d, \d{{4}} ', "eventname eventtime status"),
        circles.parse_event,
    ),
)
OF_NO_PERSON = (
    Kind("saved_items", ("saveditems",), _shape('"?https?://', "saveditem createdtime"), posts.skip_bookmark),
    Kind(
        "rich_media",
        ("richmedia",),
        _shape('"?You ', "mediadescription medialink", "type link"),
        posts.skip_upload,
    ),
    Kind(
        "company_follows",
        ("companyfollows",),
        _shape(rf'{CELL}"?[A-Z]\w\w [A-Z]\w\w \d\d', "organization followedon"),
        circles.skip_organization,
    ),
)
KINDS = ABOUT_THE_OWNER + ABOUT_BOTH + IN_PUBLIC + OF_NO_PERSON
"""All that is read, in the order in which a header is compared."""
