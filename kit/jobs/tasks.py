"""The job runner's own upkeep."""

import datetime as dt

from kit.jobs.registry import Args, every
from kit.jobs.services import prune


@every("jobs.prune", dt.time(3, 30))
def prune_finished(_args: Args, at: dt.datetime) -> None:
    prune(at=at)
