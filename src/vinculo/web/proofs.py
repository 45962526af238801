"""The drawer of a number, in three levels: what it is made of, one item with its arithmetic, the record."""

from collections.abc import Iterator
from typing import NamedTuple

from vinculo import api
from vinculo.api import why
from vinculo.api.clock import moment_in, step_in
from vinculo.api.deep import Deep, deep
from vinculo.errors import Refusal
from vinculo.measure.interactions import COMPOSED_PER_MINUTE, READ_PER_MINUTE
from vinculo.strands.svg import plain
from vinculo.web.window import View, day_in_words, name_of

MOST_WORDS = 24
WORD_LENGTH = 30
SIDES: dict[str, why.Side] = {"minutes_in": "in", "minutes_out": "out"}


class Line(NamedTuple):
    """A line of an account."""

    label: str
    amount: str
    value: str


class Level(NamedTuple):
    """One level of the drawer."""

    title: str
    note: str = ""
    lines: tuple[Line, ...] = ()
    total: Line | None = None


class Proof(NamedTuple):
    """All that the drawer of one number says."""

    number: str
    title: str
    levels: tuple[Level, ...]
    moment: api.Moment | None
    """The happening whose record is shown below."""
    needs_speeds: bool
    """Whether minutes of writing and reading were counted, whose speeds have sources."""


def proof_of(reading: api.Reading, view: View, one: api.Relationship, number: str) -> Proof:
    """Why `number` is what it is: `minutes_in`, `minutes_out`, `worth`, a stage, or the id of an entry
    of the timeline. Raises Refusal where it is none of them."""
    if number in SIDES:
        return _minutes(reading, view, one, number)
    if number == "worth":
        return _worth(reading, view, one)
    if number in api.STAGE_ORDER:
        return _stage(reading, view, one, number)
    moment = moment_in(why.moment(reading, one, view.on, number), view.zone)
    levels = (*_arithmetic(view, moment, ""), *depth_of(view, deep(reading, moment, view.on), moment))
    return Proof(number, _named(view, moment), levels, moment, _is_timed(view, moment))


def _minutes(reading: api.Reading, view: View, one: api.Relationship, number: str) -> Proof:
    say, wording, side = view.wording.say, view.wording, SIDES[number]
    if view.are_numbers_hidden:
        return Proof(number, say("web.why.hidden"), (), None, needs_speeds=False)
    told = why.sums(reading, one, view.on, side)
    lines = tuple(
        Line(say(f"kind.{part.kind}.title"), wording.number(part.n), wording.minutes(part.minutes))
        for part in told.kinds
    )
    total = Line(
        say("web.why.all"), wording.number(sum(part.n for part in told.kinds)), wording.minutes(told.minutes)
    )
    first = Level(say(f"web.why.time_{side}", name=name_of(one.person, 40)), "", lines, total)
    levels: tuple[Level, ...] = (first,)
    if told.typical:
        kind = told.kinds[0]
        title = say("web.why.example", n=wording.number(kind.n), kind=say(f"kind.{kind.kind}.title"))
        levels += _arithmetic(view, told.typical, title)
    title = say("web.why.of", number=wording.minutes(told.minutes))
    return Proof(number, title, levels, told.typical, needs_speeds=True)


def _stage(reading: api.Reading, view: View, one: api.Relationship, stage: str) -> Proof:
    wording, say = view.wording, view.wording.say
    title = say(f"stage.{stage}.title")
    taken = (step_in(step, view.zone) for step in why.steps(reading, one, view.on))
    step = next((step for step in taken if step.stage == stage), None)
    if step is None:
        raise Refusal("refusal.stage_not_reached", stage=title)
    if stage == "contact":
        return _worth(reading, view, one) if one.value.gate == 0 else _beginning(view, step)
    name = name_of(one.person, 40)
    lines = []
    for part in why.fulfilled(reading, one, view.on, stage):
        label = wording.say_count(f"web.rule.{part.part}", part.needed, name=name)
        on = day_in_words(wording, part.on, "d MMM y") if part.on else ""
        lines.append(Line(label, "", on))
    rule = Level(say("web.why.asks", stage=title), say("web.why.asks_note"), tuple(lines))
    completed = say("web.why.completed", day=day_in_words(wording, step.on))
    levels = (rule, *_arithmetic(view, step.moment, completed))
    return Proof(stage, say("web.why.of", number=title), levels, step.moment, _is_timed(view, step.moment))


def _beginning(view: View, step: why.Step) -> Proof:
    say = view.wording.say
    level = Level(say("web.why.began"), say("web.why.began_note", day=day_in_words(view.wording, step.on)))
    title = say("web.why.of", number=say("stage.contact.title"))
    return Proof("contact", title, (level,), step.moment, needs_speeds=False)


