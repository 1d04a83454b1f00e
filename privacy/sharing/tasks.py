"""Jobs of the gate."""

import datetime as dt

from kit.jobs.registry import Args, every, job
from privacy.sharing import services


@job("sharing.deliver", attempts=20)
def deliver(args: Args, at: dt.datetime) -> None:
    """Hand over one message."""
    services.deliver(key=str(args["key"]), at=at)


@job("sharing.demand", attempts=20)
def demand(args: Args, at: dt.datetime) -> None:
    """Ask one recipient to erase."""
    services.ask(reference=str(args["reference"]), at=at)


@every("sharing.chase", dt.timedelta(hours=6))
def chase(_args: Args, at: dt.datetime) -> None:
    """Ask recipients what nobody has asked them yet; remind those who have not confirmed."""
    services.chase(at=at)
