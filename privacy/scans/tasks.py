"""Jobs of the scans room."""

import datetime as dt

from kit.jobs.registry import Args, every
from privacy.scans import services


@every("scans.scan", dt.time(3, 10))
def scan(_args: Args, at: dt.datetime) -> None:
    """Every night."""
    services.scan(at=at)
