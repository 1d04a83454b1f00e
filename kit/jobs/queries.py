"""How the queue is doing, for the staff desk and health checks."""

import datetime as dt

from django.db.models import Count, Min, Q

from kit.jobs.models import Job, State
from kit.jobs.types import FailedJob, QueueHealth


def health(*, at: dt.datetime) -> QueueHealth:
    """The queue at `at`, in one query."""
    due = Q(state=State.WAITING, run_at__lte=at)
    seen = Job.objects.aggregate(
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        running=Count("pk", filter=Q(state=State.RUNNING)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        oldest_due_at=Min("run_at", filter=due),
    )
    oldest = seen.pop("oldest_due_at")
    return QueueHealth(behind=at - oldest if oldest else dt.timedelta(0), **seen)


def failed(*, limit: int = 100) -> list[FailedJob]:
    """Jobs that were given up, newest first."""
    rows = Job.objects.filter(state=State.FAILED).order_by("-finished_at")[:limit]
    return [FailedJob(row.pk, row.name, row.attempts, row.last_error_kind, row.finished_at) for row in rows]
