"""The whole life put together: people and deeds, checked and in order."""

from collections import Counter
from typing import NamedTuple

from life import kudos, oddities, people, protagonists, ties, world
from life.acts import Deeds, Message
from life.clock import DAY_S, day_of
from life.owner import OWNER
from life.people import Person

HIDDEN = 24
PENDING = 46
INMAIL = 7
LEFT = day_of("2022-05-10")
RENAMED = day_of("2018-02-01")


class Life(NamedTuple):
    """Everybody, and everything that happened."""

    people: dict[str, Person]
    linked: list[Person]
    """Those who ever connected, in that order."""
    deeds: Deeds
    names: list[str]
    """People whom others mention."""
    aliases: dict[str, Person]
    """Those whom the scripts call `@1`, `+1` or `owner`."""


def tell() -> Life:
    """The same life every time."""
    taken = {word for p in protagonists.PROTAGONISTS for word in (p.name, p.slug)}
    crowd = people.draw_people(taken)
    names = [p.name for p in crowd if p.role in ("peer", "academic", "journalist", "developer")][:300]
    books = ties.library()
    deeds = Deeds([], [], [], [], [])
    for person in crowd:
        said, met = ties.live(person, books, names)
        deeds.messages.extend(said + kudos.wishes(person))
        deeds.meetings.extend(met)
        deeds.endorsements.extend(kudos.endorsements(person))
    crowd = _hide(crowd, deeds.messages)
    deeds.invitations.extend(kudos.invitations([p for p in crowd if not p.hidden], names))
    talked = Counter(other.key for m in deeds.messages for other in (m.sender, *m.recipients) if other)
    deeds.recommendations.extend(kudos.recommendations(crowd, talked, names))
    cast = _cast(books, names, deeds)
    odd = oddities.odd_people()
    aliases = _aliases(crowd, talked)
    strangers = _strangers(taken)
    deeds.invitations.extend(kudos.pending(strangers[INMAIL:], names))
    everybody = [*crowd, *cast, *(person for person, _ in odd), *strangers, OWNER]
    by_key = {person.key: person for person in everybody}
    deeds.messages.extend(message for _, said in odd for message in said)
    deeds.messages.extend(oddities.strangers(strangers[:INMAIL]))
    deeds.messages.extend(oddities.sponsored())
    deeds.messages.extend(oddities.drafts(by_key) + oddities.textures(by_key))
    deeds.messages.extend(oddities.groups(by_key | aliases, protagonists.STORIES / "groups.txt"))
    linked = sorted(
        (p for p in everybody if p.linked_at is not None), key=lambda p: (p.linked_at or 0, p.key)
    )
    return Life(by_key, linked, _in_order(deeds, by_key), names, aliases)


def _hide(crowd: list[Person], messages: list[Message]) -> list[Person]:
    """The same people, but some who never said a word hide their profile, three who did closed their account
    in 2022, and one has a new slug since 2018."""
    spoke = {m.sender.key for m in messages if m.sender} | {r.key for m in messages for r in m.recipients}
    silent = [p.key for p in crowd if p.key not in spoke and p.gone is None]
    hidden = set(silent[5 :: len(silent) // HIDDEN][:HIDDEN])
    said = Counter(m.sender.key for m in messages if m.sender and m.at < LEFT * DAY_S)
    left = [p.key for p in crowd if said[p.key] > 3 and p.gone is None and p.temperament.affinity < 0.35][:3]
    long = [p for p in crowd if said[p.key] > 9 and p.gone is None and p.key not in left]
    renamed = next(p for p in long if (p.linked_at or 0) < RENAMED * DAY_S)
    changed = {p.key: p._replace(gone=LEFT, closed=True) for p in crowd if p.key in left}
    old = (RENAMED, f"{renamed.slug}-abrv")
    changed[renamed.key] = renamed._replace(renamed=old, old_slug_stays=True)
    return [changed.get(p.key, p)._replace(hidden=p.key in hidden) for p in crowd]


def _cast(books: ties.Library, names: list[str], deeds: Deeds) -> list[Person]:
    cast = []
    for one in protagonists.PROTAGONISTS:
        person, own = protagonists.live(one, books, names)
        cast.append(person)
        deeds.messages.extend(own.messages)
        deeds.meetings.extend(own.meetings)
        deeds.invitations.extend(own.invitations)
        deeds.endorsements.extend(own.endorsements)
        deeds.recommendations.extend(own.recommendations)
    return cast


def _strangers(taken: set[str]) -> list[Person]:
    """People who never connected: recruiters who pay to write, and invitations left open."""
    found: list[Person] = []
    number = 90_000
    while len(found) < INMAIL + PENDING:
        person = people.draw_one(number, (world.EXPORTED_2026 - 400) * DAY_S, taken)
        number += 1
        if (person.role == "recruiter" and person.language == "es") == (len(found) < INMAIL):
            found.append(person._replace(linked_at=None, gone=None))
    return found


def _aliases(crowd: list[Person], talked: Counter[str]) -> dict[str, Person]:
    """`@1`, `@2`, … in Spain and `+1`, `+2` elsewhere: people who talk a lot with the owner; and `owner`."""
    early = [p for p in crowd if p.gone is None and (p.linked_at or 0) < 16_000 * DAY_S]
    often = sorted(
        early, key=lambda p: (p.homes[0].city not in ("Zaragoza", "Halifax"), -talked[p.key], p.key)
    )
    spain = [p for p in often if p.language == "es" and p.homes[0].zone == "madrid"]
    abroad = [p for p in often if p.language == "en"]
    return (
        {f"@{n}": p for n, p in enumerate(spain[:40], 1)}
        | {f"+{n}": p for n, p in enumerate(abroad[:6], 1)}
        | {"owner": OWNER}
    )


def _in_order(deeds: Deeds, by_key: dict[str, Person]) -> Deeds:
    """Everything by time; no two messages of a conversation in the same second, none after the export."""
    end = world.EXPORTED_2026 * DAY_S
    seen: set[tuple[str, int]] = set()
    messages = []
    for message in sorted(deeds.messages, key=lambda m: (m.at, m.conversation, m.text)):
        at = message.at
        while (message.conversation, at) in seen:
            at += 7
        seen.add((message.conversation, at))
        if at < end:
            sender = by_key[message.sender.key] if message.sender else None
            recipients = tuple(by_key[r.key] for r in message.recipients)
            messages.append(message._replace(at=at, sender=sender, recipients=recipients))
    return Deeds(
        messages,
        sorted((m for m in deeds.meetings), key=lambda m: (m.at, m.people[0].key)),
        sorted((i for i in deeds.invitations if i.at < end), key=lambda i: (i.at, i.person.key)),
        sorted((e for e in deeds.endorsements if e.at < end), key=lambda e: (e.at, e.person.key, e.skill)),
        sorted((r for r in deeds.recommendations if r.at < end), key=lambda r: (r.at, r.person.key)),
    )
