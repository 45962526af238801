"""A mail from one person to others, as one event."""

from hashlib import blake2b

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Event, Handle, Place
from vinculo.sources.addressing.addresses import Address, addresses
from vinculo.sources.addressing.headers import plain_value
from vinculo.sources.mail.dates import instant_of
from vinculo.sources.mail.links import without_slots, without_tokens
from vinculo.sources.mail.message import Mail
from vinculo.sources.mail.words import own_words
from vinculo.sources.markup import plain_text

SUBJECT_MAX = 300
_ID_MAX = 500


def letter_entries(mail: Mail) -> list[Entry]:
    """The event, and the owner's address where the mail box tells it.

    Raises BadRecord where nobody signed it or nothing tells when.
    """
    sender = sender_of(mail)
    when = instant_of(mail)
    text = written_text(mail)
    subject = subject_of(mail)
    own_id = message_id(mail.get("message-id", ""))
    if not own_id:
        said = "\x1f".join((str(when.at), sender.value.lower(), subject, text))
        own_id = blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()
    event = Event(
        kind="email",
        at=when.at,
        precision=when.precision,
        zone=when.zone,
        sender=sender,
        recipients=recipients_of(mail, sender),
        native=f"email|{own_id}",
        place=Place("conversation", thread_root(mail) or own_id),
        text=text,
        facts=(("subject", subject),) if subject else (),
    )
    return [event, *owner_cards(mail)]


def subject_of(mail: Mail) -> str:
    """The subject, decoded, without what no link may keep."""
    return without_slots(without_tokens(plain_value(mail.get("subject", ""))))[:SUBJECT_MAX]


def written_text(mail: Mail) -> str:
    """The sender's own words: of the plain text, or of the HTML where no plain text says anything."""
    plain = mail.get("plain", "")
    if not plain.strip():
        markup = mail.get("html", "")
        plain = plain_text(markup[max(markup.lower().find("<body"), 0) :])
    return without_slots(own_words(plain))


def sender_of(mail: Mail) -> Handle:
    """Who sent it: the first author, else `Sender`. Raises BadRecord where neither names anybody."""
    for field in ("from", "sender"):
        boxes = addresses(mail.get(field, ""))
        if boxes:
            return next((box for box in boxes if box.email), boxes[0]).handle
    raise BadRecord("bad_record.mail_without_sender")


def recipients_of(mail: Mail, sender: Handle) -> tuple[Handle, ...]:
    """To whom it went, each address once; the sender's own only where there is nobody else.

    Empty where the recipients are hidden. Addresses behind which nobody is are left out; those
    that LinkedIn makes for one answer (`…@reply.linkedin.com`) stand for the name beside them.
    """
    found: dict[str, Handle] = {}
    for field in ("to", "cc", "bcc"):
        for box in map(_as_person, addresses(mail.get(field, ""))):
            if box and not box.is_machine:
                found.setdefault(box.email.lower() or box.name, box.handle)
    others = tuple(handle for key, handle in found.items() if key != sender.value.lower())
    return others or tuple(found.values())


def _as_person(box: Address) -> Address | None:
    if not (box.domain == "linkedin.com" or box.domain.endswith(".linkedin.com")):
        return box if box.email else None
    is_made_for_an_answer = box.domain == "reply.linkedin.com" or "hit-reply" in box.email
    if not is_made_for_an_answer:
        return box
    return Address(box.name, "") if box.name and "linkedin" not in box.name.lower() else None


def thread_root(mail: Mail) -> str:
    """The message that the conversation began with, as every message of it can tell it.

    The first of `References`, else what it answers, else itself. Gmail's own thread number comes
    last: only Gmail's copy has it, and the answer in another program's folder must find its place.
    """
    for field in ("references", "in-reply-to", "message-id"):
        root = message_id(mail.get(field, ""))
        if root:
            return root
    return mail.get("x-gm-thrid", "")[:_ID_MAX]


def message_id(written: str) -> str:
    """The first message id in a field, without its angle brackets; empty where there is none."""
    _, bracket, rest = written.partition("<")
    found = "".join(rest.partition(">")[0].split()) if bracket else written.strip()
    return found[:_ID_MAX] if " " not in found else ""


def owner_cards(mail: Mail) -> list[Entry]:
    """Whose mail box it is, where that is safe to say.

    Only in Gmail's export, which nobody but the owner of the account makes: its server sets
    `Delivered-To` above the first `Received`. In a single message, or in a mailing list's archive,
    the field names whoever got that copy.
    """
    order = list(mail)
    if not {"x-gm-thrid", "delivered-to", "received"} <= mail.keys():
        return []
    if order.index("delivered-to") > order.index("received"):
        return []
    box = next(iter(addresses(mail["delivered-to"])), None)
    return [Card((OWNER, Handle("email", box.email)))] if box and box.email else []
