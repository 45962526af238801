"""A file of events in, a file of pairs out: what must hold whatever the events are."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vinculo import network
from vinculo.errors import Refusal, UnreadableFile
from vinculo.forecast.features import PARTS

DAY = 86_400
SPAN = 300 * DAY
Table = dict[str, np.ndarray]


def community(people: int = 40, pairs: int = 150, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs with rates of their own, some of which end for good: the world the models believe in."""
    rng = np.random.default_rng(seed)
    source, target, times = [], [], []
    for _ in range(pairs):
        a, b = rng.choice(people, 2, replace=False)
        start, rate, life = rng.uniform(0, SPAN / 2), rng.gamma(0.7, 1 / (8 * DAY)), rng.exponential(SPAN / 2)
        at = start + np.cumsum(rng.exponential(1 / max(rate, 1e-9), 200))
        at = np.append(start, at[at < min(start + life, SPAN)])
        swap = rng.random(len(at)) < 0.5
        source.append(np.where(swap, a, b))
        target.append(np.where(swap, b, a))
        times.append(at)
    return np.concatenate(source), np.concatenate(target), np.concatenate(times).astype(np.int64)


def write(path: Path, source: object, target: object, times: object, **more: object) -> Path:
    pq.write_table(pa.table({"source": source, "target": target, "time": times, **more}), path)
    return path


def ask(
    path: Path, at: float | str, horizon: float | list[float] = 30.0, **how: bool
) -> tuple[network.Told, Table]:
    out = path.with_name("out.parquet")
    told = network.forecast(path, at, horizon, out, **how)
    table = pq.read_table(out)
    return told, {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}


def test_each_pair_has_one_row_of_chances_and_amounts(tmp_path: Path) -> None:
    """Unordered pairs, smaller id first; chances inside (0, 1), low <= high, nothing missing."""
    source, target, times = community()
    told, table = ask(write(tmp_path / "e.parquet", source, target, times), SPAN * 0.8)
    before = times < SPAN * 0.8
    pairs = {
        tuple(sorted(pair)) for pair in zip(source[before].tolist(), target[before].tolist(), strict=True)
    }
    assert set(zip(table["source"].tolist(), table["target"].tolist(), strict=True)) == pairs
    assert told.pairs == len(pairs) == len(table["p_alive"])
    assert ((table["p_alive"] > 0) & (table["p_alive"] < 1)).all()
    assert (table["low"] <= table["high"]).all() and (table["low"] >= 0).all()
    assert all(np.isfinite(table[name]).all() for name in ("p_alive", "expected_events", "low", "high"))
    assert (table["expected_events"] >= table["p_alive"] - 1e-12).all()


@pytest.mark.parametrize("active_time", [False, True])
def test_what_comes_after_the_instant_changes_no_bit(tmp_path: Path, active_time: bool) -> None:
    """Rows with time >= as_of, of known and of new people, leave the file's bytes the same."""
    source, target, times = community()
    at = SPAN * 0.6
    past = times < at
    short = write(tmp_path / "past.parquet", source[past], target[past], times[past])
    ask(short, at, active_time=active_time)
    first = (tmp_path / "out.parquet").read_bytes()
    later = np.append(times, [int(at), int(at) + 1, 10 * SPAN])
    long = write(
        tmp_path / "all.parquet", np.append(source, [0, 0, 1]), np.append(target, [1, 900, 901]), later
    )
    ask(long, at, active_time=active_time)
    assert (tmp_path / "out.parquet").read_bytes() == first
    assert not past.all()


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """The same events shuffled give the same bytes."""
    source, target, times = community()
    ask(write(tmp_path / "e.parquet", source, target, times), SPAN * 0.7)
    first = (tmp_path / "out.parquet").read_bytes()
    mixed = np.random.default_rng(1).permutation(len(times))
    ask(write(tmp_path / "e.parquet", source[mixed], target[mixed], times[mixed]), SPAN * 0.7)
    assert (tmp_path / "out.parquet").read_bytes() == first


