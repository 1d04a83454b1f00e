"""Jobs of the handover room."""

import datetime as dt

from kit.jobs.registry import Args, every, job
from privacy.handover import services
from privacy.handover.models import Transfer


@job("handover.tell", attempts=20)
def tell(args: Args, at: dt.datetime) -> None:
    """Write to everybody about a transfer."""
    services.tell(reference=str(args["reference"]), at=at)


@job("handover.seal", attempts=20)
def seal(args: Args, at: dt.datetime) -> None:
    """Write the package of a transfer, unless that was done or called off meanwhile."""
    found = Transfer.objects.filter(reference=str(args["reference"]), sealed_at=None).exclude(sealing_at=None).first()
    if found:
        services.seal(transfer=found, at=at)


@every("handover.confirm", dt.timedelta(minutes=15))
def confirm(_args: Args, _at: dt.datetime) -> None:
    """See whose notice has left."""
    for found in Transfer.objects.filter(sealed_at=None, gone_at=None).exclude(telling_at=None):
        services.confirm(transfer=found)
