"""Jobs of the scans room."""

import datetime as dt

from kit.jobs.registry import Args, every
from privacy.scans import services


@every("scans.ask", dt.time(2, 30), attempts=16)
def ask(_args: Args, at: dt.datetime) -> None:
    """Every night before the scan, and for some six hours again while the service does not answer. What is new is
    looked for at once."""
    if services.ask(at=at):
        services.scan(at=at)


@every("scans.scan", dt.time(3, 10))
def scan(_args: Args, at: dt.datetime) -> None:
    """Every night."""
    services.scan(at=at)
