"""What the archive says about the owner: names, addresses, sites, positions."""

import re

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Handle, Ignored, Record
from vinculo.sources.linkedin.cells import cells, facts, full_name
from vinculo.sources.linkedin.instants import month_on

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


def parse_phone(record: Record) -> list[Entry]:
    """One of the owner's own telephone numbers, as written."""
    number, extension, kind = cells(record, "number", "extension", "type")
    if not any(char.isdigit() for char in number):
        raise BadRecord("bad_record.not_a_phone", written=number)
    return [Card((OWNER, Handle("phone", number.strip())), facts(extension=extension, type=kind))]


def parse_position(record: Record) -> list[Entry]:
    """Where the owner worked and as what; `started` and `finished` are months or years (`2024-08`,
    `2002`), `finished` is absent while it lasts. Raises BadRecord for a month that is none."""
    company, title, place, started, finished = cells(
        record, "companyname", "title", "location", "startedon", "finishedon"
    )
    said = facts(
        company=company,
        finished=month_on(finished),
        location=place,
        position=title,
        started=month_on(started),
    )
    if not said:
        raise BadRecord("bad_record.no_name")
    return [Card((OWNER,), said)]
