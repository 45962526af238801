"""Mail boxes: mails from person to person, and what LinkedIn tells in its own mails.

How they look
    Gmail's ZIP has one `.mbox` for each label chosen (names are in the owner's language), or one for
    everything. Thunderbird's folders `Mail/` and `ImapMail/` hold one file without an ending for each
    mail folder (`Inbox`, `Sent`), and single mails are `.eml` files. Apple Mail writes a folder
    `NAME.mbox` with a file `mbox` in it. A Maildir is a folder with `cur`, `new` and `tmp`.

What they hold
    Who wrote to whom, when, in which conversation, and what. Each message is one event, however
    many it went to. Kept are the words that the sender wrote in it, not those quoted; attachments
    are never decoded. Lists, advertisements, automatic answers and the like are noise, by kind.
    LinkedIn's notification mails tell of invitations received and accepted, messages, mentions,
    comments and reactions, which LinkedIn's own archive leaves out where others did them. Those of a
    template that nobody has named, and those that nothing shows to be LinkedIn's, wait for the
    owner's word. Invitations to meetings are meetings, as in a calendar.

What they cannot show
    Which of the addresses are the owner's: only Gmail's export tells one of them. Who was
    addressed blindly, what was deleted, what another mail box holds. Whether a mail was read.
    When exactly something happened that LinkedIn tells of: the mail came later. Whether a meeting
    took place that a mail invites to, and how often a series did: an invitation counts as its first
    time unless a mail calls it off or declines it; where a calendar tells of the meeting as well,
    the calendar is believed.

Formats were read from public fixtures and real mails of 2016 to 2026 (RFC 4155, RFC 5322, RFC 2045
to 2049; Thunderbird's `MboxMsgOutputStream`), 2026-11.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from vinculo.errors import BadRecord
from vinculo.model import Entry, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.container import Member
from vinculo.sources.mail.dates import instant_of
from vinculo.sources.mail.invitations import NO_INVITATION, invitation_entries
from vinculo.sources.mail.letter import letter_entries
from vinculo.sources.mail.mbox import MESSAGE_MAX, is_separator, messages
from vinculo.sources.mail.message import mail_of, record_of_message
from vinculo.sources.mail.noise import bulk_kind, set_aside_kind
from vinculo.sources.mail.notification import is_notification, notification_entries

NAME = "mail"

MBOX = "mbox"
MAILDIR = "maildir"
SINGLE = "eml"
"""One mail that somebody saved: unlike a mail box it shows nothing but itself."""

_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_TAKEOUT = re.compile(r"takeout-(\d{4})(\d\d)(\d\d)T\d{6}Z", re.IGNORECASE)
_FIRST_FIELD = re.compile(
    rb"\s*(?:Return-Path|Delivered-To|Received|From|To|Date|Subject|Message-ID|MIME-Version|X-[\w-]{1,60}"
    rb"|DKIM-Signature|ARC-Seal|Authentication-Results|Reply-To|Sender|Content-Type|References|User-Agent):",
    re.IGNORECASE,
)


def recognizes(member: Member) -> Reads | Declines | None:
    """An mbox by its first line or its name, a single message by `.eml` or its place in a Maildir."""
    folder = ("/" + member.path).split("/")[-2]
    looks_like_mail = _FIRST_FIELD.match(member.head) is not None
    begins_mbox = member.head.startswith(b"From ") and is_separator(b"\n\n" + member.head, 2)
    is_named_mbox = member.name.lower().endswith(".mbox") or (
        member.name == "mbox" and folder.lower().endswith(".mbox")
    )
    if begins_mbox or is_named_mbox:
        return Reads(MBOX, _exported_on(member.path))
    if member.name.lower().endswith(".eml"):
        return Reads(SINGLE, _exported_on(member.path))
    if looks_like_mail and folder in ("cur", "new"):
        return Reads(MAILDIR)
    if looks_like_mail and folder == "tmp":
        return Declines("mail_unfinished")
    return None


def records(member: Member, reading: str) -> Iterator[Record]:
    """The messages in order, each with the header fields that matter and its texts.

    Raises UnreadableFile where the file breaks off.
    """
    with member.open() as stream:
        if reading == MBOX:
            for framed in messages(stream):
                yield record_of_message(framed.raw, framed.line, stamp=framed.stamp)
        else:
            flags = _FLAGS.search(member.name)
            yield record_of_message(stream.read(MESSAGE_MAX), 1, flags=flags[1] if flags else "")


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:  # noqa: ARG001 (one shape for both readings)
    """The event of a message with its cards, or the kind of noise it is.

    Raises BadRecord where nobody signed it or nothing tells when.
    """
    if record.flaw:
        raise BadRecord(record.flaw)
    mail = mail_of(record)
    kind = set_aside_kind(mail)
    if kind:
        return Ignored(kind)
    if is_notification(mail):
        return notification_entries(mail)
    if "calendar" in mail:
        said = invitation_entries(mail["calendar"], instant_of(mail))
        if said != Ignored(NO_INVITATION):
            return said
    kind = bulk_kind(mail)
    return Ignored(kind) if kind else letter_entries(mail)


def _exported_on(path: str) -> int | None:
    """The day in the name of Google's archive (`takeout-20240311T090000Z-001.zip`), in days since 1970."""
    found = _TAKEOUT.search(path)
    try:
        on = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
    return on.toordinal() - date(1970, 1, 1).toordinal() if on else None
