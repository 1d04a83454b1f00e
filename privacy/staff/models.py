"""Training, assessments, violations, emergency access, reviews: about people who work here, so declared as theirs."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.people.models import AboutPerson
from privacy.staff.types import Consequence, Outcome
from privacy.vault.fields import SealedModel, SealedText


class Training(AboutPerson):
    """That somebody passed a course, and until when that counts. `examiner` is the questionnaire or a colleague."""

    account = models.CharField(max_length=64)
    course = models.CharField(_("course"), max_length=40)
    passed_at = models.DateTimeField(_("passed at"))
    valid_until = models.DateTimeField(_("valid until"))
    examiner = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "valid_until"], name="training_valid")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(examiner=F("account")), name="nobody_examines_themselves")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.course}"


class Assessment(SealedModel):
    """How somebody handles data, as a colleague found."""

    account = models.CharField(max_length=64, db_index=True)
    assessor = models.CharField(max_length=64)
    at = models.DateTimeField(_("assessed at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    words = SealedText(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(assessor=F("account")), name="nobody_assesses_themselves")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.outcome}"


class Violation(SealedModel):
    """What somebody did wrong, and what followed. A suspension counts at their next request, until two lift it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.CharField(max_length=64, db_index=True)
    noted_by = models.CharField(max_length=64)
    at = models.DateTimeField(_("noted at"))
    consequence = models.CharField(_("consequence"), max_length=10, choices=Consequence.choices)
    words = SealedText()
    lifted_at = models.DateTimeField(_("lifted at"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(noted_by=F("account")), name="nobody_judges_themselves")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.consequence}"


class BrokenGlass(AboutPerson):
    """That somebody took purposes their post lacks, in an emergency: why, how long, and what others found of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.CharField(max_length=64)
    role = models.CharField(max_length=40)
    purposes = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=80)
    at = models.DateTimeField(_("taken at"))
    until = models.DateTimeField(_("until"))
    reviewed_by = models.CharField(max_length=64, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    justified = models.BooleanField(_("found justified"), null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "until"], name="glass_of_account")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reviewed_by=F("account")), name="nobody_reviews_their_emergency")
        ]

    def __str__(self) -> str:
        return f"{self.account} until {self.until:%Y-%m-%d %H:%M}"


class Review(models.Model):
    """The review of a quarter: who had which post on the day it was frozen."""

    quarter = models.CharField(max_length=7, unique=True)
    frozen_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.quarter


class ReviewLine(AboutPerson):
    """One member of staff in a review: what they had and used, and whether they keep it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="lines", db_index=False)
    account = models.CharField(max_length=64)
    role = models.CharField(_("post"), max_length=40)
    openings = models.PositiveIntegerField(_("openings"), default=0)
    trained_until = models.DateTimeField(null=True)
    verdict = models.CharField(_("verdict"), max_length=10, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "account"], name="one_line_per_review_and_account"),
            models.CheckConstraint(condition=~Q(decided_by=F("account")), name="nobody_confirms_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.account}"
