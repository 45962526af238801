"""Address books: which handles belong to one person."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vinculo.ledger.digest import record_json, record_of
from vinculo.model import Card, Handle, Ignored
from vinculo.sources import Reads, vcard
from vinculo.sources.container import HEAD_BYTES, Member

FIXTURES = Path(__file__).parents[2] / "sources" / "vcard"


def member_of(raw: bytes) -> Member:
    return Member("contacts.vcf", len(raw), raw[:HEAD_BYTES], lambda: BytesIO(raw))


def card_of(*lines: str) -> Card | Ignored:
    """What the parser says of one card with these lines."""
    raw = "\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", "")).encode()
    [record] = vcard.records(member_of(raw), "cards")
    said = vcard.parse("cards", record)
    if isinstance(said, Ignored):
        return said
    [card] = said
    assert isinstance(card, Card)
    return card


def handles_of(*lines: str) -> list[tuple[str, str]]:
    card = card_of("FN:Ana Ruiz", *lines)
    assert isinstance(card, Card)
    assert {handle.shown for handle in card.handles} == {"Ana Ruiz"}
    return [(handle.namespace, handle.value) for handle in card.handles]


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("http://linkedin.com/in/ana", ("X-SOCIALPROFILE;type=linkedin;x-user=ana:http://linkedin.com/in/ana",)),
        ("ana-ruiz", ("X-SOCIALPROFILE;type=linkedin;x-user=ana-ruiz:x-apple:ana-ruiz",)),
        ("https://www.linkedin.com/in/ana", ("URL;TYPE=linkedin:https://www.linkedin.com/in/ana",)),
        ("https://www.linkedin.com/in/ana", ("URL:https\\://www.linkedin.com/in/ana?trk=SECRET",)),
        ("ana-ruiz", ("IMPP;X-SERVICE-TYPE=LinkedIn;type=HOME:x-apple:ana-ruiz",)),
        ("linkedin.com/in/ana", ("item1.URL;type=pref:linkedin.com/in/ana", "item1.X-ABLabel:PROFILE")),
        ("https://de.linkedin.com/in/ana", ("SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://de.linkedin.com/in/ana",)),
        ("ana-ruiz", ("SOCIALPROFILE;SERVICE-TYPE=LinkedIn;VALUE=text:ana-ruiz",)),
        ("ana-ruiz", ("X-LINKEDIN:ana-ruiz",)),
        ("linkedin.com/in/ana", ("NOTE:Met in Toledo\\nlinkedin.com/in/ana.",)),
        ("https://www.linkedin.com/profile/view?id=123", ("NOTE:https://www.linkedin.com/profile/view?id=123&t=1",)),
    ],
)  # fmt: skip
def test_a_profile_is_found_wherever_it_hides(value: str, lines: tuple[str, ...]) -> None:
    """Ten places for one link, its tracking tokens left behind."""
    assert handles_of(*lines) == [("linkedin", value)]


@pytest.mark.parametrize(
    "line",
    [
        "URL:https://www.linkedin.com/company/acme",
        "URL:https://example.com",
        "EMAIL:no-reply@example.com",
        "TEL;TYPE=CELL:112",
        "IMPP;X-SERVICE-TYPE=Skype:skype:ana",
        "PHOTO;VALUE=uri:data:image/jpeg;base64,AAAA",
    ],
)
def test_what_others_share_or_nobody_reads_is_no_handle(line: str) -> None:
    """Companies, web sites, machines and short numbers glue nobody; the name is left."""
    assert handles_of(line) == [("name", "Ana Ruiz")]


@pytest.mark.parametrize(
    ("line", "is_personal"),
    [
        ("TEL;TYPE=CELL:+34 600 000 000", True),
        ("TEL;CELL;VOICE:+34 600 000 000", True),
        ("TEL:+34 600 000 000", True),
        ("TEL;TYPE=WORK;TYPE=CELL:+34 600 000 000", True),
        ('TEL;VALUE=uri;TYPE="voice,cell":tel:+34 600 000 000', True),
        ("item1.TEL:+34 600 000 000\r\nitem1.X-ABLabel:_$!<Main>!$_", False),
        ("TEL;TYPE=HOME;TYPE=pref:+34 600 000 000", False),
        ("TEL;WORK;VOICE:+34 600 000 000", False),
        ("TEL;TYPE=FAX:+34 600 000 000", False),
    ],
)
def test_only_a_telephone_of_their_own_glues(line: str, is_personal: bool) -> None:
    """A home line is the family's and a switchboard the company's: they are facts."""
    card = card_of("FN:Ana Ruiz", line)
    assert isinstance(card, Card)
    expected = ("phone", "+34 600 000 000") if is_personal else ("name", "Ana Ruiz")
    assert [tuple(handle[:2]) for handle in card.handles] == [expected]
    assert dict(card.facts).get("phone") == (None if is_personal else "+34 600 000 000")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ana Ruiz", ("FN:Ana Ruiz", "N:Otra;Cosa;;;")),
        ("Ana María Ruiz", ("N:Ruiz;Ana;María;Dra.;PhD",)),
        ("Ana Ruiz", ("FN:ana@example.com", "N:Ruiz;Ana;;;")),
        ("Ani", ("FN:", "N:;;;;", "NICKNAME:Ani")),
        ("Ruiz, Ana", ("FN:Ruiz\\, Ana",)),
    ],
)
def test_a_name_is_the_one_displayed_or_put_together(name: str, lines: tuple[str, ...]) -> None:
    """FN, else N, else the nickname; an address is no name."""
    card = card_of(*lines, "EMAIL:ana@example.com")
    assert isinstance(card, Card)
    assert card.handles == (Handle("email", "ana@example.com", name),)
    assert dict(card.facts)["name"] == name


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("not_a_person", ("KIND:org", "FN:Acme")),
        ("not_a_person", ("X-ADDRESSBOOKSERVER-KIND:group", "FN:Friends")),
        ("not_a_person", ("X-ABShowAs:COMPANY", "FN:Acme")),
        ("card_without_name", ("NOTE:nobody",)),
    ],
)
def test_groups_companies_and_nobody_are_noise(kind: str, lines: tuple[str, ...]) -> None:
    """A card of no person is noise by kind."""
    assert card_of(*lines) == Ignored(kind)


def test_letters_of_an_old_charset_arrive() -> None:
    """vCard 2.1 names its charset line by line."""
    card = card_of("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Mu=F1oz;Eva", "EMAIL:eva@example.com")
    assert isinstance(card, Card)
    assert dict(card.facts)["name"] == "Eva Muñoz"


def test_an_address_book_is_known_by_its_head() -> None:
    """By what it holds."""
    assert vcard.recognizes(member_of(b"\xef\xbb\xbf\r\nbegin:vcard\r\n")) == Reads("cards")
    assert vcard.recognizes(member_of(b"BEGIN:VCALENDAR\r\n")) is None


@given(st.data())
@settings(max_examples=100)
def test_damaged_address_books_have_one_outcome_for_each_record(data: st.DataObject) -> None:
    """Truncated anywhere, with bytes flipped anywhere and lines of rubbish: nothing crashes."""
    raw = bytearray(
        data.draw(st.sampled_from([path.read_bytes() for path in sorted(FIXTURES.glob("*.vcf"))]))
    )
    for _ in range(data.draw(st.integers(0, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    start, end = sorted((data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, len(raw)))))
    whole = bytes(raw[start:end]) + data.draw(st.binary(max_size=40))
    found = list(vcard.records(member_of(whole), "cards"))
    assert found or not whole.strip()
    assert [record.line for record in found] == sorted(record.line for record in found)
    for record in found:
        if not record.flaw:
            said = vcard.parse("cards", record)
            assert said
            assert vcard.parse("cards", record_of(record_json(record))) == said
