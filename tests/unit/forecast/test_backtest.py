"""Measures of forecasts by hand-made cases, and a backtest of a small world."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vinculo import network
from vinculo.errors import Refusal
from vinculo.forecast import metrics
from vinculo.forecast.backtest import judge
from vinculo.forecast.baselines import BASELINES
from vinculo.forecast.prior import load
from vinculo.forecast.reliability import svg
from vinculo.forecast.timeline import Clock, timeline

DAY = 86_400


def test_measures_of_chances_by_hand() -> None:
    """Three pairs out of five ranked right; precision at each hit; Brier and log loss by the formula."""
    hit, p = np.array([1.0, 0, 1, 0]), np.array([0.9, 0.8, 0.4, 0.1])
    assert metrics.auc(hit, p) == 0.75
    assert metrics.average_precision(hit, p) == pytest.approx((1 + 2 / 3) / 2)
    told = metrics.summary(hit, p)
    assert told["brier"] == pytest.approx((0.01 + 0.64 + 0.36 + 0.01) / 4)
    assert told["log_loss"] == pytest.approx(-np.log([0.9, 0.2, 0.4, 0.9]).mean())


def test_ties_count_half() -> None:
    """A constant ranks nobody: AUC one half, precision the base rate."""
    hit = np.array([1.0, 0, 0, 0])
    assert metrics.auc(hit, np.full(4, 0.3)) == 0.5
    assert metrics.average_precision(hit, np.full(4, 0.3)) == 0.25


def test_calibration_finds_what_distorted_the_chances() -> None:
    """Log-odds doubled and shifted are found as slope 1/2 and its intercept; right chances as 1 and 0."""
    rng = np.random.default_rng(8)
    score = rng.normal(-1, 1.2, 40_000)
    hit = (rng.random(score.size) < 1 / (1 + np.exp(-score))).astype(float)
    slope, intercept = metrics.calibration(hit, 1 / (1 + np.exp(-score)))
    assert (slope, intercept) == pytest.approx((1, 0), abs=0.05)
    slope, intercept = metrics.calibration(hit, 1 / (1 + np.exp(-(2 * score + 1))))
    assert (slope, intercept) == pytest.approx((0.5, -0.5), abs=0.05)


def test_right_chances_lie_on_the_diagonal() -> None:
    """Ten groups of one size; each group's share is near its chance, and ECE is small."""
    rng = np.random.default_rng(9)
    p = rng.random(20_000)
    hit = (rng.random(p.size) < p).astype(float)
    groups = metrics.reliability(hit, p)
    assert [count for _, _, count in groups] == [2000] * 10
    assert all(abs(told - seen) < 0.04 for told, seen, _ in groups)
    assert metrics.calibration_error(hit, p) < 0.02
    assert metrics.calibration_error(hit, p / 2) > 0.2


def test_poisson_deviance_is_zero_for_the_truth() -> None:
    """The counts themselves are the perfect expectation; anything else is worse."""
    count = np.array([0.0, 1, 5])
    assert metrics.poisson_deviance(count, count) == pytest.approx(0, abs=1e-5)
    assert metrics.poisson_deviance(count, np.full(3, 2.0)) > 1


def world(path: Path) -> Path:
    rng = np.random.default_rng(4)
    source, target, times = [], [], []
    for a in range(30):
        for b in rng.choice(30, 6, replace=False):
            if a != b:
                at = rng.uniform(0, 100) + np.cumsum(rng.exponential(rng.gamma(1, 9), 60))
                at = at[at < rng.exponential(250)]
                source += [a] * len(at)
                target += [int(b)] * len(at)
                times += (at[at < 400] * DAY).astype(int).tolist() + [399 * DAY] * int((at >= 400).sum())
    pq.write_table(pa.table({"source": source, "target": target, "time": times}), path)
    return path


def test_a_backtest_judges_ours_and_every_baseline(tmp_path: Path) -> None:
    """All methods on all measures, intervals around the differences, ready for JSON."""
    told = network.backtest(world(tmp_path / "e.parquet"), 25, origins=2)
    assert set(told.table) == {"ours", *BASELINES} and set(told.gains) == set(BASELINES)
    assert told.origins == 2 and told.pairs > 50
    assert 0.5 < told.table["ours"]["auc"] <= 1
    for gain in told.gains.values():
        assert gain["low"] <= gain["difference"] <= gain["high"]
    assert 0.5 < told.coverage <= 1 and 0 < told.coverage_likely <= 1
    assert all(value >= 0 for value in told.deviance.values())
    assert json.loads(json.dumps(told.as_json()))["table"]["ours"]["log_loss"] > 0


def test_a_set_that_is_too_short_is_refused(tmp_path: Path) -> None:
    """One event, or a horizon longer than a third of the span: nothing can be looked back on."""
    one = tmp_path / "one.parquet"
    pq.write_table(pa.table({"source": [1], "target": [2], "time": [5]}), one)
    with pytest.raises(Refusal):
        network.backtest(one)
    with pytest.raises(Refusal):
        network.backtest(world(tmp_path / "e.parquet"), 300)


def test_a_backtest_of_silence_tells_no_numbers_it_does_not_have(tmp_path: Path) -> None:
    """Nobody comes back: AUC is unknown (null), not one half."""
    source, times = list(range(40)), [k * DAY for k in range(40)]
    path = tmp_path / "e.parquet"
    pq.write_table(pa.table({"source": source, "target": [k + 100 for k in source], "time": times}), path)
    told = network.backtest(path, 5).as_json()
    assert told["table"]["ours"]["auc"] is None
    assert told["table"]["ours"]["log_loss"] < 0.7


def test_the_reliability_picture_is_well_formed_and_escaped() -> None:
    """One dot per group with its figures, and words that cannot break out of the markup."""
    picture = svg([(0.1, 0.05, 10), (0.8, 0.9, 40)], "a <b> & c", "told", 'se"en')
    root = ET.fromstring(picture)
    dots = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(dots) == 2
    assert root.attrib["aria-label"] == "a <b> & c"


def test_in_one_persons_view_the_others_are_redrawn() -> None:
    """The one who is in every pair is no cluster, or there would be nothing to redraw."""
    dice = np.random.default_rng(1)
    other = np.repeat(np.arange(1, 13), 30)
    times = dice.uniform(0, 400 * 86_400, len(other))
    line = timeline(np.zeros(len(other), dtype=np.int64), other.astype(np.int64), times, Clock.calendar())
    judged = judge(line, 300 * 86_400.0, 30 * 86_400.0, load("person"), unit="days")
    assert sorted(judged.cluster.tolist()) == list(range(1, 13))
    assert (judged.count <= 30).all()
