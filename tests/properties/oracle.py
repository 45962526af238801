"""The same numbers in plain Python: slow, naive, and written from the definitions, not from the SQL.

Reads `KINDS`, which is data, and nothing else of the room that it judges.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import NamedTuple

from vinculo.measure.interactions import KINDS, UNJUDGED_DEPTH_PCT

DAY = 86_400


class Row(NamedTuple):
    """One entry and recipient, as the ledger tells it."""

    id: int
    kind: str
    at: int
    sender: int | None
    recipient: int | None
    place: int | None = None
    fold: int = 0
    words: int = 0
    duration_s: int | None = None
    targets: int = 1
    depth: int | None = None
    """Percent as judged; None where nobody has."""
    canned: int = 0


class Happening(NamedTuple):
    """One thing that happened between the owner and somebody, once."""

    id: int
    kind: str
    at: int
    sides: frozenset[str]
    """`them`, `me`, both, or neither."""
    thread: int | None
    words: int
    duration_s: int | None
    targets: int
    depth: int
    is_canned: bool

    @property
    def is_exchange(self):
        """It says something to somebody."""
        return KINDS[self.kind].is_exchange and not self.is_canned


class Scale(NamedTuple):
    """How time is counted."""

    as_of: int
    tick_s: int = DAY
    bin_s: int = DAY
    horizon_s: int = 90 * DAY


def relationships(rows, person_of, scale):
    """tie → name of the number → number."""
    seen = [row for row in rows if row.at < scale.as_of]
    found = {}
    for tie, happenings in _happenings(seen, person_of).items():
        posts = _posts(seen, person_of)
        minutes = {h: _centiminutes(h, happenings, tie, posts) for h in happenings}
        found[tie] = {
            **_counts(happenings, minutes, scale),
            **_rhythm(happenings, scale),
        }
        found[tie] |= _stages(found[tie])
    return found


def _happenings(rows, person_of):
    present = defaultdict(set)
    for row in rows:
        if KINDS[row.kind].is_live:
            present[row.id].add(person_of.get(row.recipient))
    told = defaultdict(list)
    for row in rows:
        sender, recipient = person_of.get(row.sender), person_of.get(row.recipient)
        kind = KINDS[row.kind]
        if sender == 0:
            tie = recipient
        elif recipient == 0:
            tie = sender
        elif kind.is_live and 0 in present[row.id]:
            tie = recipient
        else:
            continue
        if tie in (None, 0):
            continue
        if kind.is_aside:
            sides = frozenset()
        elif kind.is_symmetric:
            sides = frozenset({"them", "me"})
        else:
            sides = frozenset({"them"}) if recipient == 0 else frozenset({"me"})
        told[tie, sides, row.fold].append(row)
    found = defaultdict(list)
    order = list(KINDS)
    for (tie, sides, _), same in told.items():
        threads = [r.place for r in same if KINDS[r.kind].is_threaded and r.place is not None]
        durations = [r.duration_s for r in same if r.duration_s is not None]
        kind = max((r.kind for r in same), key=order.index)
        fixed = UNJUDGED_DEPTH_PCT if KINDS[kind].depth_pct is None else KINDS[kind].depth_pct
        is_canned = all(r.canned for r in same)
        depth = max((r.depth for r in same if r.depth is not None), default=fixed)
        found[tie].append(
            Happening(
                min(r.id for r in same),
                kind,
                min(r.at for r in same),
                sides,
                min(threads, default=None),
                max(r.words for r in same),
                max(durations, default=None),
                max(r.targets for r in same),
                0 if is_canned else depth,
                is_canned,
            )
        )
    return found


def _posts(rows, person_of):
    posts = defaultdict(list)
    for row in rows:
        author = person_of.get(row.sender)
        if KINDS[row.kind].is_opening and row.place is not None and author is not None:
            posts[row.place, author].append(row)
    return posts


def _other(sides):
    return {"them": "me", "me": "them"}[next(iter(sides))]


def _answered(happening, happenings):
    """What the happening answers in its thread: (whether it does, words of what it answers), or None
    where nobody had said anything there."""
    if happening.thread is None or len(happening.sides) != 1:
        return False, None
    earlier = [
        h for h in happenings if h.thread == happening.thread and h.at < happening.at and not h.is_canned
    ]
    if not earlier:
        return False, None
    latest = max(h.at for h in earlier)
    theirs = [h.words for h in earlier if h.at == latest and _other(happening.sides) in h.sides]
    return (True, min(max(theirs), 2**20 - 1)) if theirs else (False, 0)


def _centiminutes(happening, happenings, tie, posts):
    kind = KINDS[happening.kind]
    if happening.is_canned:
        cost = Fraction(5)
    elif kind.cost == "duration" and happening.duration_s is not None:
        cost = Fraction(100 * happening.duration_s, 60)
    else:
        cost = Fraction(kind.base_c)
        if kind.cost == "text":
            _, words = _answered(happening, happenings)
            if words is None:
                words = _words_of_the_post(happening, tie, posts)
            cost += Fraction(100 * happening.words, 19) + Fraction(100 * words, 238)
    cost = min(cost / max(happening.targets, 1), 24 * 60 * 100)
    return floor(cost + Fraction(1, 2))


def _words_of_the_post(happening, tie, posts):
    author = 0 if "them" in happening.sides else tie
    found = posts.get((happening.thread, author), []) if happening.thread is not None else []
    if not found or min(post.at for post in found) > happening.at:
        return 0
    return max(post.words for post in found)


def _counts(happenings, minutes, scale):
    exchanges = [h for h in happenings if h.is_exchange]
    numbers = {
        "first_at": min(h.at for h in happenings),
        "last_at": max(h.at for h in happenings),
        "linked_at": min((h.at for h in happenings if KINDS[h.kind].is_link), default=None),
        "private_exchanges": sum(KINDS[h.kind].is_private for h in exchanges),
        "live_exchanges": sum(KINDS[h.kind].is_live for h in exchanges),
        "physical_meetings": sum(KINDS[h.kind].is_physical for h in exchanges),
        "threads": len({h.thread for h in exchanges if h.thread is not None}),
        "returns": sum(h.kind == "return" for h in happenings),
        "returned_at": min((h.at for h in happenings if h.kind == "return"), default=None),
        "agreed_at": min((h.at for h in happenings if h.kind == "project_agreed"), default=None),
        "delivered_at": min((h.at for h in happenings if h.kind == "project_delivered"), default=None),
    }
    for side, name in (("them", "in"), ("me", "out")):
        numbers[f"events_{name}"] = sum(side in h.sides for h in happenings)
        numbers[f"exchanges_{name}"] = sum(side in h.sides for h in exchanges)
        numbers[f"centiminutes_{name}"] = sum(minutes[h] for h in happenings if side in h.sides)
        for clock, half_life_s in (("fast", scale.horizon_s), ("slow", scale.horizon_s * 1460 / 90)):
            numbers[f"{clock}_{name}"] = sum(
                _effort(h, minutes[h]) * _remaining(h.at, half_life_s, scale)
                for h in happenings
                if side in h.sides
            )
    return numbers


def _effort(happening, centiminutes):
    voluntary = 10 if happening.is_canned else KINDS[happening.kind].voluntary_pct
    return floor(Fraction(centiminutes * voluntary * (100 + happening.depth), 200) + Fraction(1, 2))


def _remaining(at, half_life_s, scale):
    ticks = scale.as_of // scale.tick_s - at // scale.tick_s
    return round(2**24 * 2 ** (-ticks * scale.tick_s / half_life_s))


def _rhythm(happenings, scale):
    exchanges = [h for h in happenings if h.is_exchange]
    by_instant = defaultdict(list)
    for h in exchanges:
        by_instant[h.at].append(h)
    instants = sorted(by_instant)
    sides = {at: frozenset().union(*(h.sides for h in by_instant[at])) for at in instants}
    heard = [at for at in instants if "them" in sides[at]]
    spoke = [at for at in instants if "me" in sides[at]]
    days = sorted({at // scale.bin_s for at in instants})
    first_of_day = {day: min(at for at in instants if at // scale.bin_s == day) for day in days}
    their_days = sorted({at // scale.bin_s for at in heard})
    gaps = [later - day for day, later in pairwise(days)]
    begun_by_them = [at for at in first_of_day.values() if "them" in sides[at]]
    begun_by_me = [at for at in first_of_day.values() if "me" in sides[at]]
    last = instants[-1] if instants else None
    return {
        "first_exchange_at": instants[0] if instants else None,
        "last_exchange_at": last,
        "last_in_at": max(heard, default=None),
        "last_out_at": max(spoke, default=None),
        "last_side": ("them" in sides[last]) + 2 * ("me" in sides[last]) if instants else 0,
        "unanswered_in": sum(not spoke or at > spoke[-1] for at in instants),
        "unanswered_out": sum(not heard or at > heard[-1] for at in instants),
        "active_days": len(days),
        "their_days": len(their_days),
        "my_days": len({at // scale.bin_s for at in spoke}),
        "days_begun_by_them": len(begun_by_them),
        "days_begun_by_me": len(begun_by_me),
        "gap_days": sum(gaps),
        "squared_gap_days": sum(gap * gap for gap in gaps),
        "longest_gap_days": max(gaps, default=0),
        "replies": _replies(instants, sides, by_instant, exchanges, scale),
        "first_reply_at": _first_reply(exchanges, scale),
        "third_day_at": first_of_day[days[2]] if len(days) > 2 else None,
        "seventh_day_at": first_of_day[days[6]] if len(days) > 6 else None,
        "their_second_day_at": (
            min(at for at in heard if at // scale.bin_s == their_days[1]) if len(their_days) > 1 else None
        ),
        "begun_by_them_at": min(begun_by_them, default=None),
        "begun_by_me_at": min(begun_by_me, default=None),
        "close_at": min(
            (h.at for h in exchanges if KINDS[h.kind].is_private or KINDS[h.kind].is_live or h.depth >= 50),
            default=None,
        ),
    }


def _replies(instants, sides, by_instant, exchanges, scale):
    """Instants at which somebody was answered."""
    count = 0
    for before, at in zip([None, *instants], instants, strict=False):
        is_both = len(sides[at]) == 2
        is_in_thread = any(_answered(h, exchanges)[0] for h in by_instant[at])
        is_next = (
            before is not None
            and at - before <= scale.horizon_s / 3
            and any(_other({side}) in sides[before] for side in sides[at])
        )
        count += is_both or is_in_thread or is_next
    return count


def _first_reply(exchanges, scale):
    """The first instant at which something from one side had come after something from the other, in
    the same thread or within a third of the horizon."""
    replied = [
        later.at
        for earlier in exchanges
        for later in exchanges
        if earlier.at <= later.at
        and any(_other({side}) in earlier.sides for side in later.sides)
        and (
            later.at - earlier.at <= scale.horizon_s / 3
            or (later.thread is not None and later.thread == earlier.thread)
        )
    ]
    return min(replied, default=None)


def _stages(numbers):
    def latest(*names):
        instants = [numbers[name] for name in names]
        return None if None in instants else max(instants)

    recognized = ("first_reply_at", "third_day_at", "their_second_day_at")
    return {
        "interlocutor_at": min(
            (numbers[name] for name in ("first_reply_at", "returned_at") if numbers[name] is not None),
            default=None,
        ),
        "recognized_at": latest(*recognized),
        "bond_at": latest(*recognized, "seventh_day_at", "begun_by_them_at", "begun_by_me_at", "close_at"),
        "collaborator_at": latest("agreed_at", "delivered_at"),
    }
