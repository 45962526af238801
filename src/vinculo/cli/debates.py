"""Where the owner's relationships happen: debates."""

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.asking import DAY_FORMATS, SCREENFUL
from vinculo.cli.session import Form, Session
from vinculo.cli.text import inert
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo import api

LATEST_YEARS = 8
NAMED = 2
"""People of a debate whose names are in its row."""
TITLE = 36


class Order(StrEnum):
    """In what order debates are listed; people are never ranked."""

    last = "last"
    began = "began"


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    say = wording.say
    as_of_option = typer.Option("--as-of", formats=DAY_FORMATS, help=say("cli.as_of"), show_default=False)

    @app.command("debates", help=say("cli.debates.help"))
    def debates(
        context: typer.Context,
        place: Annotated[str, typer.Argument(help=say("cli.debates.place"), show_default=False)] = "",
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        sort: Annotated[Order, typer.Option("--sort", help=say("cli.debates.sort"))] = Order.last,
        with_unseen: Annotated[bool, typer.Option("--unseen", help=say("cli.debates.unseen"))] = False,
        limit: Annotated[int | None, typer.Option("--limit", min=1, help=say("cli.debates.limit"))] = None,
        form: Annotated[Form, typer.Option("--format", help=say("cli.format"))] = Form.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            found = api.debates(
                ledger, session.as_of(as_of), sort=sort, with_unseen=with_unseen or bool(place)
            )
        if place:
            _print_one(session, api.debate(found, place), limit, form)
        elif form is Form.json:
            session.print_json(found)
        else:
            _print_all(session, found, limit, form)


def _print_all(session: Session, found: "api.Debates", limit: int | None, form: Form) -> None:
    if form is Form.csv:
        _print_rows(session, found.debates[:limit], form)
        return
    if not found.debates:
        session.say("debates.none")
    else:
        headline(session, found)
        session.out.print()
        listed = found.debates[: limit or SCREENFUL]
        _print_rows(session, listed, form)
        if len(found.debates) > len(listed):
            session.remark("debates.more", n=session.wording.number(len(found.debates) - len(listed)))
    if found.unseen:
        session.out.print()
        session.say_count("debates.unseen", found.unseen)


def headline(session: Session, found: "api.Debates") -> None:
    """How many came, how many of them came back, and the same by year."""
    from rich.text import Text

    from vinculo.api import debate_words

    wording = session.wording
    session.out.print(Text(debate_words.headline(wording, found), style="bold"))
    years = " · ".join(
        wording.say("debates.year", year=year.year, came=year.came, back=year.came_back)
        for year in found.years[-LATEST_YEARS:]
    )
    session.say("debates.years", years=years)


def _print_rows(session: Session, listed: "tuple[api.Debate, ...]", form: Form) -> None:
    from vinculo.api import debate_words

    say, wording = session.wording.say, session.wording
    names: tuple[str, ...] = ("debate", "what", "last", "came", "came_back", "began", "turns", "who")
    if form is Form.csv:
        names = ("id", *names[:2], "first", *names[2:7], "minutes_in", "minutes_out", "who")
    rows = []
    for one in listed:
        title = one.place.title or say("web.places.untitled")
        counts = [debate_words.counted(wording, one, n) for n in (one.came, one.came_back, one.began)]
        turns = str(one.turns) if form is Form.csv else wording.number(one.turns)
        kind = say(f"web.places.a.{one.place.kind}")
        if form is Form.csv:
            who = "; ".join(visitor.person.name or visitor.person.id for visitor in one.visitors)
            minutes = [f"{one.minutes_in:.2f}", f"{one.minutes_out:.2f}"]
            began = [one.place.first_on, one.place.last_on]
            rows.append([one.place.id, title, kind, *began, *counts, turns, *minutes, who])
        else:
            rows.append([inert(title, TITLE), kind, one.place.last_on, *counts, turns, _named(wording, one)])
    numeric = () if form is Form.csv else (3, 4, 5, 6)
    session.print_rows(form, [say(f"debates.column.{name}") for name in names], rows, numeric=numeric)


def _named(wording: Wording, one: "api.Debate") -> str:
    shown = [inert(visitor.person.name or visitor.person.id, 18) for visitor in one.visitors[:NAMED]]
    others = len(one.visitors) - len(shown)
    return ", ".join(shown) + (f" {wording.say_count('page.person.others', others)}" if others else "")


def _print_one(session: Session, one: "api.Debate", limit: int | None, form: Form) -> None:
    if form is Form.json:
        session.print_json(one)
        return
    say = session.wording.say
    columns = [say(f"debates.column.{name}") for name in ("who", "days", "first", "last", "said", "began")]
    rows = [
        [
            visitor.person.name or visitor.person.id, str(len(visitor.days)), visitor.days[0],
            visitor.days[-1], str(visitor.said), say("debates.here") if visitor.began_here else "",
        ]
        for visitor in one.visitors[:limit]
    ]  # fmt: skip
    if form is Form.csv:
        session.print_rows(form, columns, rows)
        return
    from rich.text import Text

    from vinculo.api import debate_words

    title = one.place.title or say("web.places.untitled")
    session.out.print(Text(inert(title), style="bold"))
    session.say(
        "debates.facts", kind=say(f"web.places.a.{one.place.kind}"), first=one.place.first_on,
        last=one.place.last_on, id=one.place.id,
    )  # fmt: skip
    session.out.print()
    for sentence in debate_words.told(session.wording, one):
        session.out.print(Text(sentence))
    if rows:
        session.out.print()
        session.print_rows(form, columns, rows, numeric=(1, 4))
