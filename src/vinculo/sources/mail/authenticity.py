"""Whether a mail that says it comes from LinkedIn does.

Imitations copy LinkedIn's markup and links to the letter (seen in a public list's archive,
2023-10), so looks prove nothing.
"""

import re

from vinculo.sources.addressing.addresses import addresses
from vinculo.sources.mail.message import Mail

_DKIM = re.compile(
    r"\bdkim=(\w{1,12})\b[^;]*?\bheader\.[di]=(?:[^\s;@]{0,80}@)?(?:[\w-]{1,63}\.){0,5}linkedin\.com(?![\w.-])",
    re.IGNORECASE,
)
_ENVELOPE = re.compile(r"@(?:[\w-]{1,63}\.){0,5}linkedin\.com>?$", re.IGNORECASE)


def is_authentic(mail: Mail) -> bool:
    """Whether the owner's server found LinkedIn's signature valid, or, where it found nothing about
    it, the envelope and LinkedIn's own fields agree.

    Only verdicts of the server that wrote the topmost `Authentication-Results` are believed: a
    forger can write the field too, but cannot put it above those of the owner's server.
    """
    verdicts = [verdict for verdict in mail.get("authentication-results", "").split("\n") if verdict]
    server = verdicts[0].partition(";")[0].split()[:1] if verdicts else []
    results = [
        found[1].lower()
        for verdict in verdicts
        if verdict.partition(";")[0].split()[:1] == server
        for found in _DKIM.finditer(verdict[:4000])
    ]
    if results:
        return "pass" in results
    has_fields = "x-linkedin-template" in mail or "x-linkedin-class" in mail
    return has_fields and _ENVELOPE.search(mail.get("return-path", "").strip()) is not None


def doubt(mail: Mail) -> dict[str, str]:
    """The facts of a mail that may be an imitation: that it is doubtful, and the domain of whoever
    sent it off, where the mail tells; the owner judges by it."""
    envelope = next(iter(addresses(mail.get("return-path", ""))), None)
    sent_by = {"envelope": envelope.domain[:100]} if envelope and envelope.email else {}
    return {"authenticity": "doubtful", **sent_by}
