"""Values that cross the door of payments."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.money import Money


class PaymentUnavailable(Exception):
    """The provider did not answer in time: what became of the request is unknown, and it may be tried again."""


class AttemptReused(ValueError):
    """The same attempt key came with another subject, person or amount."""


class AttemptFinished(Exception):
    """The attempt was given up before its page existed, or the provider was changed; it takes a new attempt key."""


class RefundTooLarge(ValueError):
    """More would go back than was captured and is not already on its way back."""


class Reason(models.TextChoices):
    """Why money goes back; a choice, so that nobody writes a name here."""

    WITHDRAWN = "withdrawn", _("The buyer withdrew")
    CANCELLED = "cancelled", _("The order was cancelled")
    DAMAGED = "damaged", _("Damaged or faulty")
    LOST = "lost", _("Lost on the way")
    LATE_MONEY = "late_money", _("The money came when the piece was gone")
    GOODWILL = "goodwill", _("Goodwill")


class Status(StrEnum):
    """How the payments of one subject stand, derived from the ledger's entries."""

    UNPAID = "unpaid"
    PENDING = "pending"
    FAILED = "failed"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Started:
    """A payment was opened: send the buyer to `redirect_url`, the provider's own page."""

    payment_id: int
    redirect_url: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment. `state` is created, open, pending, failed or captured; `refunding` includes what is on its way."""

    id: int
    person_id: uuid.UUID
    subject: str
    amount: Money
    provider: str
    provider_ref: str
    state: str
    captured: Money
    refunding: Money
    created_at: dt.datetime

    @property
    def is_settled(self) -> bool:
        """Whether it is known how the payment ended."""
        return self.state in {"captured", "failed"}


@dataclass(frozen=True, slots=True)
class RefundView:
    """One refund. `state` is requested (on its way), done, or refused by the provider."""

    id: int
    payment_id: int
    amount: Money
    state: str
    reason: str
    requested_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What was paid and given back for one subject; both amounts are zero or more."""

    subject: str
    paid: Money
    refunded: Money
    status: Status

    @property
    def kept(self) -> Money:
        """What the studio holds of it."""
        return self.paid - self.refunded


@dataclass(frozen=True, slots=True)
class AlertView:
    """Something at a provider did not fit what we asked for; a person should look at it."""

    id: int
    kind: str
    title: str
    provider: str
    provider_ref: str
    subject: str
    told: str
    raised_at: dt.datetime
