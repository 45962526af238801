"""The world around this life: events with their dates, the blog's posts, and the things people talk about.

All of it is invented but for the names of cities and of tools; addresses are on reserved example domains.
"""

from pathlib import Path
from typing import NamedTuple

from life.clock import day_of, weekday
from life.grammar import sections

TEXTS = Path(__file__).parent / "texts"
WORDS = sections(TEXTS / "world.txt")
WORDS_OF_PLACES = sections(TEXTS / "places.txt")["places"]

BEGINS = day_of("2009-04-01")
EXPORTED_2021 = day_of("2021-03-20")
EXPORTED_2026 = day_of("2026-11-15")


class Gathering(NamedTuple):
    """An event that people go to."""

    day: int
    name: str
    title_es: str
    """With its article, ready for a sentence."""
    city: str
    language: str
    owner_speaks: bool
    online: bool


class Post(NamedTuple):
    """A post of the owner's blog."""

    at_local: str
    language: str
    slug: str
    title: str


_SERIES = (
    # name, with article, city, language, month, first year, last year, years in which the owner speaks
    (
        "Encuentro Cierzo de Visualización",
        "el Encuentro Cierzo",
        "Zaragoza",
        "es",
        "10-1{y}",
        2012,
        2026,
        (2012, 2014, 2016, 2019, 2021, 2024),
    ),
    (
        "Jornadas de Datos Abiertos del Ebro",
        "las Jornadas de Datos Abiertos del Ebro",
        "Logroño",
        "es",
        "04-1{y}",
        2011,
        2025,
        (2013, 2015, 2018),
    ),
    ("Datu Eguna", "Datu Eguna", "Bilbao", "es", "11-2{y}", 2014, 2025, (2015, 2022, 2025)),
    ("Tardes de Gráficos", "las Tardes de Gráficos", "Madrid", "es", "02-1{y}", 2014, 2020, (2016, 2018)),
    ("Semana Visual", "la Semana Visual", "Barcelona", "es", "05-1{y}", 2015, 2026, (2017, 2023)),
    (
        "Foro Ibérico de Periodismo y Datos",
        "el Foro Ibérico de Periodismo y Datos",
        "Salamanca",
        "es",
        "06-0{y}",
        2013,
        2024,
        (2014, 2019),
    ),
    ("Valparaíso Visual", "Valparaíso Visual", "Valparaíso", "es", "08-2{y}", 2019, 2025, (2020, 2023)),
    ("Charts by the Sea", "Charts by the Sea", "Brighton", "en", "09-0{y}", 2015, 2026, (2018,)),
    (
        "North Harbour Data Day",
        "North Harbour Data Day",
        "Halifax",
        "en",
        "06-1{y}",
        2017,
        2026,
        (2021, 2024),
    ),
    ("Plotting Matters", "Plotting Matters", "Rotterdam", "en", "03-2{y}", 2016, 2026, (2017, 2022)),
)


# Days that the stories tell.
_TOLD = {
    "Datu Eguna 2015": day_of("2015-11-24"),
    "Datu Eguna 2022": day_of("2022-11-24"),
    "Valparaíso Visual 2020": day_of("2020-08-27"),
    "North Harbour Data Day 2021": day_of("2021-06-10"),
}


def _working_day(day: int) -> int:
    return day + 7 - weekday(day) if weekday(day) >= 5 else day


def _gatherings() -> tuple[Gathering, ...]:
    found = []
    for name, title, city, language, when, first, last, speaks in _SERIES:
        for year in range(first, last + 1):
            month_day = when.format(y=1 + year * 7 % 9)
            day = _TOLD.get(f"{name} {year}") or _working_day(day_of(f"{year}-{month_day}"))
            online = day_of("2020-03-10") < day < day_of("2021-09-01")
            found.append(Gathering(day, f"{name} {year}", title, city, language, year in speaks, online))
    return tuple(sorted(found))


GATHERINGS = _gatherings()

POSTS = tuple(Post(*line.split(" | ")) for line in sections(TEXTS / "posts.txt")["posts"])
LOCKED_DOWN = (day_of("2020-03-13"), day_of("2020-06-20"))
MOVED_BLOG_ON = day_of("2014-02-20")


def post_day(post: Post) -> int:
    """The day a post was published, in Spain."""
    return day_of(post.at_local[:10])


def post_url(post: Post) -> str:
    """Where a post can be read today; the old blog's dated addresses until the move."""
    year, month = post.at_local[:4], post.at_local[5:7]
    if post_day(post) < MOVED_BLOG_ON:
        return f"http://desdecero.blog.example.org/{year}/{month}/{post.slug}.html"
    return f"https://desdecero.example.org/{year}/{month}/{post.slug}/"


def words(section: str, column: int) -> list[str]:
    """One column of a section of `world.txt`."""
    return [line.split(" | ")[column] for line in WORDS[section]]


def cafes(city: str) -> list[str]:
    """Places to meet in a city."""
    return WORDS.get(f"cafes {city}", WORDS["cafes *"])


def tools(day: int) -> list[str]:
    """Tools that people used by a day."""
    year = str(int(1970 + day // 365.2425))
    told = (line.split(" ", 1) for line in WORDS["tools"])
    return [name for span, name in told if span[:4] <= year <= (span[5:] or "9999")]
