"""Did they sit in one room? What a calendar tells about it, and what it does not.

A link to a video conference proves nothing: Google and Outlook add one to every meeting with guests
unless told otherwise (a public conference of 2023, held in a hall, carries a Meet link). A place
that somebody typed, or a room that accepted, is evidence; so is the name of a service where the
place should stand. Where nothing is said, nothing is known.
"""

import json
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from vinculo.sources.contentlines import Component, unescape

_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+|\b(?:sip|tel|callto|skype|facetime):\S+", re.IGNORECASE)
_HOSTS = re.compile(
    r"(?<![a-z0-9.-])(?:[a-z0-9-]+\.)*(?:zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com"
    r"|meet\.google\.com|webex\.com|whereby\.com|gotomeet(?:ing)?\.(?:com|me)|meet\.jit\.si|bluejeans\.com"
    r"|chime\.aws|facetime\.apple\.com|join\.skype\.com|meet\.lync\.com|ringcentral\.com|livestorm\.co"
    r"|around\.co|gather\.town)\b",
    re.IGNORECASE,
)
_ADDED_BY_ITSELF = re.compile(r"meet\.google\.com|teams\.microsoft\.com|teams\.live\.com", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?:microsoft teams|ms teams|teams|zoom|google meet|gmeet|meet|hangouts?|skype(?: for business)?"
    r"|webex|whereby|jitsi|gotomeeting|go to meeting|bluejeans|facetime|slack(?: huddle)?|discord|whatsapp"
    r"|lync|live meeting|chime|on-?line|virtual(?:mente|ly)?|virtuell|virtuel(?:le)?|remot[oae]?"
    r"|remotely|remotamente|a distancia|en l[ií]nea|en ligne|em linha|telem[aá]tic[oa]"
    r"|tel[eé]f[oó]n(?:o|ico|ica|isch)?|telefone"
    r"|t[eé]l[eé]phone|phone|videollamada|videoconferencia|videotrucada|video ?-?call|videokonferenz"
    r"|video ?-?conf[eé]rence|videochiamata|chamada de v[ií]deo|visio(?:conf[eé]rence)?|llamada|trucada"
    r"|call|llamar|ll[aá]mame|(?:te|os|le) llam[oa]|conference call|dial-?in|webinars?"
    r"|live ?stream|streaming)\b",
    re.IGNORECASE,
)
"""Where a place should stand, in the languages of calendars that were seen or that Spain has near."""
_POINTERS = (
    r"link|enlace|lien|url|id|code|pin|passcode|password|contrase[ñn]a|invite|join|unirse|details?|detalles|below"
    r"|abajo|see|ver|invitation|invitaci[oó]n|description|descripci[oó]n|info|by|via|v[ií]a|por|de|del|do|di|da|en"
    r"|em|on|in|a|al|the|el|la|my|mi|un|una|per|through|over|with|con|using|and|y|or|o|w|i|me|te|you|yo|t[uú]"
    r"|will|please"
)
_SAYS_NOTHING = re.compile(rf"\b(?:{_POINTERS})\b|[\d\W_]+", re.IGNORECASE)
_BESIDE_SERVICE = re.compile(
    rf"\b(?:{_POINTERS}|reuni[oó]n?|meetings?|r[eé]union|reuni[aã]o|riunione|besprechung|sitzung|vergadering"
    r"|spotkanie|m[oöø]te|møde|kokous|sala|room|salle|raum)\b|[\d\W_]+",
    re.IGNORECASE,
)
"""What may stand beside the name of a service without making it a place: `Zoom room 3` is none."""
_NOTHING = re.compile(
    r"tb[acd]|to be (?:announced|confirmed|defined|decided)|(?:por|a) (?:confirmar|definir|determinar)"
    r"|pendiente|a convenir|n/?a|none|no location|sin (?:lugar|ubicaci[oó]n)|various|varios",
    re.IGNORECASE,
)
_LONGEST = 500
"""Characters of a location that are read: behind them stand directions, and whole invitations."""
_PARTS = re.compile(r"[:;/|\n()\[\]]|,\s| [-–—+&·] | (?:y|and|or|o|u) ", re.IGNORECASE)


