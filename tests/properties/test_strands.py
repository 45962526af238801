"""What must be true of every drawing of every story, on the geometry and on the SVG itself."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from math import inf, isfinite, nan

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vinculo.strands import (
    Exchange,
    Lane,
    Meeting,
    Minutes,
    Promise,
    Reach,
    Step,
    Story,
    Unseen,
    folded,
    large,
    small,
)
from vinculo.strands.curve import Curve, stretch, through, value
from vinculo.strands.geometry import Scale, Weave, fit, weave
from vinculo.strands.large import LARGE
from vinculo.strands.small import SMALL
from vinculo.strands.story import known
from vinculo.wording import Wording

AS_OF = 20_779.0
WORDING = Wording("en")
SIDES = st.sampled_from(["mine", "theirs"])
DAYS = st.floats(AS_OF - 2500, AS_OF, allow_nan=False)
ODD = st.sampled_from([nan, inf, -inf, 1e300, -1e300, AS_OF + 1, AS_OF + 4000, -719_162.0, AS_OF])
INSTANTS = st.one_of(DAYS, DAYS.map(round).map(float), ODD)
TEXTS = st.text(max_size=60) | st.just("<script>alert(1)</script>&\"'") | st.just("\u202eשלום" * 5000)


def some(element, most: int = 25):
    return st.lists(element, max_size=most).map(tuple)


EXCHANGES = some(st.builds(Exchange, INSTANTS, SIDES))
REACHES = some(st.builds(Reach, INSTANTS, SIDES), 12)
UNSEEN = some(st.builds(Unseen, INSTANTS, INSTANTS), 4)
STORIES = st.builds(
    Story,
    as_of=st.just(AS_OF),
    exchanges=EXCHANGES,
    reaches=REACHES,
    unseen=UNSEEN,
    born=st.none() | INSTANTS,
    meetings=some(st.builds(Meeting, INSTANTS, TEXTS), 4),
    steps=some(st.builds(Step, st.sampled_from(["contact", "bond", "trusted", "<b>", ""]), INSTANTS), 6),
    promises=some(
        st.builds(Promise, INSTANTS, INSTANTS, SIDES, st.sampled_from(["open", "kept", "broken"])), 4
    ),
    minutes=some(
        st.builds(Minutes, INSTANTS, SIDES, st.sampled_from([0.0, 3.0, 90.0, 1e308, nan, -5.0, inf])), 9
    ),
    lanes=some(
        st.builds(Lane, st.sampled_from(["post", "meeting", "<i>"]), some(st.tuples(INSTANTS, SIDES), 9)), 3
    ),
    ended=st.none() | INSTANTS,
)
AT_ZERO = STORIES.map(lambda story: story._replace(exchanges=(), ended=None))


def drawings(story: Story) -> dict[str, str]:
    return {
        "small": small(story, AS_OF - 1461, AS_OF, "A name"),
        "large": large(story, WORDING),
        "folded": folded(story, WORDING),
    }


def paths(svg: str, kind: str) -> list[list[list[tuple[float, float]]]]:
    """Of each path of a class, its parts, each as the corners it goes through: handles too."""
    return [
        [corners(part) for part in re.findall(r"M[^M]*", element.get("d", ""))]
        for element in ET.fromstring(svg).iter("path")
        if element.get("class", "").split()[0] == kind
    ]


def corners(part: str) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for letter, rest in re.findall(r"([MCLHVA])([^MCLHVAZ]*)", part):
        numbers = [float(n) for n in rest.split()]
        if letter == "H":
            points.append((numbers[0], points[-1][1]))
        elif letter == "A":
            points.append((numbers[-2], numbers[-1]))
        else:
            points += zip(numbers[::2], numbers[1::2], strict=True)
    return points


def handles(curve: Curve) -> list[tuple[float, float]]:
    """Points of a curve and the handles between them."""
    found = [(curve.xs[0], curve.ys[0])] if curve.xs else []
    for (x0, y0, m0), (x1, y1, m1) in pairwise(zip(*curve, strict=True)):
        third = (x1 - x0) / 3
        found += [(x0 + third, y0 + m0 * third), (x1 - third, y1 - m1 * third), (x1, y1)]
    return found


def woven(story: Story, form=SMALL) -> tuple[Weave, Scale]:
    scale = fit(form, AS_OF - 1461, AS_OF)
    return weave(known(story), form, scale, form.pad, form.width - form.pad), scale


@given(STORIES)
def test_strands_touch_exactly_at_answers(story: Story) -> None:
    """At y = 0 are the knots and nothing else: neither point nor handle. Without an exchange there
    is no knot, and each strand keeps to its own side."""
    for form in (SMALL, LARGE):
        strands, _ = woven(story, form)
        places = {k.x for k in strands.knots}
        assert bool(places) == any(-719_162 <= e.at <= AS_OF for e in story.exchanges)
        for curve, sign in ((strands.mine, -1), (strands.theirs, 1)):
            for x, y in handles(curve):
                assert (y == 0) == (x in places)
                if not places:
                    assert y * sign > 0.1 * form.widest
        for x, y in handles(strands.mine):
            other = value(strands.theirs, x)[0]
            assert (y > 0) != (other > 0) or y == 0 == other, x


@settings(max_examples=25)
@given(AT_ZERO)
def test_worth_zero_is_drawn_as_two_strands_that_never_touch(story: Story) -> None:
    """Without any exchange nothing has a colour, and every corner of the dashed strands stays at
    least a pixel on its own side of the middle: the owner's above, the other below."""
    for kind, svg in drawings(story).items():
        assert not paths(svg, "s")
        assert not paths(svg, "r")
        assert 'class="end m"' not in svg
        assert 'class="end t"' not in svg
        for path in paths(svg, "zero"):
            mine, theirs = path[: len(path) // 2], path[len(path) // 2 :]
            assert len(mine) == len(theirs) > 0
            for above, below in zip(mine, theirs, strict=True):
                assert max(y for _, y in above) + 2 < min(y for _, y in below), kind


@settings(max_examples=25)
@given(STORIES, st.floats(AS_OF - 1400, AS_OF - 1), SIDES)
def test_an_answer_gives_colour_and_a_crossing(story: Story, at: float, answered: str) -> None:
    """As soon as there is an exchange, the strands have colour and meet in the middle."""
    story = story._replace(exchanges=(*story.exchanges, Exchange(at, answered)), ended=None)
    for kind, svg in drawings(story).items():
        coloured = paths(svg, "s") + paths(svg, "r")
        assert coloured or 'class="end m"' in svg
        if kind == "small":
            reached = [
                abs(y - 12) for path in coloured + paths(svg, "zero") for part in path for _, y in part
            ]
            assert min(reached) < 0.1


@settings(max_examples=25)
@given(STORIES)
def test_a_drawing_is_sound(story: Story) -> None:
    """Well-formed, inside its box, with no number that is none, and nothing that a strict page forbids."""
    for kind, svg in drawings(story).items():
        root = ET.fromstring(svg)
        width, height = (float(n) for n in root.get("viewBox", "").split()[2:])
        assert {element.tag for element in root.iter()} <= {"svg", "path", "circle", "rect", "text"}
        for element in root.iter():
            assert not {"style", "id", "href", "onload"} & set(element.keys())
        for numbers in re.findall(r'(?:d|x|y|r|cx|cy|stroke-width|viewBox|width|height)="([^"]*)"', svg):
            for number in re.findall(r"nan|inf|-?[\d.]+(?:e-?\d+)?", numbers):
                assert isfinite(float(number))
        for name in ("s", "r", "zero", "hatch"):
            for path in paths(svg, name):
                for part in path:
                    for x, y in part:
                        assert -8 <= x <= width + 8, (kind, name)
                        assert -8 <= y <= height + 8, (kind, name)


@settings(max_examples=12)
@given(STORIES, st.randoms(use_true_random=False))
def test_order_and_repetition_mean_nothing(story: Story, random) -> None:
    """The same story told in another order, or twice, is the same drawing to the byte."""
    shuffled = {
        name: tuple(random.sample(told := getattr(story, name) * 2, len(told)))
        for name in ("exchanges", "reaches", "unseen", "meetings", "promises")
    }
    assert drawings(story) == drawings(story._replace(**shuffled))


@settings(max_examples=25)
@given(STORIES, st.floats(0.001, 900), SIDES)
def test_what_comes_later_is_not_drawn(story: Story, days: float, side: str) -> None:
    """Events after `as_of` change nothing."""
    later = AS_OF + days
    longer = story._replace(
        exchanges=(*story.exchanges, Exchange(later, side)),
        reaches=(*story.reaches, Reach(later, side)),
        meetings=(*story.meetings, Meeting(later)),
        steps=(*story.steps, Step("bond", later)),
        minutes=(*story.minutes, Minutes(later, side, 30.0)) if story.minutes else (),
        unseen=(*story.unseen, Unseen(later, later + 9)),
        promises=(*story.promises, Promise(later, later + 9, side)),
        lanes=tuple(lane._replace(ticks=(*lane.ticks, (later, side))) for lane in story.lanes),
    )
    assert drawings(story) == drawings(longer)


@given(some(st.builds(Exchange, DAYS, SIDES), 60))
def test_knots_are_as_far_apart_as_they_merge(exchanges: tuple[Exchange, ...]) -> None:
    """No two knots are nearer than the merging distance, each exchange belongs to the knot before it,
    and a row has room for no more than 30."""
    strands, scale = woven(Story(AS_OF, exchanges))
    places = [k.x for k in strands.knots]
    assert all(b - a > SMALL.merge - 1e-6 for a, b in pairwise(places))
    for exchange in exchanges:
        x = scale.x(exchange.at)
        assert any(-1e-6 <= x - place < SMALL.merge + 1e-6 for place in places)


@given(st.floats(60, 600), st.floats(100, 1000))
def test_the_clock_stands_still_while_nothing_could_be_seen(silent: float, hidden: float) -> None:
    """The gap after an unseen stretch is what it was before it."""
    answer = AS_OF - 2000
    cut = Unseen(answer + silent, answer + silent + hidden)
    strands, scale = woven(Story(AS_OF, (Exchange(answer, "mine"),), unseen=(cut,)), LARGE)
    before, after = (value(strands.mine, scale.x(at))[0] for at in cut)
    assert abs(before) > LARGE.least
    assert abs(before - after) < 1e-6


@given(
    st.lists(st.tuples(st.floats(0.1, 50), st.floats(-60, 60)), min_size=2, max_size=30),
    st.floats(0, 1),
    st.floats(0, 1),
)
@example([(1.0, -1.0), (1.0, 0.0), (1.0, 40.0), (9.0, 0.0), (1.0, -60.0)], 0.1, 0.9)
def test_a_curve_never_overshoots_and_any_stretch_of_it_is_the_same_curve(steps, first, second) -> None:
    """Handles stay between the points beside them; cutting changes nothing."""
    xs, ys = [0.0], [steps[0][1]]
    for gap, y in steps[1:]:
        xs.append(xs[-1] + gap)
        ys.append(y)
    curve = through(xs, ys)
    for i, (y0, y1) in enumerate(pairwise(ys)):
        for _, y in handles(Curve(xs[i : i + 2], ys[i : i + 2], curve.slopes[i : i + 2])):
            assert min(y0, y1) - 1e-9 <= y <= max(y0, y1) + 1e-9
    start, end = sorted((first * xs[-1], second * xs[-1]))
    part = stretch(curve, start, end)
    for i in range(11) if part else ():
        x = start + (end - start) * i / 10
        assert abs(value(part, x)[0] - value(curve, x)[0]) < 0.001 + 0.001 * abs(value(curve, x)[1])
