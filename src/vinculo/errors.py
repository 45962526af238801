"""The few ways we refuse, drawn as a tree.

VinculoError                 what happened, where, what to do next
├── Refusal                  a file, setting or wish that we cannot accept (exit status 2)
│   ├── UnreadableFile       the file is not what it claims to be, or cannot be read to its end
│   ├── LedgerBusy           somebody else holds the ledger and did not let go in time
│   ├── LedgerTooNew         the ledger was written by a later version
│   ├── UnknownPerson        nobody, or more than one, answers to that name
│   └── Contradiction        two things were said that cannot both be true
└── BadRecord                one record of a file was not understood; the rest is read

A message is a key of the catalogue (`wording.py`) with its facts, so that every face says it in
the owner's language. `str(error)` is for logs and tests.
"""


class VinculoError(Exception):
    """A refusal with a key of the catalogue, and the facts that the sentence needs."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.key} ({told})" if told else self.key


class Refusal(VinculoError):
    """What was asked cannot be done as it stands; nothing was changed."""


class UnreadableFile(Refusal):
    """A file is broken, or is not what it claims to be."""


class LedgerBusy(Refusal):
    """Another process is importing into this ledger."""


class LedgerTooNew(Refusal):
    """The ledger's schema is from a later version of vinculo."""


class UnknownPerson(Refusal):
    """A name, address or id fits nobody, or fits several."""


class Contradiction(Refusal):
    """What was said contradicts what was said before, or itself."""


class BadRecord(VinculoError):
    """A record could not be understood: it is set aside with its reason, and reading goes on."""
