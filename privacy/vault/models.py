"""Where keys and sealed things lie. The key models live in a database of their own."""

import uuid
from typing import ClassVar

from django.db import models

from privacy.people.models import Person
from privacy.vault.fields import SealedModel, SealedText


class DataKey(models.Model):
    """The key of one person's data of one retention class, wrapped by the master key. Deleting it erases that data."""

    person_id = models.UUIDField()
    retention_class = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    locked = models.BooleanField(default=False)
    retiring_since = models.DateTimeField(null=True)  # no row left under it: goes at a later sweep unless used again
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person_id", "retention_class"], name="one_key_per_person_and_class")
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"


class ApplicationKey(models.Model):
    """A key of the site itself (handle index, sessions), wrapped by the master key."""

    name = models.CharField(max_length=40, unique=True)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Tombstone(models.Model):
    """A person who was erased. Lies beside the keys, so that no restored backup can forget it."""

    person_id = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class Effect(models.Model):
    """Something that left the house. Lies beside the keys: a restored database does not bring it about once more."""

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name[:12]


class KeystoreMark(models.Model):
    """Which key store this database was written with: another one, or none, is refused loudly."""

    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.fingerprint[:12]


class SealedSession(models.Model):
    """A visitor's session, readable with that visitor's cookie alone: even its name here is a keyed hash."""

    name = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name[:12]


class SealedFile(SealedModel):
    """A file sealed on disk under a person's key. `path` is random and relative to the media root."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.CharField(max_length=100, unique=True)
    name = SealedText()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=40)
    retention_class = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
