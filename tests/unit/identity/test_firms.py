"""How firms and their addresses are spelled."""

import pytest

from vinculo.identity.compare import is_at
from vinculo.identity.firms import firm_key, firm_of_domain


@pytest.mark.parametrize(
    "written", ["Construcciones Núñez, S.L.", "CONSTRUCCIONES NUÑEZ SL", "Construcciones Núñez GmbH"]
)
def test_a_firm_has_one_spelling(written: str) -> None:
    """Without legal form, accents and case."""
    assert firm_key(written) == "construcciones nunez"


def test_a_firm_that_is_called_like_a_legal_form_keeps_its_name() -> None:
    """Something must be left."""
    assert firm_key("The Group") == "the group"


def test_a_domain_is_known_by_its_own_label() -> None:
    """Not by its country or its mail host; where anybody has an address it tells nothing."""
    assert firm_of_domain("mail.nunez.com.mx") == "nunez"
    assert firm_of_domain("acme.co.uk") == "acme"
    assert firm_of_domain("ibm.com") == "ibm"
    assert firm_of_domain("gmail.com") == ""


def test_an_address_is_at_a_firm_by_its_words_or_initials() -> None:
    """Three words at least for initials."""
    assert is_at("construccionesnunez", "construcciones nunez")
    assert is_at("acme", "acme sistemas")
    assert is_at("gej", "gabinete estadistico jalon")
    assert not is_at("cn", "construcciones nunez")
    assert not is_at("nunez", "construcciones nunez")
