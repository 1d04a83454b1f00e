"""Consent as a sequence of answers, each bound to what was shown."""

from django.db import models

from privacy.people.models import AboutPerson, person_first


class ConsentEvent(AboutPerson):
    """One answer of one person to one purpose. The newest answer counts."""

    person = person_first()
    purpose = models.CharField(max_length=40)
    granted = models.BooleanField()
    at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    notice_version = models.CharField(max_length=20)
    surface = models.CharField(max_length=40)
    method = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.granted else 'no'}"

    @property
    def kind(self) -> str:
        """What the ledger calls it."""
        return "consent.given" if self.granted else "consent.refused"
