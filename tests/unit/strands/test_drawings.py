"""What stands where on each drawing."""

import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import vinculo
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
    glyph,
    key,
    large,
    logo,
    small,
    years,
)
from vinculo.wording import Wording

AS_OF = 20_779.0
"""22 November 2026."""
START = AS_OF - 1461
EN, ES = Wording("en"), Wording("es")
BRAID = Story(AS_OF, tuple(Exchange(AS_OF - 1300 + 60 * i, "mine" if i % 3 else "theirs") for i in range(20)))


def elements(svg: str, kind: str) -> list[ET.Element]:
    """Elements of a drawing that have all these classes."""
    wanted = set(kind.split())
    return [e for e in ET.fromstring(svg).iter() if wanted <= set(e.get("class", "").split())]


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in ET.fromstring(svg).iter("text")]


def test_a_contact_that_nobody_answered_is_two_dashed_lines_in_few_bytes() -> None:
    """There may be thousands of them on one page."""
    svg = small(Story(AS_OF, born=AS_OF - 900), START, AS_OF, "Ada: nobody has answered yet")
    assert [e.get("d") for e in elements(svg, "zero") if e.tag == "path"] == ["M69.8 6H177M69.8 18H177"]
    assert len(elements(svg, "end zero")) == 2
    assert len(svg) < 450


def test_a_contact_of_unknown_age_is_dashed_from_the_left_edge() -> None:
    """Zero is drawn at full size even where no file tells since when."""
    svg = small(Story(AS_OF), START, AS_OF, "")
    assert elements(svg, "zero")[0].get("d") == "M3 6H177M3 18H177"


def test_what_could_not_be_seen_is_hatched_and_holds_no_strand() -> None:
    """Not a blank, not a zero."""
    svg = small(Story(AS_OF, unseen=(Unseen(0.0, AS_OF),)), START, AS_OF, "")
    assert elements(svg, "hatch")
    assert not elements(svg, "zero")
    half = Story(AS_OF, unseen=(Unseen(0.0, START + 730.5),), born=START - 100)
    data = elements(small(half, START, AS_OF, ""), "zero")[0].get("d")
    assert data == "M90 6H177M90 18H177"


def test_an_event_inside_an_unseen_stretch_is_drawn_all_the_same() -> None:
    """Somebody saw it: the hatch gives way to its crossing."""
    story = Story(AS_OF, (Exchange(START + 730.5, "mine"),), unseen=(Unseen(0.0, AS_OF - 100),))
    svg = small(story, START, AS_OF, "")
    hatched = [float(x) for x in re.findall(r"[ML]([\d.]+)", elements(svg, "hatch")[0].get("d") or "")]
    assert not [x for x in hatched if 84.2 < x < 95.8]
    assert elements(svg, "s m")


def test_a_relationship_that_ended_is_cut() -> None:
    """No end points, and no strand beyond the end."""
    svg = small(BRAID._replace(ended=AS_OF - 100), START, AS_OF, "")
    assert not elements(svg, "end")
    assert 160 < farthest(svg) < 166


def test_what_happens_after_the_end_is_drawn() -> None:
    """An answer after the owner gave it up is an answer."""
    assert farthest(small(BRAID._replace(ended=AS_OF - 1290), START, AS_OF, "")) > 155


def farthest(svg: str) -> float:
    """How far to the right a stroked strand goes."""
    drawn = "".join(e.get("d") or "" for e in elements(svg, "s"))
    return max(float(x) for x in re.findall(r"([\d.]+) [\d.]+(?=[CM]|$)", drawn))


def test_two_strands_that_have_just_met_end_as_a_dot_in_a_ring() -> None:
    """Neither end covers the other."""
    story = Story(AS_OF, (Exchange(AS_OF - 900, "mine"), Exchange(AS_OF - 0.5, "theirs")))
    theirs, mine = elements(small(story, START, AS_OF, ""), "end")
    assert (theirs.get("cy"), theirs.get("r")) == ("12", "2.2")
    assert (mine.get("cy"), mine.get("r")) == ("12", "1")


