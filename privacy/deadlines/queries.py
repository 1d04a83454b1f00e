"""Reading clocks."""

import datetime as dt
import statistics
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from privacy.deadlines import models, registry
from privacy.deadlines.types import Clock, Kind


def clock(subject: str) -> Clock | None:
    """The clock of this subject, or None."""
    return next(iter(clocks([subject]).values()), None)


def clocks(subjects: Collection[str]) -> dict[str, Clock]:
    """The clocks of these subjects, in one query."""
    return {row.subject: _clock(row) for row in models.Clock.objects.filter(subject__in=subjects)}


def open_clocks(*kinds: Kind) -> list[Clock]:
    """Clocks nobody has answered yet, of these kinds or of all, the next due first."""
    return _clocks(_of(kinds).filter(stopped_at=None).order_by("due_at", "pk"))


def late(at: dt.datetime, *kinds: Kind) -> list[Clock]:
    """Unanswered clocks whose day has passed, the longest first."""
    over = Q(breached_at__isnull=False) | Q(paused_at=None, due_at__lte=at)
    return _clocks(_of(kinds).filter(over, stopped_at=None).order_by("due_at", "pk"))


def escalated() -> list[Clock]:
    """Unanswered clocks of which staff have been warned, the next due first."""
    running = models.Clock.objects.filter(stopped_at=None, paused_at=None)
    return _clocks(running.exclude(warned_at=None).order_by("due_at", "pk"))


def oldest(*kinds: Kind) -> Clock | None:
    """The unanswered clock that started first."""
    return next(iter(_clocks(_of(kinds).filter(stopped_at=None).order_by("started_at", "pk")[:1])), None)


def breaches(*kinds: Kind, since: dt.datetime) -> int:
    """How many days were missed since then."""
    return _of(kinds).filter(breached_at__gte=since).count()


def median_answer(*kinds: Kind, since: dt.datetime) -> dt.timedelta | None:
    """The middle of the times to an answer, of those given since then; None without any."""
    given = _of(kinds).filter(stopped_at__gte=since).values_list("started_at", "stopped_at")
    seconds = [(stopped - started).total_seconds() for started, stopped in given if stopped]
    return dt.timedelta(seconds=statistics.median(seconds)) if seconds else None


def answered(*kinds: Kind, since: dt.datetime) -> int:
    """How many were answered since then."""
    return _of(kinds).filter(stopped_at__gte=since).count()


def _of(kinds: Iterable[Kind]) -> QuerySet[models.Clock]:
    ids = [kind.id for kind in kinds]
    return models.Clock.objects.filter(kind__in=ids) if ids else models.Clock.objects.all()


def _clocks(rows: Iterable[models.Clock]) -> list[Clock]:
    return [_clock(row) for row in rows]


def _clock(row: models.Clock) -> Clock:
    return Clock(
        subject=row.subject,
        kind=registry.kind(row.kind),
        started_at=row.started_at,
        promised_on=row.promised_on,
        due_on=row.due_on,
        due_at=row.due_at,
        paused_at=row.paused_at,
        waited_days=row.waited_days,
        warned_at=row.warned_at,
        breached_at=row.breached_at,
        stopped_at=row.stopped_at,
    )
