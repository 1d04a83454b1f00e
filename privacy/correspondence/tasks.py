"""Jobs of the correspondence room."""

import datetime as dt
import uuid

from kit.jobs.registry import Args, every, job
from kit.jobs.services import enqueue
from privacy.correspondence import fetching, queries, services


@job("correspondence.read")
def read(args: Args, at: dt.datetime) -> None:
    """Read and sort one letter."""
    services.read(letter_id=uuid.UUID(str(args["letter"])), at=at)


@every("correspondence.unread", dt.timedelta(hours=1))
def unread(_args: Args, at: dt.datetime) -> None:
    """Try once more what could not be read, each by itself: one that fails keeps no other from its turn."""
    for letter_id in queries.unread(before=at - dt.timedelta(hours=1)):
        enqueue("correspondence.read", args={"letter": str(letter_id)}, key=f"letter:{letter_id}:{at:%Y%m%d%H}", at=at)


@every("correspondence.fetch", dt.timedelta(minutes=2))
def fetch(_args: Args, at: dt.datetime) -> None:
    """Fetch what waits in a mailbox on another server, if there is one."""
    fetching.fetch(at=at)
