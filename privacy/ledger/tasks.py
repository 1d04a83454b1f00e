"""The ledger's own work: sealing every ten minutes, proving itself every night."""

import datetime as dt

from kit.jobs.registry import Args, every
from privacy.ledger import queries, services, writing
from privacy.ledger.types import LedgerBroken


@every("ledger.seal", dt.timedelta(minutes=10))
def seal(_args: Args, at: dt.datetime) -> None:
    services.seal(at=at)


@every("ledger.verify", dt.time(4), attempts=1)
def verify(_args: Args, at: dt.datetime) -> None:
    """A ledger that is not sound leaves a failed job, which staff see."""
    report = queries.verify()
    facts = {"sealed": report.sealed, "checkpoints": report.checkpoints, "faults": len(report.faults)}
    writing.write(kind="ledger.verified", about=None, facts=facts, at=at)
    if not report.is_sound:
        raise LedgerBroken
