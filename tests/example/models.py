"""Letters, what hangs on them, bills that law keeps, and visits that become numbers."""

from typing import ClassVar

from django.db import models

from privacy.people.models import AboutPerson
from privacy.vault.fields import SealedDate, SealedDecimal, SealedJSON, SealedModel, SealedText


class Letter(SealedModel):
    """Goes at erasure and after six months; its sender's address after one month."""

    text = SealedText()
    sender = SealedText(null=True)
    written_at = models.DateTimeField(db_index=True)
    answer_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="answers")


class Stamp(models.Model):
    """Hangs on a letter, says nothing about anybody."""

    letter = models.ForeignKey(Letter, models.CASCADE)

    objects: ClassVar[models.Manager["Stamp"]] = models.Manager()


class Bill(SealedModel):
    """Law keeps name and amount for ten years under a key of its own; leans on its letter."""

    number = models.CharField(max_length=20)
    name = SealedText()
    email = SealedText(null=True)
    note = models.CharField(max_length=100, blank=True)
    amount = models.IntegerField()
    issued_on = models.DateField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True)


class Guest(SealedModel):
    """Comes to an evening: sealed values that are no text."""

    born_on = SealedDate(null=True)
    deposit = SealedDecimal(null=True)
    address = SealedJSON(null=True)
    came_at = models.DateTimeField()


class Line(SealedModel):
    """What was said in the chat, by its person or by us; `case` is the reference of the request it belongs to."""

    words = SealedText()
    ours = models.BooleanField(default=False)
    case = models.CharField(max_length=20, blank=True)
    said_at = models.DateTimeField()


class Visit(AboutPerson):
    """Stays as a count, without its path."""

    path = models.CharField(max_length=100)
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Visit"]] = models.Manager()
