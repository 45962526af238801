"""What the events themselves say about who is who, and about who the owner is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set

import pyarrow as pa
import pyarrow.compute as pc

from vinculo.identity.normalize import is_full_name, key_of, name_key
from vinculo.identity.resolve import Sighted
from vinculo.model import Handle

OWNER_SHARE = 0.9
"""A profile that is part of at least this share of all conversations is the owner's: in one
person's archive nobody else can be."""
OWNER_CONVERSATIONS = 2
"""Below so many conversations the share says nothing."""


def sightings(events: pa.Table) -> dict[int, Sighted]:
    """The handles that these events name, each with its first and last instant and number of events."""
    seen: dict[int, Sighted] = {}
    for column in ("sender", "recipient"):
        table = events.select([column, "at"]).filter(pc.is_valid(events[column]))
        grouped = table.group_by(column).aggregate([("at", "min"), ("at", "max"), ("at", "count")])
        columns = (grouped[name].to_pylist() for name in (column, "at_min", "at_max", "at_count"))
        for id_, first_at, last_at, count in zip(*columns, strict=True):
            before = seen.get(id_, Sighted(first_at, 0, last_at))
            seen[id_] = Sighted(
                min(first_at, before.first_at), count + before.events, max(last_at, before.until)
            )
    return seen


def told_twice(events: pa.Table, handles: Mapping[int, Handle]) -> list[tuple[int, ...]]:
    """Handles of one human: the same message (conversation, instant and text) told by two exports
    under two profile addresses and one name. That is how a renamed profile shows."""
    messages = events.filter(pc.and_(pc.equal(events["kind"], "message"), pc.is_valid(events["sender"])))
    pairs = messages.select(["fold", "sender"]).group_by(["fold", "sender"]).aggregate([])
    counts = pairs.group_by("fold").aggregate([("sender", "count")])
    several = counts.filter(pc.greater(counts["sender_count"], 1))["fold"]
    by_fold: dict[int, list[int]] = defaultdict(list)
    told = pairs.filter(pc.is_in(pairs["fold"], several.combine_chunks()))
    for fold, sender in zip(told["fold"].to_pylist(), told["sender"].to_pylist(), strict=True):
        if handles[sender].namespace == "linkedin":
            by_fold[fold].append(sender)
    found: set[tuple[int, ...]] = set()
    for senders in by_fold.values():
        by_name: dict[str, list[int]] = defaultdict(list)
        for sender in senders:
            by_name[name_key(handles[sender].shown)].append(sender)
        found.update(tuple(sorted(same)) for name, same in by_name.items() if name and len(same) > 1)
    return sorted(found)


def linked_alike(events: pa.Table, handles: Mapping[int, Handle]) -> list[tuple[int, ...]]:
    """Handles of one human: a link of one day under one name, told by one export with the e-mail
    and by another with the profile address. Lists of two eras of the same connections; two profile
    addresses of one name and day stay two people."""
    links = events.filter(pc.and_(pc.equal(events["kind"], "connect"), pc.is_valid(events["recipient"])))
    alike: dict[tuple[str, int], set[int]] = defaultdict(set)
    for id_, at in zip(links["recipient"].to_pylist(), links["at"].to_pylist(), strict=True):
        if name := name_key(handles[id_].shown):
            alike[name, at].add(id_)
    found = []
    for ids in alike.values():
        profiles = {key_of(handles[id_]) for id_ in ids if handles[id_].namespace == "linkedin"}
        if len(ids) > 1 and len(profiles) <= 1:
            found.append(tuple(sorted(ids)))
    return sorted(found)


def owner_by_conversations(events: pa.Table, handles: Mapping[int, Handle]) -> list[int]:
    """The handles of the profile that is part of nearly all private conversations; none where
    nobody is."""
    messages = events.filter(pc.and_(pc.equal(events["kind"], "message"), pc.is_valid(events["place"])))
    everywhere = len(messages["place"].unique())
    if everywhere < OWNER_CONVERSATIONS:
        return []
    places: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, list[int]] = defaultdict(list)
    for column in ("sender", "recipient"):
        pairs = messages.select([column, "place"]).group_by([column, "place"]).aggregate([])
        for id_, place in zip(pairs[column].to_pylist(), pairs["place"].to_pylist(), strict=True):
            handle = handles.get(id_)
            key = key_of(handle) if handle and handle.namespace == "linkedin" else None
            if key:
                places[key].add(place)
                spelled[key].append(id_)
    counts = Counter({key: len(found) for key, found in places.items()})
    if not counts:
        return []
    (best, times), *others = counts.most_common(2)
    is_alone = not others or others[0][1] < times
    return sorted(set(spelled[best])) if is_alone and times >= OWNER_SHARE * everywhere else []


def owner_by_name(
    names: frozenset[str], seen: Mapping[int, Sighted], handles: Mapping[int, Handle]
) -> list[int]:
    """The profile handles shown under one of the owner's own names (name keys)."""
    return sorted(
        id_
        for id_ in seen
        if (handle := handles[id_]).namespace == "linkedin"
        and handle.shown
        and name_key(handle.shown) in names
    )


