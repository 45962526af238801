"""One spelling for all variants of an address, slug or name."""

import pytest

from vinculo.identity.normalize import is_full_name, key_of, name_key
from vinculo.model import OWNER, Handle


@pytest.mark.parametrize(
    "written",
    [
        "https://www.linkedin.com/in/zo%C3%AB-brandt",
        "https://www.linkedin.com/in/zoë-brandt/",
        "http://es.linkedin.com/in/Zoë-Brandt?trk=abc&midToken=x",
        "www.linkedin.com/in/zoe%CC%88-brandt",
        "https://www.linkedin.com/comm/in/zo%C3%AB-brandt",
        "/in/zoë-brandt",
        "zoë-brandt",
    ],
)
def test_every_spelling_of_a_profile_has_one_key(written: str) -> None:
    """Scheme, host, tracking, escapes, composition and case make no difference."""
    assert key_of(Handle("linkedin", written)) == "linkedin:in/zoë-brandt"


def test_an_opaque_member_id_keeps_its_case() -> None:
    """Two ids that differ by case are two members."""
    one, other = (Handle("linkedin", f"https://www.linkedin.com/in/ACoAAAbcdefghij{c}") for c in "kK")
    assert key_of(one) != key_of(other)
    assert key_of(one) == "linkedin:id/ACoAAAbcdefghijk"


@pytest.mark.parametrize(
    "written",
    ["https://www.linkedin.com/company/acme", "https://www.linkedin.com/school/x", "", "linkedin.com/in/"],
)
def test_a_page_that_is_no_profile_identifies_nobody(written: str) -> None:
    """Companies, schools, nothing."""
    assert key_of(Handle("linkedin", written)) is None


def test_addresses_differ_by_more_than_case() -> None:
    """`mailto:` and angle brackets go; what is no address has no key."""
    assert key_of(Handle("email", "mailto:Ana@Example.org")) == "email:ana@example.org"
    assert key_of(Handle("email", " <ana@EXAMPLE.org> ")) == "email:ana@example.org"
    for nothing in ("", "ana", "@example.org", "ana@localhost", "ana lasa@example.org"):
        assert key_of(Handle("email", nothing)) is None


def test_names_have_no_key_of_their_own() -> None:
    """They are weak, and judged with everything else in view."""
    assert key_of(Handle("name", "Ana Lasa")) is None
    assert key_of(Handle("names", "Ana Lasa, Jon Roe")) is None
    assert key_of(OWNER) == "owner:"


def test_name_keys_forget_case_accents_emoji_and_punctuation() -> None:
    """And nothing else: two surnames stay two."""
    assert name_key("  Zoë  BRÁNDT 🚀") == "zoe brandt"
    assert name_key("María-José Núñez, Ph.D.") == "maria-jose nunez ph d"
    assert name_key("\u202eevil") == "evil"
    assert name_key("🙂") == ""


def test_a_bare_first_name_is_not_a_full_name() -> None:
    """It stands for nobody in particular."""
    assert not is_full_name(name_key("Ana"))
    assert is_full_name(name_key("Ana Lasa"))


def test_what_a_provider_ignores_makes_no_difference() -> None:
    """Tags everywhere, dots only where Google is the provider."""
    assert key_of(Handle("email", "A.na.Lasa+news@googlemail.com")) == "email:analasa@gmail.com"
    assert key_of(Handle("email", "ana.lasa+news@example.org")) == "email:ana.lasa@example.org"
    assert key_of(Handle("email", "analasa@example.org")) != key_of(Handle("email", "ana.lasa@example.org"))


@pytest.mark.parametrize("written", ["+34 600 11 22 33", "0034 600-112-233", "tel:+34(0)600112233"])
def test_a_number_with_its_country_has_one_key(written: str) -> None:
    """E.164, without the signs people put between."""
    assert key_of(Handle("phone", written)) == "phone:+34600112233"


def test_the_digit_in_brackets_stays_where_a_country_dials_it() -> None:
    """Dropped in Britain, kept in Italy; an extension is no part of the number."""
    assert key_of(Handle("phone", "+44 (0)20 7946 0958 ext. 4")) == "phone:+442079460958"
    assert key_of(Handle("phone", "+39 (0)6 698 00000")) == "phone:+390669800000"


def test_a_number_without_a_country_is_known_as_it_stands() -> None:
    """It is not given one; and a few digits are nobody's."""
    assert key_of(Handle("phone", "600 112 233")) == "phone:600112233"
    assert key_of(Handle("phone", "112")) is None


def test_a_site_has_one_key_and_a_platform_is_nobody() -> None:
    """A profile given as a site is the profile."""
    for written in ("https://www.lasa.example.org/", "http://LASA.example.org?x=1#top", "lasa.example.org"):
        assert key_of(Handle("url", written)) == "url:lasa.example.org"
    assert key_of(Handle("url", "https://es.linkedin.com/in/Ana-Lasa")) == "linkedin:in/ana-lasa"
    assert key_of(Handle("url", "https://www.facebook.com/")) is None
