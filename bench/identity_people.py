"""Invented people and their handles in LinkedIn, address books, mail, blogs and calendars, labelled.

How noisy duplicates are is given, not chosen: of the records of a person after the first, 40 % lose
accents, 30 % the second surname, 15 % bear a nickname or initial, 10 % another order, 5 % a slip of
the hand; 50 % lack an e-mail, 20 % have another one, 30 % another employer.

Names are drawn from the official frequency lists that the resolver ships (so it knows how common a
name is, as it does in life), or are made up of syllables where the lists end: a third of the people
bear one that no list holds. The nicknames here are a list of their own; `held_out` says what share of
its pairs the resolver's table lacks.
"""

import random
import re
import unicodedata
from importlib.resources import files
from typing import NamedTuple

from vinculo.identity.likeness import is_familiar
from vinculo.identity.resolve import Claim, Sighted
from vinculo.model import DAY_S, OWNER, Handle

RECORDS_OF_A_PERSON = (0.5, 0.3, 0.15, 0.05)
"""Shares of people with one, two, three and four records."""
ENGLISH = 0.35
UNLISTED = 0.33
CITIES = tuple(
    "Madrid Barcelona Valencia Sevilla Zaragoza Bilbao Vigo London Dublin Boston Toronto Lisboa".split()  # noqa: SIM905
)
SAME_CITY, TELLS_CITY = 0.85, 0.6
PEOPLE_OF_A_FIRM = 8
FIRST_DAY, LAST_DAY = 15_000, 20_500

# Formal name, and what people call themselves; own compilation, made apart from the shipped table.
NICKNAMES = {
    "francisco": "Paco Fran Kiko Curro Pacho Francho",
    "jose": "Pepe Pepín Jose Cheché Josico Pep",
    "maria": "Mari Mery Marieta Maruchi",
    "manuel": "Manolo Manu Lolo Manolito Manolín",
    "antonio": "Toño Toni Antoñito Tonio Toñín",
    "ignacio": "Nacho Iñaki Nachete Natxo",
    "javier": "Javi Xavi Javito Javilo",
    "carlos": "Carlitos Charly Litos Carlangas",
    "dolores": "Lola Loli Lolita Dolo Lolines",
    "carmen": "Carmina Mamen Carmencita Menchi Carmelilla",
    "concepcion": "Concha Conchi Conchita Choncha",
    "rosario": "Charo Rosarito Chayo Charito",
    "isabel": "Isa Bel Chabela Isabelita Sabel",
    "teresa": "Tere Maite Teresita Teresilla",
    "luis": "Lucho Luisito Luiso Güicho",
    "jesus": "Chus Chuchi Chucho Jesusín",
    "miguel": "Migue Miguelón Mikel Micky Miguelín",
    "rafael": "Rafa Rafita Falo Fali",
    "alejandro": "Álex Ale Jandro Alejo Alejín",
    "fernando": "Fer Nando Fernan Ferdi",
    "pedro": "Perico Pedrito Perucho Periquín",
    "juan": "Juanito Juancho Juanín Xan",
    "ana": "Anita Ani Anuca Any",
    "pilar": "Pili Piluca Pilarica Pilarín",
    "mercedes": "Merche Meche Mecha Merceditas",
    "laura": "Lauri Lauris Laurita",
    "marta": "Martita Martuca Martuki",
    "david": "Dave Davey Davo Deivid",
    "daniel": "Dani Dan Danny Danielito",
    "pablo": "Pau Pablito Pablete Pol",
    "sergio": "Sergi Checo Sergín",
    "elizabeth": "Liz Beth Betsy Lizzy Elsie Bette",
    "william": "Bill Will Liam Billie Wills",
    "robert": "Bob Rob Bobby Robby Bert",
    "richard": "Rick Dick Richie Ritchie",
    "james": "Jim Jimmy Jamie Jimbo",
    "john": "Jack Johnny Jon Jonno",
    "margaret": "Peggy Maggie Meg Madge",
    "katherine": "Kate Kathy Kitty Katie",
    "michael": "Mike Mick Mikey Mitch",
    "thomas": "Tom Tommy Thom Tam",
    "patricia": "Pat Patty Tricia Trisha",
    "jennifer": "Jen Jenny Jenna Jenn",
    "charles": "Charlie Chuck Chas Chaz",
    "susan": "Sue Susie Suze Sukie",
    "edward": "Ed Ted Ned Eddy",
    "joseph": "Joe Joey Jo Jos",
    "barbara": "Barb Babs Bobbie Barbie",
    "christopher": "Chris Topher Kit Christy",
    "steven": "Steve Stevie Ste",
}


def held_out() -> float:
    """The share of nicknames here that the resolver's table does not know."""
    known = [
        is_familiar(formal, _plain(nick).lower())
        for formal, nicks in NICKNAMES.items()
        for nick in nicks.split()
    ]
    return 1 - sum(known) / len(known)


