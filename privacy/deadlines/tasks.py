"""The room's own work: a look at every clock each ten minutes."""

import datetime as dt

from kit.jobs.registry import Args, every
from privacy.deadlines import watching


@every("deadlines.watch", dt.timedelta(minutes=10))
def watch(_args: Args, at: dt.datetime) -> None:
    """Warn before a day is over; put on the ledger that it is."""
    watching.watch(at=at)
