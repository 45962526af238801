"""The rows of the files that both archives have: people and what passed between them."""

import random
from collections.abc import Iterable

from life import SEED
from life.acts import Invitation, Message
from life.clock import DAY_S, day_of
from life.forms import Row, conversation_id, day_month_year, pacific, utc_written
from life.owner import OWNER
from life.people import Person, profile_url

MEMBER = "LinkedIn Member"
_OWNER_RENAMED_IN_MESSAGES = day_of("2010-07-01")


def is_closed(person: Person, export_day: int) -> bool:
    """Whether the account no longer existed when the export was made."""
    return person.closed and person.gone is not None and person.gone <= export_day


def shown_name(person: Person, export_day: int) -> str:
    """The name an export of that day displays."""
    return MEMBER if is_closed(person, export_day) else person.name


def address(person: Person, written_on: int, export_day: int) -> str:
    """The profile address an export of that day gives for something of an earlier day."""
    if is_closed(person, export_day):
        return ""
    if person is OWNER:
        # Her very first conversations keep the address from before she chose one.
        return profile_url(
            person.slug_on(written_on) if written_on < _OWNER_RENAMED_IN_MESSAGES else person.slug
        )
    return profile_url(person.slug_on(written_on if person.old_slug_stays else export_day))


def connection_rows(linked: Iterable[Person], export_day: int, *, with_url: bool) -> list[Row]:
    """Newest first. A hidden profile is only its date; who was removed or closed the account is not there."""
    rows: list[Row] = []
    for person in reversed(list(linked)):
        at = person.linked_at or 0
        if at // DAY_S > export_day or (person.gone is not None and person.gone <= export_day):
            continue
        if person.hidden:
            who: tuple[str, ...] = ("", "", "", "", "", "")
        else:
            job = person.job(export_day)
            email = person.email if shows_email(person, export_day) else ""
            url = profile_url(person.slug_on(export_day))
            who = (person.first, person.last, url, email, job.company, job.title)
        row = (*who, day_month_year(at))
        rows.append(row if with_url else (*row[:2], *row[3:]))
    return rows


def shows_email(person: Person, export_day: int) -> bool:
    """Some people let their connections see the address, some only used to."""
    rng = random.Random(f"{SEED}|shows email|{person.key}")
    used_to = export_day < day_of("2022-01-01") and rng.random() < 0.12
    return person.shows_email or (used_to and person.key.startswith("p"))


def conversations(messages: Iterable[Message]) -> list[list[Message]]:
    """Conversations by their last message, newest first, and newest first inside."""
    by_key: dict[str, list[Message]] = {}
    for message in messages:
        by_key.setdefault(message.conversation, []).append(message)
    found = [sorted(group, key=lambda m: -m.at) for group in by_key.values()]
    return sorted(found, key=lambda group: (-group[0].at, group[0].conversation))


def message_cells(message: Message, export_day: int, archived: set[str]) -> dict[str, str]:
    """One message under the names of the newest header."""
    day = message.at // DAY_S
    sender = message.sender
    recipients = message.recipients
    urls = [address(person, day, export_day) for person in recipients]
    folder = "ARCHIVE" if message.conversation in archived and message.folder == "INBOX" else message.folder
    return {
        "CONVERSATION ID": conversation_id(message.conversation),
        "CONVERSATION TITLE": message.title,
        "FROM": shown_name(sender, export_day) if sender else message.shown,
        "SENDER PROFILE URL": address(sender, day, export_day) if sender else "",
        "TO": ", ".join(shown_name(person, export_day) for person in recipients) or MEMBER,
        "RECIPIENT PROFILE URLS": ",".join(url for url in urls if url),
        "DATE": utc_written(message.at),
        "SUBJECT": message.subject,
        "CONTENT": message.text,
        "FOLDER": folder,
        "ATTACHMENTS": ",".join(_attachment(message, number) for number in range(message.attachments)),
        "IS MESSAGE DRAFT": "Yes" if message.draft else "No",
    }


def archived_conversations(messages: Iterable[Message]) -> set[str]:
    """Conversations that the owner has put away: one in twenty."""
    keys = {message.conversation for message in messages}
    return {key for key in keys if random.Random(f"{SEED}|archived|{key}").random() < 0.05}


def _attachment(message: Message, number: int) -> str:
    rng = random.Random(f"{SEED}|attachment|{message.conversation}|{message.at}|{number}")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token, asset, sign = ("".join(rng.choices(letters, k=length)) for length in (11, 16, 43))
    return (
        f"https://www.linkedin.com/dms/prv/image/v2/D4D06AQ{token}/messaging-image-720/{asset}/0/"
        f"{message.at * 1000 + rng.randrange(1000)}?ne=1&v=beta&t={sign}"
    )


def invitation_row(invitation: Invitation, export_day: int, *, with_urls: bool) -> Row:
    """From, to, when (California), note, direction, and both addresses where the era has them."""
    person = invitation.person
    name = shown_name(person, export_day)
    url = "" if is_closed(person, export_day) else profile_url(person.slug_on(export_day))
    parties = ((OWNER.name, profile_url(OWNER.slug)), (name, url))
    (sender, sender_url), (invited, invited_url) = parties if invitation.by_owner else parties[::-1]
    direction = "OUTGOING" if invitation.by_owner else "INCOMING"
    row = (sender, invited, pacific(invitation.at), invitation.note, direction)
    return (*row, sender_url, invited_url) if with_urls else row
