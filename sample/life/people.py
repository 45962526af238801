"""Who the people are: names, places, jobs, manners and temperaments. Nothing here knows what a stage is."""

import random
import unicodedata
from typing import NamedTuple
from urllib.parse import quote

from life import SEED, world
from life.clock import DAY_S, day_of, instant, working_second
from life.grammar import sections

NAMES = sections(world.TEXTS / "names.txt")


class Voice(NamedTuple):
    """How somebody writes."""

    greeting: str
    """`formal`, `plain`, `quick` or `none`."""
    signs: float
    """How often a first message ends with a leave-taking."""
    emoji: str
    drops_marks: bool
    """Leaves out the opening marks of Spanish questions."""
    drops_accents: bool
    lower_case: bool


class Temperament(NamedTuple):
    """What somebody is like to write with. Every field is drawn, none is a class of people."""

    affinity: float
    """0 to 1: how much the two have to say to each other."""
    answers: float
    """How likely a message gets an answer."""
    begins: float
    """How much of the beginning is theirs."""
    pace_h: float
    """The median of the hours until an answer."""
    weekend: float
    keeps_y: float
    """Years until it fades, if nothing happens."""
    returns: float
    """Chance per year that a faded one comes back."""


class Job(NamedTuple):
    """A place of work from a day on."""

    since: int
    company: str
    title: str


class Move(NamedTuple):
    """Where somebody lives from a day on."""

    since: int
    city: str
    zone: str


class Person(NamedTuple):
    """Somebody in the owner's life."""

    key: str
    first: str
    last: str
    gender: str
    language: str
    role: str
    homes: tuple[Move, ...]
    jobs: tuple[Job, ...]
    slug: str
    email: str
    shows_email: bool
    linked_at: int | None
    """When the two connected on LinkedIn; None where they never did."""
    voice: Voice
    temperament: Temperament
    renamed: tuple[int, str] | None = None
    """The day until which the profile had another slug, and that slug."""
    hidden: bool = False
    """The profile hides everything but the date of the connection."""
    gone: int | None = None
    """The day on which the account was closed, or the connection removed."""
    closed: bool = False
    """Whether it was the account: exports since then say `LinkedIn Member`."""
    old_slug_stays: bool = False
    """Messages from before the renaming keep the old slug in later exports too."""

    @property
    def name(self) -> str:
        """As LinkedIn shows it."""
        return f"{self.first} {self.last}".strip()

    def job(self, day: int) -> Job:
        """The job on a day; before the first one, the first."""
        return max((job for job in self.jobs if job.since <= day), default=self.jobs[0])

    def home(self, day: int) -> Move:
        """Where the person lives on a day."""
        return max((home for home in self.homes if home.since <= day), default=self.homes[0])

    def slug_on(self, day: int) -> str:
        """The profile's slug as an export of that day wrote it."""
        return self.renamed[1] if self.renamed and day < self.renamed[0] else self.slug


def profile_url(slug: str) -> str:
    """The address of a profile, encoded as LinkedIn writes it."""
    return f"https://www.linkedin.com/in/{quote(slug)}"


