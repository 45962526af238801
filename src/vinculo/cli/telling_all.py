"""A whole life on one screen, as text: a heading, and at most a few lines below it."""

import dataclasses
from collections.abc import Iterable

from rich.text import Text

from vinculo import api
from vinculo.api import debate_words
from vinculo.api.tale import Tale
from vinculo.cli import pages
from vinculo.cli.brought import amounts
from vinculo.cli.session import Session
from vinculo.cli.text import inert

FEW = 3
"""Names or rows of a section."""
TITLE = 40
STEPS = 4
"""Of a path, the last ones."""


def one_screen(session: Session, told: Tale) -> None:
    """The sentence and the ladder; who came back, who was met, what began where, what it brought, how one
    of it was earned, what no file could show, what waits for the owner's word."""
    session.say("page.demo.invented")
    _headline(session, told)
    _debates(session, told)
    _met(session, told)
    _brought(session, told)
    _furthest(session, told)
    _unseen(session, told)
    _waiting(session, told)
    session.out.print()
    session.say("page.demo.kept", ledger=session.ledger_path)
    session.say("page.tale.yours")


def _headline(session: Session, told: Tale) -> None:
    wording, ladder = session.wording, told.worth.ladder
    total, zero = len(told.worth.relationships), ladder["contact"]
    evolved = wording.number(total - zero)
    sentence = wording.say_count("page.worth.headline", total, evolved=evolved)
    session.out.print(Text(sentence, style="bold"))
    session.say("page.worth.zero", n=wording.number(zero))
    pages.ladder(session, ladder)


def _heading(session: Session, key: str) -> None:
    session.out.print()
    session.out.print(Text(session.wording.say(key), style="bold"))


def _debates(session: Session, told: Tale) -> None:
    _heading(session, "page.tale.came_back")
    session.out.print(Text(debate_words.headline(session.wording, told.debates)))
    back = [one for one in told.debates.visitors if one.came_back][:FEW]
    if back:
        names = "; ".join(
            session.wording.say_count("page.tale.visitor", len(one.days), name=_named(one.person.name))
            for one in back
        )
        session.say("page.tale.lately", names=names)
    began = [one for one in told.debates.debates if one.began][:FEW]
    if began:
        where = "; ".join(
            session.wording.say_count(
                "page.tale.began_in", one.began or 0, title=inert(one.place.title, TITLE)
            )
            for one in began
        )
        session.say("page.tale.began", where=where)


def _met(session: Session, told: Tale) -> None:
    _heading(session, "page.tale.met")
    number = session.wording.number
    session.say_count("page.tale.in_person", len(told.met), on_screen=number(told.on_screen))
    if told.met:
        latest = ", ".join(f"{_named(one.person.name)} ({one.on})" for one in told.met[:FEW])
        session.say("page.tale.last_met", names=latest)


def _brought(session: Session, told: Tale) -> None:
    _heading(session, "page.tale.brought")
    if not told.brought.returns:
        session.say("page.returns.none")
        return
    session.say("page.tale.came", amounts=amounts(session, told.brought.total))
    lost = amounts(session, told.brought.total, lost=True)
    if lost:
        session.say("page.tale.lost", amounts=lost)
    session.say("page.returns.took_part")
    if told.due:
        said = "; ".join(_promise(session, one) for one in told.due[:FEW])
        session.say_count("page.tale.due", len(told.due), promises=said)


def _promise(session: Session, one: api.PromiseShown) -> str:
    whose = session.wording.say("web.you") if one.is_mine else _named(one.name)
    return f"{whose}: {inert(one.text, TITLE)}"


def _furthest(session: Session, told: Tale) -> None:
    """The path of whoever came furthest last: the latest steps, each with the record that earned it."""
    order = {stage: place for place, stage in enumerate(told.worth.ladder)}
    chosen = max(
        told.worth.relationships,
        key=lambda one: (order[one.stage], one.evolved_on or "", one.person.id),
        default=None,
    )
    if chosen is None or not order[chosen.stage]:
        return
    _heading(session, "page.tale.earned")
    stage = session.wording.say(f"stage.{chosen.stage}.title")
    session.out.print(Text(f"{_named(chosen.person.name)}: {stage}"))
    last = dataclasses.replace(
        chosen, evidence=tuple(proof for proof in chosen.evidence if proof.claim != "return")[-STEPS:]
    )
    pages.path(session, last)


def _unseen(session: Session, told: Tale) -> None:
    _heading(session, "page.tale.unseen")
    if told.debates.unseen:
        session.say_count("debates.unseen", told.debates.unseen)
    if told.worth.not_observable:
        named = _listed(session.wording.say(f"channel.{name}.title") for name in told.worth.not_observable)
        session.say("page.tale.channels", channels=named)


def _waiting(session: Session, told: Tale) -> None:
    _heading(session, "page.tale.waiting")
    if told.questions:
        asked = told.questions[0]
        names = _listed(_named(one.name) for one in asked.people[:FEW])
        first = session.wording.say("page.tale.who_is", name=_named(asked.name)) if asked.name else names
        session.say_count("page.tale.questions", len(told.questions), first=first)
    if told.notices:
        session.say_count("page.tale.notices", told.notices)
    if not told.questions and not told.notices:
        session.say("page.tale.nothing_waits")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _named(name: str) -> str:
    return inert(name, TITLE)
