"""Forecasts for a community, from the command line: instants, horizons, and no look into the future."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from faces.life import vinculo

DAY = 86_400
BEGUN = 1_546_300_800
"""1 January 2019 UTC."""


def events(path: Path, days: float, people: int = 25, seed: int = 4) -> Path:
    """A community that lives for so many days."""
    dice = np.random.default_rng(seed)
    source = dice.integers(0, people, 1_500)
    target = (source + 1 + np.minimum(dice.geometric(0.35, 1_500), people - 2)) % people
    time = BEGUN + np.sort(dice.uniform(0, days * DAY, 1_500))
    pq.write_table(pa.table({"source": source, "target": target, "time": time}), path)
    return path


def until(path: Path, at: float, out: Path) -> Path:
    table = pq.read_table(path)
    pq.write_table(table.filter(pa.array(table["time"].to_numpy() < at)), out)
    return out


@pytest.mark.parametrize("clock", [(), ("--active-time",)])
@pytest.mark.parametrize(("days", "horizon"), [(300, "30"), (4, "0.25")])
def test_what_comes_at_or_after_the_instant_changes_no_bit(
    tmp_path: Path, clock: tuple[str, ...], days: float, horizon: str
) -> None:
    """The file written from the past alone is byte for byte the file written with the future in it, for
    spans of months and of days, horizons of days and of hours, in both clocks."""
    at = BEGUN + 0.7 * days * DAY
    whole = events(tmp_path / "whole.parquet", days)
    past = until(whole, at, tmp_path / "past.parquet")
    written = []
    for name, path in (("one", whole), ("other", past)):
        out = tmp_path / f"{name}.parquet"
        asked = ("network", "forecast", path, "--as-of", at, "--horizon-days", horizon, "-o", out)
        assert vinculo(tmp_path / "none.sqlite", *asked, *clock).status == 0
        written.append(out.read_bytes())
    assert written[0] == written[1]
    told = pq.read_table(tmp_path / "one.parquet")
    assert told.num_rows > 20
    p, low, high = (told[name].to_numpy() for name in ("p_alive", "low", "high"))
    assert ((p > 0) & (p < 1) & (low <= high)).all()


def test_an_instant_is_the_same_in_seconds_and_as_a_date(tmp_path: Path) -> None:
    """1 August 2019, as ISO, with a zone, in whole and in fractional seconds."""
    path = events(tmp_path / "events.parquet", 300)
    at = int(dt.datetime(2019, 8, 1, tzinfo=dt.UTC).timestamp())
    written = set()
    for said in ("2019-08-01", "2019-08-01T02:00:00+02:00", at, f"{at}.0"):
        out = tmp_path / "out.parquet"
        asked = ("network", "forecast", path, "--as-of", said, "--horizon-days", "12.5", "-o", out)
        assert vinculo(tmp_path / "none.sqlite", *asked).status == 0
        written.add(out.read_bytes())
    assert len(written) == 1


def test_a_community_of_a_few_days_is_looked_back_on(tmp_path: Path) -> None:
    """Horizons of hours: every method is judged, and what cannot be told is null, never NaN."""
    path = events(tmp_path / "events.parquet", 4)
    asked = ("network", "backtest", path, "--horizon-days", "0.4", "--active-time", "--format", "json")
    said = vinculo(tmp_path / "none.sqlite", *asked)
    assert said.status == 0
    told = json.loads(said.out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert set(told["table"]) == {"ours", "recency", "frequency", "logistic", "bgnbd", "mbgnbd"}
    assert told["origins"] == 3
    assert told["horizon_days"] == pytest.approx(0.4)


@pytest.mark.parametrize("horizon", ["0", "-3", "nan"])
def test_an_impossible_horizon_is_refused(tmp_path: Path, horizon: str) -> None:
    """One sentence, and nothing is written."""
    path, out = events(tmp_path / "events.parquet", 30), tmp_path / "out.parquet"
    asked = ("network", "forecast", path, "--as-of", "2019-01-20", f"--horizon-days={horizon}", "-o", out)
    said = vinculo(tmp_path / "none.sqlite", *asked)
    assert said.status == 2
    assert said.err.strip().count("\n") == 0
    assert not out.exists()
