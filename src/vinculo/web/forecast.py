"""What is ahead, on a page: of one relationship, and of all that are being kept."""

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from vinculo import api
from vinculo.api import forecast_words as words
from vinculo.api.answers import day_of
from vinculo.api.foretold import Contribution
from vinculo.web.window import View, Window, day_in_words, name_of

MOST_QUIET = 4


class Link(NamedTuple):
    """Where the events behind a sentence can be seen."""

    address: str
    label: str


class Reason(NamedTuple):
    """What speaks for another exchange, or against it."""

    part: str
    weight: str
    """How much, in words."""
    factor: str
    """What the odds are multiplied by; empty where numbers are hidden."""
    links: tuple[Link, ...]


class Ahead(NamedTuple):
    """The section of a person's page. With numbers hidden only what names no figure is left."""

    sentences: tuple[str, ...]
    """The answer, then how many days, then the next step."""
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    """What it was learned from, up to when, and how right such forecasts are."""
    is_public: bool


class Still(NamedTuple):
    """What it may still bring."""

    sentence: str
    cells: dict[str, str]
    """By dimension; empty where no amounts are told."""
    reckoning: str
    potential: tuple[str, ...]
    """Of a contact."""


def ahead(window: Window, view: View, one: api.Relationship) -> Ahead | None:
    """What is ahead of a relationship; None where no word was exchanged yet."""
    told, wording = one.forecast, view.wording
    if told is None:
        return None
    reasons = _reasons(window, view, told.contributions)
    if view.are_numbers_hidden:
        return Ahead((wording.say("forecast.hidden"),), reasons, (), told.basis == "public")
    sentences = [words.chance(wording, told), words.days(wording, told)]
    if told.step:
        sentences.append(words.step(wording, told.step))
    notes = [words.seen(wording, told), words.rightness(wording, told, window.lookbacks.told(view.on))]
    if told.basis == "own":
        notes.insert(0, words.learned_from(wording, told))
    return Ahead(tuple(sentences), reasons, tuple(notes), told.basis == "public")


def _reasons(window: Window, view: View, parts: tuple[Contribution, ...]) -> tuple[Reason, ...]:
    happened = window.reading.derived(view.on).happenings.select(["id", "tie", "at"])
    wanted = pa.array(sorted({int(entry) for part in parts for entry in part.entries}), pa.int64())
    found = happened.filter(pc.is_in(happened["id"], value_set=wanted)).to_pylist()
    proofs = {str(row["id"]): (row["tie"], day_of(row["at"])) for row in found}
    on = f"?as_of={view.on.isoformat()}" if view.on != view.today else ""
    reasons = []
    for part in parts:
        links: dict[str, Link] = {}
        for entry in part.entries:
            person, day = proofs[entry]
            label = view.wording.say("forecast.evidence", day=day_in_words(view.wording, day, "d MMM y"))
            links.setdefault(label, Link(f"/person/{person}/why/{entry}{on}", label))
        title, weight, factor = words.contribution(view.wording, part)
        shown = "" if view.are_numbers_hidden else factor
        reasons.append(Reason(title, weight, shown, tuple(links.values())))
    return tuple(reasons)


def still(view: View, one: api.Relationship) -> Still:
    """What a relationship may still bring, or a contact become; without figures where numbers are hidden."""
    told, wording = one.value.expected, view.wording
    if view.are_numbers_hidden:
        silent = {"few_returns", "own_returns"}
        return Still(
            "" if told.basis in silent else words.expected(wording, told, one.value.units), {}, "", ()
        )
    cells = {
        name: wording.say("forecast.expected.cell", **words.amounts(wording, found)) if found else "–"
        for name, found in told.figures.items()
    }
    is_foreseen = told.basis in {"few_returns", "own_returns"}
    return Still(
        words.expected(wording, told, one.value.units),
        cells if told.basis == "own_returns" else {},
        words.reckoning(wording, told) if is_foreseen else "",
        words.potential(wording, one.potential, one.value.units) if one.potential else (),
    )


class Quiet(NamedTuple):
    """Somebody of whom no more is likely to be heard soon."""

    person: str
    name: str
    last: str


class Kept(NamedTuple):
    """The section of the overview."""

    sentences: tuple[str, ...]
    note: str
    quiet: tuple[Quiet, ...]
    more: int


def kept(view: View, answer: api.Worth) -> Kept:
    """How many relationships are being kept, and which are likely to go quiet."""
    wording, told = view.wording, answer.capacity
    people = {one.person.id: one for one in answer.relationships}
    quiet = [people[id_] for id_ in told.quiet if id_ in people]
    shown = tuple(
        Quiet(one.person.id, name_of(one.person, 60), day_in_words(wording, one.last_exchange_on, "d MMM y"))
        for one in quiet[:MOST_QUIET]
        if one.last_exchange_on
    )
    hidden = (wording.say("forecast.capacity.hidden"),)
    sentences = hidden if view.are_numbers_hidden else words.capacity(wording, told)
    return Kept(sentences, words.learned_from(wording, told), shown, len(quiet) - len(shown))
