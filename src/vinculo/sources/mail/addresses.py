"""Lists of addresses as people and programs write them (RFC 5322, section 3.4, and what breaks it)."""

import re
from functools import lru_cache
from typing import NamedTuple

from vinculo.model import Handle
from vinculo.sources.mail.headers import plain_value

_LIST_MAX = 64 * 1024
_ADDRESS_MAX = 320
_ESCAPES_MAX = 200
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>]*>|\([^()]*\)|[,;:]|[^",;:<>()]+|.', re.DOTALL)
_MACHINE = re.compile(
    r"(?:no|not|do[-_.]?not|dont|never)[-_.]?(?:reply|responder|contestar|answer)|.*[-_.+](?:no|do-?not)-?reply$"
    r"|(?:mailer-daemon|postmaster|bounces?|notifications?|notificaciones|newsletters?|boletin|alerts?|alertas"
    r"|automailer|auto-?confirm)$|bounces?[-+=]"
)


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


@lru_cache(maxsize=4096)
def addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of a field in order: groups are opened, `Ruiz, Ana <ana@…>` without quotes is one.

    A name without an address is kept only where no mailbox follows that it could belong to.
    """
    value = value[:_LIST_MAX]
    if value.count('\\"') > _ESCAPES_MAX:  # else a quote that never closes is sought again at each of them
        value = value.replace('\\"', "'")
    found: list[Address] = []
    text, comment, angle, ahead = "", "", None, ""
    for piece in [*_TOKEN.findall(value), ";"]:
        if piece == ":":
            text = ahead = ""
        elif piece in ",;":
            box = _mailbox(ahead + text, comment, angle)
            if box.email or (angle is not None and box.name):
                found.append(box)
                ahead = ""
            elif text.strip():
                ahead = f"{ahead}{text.strip()}, "
            if piece == ";" and ahead:
                found.append(Address(_name(ahead.strip(", ")), ""))
                ahead = ""
            text, comment, angle = "", "", None
        elif piece[0] == "<" and len(piece) > 1:
            angle = piece[1:-1]
        elif piece[0] == "(" and len(piece) > 1:
            comment = piece[1:-1]
        else:
            text += piece
    if not any(box.email for box in found) and "=?" in value and "@" not in value:
        return addresses(plain_value(value).replace("=?", ""))  # the whole field as one encoded word
    return tuple(box for box in found if box.email or box.name)


def _mailbox(text: str, comment: str, angle: str | None) -> Address:
    if angle is not None:
        email = _email(angle)
        return Address(_name(text or comment, email), email)
    words = text.split()
    written = next((word for word in reversed(words) if "@" in word), "")
    email = _email(written)
    return (
        Address(_name(" ".join(w for w in words if w != written) or comment, email), email)
        if email
        else Address("", "")
    )


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
