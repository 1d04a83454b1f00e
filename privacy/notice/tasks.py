"""Jobs of the notice room."""

import datetime as dt

from kit.generation import touch
from kit.jobs.registry import Args, every, job
from privacy.notice import services
from privacy.notice.models import Version


@job("notice.announce", attempts=50)
def announce(args: Args, at: dt.datetime) -> None:
    """Tell everybody of one change."""
    services.announce(version=Version.objects.get(version=str(args["version"])), at=at)


@job("notice.turn")
def turn(_args: Args, _at: dt.datetime) -> None:
    """A change takes effect: held pages are made anew."""
    touch()


@every("notice.deliveries", dt.timedelta(minutes=20))
def deliveries(_args: Args, at: dt.datetime) -> None:
    """Note which messages about changes have left."""
    services.reconcile(at=at)
