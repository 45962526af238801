"""Links to LinkedIn, without what must never be stored.

Links in LinkedIn's mails carry tokens; some log their reader in as the owner (`otpToken`), all of
them identify the owner (`midToken`, `midSig`, `eid`, `loid`, `lipi`, `trk`, `trkEmail`). So every
link is rewritten before anything else looks at a message: path and public ids stay, all other
parameters go. The one thing worth keeping of `trk` is which slot of which template the link stood
in; it becomes a fragment: `https://www.linkedin.com/in/ana#eml-email_m2m_invite_single_01-hero-3-prof~cta`.
"""

import html
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

_URL = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[a-z0-9-]{1,63}\.){0,4}linkedin\.com(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)
_SLOT = re.compile(r"#eml-[^\s\"'<>]*")
_PROFILE = re.compile(r"https://www\.linkedin\.com/in/([^/?#\s]+)")
_ANCHOR = re.compile(r"<a\s[^<>]{0,2000}?\bhref\s?=\s?(?:\"([^\"<>]*)\"|'([^'<>]*)')[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CLICKED_MAX = 2000
_PUBLIC = frozenset({"invitationid", "commenturn", "dashcommenturn", "replyurn", "dashreplyurn"})
"""Parameters that name a thing, not a reader."""


class Link(NamedTuple):
    """A link to LinkedIn after it was cleaned."""

    url: str
    """Without the slot."""
    slot: str
    """`email_m2m_invite_single_01-hero-3-prof~cta`; empty where the link did not tell."""

    @property
    def profile(self) -> str:
        """The address of the member's profile that it leads to; empty where it leads elsewhere."""
        found = _PROFILE.match(self.url)
        return found[0] if found else ""


def without_tokens(text: str) -> str:
    """The text with every link to LinkedIn cleaned, also where another site's link wraps one."""
    if "inked" not in text and "INKED" not in text:  # lowering every mail would cost more than all of this
        return text
    return _URL.sub(_cleaned, text)


def without_slots(text: str) -> str:
    """The text with links as a person would copy them."""
    return _SLOT.sub("", text)


def links_of(text: str) -> list[Link]:
    """The cleaned links to LinkedIn in a text, in order."""
    found = (url[0] for url in _URL.finditer(text) if _HOST.match(url[0]))
    return [Link(url.partition("#")[0], url.partition("#eml-")[2]) for url in found]


def anchored_links(markup: str) -> list[tuple[Link, str]]:
    """The cleaned links to LinkedIn in HTML with the text one clicks on, in order."""
    found: list[tuple[Link, str]] = []
    for anchor in _ANCHOR.finditer(markup):
        for link in links_of(html.unescape(anchor[1] or anchor[2])):
            end = markup.find("</a", anchor.end(), anchor.end() + _CLICKED_MAX)
            clicked = _TAG.sub(" ", markup[anchor.end() : max(end, anchor.end())])
            found.append((link, " ".join(html.unescape(clicked).split())))
    return found


def _cleaned(found: re.Match[str]) -> str:
    url = found[0]
    host = _HOST.match(url)
    if host is None:
        # A redirecting service (Outlook's Safe Links, urldefense) carries the whole link in its own.
        return re.split(r"[?;]", url, maxsplit=1)[0] if "linkedin" in url.lower() else url
    rest, _, fragment = url[host.end() :].partition("#")
    path, _, query = rest.replace("&amp;", "&").partition("?")
    told = parse_qsl(query, max_num_fields=None)
    path = unquote(path).removeprefix("/comm").partition("/sharedKey")[0]
    kept = [f"{name}={value}" for name, value in told if name.lower() in _PUBLIC]
    if path.startswith("/profile/view"):
        kept += [f"id={value}" for name, value in told if name == "id"]
    slot = fragment.removeprefix("eml-") if fragment.startswith("eml-") else _slot(dict(told))
    return (
        "https://www.linkedin.com"
        + re.sub(r"[\s\"'<>#?]", "", path)
        + ("?" + re.sub(r"[\s\"'<>#]", "", "&".join(kept)) if kept else "")
        + ("#eml-" + re.sub(r"[\s\"'<>#]", "", slot) if slot else "")
    )


def _slot(told: dict[str, str]) -> str:
    """Template and slot by `trk`, else the template alone by `lipi` or, in old mails, by `ek`."""
    if told.get("trk", "").startswith("eml-"):
        return told["trk"].removeprefix("eml-")
    page = told.get("lipi", "").removeprefix("urn:li:page:")
    if page.startswith("email_"):
        return page.partition(";")[0].removeprefix("email_")
    return told.get("ek", "")
