"""Invoices and credit notes: gapless numbers, frozen content, kept as long as tax law wants."""

from django.db import models

from privacy.vault.fields import SealedJSON, SealedModel


class Series(models.Model):
    """The last number given in a series of documents. Whoever moves it on has, in that transaction, used it."""

    name = models.CharField(max_length=12, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class InvoiceKind(models.TextChoices):
    """What the document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit"


class Invoice(SealedModel):
    """A document as it was issued. `content` is all that stands on it; `key` names its cause: issued once.

    `order_number` is no foreign key: the invoice outlives the order's own record.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=InvoiceKind)
    key = models.CharField(max_length=80, unique=True)
    order_number = models.CharField(max_length=16, db_index=True)
    issued_at = models.DateTimeField()
    content = SealedJSON()
    # How many characters of it stand by their number, because no font has them: the desk is told.
    undrawn = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.number
