"""That a recipient has to be told of a correction."""

from typing import ClassVar

from django.db import models

from privacy.people.models import AboutPerson, person_first


class Correction(AboutPerson):
    """One corrected field one recipient has received. The right value is read when it is sent, never copied here."""

    person = person_first()
    recipient = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    record = models.CharField(max_length=64)
    # Under which opaque number the recipient finds the record.
    reference = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "recipient", "reference", "place", "record", "made_at"],
                name="one_note_per_correction",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} for {self.recipient}"
