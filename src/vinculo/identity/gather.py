"""All that a ledger says about who is who, brought together and resolved."""

from collections.abc import Mapping

import pyarrow as pa

from vinculo.identity import rulings
from vinculo.identity.evidence import (
    answered,
    companions,
    linked_alike,
    names_of_several,
    owner_by_blog,
    owner_by_conversations,
    owner_by_name,
    sightings,
    together,
    told_twice,
)
from vinculo.identity.normalize import key_of, name_key
from vinculo.identity.resolve import Claim, Contacts, People, Sighted, resolve
from vinculo.identity.rulings import Settled
from vinculo.ledger import Ledger, read
from vinculo.ledger.digest import handle_id
from vinculo.model import OWNER, Handle

OWNER_HANDLE = handle_id(OWNER)


def who_is_who(ledger: Ledger, events: pa.Table, known: Mapping[int, Handle]) -> tuple[People, bool]:
    """The people of these events, and whether the owner is among what is known.

    The owner's handles are those that a card or ruling ties to `OWNER`; where none is a profile,
    the profile that nearly all conversations share; then every profile under the owner's own name,
    and whoever alone wrote the imported blogs under a part of it.
    """
    known = {OWNER_HANDLE: OWNER, **known}
    seen = sightings(events)
    claims = [Claim(about, facts.get("name", ""), facts) for about, facts in read.cards(ledger)]
    claims += [Claim((OWNER_HANDLE, *about)) for kind, _, about, _ in read.rulings(ledger) if kind == "owner"]
    own = _own(claims, events, seen, known)
    ruled = settled(ledger, known)
    alike = [*told_twice(events, known), *linked_alike(events, known)]
    strong = [tuple(id_ for id_ in about if key_of(known[id_])) for about in alike]
    people = resolve(
        known,
        {OWNER_HANDLE: Sighted(0, 0), **seen},
        claims,
        same=[*ruled.same, *strong, (OWNER_HANDLE, *(id_ for id_ in sorted(own) if key_of(known[id_])))],
        different=ruled.different,
        companions=companions(events, known),
        shared_names=names_of_several(events, known),
        contacts=Contacts(answered(events, own | {OWNER_HANDLE}), together(events, seen, known)),
    )
    return people, bool(own)


def _own(
    claims: list[Claim], events: pa.Table, seen: Mapping[int, Sighted], known: Mapping[int, Handle]
) -> set[int]:
    """The owner's handles."""
    own = {id_ for claim in claims if OWNER_HANDLE in claim.handles for id_ in claim.handles} - {OWNER_HANDLE}
    if not any(known[id_].namespace == "linkedin" for id_ in own):
        own |= set(owner_by_conversations(events, known))
    names = {claim.name for claim in claims if OWNER_HANDLE in claim.handles}
    names |= {known[id_].shown for id_ in own}
    names |= {known[id_].value for id_ in own if known[id_].namespace == "name"}
    keys = frozenset(filter(None, map(name_key, names)))
    return own | set(owner_by_name(keys, seen, known)) | set(owner_by_blog(keys, events, known))


def settled(ledger: Ledger, known: Mapping[int, Handle]) -> Settled:
    """What holds of the owner's rulings about who is who."""
    said = ((kind, about) for kind, _, about, _ in read.rulings(ledger) if kind in rulings.KINDS)
    return rulings.settle(said, known)
