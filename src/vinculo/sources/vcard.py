"""Address books: which addresses, telephones and profiles belong to one person.

Many cards may stand in one file.

What they hold
    Cards: names, company and position, with the e-mail addresses, personal telephones and LinkedIn
    profile of one person. They glue handles together; they are no events.

What they cannot show
    When you met. The date of a card (`REV`) is that of its last change, and is not kept.

Decisions
    A telephone glues only where it is a person's own: home lines are shared by families, and
    switchboards by companies, so numbers marked as home, work, main or fax, and as nothing more
    personal, are facts (`phone`). Web sites are not kept: colleagues share their company's. Notes
    are the owner's and are not kept; only a LinkedIn profile in them is read. Groups, lists and
    companies are noise, and so is a card that names nobody.

vCard 2.1 (versit, 1996), 3.0 (RFC 2426), 4.0 (RFC 6350, RFC 9554), and what Apple, Google, Outlook,
Android and BlackBerry write, as found in public fixtures, read in November 2026. An own reader,
because the known one stops at the first line it cannot read, and could not read 5 of those 19 files.
"""

import binascii
import re
from collections.abc import Iterator, Sequence

from vinculo.model import Card, Entry, Handle, Ignored, Record
from vinculo.sources import Declines, Reads
from vinculo.sources.addressing.addresses import Address
from vinculo.sources.addressing.charsets import text_of
from vinculo.sources.container import Member
from vinculo.sources.contentlines import BOM, Component, read_components, split_value, unescape, unfold

NAME = "vcard"

_LAYOUT = ("card",)
_EDGE = re.compile(r"(?:[\w-]+\.)?(BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_BINARY = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>\"'(),;:]+@[^@\s<>\"'(),;:]+")
_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:mwlite/|comm/)?"
    r"(?:(?:in|pub)/[^\s\"'<>,;?#]+|profile/view\?id=[\w-]+)",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb";CHARSET=\"?([\w-]+)", re.IGNORECASE)
_BREAK = re.compile(r"\r\n?|\n")
_ESCAPED_BREAK = r"\\n"
_DIGITS = 6
"""Shorter numbers are those of services, or of an office's own exchange."""
_SLUG = re.compile(r"[\w-]{3,100}")
_PERSONAL = frozenset({"cell", "mobile", "iphone", "text", "pcs"})
_SHARED = frozenset(
    {"home", "work", "main", "fax", "homefax", "workfax", "pager", "isdn", "bbs", "modem", "video"}
)
_LONGEST = 1_000
"""Characters of a value in which an address or a profile is looked for."""


def recognizes(member: Member) -> Reads | Declines | None:
    """Whether this is an address book: `BEGIN:VCARD` at its head."""
    head = member.head.removeprefix(BOM).lstrip().upper()
    return Reads("cards") if re.match(rb"BEGIN\s*:\s*VCARD", head) else None


def records(member: Member, reading: str) -> Iterator[Record]:  # noqa: ARG001 - there is one reading
    """One record for each card, also for one inside another (the AGENT of vCard 2.1), photos left out."""
    open_cards: list[tuple[int, list[str]]] = []
    done: list[Record] = []
    stray: list[str] = []
    stray_from = 0
    with member.open() as stream:
        for number, raw in unfold(stream, is_vcard=True):
            line = _decoded(raw)
            edge = _EDGE.fullmatch(line)
            if edge and edge[1].upper() == "BEGIN":
                open_cards.append((number, []))
            elif edge and open_cards:
                begun, lines = open_cards.pop()
                done.append(Record(("\n".join(lines),), begun, _LAYOUT))
            elif open_cards:
                open_cards[-1][1].append("" if _BINARY.match(line) else line)
            else:
                stray_from = stray_from if stray else number
                stray.append(line)
            if open_cards and stray:
                yield Record(("\n".join(stray),), stray_from, _LAYOUT, flaw="bad_record.card_stray_lines")
                stray = []
            if done and not open_cards:
                yield from sorted(done, key=lambda record: record.line)
                done = []
    for begun, lines in open_cards:
        done.append(Record(("\n".join(lines),), begun, _LAYOUT, flaw="bad_record.card_breaks_off"))
    yield from sorted(done, key=lambda record: record.line)
    if stray:
        yield Record(("\n".join(stray),), stray_from, _LAYOUT, flaw="bad_record.card_stray_lines")