def _worth(reading: api.Reading, view: View, one: api.Relationship) -> Proof:
    wording, say = view.wording, view.wording.say
    if one.value.gate:
        lines = tuple(_parts(reading, view, one))
        note = say("web.why.worth_note" if lines else "web.why.worth_none")
        level = Level(say("web.why.returns"), note, lines)
        return Proof("worth", say("web.why.worth"), (level,), None, needs_speeds=False)
    name = name_of(one.person, 40)
    lines = tuple(
        Line(say(f"web.why.{key}", name=name), "", wording.number(one.numbers[feature] or 0))
        for key, feature in (("you_reached", "exchanges_out"), ("they_reached", "exchanges_in"))
    )
    total = Line(say("web.why.answers"), "", wording.number(0))
    level = Level(say("web.why.gate"), say("web.why.gate_note"), lines, total)
    first = next(iter(why.steps(reading, one, view.on)), None)
    title = say("web.why.of", number=say("web.why.exactly_zero"))
    return Proof("worth", title, (level,), first.moment if first else None, needs_speeds=False)


def _parts(reading: api.Reading, view: View, one: api.Relationship) -> Iterator[Line]:
    """Each return in which they took part: its day, its share, and what that comes to."""
    wording = view.wording
    for told in reading.brought(view.on, "person").returns:
        share = sum(part for person, part in told.took_part if person and person[0] == one.person.id)
        if share:
            day = day_in_words(wording, told.on, "d MMM y")
            named = f"{plain(told.text, 60)}, {day}" if told.text else day
            own = sum(part.amount for part in told.parts if part.person and part.person[0] == one.person.id)
            sign = "−" if told.status == "lost" else ""
            percent = wording.say("page.returns.percent", n=api.in_percent(share))
            amount = f"{sign}{wording.number(round(own, 2))} {told.unit}".strip()
            # Where figures are hidden, the day and what it was are all that is told.
            yield Line(named, "", "") if view.are_numbers_hidden else Line(named, percent, amount)


def _named(view: View, moment: api.Moment) -> str:
    """What the drawer of one happening is called."""
    wording = view.wording
    if moment.minutes and not view.are_numbers_hidden:
        return wording.say("web.why.of", number=wording.minutes(moment.minutes))
    kind = wording.say(f"kind.{moment.kind}.title")
    return wording.say("web.why.event", kind=kind, day=day_in_words(wording, moment.at[:10]))


def _is_timed(view: View, moment: api.Moment) -> bool:
    return bool(moment.words) and not view.are_numbers_hidden


def _arithmetic(view: View, moment: api.Moment, title: str) -> tuple[Level, ...]:
    """What one happening costs, line by line; nothing where numbers are hidden, or where it costs nothing."""
    wording, say = view.wording, view.wording.say
    title = title or say("web.why.costs")
    if view.are_numbers_hidden or not moment.minutes:
        return (Level(title, say("web.why.no_time")),) if not view.are_numbers_hidden else (Level(title),)

    def exactly(minutes: float) -> str:
        return say("web.why.minutes", n=wording.number(round(minutes, 2)))

    told = why.cost(moment)
    lines = []
    if told.lasted is not None:
        lines.append(Line(say("web.why.lasted"), "", exactly(told.lasted)))
    if told.base:
        kind = say(f"kind.{moment.kind}.title")
        lines.append(Line(say("web.why.base", kind=kind), "", exactly(told.base)))
    if told.composing:
        label = wording.say_count("web.why.composed", told.words, speed=COMPOSED_PER_MINUTE)
        lines.append(Line(label, "", exactly(told.composing)))
    if told.reading:
        answered = round(told.reading * READ_PER_MINUTE)
        label = wording.say_count("web.why.read", answered, speed=READ_PER_MINUTE)
        lines.append(Line(label, "", exactly(told.reading)))
    if told.shared_by > 1:
        lines.append(Line(say("web.why.shared"), "", f"÷ {wording.number(told.shared_by)}"))
    note = "" if told.explains else say("web.why.fuller")
    return (Level(title, note, tuple(lines), Line(say("web.why.comes_to"), "", exactly(moment.minutes))),)


def depth_of(view: View, told: Deep | None, moment: api.Moment) -> tuple[Level, ...]:
    """How deep a happening goes: the signs, and the words that counted; nothing where numbers are hidden."""
    if told is None or view.are_numbers_hidden:
        return ()
    wording, say = view.wording, view.wording.say
    title = say("web.why.deep")
    if told.canned:
        return (Level(title, say(f"web.why.canned_{told.canned}")),)
    total = Line(say("web.why.deep_total"), "", wording.number(told.depth))
    if not told.is_judged:
        kind = say(f"kind.{moment.kind}.title")
        total = Line(say("web.why.deep_fixed", kind=kind), "", wording.number(told.depth))
    lines = [
        Line(
            wording.say_count(f"web.why.sign.{sign.key}", sign.n)
            if sign.key in {"substance", "grounding"}
            else say(f"web.why.sign.{sign.key}"),
            "",
            wording.number(round(sign.points, 1)),
        )
        for sign in told.signs
    ]
    words = (("counted", told.counted), ("taken_up", told.taken_up), ("stock", told.stock))
    lines += [Line(say(f"web.why.words.{key}", words=_shown(said)), "", "") for key, said in words if said]
    note = say("web.why.deep_note") if told.keeps_words else say("web.why.deep_gone")
    return (Level(title, note, tuple(lines), total),)


def _shown(words: tuple[str, ...]) -> str:
    shown = [plain(word, WORD_LENGTH) for word in words[:MOST_WORDS]]
    return " · ".join([*shown, *(["…"] if len(words) > MOST_WORDS else [])])
