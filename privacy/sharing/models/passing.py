"""What passed, to whom, and the messages that wait sealed until they are handed over."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from privacy.people.models import AboutPerson, person_first
from privacy.vault.fields import SealedJSON, SealedModel, SealedText


class Disclosure(AboutPerson):
    """That fields of a person went through the gate, or were refused. Never their content."""

    person = person_first()
    recipient = models.CharField(max_length=40, db_index=True)
    purpose = models.CharField(max_length=40)
    fields = models.JSONField()
    region = models.CharField(max_length=40)
    contract_until = models.CharField(max_length=10)
    # Which version of the contract; 0 is the founding entry, none where it went without a contract of its own.
    contract_version = models.PositiveIntegerField(null=True)
    # The opaque number under which the recipient finds the record: what a demand to erase names.
    reference = models.CharField(max_length=64, blank=True)
    # Why it went although contract or review had lapsed, by the recipient's declared grace.
    grace = models.CharField(max_length=200, blank=True)
    refused = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="disclosure_of_person")]

    def __str__(self) -> str:
        return f"{self.recipient} for {self.purpose}"


class Termination(models.Model):
    """A recipient was dropped: from this instant nothing goes there."""

    recipient = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.recipient


class Message(SealedModel):
    """One message to one person, sealed before it is sent and after. `key` makes the same effect happen once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    handle_index = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=4, default="mail", choices=[("mail", "e-mail"), ("text", "text message")])
    purpose = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    subject = SealedText()
    text = SealedText()
    html = SealedText(null=True)
    # Header lines beyond the usual ones, by name: what a conversation hangs on.
    headers = SealedJSON(null=True)
    attachments = models.JSONField(default=list)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # When it was kept back because the consent it rests on was gone.
    withheld_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    bounce_code = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="message_newest")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def message_id(self) -> str:
        """The name under which mail servers know it, and by which answers and bounces find it again."""
        return f"<{self.pk}@{settings.EMAIL_DOMAIN}>"
