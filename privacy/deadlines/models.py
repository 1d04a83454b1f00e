"""One clock per subject."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Clock(models.Model):
    """A promise of an answer. `due_on` is counted once, at the start; waiting for the person moves it later only."""

    subject = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    calendar = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    promised_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    warns_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    waited_days = models.PositiveIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["stopped_at", "due_at"], name="clock_due"),
            models.Index(fields=["kind", "stopped_at", "started_at"], name="clock_kind"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("promised_on")), name="never_due_before_the_promise"),
        ]

    def __str__(self) -> str:
        return self.subject
