"""A relationship as the strands draw it."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from vinculo import derive
from vinculo.derive import Derived
from vinculo.measure import stages as rules
from vinculo.measure.interactions import KINDS
from vinculo.model import DAY_S
from vinculo.strands import Exchange, Lane, Meeting, Minutes, Promise, Reach, Side, Step, Story, Unseen

_NAMES = tuple(KINDS)
LANES = {
    "comment": "post", "mention": "post", "reaction": "post", "repost": "post", "post": "post",
    "vote": "post", "article": "post", "recommendation": "profile", "endorsement": "profile", "email": "mail",
}  # fmt: skip
"""In which lane a kind of event is drawn, where it is not the lane of conversations or meetings."""


def story_of(derived: Derived, person: int, *, with_minutes: bool = True) -> Story:
    """What is drawn of one relationship, in days since 1970 UTC, as of the derivation's instant.

    Strands cross at every answer, every live exchange and every return. A reach is an exchange that answered
    nothing and drew no answer next. After the last day that any file tells of, nothing can be seen.
    """
    row = derived.rows[person]
    happened = derive.rows_of(derived.happenings, person).to_pylist()
    moments = derive.rows_of(derived.moments, person).to_pylist()
    exchanges = [Exchange(m["at"] / DAY_S, "theirs" if m["heard"] else "mine") for m in moments if m["reply"]]
    exchanges += [Exchange(h["at"] / DAY_S, "theirs") for h in happened if _NAMES[h["code"]] == "return"]
    born = row["linked_at"] if row["linked_at"] is not None else row["first_at"]
    until = derived.seen_until
    return Story(
        as_of=derived.as_of / DAY_S,
        exchanges=tuple(exchanges),
        reaches=tuple(_reaches(moments)),
        unseen=(Unseen(until / DAY_S, derived.as_of / DAY_S),) if until < derived.as_of else (),
        born=born / DAY_S if born is not None else None,
        meetings=tuple(Meeting(h["at"] / DAY_S) for h in happened if _NAMES[h["code"]].startswith("meeting")),
        steps=tuple(_steps(row)),
        minutes=tuple(_minutes(happened)) if with_minutes else (),
        lanes=_lanes(happened),
        promises=tuple(_promises(derived, person)),
        ended=_ended(derived, person),
    )


def _promises(derived: Derived, person: int) -> Iterator[Promise]:
    """The promises of both sides that are open, kept or broken; one without a day is drawn to where it
    was settled."""
    for one in derived.word.promises:
        if one.person == person and one.state in {"open", "kept", "broken"}:
            made = one.made_at / DAY_S
            settled = one.turns[-1].at / DAY_S if one.turns else derived.as_of / DAY_S
            due = float(one.due_on) if one.due_on is not None else settled
            state: Literal["kept", "broken", "open"] = (
                "kept" if one.state == "kept" else "broken" if one.state == "broken" else "open"
            )
            yield Promise(made, max(made, due), "mine" if one.is_mine else "theirs", state)


def _ended(derived: Derived, person: int) -> float | None:
    """Since when the owner holds it to be over."""
    at = derived.word.lost_at.get(person)
    return at / DAY_S if at is not None else None


def _reaches(moments: list[dict[str, Any]]) -> list[Reach]:
    following: list[dict[str, Any]] = [*moments[1:], {"reply": 0}]
    alone = [m for m, after in zip(moments, following, strict=False) if not m["reply"] and not after["reply"]]
    return [Reach(m["at"] / DAY_S, "theirs" if m["heard"] else "mine") for m in alone]


def _steps(row: Mapping[str, int | None]) -> list[Step]:
    linked = row["linked_at"]
    steps = [Step("contact", linked / DAY_S)] if linked is not None else []
    for stage in rules.STAGES:
        at = rules.reached_at(stage, row)
        if at is not None:
            steps.append(Step(stage.key, at / DAY_S))
    return steps


def _minutes(happened: list[dict[str, Any]]) -> list[Minutes]:
    given = []
    for h in happened:
        for side, flag in (("theirs", "inbound"), ("mine", "outbound")):
            if h[flag] and h["exchange"]:
                given.append(Minutes(h["at"] / DAY_S, _side(side), h["centiminutes"] / 100))
    return given


def _side(name: str) -> Side:
    return "mine" if name == "mine" else "theirs"


def _lanes(happened: list[dict[str, Any]]) -> tuple[Lane, ...]:
    ticks: dict[str, list[tuple[float, Side]]] = {}
    for h in happened:
        kind = _NAMES[h["code"]]
        is_meeting = kind.startswith("meeting") or kind in {"call", "video_call"}
        lane = "meeting" if is_meeting else LANES.get(kind, "conversation" if h["exchange"] else "")
        if lane:
            ticks.setdefault(lane, []).append((h["at"] / DAY_S, "theirs" if h["inbound"] else "mine"))
    order = ("post", "profile", "conversation", "mail", "meeting")
    return tuple(Lane(kind, tuple(ticks[kind])) for kind in order if kind in ticks)
