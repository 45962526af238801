"""One relationship with its whole story."""

import datetime as dt
from collections.abc import Mapping

from vinculo import derive
from vinculo.api.answers import Moment, Shown, end_of_day, instant_of
from vinculo.api.people import find_person
from vinculo.api.returns import by_person, units
from vinculo.api.worth import Came, relationship
from vinculo.derive import Derived
from vinculo.ledger import Ledger, read
from vinculo.measure.interactions import KINDS

_KINDS = tuple(KINDS)


def show(ledger: Ledger, who: str, on: dt.date) -> Shown:
    """The relationship with whoever `who` means, as of the end of a day: numbers, path, timeline.

    Raises UnknownPerson where nobody, or several, answer to it.
    """
    derived = derive.derive(ledger, end_of_day(on))
    return show_of(ledger, derived, find_person(derived, who))


def show_of(ledger: Ledger, derived: Derived, person: int) -> Shown:
    """The same from what was derived already."""
    from vinculo.api.forecast import foretell

    own = derive.rows_of(derived.happenings, person).to_pylist()
    happened = {row["id"]: row for row in own}
    told = read.entries(ledger, sorted({*happened, *_proofs(derived, person)}))
    one = relationship(
        derived, person, told, foretell(ledger, derived), Came(by_person(derived), units(derived))
    )
    earned: dict[str, list[str]] = {}
    for proof in one.evidence:
        if proof.claim.startswith("stage."):
            earned.setdefault(proof.entry, []).append(proof.claim.removeprefix("stage."))
    moments = [
        moment_of(told[id_], row, tuple(earned.get(str(id_), ())))
        for id_, row in sorted(happened.items(), key=lambda pair: (pair[1]["at"], pair[0]))
    ]
    path = tuple(
        (p.claim.removeprefix("stage."), p.at[:10]) for p in one.evidence if p.claim.startswith("stage.")
    )
    return Shown(one, tuple(moments), path)


def _proofs(derived: Derived, person: int) -> set[int]:
    return {derived.links[person], *(entry for (whose, _), entry in derived.steps.items() if whose == person)}


def moment_of(told: read.Told, row: Mapping[str, int], steps: tuple[str, ...]) -> Moment:
    """An entry and its row of the happenings, as an event of a timeline; `steps` are stages it earned."""
    directions = {(1, 0): "in", (0, 1): "out", (1, 1): "both", (0, 0): "aside"}
    return Moment(
        entry=str(told.id),
        at=instant_of(told.at),
        precision=told.precision,
        kind=_KINDS[row["code"]],
        direction=directions[row["inbound"], row["outbound"]],
        minutes=row["centiminutes"] / 100,
        is_exchange=bool(row["exchange"]),
        text=told.text,
        words=told.words,
        duration_s=told.duration_s,
        facts=told.facts,
        others=max(told.targets - 1, 0),
        source=told.source,
        file=told.origin.file,
        line=told.origin.line,
        steps=steps,
        depth=row.get("depth_pct", 0),
        is_canned=bool(row.get("canned", 0)),
        zone=told.zone,
    )
