"""What the owner does in public: shares, comments, reactions, votes. Who answered is not in the archive."""

import random
from typing import NamedTuple

from life import SEED, world
from life.clock import DAY_S, awake, date_of, day_of, instant, moment, working_second
from life.grammar import say
from life.ids import activity_of, mint
from life.kudos import PUBLIC
from life.owner import OWNER, season
from life.people import Person, date_is_slow
from life.slots import Slots


class Share(NamedTuple):
    """A post of the owner's on LinkedIn."""

    at: int
    share_id: int
    activity_id: int
    kind: str
    """`share` or `ugcPost`."""
    text: str
    url: str
    media: bool
    visibility: str


class Remark(NamedTuple):
    """A comment of the owner's."""

    at: int
    urn: str
    text: str
    answers: str = ""
    """The name of whom it answers, which the archive does not tell."""


class Act(NamedTuple):
    """A reaction, vote, repost or saved item."""

    at: int
    urn: str
    what: str = ""


class Public(NamedTuple):
    """The owner's life in public."""

    shares: list[Share]
    comments: list[Remark]
    reactions: list[Act]
    reposts: list[Act]
    votes: list[Act]
    saved: list[Act]


_SHARES_A_YEAR = {
    2011: 3,
    2012: 5,
    2013: 8,
    2014: 9,
    2015: 10,
    2016: 12,
    2017: 12,
    2018: 14,
    2019: 12,
    2020: 20,
    2021: 14,
    2022: 10,
    2023: 3,
    2024: 14,
    2025: 14,
    2026: 11,
}
_GROUPS = (4187265, 12093847)


def act(names: list[str]) -> Public:
    """Everything the owner did in public."""
    rng = random.Random(f"{SEED}|public")
    shares = _announcements(rng) + _thoughts(rng, names)
    shares.sort()
    comments = _replies(rng, shares, names) + _remarks(rng, names)
    return Public(
        shares=shares,
        comments=sorted(comments),
        reactions=_reactions(rng, comments),
        reposts=_reposts(rng),
        votes=_votes(rng),
        saved=_saved(rng),
    )


def _share(rng: random.Random, at: int, text: str, url: str = "") -> Share:
    share_id = mint(at * 1000 + rng.randrange(1000), rng)
    kind = "ugcPost" if rng.random() < 0.12 else "share"
    visibility = "CONNECTIONS" if rng.random() < 0.04 else "MEMBER_NETWORK"
    return Share(at, share_id, activity_of(share_id, rng), kind, text, url, rng.random() < 0.1, visibility)


def _announcements(rng: random.Random) -> list[Share]:
    """Each post of the blog, told on LinkedIn soon after it came out."""
    found = []
    for post in world.POSTS:
        at = moment("madrid", post.at_local) + rng.randint(240, 5400)
        if at // DAY_S < day_of("2010-06-01"):
            continue
        pattern = rng.choice(PUBLIC[f"announce {post.language}"])
        url = world.post_url(post)
        found.append(_share(rng, at, say(pattern, rng, {"title": post.title, "url": url}.__getitem__), url))
    return found


def _thoughts(rng: random.Random, names: list[str]) -> list[Share]:
    found: list[Share] = []
    said: set[str] = set()
    for year, count in _SHARES_A_YEAR.items():
        for _ in range(count):
            day = rng.randint(day_of(f"{year}-01-08"), min(day_of(f"{year}-12-20"), world.EXPORTED_2026 - 2))
            at = awake("madrid", instant("madrid", day, working_second(rng)), rng, 0.2)
            text = _fresh(rng, f"share {'en' if rng.random() < 0.2 else 'es'}", at, names, said)
            if text and _true_by(text, day):
                found.append(
                    _share(rng, at, text, "https://cuaderno.example.org/hoja" if rng.random() < 0.06 else "")
                )
    return found


def _true_by(text: str, day: int) -> bool:
    """Some things can only be said once they have happened."""
    since = {
        "Otaduy": "2024-01-10",
        "Urkiola": "2024-09-01",
        "Segunda edición": "2026-09-01",
        "seis años": "2023-09-21",
        "Se jubila la": "2019-06-01",
        "Mi madre leía": "2023-09-01",
        "correo de 2019": "2024-01-01",
    }
    return all(day >= day_of(first) for words, first in since.items() if words in text)


def _fresh(rng: random.Random, section: str, at: int, names: list[str], said: set[str]) -> str:
    """Something not said before, or nothing."""
    for _ in range(12):
        slots = Slots(rng, at, section[-2:], (OWNER, OWNER), names, warm=True)
        text = say(rng.choice(PUBLIC[section]), rng, slots.ask)
        if text not in said:
            said.add(text)
            return text
    return ""


def _active_moments(rng: random.Random, per_year: float, first: str) -> list[int]:
    """Instants of a habit: more of them in busy years, fewer in August, often several in a row."""
    found = []
    now = float(day_of(first))
    while now < world.EXPORTED_2026 - 1:
        now += rng.expovariate(per_year / 365) if rng.random() > 0.35 else rng.expovariate(18)
        if rng.random() < season(int(now)) / 1.9 * (0.4 if date_is_slow(int(now)) else 1):
            day = int(now)
            at = awake("madrid", instant("madrid", day, working_second(rng)), rng, 0.5)
            if at < (world.EXPORTED_2026 - 1) * DAY_S:
                found.append(at)
    return sorted(set(found))