def fold(text: str) -> str:
    """Lower case ASCII letters and digits of a text, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("æ", "ae"))
    kept = "".join(c if c.isalnum() and c.isascii() else " " for c in plain.casefold() if c.isascii())
    return "-".join(kept.split())


# How the roles and places of people who connect with somebody in this trade are mixed.
_ROLES = {
    "peer": 12,
    "developer": 14,
    "journalist": 8,
    "academic": 9,
    "admin": 8,
    "client": 16,
    "organizer": 3,
    "student": 8,
    "recruiter": 7,
    "vendor": 7,
    "colleague": 3,
    "other": 5,
}
_PLACES = (
    # weight, pool of names, language, city, zone, from which year on
    (17, "es", "es", "Zaragoza", "madrid", 2009),
    (14, "es", "es", "Bilbao", "madrid", 2009),
    (14, "es", "es", "Madrid", "madrid", 2009),
    (9, "es", "es", "Barcelona", "madrid", 2010),
    (4, "es", "es", "Valencia", "madrid", 2011),
    (4, "es", "es", "Sevilla", "madrid", 2011),
    (3, "es", "es", "Logroño", "madrid", 2011),
    (3, "es", "es", "Pamplona", "madrid", 2010),
    (2, "es", "es", "Huesca", "madrid", 2009),
    (2, "es", "es", "Vigo", "madrid", 2012),
    (4, "latam", "es", "Santiago de Chile", "chile", 2013),
    (3, "latam", "es", "Ciudad de México", "mexico", 2012),
    (3, "latam", "es", "Buenos Aires", "argentina", 2011),
    (2, "latam", "es", "Bogotá", "colombia", 2014),
    (1, "latam", "es", "Lima", "peru", 2015),
    (3, "en", "en", "London", "london", 2012),
    (2, "en", "en", "Leeds", "london", 2015),
    (2, "en", "en", "Toronto", "eastern", 2015),
    (2, "en", "en", "New York", "eastern", 2014),
    (1, "en", "en", "Portland", "pacific", 2015),
    (2, "eu", "en", "Rotterdam", "berlin", 2016),
    (2, "eu", "en", "Berlin", "berlin", 2014),
    (1, "eu", "en", "Warsaw", "berlin", 2016),
    (1, "eu", "en", "Oslo", "berlin", 2015),
    (1, "eu", "es", "Lisboa", "lisbon", 2013),
    (1, "eu", "en", "Turin", "berlin", 2017),
    (1, "world", "en", "Bengaluru", "india", 2015),
    (1, "world", "en", "Lagos", "london", 2018),
    (1, "world", "en", "Osaka", "japan", 2018),
    (1, "world", "es", "Zaragoza", "madrid", 2014),
)
_ABROAD = (
    ("Berlín", "berlin"),
    ("Londres", "london"),
    ("Lisboa", "lisbon"),
    ("Montreal", "eastern"),
    ("Ámsterdam", "berlin"),
    ("Ciudad de México", "mexico"),
)
# Connections made in each year of this life.
_YEARS = {
    2009: 22,
    2010: 36,
    2011: 50,
    2012: 60,
    2013: 90,
    2014: 98,
    2015: 106,
    2016: 128,
    2017: 118,
    2018: 138,
    2019: 126,
    2020: 150,
    2021: 98,
    2022: 82,
    2023: 44,
    2024: 70,
    2025: 84,
    2026: 62,
}


def draw_people(taken: set[str]) -> list[Person]:
    """Everybody but the protagonists, in the order in which they connected.

    `taken` are the names, slugs and addresses that are somebody else's; it grows.
    """
    days = _link_days(random.Random(f"{SEED}|link days"))
    return [draw_one(number, at, taken) for number, at in enumerate(days)]


def _link_days(rng: random.Random) -> list[int]:
    found: list[int] = []
    for year, total in _YEARS.items():
        gatherings = [g for g in world.GATHERINGS if str(year) in g.name]
        first = max(day_of(f"{year}-01-01"), world.BEGINS)
        last = min(day_of(f"{year}-12-31"), world.EXPORTED_2026 - 1)
        before = len(found)
        while len(found) < before + total:
            if gatherings and rng.random() < 0.3:
                gathering = rng.choice(gatherings)
                near = 3.0 if gathering.owner_speaks else 1.2
                if rng.random() > near / 3:
                    continue
                day = gathering.day + int(rng.expovariate(0.4))
            else:
                day = rng.randint(first, last)
                if date_is_slow(day) and rng.random() < 0.6:
                    continue
            if first <= day <= last:
                found.append(instant("madrid", day, working_second(rng)))
    return sorted(found)


def date_is_slow(day: int) -> bool:
    """August, and the days around Christmas and the New Year."""
    year_day = (day - day_of(f"{1970 + int(day / 365.2425)}-01-01")) % 365
    return 212 <= year_day <= 241 or year_day <= 6 or year_day >= 355


def draw_one(number: int, linked_at: int, taken: set[str]) -> Person:
    """The person with this number, who connected at this instant."""
    rng = random.Random(f"{SEED}|person|{number}")
    day = linked_at // DAY_S
    year = 1970 + day // 365.2425
    places = [place for place in _PLACES if place[5] <= year]
    _, pool, language, city, zone, _ = rng.choices(places, [place[0] for place in places])[0]
    weights = dict(_ROLES)
    if year < 2013:
        weights |= {"colleague": 14, "vendor": 2, "recruiter": 3, "client": 8}
    if pool not in ("es",):
        weights |= {"colleague": 0, "admin": 3, "client": 9, "student": 5}
    role = rng.choices(list(weights), list(weights.values()))[0]
    gender = rng.choice("fm")
    first, last, slug = _name(rng, pool, gender, taken)
    homes = [Move(0, city, zone)]
    if rng.random() < 0.07:
        homes.append(Move(day + rng.randint(200, 2200), *rng.choice(_ABROAD)))
    host = rng.choice(("example.com", "example.net", "example.org"))
    local = f"{fold(first)}.{fold(last).split('-')[0]}"
    email = next(e for e in (f"{local}{n or ''}@{host}" for n in range(9)) if e not in taken)
    taken.add(email)
    return Person(
        key=f"p{number:04d}",
        first=first,
        last=last,
        gender=gender,
        language=language,
        role=role,
        homes=tuple(homes),
        jobs=draw_jobs(rng, role, language, gender, day),
        slug=slug,
        email=email,
        shows_email=rng.random() < 0.07,
        linked_at=linked_at,
        voice=draw_voice(rng, role, language),
        temperament=draw_temperament(rng, role),
        gone=day + rng.randint(400, 3500) if rng.random() < 0.03 else None,
        closed=number % 2 == 0,
    )


def _name(rng: random.Random, pool: str, gender: str, taken: set[str]) -> tuple[str, str, str]:
    while True:
        first = rng.choice(NAMES[f"{pool} {gender}"][0].split())
        lasts = NAMES[f"{pool} last"][0].split()
        last = rng.choice(lasts)
        if pool in ("es", "latam") and rng.random() < 0.45:
            last += f" {rng.choice(lasts)}"
        slug = _slug(rng, first, last)
        if f"{first} {last}" not in taken and slug not in taken:
            taken |= {f"{first} {last}", slug}
            return first, last, slug


def _slug(rng: random.Random, first: str, last: str) -> str:
    joined = f"{fold(first)}-{fold(last)}"
    if rng.random() < 0.05 and not f"{first}{last}".isascii():
        joined = "-".join(f"{first} {last}".lower().split())
    shape = rng.random()
    if shape < 0.18:
        return joined.replace("-", "")
    if shape < 0.3:
        return joined
    tail = "".join(rng.choices("0123456789abcdef", k=rng.choice((5, 8, 8, 9))))
    return f"{joined}-{tail}"


def draw_jobs(rng: random.Random, role: str, language: str, gender: str, day: int) -> tuple[Job, ...]:
    """A history of jobs that covers the years around a day."""
    found = []
    since = day - rng.randint(100, 2500)
    while since < world.EXPORTED_2026:
        found.append(Job(since, _firm(rng, role, language), _title(rng, role, language, gender)))
        since += int(rng.lognormvariate(7.2, 0.7)) + 120
        if role == "student":
            role = rng.choice(("peer", "developer", "journalist", "academic"))
        elif role == "recruiter" and rng.random() < 0.2:
            role = "other"
    return tuple(found)


def _firm(rng: random.Random, role: str, language: str) -> str:
    if role == "colleague":
        return rng.choice(("Gabinete Estadístico del Jalón", "Diario Ribera", "Diario Ribera"))
    kind = "firm en" if language == "en" else "firm"
    head = rng.choice(NAMES[f"{kind} heads"][0].split()).replace("_", " ")
    pattern = rng.choice(NAMES[f"{kind} {role}"])
    return pattern.replace("{x}", head).replace("{y}", head.lower())


def _title(rng: random.Random, role: str, language: str, gender: str) -> str:
    section = f"title en {role}" if language == "en" else f"title {role}"
    told = [title.split(":") for title in NAMES[section][0].split(";")]
    return rng.choice([title[0] for title in told if len(title) == 1 or title[1] == gender])


def draw_voice(rng: random.Random, role: str, language: str) -> Voice:
    """How somebody writes; officials and professors are more formal than designers."""
    stiff = role in ("admin", "academic", "client", "recruiter", "vendor")
    greeting = rng.choices(("formal", "plain", "quick", "none"), (5, 5, 1, 1) if stiff else (1, 5, 5, 3))[0]
    return Voice(
        greeting=greeting,
        signs=rng.uniform(0.5, 1) if stiff else rng.uniform(0, 0.6),
        emoji=rng.choice(("", "", "", " 🙂", " 😊", " 😅", " 👏", " 🙌", " 💪", " :)")),
        drops_marks=language == "es" and rng.random() < (0.1 if stiff else 0.4),
        drops_accents=language == "es" and rng.random() < 0.08,
        lower_case=not stiff and rng.random() < 0.12,
    )


def draw_temperament(rng: random.Random, role: str) -> Temperament:
    """What somebody is like; the role only tilts the draws."""
    shape = {
        "peer": (0.95, 3.4),
        "colleague": (1.1, 3.6),
        "journalist": (0.8, 4.0),
        "academic": (0.8, 4.0),
        "organizer": (0.9, 3.6),
        "admin": (0.7, 4.4),
        "client": (0.65, 4.6),
        "developer": (0.55, 4.8),
        "student": (0.6, 4.6),
        "recruiter": (0.3, 5.5),
        "vendor": (0.2, 6.0),
        "other": (0.35, 5.5),
    }[role]
    return Temperament(
        affinity=rng.betavariate(*shape),
        answers=rng.betavariate(4, 1.6),
        begins={"vendor": 1.0, "recruiter": 0.95, "student": 0.85, "client": 0.65}.get(
            role, rng.betavariate(3, 3)
        ),
        pace_h=rng.lognormvariate(1.3, 1.2),
        weekend=rng.betavariate(1, 2.5),
        keeps_y=rng.lognormvariate(0.55, 0.85),
        returns=rng.betavariate(1, 6),
    )
