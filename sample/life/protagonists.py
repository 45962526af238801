"""Twenty lives told one by one: who they are, and the scripts in `stories/` of what they wrote and when.

A line of a script is a moment on the clock of Madrid and what happened then:

    2014-11-26 20:40 < They write this.            2014-11-27 08:55 > The owner writes that.
    2016-10-04 16:20 << tool-question              They begin an episode, which is composed.
    2018-03-07 10:40 >> article-share              The owner begins one.
    * 2014-11-26 09:02 link me : with a note       They connect; who asked, and how.
    * 2016-04-02 10:30 endorse Docencia            They confirm a skill (`endorsed`: the owner does).
    * 2016-05-03 09:00 recommends : A text.        They recommend the owner (`recommended`: the owner does).
    * 2016-03-12 10:00 meet in_person 300 @ Where : What
"""

import random
import re
from pathlib import Path

from life import SEED
from life.acts import Deeds, Endorsement, Invitation, Meeting, Message, Recommendation
from life.clock import DAY_S, day_of, moment
from life.dialogue import Setting, converse
from life.grammar import Episode
from life.owner import OWNER
from life.people import Job, Move, Person, Temperament, Voice

STORIES = Path(__file__).parent / "stories"
_STEADY = Temperament(0.9, 1.0, 0.5, 3.0, 0.4, 20, 0.3)


def _voice(greeting: str = "plain", signs: float = 0.2, emoji: str = "") -> Voice:
    return Voice(greeting, signs, emoji, drops_marks=False, drops_accents=False, lower_case=False)


def _jobs(*told: tuple[str, str, str]) -> tuple[Job, ...]:
    return tuple(Job(day_of(f"{since}-01"), company, title) for since, company, title in told)


def _at(*told: tuple[str, str, str]) -> tuple[Move, ...]:
    return tuple(Move(day_of(f"{since}-01"), city, zone) for since, city, zone in told)


def _who(
    story: str,
    name: str,
    gender: str,
    role: str,
    homes: tuple[Move, ...],
    jobs: tuple[Job, ...],
    slug: str,
    *,
    language: str = "es",
    email: str = "",
    shows_email: bool = False,
    voice: Voice | None = None,
    renamed: tuple[int, str] | None = None,
) -> Person:
    first, last = name.split(" | ")
    return Person(
        story,
        first,
        last,
        gender,
        language,
        role,
        homes,
        jobs,
        slug,
        email,
        shows_email,
        None,
        voice or _voice(),
        _STEADY,
        renamed,
    )


_BILBAO = _at(("2000-01", "Bilbao", "madrid"))
_ZARAGOZA = _at(("2000-01", "Zaragoza", "madrid"))

