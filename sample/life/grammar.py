"""A very small grammar for people's words.

In a pattern `[a|b|]` is one of its parts (the last one here is nothing), `{slot}` is asked of the
speaker, `¶` is a line break. An episode is a little conversation, written as turns:

    == coffee | by=any | stage=next,warm | w=2 | meets=when in_person cafe
    A {hi}¿Te va un café {when} en {cafe}?
    / another way to begin
    B Me va.
    A@when+1d Gracias por el café.
    B?0.4 A ti.

`A` begins the conversation, `B` answers. `+3d` or `+2h` waits, `@when+1d` is counted from a date in a
slot (`@when-3h` before it), `?0.4` happens four times in ten. A line that begins with `/` is another way
to say the turn before. A way that begins with `#x` answers only what was said in a way marked `#x`.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Ask = Callable[[str], str]


class Way(NamedTuple):
    """One way to say something."""

    thread: str
    """What it belongs to; empty where it fits anywhere."""
    pattern: str


class Turn(NamedTuple):
    """One thing said in an episode."""

    side: str
    ways: tuple[Way, ...]
    wait_s: int | None
    """Counted from the turn before, or from `after`; None for the speaker's own pace."""
    after: str
    """A slot with a date; empty where the turn follows the one before."""
    chance: float


class Episode(NamedTuple):
    """A little conversation that can be had."""

    name: str
    tags: dict[str, str]
    turns: tuple[Turn, ...]

    def allows(self, tag: str, value: str) -> bool:
        """Whether the episode's list for this tag names the value, or names none."""
        told = self.tags.get(tag, "*")
        return told == "*" or value in told.split(",")


_TURN = re.compile(r"([AB])(?:@(\w+))?(?:([+-]\d+)([mhd]))?(?:\?([\d.]+))? (.*)")
_UNIT_S = {"m": 60, "h": 3600, "d": 86_400}


def episodes(path: Path) -> list[Episode]:
    """The episodes of a file of texts, in order."""
    found: list[Episode] = []
    for raw in path.read_text("utf-8").splitlines():
        line = raw.strip()
        if line.startswith("== "):
            name, *tags = (part.strip() for part in line[3:].split("|"))
            found.append(Episode(name, dict(tag.split("=", 1) for tag in tags), ()))
        elif line and not line.startswith("#"):
            last = found[-1]
            if line.startswith("/ "):
                turn = last.turns[-1]
                turns = (*last.turns[:-1], turn._replace(ways=(*turn.ways, _way(line[2:]))))
            else:
                turns = (*last.turns, _turn(line))
            found[-1] = last._replace(turns=turns)
    return found


def _turn(line: str) -> Turn:
    told = _TURN.fullmatch(line)
    if told is None:
        raise ValueError(f"not a turn: {line}")
    side, after, count, unit, chance, text = told.groups()
    wait_s = int(count) * _UNIT_S[unit] if count else None
    return Turn(side, (_way(text),), wait_s, after or "", float(chance) if chance else 1.0)


def _way(text: str) -> Way:
    if not text.startswith("#"):
        return Way("", text)
    thread, _, pattern = text.partition(" ")
    return Way(thread, pattern)


def choose(turn: Turn, thread: str, rng: random.Random) -> Way | None:
    """A way to say this turn that fits what the conversation is about so far; None where it has ended."""
    fitting = [way for way in turn.ways if way.thread in ("", thread) or not thread]
    return rng.choice(fitting) if fitting else None


def sections(path: Path) -> dict[str, list[str]]:
    """The patterns of a file by the section (`== name`) they stand in."""
    found: dict[str, list[str]] = {}
    for raw in path.read_text("utf-8").splitlines():
        line = raw.strip()
        if line.startswith("== "):
            found[line[3:]] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


def say(pattern: str, rng: random.Random, ask: Ask) -> str:
    """One of the sentences a pattern stands for."""
    return tidy(_sequence(pattern, rng, ask))


def _sequence(pattern: str, rng: random.Random, ask: Ask) -> str:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == "[":
            parts.append(_sequence(rng.choice(_ways(pattern, at)), rng, ask))
            at = _closing(pattern, at) + 1
        elif pattern[at] == "{":
            end = pattern.index("}", at)
            parts.append(ask(pattern[at + 1 : end]))
            at = end + 1
        else:
            parts.append(pattern[at])
            at += 1
    return "".join(parts)


def _closing(pattern: str, at: int) -> int:
    depth = 0
    for index in range(at, len(pattern)):
        depth += {"[": 1, "]": -1}.get(pattern[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"a bracket is never closed: {pattern}")


def _ways(pattern: str, at: int) -> list[str]:
    """The parts of the choice that begins at a bracket, split at its own bars only."""
    ways, depth, begin = [], 0, at + 1
    end = _closing(pattern, at)
    for index in range(at + 1, end):
        depth += {"[": 1, "]": -1}.get(pattern[index], 0)
        if depth == 0 and pattern[index] == "|":
            ways.append(pattern[begin:index])
            begin = index + 1
    return [*ways, pattern[begin:end]]


def tidy(text: str) -> str:
    """The text with its line breaks, the contractions of Spanish, and without doubled blanks or stops.

    A `\\2` (after an English greeting and its comma) makes the next word begin small.
    """
    text = re.sub("\2 ([A-Z])(?=[a-z])", lambda m: f" {m[1].lower()}", text.replace("¶", "\n")).replace(
        "\2", ""
    )
    for apart, together in (("de el ", "del "), ("De el ", "Del "), ("a el ", "al ")):
        text = re.sub(rf"(?<!\w){apart}", together, text)
    text = re.sub(r"(?<=[?!])\.(?!\.)", "", text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
