"""Remarks and disputes of people; reviews, assessments and precedents of the studio."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from privacy.feedback.types import Outcome, Source
from privacy.vault.fields import SealedModel, SealedText


class Review(models.Model):
    """One entry of the log: what was learned about a clause, and what was done. Texts by language."""

    clause = models.CharField(max_length=40)
    source = models.CharField(max_length=12, choices=Source.choices)
    learned = models.JSONField()
    decided = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.clause} {self.at:%Y-%m-%d}"


class Remark(SealedModel):
    """What somebody said about a clause."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clause = models.CharField(max_length=40)
    words = SealedText()
    language = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="remarks")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-received_at"], name="remark_newest")]

    def __str__(self) -> str:
        return str(self.pk)


class Assessment(models.Model):
    """What an expert from outside found, in a sentence for everybody. Texts by language."""

    role = models.CharField(max_length=120)
    scope = models.JSONField()
    found = models.JSONField()
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.role} {self.on}"


class Dispute(SealedModel):
    """A disagreement about what a clause means, decided by somebody of law."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    clause = models.CharField(max_length=40)
    name = SealedText(null=True)
    words = SealedText()
    language = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    reviewer = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reasons = SealedText(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["outcome", "due_on"], name="dispute_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | (~Q(outcome="") & ~Q(reviewer="") & Q(decided_at__isnull=False)),
                name="decided_by_a_reviewer",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Precedent(models.Model):
    """What a dispute settled, told so that nobody can be recognised; public once a second person released it."""

    dispute = models.ForeignKey(Dispute, models.SET_NULL, null=True, related_name="+")
    clause = models.CharField(max_length=40)
    question = models.JSONField()
    answer = models.JSONField()
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    released_by = models.CharField(max_length=40, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(released_at=None, released_by="")
                | (Q(released_at__isnull=False) & ~Q(released_by="") & ~Q(released_by=F("written_by"))),
                name="released_by_a_second_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.pk}"
