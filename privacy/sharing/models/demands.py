"""Demands to erase: rows about the recipient, not about the person, so that they outlive the person's erasure."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why a recipient has to erase."""

    ERASURE = "erasure", _("a person was erased")
    UNLINKED = "unlinked", _("a person unlinked it")
    TERMINATED = "terminated", _("the recipient was dropped")


OVERDUE_AFTER = dt.timedelta(days=30)


class Demand(models.Model):
    """That a recipient has to erase what these opaque references name; without references, all it got from us.

    `mark` is a hash of recipient and references: the same demand is made once, after a crash or a restore too.
    """

    reference = models.CharField(max_length=20, unique=True)
    mark = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=40, db_index=True)
    cause = models.CharField(max_length=12, choices=Cause)
    references = models.JSONField(default=list)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    proof = models.CharField(max_length=60, blank=True)  # number of the recipient's letter

    class Meta:
        indexes: ClassVar = [models.Index(fields=["confirmed_at", "made_at"], name="demand_outstanding")]

    def __str__(self) -> str:
        return self.reference
