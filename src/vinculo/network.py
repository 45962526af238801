"""The forecast for a whole community: a file of events in, a file of pairs out.

EVENTS.parquet has `source`, `target` (whole numbers or text) and `time` (Unix seconds); other
columns are not looked at. Events towards nobody and towards oneself are dropped and counted. What
lies at or after the instant of the question is not read by anything that follows.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vinculo.errors import Refusal, UnreadableFile
from vinculo.forecast import backtest as judge
from vinculo.forecast.blend import Forecast, forecasts
from vinculo.forecast.features import PARTS
from vinculo.forecast.prior import Public, load
from vinculo.forecast.timeline import DAY_S, Clock, Timeline, timeline

COLUMNS = ("source", "target", "time")


@dataclass(frozen=True, slots=True)
class Events:
    """Events between people given as codes, and what the codes stand for."""

    names: pa.Array
    source: np.ndarray
    target: np.ndarray
    times: np.ndarray
    to_nobody: int
    """Rows without a target (or source, or time), left out."""
    to_self: int
    """Rows of somebody with themselves, left out."""

    def before(self, at: float) -> "Events":
        """Only what happened before an instant."""
        kept = self.times < at
        source, target, times = self.source[kept], self.target[kept], self.times[kept]
        codes, dense = np.unique(np.concatenate([source, target]), return_inverse=True)
        source, target = np.split(dense.astype(np.int64), 2)
        return Events(self.names.take(pa.array(codes)), source, target, times, self.to_nobody, self.to_self)

    def clock(self, *, active_time: bool) -> Clock:
        """The calendar's clock, or the one in which a silence of everybody hardly counts."""
        return Clock.active(self.times) if active_time else Clock.calendar()

    def line(self, clock: Clock) -> Timeline:
        """The events as a timeline."""
        return timeline(self.source, self.target, self.times, clock)


@dataclass(frozen=True, slots=True)
class Told:
    """What was written, and what it stands on."""

    pairs: int
    events: int
    """Events before the instant that were used."""
    to_nobody: int
    to_self: int
    is_public: bool
    """Learned from other networks only: this one shows too little of its own."""
    learned_from: tuple[str, ...]


def forecast(
    events_path: Path | str,
    as_of: float | str,
    horizon_days: float | Sequence[float],
    out_path: Path | str,
    *,
    active_time: bool = False,
    explain: bool = False,
) -> Told:
    """Writes one row per unordered pair with an event before `as_of` (Unix seconds or ISO, UTC if bare).

    Columns: `source` < `target`, `p_alive` = P(any event between them in (as_of, as_of + horizon]),
    `expected_events` in that window, and its 80 % interval `low`, `high`. With several horizons one
    row per pair and horizon with a column `horizon_days`; a longer one never has a smaller `p_alive`.
    With `explain` one more column `log_odds_PART` per part; they sum to the log-odds of `p_alive`.
    `active_time` counts a silence of everybody as at most an hour in sets under 60 days (a week in
    longer ones); the horizon is then in active days too.
    Raises `UnreadableFile` if the file is not such a table, `Refusal` for an impossible horizon or instant.
    """
    at = instant(as_of)
    several = horizon_days if isinstance(horizon_days, Sequence) else [horizon_days]
    horizons = sorted(float(days) for days in several)
    if not horizons or not all(np.isfinite(days) and days > 0 for days in horizons):
        raise Refusal("refusal.horizon_not_positive", horizon=str(horizon_days))
    events = read(Path(events_path)).before(at)
    clock = events.clock(active_time=active_time)
    line = events.line(clock)
    public = load(view_of(line))
    now = float(clock.read(np.array([at]))[0])
    told = forecasts(line, now, [days * DAY_S for days in horizons], public)
    ends = line.ends
    names = events.names
    tables = []
    for days, one in zip(horizons, told, strict=True):
        table = _table(names, ends[one.pairs], one, explain=explain)
        if len(horizons) > 1:
            table = table.append_column("horizon_days", pa.array(np.full(len(table), days)))
        tables.append(table)
    pq.write_table(pa.concat_tables(tables), out_path, compression="zstd")
    is_public = all(one.is_public for one in told)
    return Told(line.pairs, len(line.at), events.to_nobody, events.to_self, is_public, public.sets)


