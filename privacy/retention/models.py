"""Reports of what was cleaned, when and how; and the clock as it was last seen."""

import uuid
from typing import ClassVar

from django.db import models


class Report(models.Model):
    """One sweep. `digest` fingerprints its lines; the same digest stands in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    begun_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    dry_run = models.BooleanField(default=False)
    asked = models.BooleanField(default=False)  # the clock had jumped: nothing was touched, a human is asked
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"sweep of {self.begun_at:%Y-%m-%d %H:%M}"


class Line(models.Model):
    """What became of one kind of row or field in one sweep."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines", db_index=False)
    what = models.CharField(max_length=160)
    how = models.CharField(max_length=20)
    clock = models.CharField(max_length=40)
    until = models.DateTimeField(null=True)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "what", "how"], name="one_line_per_kind_and_treatment")
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.count} {self.how}"


class Pulse(models.Model):
    """When the clock was last believed. A leap of more than a day is believed only after a human said so."""

    seen_at = models.DateTimeField()
    leapt_to = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M}"
