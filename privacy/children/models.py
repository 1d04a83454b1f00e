"""What hints at a child, what guardians ask for, and the trace that stays when a child's data is gone."""

import uuid
from typing import ClassVar

from django.db import models

from privacy.children.types import RELATIONS, WISHES
from privacy.people.models import person_first
from privacy.vault.fields import SealedModel, SealedText
from privacy.vault.models import SealedFile


class Suspicion(SealedModel):
    """Words that hint at a child, waiting for a person to look. Goes with the child's data, or after thirty days."""

    person = person_first()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    channel = models.CharField(max_length=40)
    source = models.CharField(max_length=64)
    kinds = models.JSONField()
    excerpt = SealedText(null=True)
    found_at = models.DateTimeField(db_index=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel", "source"], name="one_suspicion_per_source")
        ]

    def __str__(self) -> str:
        return self.reference


class Trace(models.Model):
    """Where a child's data had come from and that it is gone. Nothing of the child, not even a number."""

    channel = models.CharField(max_length=40)
    kinds = models.JSONField()
    found_on = models.DateField()
    decided_at = models.DateTimeField()
    erasure = models.CharField(max_length=20)

    objects: ClassVar[models.Manager["Trace"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.channel} {self.found_on}"


class GuardianRequest(SealedModel):
    """A guardian asks about a child's data. `proof` shows the relationship and goes with the decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    name = SealedText(null=True)
    relation = models.CharField(max_length=10, choices=RELATIONS)
    wish = models.CharField(max_length=10, choices=WISHES)
    child_index = models.CharField(max_length=64)
    words = SealedText(null=True)
    proof = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=10)
    received_at = models.DateTimeField(db_index=True)
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    erasure = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.reference
