"""Writes the tables of how common names are, from official lists.

    python -m bench.name_tables FOLDER

FOLDER holds, as published: `apellidos.csv`, `hombres.csv`, `mujeres.csv` (Instituto Nacional de
Estadística, names borne by 20 people or more in the register of Spain) and `dist.all.last`,
`dist.male.first`, `dist.female.first` (US Census Bureau, 1990, public domain).
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from vinculo.identity import names
from vinculo.identity.names import words_of
from vinculo.identity.tables import words

DATA = Path(names.__file__).parent / "data"
LEAST_GIVEN = 20.0
LEAST_SURNAME = 15.0
"""Names rarer than so many in a million are left out: whatever is not listed is rare."""
HEAD = """\
# How many of a million people bear a name: name, in Spain, in the United States.
# Instituto Nacional de Estadística (Spain), names by frequency; reuse with attribution (CC BY 4.0).
# US Census Bureau, Frequently Occurring Surnames and First Names, 1990; public domain.
"""


def spanish(folder: Path, file: str, column: str) -> Counter[str]:
    """How many people in Spain bear each name, spelled as keys."""
    found: Counter[str] = Counter()
    with (folder / file).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name, times = row[column], next(row[key] for key in ("frec", "frec_pri") if key in row)
            found[_key(name)] += int(times or 0)
    return found


def _key(name: str) -> str:
    """As the resolver reads it within a whole name: `DE LA CRUZ` → cruz."""
    found = words_of(name)
    while len(found) > 1 and found[0] in words().particles:
        found = found[1:]
    return " ".join(found)


def american(folder: Path, file: str) -> dict[str, float]:
    """In how many of a million people in the United States each name occurs."""
    told = (line.split() for line in (folder / file).read_text("ascii").splitlines())
    return {cells[0].lower(): 1e4 * float(cells[1]) for cells in told if cells}


def million(counts: Counter[str]) -> dict[str, float]:
    """In how many of a million."""
    whole = sum(counts.values())
    return {name: 1e6 * times / whole for name, times in counts.items() if name}


def write(file: str, spain: dict[str, float], states: dict[str, float], least: float) -> None:
    """One table: name, in a million in Spain, in a million in the United States."""
    kept = sorted(name for name in {*spain, *states} if max(spain.get(name, 0), states.get(name, 0)) >= least)
    rows = (f"{name}\t{spain.get(name, 0):.0f}\t{states.get(name, 0):.0f}" for name in kept)
    (DATA / file).write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{file}: {len(kept):,} names")


def main(folder: Path) -> None:
    """Writes both tables."""
    given = million(spanish(folder, "hombres.csv", "nombre") + spanish(folder, "mujeres.csv", "nombre"))
    male, female = american(folder, "dist.male.first"), american(folder, "dist.female.first")
    both = {name: (male.get(name, 0) + female.get(name, 0)) / 2 for name in {*male, *female}}
    write("given.tsv", given, both, LEAST_GIVEN)
    surnames = million(spanish(folder, "apellidos.csv", "apellido"))
    write("surnames.tsv", surnames, american(folder, "dist.all.last"), LEAST_SURNAME)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
