"""What could be added to a ledger, and how to get it."""

from vinculo.ledger import Ledger, read
from vinculo.sources.exports import Addition, to_add


def additions(ledger: Ledger) -> tuple[Addition, ...]:
    """Every kind of export of which there is none yet, or that would show what no imported file shows."""
    readings = {f"{batch.source}/{batch.reading}" for batch, undone in read.batches(ledger) if undone is None}
    return to_add(readings)