def backtest(
    events_path: Path | str,
    horizon_days: float | None = None,
    *,
    origins: int = 3,
    active_time: bool = False,
    public: Public | None = None,
) -> "judge.Backtest":
    """How wrong forecasts of this network have been, beside the baselines (see `forecast.backtest.run`).

    Without a horizon, a tenth of the span. Raises `UnreadableFile` as `forecast` does, and `Refusal`
    where the set is too short to look back on.
    """
    events = read(Path(events_path))
    clock = events.clock(active_time=active_time)
    line = events.line(clock)
    if not len(line.at) or line.at.max() <= line.at.min():
        raise Refusal("refusal.nothing_to_look_back_on", file=str(events_path))
    span_s = float(line.at.max() - line.at.min())
    horizon_s = span_s / 10 if horizon_days is None else horizon_days * DAY_S
    if not 0 < horizon_s <= span_s / 3:
        raise Refusal("refusal.nothing_to_look_back_on", file=str(events_path))
    return judge.run(line, horizon_s, public or load(view_of(line)), origins)


def instant(as_of: float | str) -> float:
    """Unix seconds of an instant given as such or as ISO 8601; UTC where no zone is written."""
    if isinstance(as_of, str):
        try:
            at = datetime.datetime.fromisoformat(as_of)
        except ValueError as error:
            raise Refusal("refusal.not_an_instant", said=as_of) from error
        at = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
        return at.timestamp()
    if not np.isfinite(as_of):
        raise Refusal("refusal.not_an_instant", said=str(as_of))
    return float(as_of)


def read(path: Path) -> Events:
    """The events of a Parquet file. Raises `UnreadableFile` if it is none, or lacks a column."""
    try:
        table = pq.read_table(path, columns=list(COLUMNS))
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile(
            "refusal.not_an_events_table", file=str(path), columns=", ".join(COLUMNS)
        ) from error
    if table.num_columns < len(COLUMNS):
        raise UnreadableFile("refusal.not_an_events_table", file=str(path), columns=", ".join(COLUMNS))
    try:
        times = pc.cast(table["time"], pa.float64())
        source, target = (_plain(table[name]) for name in ("source", "target"))
    except pa.ArrowException as error:
        raise UnreadableFile(
            "refusal.not_an_events_table", file=str(path), columns=", ".join(COLUMNS)
        ) from error
    known = pc.and_(pc.and_(pc.is_valid(source), pc.is_valid(target)), pc.is_finite(times))
    known = pc.fill_null(known, fill_value=False)
    others = pc.fill_null(pc.not_equal(source, target), fill_value=False)
    used = pc.and_(known, others)
    to_nobody = len(table) - int(pc.sum(known).as_py() or 0)
    to_self = len(table) - to_nobody - int(pc.sum(used).as_py() or 0)
    source, target, times = source.filter(used), target.filter(used), times.filter(used)
    people = pc.unique(pa.chunked_array([*source.chunks, *target.chunks], source.type))
    names = people.take(pc.sort_indices(people))
    acting, towards = (pc.index_in(column, value_set=names).to_numpy() for column in (source, target))
    return Events(
        names, acting.astype(np.int64), towards.astype(np.int64), times.to_numpy(), to_nobody, to_self
    )


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Ids as whole numbers or text."""
    return pc.cast(column, pa.int64() if pa.types.is_integer(column.type) else pa.string())


def view_of(line: Timeline) -> str:
    """`person` where one and the same person is in every pair, else `network`."""
    if line.pairs < 2:
        return "person"
    shared = set(line.ends[0].tolist())
    return "person" if any(bool((line.ends == one).any(axis=1).all()) for one in shared) else "network"


def _table(names: pa.Array, ends: np.ndarray, told: Forecast, *, explain: bool) -> pa.Table:
    columns: dict[str, Any] = {
        "source": names.take(pa.array(ends[:, 0])),
        "target": names.take(pa.array(ends[:, 1])),
        "p_alive": told.p_alive,
        "expected_events": told.expected,
        "low": told.low,
        "high": told.high,
    }
    if explain:
        parts = (*PARTS, "level", "doubt")
        columns |= {f"log_odds_{part}": told.parts.get(part, np.zeros(len(ends))) for part in parts}
    return pa.table(columns)
