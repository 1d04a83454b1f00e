"""What recognises a person: an e-mail address or a phone number."""

from typing import ClassVar

from django.db import models

from privacy.people.models import person_first
from privacy.vault.fields import SealedModel, SealedText


class Handle(SealedModel):
    """One address of one person. Found by a keyed hash, readable under the person's key alone.

    Several persons may bear the same handle (a guest twice); `proved_at` says when control over it was shown.
    """

    person = person_first()
    kind = models.CharField(max_length=10, choices=[("email", "e-mail"), ("phone", "phone")])
    index = models.CharField(max_length=64, db_index=True)
    value = SealedText()
    created_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "index"], name="one_handle_per_person_and_value")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.index[:8]}"
