"""Looking at every clock: warn before the day is over, put on record that it is."""

import datetime as dt

from django.db.models import Q, QuerySet

from kit import failpoints
from privacy.deadlines import services
from privacy.deadlines.models import Clock


def running() -> QuerySet[Clock]:
    """Clocks that nobody has answered and that wait for nobody."""
    return Clock.objects.filter(stopped_at=None, paused_at=None)


def watch(*, at: dt.datetime) -> int:
    """Warn of what is close, note what is over. Returns how many breaches were new. Safe to repeat and to interrupt."""
    near = running().filter(Q(warns_at__lte=at) | Q(due_at__lte=at), warned_at=None)
    near.update(warned_at=at)
    failpoints.hit("deadlines.warned")
    new = 0
    for clock in running().filter(due_at__lte=at, breached_at=None).order_by("due_at", "pk"):
        new += services.breach(clock, at)
        failpoints.hit("deadlines.breached")
    return new
