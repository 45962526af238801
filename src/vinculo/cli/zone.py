"""The zone of the owner's clock, as far as the system tells it: proposed, never taken for granted."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from vinculo.cli.session import Session

if TYPE_CHECKING:
    from vinculo.ledger import Ledger

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo/"
_AT_ZERO = ("", "UTC", "Etc/UTC", "Etc/UCT", "Universal", "Zulu", "posixrules")


def propose(session: Session, ledger: "Ledger") -> None:
    """Says how to have times in the system's zone, as long as the owner chose none and it is not UTC."""
    from vinculo.api.clock import zone_of

    found = system_zone()
    if found and not zone_of(ledger):
        session.say("zone.propose", zone=found)


def system_zone(environ: "os._Environ[str] | dict[str, str]" = os.environ, link: Path = _LINK) -> str:
    """The name of the system's zone (`Europe/Madrid`) by TZ, or by where the system's own file lies;
    empty where neither tells, or where it is UTC."""
    from zoneinfo import available_timezones

    said = environ.get("TZ", "").lstrip(":")
    if not said:
        try:
            said = link.readlink().as_posix()
        except OSError:  # no such file, or a copy and no link
            return ""
    name = said.rpartition(_FOLDER)[2]
    return name if name not in _AT_ZERO and name in available_timezones() else ""
