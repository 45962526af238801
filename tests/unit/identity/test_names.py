"""What a written name says, however it is written."""

import pytest

from vinculo.identity.likeness import given_names, is_one_slip, name_levels, surnames
from vinculo.identity.names import NOBODY, Name, name_of, name_of_local, names_of


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Ana Lasa", "ana", "lasa"),
        ("ANA LASA RUIZ", "ana", "lasa ruiz"),
        ("Lasa Ruiz, Ana", "ana", "lasa ruiz"),
        ("O'Brien, Conan", "conan", "obrien"),
        ("GARCIA LOPEZ ANTONIO", "antonio", "garcia lopez"),
        ("Juan Carlos Gómez Pérez", "juan carlos", "gomez perez"),
        ("Luis Martín García", "luis", "martin garcia"),
        ("Mª Carmen de la Fuente", "maria carmen", "fuente"),
        ("Josep Mª Vilà i Roca", "josep maria", "vila roca"),
        ("Fco. Javier Glez.", "francisco javier", "gonzalez"),
        ("Vincent van Gogh", "vincent", "gogh"),
        ("João da Silva dos Santos", "joao", "silva santos"),
        ("Dr. Jane Doe, Ph.D., MBA", "jane", "doe"),
        ("D. Pedro Ruiz", "pedro", "ruiz"),
        ("Jane Doe (she/her) 🚀", "jane", "doe"),
        ("Jane Doe | Marketing", "jane", "doe"),
        ("Zoë Brandt - UX", "zoe", "brandt"),
        ("John F. Kennedy", "john", "kennedy"),
        ("J. García", "j", "garcia"),
        ("Anh Le", "anh", "le"),
        ("García-Abad Ruiz, Marta", "marta", "garcia abad ruiz"),
    ],
)
def test_a_name_is_taken_apart(written: str, given: str, family: str) -> None:
    """Order, particles, titles, short spellings and what people put behind their names."""
    assert name_of(written) == Name(given, tuple(family.split()))


def test_a_bare_first_name_is_not_full() -> None:
    """And nothing is nobody."""
    assert name_of("Quim") == Name("quim", ())
    assert not name_of("Quim").is_full
    assert not name_of("Ana L.").is_full
    assert name_of("Ana Lasa").is_full
    assert name_of("🙂") == NOBODY


def test_the_name_somebody_was_born_with_is_a_second_name() -> None:
    """In brackets, in both languages."""
    assert names_of("Jane Doe (née Roe)") == (Name("jane", ("doe",)), Name("jane", ("roe",)))
    assert names_of("Ana Lasa (nacida Ruiz)")[1] == Name("ana", ("ruiz",))


def test_addresses_spell_names_only_where_they_part_the_words() -> None:
    """`alasa` may be anybody."""
    assert name_of_local("ana.lasa2") == Name("ana", ("lasa",))
    assert name_of_local("ana-lasa-ruiz-5b1f20") == Name("ana", ("lasa", "ruiz"))
    assert name_of_local("j.lopez") == Name("j", ("lopez",))
    for local in ("alasa", "info.acme", "quimferrerons"):
        assert name_of_local(local) == NOBODY


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("ana", "ana", "given_same"),
        ("francisco", "paco", "given_alike"),
        ("jose maria", "chema", "given_alike"),
        ("quim", "joaquin", "given_alike"),
        ("javier", "xabier", "given_alike"),
        ("william", "bill", "given_alike"),
        ("maria jose", "mariajose", "given_alike"),
        ("maria", "maria jose", "given_part"),
        ("a", "ana", "given_initial"),
        ("gonzalo", "gonzlao", "given_typo"),
        ("ana", "eva", "given_other"),
        ("julio", "maria", "given_other"),
    ],
)
def test_given_names_are_alike_in_degrees(one: str, other: str, level: str) -> None:
    """Whichever comes first."""
    for pair in ((one, other), (other, one)):
        found = given_names(*pair)
        assert found is not None
        assert found.key == level


@pytest.mark.parametrize(
    ("one", "other", "level", "common"),
    [
        ("lasa", "lasa", "surname_same", "lasa"),
        ("lasa ruiz", "lasa ruiz", "surnames_same", "lasa ruiz"),
        ("lasa ruiz", "ruiz lasa", "surnames_turned", "ruiz lasa"),
        ("lasa", "lasa ruiz", "surname_dropped", "lasa"),
        ("ruiz", "lasa ruiz", "first_surname_dropped", "ruiz"),
        ("lasa ruiz", "lasa gil", "second_surname_other", "lasa"),
        ("lasa ruiz", "gil ruiz", "first_surname_other", "ruiz"),
        ("gonzalez", "gonzales", "surname_typo", ""),
        ("lasa", "gil", "surname_other", ""),
        ("l", "lasa", "surname_initial", ""),
    ],
)
def test_surnames_are_alike_in_degrees(one: str, other: str, level: str, common: str) -> None:
    """What both share is named: its rarity is what counts."""
    found = surnames(tuple(one.split()), tuple(other.split()))
    assert found is not None
    assert found.key == level
    assert set(found.common) == set(common.split())


def test_who_shares_rare_surnames_under_another_given_name_is_a_relative() -> None:
    """However rare they are."""
    levels = name_levels(Name("nuno", ("verbruggen", "smit")), Name("eva", ("verbruggen", "smit")))
    assert [level.key for level in levels] == ["given_other", "relatives"]


def test_one_slip_is_one_letter() -> None:
    """More, less, other, or two turned round; never in short words."""
    for other in ("gonzalo", "gonzalos", "gonzlao", "gonzabo", "onzalo"):
        assert is_one_slip("gonzalo", other) == (other != "gonzalo")
    assert not is_one_slip("ana", "ane")
    assert not is_one_slip("gonzalo", "gonza")
