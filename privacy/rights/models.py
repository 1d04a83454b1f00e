"""Requests about one's data, and the codes that prove a handle."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from privacy.people.models import AboutPerson
from privacy.rights.types import WITHOUT_PROOF, Cause, Channel, Outcome, Pending, Right, Status
from privacy.vault.fields import SealedModel, SealedText
from privacy.vault.models import SealedFile

WAITS_FOR_PROOF = Q(status=Status.IN_PROGRESS, reason=Pending.IDENTITY)
PROVED = Q(proved_at__isnull=False) | Q(right__in=sorted(WITHOUT_PROOF))


def _choices(values: type[Right] | type[Status] | type[Channel]) -> list[tuple[str, str]]:
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
    channel = models.CharField(max_length=8, choices=_choices(Channel), default=Channel.PAGE)
    words = SealedText(null=True)
    # What we asked the person while the clock stood still, what they said to it, and our answer in the end.
    question = SealedText(null=True)
    reply = SealedText(null=True)
    answer = SealedText(null=True)
    # Of a correction: the declared field, its row, what it should say, and the sealed files that prove it.
    place = models.CharField(max_length=120, blank=True)
    record = models.CharField(max_length=64, blank=True)
    wanted = SealedText(null=True)
    # The keyed hash of the new address or number whose code was read back.
    wanted_proved = models.CharField(max_length=64, blank=True)
    certificates = models.JSONField(default=list)
    # Of a complaint.
    cause = models.CharField(max_length=20, blank=True, choices=Cause)
    outcome = models.CharField(max_length=12, blank=True, choices=Outcome)
    received_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    runs_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # When the person last wrote about it, and when they were told that we still wait for them.
    wrote_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    file = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["status", "runs_at"], name="request_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=PROVED | ~Q(status__in=[Status.IN_PROGRESS, Status.FULFILLED]) | WAITS_FOR_PROOF,
                name="no_work_before_identity",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_ready(self) -> bool:
        """Whether it may be worked on: its person has shown who they are, or need not."""
        return self.proved_at is not None or self.right in WITHOUT_PROOF


class CaseLetter(AboutPerson):
    """A letter that belongs to a request: it asked for it, goes on about it, or is ours about it."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="case_letters", db_index=False)
    letter = models.ForeignKey("privacy_correspondence.Letter", models.CASCADE, related_name="cases")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "letter"], name="one_place_in_a_case")]

    def __str__(self) -> str:
        return str(self.letter_id)


class Lesson(models.Model):
    """Something the house changed because of complaints, in words for everybody, by language."""

    cause = models.CharField(max_length=20, choices=Cause)
    words = models.JSONField()
    link = models.CharField(max_length=200, blank=True)
    request = models.ForeignKey(Request, models.SET_NULL, null=True, related_name="lessons")
    # The quarter of the complaint: it stays when the complaint goes.
    quarter = models.CharField(max_length=7, blank=True)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.cause} {self.made_at:%Y-%m-%d}"


class Summary(models.Model):
    """The published figures about one quarter's complaints. Written once: a second version would tell on somebody."""

    quarter = models.CharField(max_length=7, unique=True)
    figures = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.quarter


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
