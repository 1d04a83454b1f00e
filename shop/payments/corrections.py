"""What was paid stays in the books as it was paid."""

from django.utils.translation import gettext_lazy as _

from privacy.rights.registry import leave

BOOKS = _(
    "It stands in the books as it was paid, by law. A mistake is set right by another entry: money back, or more."
)
leave(dict.fromkeys(("payments.Payment", "payments.PaymentEntry", "payments.Refund"), BOOKS))
