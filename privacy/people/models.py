"""The person: an opaque identity that every personal row points to."""

import uuid

from django.db import models


class Person(models.Model):
    """A natural person. Holds nothing that tells who it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    erased_at = models.DateTimeField(null=True, blank=True)

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
