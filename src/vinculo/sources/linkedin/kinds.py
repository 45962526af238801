"""The files of the archive that tell of people: their names, how their records look, who understands them."""

import re
from collections.abc import Callable
from typing import NamedTuple

from vinculo.model import Entry, Ignored, Record
from vinculo.sources.linkedin import messages, network, owner, praise
from vinculo.sources.linkedin.rows import Shape

CELL = r'(?:"(?:[^"]|"")*"|[^",;\t\r\n]*)[,;\t]'
"""A field and what parts it from the next."""
SECOND = r'"?\d{4}[-/]\d\d[-/]\d\d \d\d:\d\d:\d\d'
MINUTE = r'"?\d{1,2}/\d{1,2}/\d{2}'


class Kind(NamedTuple):
    """One file of the archive."""

    reading: str
    """What it is called in the ledger."""
    names: tuple[str, ...]
    """How its file is named, as `rows.plain` spells it, in any era."""
    shape: Shape
    parse: Callable[[Record], list[Entry] | Ignored]
    is_known_by_header: bool = True
    """Whether its columns alone tell what it is, whatever the file is called."""


def _shape(begins: str, *needs: str) -> Shape:
    return Shape(tuple(frozenset(need.split()) for need in needs), re.compile(begins))


KINDS = (
    Kind("profile", ("profile",), _shape("", "firstname lastname headline industry"), owner.parse_profile),
    Kind(
        "email_addresses",
        ("emailaddresses",),
        _shape(r'"?[^@\s,]+@', "emailaddress confirmed"),
        owner.parse_email,
    ),
    Kind(
        "connections",
        ("connections",),
        _shape(
            r'.*[,;\t]"?(?:\d\d? \w{3,4} \d{4}|\d\d?-\w{3,4}-\d\d|\d\d?/\d\d?/\d\d[^,;]*)"?[,;\s]*$',
            "firstname lastname connectedon",
        ),
        network.parse_connection,
    ),
    Kind(
        "invitations",
        ("invitations",),
        _shape(f"{CELL}{CELL}{MINUTE}", "from to sentat direction"),
        network.parse_invitation,
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
    ),
    Kind(
        "recommendations_given",
        ("recommendationsgiven",),
        _shape(f"(?:{CELL}){{4}}", "firstname lastname text creationdate"),
        praise.parse_recommendation_given,
        is_known_by_header=False,
    ),
    Kind(
        "recommendations_received",
        ("recommendationsreceived",),
        _shape(f"(?:{CELL}){{4}}", "firstname lastname text creationdate"),
        praise.parse_recommendation_received,
        is_known_by_header=False,
    ),
    Kind(
        "endorsements_given",
        ("endorsementgiveninfo", "endorsementsgiven"),
        _shape(SECOND, "endorsementdate skillname endorseefirstname endorseelastname"),
        praise.parse_endorsement_given,
    ),
    Kind(
        "endorsements_received",
        ("endorsementreceivedinfo", "endorsementsreceived"),
        _shape(SECOND, "endorsementdate skillname endorserfirstname endorserlastname"),
        praise.parse_endorsement_received,
    ),
)
"""In the order in which a header is compared."""
