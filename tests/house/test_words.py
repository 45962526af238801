"""Every sentence exists in both languages, and says the same facts."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from vinculo.wording import LANGUAGES, Wording

ROOT = Path(__file__).parents[2] / "src" / "vinculo"
KEY = re.compile(
    r"^(refusal|bad_record|cli|page|stage|feature|declined|noise|reading|time|condition|dimension|direction"
    r"|finding|channel|claim|missing|remark|strands|kind|web|lane)\.[a-z0-9_.]+$"
)


def catalogue(language: str) -> Catalog:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "vinculo.po").open("rb") as file:
        return read_po(file, locale=language)


def keys_in_code() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        pieces = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            if id(node) in pieces:
                continue  # a key that is put together: the golden tests of its definitions see it whole
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value):
                found.add(node.value)
    return found


def facts_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def id_of(message: object) -> str:
    told = message.id  # type: ignore[attr-defined]
    return told if isinstance(told, str) else str(told[0])


def texts(message: object) -> tuple[str, ...]:
    string = message.string  # type: ignore[attr-defined]
    return tuple(string) if isinstance(string, list | tuple) else (string,)


def test_both_languages_have_the_same_keys() -> None:
    """No sentence is missing in either, none is empty."""
    en, es = ({id_of(m) for m in catalogue(lang) if m.id} for lang in LANGUAGES)
    assert en == es
    assert len(en) > 100
    for language in LANGUAGES:
        assert [m.id for m in catalogue(language) if m.id and not all(texts(m))] == []


def test_both_languages_name_the_same_facts() -> None:
    """A translation that forgets `{file}` would hide it."""
    spanish = {id_of(m): m for m in catalogue("es")}
    for message in catalogue("en"):
        if message.id:
            mine = set().union(*map(facts_in, texts(message)))
            theirs = set().union(*map(facts_in, texts(spanish[id_of(message)])))
            assert mine == theirs, message.id


def test_every_key_in_the_code_has_its_sentence() -> None:
    """In every language."""
    keys = keys_in_code()
    assert len(keys) > 50
    for language in LANGUAGES:
        wording = Wording(language)
        assert sorted(key for key in keys if not wording.has(key)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    """`make messages` was run after the last change."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "vinculo.mo").open("rb") as file:
        compiled = {id_of(m): texts(m) for m in read_mo(file) if m.id}
    written = {id_of(m): texts(m) for m in catalogue(language) if m.id}
    assert compiled == written


def test_spanish_numbers_are_divided_from_five_digits_on() -> None:
    """1491, but 38 400; English divides both."""
    assert [Wording("es").number(n) for n in (1491, 38400, 0.5)] == ["1491", "38\u202f400", "0,5"]
    assert [Wording("en").number(n) for n in (1491, 38400, 0.5)] == ["1,491", "38,400", "0.5"]


def test_days_are_written_as_people_write_them() -> None:
    """With the month in words."""
    assert Wording("en").date(18_695) == "9 March 2021"
    assert Wording("es").date(18_695) == "9 de marzo de 2021"
