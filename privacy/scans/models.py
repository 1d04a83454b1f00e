"""Findings and the scans that made them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from privacy.scans.types import Severity, Trouble


class Scan(models.Model):
    """One look by one scanner."""

    scanner = models.CharField(max_length=40)
    at = models.DateTimeField()
    looked_at = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    knows_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scanner", "-at"], name="scan_newest")]

    def __str__(self) -> str:
        return f"{self.scanner} {self.at:%Y-%m-%d}"


class Asking(models.Model):
    """One asking of the service of advisories. Without a trouble it is what the folder knows, and as of when."""

    at = models.DateTimeField()
    libraries = models.PositiveIntegerField()
    locked = models.CharField(max_length=64)  # digest of the names and versions that were asked for
    advisories = models.JSONField(default=dict)  # each advisory that matters, with the libraries it was named for
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["trouble", "-at"], name="asking_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.trouble or 'answered'}"


class Finding(models.Model):
    """A weak spot from the first time it was seen until a scan no longer finds it. Nothing else closes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scanner = models.CharField(max_length=40)
    check_id = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    mend = models.CharField(max_length=300)
    first_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scanner", "check_id", "subject"], condition=Q(closed_at=None), name="one_open_finding"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_id} {self.subject}"