PROTAGONISTS = (
    _who(
        "anabel-urkiola",
        "Anabel | Urkiola Rey",
        "f",
        "peer",
        _BILBAO,
        _jobs(
            ("2010-03", "Urkiola Espacio y Señal", "Diseño de espacios"),
        ),
        "anabelurkiola",
        email="anabel@urkiola.example.com",
        shows_email=True,
    ),
    _who(
        "matias-leiva",
        "Matías | Leiva Curinao",
        "m",
        "organizer",
        _at(("2000-01", "Valparaíso", "chile")),
        _jobs(
            ("2016-03", "Escuela Popular del Puerto", "Coordinador de talleres"),
        ),
        "matias-leiva-curinao-5b1f20",
        email="matias.leiva@puerto.example.org",
    ),
    _who(
        "rosalind-achterby",
        "Rosalind | Achterby",
        "f",
        "academic",
        _at(("2000-01", "Halifax", "atlantic")),
        _jobs(
            ("2008-09", "North Harbour University", "Professor of Statistics"),
        ),
        "rosalind-achterby-72c9",
        language="en",
        email="r.achterby@northharbour.example.com",
    ),
    _who(
        "eugenio-castan",
        "Eugenio | Castán Polo",
        "m",
        "academic",
        _ZARAGOZA,
        _jobs(
            ("1981-10", "Universidad de la Huerva", "Catedrático de Estadística"),
            ("2019-07", "Universidad de la Huerva", "Profesor emérito"),
        ),
        "eugenio-castán-polo",
        email="ecastan@huerva.example.org",
        voice=_voice("formal", 0.5),
    ),
    _who(
        "quim-ferrerons",
        "Quim | Ferrerons Vilà",
        "m",
        "developer",
        _at(("2000-01", "Barcelona", "madrid")),
        _jobs(
            ("2011-02", "Galacho Code", "Desarrollo front-end"),
            ("2016-07", "Mapes Taula", "Ingeniería de mapas"),
            ("2023-07", "Teselas", "Autónomo"),
        ),
        "quimferrerons",
        email="quim@teselas.example.org",
    ),
    _who(
        "valentina-rocamonde",
        "Valentina | Rocamonde",
        "f",
        "other",
        _at(
            ("2000-01", "Miranda de Ebro", "madrid"),
        ),
        _jobs(
            ("2012-01", "Ferretería Rocamonde", "Administración"),
            ("2025-09", "Cooperativa Oroel", "Analista"),
        ),
        "valentina-rocamonde-0a77d3",
        email="valentina.rocamonde@example.com",
    ),
    _who(
        "tirso-bengoa",
        "Tirso | Bengoa",
        "m",
        "colleague",
        _at(("2000-01", "Vitoria", "madrid")),
        _jobs(
            ("2006-05", "Gabinete Estadístico del Jalón", "Encuestas y campo"),
            ("2013-09", "Mutua Lantana", "Analista de negocio"),
        ),
        "tirsobengoa",
        email="tirso.bengoa@example.net",
    ),
    _who(
        "nuria-sobrarbe",
        "Nuria | Sobrarbe Gil",
        "f",
        "journalist",
        _at(("2000-01", "Huesca", "madrid")),
        _jobs(("2013-04", "Diario Guara", "Redacción"), ("2021-02", "Diario Guara", "Coordinadora de datos")),
        "nuriasgil",
        email="nuria@guara.example.com",
        renamed=(day_of("2023-05-02"), "nuria-sobrarbe-gil-81b2c4"),
    ),
    _who(
        "jorge-lanaspa-zaragoza",
        "Jorge | Lanaspa",
        "m",
        "developer",
        _ZARAGOZA,
        _jobs(("2009-10", "Cierzo Sistemas", "Backend Developer"), ("2017-05", "Huerva Labs", "CTO")),
        "jorgelanaspa",
        email="jorge@huervalabs.example.com",
    ),
    _who(
        "jorge-lanaspa-valencia",
        "Jorge | Lanaspa",
        "m",
        "journalist",
        _at(("2000-01", "Valencia", "madrid")),
        _jobs(("2015-09", "Radio Marea", "Redactor"), ("2022-10", "Revista Duna", "Editor")),
        "jorge-lanaspa-6e40b18a",
        email="jlanaspa@radiomarea.example.org",
        voice=_voice("formal", 0.9),
    ),
    _who(
        "miren-etxaburu",
        "Miren | Etxaburu, Ph.D.",
        "f",
        "academic",
        _at(("2000-01", "Donostia", "madrid")),
        _jobs(
            ("2012-09", "Instituto Itsas de Investigación", "Profesora titular"),
        ),
        "miren-etxaburu-phd",
        email="miren.etxaburu@itsas.example.org",
        voice=_voice("formal", 0.4),
    ),
    _who(
        "saul-etcheverry",
        "Saúl | Etcheverry",
        "m",
        "developer",
        _at(("2000-01", "Zaragoza", "madrid"), ("2019-03", "Montevideo", "argentina")),
        _jobs(
            ("2015-06", "Oroel Software", "Data Scientist"),
        ),
        "saúl-etcheverry",
        email="saul.etch@example.net",
    ),
    _who(
        "torvald-ekmark",
        "Torvald | Ekmark",
        "m",
        "journalist",
        _at(("2000-01", "Umeå", "berlin")),
        _jobs(
            ("2014-01", "Norrlands Kurir", "Reporter"),
        ),
        "torvald-ekmark-19c",
        language="en",
        email="torvald.ekmark@kurir.example.net",
    ),
    _who(
        "blanca-otaduy",
        "Blanca | Otaduy Ruiz",
        "f",
        "colleague",
        _at(("2000-01", "Zaragoza", "madrid"), ("2024-01", "Bilbao", "madrid")),
        _jobs(
            ("2008-01", "Diario Ribera", "Redacción"),
            ("2016-01", "Consorcio del Agua", "Publicaciones"),
            ("2024-01", "Estudio Sirgalde", "Cofundadora"),
        ),
        "blancaotaduy",
        email="blanca@sirgalde.example.org",
        shows_email=True,
    ),
    _who(
        "hania-szczerbak",
        "Hania | Szczerbak",
        "f",
        "academic",
        _at(("2000-01", "Poznań", "berlin")),
        _jobs(
            ("2013-10", "Poznań School of Design", "Lecturer"),
        ),
        "hania-szczerbak",
        language="en",
        email="hania.szczerbak@psd.example.com",
    ),
    _who(
        "gonzalo-mairal",
        "Gonzalo | Mairal 📊",
        "m",
        "peer",
        _ZARAGOZA,
        _jobs(
            ("2016-02", "Mairal Vídeo", "Realización"),
        ),
        "gonzalo-mairal-📊",
        email="gonzalo@mairal.example.com",
        voice=_voice("quick", 0, " 📊"),
    ),
    _who(
        "teresa-abadias",
        "Teresa | Abadías",
        "f",
        "admin",
        _at(("2000-01", "Villarroyo", "madrid")),
        _jobs(
            ("2001-03", "Ayuntamiento de Villarroyo", "Responsable de datos abiertos"),
        ),
        "teresa-abadías-53f0e1",
        email="tabadias@villarroyo.example.org",
        voice=_voice("plain", 0.4),
    ),
    _who(
        "ousmane-diakham",
        "Ousmane | Diakham",
        "m",
        "student",
        _ZARAGOZA,
        _jobs(
            ("2016-09", "Universidad de la Huerva", "Estudiante"),
            ("2018-01", "Transportes Veleta", "Analista de datos"),
            ("2026-10", "Transportes Veleta", "Responsable de datos"),
        ),
        "ousmanediakham",
        email="ousmane.diakham@example.com",
    ),
    _who(
        "leandro-piquer",
        "Leandro | Piquer",
        "m",
        "recruiter",
        _at(("2000-01", "Madrid", "madrid")),
        _jobs(
            ("2016-01", "Ronda Selección", "Senior Recruiter"),
        ),
        "leandro-piquer-talento",
        email="lpiquer@ronda.example.com",
    ),
    _who(
        "gael-kerdraon",
        "Gaël | Kerdraon",
        "m",
        "peer",
        _at(("2000-01", "Brest", "berlin")),
        _jobs(
            ("2010-01", "Atelier Kerdraon", "Cartographe"),
        ),
        "gaël-kerdraon",
        language="en",
        email="gael@kerdraon.example.net",
    ),
)

