"""What a speaker says for `{topic}`, `{when}` or `{hi}`: the facts of one conversation, kept to its end."""

import random
import re
import unicodedata

from life import world
from life.clock import DAY_S, date_of, instant, local, weekday
from life.people import Person, Voice

_DAYS_ES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_ES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_HOSTS = (
    "datos.example.org",
    "cuaderno.example.org",
    "mapas.example.com",
    "notas.example.net",
    "taller.example.org",
)
_TAILS = (
    "borrador",
    "v2",
    "serie",
    "barrios",
    "resumen",
    "tabla",
    "mapa",
    "informe",
    "prueba",
    "codigo",
    "nota",
)


class Slots:
    """The facts of one conversation between two people that begins at an instant."""

    def __init__(
        self,
        rng: random.Random,
        at: int,
        language: str,
        pair: tuple[Person, Person],
        names: list[str],
        *,
        warm: bool,
    ) -> None:
        self.rng = rng
        self.at = at
        self.day = at // DAY_S
        self.language = language
        self.a, self.b = pair
        self.names = names
        self.warm = warm
        self.speaker, self.other = pair
        self.dates: dict[str, int] = {}
        self.mentioned = ""
        self._kept: dict[str, str] = {}
        self._greeted: set[str] = set()

    def turn(self, side: str) -> None:
        """From now on side A or B speaks."""
        self.speaker, self.other = (self.a, self.b) if side == "A" else (self.b, self.a)

    def ask(self, name: str) -> str:
        """The words for a slot."""
        kind, _, limits = name.partition(":")
        if limits:
            return self._number(kind, limits)
        spoken = getattr(self, f"_say_{kind}", None)
        if spoken is not None:
            return str(spoken())
        if kind not in self._kept:
            self._kept[kind] = str(getattr(self, f"_draw_{kind}")())
        return self._kept[kind]

    def _number(self, kind: str, limits: str) -> str:
        span, _, step = limits.partition(":")
        low, high = (int(part) for part in span.split("-"))
        value = self.rng.randrange(low, high + 1, int(step or 1))
        if kind == "eur" and value >= 1000 and self.language == "es":
            return f"{value // 1000}.{value % 1000:03d}"
        return str(value)

    # Who speaks to whom.
    def _say_you(self) -> str:
        return self.other.first.split(" ")[0] if not self.other.first.startswith("<") else ""

    def _say_me(self) -> str:
        return self.speaker.first

    def _say_o(self) -> str:
        return "o" if self.speaker.gender == "m" else "a"

    def _say_O(self) -> str:  # noqa: N802 (the slot of the person spoken to)
        return "o" if self.other.gender == "m" else "a"

    def _say_company(self) -> str:
        return self.speaker.job(self.day).company

    def _say_your_company(self) -> str:
        return self.other.job(self.day).company

    def _say_mycity(self) -> str:
        return self.speaker.home(self.day).city

    def _say_your_city(self) -> str:
        return self.other.home(self.day).city

    def _say_e(self) -> str:
        return self.speaker.voice.emoji if self.rng.random() < 0.8 else ""

    def _say_hi(self) -> str:
        """A greeting, once per speaker; people who know each other well often leave it out."""
        if self.speaker.key in self._greeted or (self.warm and self.rng.random() < 0.45):
            return ""
        self._greeted.add(self.speaker.key)
        return self._greeting(self.speaker.voice)

    def _greeting(self, voice: Voice) -> str:
        you = self._say_you()
        if self.language == "en":
            ways = {
                "formal": (f"Dear {you},\n\n", f"Hello {you},\n\n", f"Hi {you},\n\n"),
                "plain": (f"Hi {you},\2 ", f"Hi {you}! ", f"Hello {you},\2 ", f"{you},\2 "),
                "quick": ("Hi! ", "Hey! ", f"Hey {you},\2 "),
                "none": ("",),
            }[voice.greeting]
            return self.rng.choice(ways)
        if "Bilbao" in (self._say_mycity(), self._say_your_city()) and self.rng.random() < 0.12:
            return self.rng.choice((f"Kaixo, {you}. ", f"Aupa, {you}. "))
        hour = local("madrid", self.at).hour
        day_part = "Buenos días" if hour < 14 else "Buenas tardes" if hour < 21 else "Buenas noches"
        ways = {
            "formal": (f"Hola, {you}:\n\n", f"{day_part}, {you}:\n\n", f"Hola {you}:\n\n"),
            "plain": (f"Hola, {you}. ", f"¡Hola, {you}! ", f"Hola {you}: ", f"{you}: "),
            "quick": ("¡Hola! ", "Buenas. ", f"Ey, {you}. ", f"¡{you}! "),
            "none": ("",),
        }[voice.greeting]
        return self.rng.choice(ways)

    def _say_bye(self) -> str:
        voice = self.speaker.voice
        if self.rng.random() > voice.signs * (0.5 if self.warm else 1):
            return ""
        if self.language == "en":
            words: tuple[str, ...] = ("Best wishes", "Kind regards", "All the best", "Cheers", "Warmly")
        else:
            words = ("Un saludo", "Saludos", "Un abrazo", "Muchas gracias", "Abrazos", "Un cordial saludo")
        word = self.rng.choice(words)
        return f"\n\n{word},\n{self.speaker.first}" if voice.greeting == "formal" else f" {word}."

    # What they speak of; one and the same while the conversation lasts.
    def _draw_topic(self) -> str:
        line = self.rng.choice(world.WORDS["topics"]).split(" | ")
        self._kept |= {"topic_el": line[1]}
        return line[2] if self.language == "en" else line[0]

    def _draw_topic_el(self) -> str:
        self._kept["topic"] = self._draw_topic()
        return self._kept["topic_el"]

    def _draw_chart(self) -> str:
        return self.rng.choice(world.words("charts", self.language == "en"))

    _draw_chart2 = _draw_chart

    def _draw_chart_cap(self) -> str:
        return self.ask("chart").capitalize()

    def _draw_tool(self) -> str:
        return self.rng.choice(world.tools(self.day))

    def _draw_tool2(self) -> str:
        return self.rng.choice([tool for tool in world.tools(self.day) if tool != self.ask("tool")])

    def _draw_tool_up(self) -> str:
        return self.ask("tool")

    def _draw_dataset(self) -> str:
        return self.rng.choice(world.words("datasets", 0))

    def _draw_dataset_en(self) -> str:
        return self.rng.choice(world.words("datasets", 1))

    def _draw_org(self) -> str:
        return self.rng.choice(world.WORDS["orgs"])

    def _draw_org_cap(self) -> str:
        org = self.ask("org")
        return org[0].upper() + org[1:]

    def _draw_known(self) -> str:
        self.mentioned = self._draw_colleague()
        return self.mentioned.split(" ")[0]

    def _draw_book(self) -> str:
        return self.rng.choice(world.WORDS["books"])

    def _draw_sector(self) -> str:
        section = "sectors"
        return (
            self.rng.choice(world.WORDS[section])
            if self.language == "es"
            else self.rng.choice(("energy", "health", "retail", "logistics", "fintech"))
        )

    def _draw_job(self) -> str:
        return self.rng.choice(world.WORDS["jobs"])

    def _draw_job_en(self) -> str:
        return self.rng.choice(world.WORDS["jobs_en"])

    def _draw_degree(self) -> str:
        return self.rng.choice(world.WORDS["degrees"])

    def _draw_city(self) -> str:
        return self.rng.choice(world.WORDS["cities" if self.language == "es" else "cities_en"])

    def _draw_colleague(self) -> str:
        others = [name for name in self.names if name not in (self.a.name, self.b.name)]
        return self.rng.choice(others) if others else "Julio, de la planta de arriba"

    def _draw_cafe(self) -> str:
        return self.rng.choice(world.cafes(self.a.home(self.day).city))

    def _draw_post(self) -> str:
        read = [post for post in world.POSTS if world.post_day(post) <= self.day]
        fitting = [post for post in read if self.language == "es" or post.language == "en"] or read
        return self.rng.choice(fitting[-6:]).title if fitting else "Desde cero"

    def _draw_post_ref(self) -> str:
        return f'your post "{self.ask("post")}" keeps coming up'

    def _draw_next(self) -> str:
        coming = [g for g in world.GATHERINGS if self.day + 4 < g.day < self.day + 240] or list(
            world.GATHERINGS
        )
        near = [g for g in coming if g.language == self.language] or coming
        gathering = near[0] if self.rng.random() < 0.6 else self.rng.choice(near[:4])
        self._kept["next_city"] = gathering.city
        self.dates["next"] = instant("madrid", gathering.day, 19 * 3600)
        return gathering.title_es

    def _draw_next_city(self) -> str:
        self._kept["next"] = self._draw_next()
        return self._kept["next_city"]

    def _draw_last(self) -> str:
        gone = [g for g in world.GATHERINGS if g.day < self.day]
        near = [g for g in gone if g.language == self.language] or gone
        return near[-1].title_es if near else "el curso de estadística"

    # When.
    def _say_weekday(self) -> str:
        return (_DAYS_ES if self.language == "es" else _DAYS_EN)[self.rng.randrange(5)]

    def _draw_month(self) -> str:
        month = (date_of(self.day).month + self.rng.randrange(1, 4) - 1) % 12
        return (_MONTHS_ES if self.language == "es" else _MONTHS_EN)[month]

    def _draw_month_old(self) -> str:
        month = (date_of(self.day).month - self.rng.randrange(2, 8) - 1) % 12
        return (_MONTHS_ES if self.language == "es" else _MONTHS_EN)[month]

    def _draw_month_cap(self) -> str:
        return self.ask("month").capitalize()

    def _draw_year_old(self) -> str:
        return str(date_of(self.day).year - self.rng.randint(2, 9))

    def _draw_year_next(self) -> str:
        return str(date_of(self.day).year + 1)

    def _draw_hour(self) -> str:
        return self.rng.choice(("10", "11:30", "16", "17", "18"))

    def _date(self, slot: str, soonest: int) -> int:
        """An agreed instant: a working day, on the hour or half past."""
        if slot not in self.dates:
            day = self.day + soonest + self.rng.randint(0, 7)
            while weekday(day) >= 5:
                day += 1
            half_hours = self.rng.choice((18, 19, 20, 21, 22, 23, 24, 26, 31, 32, 33, 34, 35, 36, 37))
            self.dates[slot] = instant("madrid", day, half_hours * 1800)
        return self.dates[slot]

    def _when(self, at: int) -> tuple[str, str]:
        told = local("madrid", at)
        day = weekday(at // DAY_S)
        if self.language == "en":
            suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(told.day, "th")
            return f"{_DAYS_EN[day]} {told.day}{suffix}", f"{told:%H:%M}"
        hour = f"{told.hour}:{told.minute:02d}" if told.minute else f"{told.hour}"
        return f"{_DAYS_ES[day]} {told.day}", hour

    def _draw_when(self) -> str:
        day, hour = self._when(self._date("when", 2))
        return f"on {day} at {hour}" if self.language == "en" else f"el {day} a las {hour}"

    def _draw_when2(self) -> str:
        self.ask("when")
        at = self._date("when2", 5)
        if at <= self.dates["when"]:
            at = self.dates["when2"] = self.dates["when"] + 7 * DAY_S
        day, hour = self._when(at)
        return f"el {day} a las {hour}"

    def _draw_when_day(self) -> str:
        return self._when(self._date("when", 2))[0]

    def _draw_when_hour(self) -> str:
        return self._when(self._date("when", 2))[1]

    def _draw_link(self) -> str:
        number = self.rng.randint(2, 9999)
        return f"https://{self.rng.choice(_HOSTS)}/{self.rng.choice(_TAILS)}-{number}"

    _draw_link2 = _draw_link


def in_voice(text: str, voice: Voice) -> str:
    """The text with the speaker's habits: some leave out opening marks, accents or capitals."""
    if voice.drops_marks:
        text = text.replace("¿", "").replace("¡", "")
    if voice.drops_accents:
        kept = text.replace("ñ", "\0").replace("Ñ", "\1")
        kept = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", kept.replace("\0", "ñ").replace("\1", "Ñ"))
    if voice.lower_case:
        text = re.sub(r"(^|[.!?] )([A-ZÁÉÍÓÚ])(?=[a-zñáéíóú ,])", lambda m: m[1] + m[2].lower(), text)
    return text
