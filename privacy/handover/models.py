"""Transfers of the business with who was told and who objected; cases of publication with what was covered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.people.models import AboutPerson
from privacy.vault.models import SealedFile


class Transfer(models.Model):
    """The studio, or a part of it, goes to a receiver who keeps this policy: checked, told, waited, sealed, gone."""

    reference = models.CharField(max_length=20, unique=True)
    receiver = models.CharField(max_length=100)
    country = models.CharField(max_length=2)
    mailbox = models.EmailField(max_length=254)
    public_key = models.CharField(max_length=64)  # X25519, hex
    purposes = models.JSONField()
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    telling_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    objections_until = models.DateField(null=True)
    sealing_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    gone_at = models.DateTimeField(null=True)
    gone_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.reference


class Answer(models.Model):
    """One item of due diligence, answered by the post it belongs to."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="answers", db_index=False)
    question = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    role = models.CharField(max_length=40)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["transfer", "question"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return self.question


class Told(AboutPerson):
    """That a person is written to about a transfer, by which way; `told_at` and their last day once it has left."""

    class Way(models.TextChoices):
        NONE = "", _("nothing reaches them but a letter")
        MAIL = "mail", _("e-mail")
        TEXT = "text", _("text message")
        LETTER = "letter", _("letter")

    transfer = models.ForeignKey(Transfer, models.CASCADE, db_index=False)
    at = models.DateTimeField()
    way = models.CharField(_("by which way"), max_length=6, blank=True, default=Way.MAIL, choices=Way)
    told_at = models.DateTimeField(_("told at"), null=True)
    until = models.DateField(_("last day to object"), null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["transfer", "person"], name="told_of_transfer_once")]


class Objection(AboutPerson):
    """That a person does not go along: they are left out."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["transfer", "person"], name="objected_once")]


class Publication(AboutPerson):
    """A demand to publish something about a person: weighed by two people, then covered but for what was ordered."""

    class Ground(models.TextChoices):
        LAW = "law", _("a law")
        COURT = "court", _("a court or authority")
        OWN_RIGHTS = "own-rights", _("our own lawful rights")

    reference = models.CharField(max_length=20, unique=True)
    ground = models.CharField(max_length=12, choices=Ground)
    authority = models.CharField(max_length=100)
    order_number = models.CharField(max_length=60)
    ordered = models.JSONField()
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    necessity_words = models.CharField(max_length=500, blank=True)
    necessity_by = models.CharField(max_length=64, blank=True)
    necessity_at = models.DateTimeField(null=True)
    legality_words = models.CharField(max_length=500, blank=True)
    legality_by = models.CharField(max_length=64, blank=True)
    legality_at = models.DateTimeField(null=True)
    # Of the covered items as they were when they were weighed: nothing else can be packed.
    weighed_sha256 = models.CharField(max_length=64, blank=True)
    refused_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True)
    package = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(necessity_by="") | Q(legality_by="") | ~Q(necessity_by=F("legality_by")),
                name="weighed_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(packed_at=None) | (~Q(necessity_by="") & ~Q(legality_by="")), name="packed_after_weighing"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Exhibit(AboutPerson):
    """One thing ordered, covered but for what was ordered: the result alone, never what it was made of."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="exhibits", db_index=False)
    item = models.CharField(max_length=100)
    file = models.ForeignKey(SealedFile, models.CASCADE, related_name="+")
    covered = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    # Of a picture, in pixels.
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["publication", "item"], name="one_exhibit_an_item")]
