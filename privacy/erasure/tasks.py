"""Jobs of the erasure room."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from kit.jobs.registry import Args, before_work, every, job
from privacy.erasure import backups, compaction, queries, services
from privacy.erasure.proving import proof

YOUNG = dt.timedelta(hours=12)
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


@every("erasure.back_up", dt.time(1, 40), attempts=3)
def back_up(_args: Args, at: dt.datetime) -> None:
    """A copy a night into the folder of backups, unless something else has made one since the evening."""
    folder = settings.PRIVACY_BACKUPS
    if folder and not backups.made_since(Path(folder), at - YOUNG):
        backups.back_up(Path(folder), at=at)


@every("erasure.prove", dt.time(4, 20), attempts=3)
def prove(_args: Args, at: dt.datetime) -> None:
    """The newest and the oldest copy put back elsewhere: nobody erased is in them."""
    if folder := settings.PRIVACY_BACKUPS:
        proof.prove(folder=Path(folder), at=at)