class Labelled(NamedTuple):
    """What the resolver is given, and whose each handle really is."""

    handles: dict[int, Handle]
    sighted: dict[int, Sighted]
    cards: list[Claim]
    truth: dict[int, int]
    """Handle id → number of the person."""
    rows: list[dict[str, str]]
    """The same as a flat table, one record a row, for other tools."""


class _Human(NamedTuple):
    given: str
    surnames: tuple[str, ...]
    is_english: bool
    email: str
    firm: str
    city: str
    since: int
    until: int


def people(records: int, seed: int) -> Labelled:
    """About so many records of invented people; the same for the same seed."""
    chance = random.Random(f"identity {seed}")
    draw = _Drawing(chance, int(records * 0.57))
    told = Labelled({1: OWNER}, {1: Sighted(0, 0)}, [], {}, [])
    number = 0
    while len(told.rows) < records:
        human = draw.human()
        copies = chance.choices((1, 2, 3, 4), RECORDS_OF_A_PERSON)[0]
        for nth in range(copies):
            draw.record(told, human, number, nth)
        number += 1
    return told


class _Drawing:
    """The draws that share their pools of names and firms."""

    def __init__(self, chance: random.Random, people_: int) -> None:
        self._chance = chance
        self._pools = {
            (kind, is_english): _pool(kind, is_english)
            for kind in ("given", "surnames")
            for is_english in (False, True)
        }
        self._unlisted = [self._syllables() for _ in range(max(people_ // 4, 50))]
        firms = max(people_ // PEOPLE_OF_A_FIRM, 20)
        self._firms = [f"{self._syllables().title()} {chance.choice(_TRADES)}" for _ in range(firms)]
        self._weights = [1 / (place + 3) for place in range(firms)]
        self._sum = 0
        self._taken: set[str] = set()

    def _syllables(self) -> str:
        parts = self._chance.choices(
            [
                "ba",
                "ce",
                "do",
                "fa",
                "gui",
                "len",
                "mar",
                "ne",
                "or",
                "pi",
                "que",
                "ra",
                "sal",
                "te",
                "ur",
                "vi",
                "xe",
                "za",
                "itz",
                "ald",
                "ort",
            ],
            k=3,
        )
        return "".join(parts) + self._chance.choice(("", "n", "z", "s", "ko", "eta", "ton"))

    def human(self) -> _Human:
        """Somebody new."""
        chance = self._chance
        english = chance.random() < ENGLISH
        given = self._drawn("given", english)
        surnames = [self._surname(english)]
        if not english:
            surnames.append(self._surname(english))
        firm = (
            chance.choices(self._firms, self._weights)[0]
            if chance.random() < 0.9
            else f"{self._syllables().title()} {chance.choice(_TRADES)}"
        )
        since = chance.randint(FIRST_DAY, LAST_DAY - 200)
        until = min(LAST_DAY, since + int(chance.expovariate(1 / 1_500)) + 30)
        human = _Human(given, tuple(surnames), english, "", firm, chance.choice(CITIES), since, until)
        return human._replace(email=self.address(human, firm))

    def _drawn(self, kind: str, english: bool) -> str:
        names, weights = self._pools[kind, english]
        return self._chance.choices(names, cum_weights=weights)[0]

    def _surname(self, english: bool) -> str:
        if self._chance.random() < UNLISTED / 2:
            return self._chance.choice(self._unlisted)
        return self._drawn("surnames", english)

    def address(self, human: _Human, firm: str) -> str:
        """An address nobody else has."""
        chance = self._chance
        given, last = (
            _plain(human.given).split()[0].lower(),
            _plain(human.surnames[0]).lower().replace(" ", ""),
        )
        local = chance.choice(
            (
                f"{given}.{last}",
                f"{given[0]}{last}",
                f"{given}{last}",
                f"{given}_{last}",
                given + str(chance.randint(60, 99)),
            )
        )
        if chance.random() < 0.1:
            local = self._syllables() + str(chance.randint(1, 99))
        host = chance.choice(("gmail.com", "hotmail.com", "yahoo.es"))
        if chance.random() < 0.5:
            host = _plain(firm.split(maxsplit=1)[0]).lower() + chance.choice((".com", ".es", ".net"))
        if host == "gmail.com":
            local = local.replace(".", "")  # what Google ignores tells nobody apart
        address = f"{local}@{host}"
        while address in self._taken:
            address = f"{local}{chance.randint(1, 9_999)}@{host}"
        self._taken.add(address)
        if host == "gmail.com" and chance.random() < 0.3:
            address = f"{address[:4]}.{address[4:]}"
        return address

    def record(self, told: Labelled, human: _Human, number: int, nth: int) -> None:
        """One more record of somebody; the first one is as they are, the others are noisy."""
        chance = self._chance
        written, firm, email = _full(human), human.firm, human.email
        if nth:
            written = self._noisy(human)
            if chance.random() < 0.3:
                firm = chance.choices(self._firms, self._weights)[0]
            luck = chance.random()
            if luck < 0.5:
                email = ""
            elif luck < 0.7:
                email = self.address(human, firm)
        city = ""
        if chance.random() < TELLS_CITY:
            city = human.city if not nth or chance.random() < SAME_CITY else chance.choice(CITIES)
        if chance.random() < 0.4:
            firm = (
                f"{firm}, {chance.choice(('S.L.', 'S.A.', 'Ltd', 'Inc.'))}"
                if chance.random() < 0.5
                else firm.upper()
            )
        channel = chance.choice(("book", "mail", "calendar") if email else ("book", "blog", "login"))
        if nth == 0 and chance.random() < 0.75:
            channel = "linkedin"
        elif nth and chance.random() < 0.04:
            channel = "linkedin"  # a second profile, or a renamed one
        self._keep(told, channel, written, firm, email, city, human, number)

    def _keep(
        self,
        told: Labelled,
        channel: str,
        written: str,
        firm: str,
        email: str,
        city: str,
        human: _Human,
        number: int,
    ) -> None:
        chance = self._chance
        id_ = len(told.handles) + 1
        handles = []
        if channel == "linkedin":
            tail = "" if chance.random() < 0.3 else "-" + "".join(chance.choices("0123456789abcdef", k=8))
            slug = "-".join(_plain(written).lower().replace(",", "").split()) + tail
            if slug in self._taken:
                slug += "-" + "".join(chance.choices("0123456789abcdef", k=8))
            self._taken.add(slug)
            handles.append(Handle("linkedin", f"https://www.linkedin.com/in/{slug}", written))
        if email:
            handles.append(Handle("email", email, written))
        elif channel == "book":
            handles.append(Handle("phone", f"+34 6{id_:08}", written))
        elif channel != "linkedin":
            handles.append(Handle("blogger" if channel == "blog" else "disqus", f"{id_ * 7919:020}", written))
        first = chance.randint(human.since, human.until)
        last = chance.randint(first, human.until)
        ids = tuple(range(id_, id_ + len(handles)))
        for place, handle in zip(ids, handles, strict=True):
            told.handles[place] = handle
            told.sighted[place] = Sighted(first * DAY_S, chance.randint(1, 12), last * DAY_S)
            told.truth[place] = number
        facts = {"company": firm} | ({"location": city} if city else {})
        told.cards.append(Claim(ids, written, facts))
        plain = {"name": written, "email": email, "firm": firm, "city": city}
        told.rows.append(plain | {"id": str(ids[0]), "person": str(number)})

    def _noisy(self, human: _Human) -> str:
        chance = self._chance
        given, surnames = human.given, list(human.surnames)
        if len(surnames) > 1 and chance.random() < 0.3:
            surnames.pop()
        if chance.random() < 0.15:
            given = self._short(given)
        if chance.random() < 0.05:
            given, surnames = self._slip(given, surnames)
        written = f"{_title(given)} {' '.join(map(_title, surnames))}"
        if chance.random() < 0.1:
            comma = "," if chance.random() < 0.5 else ""
            written = f"{' '.join(map(_title, surnames))}{comma} {_title(given)}"
        return _plain(written) if chance.random() < 0.4 else written

    def _short(self, given: str) -> str:
        nicks = NICKNAMES.get(_plain(given).lower().split()[0], "").split()
        if nicks and self._chance.random() < 0.7:
            return self._chance.choice(nicks)
        return (
            f"{given[0]}." if self._chance.random() < 0.7 or " " not in given else given.split(maxsplit=1)[0]
        )

    def _slip(self, given: str, surnames: list[str]) -> tuple[str, list[str]]:
        place = self._chance.randrange(len(surnames) + 1)
        words = [given, *surnames]
        words[place] = _slipped(words[place], self._chance)
        return words[0], words[1:]


_TRADES = [
    "Consulting",
    "Labs",
    "Sistemas",
    "Construcciones",
    "Media",
    "Studio",
    "Foods",
    "Energía",
    "Abogados",
    "Logística",
    "Salud",
    "Design",
]
_ACCENTS = """
garcía lópez pérez sánchez martínez rodríguez gonzález fernández gómez díaz muñoz hernández jiménez álvarez
vázquez ramírez gutiérrez domínguez núñez rubén raúl andrés lucía josé maría jesús ángel martín ramón mónica
sofía óscar víctor joaquín iván rocío inés belén ángela césar julián sebastián agustín adrián
"""


def _pool(kind: str, is_english: bool) -> tuple[list[str], list[float]]:
    """Names, and their shares added up: those that the lists call commoner in one country than the other."""
    accented = {_plain(word): word for word in _ACCENTS.split()}
    names, weights, total = [], [], 0.0
    text = files("vinculo.identity").joinpath("data", f"{kind}.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, spain, states = line.split("\t")
            total += float(states if is_english else spain)
            names.append(" ".join(accented.get(word, word) for word in name.split()))
            weights.append(total)
    return names, weights


def _full(human: _Human) -> str:
    return f"{_title(human.given)} {' '.join(map(_title, human.surnames))}"


def _title(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _plain(text: str) -> str:
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))


def _slipped(word: str, chance: random.Random) -> str:
    place = chance.randrange(max(len(word) - 1, 1))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        )
    )
