"""Openings on record."""

from django.db import models

from privacy.people.models import AboutPerson


class Opening(AboutPerson):
    """That somebody read sealed fields of a person: who, for what, which fields. Never their content."""

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