def test_names_do_not_matter(tmp_path: Path) -> None:
    """Other ids, even text in another order, give each pair the same chance."""
    source, target, times = community()
    _, plain = ask(write(tmp_path / "e.parquet", source, target, times), SPAN * 0.7)
    alias = np.random.default_rng(2).permutation(40)
    named = [np.array([f"p{alias[one]:02d}" for one in people]) for people in (source, target)]
    _, other = ask(write(tmp_path / "f.parquet", *named, times), SPAN * 0.7)
    by_name = {
        frozenset((a, b)): p
        for a, b, p in zip(other["source"], other["target"], other["p_alive"], strict=True)
    }
    renamed = [
        by_name[frozenset((f"p{alias[a]:02d}", f"p{alias[b]:02d}"))]
        for a, b in zip(plain["source"], plain["target"], strict=True)
    ]
    assert len(renamed) > 50
    np.testing.assert_allclose(renamed, plain["p_alive"], rtol=1e-5)


def test_a_longer_horizon_is_never_less_likely(tmp_path: Path) -> None:
    """Asked together, horizons agree: chances and expectations never fall with the horizon."""
    source, target, times = community()
    path = write(tmp_path / "e.parquet", source, target, times)
    _, table = ask(path, SPAN * 0.8, [60.0, 0.5, 7.0, 30.0])
    by_horizon = [table["p_alive"][table["horizon_days"] == days] for days in (0.5, 7.0, 30.0, 60.0)]
    assert (np.diff(by_horizon, axis=0) >= 0).all()
    assert np.mean(by_horizon[0]) < np.mean(by_horizon[-1]) / 2


def test_the_parts_sum_to_the_chance(tmp_path: Path) -> None:
    """Log-odds by part sum to the log-odds of the chance within 1e-9, for every pair and horizon."""
    source, target, times = community()
    path = write(tmp_path / "e.parquet", source, target, times)
    _, table = ask(path, SPAN * 0.8, [10.0, 40.0], explain=True)
    summed = np.sum([table[f"log_odds_{part}"] for part in (*PARTS, "level", "doubt")], axis=0)
    np.testing.assert_allclose(summed, np.log(table["p_alive"] / (1 - table["p_alive"])), atol=1e-9)
    assert np.ptp(table["log_odds_recency"]) > 0.1