class Whereabouts(NamedTuple):
    """What an event tells about where it was held."""

    kind: str
    """`meeting_in_person`, `meeting_remote`, `meeting_hybrid`, or `meeting`: not known."""
    location: str
    """As written, links cut down to their host: they carry passwords."""
    link: str
    """`added` where a calendar may have put the link there by itself, `chosen` where somebody did;
    empty where there is none."""


def whereabouts(event: Component, rooms: tuple[str, ...]) -> Whereabouts:
    """Where an event was held; `rooms` are those that accepted.

    A place and a service where the place should stand, or a link that somebody chose: hybrid. A
    place and a link that may have come by itself: in person. Only a link: remote.
    """
    written = event.text("LOCATION")[:_LONGEST]
    is_physical, is_named_remote = _read_location(written)
    is_physical = is_physical or bool(rooms) or _has_position(event)
    link = _link(event)
    is_remote = is_named_remote or link == "chosen"
    if is_physical:
        kind = "meeting_hybrid" if is_remote else "meeting_in_person"
    else:
        kind = "meeting_remote" if is_remote or link else "meeting"
    return Whereabouts(kind, _without_secrets(written), link)


def _read_location(written: str) -> tuple[bool, bool]:
    """Whether a location names a place, and whether it names a link or a service."""
    is_remote = _HOSTS.search(written) is not None
    is_physical = False
    for part in _PARTS.split(_HOSTS.sub(" ", _URL.sub(" ", written))):
        said = part.strip(" .,:-")
        if len(said) < 2 or _NOTHING.fullmatch(said):
            continue
        if re.search(r"\bmicrosoft teams\b", said, re.IGNORECASE):
            # Outlook's own words in every language: `Reunión de Microsoft Teams`.
            is_remote = True
        elif _SERVICE.search(said) and not _BESIDE_SERVICE.sub("", _SERVICE.sub(" ", said)):
            is_remote = True
        elif _SAYS_NOTHING.sub("", said):
            is_physical = True
    # The page of the restaurant says nothing; where a link is all there is, it is the place.
    is_remote = is_remote or (not is_physical and _URL.search(written) is not None)
    return is_physical, is_remote


def _has_position(event: Component) -> bool:
    """Whether a program pinned the event to a map (Apple, Outlook, GEO)."""
    apple = event.first("X-APPLE-STRUCTURED-LOCATION")
    if apple and apple.value.lower().startswith("geo:"):
        return True
    if event.text("X-MICROSOFT-LOCATIONSTREET") or any(map(_is_street, _outlook_locations(event))):
        return True
    return event.text("GEO").replace(".0", "").replace("0", "").strip("; ") != ""


def _outlook_locations(event: Component) -> list[object]:
    try:
        told = json.loads(event.text("X-MICROSOFT-LOCATIONS") or "[]")
    except (ValueError, RecursionError):
        return []
    return told if isinstance(told, list) else []


def _is_street(told: object) -> bool:
    return isinstance(told, dict) and bool(told.get("LocationStreet") or told.get("Latitude"))


def _link(event: Component) -> str:
    """Whether there is a link to a conference, and whether somebody chose it."""
    words = " ".join(event.text(name) for name in ("DESCRIPTION", "X-ALT-DESC", "URL"))
    declared = " ".join(unescape(line.value) for line in event.each("CONFERENCE"))
    hosts = {host[0] for host in _HOSTS.finditer(f"{words} {declared}")}
    if any(not _ADDED_BY_ITSELF.search(host) for host in hosts) or (declared.strip() and not hosts):
        return "chosen"
    by_itself = (
        "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    )
    return "added" if hosts or any(event.text(name) for name in by_itself) else ""


def _without_secrets(written: str) -> str:
    def host(url: re.Match[str]) -> str:
        try:
            return urlsplit(url[0]).hostname or url[0].partition(":")[0]
        except ValueError:
            return ""

    return " ".join(_URL.sub(host, written).split())
