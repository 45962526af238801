"""messages.csv: private messages, both directions, in six layouts since 2016.

The direction is who sent it: FOLDER does not tell (sent messages are in INBOX), and only the layout
of 2016-18 has a column for it. Its date was `11/10/17, 7:01 AM`, in a zone that is not known: taken
for that of the invitations, which look alike. There is no message id in any layout, so the natural
key is the minute and the words.
"""

from vinculo.model import OWNER, Card, Entry, Event, Handle, Ignored, Place, Record
from vinculo.sources.linkedin.cells import cells, digest, facts, is_hidden, mended, person, told
from vinculo.sources.linkedin.instants import pacific_minute, utc_second

_COLUMNS = (
    *("from", "senderprofileurl", "to", "recipientprofileurls", "direction", "conversationid", "date"),
    *(
        "content",
        "ismessagedraft",
        "isconversationdraft",
        "conversationtitle",
        "subject",
        "folder",
        "attachments",
    ),
)
_TRUE = frozenset({"yes", "true", "1"})
_ADVERTISERS = frozenset({"sponsored conversation", "linkedin", "linkedin talent solutions"})
"""Senders without a profile that are no people (lower case; seen in exports of 2023)."""
_ADVERTISEMENT = ("spinmail-quill-editor", "%FIRSTNAME%", "%LASTNAME%")
"""What the editor of sponsored messages leaves in their HTML (seen in 2023 and 2026)."""


def parse(record: Record) -> list[Entry] | Ignored:
    """A message from its sender to its recipients, in its conversation.

    Noise: `draft` (never sent) and `sponsored`. Raises BadRecord for a date that is none.
    """
    row = cells(record, *_COLUMNS)
    sender_name, sender_address, to, addresses, direction, conversation, date = row[:7]
    content, draft, unsent, *besides = row[7:]
    if draft.lower() in _TRUE or unsent.lower() in _TRUE:
        return Ignored("draft")
    if not sender_address and _is_sponsored(sender_name, content):
        return Ignored("sponsored")
    when = pacific_minute(date, "assumed") if direction else utc_second(date)
    sender = person(sender_address, sender_name)
    recipients, unmatched = _recipients(to, addresses)
    cards: list[Entry] = []
    if direction.strip().upper() == "OUTGOING":
        cards = [Card((OWNER, sender))] if sender else []
        sender = OWNER
    elif direction:
        recipients = (OWNER, *recipients) if "," in to else (OWNER,)
    text = told(content)
    message = Event(
        "message",
        *when,
        sender,
        recipients,
        f"message|{when.at // 60}|{digest(text)}",
        Place("conversation", conversation) if conversation else None,
        text,
        None,
        _extras(unmatched, *besides),
    )
    return [message, *cards]


def _is_sponsored(sender: str, content: str) -> bool:
    return sender.strip().casefold() in _ADVERTISERS or any(trace in content for trace in _ADVERTISEMENT)


def _recipients(to: str, addresses: str) -> tuple[tuple[Handle, ...], str]:
    """Whom a message went to, by address where there are any; and `TO` where it names more or other
    people than the addresses.

    `TO` is joined with `, `, and so are names with their titles: `Jane Doe, Ph.D.` may be one or
    two people. Without addresses such a list stays whole, for someone who knows the people.
    """
    if "," not in to and "," not in addresses:
        one = person(addresses, to)
        return (one,) if one else (), ""
    names = to.split(", ")
    if not addresses:
        return () if all(map(is_hidden, names)) else (Handle("names", mended(to.strip())),), ""
    known = [address for address in addresses.split(",") if address.strip()]
    if len(known) == 1 and not any(map(is_hidden, names)):
        names = [to]
    is_paired = len(names) == len(known)
    shown = names if is_paired else [""] * len(known)
    handles = (person(address, name) for address, name in zip(known, shown, strict=True))
    return tuple(handle for handle in handles if handle), "" if is_paired else to


def _extras(to: str, title: str, subject: str, folder: str, attachments: str) -> tuple[tuple[str, str], ...]:
    """`attachments` is their number: the links expire, some with a key in them."""
    if folder == "INBOX":
        folder = ""
    if not (title or subject or attachments or folder or to):
        return ()
    count = str(attachments.count(",") + 1) if attachments.strip() else ""
    return facts(attachments=count, folder=folder, subject=told(subject), title=told(title), to=to)
