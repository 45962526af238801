"""A little conversation, from its pattern to dated messages and, sometimes, a meeting."""

import random
from typing import NamedTuple

from life.acts import Meeting, Message
from life.clock import DAY_S, awake
from life.grammar import Episode, Turn, choose, say
from life.people import Person
from life.slots import Slots, in_voice


class Setting(NamedTuple):
    """Who talks, and what surrounds the talk."""

    opener: Person
    answerer: Person
    owner: Person
    language: str
    conversation: str
    names: list[str]
    """People of the same world, to be mentioned."""
    warm: bool


def converse(
    episode: Episode, setting: Setting, at: int, rng: random.Random, *, answered: bool
) -> tuple[list[Message], list[Meeting]]:
    """What is written, and the meeting agreed on if the episode has one. Where nobody answers, the talk
    ends before B's first turn."""
    slots = Slots(
        rng, at, setting.language, (setting.opener, setting.answerer), setting.names, warm=setting.warm
    )
    written: list[Message] = []
    before: Turn | None = None
    now = at
    thread = ""
    for turn in episode.turns:
        if turn.side == "B" and not answered:
            break
        way = choose(turn, thread, rng)
        if way is None or rng.random() > turn.chance:
            break
        speaker, other = (
            (setting.opener, setting.answerer) if turn.side == "A" else (setting.answerer, setting.opener)
        )
        if before is not None:
            now = _when(turn, before, speaker, slots, now, rng)
        slots.turn(turn.side)
        thread = thread or way.thread
        text = in_voice(say(way.pattern, rng, slots.ask), speaker.voice)
        written.append(Message(now, setting.conversation, speaker, (other,), text))
        before = turn
    return written, _meeting(episode, setting, slots, written) if answered else []


def _when(turn: Turn, before: Turn, speaker: Person, slots: Slots, now: int, rng: random.Random) -> int:
    if turn.after and turn.after in slots.dates:
        at = max(slots.dates[turn.after] + int((turn.wait_s or 0) * rng.uniform(0.8, 1.5)), now + 600)
    elif turn.wait_s is not None:
        at = now + int(turn.wait_s * rng.uniform(0.7, 1.6))
    elif turn.side == before.side:
        return now + rng.randint(25, 400)
    else:
        pace_h = speaker.temperament.pace_h * rng.lognormvariate(-0.3, 1.1)
        at = now + max(int(pace_h * 3600), rng.randint(40, 900))
    home = speaker.home(at // DAY_S)
    return max(awake(home.zone, at, rng, speaker.temperament.weekend), now + 20)


def _meeting(episode: Episode, setting: Setting, slots: Slots, written: list[Message]) -> list[Meeting]:
    """An episode tagged `meets=SLOT MODE [PLACE SLOT] MINUTES [moved=SLOT]` agrees on a meeting."""
    told = episode.tags.get("meets", "").split()
    if not told or len(written) < 2 or told[0] not in slots.dates:
        return []
    moved = next((part[6:] for part in told if part.startswith("moved=")), "")
    where = slots.ask("cafe") if "cafe" in told else ""
    minutes = next(int(part) for part in told[2:] if part.isdigit())
    other = setting.answerer if setting.opener is setting.owner else setting.opener
    return [
        Meeting(
            at=slots.dates[told[0]],
            minutes=minutes,
            mode=told[1],
            where=where,
            people=(other,),
            title=episode.name,
            moved_from=slots.dates.get(moved) if moved else None,
            proposed_at=written[1].at,
        )
    ]
