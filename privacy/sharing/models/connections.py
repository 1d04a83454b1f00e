"""Which social networks a person has let us speak with."""

from typing import ClassVar

from django.db import models

from privacy.people.models import AboutPerson, person_first


class Connection(AboutPerson):
    """That a person went to a network after reading what goes where; `reference` is what the network knows it by."""

    person = person_first()
    network = models.CharField(max_length=40)
    reference = models.CharField(max_length=20, unique=True)
    scopes = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "network"], name="one_connection_a_network")]

    def __str__(self) -> str:
        return self.reference
