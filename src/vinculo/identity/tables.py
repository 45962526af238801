"""The tables of spellings and of how common names are, read once from `data/`."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from vinculo.identity.normalize import name_key


class Commonness(NamedTuple):
    """In what share of people a given name or surname occurs: the mean of Spain and the United States."""

    given: Mapping[str, float]
    """By the whole given name, words joined by a space: `juan carlos`."""
    surnames: Mapping[str, float]


class Words(NamedTuple):
    """What stands around names."""

    particles: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    spelled: Mapping[str, str]
    """A short spelling → what it stands for."""


def _rows(file: str) -> Iterator[list[str]]:
    text = files("vinculo.identity").joinpath("data", file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def commonness() -> Commonness:
    """How common names are. Sources and licences stand in the first lines of `data/given.tsv` and
    `data/surnames.tsv`."""
    shares = [
        {name: (float(spain) + float(states)) / 2e6 for name, spain, states in _rows(file)}
        for file in ("given.tsv", "surnames.tsv")
    ]
    return Commonness(*shares)


@cache
def words() -> Words:
    """Particles, titles and short spellings."""
    told: dict[str, list[str]] = {"particle": [], "before": [], "after": [], "spelled": []}
    for kind, text in _rows("words.tsv"):
        told[kind] += [text] if kind == "spelled" else text.split()
    spelled = dict(text.split(" ", 1) for text in told["spelled"])
    particles, before, after = (frozenset(told[kind]) for kind in ("particle", "before", "after"))
    return Words(particles, before, after, spelled)


@cache
def names_alike() -> Mapping[str, frozenset[int]]:
    """A given name → the numbers of the lines it stands on: two names on one line may be one person's."""
    lines: dict[str, set[int]] = {}
    for number, (line,) in enumerate(_rows("nicknames.tsv")):
        for name in line.split():
            lines.setdefault(name_key(name.replace("+", " ")), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in lines.items()}


@cache
def firm_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell no firm apart, and domains where anybody has an address."""
    told: dict[str, set[str]] = {"form": set(), "public": set()}
    for kind, text in _rows("firms.tsv"):
        told[kind].update(text.split())
    return frozenset(told["form"]), frozenset(told["public"])
