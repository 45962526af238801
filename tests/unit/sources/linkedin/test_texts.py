"""What was written, as it was meant; and whom a row names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.model import Handle, Record
from vinculo.sources.linkedin.cells import cells, digest, mended, person, told


@pytest.mark.parametrize("text", ["It’s – “fine” …", "mañana €5", "ça où À Í", "naïve 🎉", "Ünïcödé"])
def test_double_encoded_text_is_mended(text: str) -> None:
    """A spreadsheet took UTF-8 for Windows-1252, even where that has no character for a byte."""
    broken = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert broken != text
    assert mended(broken) == text


@pytest.mark.parametrize(
    "text", ["SÃO PAULO", "Ångström Ä”", "café", "naïve 🎉", "Â alone °", "Ã© and 日本", "â€", "plain"]
)
def test_text_that_only_looks_broken_stays(text: str) -> None:
    """Only what becomes valid to the last byte is touched."""
    assert mended(text) == text


@given(st.text())
def test_whole_text_loses_nothing_but_nul(text: str) -> None:
    """Unless it is UTF-8 in disguise, which a text of our own may be by chance."""
    try:
        disguised = text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        disguised = any("\x80" <= char <= "\x9f" for char in text)
    assert disguised or mended(text) == text.replace("\0", "")


def test_html_becomes_text_and_text_stays() -> None:
    """Tags of a page go, signs of comparison and plain ampersands stay."""
    assert told("<p>Hi,</p><p>R&amp;D<br/>a &lt; b</p>") == "Hi,\nR&D\na < b"
    assert told("if a<b and c>d, see AT&T?x=1&copy=2") == "if a<b and c>d, see AT&T?x=1&copy=2"
    assert told("I&#39;ll &nbsp;come") == "I'll \u00a0come"


def test_a_digest_knows_no_line_ends() -> None:
    """A spreadsheet changes them; the message stays the same message."""
    assert digest("a\r\nb c\r\n") == digest("a\nb c") != digest("a\nb d")


def test_whom_a_row_names() -> None:
    """The address as written; a name alone is weak; a hidden member is nobody."""
    address = "https://www.linkedin.com/in/zo%C3%AB-brandt"
    assert person(address, "Zoë Brandt ") == Handle("linkedin", address, "Zoë Brandt")
    assert person(address, "LinkedIn Member") == Handle("linkedin", address)
    assert person("", "Zoë Brandt") == Handle("name", "Zoë Brandt")
    assert person("", "LinkedIn Member") is None
    assert person("https://www.linkedin.com/in/", "") is None


def test_columns_are_found_by_plain_name() -> None:
    """Whatever their order, case and blanks; absent ones are empty; of two alike the first."""
    record = Record(("1", "2", "3"), 2, ("Sent At", "FROM", "from"))
    assert cells(record, "from", "sentat", "message") == ("2", "1", "")
