"""Which handles are one person.

What is certain comes first (`rulings`, `resolve`). The rest is weighed: `normalize`, `names` and
`firms` spell, `dossier` gathers, `blocks` finds who is worth comparing, `likeness` and `compare` say
what speaks for and against, `weights` how much, `clusters` and `weigh` merge, `ask` asks. `evidence`
and `gather` read what a ledger says. People are derived: a new source or ruling changes them, and
every number follows.
"""

from vinculo.identity.match import Match, Part, Question
from vinculo.identity.resolve import OWNER_ID, Ambiguity, People, Person, resolve

__all__ = ["OWNER_ID", "Ambiguity", "Match", "Part", "People", "Person", "Question", "resolve"]
