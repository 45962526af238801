"""What somebody's going changes of what others brought: nothing."""

from fractions import Fraction

from vinculo.api.people import handle_of
from vinculo.derive import derive
from vinculo.ledger import Ledger
from vinculo.model import Ruling


def frozen_shares(ledger: Ledger, person: int, now: int) -> tuple[Ruling, ...]:
    """Rulings that keep the shares of every return in which this person took part as they are today,
    theirs being nobody's from now on."""
    derived = derive(ledger, now + 1)
    told = {one.key: one for one in derived.word.returns}
    rulings: list[Ruling] = []
    for key, parts in derived.attribute().items():
        shares: dict[int | None, Fraction] = {}
        for part in parts:
            shares[part.person] = shares.get(part.person, Fraction(0)) + part.share
        if person not in shares:
            continue
        shares[None] = shares.get(None, Fraction(0)) + shares.pop(person)
        for whose, share in shares.items():
            about = () if whose is None else (handle_of(derived, whose),)
            facts = (("return", key), ("share", str(share)), ("told", str(now)))
            rulings.append(Ruling("share", about, told[key].at, facts))
    return tuple(rulings)
