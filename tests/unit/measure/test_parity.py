"""Spanish and English are read alike: what is said in one goes as deep as its translation in the other."""

from pathlib import Path
from statistics import fmean

import numpy as np
from properties.texts import Text, judged

TOLD = [
    line.split("\t")
    for line in Path(__file__).with_name("pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
POSTS = [said for what, *said in TOLD if what == "post"]
PAIRS = [(int(what), *said) for what, *said in TOLD if what != "post"]


def depth(language):
    """The depth of each comment of a language, on its post in that language, in the order of `PAIRS`."""
    day = 86_400
    posts = [Text(n, day, 9, (), n, n, 30, post[language], "post") for n, post in enumerate(POSTS)]
    comments = [
        Text(100 + n, (2 + n) * day, 8, (9,), place, 100 + n, 9, said[language], "comment")
        for n, (place, *said) in enumerate(PAIRS)
    ]
    found = judged([*posts, *comments])
    return np.array([found[text.id]["depth_pct"] for text in comments])


def test_a_translation_goes_as_deep_as_what_it_translates():
    """Over 34 pairs the mean of the two languages differs by less than five points of a hundred, and
    what is deep in one is deep in the other."""
    spanish, english = depth(0), depth(1)
    assert len(PAIRS) >= 30
    assert fmean(spanish) > 20
    assert abs(fmean(spanish) - fmean(english)) <= 5
    assert abs(spanish - english).max() <= 25
    assert np.corrcoef(spanish, english)[0, 1] > 0.85


def test_nothing_is_said_in_either_language_by_stock_phrases():
    """Praise, thanks and greetings go no depth in both."""
    says_nothing = [
        n for n, (_, spanish, _) in enumerate(PAIRS) if len(spanish) < 36 and spanish[0] not in "¿"
    ]
    empty = [n for n in says_nothing if PAIRS[n][1].startswith(("Gra", "Tot", "Enh", "Muy", "Bue", "Fel"))]
    assert len(empty) >= 7
    for language in (0, 1):
        assert set(depth(language)[empty]) == {0}