def owner_by_blog(names: frozenset[str], events: pa.Table, handles: Mapping[int, Handle]) -> list[int]:
    """The handles of whoever alone wrote the posts of the imported blogs, where the name shown is the
    owner's or a part of it (name keys): an export can be asked for by those who run the blog."""
    wrote = events.filter(pc.and_(pc.is_in(events["kind"], _WRITTEN), pc.is_valid(events["sender"])))
    authors: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for id_ in wrote["sender"].unique().to_pylist():
        handle = handles[id_]
        if handle.namespace in BLOGS and (key := key_of(handle)):
            authors[handle.namespace][key].add(id_)
    own = [set(name.split()) for name in names]
    return sorted(
        id_
        for found in authors.values()
        if len(found) == 1
        for ids in found.values()
        if any(
            words <= mine
            for id_ in ids
            if (words := set(name_key(handles[id_].shown).split()))
            for mine in own
        )
        for id_ in ids
    )


BLOGS = frozenset(("blogger", "wordpress"))
"""Namespaces of those who write for a blog."""
_WRITTEN = pa.array(["article", "post"])


def names_of_several(events: pa.Table, handles: Mapping[int, Handle]) -> frozenset[str]:
    """Name keys under which one list of connections shows two links of different days: two people
    of one name, in an export that gives no addresses."""
    links = events.filter(pc.and_(pc.equal(events["kind"], "connect"), pc.is_valid(events["recipient"])))
    days: dict[str, set[int]] = defaultdict(set)
    for id_, at in zip(links["recipient"].to_pylist(), links["at"].to_pylist(), strict=True):
        handle = handles[id_]
        if handle.namespace == "name":
            days[name_key(handle.value)].add(at)
    return frozenset(name for name, found in days.items() if len(found) > 1)


def companions(events: pa.Table, handles: Mapping[int, Handle]) -> dict[int, frozenset[str]]:
    """For each handle that is several names run together, the name keys of those who wrote in the
    same places."""
    joined = {id_ for id_, handle in handles.items() if handle.namespace == "names"}
    if not joined:
        return {}
    placed = events.filter(pc.is_valid(events["place"])).select(["sender", "recipient", "place"])
    rows = placed.filter(pc.is_in(placed["recipient"], pa.array(sorted(joined), pa.int64())))
    places_of: dict[int, set[int]] = defaultdict(set)
    for id_, place in zip(rows["recipient"].to_pylist(), rows["place"].to_pylist(), strict=True):
        places_of[id_].add(place)
    wanted = pa.array(sorted(set().union(*places_of.values())), pa.int64())
    writers = placed.filter(pc.is_in(placed["place"], wanted)).group_by(["sender", "place"]).aggregate([])
    names_in: dict[int, set[str]] = defaultdict(set)
    for id_, place in zip(writers["sender"].to_pylist(), writers["place"].to_pylist(), strict=True):
        handle = handles.get(id_)
        if handle and handle.shown:
            names_in[place].add(name_key(handle.shown))
    return {id_: frozenset().union(*(names_in[place] for place in found)) for id_, found in places_of.items()}


def answered(events: pa.Table, own: Set[int]) -> frozenset[tuple[int, int]]:
    """Pairs of handles, none of them the owner's, of which one wrote to the other."""
    told = events.filter(pc.and_(pc.is_valid(events["sender"]), pc.is_valid(events["recipient"])))
    mine = pa.array(sorted(own), pa.int64())
    for column in ("sender", "recipient"):
        told = told.filter(pc.invert(pc.is_in(told[column], mine)))
    pairs = told.group_by(["sender", "recipient"]).aggregate([])
    return frozenset(zip(pairs["sender"].to_pylist(), pairs["recipient"].to_pylist(), strict=True))


def together(
    events: pa.Table, seen: Mapping[int, Sighted], handles: Mapping[int, Handle]
) -> dict[tuple[int, int], int]:
    """(handle that shows only a first name, other handle) → in how many places both appear."""
    bare = [id_ for id_ in seen if _is_bare(handles[id_])]
    if not bare:
        return {}
    placed = events.filter(pc.is_valid(events["place"]))
    sides = [
        placed.select([column, "place"])
        .rename_columns(["handle", "place"])
        .filter(pc.is_valid(placed[column]))
        for column in ("sender", "recipient")
    ]
    rows = pa.concat_tables(sides).group_by(["handle", "place"]).aggregate([])
    theirs = rows.filter(pc.is_in(rows["handle"], pa.array(sorted(bare), pa.int64())))
    near = rows.filter(pc.is_in(rows["place"], theirs["place"].combine_chunks()))
    found: Counter[tuple[int, int]] = Counter()
    by_place: dict[int, list[int]] = defaultdict(list)
    for id_, place in zip(near["handle"].to_pylist(), near["place"].to_pylist(), strict=True):
        by_place[place].append(id_)
    for id_, place in zip(theirs["handle"].to_pylist(), theirs["place"].to_pylist(), strict=True):
        found.update((id_, other) for other in by_place[place] if other != id_)
    return dict(found)


def _is_bare(handle: Handle) -> bool:
    written = handle.value if handle.namespace == "name" else handle.shown
    key = name_key(written)
    return bool(key) and not is_full_name(key) and handle.namespace not in {"linkedin", "names", "owner"}
