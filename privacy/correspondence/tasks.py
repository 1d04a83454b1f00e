"""Jobs of the correspondence room."""

import datetime as dt
import uuid

from kit.jobs.registry import Args, every, job
from privacy.correspondence import fetching, services


@job("correspondence.read")
def read(args: Args, at: dt.datetime) -> None:
    """Read and sort one letter."""
    services.read(letter_id=uuid.UUID(str(args["letter"])), at=at)


@every("correspondence.fetch", dt.timedelta(minutes=2))
def fetch(_args: Args, at: dt.datetime) -> None:
    """Fetch what waits in a mailbox on another server, if there is one."""
    fetching.fetch(at=at)
