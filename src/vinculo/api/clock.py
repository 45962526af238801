"""Instants as the owner's clock showed them.

The ledger keeps UTC, and every number counts days of UTC, so that it is the same for everybody and
does not change with a move to another country. Only what a face shows of a single happening goes by
the zone that the owner chose (`vinculo set zone Europe/Madrid`).
"""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from vinculo.api.answers import Evidence, Moment, Shown
from vinculo.api.why import Step
from vinculo.ledger import Ledger, read

UTC = "UTC"
_TIMED = {"minute": "minutes", "second": "seconds"}


def zone_of(ledger: Ledger) -> str:
    """The zone that the owner chose; empty where nobody did, which means UTC."""
    return read.choices(ledger).get("zone", "")


def local(at: str, precision: str, known: str, zone: str) -> str:
    """An instant (ISO 8601, UTC) in a zone, with its offset.

    What is known only by the day, month or year is never shifted into another one; nor is a time
    whose zone nobody wrote (`assumed`): it stays as its file has it.
    """
    if not zone or precision not in _TIMED or known == "assumed":
        return at
    return dt.datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).isoformat()


def moment_in(moment: Moment, zone: str) -> Moment:
    """A happening by the owner's clock."""
    return replace(moment, at=local(moment.at, moment.precision, moment.zone, zone))


def shown_in(shown: Shown, zone: str) -> Shown:
    """A relationship whose timeline and proofs go by the owner's clock; its numbers stay as they are."""
    timeline = tuple(moment_in(moment, zone) for moment in shown.timeline)
    told = {moment.entry: moment.at for moment in timeline}

    def by_the_clock(proof: Evidence) -> Evidence:
        return replace(proof, at=told.get(proof.entry, proof.at))

    one = replace(shown.relationship, evidence=tuple(map(by_the_clock, shown.relationship.evidence)))
    return replace(shown, relationship=one, timeline=timeline)


def step_in(step: Step, zone: str) -> Step:
    """A step with its happening by the owner's clock."""
    moment = moment_in(step.moment, zone)
    return step._replace(on=moment.at[:10], moment=moment)


def on_the_clock(moment: Moment, zone: str) -> str:
    """When it was, as exact as it is known: `2021-03-09 18:30 Europe/Madrid`; no zone where none is known."""
    exact = {"year": 4, "month": 7, "day": 10}.get(moment.precision)
    if exact:
        return moment.at[:exact]
    at = local(moment.at, moment.precision, moment.zone, zone)
    said = at[: 16 if moment.precision == "minute" else 19].replace("T", " ")
    return said if moment.zone == "assumed" else f"{said} {zone or UTC}"
