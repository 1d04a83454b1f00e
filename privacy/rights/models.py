"""Requests about one's data, and the codes that prove a handle."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from privacy.rights.types import Right, Status
from privacy.vault.fields import SealedModel, SealedText
from privacy.vault.models import SealedFile


def _choices(values: type[Right] | type[Status]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class Request(SealedModel):
    """One request of one natural person, from its arrival to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    right = models.CharField(max_length=12, choices=_choices(Right))
    status = models.CharField(max_length=12, choices=_choices(Status), default=Status.OPEN)
    reason = models.CharField(max_length=24, blank=True)
    persons = models.JSONField()
    language = models.CharField(max_length=10)
    words = SealedText(null=True)
    received_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    runs_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    file = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["status", "runs_at"], name="request_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(proved_at__isnull=False) | ~Q(status__in=[Status.IN_PROGRESS, Status.FULFILLED]),
                name="no_work_before_identity",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class ProofCode(models.Model):
    """A code sent to a handle. Its number lives in the session that asked, so it is worth nothing elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handle_index = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
