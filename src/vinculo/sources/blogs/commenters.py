"""Who filled in the form below a post.

A commenter may be logged in (an account), or type a name and perhaps an address and a site, which
nobody checks. What identifies best becomes the handle; what else was typed with it is said by a card.
"""

import re
from collections.abc import Sequence

from vinculo.model import Card, Handle

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_LONGEST_EMAIL = 254
"""RFC 5321, section 4.5.3.1, less the angle brackets."""
_LONGEST_SITE = 2000
_SITE = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_LINKEDIN = re.compile(r"https?://(?:[\w-]+\.)?linkedin\.com/in/[^\s/]+", re.IGNORECASE)
_OF_THE_PLATFORM = frozenset({"noreply@blogger.com"})
"""Blogger gives this address for everybody (every comment of the exports seen, 2018-2026)."""
_NO_NAMES = frozenset(
    {
        *("anonim", "anonimo", "anonym", "anonyme", "anonymer benutzer", "anonymous", "anoniem", "anônimo"),
        *("anónimo", "аноним", "анонимный", "匿名", "desconocido", "guest", "invitado", "unknown"),
    }
)
"""What a platform shows in place of a name, in the language of the blog."""


def writer(name: str, email: str = "", site: str = "", account: Handle | None = None) -> Handle | None:
    """Whoever wrote it, by account, else e-mail, else site, else nothing but a name; None for nobody."""
    found = _identifiers(name, email, account)
    if found:
        return found[0]
    shown = shown_name(name)
    address = _site(site)
    if profile := _LINKEDIN.match(address):
        return Handle("linkedin", profile[0], shown)
    if address:
        return Handle("url", address, shown)
    return Handle("name", shown) if shown else None


def glue(name: str, email: str = "", site: str = "", account: Handle | None = None) -> tuple[Card, ...]:
    """A card where the form says more than one thing about the writer; else none.

    Account, e-mail and the address of a LinkedIn profile are one human. Another site is only a fact:
    people type addresses that are not theirs alone, such as their company's.
    """
    handles = _identifiers(name, email, account)
    website = _site(site)
    profile = _LINKEDIN.match(website)
    if handles and profile:
        handles = [*handles, Handle("linkedin", profile[0], shown_name(name))]
    if not handles or (len(handles) == 1 and not website):
        return ()
    facts = {"name": shown_name(name), "website": website}
    return (Card(tuple(handles), tuple(sorted((key, value) for key, value in facts.items() if value))),)


def addressed(to: Handle | None, sender: Handle | None) -> Sequence[Handle]:
    """Whom it answers: nobody, where that is not known, or where a writer goes on from their own words."""
    if to is None or (sender is not None and (to.namespace, to.value) == (sender.namespace, sender.value)):
        return ()
    return (to,)


def _identifiers(name: str, email: str, account: Handle | None) -> list[Handle]:
    # White space inside of an address is a line break that the export put there (WordPress, seen 2014).
    address = "".join(email.split())
    is_one = len(address) <= _LONGEST_EMAIL and _EMAIL.fullmatch(address)
    is_own = is_one and address.casefold() not in _OF_THE_PLATFORM
    mail = [Handle("email", address, shown_name(name))] if is_own else []
    return [account, *mail] if account else mail


def shown_name(name: str) -> str:
    """The name on one line; empty for what a platform shows in place of one (`Anonymous`)."""
    shown = " ".join(name.split())
    return "" if shown.casefold() in _NO_NAMES else shown


def _site(written: str) -> str:
    """The address of a site; empty for what is none, as the `http://` that forms begin with."""
    address = written.strip()
    return address if len(address) <= _LONGEST_SITE and _SITE.fullmatch(address) else ""
