"""What an entry says, as one 64-bit number.

The digest is over everything the entry says and nothing about where it was read, so the same
statement in two exports is one entry. Design choice: content, not the source's own id, because the
same message is told with fewer columns in an older export; folding the two is a matter for
`measure.interactions`, which does it whatever the order of imports.
"""

import json
from hashlib import blake2b

from vinculo.model import Card, Entry, Event, Handle, Place, Record

_UNIT = "\x1f"
_GROUP = "\x1e"


def digest64(text: str) -> int:
    """The first 8 bytes of BLAKE2b (RFC 7693) of the text, as a signed integer: SQLite's and SQL's bigint."""
    raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)


def handle_id(handle: Handle) -> int:
    """The id of a handle as written: its namespace, spelling and the name beside it."""
    return digest64(_UNIT.join(handle))


def place_id(place: Place) -> int:
    """The id of a place: its kind and key."""
    return digest64(f"{place.kind}{_UNIT}{place.key}")


def entry_id(source: str, entry: Entry) -> int:
    """The id of an entry: a digest of its source and of all that it says, whatever the order in
    which recipients, handles and facts are named."""
    facts = ""
    if entry.facts:
        facts = _GROUP.join([f"{key}{_UNIT}{value}" for key, value in sorted(entry.facts)])
    if isinstance(entry, Event):
        to = entry.recipients
        if len(to) == 1:
            recipients = _UNIT.join(to[0])
        else:
            recipients = _GROUP.join(sorted([_UNIT.join(handle) for handle in to]))
        sender = _UNIT.join(entry.sender) if entry.sender else ""
        place = _UNIT.join(entry.place) if entry.place else ""
        when = f"{entry.at}{_UNIT}{entry.precision}{_UNIT}{entry.zone}{_UNIT}{entry.duration_s}"
        said = (source, "event", entry.kind, when, sender, recipients, entry.native, place, entry.text, facts)
        return digest64(_GROUP.join(said))
    handles = _GROUP.join(sorted(_UNIT.join(handle) for handle in entry.handles))
    if isinstance(entry, Card):
        return digest64(_GROUP.join((source, "card", handles, facts)))
    return digest64(_GROUP.join((source, "ruling", entry.kind, str(entry.at), handles, facts)))


def add_digests(*digests: int) -> int:
    """Their sum modulo 2^64, as a signed integer: the order of adding never matters."""
    return (sum(digests) + 2**63) % 2**64 - 2**63


def targets_of(handles: tuple[Handle, ...]) -> int:
    """To how many an event goes: names that cannot be split are counted by their commas."""
    return sum(1 + (one.value.count(", ") if one.namespace == "names" else 0) for one in handles)


def facts_json(facts: tuple[tuple[str, str], ...]) -> str:
    """Facts as a JSON object with sorted keys."""
    return json.dumps(dict(sorted(facts)), ensure_ascii=False) if facts else "{}"


def record_json(record: Record) -> str:
    """A raw record as JSON, so that `retry` can read it again."""
    return json.dumps(record._asdict(), ensure_ascii=False)


def record_of(raw: str) -> Record:
    """The record that `record_json` wrote."""
    told = json.loads(raw)
    return Record(**{**told, "fields": tuple(told["fields"]), "layout": tuple(told["layout"])})
