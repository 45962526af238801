"""Recommendations and endorsements. The file, not a column, says who praised whom."""

from functools import partial

from vinculo.model import OWNER, Entry, Event, Handle, Record
from vinculo.sources.linkedin.cells import cells, facts, full_name, person, told
from vinculo.sources.linkedin.instants import utc_minute, utc_second


def _parties(other: Handle | None, *, is_given: bool) -> tuple[Handle | None, tuple[Handle, ...]]:
    if is_given:
        return OWNER, (other,) if other else ()
    return other, (OWNER,)


def _parse_recommendation(record: Record, *, is_given: bool) -> list[Entry]:
    """A text about somebody's work. `status` is VISIBLE, HIDDEN, PENDING (not accepted yet) or, in
    what was given, nothing; `company` and `position` are those of the other person at that time.
    Raises BadRecord for a date that is none."""
    first, last, company, position, text, created, status = cells(
        record, "firstname", "lastname", "company", "jobtitle", "text", "creationdate", "status"
    )
    sender, recipients = _parties(person("", full_name(first, last)), is_given=is_given)
    when = utc_minute(created)
    said = facts(company=company, position=position, status=status)
    return [
        Event(
            "recommendation",
            *when,
            sender,
            recipients,
            f"recommendation|{when.at // 60}",
            text=told(text).strip(),
            facts=said,
        )
    ]


def _parse_endorsement(record: Record, *, is_given: bool) -> list[Entry]:
    """One skill of somebody, confirmed with a click. Several within minutes are one act: the skill
    is in the natural key, so that a later room can count them together or apart. Raises BadRecord
    for a date that is none."""
    side = "endorsee" if is_given else "endorser"
    date, skill, first, last, address, status = cells(
        record,
        *("endorsementdate", "skillname", f"{side}firstname", f"{side}lastname", f"{side}publicurl"),
        "endorsementstatus",
    )
    sender, recipients = _parties(person(address, full_name(first, last)), is_given=is_given)
    when = utc_second(date)
    said = facts(skill=skill, status=status)
    native = f"endorsement|{when.at}|{dict(said).get('skill', '').casefold()}"
    return [Event("endorsement", *when, sender, recipients, native, facts=said)]


parse_recommendation_given = partial(_parse_recommendation, is_given=True)
parse_recommendation_received = partial(_parse_recommendation, is_given=False)
parse_endorsement_given = partial(_parse_endorsement, is_given=True)
parse_endorsement_received = partial(_parse_endorsement, is_given=False)
