"""A share and the activity it became are one post."""

from vinculo.identity.posts import one_post

SHARE_AT_MS = 1_700_000_000_000


def urn(kind: str, at_ms: int, rest: int = 7) -> tuple[str, str]:
    return "post", f"urn:li:{kind}:{(at_ms << 22) + rest}"


def test_an_activity_minted_right_after_a_share_is_the_same_post() -> None:
    """Whether LinkedIn calls it share or ugcPost."""
    for kind in ("share", "ugcPost"):
        assert one_post({1: urn(kind, SHARE_AT_MS), 2: urn("activity", SHARE_AT_MS + 520)}) == {2: 1}


def test_an_activity_long_after_is_another_post() -> None:
    """And so is one before."""
    for away in (-500, 2_100, 86_400_000):
        assert one_post({1: urn("share", SHARE_AT_MS), 2: urn("activity", SHARE_AT_MS + away)}) == {}


def test_a_share_is_only_one_post() -> None:
    """Two activities after one share: the first is its own, the other is somebody else's."""
    places = {
        1: urn("share", SHARE_AT_MS),
        2: urn("activity", SHARE_AT_MS + 300),
        3: urn("activity", SHARE_AT_MS + 900),
    }
    assert one_post(places) == {2: 1}


def test_other_places_stay_what_they_are() -> None:
    """Conversations, groups, posts of blogs."""
    places = {
        1: ("conversation", "2-abc=="),
        2: ("post", "https://example.org/a"),
        3: ("post", "urn:li:groupPost:1-2"),
    }
    assert one_post(places) == {}
