"""What becomes of the words of what is read: kept, or only what a sketch tells of them.

Ids are digests of all that a record says, words included, so an entry kept without its words is the
same entry as one kept with them, and reading the file again in the other manner adds nothing: an entry
stays as it was first kept. Whoever wants the words after all, or wants them gone, undoes the import and
reads the file again.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vinculo.model import Record

COUNTED_FACTS = frozenset(
    {
        "accepted", "amount", "attachments", "authenticity", "began_key", "began_kind", "bound", "by",
        "comment", "company", "dimension", "due", "edited", "encoding", "envelope", "folder", "gain",
        "goal", "group", "inmail", "instance", "invited", "kind", "link", "location", "mailed", "means",
        "media", "nature", "outcome", "partstat", "position", "project", "promise", "reaction", "return",
        "sequence", "share", "shared", "skill", "status", "template", "to", "told", "type", "unit",
        "url", "visibility",
    }
)  # fmt: skip
"""Facts of events that are kept without their words, too; subjects, titles and all others are words."""


class Keeping(NamedTuple):
    """How the texts of an import are kept."""

    sketch: Callable[[Sequence[str]], Sequence[bytes]] | None = None
    """What is told of texts without their words; None where nothing is."""
    sketched: frozenset[str] = frozenset()
    """The kinds of event whose texts are sketched."""
    keeps_words: bool = True


def without_words(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The facts of an event that are no words."""
    return tuple((key, value) for key, value in facts if key in COUNTED_FACTS)


def emptied(record: Record, reason: str) -> Record:
    """A record that was not understood, without what it said: no parser will understand it later."""
    return record._replace(fields=("",) * len(record.fields), flaw=reason)
