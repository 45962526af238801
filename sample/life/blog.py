"""The blog's posts and what readers said under them: scripted debates, passers-by, and noise."""

import random
import re
from pathlib import Path
from typing import NamedTuple

from life import SEED, world
from life.clock import DAY_S, awake, moment
from life.grammar import Episode, choose, episodes, say
from life.owner import OWNER
from life.people import Person, fold
from life.slots import Slots
from life.whole import Life
from life.world import Post

STORY = Path(__file__).parent / "stories" / "blog.txt"
_TALKS = {language: episodes(world.TEXTS / f"blog_{language}.txt") for language in ("es", "en")}
_PERSONAL = {
    "me-voy-por-mi-cuenta",
    "este-blog-se-muda",
    "mudanza",
    "diez-anos-dibujando-datos",
    "vuelvo-a-bilbao",
    "silencios",
    "un-atlas-entre-dos",
    "lo-que-vale-una-respuesta",
}
"""Posts that say nothing a passer-by could ask a technical question about."""

_LINE = re.compile(r"(\*+) (\d{4}-\d\d-\d\d \d\d:\d\d) \| ([^|]+) \| (.*)")


class Comment(NamedTuple):
    """One comment under a post."""

    at: int
    by: Person | None
    """None for somebody who is nowhere else in this life."""
    name: str
    """As signed: a full name, a first name, a shop."""
    email: str
    url: str
    text: str
    parent: int
    """The place of the comment it answers in the same post; -1 for the post itself."""


class Entry(NamedTuple):
    """A post with its comments, in the order in which they came."""

    post: Post
    paragraphs: tuple[str, ...]
    comments: tuple[Comment, ...]


def tell(life: Life) -> list[Entry]:
    """Every post, oldest first."""
    story = _read()
    readers = [
        p
        for p in life.linked
        if p.key.startswith("p") and p.role in ("peer", "developer", "academic", "journalist")
    ]
    return [_entry(post, story[post.slug], life, readers) for post in world.POSTS]


def _read() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in STORY.read_text("utf-8").splitlines():
        if line.startswith("== "):
            found[line[3:]] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


def _entry(post: Post, lines: list[str], life: Life, readers: list[Person]) -> Entry:
    rng = random.Random(f"{SEED}|blog|{post.slug}")
    comments: list[Comment] = []
    last: dict[int, int] = {}
    for line in lines:
        told = _LINE.fullmatch(line)
        if told:
            depth = len(told[1])
            comments.append(_scripted(told, life, rng, last.get(depth - 1, -1)))
            last[depth] = len(comments) - 1
    if post.slug not in _PERSONAL:
        comments += _passers_by(post, readers, rng, len(comments))
    paragraphs = tuple(line for line in lines if not line.startswith("*"))
    return Entry(post, paragraphs, _in_order(comments))


def _scripted(told: re.Match[str], life: Life, rng: random.Random, parent: int) -> Comment:
    at = moment("madrid", told[2]) + rng.randint(3, 57)
    who = told[3].strip()
    if who.startswith("="):
        name, _, url = who[1:].partition(" http")
        email = f"{fold(name)}@example.net"
        return Comment(at, None, name, email, f"http{url}" if url else "", told[4], parent)
    person = life.aliases.get(who) or life.people[who]
    return _by(person, at, told[4], parent)


def _by(person: Person, at: int, text: str, parent: int) -> Comment:
    signs = random.Random(f"{SEED}|signs|{person.key}").random()
    name = person.first.split()[0] if person is OWNER or signs < 0.15 else person.name
    url = f"https://{fold(person.name)}.example.net" if signs > 0.75 else ""
    return Comment(at, person, name, person.email, url, text, parent)


def _passers_by(post: Post, readers: list[Person], rng: random.Random, count: int) -> list[Comment]:
    """A few more readers, and often an answer."""
    found: list[Comment] = []
    begin = moment("madrid", post.at_local)
    near = [p for p in readers if -4 < (begin - (p.linked_at or 0)) / (-365 * DAY_S) < 2.5]
    talks = rng.sample(_TALKS[post.language], rng.choice((1, 2, 2, 3, 4)))
    for talk in talks:
        person = rng.choice([p for p in near if p.language == post.language or rng.random() < 0.05])
        at = awake(person.homes[0].zone, begin + int(rng.expovariate(1 / (3 * DAY_S))) + 4000, rng, 0.5)
        if at < (world.EXPORTED_2026 - 20) * DAY_S:
            found += _debate(talk, person, at, post.language, rng, count + len(found))
    return found


def _debate(
    talk: Episode, person: Person, at: int, language: str, rng: random.Random, place: int
) -> list[Comment]:
    """A reader's remark and what follows; each answers the one before."""
    named = person._replace(first=_by(person, at, "", -1).name.split()[0])
    slots = Slots(rng, at, language, (named, OWNER), [], warm=True)
    found: list[Comment] = []
    for turn in talk.turns:
        way = choose(turn, "", rng)
        if way is None or rng.random() > turn.chance * (0.7 if turn.side == "B" else 1):
            break
        speaker = person if turn.side == "A" else OWNER
        slots.turn(turn.side)
        text = say(way.pattern, rng, slots.ask)
        found.append(_by(speaker, at, text, place + len(found) - 1 if found else -1))
        at = awake("madrid", at + rng.randint(2000, 150_000), rng, 0.5)
    return found


def _in_order(comments: list[Comment]) -> tuple[Comment, ...]:
    """By time, with the places of parents moved along; nothing answers what came after it."""
    order = sorted(range(len(comments)), key=lambda n: comments[n].at)
    place = {old: new for new, old in enumerate(order)}
    return tuple(comments[n]._replace(parent=place.get(comments[n].parent, -1)) for n in order)
