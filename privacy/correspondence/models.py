"""Tickets, the letters in them and what was enclosed. Everything that could tell who wrote what rests sealed."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from privacy.correspondence.types import Nature, Status
from privacy.vault.fields import SealedModel, SealedText
from privacy.vault.models import SealedFile


class Ticket(SealedModel):
    """One conversation with one person, from one address of theirs.

    `waiting_since` is the arrival of the oldest letter we have not answered; while it stands, the clock runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    handle_index = models.CharField(max_length=64, blank=True, db_index=True)
    mailbox = models.CharField(max_length=40)
    sort = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Status], default=Status.OPEN)
    language = models.CharField(max_length=10)
    subject = SealedText(null=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    clock = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["status", "waiting_since"], name="ticket_waiting")]

    def __str__(self) -> str:
        return self.reference


class Letter(SealedModel):
    """One mail, in or out. `original` is the mail as it came, until it has been read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="letters")
    ours = models.BooleanField(default=False)
    # Keyed hashes: of sender, message-id and content, so that a mail is stored once; and of the message-id, to thread.
    digest = models.CharField(max_length=64, unique=True)
    message_index = models.CharField(max_length=64, blank=True, db_index=True)
    message_id = SealedText(null=True)
    mailbox = models.CharField(max_length=40)
    handle_index = models.CharField(max_length=64, blank=True)
    nature = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Nature], default=Nature.PERSON)
    language = models.CharField(max_length=10, blank=True)
    subject = SealedText(null=True)
    said = SealedText(null=True)
    text = SealedText(null=True)
    # Which right the rooms above have heard it asks for: they hear it once, however often it is sorted.
    handed = models.CharField(max_length=12, blank=True)
    original = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # Of an answer: when the letter it answers had come, and whether its day was kept.
    asked_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], name="letter_unread", condition=Q(read_at=None)),
            models.Index(fields=["ours", "-at"], name="letter_answers"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Enclosure(SealedModel):
    """A file that came with a letter, sealed on disk."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="enclosures")
    file = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")
    name = SealedText()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.pk)


class Fetched(models.Model):
    """How far a mailbox on another server has been read: the folder's epoch and the last number in it."""

    folder = models.CharField(max_length=100, unique=True)
    epoch = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.epoch}:{self.last}"
