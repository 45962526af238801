"""What the archive says about the owner: names, addresses, sites, positions."""

import re

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Handle, Ignored, Record
from vinculo.sources.linkedin.cells import cells, facts, full_name

_SITE = re.compile(r"https?://[^\s,\]]+")


def parse_profile(record: Record) -> list[Entry]:
    """The owner's names and sites. The file has no profile address. Date of birth, address and zip
    code are left where they are: nothing here needs them."""
    first, last, maiden, headline, industry, place, sites = cells(
        record, "firstname", "lastname", "maidenname", "headline", "industry", "geolocation", "websites"
    )
    names = [full_name(first, last)]
    if maiden.strip():
        names.append(full_name(first, maiden))
    handles = [Handle("name", name) for name in names if name]
    if not handles:
        raise BadRecord("bad_record.no_name")
    handles += [Handle("url", site) for site in _SITE.findall(sites)]
    return [
        Card((OWNER, *handles), facts(headline=headline, industry=industry, location=place, name=names[0]))
    ]


def parse_email(record: Record) -> list[Entry] | Ignored:
    """One of the owner's own addresses. One that was never confirmed is noise (`unconfirmed`): it may
    be a slip of the pen, and somebody else's."""
    address, confirmed, primary, is_primary = cells(
        record, "emailaddress", "confirmed", "primary", "isprimary"
    )
    if "@" not in address:
        raise BadRecord("bad_record.not_an_address", written=address)
    if confirmed.strip().casefold() in ("no", "false"):
        return Ignored("unconfirmed")
    said = facts(primary=primary or is_primary)
    return [Card((OWNER, Handle("email", address.strip())), said)]
