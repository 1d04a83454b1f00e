"""Facts of the payment ledger. Sent inside the transaction that records them, as `sender=None, fact=…`.

A receiver writes its own rows and asks for jobs; it calls nobody outside. If it raises, nothing is recorded and the
fact comes again.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.dispatch import Signal

from kit.money import Money


@dataclass(frozen=True, slots=True)
class PaymentCaptured:
    """The money is there, all of `amount`. May follow a PaymentFailed of the same payment: late money."""

    payment_id: int
    person_id: uuid.UUID
    subject: str
    amount: Money
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class PaymentFailed:
    """This attempt brought no money. `reason` is failed, cancelled, expired or never_opened."""

    payment_id: int
    person_id: uuid.UUID
    subject: str
    reason: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class PaymentRefunded:
    """`amount` went back. `refund_id` is None when the provider did it without being asked by us."""

    payment_id: int
    person_id: uuid.UUID
    subject: str
    amount: Money
    refund_id: int | None
    at: dt.datetime


payment_captured = Signal()
payment_failed = Signal()
payment_refunded = Signal()
