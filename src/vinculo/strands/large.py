"""A relationship at full length: 1216 px, with its stages, meetings, places and promises."""

from bisect import bisect_left
from typing import NamedTuple

from vinculo.strands.curve import value
from vinculo.strands.geometry import AT_ZERO, Form, Scale, Weave, fit, weave
from vinculo.strands.labels import Placed, breadth, first_of, in_rows, on_calendar
from vinculo.strands.lanes import PITCH, gutter, lanes, titles
from vinculo.strands.layers import Frame, broad, since_answer, waiting
from vinculo.strands.marks import ends, hatch, meeting_places, rings
from vinculo.strands.ribbon import breadths, held_back
from vinculo.strands.story import FIRST_DAY, LAST_DAY, Story, begins, known, longest_silence, stops
from vinculo.strands.svg import described, drawing, path, plain, short, words
from vinculo.strands.words import calendar_word, duration, short_date, stage_title, told
from vinculo.wording import Wording

LARGE = Form(width=1216, height=150, widest=64.5, least=8, turn=30, bend=9, merge=14, pad=8)
HALO = 1.75
HEAD_ROWS = 6
HEAD_HEIGHT = 30
RING = 5.5


class _Sheet(NamedTuple):
    """Where things stand on the drawing."""

    story: Story
    wording: Wording
    scale: Scale
    strands: Weave
    heads: list[Placed]
    top: float
    """Upper edge of the strands' 150 px."""
    floor: float
    """Lower edge of the lanes."""

    @property
    def right(self) -> float:
        return LARGE.width - LARGE.pad

    @property
    def middle(self) -> float:
        return self.top + LARGE.height / 2

    def above(self, x: float) -> float:
        """Just above the upper strand at x."""
        ys = [value(curve, x)[0] for curve in (self.strands.mine, self.strands.theirs) if curve.xs]
        hidden = any(a <= x <= b for a, b in self.strands.unseen)
        return self.middle + (-LARGE.widest if hidden or not ys else min(ys)) - 9


def large(story: Story, wording: Wording, labelled_by: str = "") -> str:
    """The strands from their beginning until `as_of`, as an `svg`.

    `labelled_by` is the id of the visible element that holds `in_words`; without it, the drawing
    carries these words itself.
    """
    story = known(story)
    sheet, below, lane_titles = _laid_out(story, wording)
    frame = Frame(sheet.scale.left, sheet.right, 0, sheet.middle)
    inside = (
        _calendar(sheet),
        path("hatch", hatch(sheet.strands.unseen, sheet.middle - LARGE.widest, sheet.middle + LARGE.widest)),
        waiting(sheet.strands, frame),
        _now(sheet),
        _steps(sheet),
        _meetings(sheet),
        _ribbons(sheet, frame),
        rings(story, sheet.strands, sheet.scale, frame, RING),
        lanes(story, lane_titles, sheet.scale, sheet.strands.unseen, below, sheet.right),
        _remarks(sheet),
    )
    return drawing(
        "large",
        LARGE.width,
        sheet.floor + 22,
        described(labelled_by, lambda: told(story, wording)),
        "".join(inside),
    )


def span(story: Story) -> tuple[float, float]:
    """From when to when a known story is drawn: from the first day of the year in which it begins
    (of the month, where it is younger than two years) to `as_of`, or as far beyond as a promise is
    due, but at most by an eighth. Without a beginning, four years."""
    now = story.as_of
    begin = begins(story)
    first = min([max(now - 1461, FIRST_DAY) if begin is None else begin, now, *(s.at for s in story.steps)])
    start = first_of(first, 12 if now - first > 730 else 1)
    room = min(now + max((now - start) / 8, 1.0), LAST_DAY)
    return start, max([now, *(min(p.due, room) for p in story.promises if p.state == "open")])


def _laid_out(story: Story, wording: Wording) -> tuple[_Sheet, float, list[str]]:
    start, end = span(story)
    lane_titles = titles(story, wording)
    scale = fit(LARGE, start, end, left=max(LARGE.pad, gutter(lane_titles)))
    right = LARGE.width - LARGE.pad
    heads = in_rows(_heads(story, scale, wording), LARGE.width, HEAD_ROWS)
    rows = 1 + max((h.row for h in heads), default=-1)
    top = HEAD_HEIGHT * rows + (20 if story.meetings else 2)
    below = top + LARGE.height + 12
    strands = weave(story, LARGE, scale, scale.left, right)
    floor = below + PITCH * len(lane_titles) + 2
    return _Sheet(story, wording, scale, strands, heads, top, floor), below, lane_titles