def test_who_answered_passes_over() -> None:
    """The strand of who answered is whole at the knot; the other leaves a gap there."""
    for answered, whole, broken in (("mine", "s m", "s t"), ("theirs", "s t", "s m")):
        story = Story(AS_OF, tuple(Exchange(AS_OF - 900 + 200 * i, answered) for i in range(3)))
        svg = small(story, START, AS_OF, "")
        assert (elements(svg, whole)[0].get("d") or "").count("M") == 1
        assert (elements(svg, broken)[0].get("d") or "").count("M") == 3


def test_numbers_that_are_hidden_leave_no_trace_in_breadths() -> None:
    """Without minutes both strands have one breadth."""
    svg = small(BRAID, START, AS_OF, "")
    assert set(re.findall(r'stroke-width="([\d.]+)"', svg)) == {"1.60"}
    given = BRAID._replace(
        minutes=(Minutes(AS_OF - 9, "mine", 480.0), Minutes(AS_OF - 9, "theirs", float("nan")))
    )
    assert set(re.findall(r'stroke-width="([\d.]+)"', small(given, START, AS_OF, ""))) == {"2.30", "1.20"}


def test_a_label_is_text_whatever_it_holds() -> None:
    """Markup, signs that turn text around, and length do no harm."""
    svg = small(BRAID, START, AS_OF, "<script>\"'&\u202e\x00" + "x" * 10_000)
    label = ET.fromstring(svg).get("aria-label") or ""
    assert label.startswith("<script>\"'& x")
    assert len(label) <= 200
    assert "<script" not in svg


def test_impossible_windows_are_refused() -> None:
    """A drawing needs a stretch of time."""
    for start, end in ((AS_OF, START), (float("nan"), AS_OF), (-1e300, AS_OF)):
        with pytest.raises(ValueError, match="stretch of time"):
            small(BRAID, start, end, "")
    with pytest.raises(ValueError, match="as_of"):
        small(BRAID._replace(as_of=float("inf")), START, AS_OF, "")


def test_the_years_stand_above_the_column() -> None:
    """On the scale of the rows below them."""
    assert texts(years(START, AS_OF, EN)) == ["2023", "2024", "2025", "2026"]


FULL = BRAID._replace(
    born=AS_OF - 2500,
    reaches=(Reach(AS_OF - 2000, "mine"),),
    meetings=(Meeting(AS_OF - 700, "<b>Bilbao</b>"), Meeting(AS_OF - 699.9)),
    steps=(
        Step("contact", AS_OF - 2500),
        Step("interlocutor", AS_OF - 1300),
        Step("recognized", AS_OF - 1290),
        Step("bond", AS_OF - 1290),
        Step("trusted", AS_OF - 20),
    ),
    promises=(
        Promise(AS_OF - 800, AS_OF - 700, "mine", "kept"),
        Promise(AS_OF - 600, AS_OF - 500, "theirs", "broken"),
        Promise(AS_OF - 30, AS_OF + 60, "theirs", "open"),
    ),
    lanes=(
        Lane(
            "conversation",
            ((AS_OF - 900, "mine"), (AS_OF - 900, "mine"), (AS_OF - 600, "theirs"), (AS_OF + 1, "mine")),
        ),
        Lane("meeting", ((AS_OF - 700, "mine"),)),
        Lane("unheard of"),
    ),
)


def test_the_large_drawing_names_its_stages_lanes_and_instants() -> None:
    """Stages reached together share a head; what has no room is left out, its line stays."""
    said = texts(large(FULL, EN))
    for text in (
        "Contact",
        "Interlocutor",
        "Recognized · Bond",
        "Trusted",
        "22 Nov 2026",
        "met in <b>Bilbao</b>",
    ):
        assert text in said
    assert said[-4:] == ["Messages", "Meetings", "Elsewhere", "Promises"] or "Promises" in said
    assert "Reconocimiento · Vínculo" in texts(large(FULL, ES))
    assert len(elements(large(FULL, EN), "met")) == 1


