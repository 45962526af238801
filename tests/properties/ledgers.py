"""Small ledgers out of invented happenings, written as an import writes them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from vinculo import ledger as books
from vinculo.derive import derive, rows_of
from vinculo.identity.forgotten import forgotten
from vinculo.ledger import Ledger
from vinculo.ledger.append import OpenBatch
from vinculo.measure.words import effective_words
from vinculo.model import DAY_S, OWNER, Card, Entry, Event, Handle, Ignored, Place

START = 1_577_836_800
NOW = START + 400 * DAY_S
ME = Handle("linkedin", "https://www.linkedin.com/in/me", "Me Myself")
FIRST = ("Ana", "Jon", "Leire", "Tomás", "Zoë")
LAST = ("Ruiz", "Mata", "Sandoval", "Brandt", "Okafor")


class Human(NamedTuple):
    """Somebody with two identifiers, that a card glues together."""

    number: int

    @property
    def name(self) -> str:
        return f"{FIRST[self.number]} {LAST[self.number]}"

    @property
    def profile(self) -> Handle:
        slug = "-".join(self.name.casefold().split())
        return Handle("linkedin", f"https://www.linkedin.com/in/{slug}-7{self.number}", self.name)

    @property
    def mail(self) -> Handle:
        return Handle("email", f"{FIRST[self.number]}.{self.number}@example.org".casefold(), self.name)

    @property
    def card(self) -> Card:
        return Card((self.profile, self.mail), (("company", "Acme"), ("name", self.name)))

    @property
    def link(self) -> Event:
        on = START - (9 + self.number) * DAY_S
        return Event("connect", on, "day", "written", OWNER, (self.profile,), f"connect|{self.profile.value}")


HUMANS = tuple(map(Human, range(len(FIRST))))
TEXTS = ("Hello there", "Shall we meet on Friday?", "Yes, and thank you for that")
KINDS = ("message", "message", "email", "comment", "reaction", "meeting_in_person")


@st.composite
def happenings(
    draw: st.DrawFn, humans: Sequence[Human] = HUMANS, least: int = 6, most: int = 24
) -> list[Event]:
    """Messages, mails, comments and meetings between the owner and some people, some in groups."""
    told = []
    for number in range(draw(st.integers(least, most))):
        who = draw(st.lists(st.sampled_from(HUMANS), min_size=1, max_size=3, unique=True))
        one, *others = who
        kind = draw(st.sampled_from(KINDS))
        handle = [h.mail if kind == "email" else h.profile for h in who]
        at = START + draw(st.integers(0, 300)) * DAY_S + draw(st.integers(0, 23)) * 3600 + number
        is_mine = draw(st.booleans())
        sender = ME if is_mine else handle[0]
        to = tuple(handle) if is_mine else (ME, *handle[1:])
        place = Place("conversation", f"c{one.number}{len(others)}")
        text = draw(
            st.sampled_from(("Hello there", "Shall we meet on Friday?", "Yes, and thank you for that"))
        )
        told.append(
            Event(kind, at, "second", "written", sender, to, f"{kind}|{at}|{number}", place, text, None,
                  (("title", "A thread"),))
        )  # fmt: skip
    return told


def entries(events: Iterable[Event], humans: Sequence[Human] = HUMANS) -> list[Entry]:
    """The events, a link with everybody, what cards say about them, and whose ledger it is."""
    links = [human.link for human in humans]
    return [Card((OWNER, ME), (("name", "Me Myself"),)), *(human.card for human in humans), *links, *events]


def read_into(ledger: Ledger, said: Iterable[Entry], file: str = "export.zip") -> OpenBatch:
    """Reads entries as one file of an import would be read, one record each."""
    known = forgotten(ledger)

    with books.importing(ledger, file, NOW) as run:
        batch = run.open_batch(file, "linkedin", "messages")
        for line, entry in enumerate(said, 1):
            words = effective_words(entry.text) if isinstance(entry, Event) else 0
            kept = known.sift("linkedin", [(entry, words)]) if known else [(entry, words)]
            if kept:
                batch.add("linkedin", kept, line)
            else:
                batch.ignore(Ignored("forgotten").kind)
        batch.close(NOW)
    return batch


def ledger_of(folder: Path, said: Iterable[Entry], name: str = "ledger") -> Ledger:
    """A new ledger that holds these entries."""
    path = folder / f"{name}.sqlite"
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    ledger = Ledger.open(path)
    read_into(ledger, said)
    return ledger


def numbers(ledger: Ledger, name_of: Callable[[str], str] = lambda name: name) -> dict[str, Any]:
    """Everything that is counted of everybody, by name, and all that happened with them; no ids."""
    derived = derive(ledger, NOW)
    found = {}
    for person, row in derived.rows.items():
        counted = {key: value for key, value in row.items() if key != "tie"}
        happened = rows_of(derived.happenings, person)
        given = sum(happened["centiminutes"].to_pylist())
        happened = happened.drop_columns([c for c in ("tie", "id", "thread") if c in happened.column_names])
        name = name_of(derived.people.persons[person].name)
        found[name] = {"row": counted, "given": given, "happened": sorted(map(repr, happened.to_pylist()))}
    return found
