"""What a text counts for."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.measure.words import effective_words

LETTER = (
    "Thank you for taking the time to explain this. We tried something similar at the plant in Bilbao two "
    "years ago and the results were mixed: the line stopped for three days, but afterwards the error rate "
    "fell by a third. What I would do differently now is to ask the night shift before the pilot."
)


def plainly(text):
    """The rule without the shortcut: compression decides, whatever the words."""
    count, raw = len(text.split()), text.encode("utf-8", "surrogatepass")
    return min(count, 2 * count * len(zlib.compress(raw)) // len(raw)) if len(raw) >= 200 else count


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("  \n ", 0), ("Gracias", 1), ("uno dos\ttres\ncuatro", 4), ("ja " * 60, 60), (LETTER, 56)],
)
def test_ordinary_words_count_in_full(text, words):
    """White space separates words; short texts and ordinary letters count as they are."""
    assert effective_words(text) == words


@pytest.mark.parametrize("times", [3, 10, 1_000])
def test_a_text_pasted_again_and_again_earns_little(times):
    """The hundredth copy adds next to nothing."""
    pasted = f"{LETTER}\n" * times
    assert effective_words(pasted) == plainly(pasted) < 100 + 56 * times / 50
    assert effective_words("great post " * 400) <= 40


@given(st.lists(st.sampled_from(("la", "relación", "vale", "lo", "que", "😀", "nil" * 9)), max_size=400))
def test_of_repetitive_texts_the_shortcut_gives_what_compression_gives(words):
    """Wherever fewer than half of the words are distinct, the plain rule and ours agree."""
    text = " ".join(words)
    assert effective_words(text) == (plainly(text) if 2 * len(set(words)) < len(words) else len(words))


@given(st.text())
def test_no_text_counts_more_than_its_words(text):
    """Also of texts with lone surrogates, as broken exports hold them."""
    assert 0 <= effective_words(text) <= len(text.split())
    assert effective_words(f"{text}\ud800 ") >= 1


def test_a_long_letter_is_not_taken_for_a_pasted_one():
    """Two pages of distinct words count in full, although they compress well."""
    dice = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    text = " ".join("".join(dice.choices(letters[:9], k=dice.randint(2, 9))) for _ in range(700))
    assert effective_words(text) == 700
