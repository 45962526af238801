"""What is ahead, in the terminal: sentences a person reads, JSON a program reads, and the look back."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from faces.life import vinculo
from properties.lives import DAY, Said, instant, live, returned, usual

UNTIL = "2021-09-29"
"""The last day of these lives."""


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ordinary life, two returns, and somebody who never answered."""
    silent = [
        Said(70, 890.0, is_theirs=False),
        Said(71, 740.0, is_theirs=False),
        Said(71, 741.0, is_theirs=True),
    ]
    brought = [returned(person, 300 + 20 * person) for person in (1, 2)]
    return live(tmp_path_factory.mktemp("life") / "ledger.sqlite", [*usual(), *silent, *brought])


def test_the_lives_end_on_the_day_that_is_asked_about() -> None:
    """The day of the questions is the 900th of the lives."""
    import datetime as dt

    day = dt.date(1970, 1, 1) + dt.timedelta(days=instant(900) // DAY - 1)
    assert day.isoformat() == UNTIL


def test_show_tells_the_chance_first_in_natural_frequencies(life: Path) -> None:
    """In both languages: so many in ten, the days, the reasons, how right such forecasts are."""
    english = vinculo(life, "show", "p3@example.net", "--as-of", UNTIL).out
    section = english.split("What is ahead")[1]
    assert " in 10 (" in section.splitlines()[1]
    for words in ("Days with an exchange by then", "speaks", "odds ×", "As seen at the end of", "came true"):
        assert words in section
    spanish = vinculo(life, "show", "p3@example.net", "--as-of", UNTIL, lang="es").out
    assert "Lo que viene" in spanish and "de cada 10 veces" in spanish
    assert "forecast." not in english + spanish


def test_show_of_a_contact_tells_what_it_may_become_and_that_it_is_worth_nothing(life: Path) -> None:
    """Not yet worth anything; the chance that one real approach is answered."""
    told = vinculo(life, "show", "p70@example.net", "--as-of", UNTIL).out
    assert "Not yet worth anything; may become" in told
    assert "one real approach is answered within 90 days" in told


def test_json_has_the_figure_its_interval_and_its_basis(life: Path) -> None:
    """Chances, days, parts with their entries, the expected part with what it stands on."""
    everybody = vinculo(life, "worth", "--as-of", UNTIL, "--format", "json").json
    assert len(everybody) > 40
    for one in everybody:
        told = one["forecast"]
        assert set(told["chance"]) == {"figure", "low", "high"}
        assert told["basis"] in {"own", "public"}
        assert {part["part"] for part in told["contributions"]} >= {"recency", "level", "doubt"}
        expected = one["value"]["expected"]
        assert expected["basis"] in {"few_returns", "nobody_answered"}
        assert (expected["horizons"], expected["horizon_days"], expected["discount"]) == (12, 90, 0.1)


def test_worth_tells_how_many_are_kept(life: Path) -> None:
    """The sum of the chances with its interval, and who is likely to go quiet."""
    told = vinculo(life, "worth", "--as-of", UNTIL).out
    assert "will see an exchange within 180 days" in told
    assert "Likely to go quiet: Person 71" in told


def test_backtest_judges_every_method_and_draws_a_picture(life: Path, tmp_path: Path) -> None:
    """Six methods with intervals, the verdict against each baseline, an SVG that is well formed."""
    picture = tmp_path / "picture.svg"
    said = vinculo(life, "backtest", "--as-of", UNTIL, "--origins", 2, "--plot", picture)
    assert said.status == 0
    for name in ("these forecasts", "recency", "frequency", "logistic regression", "BG/NBD", "MBG/NBD"):
        assert name in said.out
    assert said.out.count("[") > 30
    assert any(words in said.out for words in ("Better than", "Level with", "Worse than"))
    assert ET.fromstring(picture.read_text("utf-8")).tag.endswith("svg")


def test_backtest_as_json_tells_null_where_nothing_can_be_told(life: Path) -> None:
    """Every measure with its interval; the days that were stood on; no NaN."""
    said = vinculo(life, "backtest", "--as-of", UNTIL, "--origins", 2, "--format", "json")
    told = json.loads(said.out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert told["as_of"] == "2021-09-29"
    assert len(told["origins"]) == 2
    for measures in (told["table"][name] for name in ("ours", "bgnbd")):
        assert set(measures) == {"auc", "ap", "brier", "log_loss", "slope", "deviance"}
        auc = measures["auc"]
        assert auc["low"] <= auc["value"] <= auc["high"]
    assert set(told["gains"]) == {"recency", "frequency", "logistic", "bgnbd", "mbgnbd"}


def test_backtest_of_a_short_life_says_what_it_lacks(tmp_path: Path) -> None:
    """No verdict is invented: how much history it takes, and how much there is."""
    young = live(
        tmp_path / "ledger.sqlite", [Said(1, 890.0, is_theirs=True), Said(1, 891.0, is_theirs=False)]
    )
    said = vinculo(young, "backtest", "--as-of", UNTIL)
    assert said.status == 0
    assert "Too little history" in said.out
    assert vinculo(young, "backtest", "--as-of", UNTIL, "--format", "json").json["origins"] == []


def test_a_picture_that_cannot_be_written_is_refused(life: Path, tmp_path: Path) -> None:
    """One sentence with the place."""
    place = tmp_path / "nowhere" / "picture.svg"
    said = vinculo(life, "backtest", "--as-of", UNTIL, "--origins", 1, "--plot", place)
    assert said.status == 2
    assert "cannot be written" in said.err
