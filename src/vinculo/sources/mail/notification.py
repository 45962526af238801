"""LinkedIn's own mails: what others did, told by a machine in their name.

The archive that LinkedIn exports holds nothing of what others did on one's posts, so these mails
are the only dated source of it. The actor is named in `From` (`Ana Ruiz via LinkedIn
<invitations@linkedin.com>`): the address belongs to nobody. The act happened before the mail,
hours or days before where several acts are told at once: the fact `bound` says `at_most`. Only an
invitation carries its own time, in its id.
"""

import re
from typing import NamedTuple

from vinculo.model import DAY_S, Card, Entry, Event, Handle, Ignored, Place
from vinculo.sources.addressing.addresses import addresses
from vinculo.sources.mail.authenticity import doubt, is_authentic
from vinculo.sources.mail.dates import Instant, instant_of
from vinculo.sources.mail.letter import message_id, owner_cards, subject_of
from vinculo.sources.mail.links import Link, anchored_links, links_of
from vinculo.sources.mail.message import Mail
from vinculo.sources.mail.templates import UNKNOWN, kind_of, noise_of, template_of
from vinculo.sources.mail.words import own_words

_VIA = re.compile(
    r"[\s(]+(?:via|a trav[eé]s de|através do|mediante|por|per|tramite|über|door|de|from|on) linkedin\)?$",
    re.IGNORECASE,
)
_DESKS = frozenset(
    (
        *("invitations", "connections", "member", "linkedin"),
        *("hit-reply", "inmail-hit-reply", "hit-reply-premium-inmail"),
    )
)
"""Addresses of LinkedIn that are not called `…-noreply`."""
_THREAD = re.compile(r"https://www\.linkedin\.com/messaging/thread/([^/?#\s]{3,200})")
_UPDATE = re.compile(r"https://www\.linkedin\.com/feed/update/(urn:li:[a-zA-Z]{3,20}:\d{5,25})")
_COMMENT = re.compile(r"\burn:li:comment:\((?:urn:li:)?[a-zA-Z]{3,20}:\d{5,25},\d{5,25}\)")
_INVITATION = re.compile(r"\binvitationId[/=](\d{15,20})")
_MEMBER = re.compile(r"/profile/view\?id=([\w-]{8,80})")
_RULER = re.compile(r"[-.\u2026_=*]{20,}")
_ID_SHIFT = 22
_DELAY_MAX_S = 30 * DAY_S


class _Seen(NamedTuple):
    """A link of the mail with the text one clicks on; plain text has none."""

    link: Link
    text: str

    @property
    def region(self) -> str:
        """`header`, `hero`, `footer`: which part of the mail it stands in; empty where it did not tell."""
        return self.link.slot.partition("-")[2].partition("-")[0]

    @property
    def handle(self) -> Handle | None:
        """The member it leads to."""
        if self.link.profile:
            return Handle("linkedin", self.link.profile)
        old = _MEMBER.search(self.link.url)
        return Handle("linkedin_id", old[1]) if old else None


def is_notification(mail: Mail) -> bool:
    """Whether LinkedIn wrote the mail, or who claims to be LinkedIn; not a person who works there."""
    box = next(iter(addresses(mail.get("from", ""))), None)
    if box is None or not (box.domain == "linkedin.com" or box.domain.endswith(".linkedin.com")):
        return False
    has_fields = "x-linkedin-template" in mail or "x-linkedin-class" in mail
    is_desk = box.is_machine or box.email.partition("@")[0].lower() in _DESKS or box.domain != "linkedin.com"
    return has_fields or is_desk or "#eml-" in mail.get("plain", "") + mail.get("html", "")


def notification_entries(mail: Mail) -> list[Entry] | Ignored:
    """The event the mail tells of with what it says about the persons, or the kind of noise it is.

    Raises BadRecord where nothing tells when.
    """
    seen = [_Seen(link, "") for link in links_of(mail.get("plain", ""))]
    seen += [_Seen(link, text) for link, text in anchored_links(mail.get("html", ""))]
    mail_class = mail.get("x-linkedin-class", "").strip()
    template = template_of(mail, [found.link.slot for found in seen] + _unsubscribe_slots(mail))
    noise = noise_of(template, mail_class)
    if noise:
        return Ignored(noise)
    kind = kind_of(template, mail_class)
    actor = _actor(mail, seen)
    if actor is None:
        return Ignored("linkedin_nobody")
    links = "\n".join(found.link.url for found in seen)
    own = [box.handle for box in addresses(mail.get("to", "")) if box.email]
    when, facts = _when(instant_of(mail), kind, links)
    facts |= {"template": template} if template else {}
    facts |= {} if is_authentic(mail) else doubt(mail)
    if kind == UNKNOWN or "authenticity" in facts:  # the owner is asked about it, and needs to see it
        facts |= {"subject": subject} if (subject := subject_of(mail)) else {}
    facts |= {"inmail": "yes"} if kind == "message" and "inmail" in (template or mail_class.lower()) else {}
    comment = _COMMENT.search(links) if kind != "message" else None
    facts |= {"comment": comment[0]} if comment else {}
    event = Event(
        kind=kind,
        at=when.at,
        precision=when.precision,
        zone=when.zone,
        sender=actor,
        recipients=tuple(own),
        native=_native(mail, kind, when, is_exact="bound" not in facts),
        place=_place(kind, links),
        text=_message_text(mail, actor.shown) if kind == "message" else "",
        facts=tuple(sorted(facts.items())),
    )
    return [event, *_cards(mail, actor, own, seen, is_doubtful="authenticity" in facts)]


