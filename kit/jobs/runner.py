"""Running jobs: claim one under a lease, run it, record how it ended. A killed worker's job is claimed by another."""

import datetime as dt
import logging
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connection, transaction
from django.db.models import Q, QuerySet

from kit import clock
from kit.jobs import registry
from kit.jobs.models import Job, Schedule, State
from kit.jobs.services import enqueue

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=30)
LONGEST_PAUSE = dt.timedelta(hours=1)


class Runner:
    """One worker's identity and its steps. Many may run at once on PostgreSQL; SQLite has room for one."""

    def __init__(self) -> None:
        self.token = uuid.uuid4().hex

    def tick(self, *, at: dt.datetime) -> None:
        """Enqueue every scheduled job whose time has come."""
        rows = dict(Schedule.objects.values_list("name", "next_at"))
        for name, rhythm in registry.schedules().items():
            following = registry.next_tick(rhythm, at)
            if name not in rows:
                Schedule.objects.bulk_create([Schedule(name=name, next_at=following)], ignore_conflicts=True)
            elif rows[name] <= at:
                self._run_tick(name, rows[name], following, at)
            elif rows[name] > following:  # the clock was ahead when this was written
                Schedule.objects.filter(name=name).update(next_at=following)

    def _run_tick(self, name: str, due: dt.datetime, following: dt.datetime, at: dt.datetime) -> None:
        with transaction.atomic():
            if Schedule.objects.filter(name=name, next_at=due).update(next_at=following):
                enqueue(name, args={}, at=at)

    def run_next(self, *, at: dt.datetime) -> bool:
        """Run the job that has been due longest. False when none is due."""
        job = self._claim(_abandoned(at), at) or self._claim(_waiting(at), at)
        if job is None:
            return False
        self._run(job, at)
        return True

    def _claim(self, due: QuerySet[Job], at: dt.datetime) -> Job | None:
        if not due.exists():  # an idle poll takes no lock
            return None
        with transaction.atomic():
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            job = due.first()
            if job is not None:
                job.state, job.attempts = State.RUNNING, job.attempts + 1
                job.leased_by, job.lease_ends_at = self.token, at + LEASE
                job.save(update_fields=["state", "attempts", "leased_by", "lease_ends_at"])
            return job

    def _run(self, job: Job, at: dt.datetime) -> None:
        try:
            self._work(job, at)
        except Exception as error:  # noqa: BLE001  whatever a job raises, the worker lives on
            self._record_failure(job, error)
        else:
            self._mine(job).update(state=State.DONE, finished_at=clock.now(), lease_ends_at=None, last_error_kind="")

    def _work(self, job: Job, at: dt.datetime) -> None:
        if job.attempts > registry.find(job.name).attempts:
            raise WorkerDied
        with self._heartbeat(job):
            registry.find(job.name).work(job.args, at)

    def _record_failure(self, job: Job, error: Exception) -> None:
        """Only the error's kind is kept: its message may quote what a person typed."""
        kind, now = type(error).__name__, clock.now()
        log.warning("job %s #%s failed: %s (attempt %s)", job.name, job.pk, kind, job.attempts)
        if isinstance(error, registry.UnknownJob) or job.attempts >= registry.find(job.name).attempts:
            self._mine(job).update(state=State.FAILED, finished_at=now, lease_ends_at=None, last_error_kind=kind)
        else:
            again = now + pause(job.attempts)
            self._mine(job).update(state=State.WAITING, run_at=again, lease_ends_at=None, last_error_kind=kind)

    def _mine(self, job: Job) -> QuerySet[Job]:
        """The job, unless another worker has taken it over meanwhile."""
        return Job.objects.filter(pk=job.pk, state=State.RUNNING, leased_by=self.token)

    @contextmanager
    def _heartbeat(self, job: Job) -> Iterator[None]:
        """Keep the lease while the job runs."""
        finished = threading.Event()

        def beat() -> None:
            while not finished.wait(LEASE.total_seconds() / 3):
                try:
                    self._mine(job).update(lease_ends_at=clock.now() + LEASE)
                except Error:
                    log.warning("could not renew the lease of job #%s", job.pk)
            connection.close()

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            finished.set()
            thread.join()


class WorkerDied(Exception):
    """Every worker that tried this job died of it."""


def pause(attempts: int) -> dt.timedelta:
    """How long to wait after the n-th failure: 5 s doubled each time, at most an hour, spread by a half either way."""
    plain = min(dt.timedelta(seconds=5) * (1 << attempts - 1), LONGEST_PAUSE)
    return plain * (0.5 + secrets.randbelow(1000) / 1000)


def _waiting(at: dt.datetime) -> QuerySet[Job]:
    return Job.objects.filter(state=State.WAITING, run_at__lte=at).order_by("run_at", "pk")


def _abandoned(at: dt.datetime) -> QuerySet[Job]:
    """Jobs whose worker has stopped renewing; a lease ending far ahead was written by a clock that ran ahead."""
    ended = Q(lease_ends_at__lt=at) | Q(lease_ends_at__gt=at + 2 * LEASE)
    return Job.objects.filter(ended, state=State.RUNNING).order_by("run_at", "pk")
