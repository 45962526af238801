"""Finding the promise, project or return that somebody means: by key, by words of it, or by whose it is."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from vinculo.derive import Derived
from vinculo.errors import Refusal
from vinculo.identity.normalize import name_key
from vinculo.measure.projects import Project
from vinculo.measure.promises import FOLLOWS, Promise
from vinculo.measure.returns import Return

NAMED = 6
"""Candidates that a refusal names."""
SHORTEST_KEY = 3
"""Characters of the beginning of a key that are enough to mean it."""
Told = TypeVar("Told", Promise, Project, Return)


def find_promise(derived: Derived, which: str) -> Promise:
    """The promise that is meant; by words, only one that something can still become of.

    Raises Refusal where none fits, or several: they are named with their keys.
    """
    return _found(
        derived,
        which,
        derived.word.promises,
        lambda one: (one.text, (one.person,)),
        lambda one: bool(FOLLOWS[one.state]) and one.state != "broken",
    )


def find_project(derived: Derived, which: str) -> Project:
    """The project that is meant; by words, only one that is still on its way. Raises Refusal likewise."""
    return _found(
        derived,
        which,
        derived.word.projects,
        lambda one: (one.title, one.people),
        lambda one: one.state not in {"delivered", "abandoned"},
    )


def find_return(derived: Derived, which: str) -> Return:
    """The return that is meant. Raises Refusal likewise."""
    return _found(derived, which, derived.word.returns, lambda one: (one.text, one.people), lambda _: True)


def _found(
    derived: Derived,
    which: str,
    among: Sequence[Told],
    described: Callable[[Told], tuple[str, tuple[int, ...]]],
    is_open: Callable[[Told], bool],
) -> Told:
    wanted = which.strip().casefold()
    words = wanted.split()
    exact = [one for one in among if one.key.casefold() == wanted]
    begun = [one for one in among if len(wanted) >= SHORTEST_KEY and one.key.casefold().startswith(wanted)]
    said = [
        one
        for one in among
        if words and is_open(one) and all(word in _said(derived, *described(one)) for word in words)
    ]
    fitting = exact or (begun if len(begun) == 1 else said or begun)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise Refusal("refusal.nothing_so_called", said=which.strip())
    named = "; ".join(
        f"{one.key} ({described(one)[0] or _people(derived, described(one)[1])})" for one in fitting[:NAMED]
    )
    raise Refusal("refusal.several_so_called", said=which, candidates=named)


def _said(derived: Derived, text: str, people: tuple[int, ...]) -> str:
    names = _people(derived, people)
    return f"{text} {names}".casefold() + " " + name_key(names)


def _people(derived: Derived, people: tuple[int, ...]) -> str:
    everyone = derived.people.persons
    return ", ".join(everyone[person].name for person in people if person in everyone)
