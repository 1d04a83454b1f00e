"""Jobs of the gate."""

import datetime as dt

from kit.jobs.registry import Args, job
from privacy.sharing import services


@job("sharing.deliver", attempts=20)
def deliver(args: Args, at: dt.datetime) -> None:
    """Hand over one message."""
    services.deliver(key=str(args["key"]), at=at)
