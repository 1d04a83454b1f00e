"""Versions of the notice, what explains them, who was told, who asked and who agreed."""

import uuid
from typing import ClassVar

from django.db import models

from privacy.people.models import AboutPerson, person_first
from privacy.vault.fields import SealedModel, SealedText


class Version(models.Model):
    """A change of the notice: a draft, then published, then in force from `effective_at`. Words by language code.

    `founding`: the version this site was launched with, kept here so that no later file or code changes what it said.
    `texts` holds summary, reasons and questions with answers; `explained` a plain sentence for each difference found.
    """

    version = models.SlugField(max_length=20, unique=True)
    founding = models.BooleanField(default=False)
    skeleton = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    explained = models.JSONField(default=dict)
    differs = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    effective_on = models.DateField(null=True)
    effective_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Version"]] = models.Manager()

    def __str__(self) -> str:
        return self.version


class Meeting(models.Model):
    """An explanation of a change: wall clock and time zone as people there read them, and where or how to join."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="meetings")
    on = models.DateField()
    wall_time = models.TimeField()
    zone = models.CharField(max_length=60)
    place = models.CharField(max_length=200)
    link = models.URLField(blank=True)
    language = models.CharField(max_length=10)

    objects: ClassVar[models.Manager["Meeting"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.on} {self.wall_time} {self.zone}"


class Delivery(AboutPerson):
    """That a person was told of a change, by which channel; `handed_at` when the message had left."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=4, choices=[("mail", "mail"), ("text", "text")])
    index = models.CharField(max_length=64)
    posted_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "channel", "index"], name="one_word_of_a_change_per_handle")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Question(SealedModel):
    """What somebody asked about a change, and the studio's answer. Its clock runs in working days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="questions")
    reference = models.CharField(max_length=20, unique=True)
    words = SealedText()
    answer = SealedText(null=True)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.reference


class Agreement(AboutPerson):
    """That a person agreed to a version: when, where, in which language; `entry` is its proof in the ledger."""

    person = person_first()
    version = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    surface = models.CharField(max_length=20)
    agreed_at = models.DateTimeField()
    entry = models.BigIntegerField()

    objects: ClassVar[models.Manager["Agreement"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "version"], name="one_agreement_per_person_and_version")
        ]

    def __str__(self) -> str:
        return f"{self.version} by {self.person_id}"
