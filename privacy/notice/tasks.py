"""Jobs of the notice room."""

import datetime as dt

from kit import clock
from kit.generation import touch
from kit.jobs.registry import Args, before_work, every, job
from privacy.notice import services
from privacy.notice.models import Version


@before_work
def places() -> None:
    """Nothing of ours works while a store rests where nobody was told of."""
    services.verify_places(at=clock.now())


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
