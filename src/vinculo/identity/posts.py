"""Which addresses lead to one post.

LinkedIn gives a post several numbers: `share` or `ugcPost` where it was written, `activity` where it
was commented on. Each is a time (`id >> 22` is milliseconds since 1970), and the activity is minted
0.27 to 0.74 s after the share (computed 2026-11 on an archive of 2025-12).
"""

import re
from bisect import bisect_right
from collections.abc import Mapping

_NUMBERED = re.compile(r"^urn:li:(share|ugcPost|activity):(\d{15,20})$")
LATEST_MS = 2_000
"""An activity this long after a share is still the same post's."""


def one_post(places: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Place id → the place id that stands for the same post, for those that have another.

    `places`: id → kind and key. An activity follows the latest share before it; two activities, or
    two shares, are never one post.
    """
    shares: list[tuple[int, int]] = []
    activities: list[tuple[int, int]] = []
    for id_, (kind, key) in places.items():
        found = _NUMBERED.match(key) if kind == "post" else None
        if found:
            (activities if found[1] == "activity" else shares).append((int(found[2]) >> 22, id_))
    shares.sort()
    same: dict[int, int] = {}
    taken: set[int] = set()
    for at, id_ in sorted(activities):
        place = bisect_right(shares, (at, 2**63)) - 1
        if place >= 0 and at - shares[place][0] <= LATEST_MS and shares[place][1] not in taken:
            same[id_] = shares[place][1]
            taken.add(shares[place][1])
    return same