_LINE = re.compile(r"(\* )?(\d{4}-\d\d-\d\d \d\d:\d\d) (.*)")


def live(person: Person, library: dict[str, list[Episode]], names: list[str]) -> tuple[Person, Deeds]:
    """The person with the instant they connected, and everything their script says."""
    deeds = Deeds([], [], [], [], [])
    rng = random.Random(f"{SEED}|story|{person.key}")
    for line in (STORIES / f"{person.key}.txt").read_text("utf-8").splitlines():
        told = _LINE.fullmatch(line)
        if told is None:
            continue
        at = moment("madrid", told[2]) + rng.randint(2, 58)
        if told[1] and told[3].startswith("link"):
            note = told[3].partition(" : ")[2]
            by_owner = told[3].split()[1] == "me"
            deeds.invitations.append(Invitation(at, person, by_owner, note))
            person = person._replace(
                linked_at=at + (rng.randint(900, 30_000) if by_owner else rng.randint(120, 9000))
            )
        elif told[1]:
            _do(told[3], person, at, deeds)
        else:
            _write(told[3], person, at, rng, library, names, deeds)
    return person, _as_of(person, deeds)


def _as_of(person: Person, deeds: Deeds) -> Deeds:
    """The same deeds, all with the person who knows when they connected."""
    swap = {person.key: person, OWNER.key: OWNER}
    messages = [
        m._replace(
            sender=swap[m.sender.key] if m.sender else None,
            recipients=tuple(swap[r.key] for r in m.recipients),
        )
        for m in deeds.messages
    ]
    return Deeds(
        messages,
        [m._replace(people=(person,)) for m in deeds.meetings],
        [i._replace(person=person) for i in deeds.invitations],
        [e._replace(person=person) for e in deeds.endorsements],
        [r._replace(person=person) for r in deeds.recommendations],
    )


def _do(told: str, person: Person, at: int, deeds: Deeds) -> None:
    head, _, text = told.partition(" : ")
    verb, *rest = head.split(" ")
    if verb in ("endorse", "endorsed"):
        deeds.endorsements.append(Endorsement(at, person, verb == "endorsed", " ".join(rest)))
    elif verb in ("recommends", "recommended"):
        deeds.recommendations.append(Recommendation(at, person, verb == "recommended", text, "VISIBLE"))
    elif verb == "meet":
        where = head.partition(" @ ")[2]
        deeds.meetings.append(Meeting(at - at % 60, int(rest[1]), rest[0], where, (person,), text))
    else:
        raise ValueError(f"nobody knows how to {told}")


def _write(
    told: str,
    person: Person,
    at: int,
    rng: random.Random,
    library: dict[str, list[Episode]],
    names: list[str],
    deeds: Deeds,
) -> None:
    arrow, _, text = told.partition(" ")
    by_owner = arrow[0] == ">"
    pair = (OWNER, person) if by_owner else (person, OWNER)
    if len(arrow) == 1:
        text = text.replace("¶", "\n")
        deeds.messages.append(Message(at, person.key, pair[0], (pair[1],), text))
        return
    episode = next(e for e in library[person.language] if e.name == text)
    warm = at // DAY_S > day_of("2013-01-01")
    setting = Setting(*pair, OWNER, person.language, person.key, names, warm)
    messages, meetings = converse(episode, setting, at, rng, answered=True)
    deeds.messages.extend(messages)
    deeds.meetings.extend(meetings)