def displayed_name(written: str) -> str:
    """The person's name in `Ana Ruiz via LinkedIn`; empty where the platform speaks for itself."""
    name = _VIA.sub("", written).strip()
    return "" if "linkedin" in name.lower() else name


def _actor(mail: Mail, seen: list[_Seen]) -> Handle | None:
    """Who did it: the profile that the mail is about with the name in `From`; at least the name.

    The profile in the header of these mails is the owner's own. Where links do not tell where they
    stood, only a single profile is believed: a message may link to anybody's.
    """
    box = next(iter(addresses(mail.get("from", ""))), None)
    name = displayed_name(box.name) if box else ""
    tell = any(found.region for found in seen)
    about = [
        found for found in seen if found.handle and (found.region not in ("", "header", "footer") or not tell)
    ]
    profiles = {found.handle for found in about}
    if not about or (len(profiles) > 1 and (not name or not tell)):
        return Handle("name", name, name) if name else None
    named = [found for found in about if name and found.text == name]
    chosen = (named or about)[0]
    if not name:
        same = (found for found in about if found.handle == chosen.handle)
        name = next((found.text for found in same if found.link.slot.endswith("name")), "")
    return chosen.handle._replace(shown=name) if chosen.handle else None


def _when(mailed: Instant, kind: str, links: str) -> tuple[Instant, dict[str, str]]:
    """When it happened, as far as the mail tells.

    LinkedIn's ids hold the millisecond of their making above 22 bits (checked on invitations of
    2016: 17 seconds before their mails).
    """
    invitation = _INVITATION.search(links) if kind == "invitation" else None
    if invitation:
        made = (int(invitation[1]) >> _ID_SHIFT) // 1000
        if 0 <= mailed.at - made <= _DELAY_MAX_S:
            return Instant(made, "second", "known"), {}
    return mailed, {"bound": "at_most"}


def _native(mail: Mail, kind: str, when: Instant, is_exact: bool) -> str:
    """The natural key: of an invitation its minute, which LinkedIn's archive tells too; else the id
    of the mail, which comes once for each act."""
    if kind == "invitation" and is_exact:
        return f"invitation|{when.at // 60}"
    own_id = message_id(mail.get("message-id", "")) or f"{when.at}|{mail.get('subject', '')}"
    return f"{kind}|mail|{own_id}"


def _place(kind: str, links: str) -> Place | None:
    thread, update = _THREAD.search(links), _UPDATE.search(links)
    if kind == "message":
        return Place("conversation", thread[1]) if thread else None
    if kind in ("mention", "comment", "reaction", UNKNOWN):
        return Place("post", update[1]) if update else None
    return None


def _message_text(mail: Mail, name: str) -> str:
    """What the person wrote: the plain text without LinkedIn's frame, known by its shape in every language.

    Above it stand subject and name, with a button's label over its link; below it a ruler.
    """
    lines = [line.strip() for line in mail.get("plain", "").split("\n")]
    frame = {name, " ".join(mail.get("subject", "").split()), ""}
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _RULER.fullmatch(line) and any(kept):
            break
        below = next((later for later in lines[number + 1 : number + 3] if later), "")
        is_label = len(line) < 40 and below.startswith("https://www.linkedin.com/")
        is_frame = line in frame and not any(kept)
        if not (
            is_frame or is_label or line.startswith("https://www.linkedin.com/") or _RULER.fullmatch(line)
        ):
            kept.append(line)
    return own_words("\n".join(kept))


def _cards(mail: Mail, actor: Handle, own: list[Handle], seen: list[_Seen], is_doubtful: bool) -> list[Entry]:
    """What the mail says about the actor, and which profile the owner's address belongs to.

    An imitation may say anything: of a doubtful mail only the event is kept.
    """
    if is_doubtful:
        return []
    cards = owner_cards(mail)
    headline = _headline(mail, actor.shown)
    if headline and actor.namespace != "name":
        cards.append(Card((actor,), (("headline", headline), ("name", actor.shown))))
    mine = {found.handle for found in seen if found.region == "header" and found.link.profile}
    if len(mine) == 1 and len(own) == 1:
        cards += [Card((own[0], handle)) for handle in mine if handle]
    return cards


def _headline(mail: Mail, name: str) -> str:
    """The line below the actor's name, where a line holds nothing but the name."""
    lines = [line.strip() for line in mail.get("plain", "").split("\n")]
    for line, below, next_line in zip(lines, lines[1:], [*lines[2:], ""], strict=False):
        is_button = next_line.startswith("https://")
        if name and line == name and below and "http" not in below and not is_button:
            return below[:300]
    return ""


def _unsubscribe_slots(mail: Mail) -> list[str]:
    return [link.slot for link in links_of(mail.get("list-unsubscribe", ""))]
