"""What became of a promise, and how a project went."""

from vinculo.ledger.read import Told
from vinculo.measure.acts import Act
from vinculo.measure.projects import projects
from vinculo.measure.promises import promises
from vinculo.model import DAY_S, Origin

ANA = 7


def act(kind, day, actor=ANA, others=(0,), text="", **facts):
    """One act on a day."""
    told = Told(
        day * 10, kind, day * DAY_S, "day", "written", 1, (2,), None, day, 0, None, 1, text, facts, "owner",
        Origin("log", 1, 1),
    )  # fmt: skip
    return Act(told, actor, others)


def test_a_promise_stands_as_its_latest_turn_says():
    """Open, broken, then made good; the days are kept."""
    made = act("promise_made", 5, text="the draft", promise="aa", due="1970-01-20")
    (one,) = promises([made])
    assert (one.state, one.person, one.is_mine, one.due_on) == ("open", ANA, False, 19)
    assert not one.is_overdue(19 * DAY_S)
    assert one.is_overdue(21 * DAY_S)
    turns = [act("promise_broken", 21, promise="aa"), act("promise_kept", 30, promise="aa")]
    (one,) = promises([made, *turns])
    assert one.state == "kept"
    assert [(turn.state, turn.at // DAY_S) for turn in one.turns] == [("broken", 21), ("kept", 30)]
    assert not one.is_overdue(40 * DAY_S)


def test_my_own_promise_is_mine():
    """By who promised."""
    (one,) = promises([act("promise_made", 5, actor=0, others=(ANA,), text="to call", promise="bb")])
    assert (one.is_mine, one.person, one.due_on) == (True, ANA, None)


def test_what_nobody_promised_is_passed_over():
    """A turn without a promise, and a promise to nobody or to several."""
    assert promises([act("promise_kept", 5, promise="cc")]) == ()
    assert promises([act("promise_made", 5, actor=0, others=(7, 8), promise="cc")]) == ()


def test_a_project_goes_step_by_step():
    """With everybody who takes part, its title and how it ended."""
    steps = [
        act(
            "project_possible", 1, actor=0, others=(ANA,), project="p", title="The map", nature="professional"
        ),
        act("project_agreed", 4, actor=0, others=(ANA, 8), project="p", title="The map"),
        act("project_delivered", 9, actor=0, others=(ANA, 8), project="p", outcome="well"),
    ]
    (one,) = projects(steps)
    assert (one.title, one.people, one.state, one.outcome) == ("The map", (ANA, 8), "delivered", "well")
    assert [turn.state for turn in one.turns] == ["possible", "agreed", "delivered"]
