"""What is told of a text without its words."""

import random

import numpy as np
import pytest

from vinculo.measure.sketch import (
    ASKS,
    HEAD,
    MOST_RUNS,
    OCCASION,
    Sketcher,
    plain,
    read_sketches,
    sayings,
)

SKETCHER = Sketcher(b"a key of these tests alone")


def head(text):
    """The counts of one text, by name."""
    (found,) = read_sketches(SKETCHER.sketches([text])).head
    return dict(zip(HEAD.names, found.tolist(), strict=True))


def stems(text):
    """The stems of one text, as digests."""
    return set(read_sketches(SKETCHER.sketches([text])).stems.tolist())


def runs(text):
    """The runs of three words of one text, as digests."""
    return set(read_sketches(SKETCHER.sketches([text])).runs.tolist())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("La cartografía catastral de Soria", "cartografía catastral Soria"),
        ("The cadastral maps of Soria", "cadastral maps Soria"),
        ("Great post! Thanks for sharing 🙌🙌", ""),
        ("Gran post. Gracias por compartir, totalmente de acuerdo", ""),
        ("Maps, MAPS and mapping", "maps mappi"),
        ("", ""),
    ],
)
def test_what_is_left_of_a_text_are_the_stems_that_say_something(text, kept):
    """Stop words and stock phrases of both languages go; what is left is the first five letters."""
    assert stems(text) == {SKETCHER.stem(word) for word in kept.split()}


def test_accents_capitals_and_decomposed_letters_make_no_other_word():
    """The same word however a keyboard or a platform wrote it."""
    spellings = ["Cartografía", "cartografia", "CARTOGRAFÍA", "cartografi\u0301a"]
    assert len({frozenset(stems(word)) for word in spellings}) == 1
    assert plain("Straße") == "strasse"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¿Lo has medido tú?", {"flags": ASKS}),
        ("Have you measured it yourself?", {"flags": ASKS}),
        ("It is 40 % of 2.400 in 3 years", {"numbers": 3}),
        ("see https://datos.example/serie?x=1 and www.example.org/a", {"links": 2, "flags": 0, "numbers": 0}),
        ("he said «no», then “yes” and \"perhaps\"", {"quotations": 3}),
        ("we met José Ortega Gasset in Soria", {"names": 2}),
        ("Nos vimos con José Ortega Gasset en Soria", {"names": 2}),
        ("Hola Ana, gracias Luis. Un abrazo, Marta", {"names": 0}),
        ("Hi Ana, thanks Luis. Best, Marta", {"names": 0}),
        ("I think I said so on Monday in Spanish", {"names": 0}),
        ("In my experience it fails; we tried twice", {"first_hand": 2}),
        ("En mi experiencia falla; lo probamos dos veces", {"first_hand": 2}),
        ("Feliz cumpleaños, Ana", {"flags": OCCASION}),
        ("Congrats on your work anniversary!", {"flags": OCCASION}),
    ],
)  # fmt: skip
def test_marks_are_counted_in_both_languages(text, expected):
    """Questions, numbers, links, quotations, names in the middle of a sentence, what was done first-hand."""
    found = head(text)
    assert {name: found[name] for name in expected} == expected


def test_a_letter_with_another_name_and_number_has_the_same_runs():
    """What a mail merge fills in makes no other letter."""
    letter = "Hola {}, te escribo porque organizamos un encuentro el día {} y me gustaría verte"
    assert runs(letter.format("Ana", 3)) == runs(letter.format("Íñigo", 27))
    assert runs(letter.format("Ana", 3)) != runs("Hola Ana, te escribo porque no puedo ir")


def test_a_short_text_is_one_run_and_a_long_one_is_known_by_its_beginning():
    """Nothing is lost of what is shorter than three words, and memory is bounded."""
    assert len(runs("Vale")) == len(runs("muchas gracias")) == 1
    assert runs("Vale") != runs("Bueno")
    words = [f"w{n}x" for n in range(5_000)]
    assert len(runs(" ".join(words))) == MOST_RUNS


def test_texts_are_told_alike_one_by_one_and_together():
    """Which texts came before, and how many at once, changes no bit."""
    dice = random.Random(3)
    words = [
        "la",
        "el",
        "Ana",
        "Madrid",
        "great",
        "post",
        "gracias",
        "por",
        "compartir",
        "7",
        "?",
        ",",
        "\n",
        "«",
        "\x00",
        "\x01",
        "_",
        "e\u0301",
    ]
    texts = [" ".join(dice.choices(words, k=dice.randrange(12))) for _ in range(200)]
    together = SKETCHER.sketches(texts)
    assert together == [
        one for text in texts for one in Sketcher(b"a key of these tests alone").sketches([text])
    ]
    assert together[::-1] == SKETCHER.sketches(texts[::-1])
    assert SKETCHER.sketches([]) == []


def test_another_key_makes_another_sketch_of_the_same_counts():
    """Digests cannot be looked up without the key of the ledger; counts do not depend on it."""
    text = "En mi experiencia, 3 mapas de Soria fallan. ¿Y los tuyos?"
    this, that = (read_sketches(Sketcher(key).sketches([text])) for key in (b"one", b"other"))
    assert this.head.tolist() == that.head.tolist()
    assert not np.isin(this.stems, that.stems).any()
    assert not np.isin(this.runs, that.runs).any()


def test_the_lists_are_plain_and_have_no_word_twice():
    """What is compared with plain words must be plain; a doubled line is a mistake."""
    for name in ("stop", "stock", "occasions", "first_hand", "vocatives", "capitals"):
        lines = sayings(name)
        assert lines
        assert [line for line in lines if plain(line) != line or "'" in line] == []
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    "text", ["\ud800 lone", "\x00\x00", "ﬁn ①", "مرحبا بالعالم", "日本語", "a" * 100_000]
)
def test_any_text_has_a_sketch(text):
    """Halves of surrogates, separators, ligatures, other scripts, one endless word."""
    assert read_sketches(SKETCHER.sketches([text])).head["version"].tolist() == [1]
