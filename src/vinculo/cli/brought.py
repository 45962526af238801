"""What came of it, what is owed and how it came, laid out for a terminal."""

import datetime as dt
from collections.abc import Sequence

from rich.text import Text

from vinculo import api
from vinculo.cli.session import Form, Session
from vinculo.measure.exchange import Rates

NAMELESS = {"none": "nowhere", "unattributed": "unattributed"}
NAMED = 6
"""People who took part in one return that are named."""
ROWS = 30
"""Rows of a list that may be long."""


def amounts(session: Session, told: Sequence[api.Amount], *, lost: bool = False) -> str:
    """Amounts in words, each in its own unit; what was lost, if that is asked for."""
    wording = session.wording
    return ", ".join(
        f"{wording.number(value)} {one.unit or dimension(session, one.dimension)}"
        + (f" ({dimension(session, one.dimension)})" if one.unit else "")
        for one in told
        if (value := one.lost if lost else one.amount)
    )


def dimension(session: Session, name: str) -> str:
    """What a kind of return is called: its title, or the owner's own word."""
    key = f"dimension.{name}"
    return session.wording.say(key) if session.wording.has(key) else name


def percent(session: Session, share: float) -> str:
    """A share in whole percent."""
    return session.wording.say("page.returns.percent", n=api.in_percent(share))


def returns(session: Session, answer: api.Brought) -> None:
    """One view of what came; then each return with who took part."""
    say, wording = session.wording.say, session.wording
    if not answer.returns:
        session.say("page.returns.none")
        return
    total = amounts(session, answer.total)
    session.out.print(
        Text(say("page.returns.total", total=total or say("page.returns.nothing")), style="bold")
    )
    if lost := amounts(session, answer.total, lost=True):
        session.say("page.returns.lost", total=lost)
    session.say(f"page.returns.by.{answer.by}")
    rows = [
        [
            row.name or say(f"page.returns.{NAMELESS.get(row.id, 'unnamed')}"),
            amounts(session, row.amounts),
            amounts(session, row.amounts, lost=True),
            wording.number(row.returns),
        ]
        for row in answer.rows
    ]
    columns = [say(f"cli.column.{name}") for name in ("took_part", "came", "lost", "returns")]
    session.print_rows(Form.text, columns, rows, numeric=(3,))
    session.say("page.returns.took_part")
    session.out.print()
    _each(session, answer.returns[:ROWS])


def _each(session: Session, told: Sequence[api.ReturnShown]) -> None:
    say = session.wording.say
    rows = []
    for one in told:
        people = "; ".join(
            f"{person[1] if person else say('page.returns.unattributed')} {percent(session, share)}"
            for person, share in one.took_part[:NAMED]
        )
        amount = f"{session.wording.number(one.amount)} {one.unit or dimension(session, one.dimension)}"
        rows.append([one.on, say(f"status.{one.status}"), amount, one.text, people, one.key])
    columns = [say(f"cli.column.{name}") for name in ("day", "status", "amount", "what", "took_part", "key")]
    session.print_rows(Form.text, columns, rows)


def promises(session: Session, told: Sequence[api.PromiseShown]) -> None:
    """The open promises of both sides, the one that is due first first."""
    say = session.wording.say
    if not told:
        session.say("page.promises.none")
        return
    rows = [
        [
            one.due_on + (f" ({say('promise.overdue')})" if one.is_overdue else ""),
            say("promise.mine") if one.is_mine else one.name,
            one.name if one.is_mine else say("promise.to_you"),
            one.text,
            one.key,
        ]
        for one in told[:ROWS]
    ]
    columns = [say(f"cli.column.{name}") for name in ("due", "who_promised", "to_whom", "what", "key")]
    session.print_rows(Form.text, columns, rows)


