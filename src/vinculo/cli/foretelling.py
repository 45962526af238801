"""What is ahead, in the terminal; and backtest: how right it has been."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.asking import DAY_FORMATS
from vinculo.cli.session import PageForm, Session
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo import api
    from vinculo.api.backtesting import LookBack

LONGEST = 2_000
"""Signs of one sentence: names of people are in it."""
MOST_PARTS = 5
"""Reasons shown; `--format json` tells all."""
MOST_QUIET = 5


def person(session: Session, one: "api.Relationship") -> None:
    """What is ahead of a relationship, and what it may still bring."""
    from vinculo.api import forecast_words as words

    wording, told = session.wording, one.forecast
    if told:
        _title(session, "forecast.title")
        sentences = [words.chance(wording, told), words.days(wording, told)]
        if told.step:
            sentences.append(words.step(wording, told.step))
        for sentence in sentences:
            _line(session, sentence)
        for part in told.contributions[:MOST_PARTS]:
            title, weight, factor = words.contribution(wording, part)
            shown = "" if session.are_numbers_hidden else f" ({factor})"
            _line(session, f"  {title}: {weight}{shown}")
        notes = [words.seen(wording, told), words.learned_from(wording, told), words.rightness(wording, told)]
        for note in notes:
            _line(session, note, is_dim=True)
        session.out.print()
    if one.potential:
        _title(session, "forecast.potential.title")
        for sentence in words.potential(wording, one.potential, one.value.units):
            _line(session, sentence)
        session.out.print()
    if one.value.gate:
        _title(session, "forecast.expected.title")
        _line(session, words.expected(wording, one.value.expected, one.value.units))
        if one.value.expected.basis in {"few_returns", "own_returns"}:
            _line(session, words.reckoning(wording, one.value.expected), is_dim=True)
        session.out.print()


def capacity(session: Session, answer: "api.Worth") -> None:
    """How many relationships are being kept, and which are likely to go quiet."""
    from vinculo.api import forecast_words as words

    wording, told = session.wording, answer.capacity
    if not told.kept.figure:
        return
    session.out.print()
    _title(session, "forecast.capacity.title")
    hidden = (wording.say("forecast.capacity.hidden"),)
    for sentence in hidden if session.are_numbers_hidden else words.capacity(wording, told):
        _line(session, sentence)
    if told.basis == "public":
        _line(session, words.learned_from(wording, told), is_dim=True)
    names = {one.person.id: one.person.name or one.person.id for one in answer.relationships}
    quiet = [names[id_] for id_ in told.quiet if id_ in names]
    if quiet:
        more = len(quiet) - MOST_QUIET
        is_told = more > 0 and not session.are_numbers_hidden
        rest = f" {wording.say_count('forecast.quiet.more', more)}" if is_told else ""
        _line(session, f"{wording.say('forecast.quiet')}: {', '.join(quiet[:MOST_QUIET])}{rest}")


def add_to(app: typer.Typer, wording: Wording) -> None:
    """The command `backtest`, with help in the words of one language."""
    say = wording.say
    as_of_option = typer.Option("--as-of", formats=DAY_FORMATS, help=say("cli.as_of"), show_default=False)
    horizon_option = typer.Option(
        "--horizon-days", min=1, help=say("cli.backtest.horizon"), show_default=False
    )
    plot_option = typer.Option("--plot", help=say("cli.backtest.plot"), show_default=False)

    @app.command("backtest", help=say("cli.backtest.help"))
    def backtest(
        context: typer.Context,
        as_of: Annotated[dt.datetime | None, as_of_option] = None,
        horizon_days: Annotated[int | None, horizon_option] = None,
        origins: Annotated[
            int, typer.Option("--origins", min=1, max=12, help=say("cli.backtest.origins"))
        ] = 4,
        plot: Annotated[Path | None, plot_option] = None,
        form: Annotated[PageForm, typer.Option("--format", help=say("cli.format"))] = PageForm.text,
    ) -> None:
        from vinculo.api import backtesting

        session: Session = context.obj
        with session.open() as ledger:
            told = backtesting.look_back(
                ledger,
                session.as_of(as_of),
                horizon_days=horizon_days,
                origins=origins,
                progress=lambda done, all_: _progress(session, done, all_),
            )
        if plot and session.are_numbers_hidden:
            session.remark("forecast.capacity.hidden")
        elif plot:
            backtesting.write_picture(told, plot, wording)
            session.remark("forecasts.picture.done", file=plot)
        if form is PageForm.json:
            session.print_json(told)
        else:
            _verdict(session, told)


def _progress(session: Session, done: int, all_: int) -> None:
    if session.talk.is_terminal and done < all_:
        number = session.wording.number
        session.remark("forecasts.running", done=number(done), all=number(all_))


def _verdict(session: Session, told: "LookBack") -> None:
    from vinculo.api import forecast_words as words

    wording = session.wording
    if not told.origins:
        _line(session, words.too_little(wording, told))
        return
    for sentence in words.looked_back(wording, told):
        _line(session, sentence)
    session.out.print()
    if not session.are_numbers_hidden:
        for names in (words.CHANCES, words.REST):
            columns, rows = words.measures(wording, told, names)
            session.print_rows(PageForm.text, columns, rows, numeric=range(1, len(columns)))
            session.out.print()
        _line(session, wording.say("forecasts.measure.key"), is_dim=True)
        session.out.print()
    for sentence in words.gains(wording, told, are_numbers_hidden=session.are_numbers_hidden):
        _line(session, sentence)


def _title(session: Session, key: str) -> None:
    _line(session, session.wording.say(key), is_title=True)


def _line(session: Session, sentence: str, *, is_dim: bool = False, is_title: bool = False) -> None:
    from rich.text import Text

    from vinculo.cli.text import inert

    style = "bold" if is_title else "dim" if is_dim else ""
    session.out.print(Text(inert(sentence, LONGEST), style=style), soft_wrap=not session.out.is_terminal)
