"""Forecasts for any set of who contacted whom and when: network forecast, network backtest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.session import Form, Session
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo.forecast.backtest import Backtest


def build(wording: Wording) -> typer.Typer:
    """The `network` group, with help in the words of one language."""
    say = wording.say
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    format_option = typer.Option("--format", help=say("cli.format"))
    events_argument = typer.Argument(help=say("cli.network.events"), show_default=False)
    active_option = typer.Option("--active-time", help=say("cli.network.active_time"))

    @app.command("forecast", help=say("cli.network.forecast.help"))
    def forecast(
        context: typer.Context,
        events: Annotated[Path, events_argument],
        as_of: Annotated[str, typer.Option("--as-of", help=say("cli.network.as_of"))],
        horizon_days: Annotated[float, typer.Option("--horizon-days", help=say("cli.network.horizon"))],
        out: Annotated[Path, typer.Option("-o", "--out", help=say("cli.network.out"))],
        is_active_time: Annotated[bool, active_option] = False,
        is_explained: Annotated[bool, typer.Option("--explain", help=say("cli.network.explain"))] = False,
        form: Annotated[Form, format_option] = Form.text,
    ) -> None:
        from vinculo import network

        session: Session = context.obj
        at = _number_or_text(as_of)
        told = network.forecast(
            events, at, horizon_days, out, active_time=is_active_time, explain=is_explained
        )
        if form is Form.json:
            session.print_json(told)
            return
        number = wording.number
        session.say_count("cli.network.forecast.done", told.pairs, events=number(told.events), out=out)
        dropped = told.to_nobody + told.to_self
        if dropped:
            session.say_count("cli.network.dropped", dropped)
        if told.is_public:
            session.say("cli.network.public", sets=", ".join(told.learned_from))

    @app.command("backtest", help=say("cli.network.backtest.help"))
    def backtest(
        context: typer.Context,
        events: Annotated[Path, events_argument],
        horizon_days: Annotated[
            float | None, typer.Option("--horizon-days", help=say("cli.network.horizon"), show_default=False)
        ] = None,
        origins: Annotated[int, typer.Option("--origins", min=1, help=say("cli.network.origins"))] = 3,
        is_active_time: Annotated[bool, active_option] = False,
        form: Annotated[Form, format_option] = Form.text,
    ) -> None:
        from vinculo import network

        session: Session = context.obj
        told = network.backtest(events, horizon_days, origins=origins, active_time=is_active_time)
        if form is Form.json:
            session.print_json(told.as_json())
        else:
            _verdict(session, told, form)

    return app


def _number_or_text(said: str) -> float | str:
    try:
        return float(said)
    except ValueError:
        return said


def _verdict(session: Session, told: "Backtest", form: Form) -> None:
    wording = session.wording
    session.say_count("cli.network.backtest.done", told.pairs, origins=told.origins,
                      days=wording.number(round(told.horizon_days, 2)))  # fmt: skip
    measures = list(dict.fromkeys(name for row in told.table.values() for name in row))
    rows = [
        [method, *("" if (value := row.get(name)) is None else f"{value:.3f}" for name in measures)]
        for method, row in told.table.items()
    ]
    columns = [wording.say("cli.network.method"), *(name.replace("_", " ") for name in measures)]
    session.print_rows(form, columns, rows, numeric=range(1, len(columns)))
    session.say("cli.network.coverage", share=wording.number(round(100 * told.coverage)))
