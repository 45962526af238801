"""What the owner rules about a relationship as a whole: lost or found, out of every value, mentoring."""

import datetime as dt

from vinculo.api.people import find_person, handle_of
from vinculo.api.word.telling import day_number
from vinculo.derive import derive
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, tell
from vinculo.model import DAY_S, Batch, Ruling

RULINGS = ("lost", "found", "no_purpose", "purpose", "mentoring", "no_mentoring")
"""What may be ruled. `lost`: it is over, whatever a forecast says, until `found`. `no_purpose`: it stays out
of every value, until `purpose`. `mentoring`: one side gives by nature, so that its bond is shown by
what both gave together, until `no_mentoring`."""


def rule(ledger: Ledger, who: str, ruling: str, now: int, *, on: dt.date, text: str = "") -> Batch:
    """Rules so from a day on; the latest word holds.

    Raises UnknownPerson, and Refusal for a ruling that there is not, or a day that has not come.
    """
    if ruling not in RULINGS:
        raise Refusal("refusal.unknown_ruling", said=ruling, known=", ".join(RULINGS))
    derived = derive(ledger, now + 1)
    about = handle_of(derived, find_person(derived, who))
    # Of two words on one day the later one holds: the time of day is that at which it was said.
    at = min(day_number(on, now) * DAY_S + now % DAY_S, now)
    facts = (("text", text.strip()),) if text.strip() else ()
    return tell(ledger, "owner", [(Ruling(ruling, (about,), at, facts), 0)], f"log {ruling}", now)