def _decoded(raw: bytes) -> str:
    """A line as text: quoted-printable decoded, its line breaks as `\\n`, by its own charset if it
    names one."""
    head, colon, value = raw.partition(b":")
    if b"QUOTED-PRINTABLE" in head.upper():
        value = binascii.a2b_qp(value)
    charset = _CHARSET.search(head)
    text = text_of(value, charset[1].decode("ascii", "replace") if charset else "")
    return f"{text_of(head)}{text_of(colon)}{_BREAK.sub(_ESCAPED_BREAK, text)}"


def parse(reading: str, record: Record) -> Sequence[Entry] | Ignored:  # noqa: ARG001 - there is one reading
    """The handles of one person, or the kind of noise that the card is."""
    card = read_components(f"BEGIN:VCARD\n{record.fields[0]}\nEND:VCARD")[0]
    if _is_no_person(card):
        return Ignored("not_a_person")
    name = _name(card)
    personal, shared = _phones(card)
    found = [*_emails(card), *(("phone", phone) for phone in personal), *_profiles(card)]
    handles = {(namespace, value.casefold()): Handle(namespace, value, name) for namespace, value in found}
    if not handles and not name:
        return Ignored("card_without_name")
    facts = {
        "company": next((part.strip() for part in _parts(card, "ORG") if part.strip()), ""),
        "name": name,
        "nickname": card.text("NICKNAME"),
        "phone": ", ".join(shared),
        "position": card.text("TITLE"),
    }
    told = tuple(sorted((key, " ".join(value.split())) for key, value in facts.items() if value.strip()))
    return [Card(tuple(handles.values()) or (Handle("name", name, name),), told)]


def _is_no_person(card: Component) -> bool:
    kinds = {card.text(name).casefold() for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND")} - {"", "individual"}
    return bool(kinds) or card.text("X-ABSHOWAS").casefold() == "company"


def _name(card: Component) -> str:
    """The name displayed (`FN`), else put together from `N`, else the nickname; an address is none."""
    family, given, additional = (*_parts(card, "N"), "", "", "")[:3]
    for written in (card.text("FN"), f"{given} {additional} {family}", card.text("NICKNAME")):
        name = " ".join(written.split())
        if name and not _EMAIL.fullmatch(name):
            return name
    return ""


def _parts(card: Component, name: str) -> tuple[str, ...]:
    line = card.first(name)
    return split_value(line.value, ";") if line else ()


def _emails(card: Component) -> Iterator[tuple[str, str]]:
    for line in card.each("EMAIL"):
        written = _EMAIL.search(unescape(line.value)[:_LONGEST])
        if written and not Address("", written[0]).is_machine:
            yield "email", written[0]


def _phones(card: Component) -> tuple[list[str], list[str]]:
    """The telephones that are the person's own, and those that others answer as well."""
    personal: list[str] = []
    shared: list[str] = []
    labels = {line.group: unescape(line.value) for line in card.each("X-ABLABEL") if line.group}
    for line in card.each("TEL"):
        number = unescape(line.value).strip()
        number = number.partition(";")[0][4:] if number.lower().startswith("tel:") else number
        label = re.sub(r"[\W_]", "", labels.get(line.group, "")).casefold()
        types = line.types() | {label}
        is_personal = bool(types & _PERSONAL) or not types & _SHARED
        is_number = sum(letter.isdigit() for letter in number) >= _DIGITS
        if number.strip():
            (personal if is_personal and is_number else shared).append(number.strip()[:40])
    return personal, shared


def _profiles(card: Component) -> Iterator[tuple[str, str]]:
    """LinkedIn profiles, wherever they hide: an address in any property, or the name in one of its own."""
    for line in card.lines:
        written = unescape(line.value)
        links = [link[0].rstrip(".)") for link in _LINKEDIN.finditer(written)]
        yield from (("linkedin", link) for link in links)
        services = {line.param(name).casefold() for name in ("X-SERVICE-TYPE", "SERVICE-TYPE", "TYPE")}
        is_linkedin = line.name in {"IMPP", "SOCIALPROFILE", "X-SOCIALPROFILE"} and "linkedin" in services
        if (is_linkedin or line.name == "X-LINKEDIN") and not links:
            named = [line.param("X-USER"), line.param("USERNAME"), written.rpartition(":")[2].strip()]
            yield from [("linkedin", name) for name in named if _SLUG.fullmatch(name)][:1]