def stages(session: Session, answer: api.Way) -> None:
    """How often people come back after so many days, beside the rule."""
    say, wording = session.wording.say, session.wording
    session.say("page.stages.rule", recognized=answer.recognized_days, bond=answer.bond_days)
    session.say("page.stages.measured", days=answer.horizon_days)
    rows = []
    for told in answer.channels:
        shown = [
            f"{wording.number(round(10 * one.chance))} ({wording.number(one.relationships)})"
            if one.relationships
            else "–"
            for one in told.days
        ]
        rows.append([say(f"way.channel.{told.channel}"), *shown])
    rows.append(
        [say("way.channel.published"), *(wording.number(round(10 * one)) for one in answer.published)]
    )
    columns = [say("cli.column.channel"), *(wording.number(n + 1) for n in range(len(answer.published)))]
    session.print_rows(Form.text, columns, rows)
    session.say("page.stages.how_to_read")


def brand(session: Session, answer: api.Brand) -> None:
    """What is said of the owner in public, quarter by quarter, and by whom."""
    say, wording = session.wording.say, session.wording
    if not answer.people and not any(map(any, answer.voices.values())):
        session.say("page.brand.none")
        return
    session.out.print(Text(say("page.brand.headline", n=wording.number(len(answer.people))), style="bold"))
    epoch = dt.date(1970, 1, 1)
    names = (*api.SORTS, "returning")
    rows = [
        [
            (epoch + dt.timedelta(days=day)).isoformat(),
            *(wording.number(answer.voices[name][n]) for name in names),
        ]
        for n, day in enumerate(answer.days)
        if any(answer.voices[name][n] for name in names)
    ]
    columns = [say("cli.column.until"), *(say(f"voice.{name}") for name in names)]
    session.print_rows(Form.text, columns, rows[-12:], numeric=range(1, len(columns)))
    session.out.print()
    people = [
        [
            one.person[1],
            one.first_on,
            one.last_on,
            wording.number(one.days),
            ", ".join(say(f"voice.{s}") for s in one.sorts),
        ]
        for one in answer.people[:ROWS]
    ]
    columns = [say(f"cli.column.{name}") for name in ("person", "first", "last", "days", "what")]
    session.print_rows(Form.text, columns, people, numeric=(3,))
    session.say("page.brand.unseen")


def rates(session: Session, answer: Rates) -> None:
    """What a unit of each kind is worth to the owner, and how well the choices agree."""
    say, wording = session.wording.say, session.wording
    rows = [
        [dimension(session, name), wording.number(round(worth, 2))]
        for name, worth in answer.worth.items()
        if name != answer.base
    ]
    columns = [say("cli.column.one_of"), say("cli.column.in_base", base=dimension(session, answer.base))]
    session.print_rows(Form.text, columns, rows, numeric=(1,))
    if answer.of:
        session.say("page.rates.agreed", agreed=answer.agreed, of=answer.of, factor=round(answer.typical, 2))


def regard(session: Session, one: api.Relationship) -> None:
    """What the owner's word says of a relationship: trust and its deeds, promises of both sides, projects."""
    say, wording, told = session.wording.say, session.wording, one.regard
    name = one.person.name or one.person.id
    if told.introducer:
        session.say("page.regard.introduced", who=told.introducer[1])
    if told.met:
        session.say(f"page.regard.met_{told.met}")
    for tag in told.tags:
        session.say(f"page.regard.tag_{tag}")
    if told.trust:
        trust = told.trust
        session.out.print(Text(say("page.regard.trust"), style="bold"))
        session.say(
            "page.regard.of_ten", n=wording.number(round(10 * trust.value)),
            low=wording.number(round(10 * trust.low)), high=wording.number(round(10 * trust.high)),
        )  # fmt: skip
        for deed in trust.deeds[:ROWS]:
            word = say("page.regard.your_word") if deed.is_owners_word else say("page.regard.files_word")
            session.say("page.regard.deed", day=deed.on, name=name, deed=say(f"deed.{deed.deed}"), word=word)
    for promise in told.promises[:ROWS]:
        sentence = f"page.regard.promise_{'mine' if promise.is_mine else 'theirs'}"
        state, due = say(f"promise.{promise.state}"), promise.due_on or say("promise.no_day")
        session.say(sentence, name=name, text=promise.text, state=state, due=due, which=promise.key)
    for project in told.projects:
        state = say(f"project.{project.outcome or project.state}")
        session.say("page.regard.project", title=project.title, state=state)
    if told.trust or told.promises or told.projects:
        session.out.print()
