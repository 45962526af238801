"""Whose life this is: Irune Lezaun, who draws data in Zaragoza and Bilbao and does not exist."""

from typing import NamedTuple

from life.clock import day_of
from life.people import Job, Move, Person, Temperament, Voice

OWNER = Person(
    key="owner",
    first="Irune",
    last="Lezaun",
    gender="f",
    language="es",
    role="peer",
    homes=(Move(0, "Zaragoza", "madrid"), Move(day_of("2022-03-14"), "Bilbao", "madrid")),
    jobs=(
        Job(0, "Gabinete Estadístico del Jalón", "Técnica de estadística"),
        Job(day_of("2010-09-01"), "Diario Ribera", "Infografía y análisis de datos"),
        Job(day_of("2013-03-04"), "Desde cero", "Visualización de datos"),
        Job(day_of("2024-01-15"), "Estudio Sirgalde", "Cofundadora"),
    ),
    slug="irunelezaun",
    email="irune@desdecero.example.org",
    shows_email=False,
    linked_at=None,
    voice=Voice("plain", 0.35, " 🙂", drops_marks=False, drops_accents=False, lower_case=False),
    temperament=Temperament(1, 0.86, 0.5, 5.0, 0.3, 9, 0.2),
    renamed=(day_of("2013-01-10"), "irune-lezaun-39b4a1"),
)
EMAILS = ("irune@desdecero.example.org", "irune.lezaun@example.com", "hola@sirgalde.example.org")
STUDIO_SINCE = day_of("2024-01-15")


class Season(NamedTuple):
    """How much the owner writes from a day on, against an ordinary year."""

    since: int
    factor: float


SEASONS = tuple(
    Season(day_of(day), factor)
    for day, factor in (
        ("2009-04-01", 0.45),
        ("2011-01-01", 0.65),
        ("2013-03-04", 1.1),  # freelance: has to be seen
        ("2016-01-01", 1.25),
        ("2020-03-12", 1.9),  # the year at home
        ("2021-02-01", 1.1),
        ("2022-03-14", 0.85),  # back to Bilbao
        ("2023-01-20", 0.35),  # a long illness in the family
        ("2023-11-01", 0.9),
        ("2024-10-01", 1.2),  # the atlas comes out
    )
)


def season(day: int) -> float:
    """How much the owner writes at that time."""
    return max((s for s in SEASONS if s.since <= day), default=SEASONS[0]).factor
