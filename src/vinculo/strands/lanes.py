"""Below the strands: a lane per kind of place, and one for promises. Ticks up are the owner's."""

from vinculo.strands.geometry import Scale
from vinculo.strands.labels import breadth
from vinculo.strands.layers import LETTER
from vinculo.strands.marks import hatch
from vinculo.strands.story import Lane, Promise, Story
from vinculo.strands.svg import path, short, words
from vinculo.wording import Wording

PITCH = 17.0
"""From one lane to the next (px)."""
TICK = 5.0
NEAREST = 1.5
"""Ticks nearer than this are one (px)."""


def titles(story: Story, wording: Wording) -> list[str]:
    """What each lane of a story is called, promises last."""
    keys = [f"strands.lane.{lane.kind}" for lane in story.lanes]
    named = [wording.say(key if wording.has(key) else "strands.lane.other") for key in keys]
    return named + [wording.say("strands.lane.promise")] * bool(story.promises)


def gutter(named: list[str]) -> float:
    """How much room these titles need on the left (px)."""
    return max(map(breadth, named), default=0.0) + 12 if named else 0.0


def lanes(
    story: Story, named: list[str], scale: Scale, unseen: list[tuple[float, float]], top: float, right: float
) -> str:
    """All lanes of a known story from `top` downwards, as far as `right`; hatched where unseen."""
    drawn = []
    for i, title in enumerate(named):
        y = top + PITCH * (i + 1) - 6
        drawn.append(words("title", 0, y + 4, title))
        drawn.append(path("rule", f"M{short(scale.left)} {short(y)}H{short(right)}"))
    seen = PITCH * len(story.lanes)
    drawn.append(path("hatch", hatch(unseen, top, top + seen)) if seen else "")
    for i, lane in enumerate(story.lanes):
        drawn.append(_ticks(lane, story, scale, top + PITCH * (i + 1) - 6, right))
    if story.promises:
        drawn += dict.fromkeys(
            _promise(p, scale, top + PITCH * len(named) - 6, right) for p in story.promises
        )
    return "".join(drawn)


def _ticks(lane: Lane, story: Story, scale: Scale, y: float, right: float) -> str:
    """The owner's ticks go up, the other person's down; a meeting belongs to both."""
    start, now, per_tick = scale.start, min(story.as_of, scale.at(right)), scale.per_day / NEAREST
    ticks = {(side, (at - start) * per_tick // 1) for at, side in lane.ticks if start <= at <= now}
    mine = {place for side, place in ticks if side == "mine"}
    theirs = {place for side, place in ticks if side == "theirs"}
    if lane.kind == "meeting":
        return path("tick o", _comb(mine | theirs, scale, y - TICK, 2 * TICK))
    return path("tick m", _comb(mine, scale, y - TICK, TICK)) + path("tick t", _comb(theirs, scale, y, TICK))


def _comb(places: set[float], scale: Scale, top: float, length: float) -> str:
    tick = f"M%.1f {short(top)}v{short(length)}"
    across = [scale.left + (place + 0.5) * NEAREST for place in sorted(places)]
    return tick * len(across) % tuple(across)


def _promise(promise: Promise, scale: Scale, y: float, right: float) -> str:
    """A bar from when it was made to when it is due: a square at its end is filled where it was
    kept, hollow while it is open, a cross where it was broken."""
    y += -3.5 if promise.whose == "mine" else 3.5
    start, end = max(scale.x(promise.made), scale.left), min(scale.x(promise.due), right)
    side = LETTER[promise.whose]
    bar = path(f"bar {side}", f"M{short(start)} {short(y)}H{short(max(end - 3, start))}")
    if promise.state == "broken":
        x, up = short(end - 3.5), short(y - 3.5)
        return bar + path(f"cross {side}", f"M{x} {up}l7 7m0-7l-7 7")
    hollow = " open" if promise.state == "open" else ""
    return (
        bar
        + f'<rect class="due {side}{hollow}" x="{short(end - 3)}" y="{short(y - 3)}" width="6" height="6"/>'
    )
