"""Openings on record, and proposals that wait for a second pair of eyes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from privacy.people.models import AboutPerson, person_first


class Opening(AboutPerson):
    """That somebody read sealed fields of a person: who, for what, which fields. Never their content."""

    person = person_first()
    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=64)
    role = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40)
    reason = models.CharField(max_length=80, blank=True)
    fields = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="opening_of_person")]

    def __str__(self) -> str:
        return f"{self.purpose} at {self.at:%Y-%m-%d %H:%M}"


class Proposal(models.Model):
    """That one member of staff wants something done which another has to agree to. Ids and references alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    reason = models.CharField(max_length=80)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["decided_at", "expires_at"], name="proposal_open")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="nobody_agrees_to_their_own"),
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(decided_at=None), name="one_open_proposal_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
