"""What the owner says about LinkedIn's own mails, and what follows for the events they tell of.

Two things about such a mail only the owner can know. What a template means that nobody has seen
yet: until it is told, its mails are asides that count for nothing. And whether mails that cannot
be shown to come from LinkedIn do: imitations copy its looks to the letter, so until the owner
vouches for them they do not count at all.

Both are rulings, and a ruling is knowledge about how to read: it holds for every mail of its kind,
past and future, and on whatever day the question is about. The latest word on a template or a
group holds; the entries themselves stay as they were read.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

    from vinculo.ledger.read import Told

UNNAMED = "linkedin_notification"
"""The kind of what only a template's name is known of."""
IGNORE = "ignore"
MEANINGS: tuple[str, ...] = (
    *("comment", "reaction", "mention", "repost", "message", "invitation", "accept", "follow"),
    *("endorsement", "recommendation", IGNORE),
)
"""What a template may mean: a kind of event, or nothing that counts."""
UNTOLD = "?"
LEFT_OUT = ""
"""Instead of a kind: the event does not count."""

TEMPLATE, GENUINE, NOT_GENUINE = "template", "genuine", "not_genuine"
"""Kinds of ruling: `template` with the facts `template` and `means`, the others with `group`."""


class Word(NamedTuple):
    """What the owner has ruled so far."""

    meanings: Mapping[str, str] = MappingProxyType({})
    """Template → one of `MEANINGS`."""
    is_genuine: Mapping[str, bool] = MappingProxyType({})
    """Group of doubtful mails → whether they are LinkedIn's."""


def word_of(rulings: Iterable[tuple[str, int, tuple[int, ...], Mapping[str, str]]]) -> Word:
    """What holds after these rulings, in the order in which they were made (`ledger.read.rulings`)."""
    meanings: dict[str, str] = {}
    is_genuine: dict[str, bool] = {}
    for kind, _, _, facts in rulings:
        if kind == TEMPLATE:
            meanings[facts["template"]] = facts["means"]
        elif kind in (GENUINE, NOT_GENUINE):
            is_genuine[facts["group"]] = kind == GENUINE
    return Word(meanings, is_genuine)


def group_of(told: "Told") -> str:
    """Which doubtful mails belong together: whoever sent them off and their template, as
    `mail.example/email_accept_invite_single_01`; `?` stands for what a mail does not tell."""
    return f"{told.facts.get('envelope', UNTOLD)}/{template_of(told)}"


def template_of(told: "Told") -> str:
    """The template of a mail, or `?`."""
    return told.facts.get("template", UNTOLD)


def is_doubtful(told: "Told") -> bool:
    """Whether nothing shows that the mail comes from LinkedIn."""
    return told.facts.get("authenticity") == "doubtful"


def read_as(mailed: Iterable["Told"], word: Word) -> dict[int, str]:
    """Entry → the kind it is read as, or `LEFT_OUT`; only of those that are read otherwise than written."""
    kinds: dict[int, str] = {}
    for told in mailed:
        if is_doubtful(told) and not word.is_genuine.get(group_of(told), False):
            kinds[told.id] = LEFT_OUT
        elif told.kind == UNNAMED and (meaning := word.meanings.get(template_of(told))):
            kinds[told.id] = LEFT_OUT if meaning == IGNORE else meaning
    return kinds


def believed(events: "pa.Table", kinds: Mapping[int, str]) -> "pa.Table":
    """The events as they are read: kinds told by the owner, what does not count left out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not kinds:
        return events
    ids = pa.array(list(kinds), pa.int64())
    places = pc.index_in(events["id"].combine_chunks(), ids)
    told = pc.take(pa.array(list(kinds.values()), pa.string()), places)
    kept = pc.fill_null(pc.not_equal(told, LEFT_OUT), fill_value=True)
    kind = pc.coalesce(told, events["kind"].combine_chunks())
    at = events.schema.get_field_index("kind")
    return events.set_column(at, "kind", kind).filter(kept)
