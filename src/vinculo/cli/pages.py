"""Answers laid out for a terminal: a sentence first, then its proof."""

import datetime as dt
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from vinculo import api
from vinculo.cli import brought, foretelling
from vinculo.cli.session import Form, Session
from vinculo.cli.text import inert
from vinculo.measure.features import FEATURES
from vinculo.measure.stages import STAGES

DOTS = "⠀⠁⠃⠇⡇⡏⡟⡿⣿"
"""Braille cells of 0 to 8 dots: a dot is a relationship."""
CELLS_A_ROW = 60


def worth(session: Session, answer: api.Worth, listed: Sequence[api.Relationship]) -> None:
    """The answer to the question: how many, how many at zero, the ladder, and what evolved lately."""
    if not answer.relationships:
        session.say("page.worth.empty")
        session.say("cli.how_to_get")
        return
    headline(session, answer)
    session.out.print()
    if listed:
        session.out.print(Text(session.wording.say("page.worth.listed"), style="bold"))
        relationships(session, listed, Form.text)
    else:
        session.say("page.worth.none")
    foretelling.capacity(session, answer)
    _unseen(session, answer)
    session.remark("page.worth.more")


def headline(session: Session, answer: api.Worth) -> None:
    """The sentence, and the ladder with one dot per relationship."""
    wording = session.wording
    total = len(answer.relationships)
    zero = answer.ladder["contact"]
    session.out.print(
        Text(
            wording.say_count("page.worth.headline", total, evolved=wording.number(total - zero)),
            style="bold",
        )
    )
    session.say("page.worth.zero", n=wording.number(zero))
    session.say("page.worth.as_of", day=_day(session, answer.as_of))
    if answer.unidentified:
        session.say_count("page.worth.unidentified", answer.unidentified)
    if answer.ambiguous:
        names = ", ".join(name for name, _ in answer.ambiguous[:5])
        session.say_count("page.worth.ambiguous", len(answer.ambiguous), names=names)
    session.out.print()
    session.out.print(Text(wording.say("page.worth.ladder"), style="bold"))
    ladder(session, answer.ladder)


