"""The address book as Google and an iPhone export it (vCard 3.0): addresses beside LinkedIn profiles."""

import random

from life import SEED, world
from life.calendar_export import escaped
from life.people import Person, profile_url
from life.whole import Life

DAY = world.EXPORTED_2026


def cards(life: Life, writers: list[Person]) -> str:
    """The whole file: people the owner writes to or meets, a few relatives and services."""
    rng = random.Random(f"{SEED}|address book")
    known = {person.key: person for person in writers}
    for meeting in life.deeds.meetings:
        person = meeting.people[0]
        if rng.random() < 0.85 or not person.key.startswith("p"):
            known.setdefault(person.key, person)
    others = [p for p in life.linked if p.key.startswith("p") and p.gone is None and not p.hidden]
    for person in rng.sample(others, 40):
        if len(known) < 66:
            known.setdefault(person.key, person)
    told = [_card(person) for person in sorted(known.values(), key=lambda p: (p.first, p.last))]
    return "".join(told + _services())


def _card(person: Person) -> str:
    rng = random.Random(f"{SEED}|card|{person.key}")
    job = person.job(DAY)
    home = person.home(DAY)
    first, last = person.first.strip(), person.last.strip()
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escaped(f'{first} {last}'.strip())}",
        f"N:{escaped(last)};{escaped(first)};;;",
    ]
    lines += [f"EMAIL;TYPE=INTERNET{rng.choice((';TYPE=WORK', ';TYPE=HOME', ''))}:{person.email}"]
    if rng.random() < 0.35:
        lines.append(f"TEL;TYPE=CELL:+34 555 {rng.randint(100, 999)} {rng.randint(100, 999)}")
    if rng.random() < 0.6:
        lines += [f"ORG:{escaped(job.company)}", f"TITLE:{escaped(job.title)}"]
    # The crowd's cards lack the address here and there; those of the people in the stories never do.
    if not person.key.startswith("p") or rng.random() < 0.9:
        lines += _profile(profile_url(person.slug_on(DAY)), rng)
    if rng.random() < 0.2:
        lines.append(f"ADR;TYPE=HOME:;;;{escaped(home.city)};;;")
    if rng.random() < 0.3:
        lines.append(f"REV:2025-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}T09:12:00Z")
    lines.append("CATEGORIES:myContacts")
    return "\r\n".join([*lines, "END:VCARD"]) + "\r\n"


def _profile(url: str, rng: random.Random) -> list[str]:
    """The profile's address, in one of the many places where programs put it."""
    short = url.replace("https://www.", "http://www.")
    colon = short.replace(":", "\\:")
    places = (
        [f"item1.URL:{colon}", "item1.X-ABLabel:LinkedIn"],
        [f"item1.URL:{colon}", "item1.X-ABLabel:PROFILE"],
        [f"X-SOCIALPROFILE;type=linkedin;x-user={short.rsplit('/', 1)[1]}:{short}"],
        [f"X-SOCIALPROFILE;type=linkedin:{short}"],
        [f"URL;TYPE=linkedin:{colon}"],
        [f"URL:{colon}"],
        [f"NOTE:{escaped(f'LinkedIn: {url}')}"],
        [f"IMPP;X-SERVICE-TYPE=LinkedIn;type=HOME;type=pref:x-apple:{short}"],
    )
    return rng.choice(places)


def _services() -> list[str]:
    told = (
        ("Gestoría Arrese", "pilar@arrese.example.com", "+34 555 220 118", "Lleva el IVA"),
        ("Imprenta Zorrotza", "talleres@zorrotza.example.com", "+34 555 771 904", "Preguntar por Koldo"),
        ("Ama", "", "+34 555 300 441", ""),
        ("Dentista", "", "+34 555 812 226", ""),
        ("Charo (tía)", "charo.lezaun@example.net", "+34 555 441 090", "Cumple el 3 de mayo"),
    )
    found = []
    for name, email, phone, note in told:
        lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped(name)}", f"N:;{escaped(name)};;;"]
        lines += [f"EMAIL;TYPE=INTERNET:{email}"] if email else []
        lines += [f"TEL;TYPE=CELL:{phone}"] + ([f"NOTE:{escaped(note)}"] if note else [])
        found.append("\r\n".join([*lines, "END:VCARD"]) + "\r\n")
    return found
