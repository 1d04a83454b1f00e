"""The living state of recipients: contracts, reviews and what they found, places, sub-recipients, mailboxes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Contract(models.Model):
    """One version of a contract. It counts once a second person has approved it; its paper is known by its hash."""

    recipient = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    document_sha256 = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "version"], name="one_contract_per_version"),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("proposed_by")), name="contract_needs_a_second_person"
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="contract_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} v{self.version}"


class Review(models.Model):
    """An audit of a recipient, or the background review before its first use."""

    class Kind(models.TextChoices):
        AUDIT = "audit", _("Audit")
        BACKGROUND = "background", _("Background review")

    recipient = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    held_on = models.DateField()
    next_due_on = models.DateField()
    passed = models.BooleanField()
    # What the review found them to do: the form every advertising partner answers.
    collects = models.CharField(max_length=300, blank=True)
    keeps_for = models.CharField(max_length=300, blank=True)
    passes_to = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["recipient", "kind", "-held_on"], name="review_newest")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.recipient}"


class Finding(models.Model):
    """Something a review found that the recipient has to mend by a date."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    words = models.CharField(max_length=300)
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.words


class Assessment(models.Model):
    """That a country where data rests was looked at: for a store of ours or a recipient, valid until a date."""

    place = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    held_on = models.DateField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=300)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["place", "-held_on"], name="assessment_newest")]

    def __str__(self) -> str:
        return f"{self.place} in {self.country}"


class SubRecipient(models.Model):
    """A firm a recipient works with on our data, until `ended_on`; one that has left stays on record."""

    recipient = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    country = models.CharField(max_length=2)
    does = models.CharField(max_length=200)
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recipient", "name"],
                condition=models.Q(ended_on=None),
                name="one_sub_recipient_per_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """What an assessment of its country names."""
        return f"firm-{self.pk}"


class Contact(models.Model):
    """The firm's own mailbox for data protection: where demands go."""

    recipient = models.CharField(max_length=40, unique=True)
    mailbox = models.EmailField(max_length=254)

    def __str__(self) -> str:
        return self.recipient