def _heads(story: Story, scale: Scale, wording: Wording) -> list[tuple[float, tuple[str, ...]]]:
    heads: list[tuple[float, tuple[str, ...]]] = []
    for step in story.steps:
        x, title = scale.x(step.at), stage_title(step.stage, wording)
        if heads and x - heads[-1][0] < 3:
            x, before = heads.pop()
            title = f"{before[0]} · {title}"
        heads.append((x, (title, short_date(step.at, wording))))
    return heads


def _calendar(sheet: _Sheet) -> str:
    drawn = []
    now = sheet.scale.x(sheet.story.as_of)
    date = breadth(short_date(sheet.story.as_of, sheet.wording))
    free = min(now - date / 2, LARGE.width - date) - 8
    for first, x in on_calendar(sheet.scale, sheet.scale.at(sheet.right)):
        drawn.append(path("rule", f"M{short(x)} {short(sheet.top)}V{short(sheet.floor)}"))
        text = calendar_word(first, sheet.wording)
        if x + 4 + breadth(text) < free:
            drawn.append(words("note", x + 4, sheet.floor + 14, text))
    return "".join(drawn)


def _ribbons(sheet: _Sheet, frame: Frame) -> str:
    places = [k.x for k in sheet.strands.knots]
    scale = sheet.scale
    mine, theirs = (held_back(half, places) for half in breadths(sheet.story, scale, sheet.right))
    drawn = broad(sheet.strands, mine, theirs, HALO, since_answer(sheet.strands, frame))
    stop = scale.x(stops(sheet.story))
    if sheet.story.ended is not None:
        text = sheet.wording.say("strands.ended")
        return drawn + (words("note", stop + 8, sheet.middle + 4, text) if stop + 80 < sheet.right else "")
    return drawn + ends(sheet.strands, stop, frame, 3.4)


def _now(sheet: _Sheet) -> str:
    x = sheet.scale.x(sheet.story.as_of)
    text = short_date(sheet.story.as_of, sheet.wording)
    left = min(x - breadth(text) / 2, LARGE.width - breadth(text))
    line = path("now", f"M{short(x)} {short(sheet.top)}V{short(sheet.floor)}")
    return line + words("note", left, sheet.floor + 14, text)


def _steps(sheet: _Sheet) -> str:
    drawn = []
    for head in sheet.heads:
        top = HEAD_HEIGHT * head.row + (3 if head.left == head.x else 28) if head.row >= 0 else sheet.top
        end = max(sheet.above(head.x), top + 4)
        drawn.append(path("lead", f"M{short(head.x)} {short(top)}V{short(end)}"))
        if head.row >= 0:
            left, base = head.left + 6, HEAD_HEIGHT * head.row + 12
            drawn.append(
                words("head", left, base, head.lines[0]) + words("note", left, base + 14, head.lines[1])
            )
    return "".join(drawn)


def _meetings(sheet: _Sheet) -> str:
    leads = [h.x for h in sheet.heads]
    drawn = []
    end = 0.0
    for meeting, x in zip(
        sheet.story.meetings, meeting_places(sheet.story, sheet.strands, sheet.scale), strict=True
    ):
        where = plain(meeting.where, 24)
        text = sheet.wording.say("strands.met_in", where=where) if where else sheet.wording.say("strands.met")
        after = x + 6 + breadth(text)
        i = bisect_left(leads, x - 4)
        if x < end or after > LARGE.width or (i < len(leads) and leads[i] < after + 4):
            continue
        y = sheet.top - 5
        drawn.append(path("lead", f"M{short(x)} {short(y - 9)}V{short(sheet.middle - RING - 3)}"))
        drawn.append(words("note", x + 6, y, text))
        end = after + 12
    return "".join(drawn)


def _remarks(sheet: _Sheet) -> str:
    """What the gaps say, where there is room to say it: nobody had answered, and the longest silence."""
    story, scale, strands = sheet.story, sheet.scale, sheet.strands
    drawn = ""
    first = strands.knots[0].x if strands.knots else scale.x(stops(story))
    text = sheet.wording.say("strands.zero_until" if strands.knots else "strands.zero_now")
    start = next((a for a, b in strands.seen if min(b, first - LARGE.turn) - a > breadth(text) + 16), None)
    if start is not None:
        drawn = words("note", start + 8, sheet.middle - AT_ZERO * LARGE.widest - 9, text)
    silence = longest_silence(story)
    if silence:
        left, right, text = scale.x(silence[0]), scale.x(silence[1]), _silence(silence[2], sheet.wording)
        start = (left + right + LARGE.turn / 2 - breadth(text)) / 2
        is_clear = min(abs(value(strands.mine, x)[0]) for x in (start - 6, start + breadth(text) + 6)) > 20
        if is_clear and not any(a < right and b > left for a, b in strands.unseen):
            drawn += words("note", start, sheet.middle + 4, text)
    return drawn


def _silence(days: float, wording: Wording) -> str:
    return wording.say("strands.silence", time=duration(days, wording))