def ladder(session: Session, counts: dict[str, int]) -> None:
    """Every relationship is a dot; those at zero are drawn as large as the others."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for stage in reversed(STAGES):
        n = counts[stage.key]
        cells = DOTS[8] * (n // 8) + (DOTS[n % 8] if n % 8 else "")
        rows = "\n".join(cells[done : done + CELLS_A_ROW] for done in range(0, len(cells), CELLS_A_ROW))
        title = session.wording.say(f"stage.{stage.key}.title")
        style = "dim" if stage.order == 0 else ""
        table.add_row(Text(title), Text(session.wording.number(n)), Text(rows, style=style))
    session.out.print(table)


def relationships(session: Session, listed: Sequence[api.Relationship], form: Form) -> None:
    """One row each: where it stands, what each side gave, when it moved last."""
    say, wording = session.wording.say, session.wording
    names = ("person", "stage", "condition", "evolved", "last", "days", "minutes_in", "minutes_out", "worth")
    rows = []
    for one in listed:
        time_in, time_out = (
            (f"{m:.2f}" if form is Form.csv else wording.minutes(m))
            for m in (one.minutes_in, one.minutes_out)
        )
        rows.append(
            [
                one.person.name or one.person.id,
                say(f"stage.{one.stage}.title"),
                say(f"condition.{one.condition}") if one.condition else "",
                one.evolved_on or "",
                one.last_exchange_on or "",
                str(one.active_days) if form is Form.csv else wording.number(one.active_days),
                time_in,
                time_out,
                worth_in_words(session, one) or "0",
            ]
        )
    session.print_rows(form, [say(f"cli.column.{name}") for name in names], rows)


def worth_in_words(session: Session, one: api.Relationship) -> str:
    """What has come of it, each dimension in its own unit; empty where nothing has."""
    wording = session.wording
    return ", ".join(
        f"{wording.number(amount)} {one.value.units.get(name) or wording.say(f'dimension.{name}')}"
        for name, amount in one.value.realized.items()
        if amount
    )


def person(session: Session, shown: api.Shown, limit: int) -> None:
    """One relationship: where it stands and why, time each way, its parts, its story."""
    one, wording = shown.relationship, session.wording
    name = one.person.name or one.person.id
    session.out.print(Text(inert(name), style="bold"))
    stage = wording.say(f"stage.{one.stage}.title")
    condition = wording.say(f"condition.{one.condition}") if one.condition else ""
    session.out.print(Text(f"{stage}, {condition}" if condition else stage))
    session.out.print(Text(inert(", ".join(one.person.handles)), style="dim"))
    session.out.print()
    path(session, one)
    if one.missing:
        following = STAGES[[s.key for s in STAGES].index(one.highest_stage) + 1]
        missing = "; ".join(wording.say_count(f"part.{key}", n) for key, n in one.missing)
        session.say("page.person.next", stage=wording.say(f"stage.{following.key}.title"), missing=missing)
    session.out.print()
    session.out.print(Text(wording.say("page.person.time"), style="bold"))
    session.say("page.person.they_gave", name=name, time=wording.minutes(one.minutes_in))
    session.say("page.person.you_gave", time=wording.minutes(one.minutes_out))
    if one.condition in {"dormant", "lost"}:
        session.say(f"page.person.{one.condition}_rule")
    session.out.print()
    _value(session, one)
    brought.regard(session, one)
    foretelling.person(session, one)
    _numbers(session, one)
    _timeline(session, shown.timeline[-limit:])


def path(session: Session, one: api.Relationship) -> None:
    """The steps so far, each with the event that earned it and where it was read."""
    session.out.print(Text(session.wording.say("page.person.path"), style="bold"))
    for proof in one.evidence:
        if proof.claim == "return":
            continue
        key = "claim.first" if proof.claim == "first" else f"{proof.claim}.title"
        kind = session.wording.say(f"kind.{proof.kind}.title")
        told = f"  {session.wording.say(key)}, {_day(session, proof.at[:10])}: {kind}"
        line = Text(inert(told))
        archive, file = api.parted(proof.file)
        where = f"{archive}/{file}" if archive.endswith(".zip") else file
        line.append(inert(f"  ({where}, {session.wording.say('cli.column.line')} {proof.line})"), style="dim")
        session.out.print(line)


def _value(session: Session, one: api.Relationship) -> None:
    if one.value.gate == 0:
        session.say("page.person.worth_zero")
    elif told := worth_in_words(session, one):
        session.say("page.person.worth_has", returns=told)
    else:
        session.say("page.person.worth_none")
    session.out.print()


def _numbers(session: Session, one: api.Relationship) -> None:
    wording = session.wording
    session.out.print(Text(wording.say("page.person.numbers"), style="bold"))
    rows = []
    for feature in FEATURES:
        number = one.numbers.get(feature.name)
        if not number or feature.unit in {"instant", "effort", "side"} or feature.name.startswith("squared"):
            continue
        if feature.unit == "centiminutes":
            told = wording.minutes(number / 100)
        else:
            told = wording.say_count(f"unit.{feature.unit}", number)
        rows.append((wording.say(feature.title), told))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 2))
    for title, value in rows:
        table.add_row(Text(title), Text(value))
    session.out.print(table)
    session.out.print()


def _timeline(session: Session, moments: Sequence[api.Moment]) -> None:
    wording = session.wording
    session.out.print(Text(wording.say("page.person.timeline"), style="bold"))
    rows = []
    for moment in moments:
        what = wording.say(f"kind.{moment.kind}.title")
        text = f"{what}: {moment.text}" if moment.text else what
        earned = "".join(f" [{wording.say(f'stage.{step}.title')}]" for step in moment.steps)
        rows.append(
            [
                moment.at[:10],
                wording.say(f"direction.{moment.direction}"),
                inert(text, 60) + earned,
                wording.minutes(moment.minutes) if moment.is_exchange else "",
                f"{moment.file.rsplit('/', 1)[-1]}:{moment.line}",
            ]
        )
    session.print_rows(
        Form.text, [wording.say(f"cli.column.{n}") for n in ("day", "who", "what", "minutes", "where")], rows
    )


def diagnosis(session: Session, answer: api.Diagnosis) -> None:
    """How the ledger is."""
    number = session.wording.number
    session.say("page.doctor.ledger", ledger=answer.ledger)
    session.say("page.doctor.digest", digest=answer.digest, schema=answer.schema_version)
    session.say_count(
        "page.doctor.counts", answer.events, persons=number(answer.persons), rejects=number(answer.rejects)
    )
    for finding in answer.findings or ("page.doctor.well",):
        session.say(finding)


def _unseen(session: Session, answer: api.Worth) -> None:
    if answer.not_observable:
        told = "; ".join(
            f"{session.wording.say(f'channel.{name}.title')} ({session.wording.say(f'channel.{name}.fill')})"
            for name in answer.not_observable
        )
        session.out.print()
        session.say("page.worth.unseen", channels=told)


def _day(session: Session, iso: str) -> str:
    return session.wording.date((dt.date.fromisoformat(iso) - dt.date(1970, 1, 1)).days)
