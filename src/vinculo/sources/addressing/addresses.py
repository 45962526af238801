"""Lists of addresses as people and programs write them (RFC 5322, section 3.4, and what breaks it)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vinculo.model import Handle
from vinculo.sources.addressing.headers import plain_value

_LIST_MAX = 64 * 1024
_ADDRESS_MAX = 320
_ESCAPES_MAX = 200
_TITLES_MAX = 3
"""Pieces between commas that can belong to one name: `Ruiz, Ana, Dra.`"""
_TOKEN = re.compile(
    r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,400}\?=|"
    r'"(?:[^"\\]|\\.)*"|<[^<>]*>|\([^()]*\)|[,;:]|[^",;:<>()]+|.',
    re.DOTALL,
)
_MACHINE = re.compile(
    r"(?:no|not|do[-_.]?not|dont|never)[-_.]?(?:reply|responder|contestar|answer)|.*[-_.+](?:no|do-?not)-?reply$"
    r"|(?:mailer-daemon|postmaster|bounces?|notifications?|notificaciones|newsletters?|boletin|alerts?|alertas"
    r"|automailer|auto-?confirm|wordpress)$|bounces?[-+=]"
)
"""WordPress tells of comments from `wordpress@` and the site's domain, under the commenter's name
(`wp_notify_postauthor`)."""


class Address(NamedTuple):
    """A mailbox: the name displayed and the address; either may be empty, never both."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """The part behind the @ in lower case."""
        return self.email.rpartition("@")[2].lower()

    @property
    def is_machine(self) -> bool:
        """Whether nobody reads what is sent there: `no-reply@`, `mailer-daemon@`, `notifications@`."""
        return _MACHINE.match(self.email.rpartition("@")[0].lower()) is not None

    @property
    def handle(self) -> Handle:
        """The address as written with the name beside it; only the name where there is no address."""
        return Handle("email", self.email, self.name) if self.email else Handle("name", self.name, self.name)


@lru_cache(maxsize=512)
def addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of a field in order: groups are opened, `Ruiz, Ana <ana@…>` without quotes is one.

    A name without an address is kept only where no mailbox follows that it could belong to.
    """
    found: list[Address] = []
    before: list[str] = []
    for written in _written(value[:_LIST_MAX]):
        box = _mailbox(written)
        if box.email or (written.angle is not None and box.name):
            names = [*before[-_TITLES_MAX:], box.name] if written.angle is not None else [box.name]
            found.append(box._replace(name=", ".join(name for name in names if name)))
            before = []
        elif written.text.strip():
            before.append(_name(written.text))
        if written.ends_list and before:
            found.append(Address(", ".join(before[-_TITLES_MAX:]), ""))
            before = []
    return tuple(found)


class _Written(NamedTuple):
    text: str
    comment: str
    angle: str | None
    """What stands in angle brackets; None where there are none."""
    ends_list: bool


def _written(value: str) -> Iterator[_Written]:
    """What stands between the commas that separate; the name of a group is left out."""
    if value.count('\\"') > _ESCAPES_MAX:  # else a quote that never closes is sought again at each of them
        value = value.replace('\\"', "'")
    text, comment, angle = "", "", None
    for piece in [*_TOKEN.findall(value), ";"]:
        if piece == ":":
            text = ""
        elif piece in ",;":
            yield _Written(text, comment, angle, piece == ";")
            text, comment, angle = "", "", None
        elif piece[0] == "<" and len(piece) > 1:
            angle = piece[1:-1]
        elif piece[0] == "(" and len(piece) > 1:
            comment = piece[1:-1]
        else:
            text += piece


def _mailbox(written: _Written) -> Address:
    if written.angle is not None:
        email = _email(written.angle)
        return Address(_name(written.text or written.comment, email), email)
    if "=?" in written.text and "@" in (whole := plain_value(written.text)):
        return _mailbox(next(_written(whole.replace("=?", ""))))  # name and address as one encoded word
    words = written.text.split()
    bare = next((word for word in reversed(words) if "@" in word), "")
    email = _email(bare)
    name = " ".join(word for word in words if word != bare) or written.comment
    return Address(_name(name, email), email) if email else Address("", "")


def _email(written: str) -> str:
    """The address itself; empty where it is none (`undisclosed`, an Exchange path)."""
    email = written.rpartition(":")[2].strip().strip("'\"").rstrip(".,;")  # `mailto:`, routes of RFC 822
    local, _, domain = email.rpartition("@")
    is_one = local and domain and len(email) <= _ADDRESS_MAX and not any(c.isspace() for c in email)
    return email if is_one else ""


def _name(written: str, email: str = "") -> str:
    """The name displayed, decoded and without quotes; empty where it only repeats the address."""
    name = plain_value(" ".join(written.split()))
    name = name.replace('\\"', '"').replace("\\\\", "\\").strip(" \"'\u201c\u201d")
    return "" if name.lower() == email.lower() else name
