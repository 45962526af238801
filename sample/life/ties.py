"""How relationships go: beginnings, bursts, holidays, silences and returns, in continuous time.

Each person's temperament sets the rates; chance does the rest. Nothing here counts days or knows a
stage, so that whoever reads the exports finds what happened and not what was meant.
"""

import random
from typing import NamedTuple

from life import SEED, world
from life.acts import Meeting, Message
from life.clock import DAY_S, awake, date_of
from life.dialogue import Setting, converse
from life.grammar import Episode, episodes
from life.owner import OWNER, season
from life.people import Person, date_is_slow

YEAR_S = 365.25 * DAY_S
END = world.EXPORTED_2026 * DAY_S


Library = dict[str, list[Episode]]


class Tie(NamedTuple):
    """How far two people are, as far as their next conversation depends on it."""

    talks: int
    """Conversations in which somebody answered."""
    last_at: int
    """When the last message was written; 0 before the first."""
    used: tuple[str, ...]
    """What they have talked about."""


def library() -> Library:
    """What can be talked about in each language."""
    return {
        language: [
            episode
            for part in ("first", "next")
            for episode in _marked(episodes(world.TEXTS / f"{language}_{part}.txt"), part)
        ]
        for language in ("es", "en")
    }


def _marked(found: list[Episode], part: str) -> list[Episode]:
    return [e if "stage" in e.tags else e._replace(tags=e.tags | {"stage": part}) for e in found]


def live(person: Person, books: Library, names: list[str]) -> tuple[list[Message], list[Meeting]]:
    """Everything that two people ever wrote to each other on LinkedIn."""
    rng = random.Random(f"{SEED}|tie|{person.key}")
    messages: list[Message] = []
    meetings: list[Meeting] = []
    tie = Tie(0, 0, ())
    snubbed_at = -END
    for at, sought in _moments(person, rng):
        end = person.gone * DAY_S if person.gone else END
        if at >= end or at <= tie.last_at or (at < snubbed_at + 75 * DAY_S and rng.random() < 0.92):
            continue
        by_them = rng.random() < _who_begins(person, sought)
        episode = _choose(books[person.language], person, tie, at, by_them, rng)
        if episode is None:
            continue
        answered = rng.random() < _answers(person, tie, by_them, episode)
        pair = (person, OWNER) if by_them else (OWNER, person)
        setting = Setting(*pair, OWNER, person.language, person.key, names, warm=tie.talks > 2)
        home = pair[0].home(at // DAY_S)
        begin = awake(home.zone, at, rng, pair[0].temperament.weekend)
        said, met = converse(episode, setting, begin, rng, answered=answered)
        said = [message for message in said if message.at < end]
        if not said:
            continue
        snubbed_at = snubbed_at if answered else said[-1].at
        messages += said
        meetings += met if said[-1].at < end else []
        tie = Tie(tie.talks + (len({m.sender for m in said}) > 1), said[-1].at, (*tie.used, episode.name))
    return messages, meetings


def _moments(person: Person, rng: random.Random) -> list[tuple[int, bool]]:
    """When a conversation might begin; True for the ones that seek somebody lost."""
    temper = person.temperament
    start = person.linked_at or 0
    if rng.random() > min(0.97, 0.05 + 1.36 * temper.affinity):
        return []
    found = [(start + int(rng.expovariate(1 / (0.4 if rng.random() < 0.6 else 190)) * DAY_S), False)]
    now = float(found[0][0])
    fades_at = now + temper.keeps_y * (0.25 + 2.6 * temper.affinity) * YEAR_S
    per_year = 3.8 * temper.affinity**1.8
    while now < END:
        burst = rng.random() < 0.06 + 0.26 * temper.affinity
        wait_s = rng.expovariate(1 / 5) * DAY_S if burst else rng.expovariate(max(per_year, 0.02)) * YEAR_S
        now += wait_s
        if now > fades_at:
            now = max(now, fades_at) + rng.expovariate(max(temper.returns * temper.affinity, 0.004)) * YEAR_S
            fades_at = now + rng.expovariate(1 / (0.3 + temper.keeps_y * temper.affinity)) * YEAR_S
            if now < END:
                found.append((int(now), True))
            continue
        day = int(now // DAY_S)
        keeps = season(day) / 1.9 * (0.35 if date_is_slow(day) else 1)
        if burst or rng.random() < keeps:
            found.append((int(now), False))
    return [moment for moment in found if moment[0] < END]


def _who_begins(person: Person, sought: bool) -> float:
    """The chance that they write first rather than the owner."""
    begins = person.temperament.begins
    if person.role in ("vendor", "recruiter"):
        return begins
    return 0.5 + (begins - 0.5) * (0.5 if sought else 1)


def _answers(person: Person, tie: Tie, by_them: bool, episode: Episode) -> float:
    """The chance that the one who was written to writes back."""
    if by_them:
        chance = {"vendor": 0.1, "recruiter": 0.5, "other": 0.75}.get(person.role, OWNER.temperament.answers)
        return min(0.98, chance + 0.04 * tie.talks) * (0.6 if episode.name == "thanks-link" else 1)
    return min(0.98, person.temperament.answers * (0.72 + 0.06 * tie.talks))


def _choose(
    book: list[Episode], person: Person, tie: Tie, at: int, by_them: bool, rng: random.Random
) -> Episode | None:
    stage = _stage_of_talk(tie, at)
    fitting = [e for e in book if e.allows("stage", stage) and _fits(e, person, at, by_them)]
    if not fitting:
        return None
    weights = [float(e.tags.get("w", "1")) * (0.08 if e.name in tie.used else 1) for e in fitting]
    return rng.choices(fitting, weights)[0]


def _stage_of_talk(tie: Tie, at: int) -> str:
    """What kind of words fit: of strangers, of people who have talked, who talk often, who had lost touch."""
    if tie.talks == 0:
        return "first"
    if at - tie.last_at > 1.3 * YEAR_S:
        return "revive"
    return "warm" if tie.talks > 2 else "next"


def _fits(episode: Episode, person: Person, at: int, by_them: bool) -> bool:
    """Whether two such people could talk of this now."""
    day = at // DAY_S
    tags = episode.tags
    date = date_of(day)
    spoken_to = OWNER if by_them else person
    conditions = (
        episode.allows("by", "them" if by_them else "me") or tags.get("by") == "any",
        episode.allows("who", person.role),
        tags.get("since", "") <= date.isoformat() <= tags.get("until", "") + "~",
        "month" not in tags or (date.month == int(tags["month"]) and date.day > 12),
        "near" not in tags or _near(person, day),
        "job_change" not in tags or any(0 < day - job.since < 50 for job in spoken_to.jobs),
        "fresh" not in tags or day - (person.linked_at or 0) // DAY_S < 30,
        "moved" not in tags or any(0 < day - home.since < 90 for home in person.homes if home.since),
        "after_event" not in tags or any(0 < day - g.day < 20 for g in world.GATHERINGS),
        "before_event" not in tags or any(4 < g.day - day < 120 for g in world.GATHERINGS),
    )
    return all(conditions)


def _near(person: Person, day: int) -> bool:
    """Whether a coffee is possible: the same city, and no lockdown."""
    together = person.home(day).city == OWNER.home(day).city
    return together and not world.LOCKED_DOWN[0] <= day <= world.LOCKED_DOWN[1]
