"""Jobs of the retention room."""

import datetime as dt

from kit.jobs.registry import Args, every
from privacy.retention import services


@every("retention.beat", dt.timedelta(hours=1))
def beat(_args: Args, at: dt.datetime) -> None:
    """Look at the clock, so that a leap is noticed."""
    services.beat(at=at)


@every("retention.sweep", dt.time(2, 10), attempts=20)
def sweep(_args: Args, at: dt.datetime) -> None:
    """Clean up, nightly."""
    services.sweep(at=at)
