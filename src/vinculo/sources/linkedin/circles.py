"""Whom the owner follows, notes about connections, events, organizations."""

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Entry, Event, Ignored, Place, Record
from vinculo.sources.linkedin.cells import cells, digest, facts, full_name, mended, person, told
from vinculo.sources.linkedin.instants import english_minutes, utc_second


def parse_follow(record: Record) -> list[Entry]:
    """The owner follows somebody, or no longer (`status` Unfollow), of whom only the name is told.

    Connecting makes follow each other at the same moment: that such a follow is no act of its own
    shows only beside Connections.csv and Invitations.csv. Raises BadRecord for a date that is none.
    """
    date, status, name = cells(record, "date", "status", "fullname")
    when, someone = utc_second(date), person("", name)
    recipients = (someone,) if someone else ()
    return [Event("follow", *when, OWNER, recipients, f"follow|{when.at}", facts=facts(status=status))]


def skip_organization(_: Record) -> Ignored:
    """An organization is no person: noise."""
    return Ignored("organization")


def parse_note(record: Record) -> list[Entry]:
    """What the owner noted about a connection, for nobody else's eyes. Raises BadRecord for a date
    that is none."""
    first, last, address, note, created, edited = cells(
        record,
        *(
            "connectionfirstname",
            "connectionlastname",
            "connectionprofileurl",
            "note",
            "createdon",
            "editedon",
        ),
    )
    when = utc_second(created or edited)
    about = person(address, full_name(first, last))
    return [
        Event(
            "note",
            *when,
            OWNER,
            (about,) if about else (),
            f"note|{when.at}",
            text=told(note).strip(),
            facts=facts(edited=edited),
        )
    ]


def parse_event(record: Record) -> list[Entry] | Ignored:
    """An event that the owner said to attend. The file names no place, no organizer and nobody else:
    it cannot show a meeting. One that was left or never accepted is noise (`event_not_attended`).

    Raises BadRecord where beginning and end cannot be understood.
    """
    name, time, status, address = cells(record, "eventname", "eventtime", "status", "externalurl")
    if status.strip().upper() != "APPROVED":
        return Ignored("event_not_attended")
    begun, *ended = english_minutes(time)
    duration_s = ended[0].at - begun.at if ended else None
    if duration_s is not None and duration_s < 0:
        raise BadRecord("bad_record.not_a_date", written=time)
    title = mended(name.strip())
    return [
        Event(
            "event_attended",
            *begun,
            OWNER,
            (),
            f"event|{begun.at}|{digest(title)}",
            Place("event", title),
            "",
            duration_s,
            facts(title=title, url=address),
        )
    ]
