"""Which handles are one person.

`normalize` spells, `evidence` reads what events say about who is who, `resolve` decides. People
are derived: a new source or ruling changes them, and every number follows.
"""

from vinculo.identity.match import Match, Part, Question
from vinculo.identity.resolve import OWNER_ID, Ambiguity, People, Person, resolve

__all__ = ["OWNER_ID", "Ambiguity", "Match", "Part", "People", "Person", "Question", "resolve"]