def test_ticks_are_drawn_once_and_never_after_today() -> None:
    """Two messages of one moment are one tick; a meeting goes both ways."""
    svg = large(FULL, EN)
    assert [(e.get("d") or "").count("M") for e in elements(svg, "tick")] == [1, 1, 1]
    assert (elements(svg, "tick o")[0].get("d") or "").endswith("v10")


def test_promises_are_filled_hollow_or_crossed() -> None:
    """Kept, open, broken; an open one reaches beyond today to the day it is due."""
    svg = large(FULL, EN)
    assert len(elements(svg, "due m")) == 1
    assert len(elements(svg, "due t open")) == 1
    assert len(elements(svg, "cross t")) == 1
    now = float(re.findall(r'class="now" d="M([\d.]+)', svg)[0])
    assert float(elements(svg, "due t open")[0].get("x") or 0) > now


def test_the_words_are_named_or_carried() -> None:
    """The drawing points at its visible words, or says them itself."""
    assert 'role="img" aria-labelledby="words"' in large(FULL, EN, "words")
    assert "exchanges since" in (ET.fromstring(large(FULL, EN)).get("aria-label") or "")


def test_the_folded_drawing_has_a_line_for_every_two_years() -> None:
    """From the first day of the first year; every year is named once."""
    svg = folded(FULL, EN)
    assert [t for t in texts(svg) if t.isdigit()] == ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
    assert len({e.get("y") for e in elements(svg, "note")}) == 4


@pytest.mark.parametrize("stage", range(6))
def test_a_stage_has_as_many_crossings_as_steps(stage: int) -> None:
    """One gap in the strand below for each crossing, shared evenly; at stage 0 nothing has a colour."""
    svg = glyph(stage)
    strands = elements(svg, "s m") + elements(svg, "s t")
    assert sum((e.get("d") or "").count("M") for e in strands) == (stage + 2 if stage else 0)
    assert bool(elements(svg, "zero")) == (stage == 0)
    assert 'aria-hidden="true"' in svg


def test_there_is_no_seventh_stage() -> None:
    """A stage that does not exist is refused, not drawn."""
    for stage in (-1, 6):
        with pytest.raises(ValueError, match="no such stage"):
            glyph(stage)


def test_signs_are_well_formed_and_named() -> None:
    """The logo and every sign of the key."""
    assert len(elements(logo(), "s")) == 2
    assert [meaning for _, meaning in key(EN)][:2] == ["you", "them"]
    assert all(len(ET.fromstring(sign)) for sign, _ in key(ES))


def test_ten_thousand_events_are_no_more_ink_than_the_page_has_room_for() -> None:
    """Knots merge, ticks merge: what is drawn is bounded by its pixels."""
    chance = random.Random(7)
    ats = sorted(AS_OF - 2500 * chance.random() for _ in range(10_000))
    sides = [chance.choice(("mine", "theirs")) for _ in ats]
    story = Story(
        AS_OF,
        tuple(map(Exchange, ats, sides)),
        minutes=tuple(Minutes(at, side, 3.0) for at, side in zip(ats, sides, strict=True)),
        lanes=(Lane("conversation", tuple(zip(ats, sides, strict=True))),),
    )
    assert len(small(story, START, AS_OF, "")) < 6_000
    assert len(large(story, EN, "words")) < 90_000
    assert len(folded(story, EN, "words")) < 120_000


def test_every_class_of_the_drawings_has_a_rule() -> None:
    """Colour comes from the style sheet alone: a class without a rule would be black or invisible."""
    css = (Path(vinculo.__file__).parent / "web" / "static" / "strands.css").read_text("utf-8")
    svgs = [large(FULL, EN), folded(FULL, EN), small(BRAID, START, AS_OF, ""), glyph(0), glyph(3), logo()]
    used = {name for svg in svgs for e in ET.fromstring(svg).iter() for name in e.get("class", "").split()}
    assert len(used) > 20
    assert not {name for name in used if not re.search(rf"\.{name}\b", css)}
