"""The plan of each erasure and a receipt per store. Opaque numbers and counts: it never writes what it erases."""

import uuid
from typing import ClassVar

from django.db import models

from privacy.erasure.types import Fault


class Erasure(models.Model):
    """One erasure of one natural person, under all the numbers that stood for them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    persons = models.JSONField()
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    replayed = models.BooleanField(default=False)  # after a restored backup had brought the person back

    class Meta:
        indexes: ClassVar = [models.Index(fields=["finished_at", "begun_at"], name="erasure_unfinished")]

    def __str__(self) -> str:
        return self.reference


class Receipt(models.Model):
    """That one store holds nothing of the person any more: how many of what went, in counts alone."""

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="receipts", db_index=False)
    step = models.CharField(max_length=40)
    facts = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["erasure", "step"], name="one_receipt_per_store")]

    def __str__(self) -> str:
        return f"{self.step}: {self.facts}"


class RestoreMark(models.Model):
    """This database came out of a backup and must not serve before the erased were erased again."""

    restored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"restored at {self.restored_at:%Y-%m-%d %H:%M}"


class RestoreProof(models.Model):
    """That copies were put back elsewhere and what was found in them, in counts; its digest stands in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    seconds = models.FloatField()
    copies = models.JSONField()
    fault = models.CharField(max_length=20, blank=True, choices=Fault)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.fault or 'proved'}"
