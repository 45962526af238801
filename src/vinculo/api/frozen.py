"""What somebody's going changes of what came: nothing for the others, and theirs is nobody's."""

from fractions import Fraction

from vinculo import derive
from vinculo.api.people import handle_of
from vinculo.ledger import Ledger, read
from vinculo.measure.returns import STATUSES
from vinculo.model import Ruling


def frozen_shares(ledger: Ledger, person: int, now: int) -> tuple[Ruling, ...]:
    """Rulings that keep the shares of every return in which this person took part as they are today,
    theirs being nobody's from now on. None where they took part in nothing."""
    if not read.entries_of_kinds(ledger, tuple(STATUSES), now + 1):
        return ()
    derived = derive.derive(ledger, now + 1)
    told = {one.key: one for one in derived.word.returns}
    found: list[Ruling] = []
    for key, parts in derived.attribute().items():
        if person not in {part.person for part in parts}:
            continue
        shares: dict[int | None, Fraction] = {}
        for part in parts:
            whose = None if part.person == person else part.person
            shares[whose] = shares.get(whose, Fraction(0)) + part.share
        for whose, share in shares.items():
            about = (handle_of(derived, whose),) if whose is not None else ()
            facts = {"return": key, "share": str(share), "told": str(now)}
            found.append(Ruling("share", about, told[key].at, tuple(sorted(facts.items()))))
    return tuple(found)
