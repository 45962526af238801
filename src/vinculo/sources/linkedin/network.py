"""Connections.csv and Invitations.csv: who is in the owner's network, and who asked whom."""

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Card, Entry, Event, Handle, Record
from vinculo.sources.linkedin.cells import cells, facts, full_name, person, told
from vinculo.sources.linkedin.instants import day_on, iso_day, pacific_minute


def parse_connection(record: Record) -> list[Entry]:
    """The owner and somebody became connected on a day; the file does not say who asked.

    Company, position and e-mail are those of the day of the export: they go on a card. A row with
    nothing but its date is somebody who hides their profile: a connection with nobody, told apart
    from others of that day by how many the file named before. Raises BadRecord for a date that is none.
    """
    first, last, address, email, company, position, connected = cells(
        record, "firstname", "lastname", "url", "emailaddress", "company", "position", "connectedon"
    )
    when = day_on(connected)
    name = full_name(first, last)
    someone = person(address, name)
    mail = Handle("email", email.strip(), name) if email.strip() else None
    handles = tuple(handle for handle in (someone, mail) if handle)
    if someone and mail and someone.namespace == "name":
        handles = (mail,)  # an address says more than a name, which two people may share
    native = f"connect|{iso_day(when.at)}"
    if not handles:
        return [Event("connect", *when, OWNER, (), f"{native}|hidden|{record.nth}")]
    said = facts(company=company, name=name, position=position)
    is_telling = len(handles) > 1 or any(key != "name" for key, _ in said)
    event = Event("connect", *when, OWNER, handles[:1], native)
    return [event, Card(handles, said)] if is_telling else [event]


def is_hidden_connection(fields: tuple[str, ...]) -> bool:
    """Whether a row of Connections.csv says nothing but its date."""
    return sum(map(bool, fields)) == 1


def parse_invitation(record: Record) -> list[Entry]:
    """Somebody asked somebody to connect: `invitation_note` with a personal note, else `invitation`.

    The file holds pending and accepted ones and does not tell which. The owner's own address (since
    2023) or name goes on a card. Raises BadRecord for a date that is none or an unknown direction.
    """
    sender_name, to_name, sent, message, direction, inviter, invitee = cells(
        record, "from", "to", "sentat", "message", "direction", "inviterprofileurl", "inviteeprofileurl"
    )
    way = direction.strip().upper()
    if way not in ("OUTGOING", "INCOMING"):
        raise BadRecord("bad_record.no_direction", written=direction)
    is_mine = way == "OUTGOING"
    from_, to = person(inviter, sender_name), person(invitee, to_name)
    me, other = (from_, to) if is_mine else (to, from_)
    when = pacific_minute(sent)
    note = told(message).strip()
    event = Event(
        "invitation_note" if note else "invitation",
        *when,
        OWNER if is_mine else other,
        (() if other is None else (other,)) if is_mine else (OWNER,),
        f"invitation|{when.at // 60}",
        text=note,
    )
    return [event, Card((OWNER, me))] if me else [event]
