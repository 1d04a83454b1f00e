"""A job waiting to be run, and the next tick of each schedule."""

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One effect to bring about. `args` holds ids and counts only; `key` makes the effect happen once for ever."""

    name = models.CharField(max_length=100)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=120, null=True, unique=True)  # NULL is "no key": many may wait
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.CharField(max_length=40, blank=True)
    lease_ends_at = models.DateTimeField(null=True)
    last_error_kind = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at", "id"], name="job_due")]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk} ({self.state})"


class Schedule(models.Model):
    """When a scheduled job is due next. Whoever moves `next_at` on has run this tick."""

    name = models.CharField(max_length=100, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at:%Y-%m-%d %H:%M}"
