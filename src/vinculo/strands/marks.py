"""What stands on and behind the strands: hatches, their ends, and rings for meetings."""

from bisect import bisect_right
from math import ceil, floor

from vinculo.strands.curve import CLOSEST, value
from vinculo.strands.geometry import Scale, Weave
from vinculo.strands.layers import Frame
from vinculo.strands.story import Story
from vinculo.strands.svg import circle, short

HATCH_PITCH = 7.0
"""From one line of a hatch to the next, along x: 5 px across, at 45°."""


def hatch(spans: list[tuple[float, float]], top: float, bottom: float) -> str:
    """Path data of lines that rise to the right at 45°, inside these spans. The lines of one
    drawing continue each other across spans."""
    data = []
    for left, right in spans:
        for k in range(ceil((left + top) / HATCH_PITCH), floor((right + bottom) / HATCH_PITCH) + 1):
            total = k * HATCH_PITCH
            x0, x1 = max(left, total - bottom), min(right, total - top)
            if x1 - x0 > 0.3:
                data.append(f"M{short(x0)} {short(total - x0)}L{short(x1)} {short(total - x1)}")
    return "".join(data)


def ends(weave: Weave, x: float, frame: Frame, radius: float) -> str:
    """The two ends of the strands at x, if it can be seen inside the frame: the owner's filled, the
    other hollow. Where they would cover each other, the owner's is a dot inside the other."""
    hidden = weave.unseen and weave.unseen[-1][0] < x <= weave.unseen[-1][1] + CLOSEST
    if hidden or not weave.mine.xs or not max(frame.left, weave.mine.xs[0]) <= x <= frame.right + CLOSEST:
        return ""
    mine, theirs = value(weave.mine, x)[0], value(weave.theirs, x)[0]
    inner = outer = radius
    if abs(mine - theirs) < 2 * radius + 1:
        mine = theirs = (mine + theirs) / 2
        inner, outer = 0.6 * radius, 1.3 * radius
    kind, x, y = "end" if weave.knots else "end zero", x + frame.dx, frame.dy
    return circle(f"{kind} t", x, y + theirs, outer) + circle(f"{kind} m", x, y + mine, inner)


def rings(story: Story, weave: Weave, scale: Scale, frame: Frame, radius: float) -> str:
    """A ring for each meeting inside the frame, on its knot; one for meetings too near to tell apart."""
    drawn = []
    last = -1e9
    for x in meeting_places(story, weave, scale):
        if frame.left <= x <= frame.right and x - last >= 2 * radius:
            drawn.append(circle("met", x + frame.dx, frame.dy, radius))
            last = x
    return "".join(drawn)


def meeting_places(story: Story, weave: Weave, scale: Scale) -> list[float]:
    """Where each meeting of a known story is: on the knot that it belongs to, or at its instant."""
    starts = [k.at for k in weave.knots]
    places = []
    for meeting in story.meetings:
        i = bisect_right(starts, meeting.at) - 1
        x = scale.x(meeting.at)
        places.append(weave.knots[i].x if i >= 0 and x - weave.knots[i].x < 6 else x)
    return places
