"""Jobs of the erasure room."""

import datetime as dt

from kit.jobs.registry import Args, before_work, every, job
from privacy.erasure import compaction, queries, services

before_work(services.verify_replayed)


@job("erasure.run", attempts=20)
def run(args: Args, at: dt.datetime) -> None:
    """Erase one person, or go on with it."""
    services.run(reference=str(args["reference"]), at=at)


@every("erasure.resume", dt.timedelta(minutes=5))
def resume(_args: Args, at: dt.datetime) -> None:
    """Go on with erasures whose job was lost."""
    services.resume(at=at)


@every("erasure.rewrite", dt.time(3, 10))
def rewrite(_args: Args, at: dt.datetime) -> None:
    """After a day on which somebody was erased: no freed page of PostgreSQL keeps a hash of their address."""
    if queries.finished_since(at - dt.timedelta(hours=25)):
        compaction.rewrite()
