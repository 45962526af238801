"""Text that a terminal shows and never obeys."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vinculo.cli.text import LONGEST, escaped, inert

OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(st.text(st.characters(codec=None), max_size=300))
def test_what_is_shown_is_one_line_without_controls(text: str) -> None:
    """Whatever was in it: no control, no override, no half of a pair, no line end, no more than asked for."""
    shown = inert(text)
    assert len(shown) <= LONGEST + 1
    assert not set(shown) & OVERRIDES
    kinds = {unicodedata.category(character) for character in shown}
    assert not kinds & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    shown.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=LONGEST))
def test_words_of_any_script_are_left_alone(text: str) -> None:
    """Letters, signs and emoji come out as they went in."""
    assert inert(text) == text


def test_an_escape_is_seen_and_dead() -> None:
    """The sign for it stands where it was, so that nobody is surprised by the rest."""
    assert inert("a\x1b[2Jb\nc\td\x9be\u202ef") == "a\u241b[2Jb c d\ufffdef"


def test_what_is_too_long_ends_in_dots() -> None:
    """One character more than allowed is too long; exactly as many is not."""
    assert inert("x" * 10, 10) == "x" * 10
    assert inert("x" * 11, 10) == "x" * 10 + "…"


@given(st.text(max_size=60))
def test_escaped_json_says_the_same(text: str) -> None:
    """The same value, without what a terminal might obey."""
    document = escaped(json.dumps({"said": text}, ensure_ascii=False))
    assert json.loads(document) == {"said": text}
    assert not set(document) & (OVERRIDES | {chr(code) for code in range(0x7F, 0xA0)})
