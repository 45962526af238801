"""How the ledger is."""

from vinculo import derive
from vinculo.api.answers import Diagnosis
from vinculo.ledger import Ledger, read


def doctor(ledger: Ledger, now: int) -> Diagnosis:
    """What the ledger holds as of now, and what deserves a look.

    `digest` is a hexadecimal number over all visible entries, independent of the order of imports.
    """
    totals = read.totals(ledger)
    derived = derive.derive(ledger, now + 1)
    findings = []
    if totals.events and not derived.knows_owner:
        findings.append("finding.owner_unknown")
    if totals.rejects:
        findings.append("finding.rejects_wait")
    if totals.open_batches:
        findings.append("finding.unfinished")
    if derived.people.ambiguous:
        findings.append("finding.ambiguous_names")
    if ledger.sql.execute("PRAGMA quick_check").fetchone() != ("ok",):
        findings.append("finding.damaged")
    return Diagnosis(
        ledger=str(ledger.path),
        digest=f"{totals.digest % 2**64:016x}",
        events=totals.events,
        persons=len(derived.rows),
        rejects=totals.rejects,
        schema_version=totals.schema_version,
        cards=totals.cards,
        rulings=totals.rulings,
        unfinished=totals.open_batches,
        knows_owner=derived.knows_owner,
        findings=tuple(findings),
    )
