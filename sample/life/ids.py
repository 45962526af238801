"""The numbers that LinkedIn gives to posts: their upper bits are the time, in milliseconds since 1970."""

import random

_RANDOM_BITS = 22


def mint(at_ms: int, rng: random.Random) -> int:
    """A new id of that millisecond; `id >> 22` gives it back."""
    return at_ms << _RANDOM_BITS | rng.getrandbits(_RANDOM_BITS - 1) << 1


def activity_of(share_id: int, rng: random.Random) -> int:
    """The id of the activity that shows a share: another number, minted 0.27 to 0.74 seconds later."""
    return mint((share_id >> _RANDOM_BITS) + rng.randint(270, 740), rng)
