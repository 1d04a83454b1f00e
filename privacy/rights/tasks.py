"""Jobs of the rights room."""

import datetime as dt
import uuid

from kit.jobs.registry import Args, every, job
from privacy.rights import identity, new_handles, services
from privacy.rights.models import Request


@job("rights.export")
def export(args: Args, at: dt.datetime) -> None:
    """Pack one download, unless its person has left meanwhile."""
    if asked := Request.objects.filter(reference=str(args["reference"])).first():
        services.build(request=asked, at=at)


@every("rights.deletions", dt.timedelta(minutes=15))
def deletions(_args: Args, at: dt.datetime) -> None:
    """Carry out deletions whose cool-off has ended."""
    services.run_due(at=at)


@every("rights.upkeep", dt.timedelta(hours=1))
def upkeep(_args: Args, at: dt.datetime) -> None:
    """Remind whom we wait for, end what waited too long, forget used codes."""
    services.expire(at=at)
    identity.forget_codes(at=at)


@job("rights.forget-stand-in")
def forget_stand_in(args: Args, at: dt.datetime) -> None:
    """Erase who stood in for a handle that was only asked to prove itself, or was left."""
    new_handles.forget_stand_in(uuid.UUID(str(args["person"])), at=at)


@every("rights.complaints", dt.time(5, 20))
def complaints(_args: Args, at: dt.datetime) -> None:
    """Publish what can be told of a quarter's complaints, once it is over."""
    services.sum_up(at=at)
