"""An incident, the steps taken, whom it concerns and how each of them was told."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.people.models import AboutPerson, person_first
from privacy.vault.fields import SealedModel, SealedText


class Incident(models.Model):
    """Something that may have let data out; or a drill, which runs through the same code with made-up people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    drill = models.BooleanField(default=False)
    kind = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    declared_by = models.CharField(max_length=64)
    scope = models.JSONField(default=dict)
    categories = models.JSONField(default=list)
    sources = models.JSONField(default=dict)
    # How many records were within reach, of everybody together: authorities ask for it beside the number of people.
    records = models.PositiveBigIntegerField(default=0)
    severity = models.CharField(max_length=20, blank=True)
    words = models.JSONField(default=dict)
    relay_down = models.PositiveIntegerField(default=0)
    master = models.CharField(max_length=16, blank=True)
    handed_over_at = models.DateTimeField(null=True)
    report_digest = models.CharField(max_length=64, blank=True)
    lessons = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-known_at"], name="incident_newest")]

    def __str__(self) -> str:
        return self.reference


class StepTaken(models.Model):
    """That a step of the plan was done: once an incident."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="taken", db_index=False)
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "step"], name="each_step_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.step}"


class Report(models.Model):
    """A version of the report to the authorities, frozen. Counts, kinds and times; nobody concerned is in it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="reports", db_index=False)
    number = models.PositiveSmallIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "number"], name="each_version_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"


class Filing(models.Model):
    """That an authority was told, since when and with which version; or why it need not be."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="filings", db_index=False)
    authority = models.CharField(max_length=40)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, blank=True)
    because = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "authority"], name="each_authority_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.authority}"


class Affected(AboutPerson):
    """That an incident concerns somebody, and how their one notice stands. No content of it, no address."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="affected", db_index=False)
    reference = models.CharField(_("reference"), max_length=20)
    what = models.CharField(_("what happened"), max_length=400, blank=True)
    found_at = models.DateTimeField()
    # Two have agreed that this person is written to; whoever is found later waits for another two.
    agreed_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=10, blank=True)
    told_at = models.DateTimeField(_("told at"), null=True)
    unreached_at = models.DateTimeField(null=True)
    tried = models.JSONField(default=list)
    bounces = models.PositiveSmallIntegerField(default=0)
    delays = models.PositiveSmallIntegerField(default=0)
    signed_out_at = models.DateTimeField(null=True)
    new_password_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "person"], name="one_notice_per_person_and_incident")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["incident", "next_at"], condition=Q(told_at=None, unreached_at=None), name="notice_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.pk}"


class MadeUp(AboutPerson):
    """This person was made up for a drill. Real incidents pass them by, drills reach nobody else."""

    person = person_first()
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="made_up")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person"], name="made_up_once")]

    def __str__(self) -> str:
        return f"made up {self.pk}"


class MonitoringCode(SealedModel):
    """A code for a year of identity monitoring: in the pool it belongs to nobody, then to one person for good."""

    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="codes")
    value = SealedText(verbose_name=_("code for identity monitoring"))
    drill = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    given_at = models.DateTimeField(_("given at"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "person"], condition=~Q(incident=None), name="one_code_per_person_and_incident"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["drill", "id"], condition=Q(given_at=None), name="code_free")]

    def __str__(self) -> str:
        return f"code {self.pk}"
