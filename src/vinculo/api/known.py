"""All that follows from a ledger, as it was known at the end of a day."""

import datetime as dt

from vinculo.api.answers import end_of_day
from vinculo.derive import Derived, derive
from vinculo.ledger import Ledger


def known_on(ledger: Ledger, on: dt.date) -> Derived:
    """What is derived from the ledger as of the end of a day (UTC)."""
    return derive(ledger, end_of_day(on))
