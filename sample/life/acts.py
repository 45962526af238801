"""What happens in this life, before any file format."""

from typing import NamedTuple

from life.people import Person


class Message(NamedTuple):
    """One message of a LinkedIn conversation."""

    at: int
    conversation: str
    """What makes the conversation what it is; its id is made from it."""
    sender: Person | None
    """None: a stranger whom LinkedIn names only in `shown`."""
    recipients: tuple[Person, ...]
    text: str
    title: str = ""
    subject: str = ""
    folder: str = "INBOX"
    attachments: int = 0
    draft: bool = False
    shown: str = ""
    """The sender's name where it is not a person's own (an advertiser, `LinkedIn Member`)."""


class Meeting(NamedTuple):
    """Two people (or more) agreed to meet."""

    at: int
    minutes: int
    mode: str
    """`in_person`, `remote`, `hybrid` or `cancelled`."""
    where: str
    people: tuple[Person, ...]
    title: str
    moved_from: int | None = None
    proposed_at: int = 0


class Invitation(NamedTuple):
    """Somebody asked somebody to connect."""

    at: int
    person: Person
    by_owner: bool
    note: str


class Endorsement(NamedTuple):
    """A skill confirmed with a click."""

    at: int
    person: Person
    by_owner: bool
    skill: str


class Recommendation(NamedTuple):
    """A public text about somebody's work."""

    at: int
    person: Person
    by_owner: bool
    text: str
    status: str


class Removal(NamedTuple):
    """A connection that is no longer in the list."""

    person: Person
    day: int


class Deeds(NamedTuple):
    """Everything that happened between the owner and other people on LinkedIn."""

    messages: list[Message]
    meetings: list[Meeting]
    invitations: list[Invitation]
    endorsements: list[Endorsement]
    recommendations: list[Recommendation]


def nothing() -> Deeds:
    """An empty life."""
    return Deeds([], [], [], [], [])