def _post_urn(rng: random.Random, at: int) -> str:
    """Somebody else's post, a little older than the owner's act on it."""
    post = mint(int(at * 1000 - min(rng.expovariate(1 / 30_000), 2_000_000) * 1000) - 60_000, rng)
    shape = rng.random()
    if shape < 0.05:
        return f"urn:li:groupPost:{rng.choice(_GROUPS)}-{post}"
    return f"urn:li:{'activity' if shape < 0.9 else 'ugcPost'}:{post}"


def _remarks(rng: random.Random, names: list[str]) -> list[Remark]:
    found: list[Remark] = []
    said: set[str] = set()
    urn = ""
    for at in _active_moments(rng, 46, "2011-03-01"):
        text = _fresh(rng, f"comment {'en' if rng.random() < 0.27 else 'es'}", at, names, said)
        if not text:
            continue
        if len(text) < 40:
            said.discard(text)
        in_debate = urn and found and at - found[-1].at < 90_000 and rng.random() < 0.5
        urn = urn if in_debate else _post_urn(rng, at)
        found.append(Remark(at, urn, text))
    return found


def _replies(rng: random.Random, shares: list[Share], names: list[str]) -> list[Remark]:
    """The owner's answers under her own posts; what they answer is not in the archive."""
    found = []
    for share in shares:
        for _ in range(rng.choices((0, 1, 2, 4), (46, 30, 16, 8))[0]):
            at = awake("madrid", share.at + int(rng.expovariate(1 / 26_000)) + 300, rng, 0.7)
            language = "en" if share.text.isascii() and " the " in share.text else "es"
            slots = Slots(rng, at, language, (OWNER, OWNER), names, warm=True)
            text = say(rng.choice(PUBLIC[f"reply {language}"]), rng, slots.ask)
            if at < (world.EXPORTED_2026 - 1) * DAY_S:
                found.append(Remark(at, f"urn:li:activity:{share.activity_id}", text, slots.mentioned))
    return found


def _reactions(rng: random.Random, comments: list[Remark]) -> list[Act]:
    kinds = ("LIKE", "PRAISE", "EMPATHY", "INTEREST", "APPRECIATION", "ENTERTAINMENT", "MAYBE")
    found = []
    for at in _active_moments(rng, 190, "2011-01-15"):
        year = date_of(at // DAY_S).year
        kind = rng.choices(kinds, (70, 8, 8, 8, 3, 3, 0))[0] if year >= 2019 else "LIKE"
        if year == 2019 and kind == "INTEREST" and rng.random() < 0.5:
            kind = "MAYBE"
        urn = _post_urn(rng, at)
        if "activity" in urn and rng.random() < 0.12:
            post = urn.rsplit(":", 1)[1]
            comment = mint(at * 1000 - rng.randint(60_000, 900_000), rng)
            urn += f"?commentUrn=urn:li:comment:(activity:{post},{comment})"
        found.append(Act(at, urn, kind))
    found += [Act(c.at - rng.randint(8, 90), c.urn, "LIKE") for c in comments if rng.random() < 0.6]
    return sorted(found)


def _reposts(rng: random.Random) -> list[Act]:
    """The link is the owner's own repost, minted in that second."""
    moments = _active_moments(rng, 11, "2021-09-01")
    return [Act(at, f"urn:li:activity:{mint(at * 1000 + rng.randrange(1000), rng)}") for at in moments]


def _votes(rng: random.Random) -> list[Act]:
    found = []
    for at in _active_moments(rng, 7, "2020-06-01"):
        post = mint(at * 1000 - rng.randint(3_600_000, 400_000_000), rng)
        found.append(Act(at, f"urn:li:ugcPost:{post}", rng.choice(world.WORDS["votes"])))
    return found


def _saved(rng: random.Random) -> list[Act]:
    found = [Act(at, _post_urn(rng, at)) for at in _active_moments(rng, 8, "2018-09-01")]
    at = instant("madrid", day_of("2018-09-20"), 77_000)
    return sorted([*found, Act(at, f"urn:li:article:{mint(at * 1000 - 9_000_000, rng)}")])


def notes(people: list[Person], names: list[str]) -> list[tuple[Person, str, int, int]]:
    """The owner's private notes on connections: whom, what, when written, when changed (0 where never)."""
    rng = random.Random(f"{SEED}|notes")
    found = []
    for person in rng.sample(people, 26):
        at = instant(
            "madrid", rng.randint(day_of("2025-02-01"), world.EXPORTED_2026 - 4), working_second(rng)
        )
        slots = Slots(rng, at, "es", (OWNER, person), names, warm=True)
        edited = at + rng.randint(500, 4_000_000) if rng.random() < 0.2 else 0
        found.append((person, say(rng.choice(PUBLIC["note"]), rng, slots.ask), at, edited))
    return sorted(found, key=lambda note: note[2])
