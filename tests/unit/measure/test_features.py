"""Every number has a name and a meaning in both languages."""

from collections import Counter

import pytest

from vinculo.measure.features import FEATURES, STEPS
from vinculo.measure.interactions import KINDS
from vinculo.measure.stages import STAGES
from vinculo.wording import LANGUAGES, Wording


def test_no_two_numbers_share_a_name():
    """Features and the instants of stages are columns of one table."""
    names = Counter([feature.name for feature in FEATURES] + [stage.reached_at for stage in STEPS])
    assert len(names) > 40
    assert max(names.values()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_defined_here_has_its_words(language):
    """Titles and meanings of numbers and stages, the parts of stages, and kinds of events."""
    wording = Wording(language)
    keys = [key for feature in FEATURES for key in (feature.title, feature.meaning)]
    keys += [f"stage.{stage.key}.{word}" for stage in STAGES for word in ("title", "meaning")]
    keys += [f"kind.{kind}.title" for kind in KINDS]
    assert [key for key in keys if not wording.has(key)] == []
    for part in {part.key for stage in STAGES for part in stage.parts}:
        assert wording.say_count(f"part.{part}", 1) != f"part.{part}"


def test_instants_are_named_as_instants_and_nothing_else_is():
    """A name that ends in _at is an instant, empty where it never was."""
    for feature in FEATURES:
        assert feature.name.endswith("_at") == (feature.unit == "instant")