def test_recent_and_frequent_is_likelier_than_silent(tmp_path: Path) -> None:
    """In a live network, who was in contact every other day until now beats who was once, long ago."""
    source, target, times = community()
    lively = np.arange(SPAN // 2, int(SPAN * 0.8), 2 * DAY)
    source = np.concatenate([source, np.full(len(lively), 100), [102]])
    target = np.concatenate([target, np.full(len(lively), 101), [103]])
    times = np.concatenate([times, lively, [10]])
    _, table = ask(write(tmp_path / "e.parquet", source, target, times), SPAN * 0.8)
    chance = dict(zip(table["source"].tolist(), table["p_alive"].tolist(), strict=True))
    assert chance[100] > 0.8
    assert chance[102] < 0.05


def test_rows_without_a_target_and_with_oneself_are_counted(tmp_path: Path) -> None:
    """Null targets and self-pairs are left out, counted, and change nothing else."""
    source, target, times = community()
    path = write(tmp_path / "e.parquet", source, target, times)
    plain, _ = ask(path, SPAN * 0.7)
    first = (tmp_path / "out.parquet").read_bytes()
    more = pa.array([*target.tolist(), None, None, 5], pa.int64())
    kind = pa.array(["message"] * (len(times) + 3))
    path = write(
        tmp_path / "f.parquet", np.append(source, [1, 2, 5]), more, np.append(times, [7, 8, 9]), kind=kind
    )
    told, _ = ask(path, SPAN * 0.7)
    assert (told.to_nobody, told.to_self, told.pairs) == (2, 1, plain.pairs)
    assert (tmp_path / "out.parquet").read_bytes() == first


EDGES: dict[str, tuple[list[int], list[int], list[int]]] = {
    "no event": ([], [], []),
    "one event": ([1], [2], [0]),
    "one pair": ([1, 2, 1], [2, 1, 2], [0, DAY, 9 * DAY]),
    "all at one instant": ([1, 2, 3] * 30, [4, 5, 6] * 30, [DAY] * 90),
    "one instant, many pairs": (list(range(60)), list(range(100, 160)), [DAY] * 60),
}


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("active_time", [False, True])
@pytest.mark.parametrize("horizon", [0.001, 4000.0])
def test_sets_that_break_assumptions_get_modest_answers(
    tmp_path: Path, name: str, active_time: bool, horizon: float
) -> None:
    """Finite, never sure, and said to come from other people's networks."""
    source, target, times = (np.array(part, dtype=np.int64) for part in EDGES[name])
    path = write(tmp_path / "e.parquet", source, target, times)
    told, table = ask(path, 40.0 * DAY, horizon, active_time=active_time)
    assert told.is_public
    assert all(np.isfinite(table[part]).all() for part in ("p_alive", "expected_events", "low", "high"))
    assert ((table["p_alive"] > 0) & (table["p_alive"] < 0.99)).all()
    assert len(table["p_alive"]) == len(set(zip(source, target, strict=True)) - {(2, 1)})


def test_a_network_that_collapsed_is_not_expected_to_revive(tmp_path: Path) -> None:
    """Everybody silent since half-way: chances are small, not zero, and the answer is its own."""
    source, target, times = community()
    kept = times < SPAN / 2
    path = write(tmp_path / "e.parquet", source[kept], target[kept], times[kept])
    _, table = ask(path, float(SPAN), 20)
    assert table["p_alive"].max() < 0.25
    assert table["p_alive"].min() > 0


def test_one_persons_view_is_recognized(tmp_path: Path) -> None:
    """Where one person is in every pair, the priors of a person's view are used."""
    events = network.read(write(tmp_path / "e.parquet", [1, 1, 3], [2, 3, 1], [0, 1, 2]))
    assert network.view_of(events.line(events.clock(active_time=False))) == "person"
    events = network.read(write(tmp_path / "e.parquet", [1, 1, 3], [2, 3, 2], [0, 1, 2]))
    assert network.view_of(events.line(events.clock(active_time=False))) == "network"


def test_instants_are_read_as_seconds_and_as_iso() -> None:
    """A bare date is midnight UTC; a zone is respected; nonsense is refused."""
    assert network.instant(12.5) == 12.5
    assert network.instant("1970-01-02") == DAY
    assert network.instant("1970-01-02T01:00:00+01:00") == DAY
    for nonsense in ("yesterday", float("nan")):
        with pytest.raises(Refusal):
            network.instant(nonsense)


def test_what_is_no_table_of_events_is_refused(tmp_path: Path) -> None:
    """No Parquet, a column missing, times that are text, a horizon of zero: refused, nothing written."""
    junk = tmp_path / "junk.parquet"
    junk.write_bytes(b"not parquet")
    lacking = tmp_path / "lacking.parquet"
    pq.write_table(pa.table({"source": [1], "target": [2]}), lacking)
    worded = write(tmp_path / "worded.parquet", [1], [2], ["soon"])
    for path in (junk, lacking, worded, tmp_path / "absent.parquet"):
        with pytest.raises(UnreadableFile):
            network.forecast(path, 0, 30, tmp_path / "never.parquet")
    good = write(tmp_path / "good.parquet", [1], [2], [0])
    for horizon in (0, -1, float("nan"), []):
        with pytest.raises(Refusal):
            network.forecast(good, 0, horizon, tmp_path / "never.parquet")
    assert not (tmp_path / "never.parquet").exists()
