"""The person: an opaque identity that every personal row points to."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Person(models.Model):
    """A natural person. Holds nothing that tells who it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # Of the few who were joined to somebody. With everybody in it SQLite, once it has counted, takes it for useless
        # and reads all people whenever it is asked who is one.
        indexes: ClassVar = [
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged_into")
        ]

    def __str__(self) -> str:
        return str(self.id)


def person_first() -> "models.ForeignKey[Person, Person]":
    """The link of a model with an index or key of its own that begins with the person: no second one is written."""
    return models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)


class AboutPerson(models.Model):
    """Base of every model whose rows are about one person: export and erasure are `WHERE person_id = …`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
