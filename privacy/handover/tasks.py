"""Jobs of the handover room."""

import datetime as dt

from kit.jobs.registry import Args, job
from privacy.handover import services


@job("handover.tell", attempts=20)
def tell(args: Args, at: dt.datetime) -> None:
    """Write to everybody about a transfer."""
    services.tell(reference=str(args["reference"]), at=at)
