"""One ledger of payments for whatever is sold: a piece, a seat, a course, a deposit, an instalment."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.people.models import AboutPerson
from shop.payments.types import Reason


class State(models.TextChoices):
    """Where a payment stands; it moves down this list only, but money that comes late still counts."""

    CREATED = "created"
    OPEN = "open"
    PENDING = "pending"
    FAILED = "failed"
    CAPTURED = "captured"


class Payment(AboutPerson):
    """One attempt to pay for `subject`. Amounts are minor units; `refunded` counts refunds on their way as well."""

    subject = models.CharField(max_length=64, db_index=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=100, null=True)  # NULL until the provider has answered
    attempt_key = models.CharField(max_length=80, unique=True)
    redirect_url = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CREATED)
    captured = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_ref"], name="payment_provider_ref"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(condition=Q(captured=0) | Q(captured=F("amount")), name="payment_captured_whole"),
            models.CheckConstraint(condition=Q(captured=0) | Q(state=State.CAPTURED), name="payment_captured_state"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("captured")), name="payment_refunded_of_captured"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.amount} {self.currency} ({self.state})"


class Kind(models.TextChoices):
    """What an entry records."""

    CAPTURED = "captured"
    REFUNDED = "refunded"
    FAILED = "failed"


class PaymentEntry(AboutPerson):
    """A fact of the ledger, never changed. `fact` names it at the provider, so that it is entered once."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    fact = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "fact"], name="payment_entry_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.CAPTURED, amount__gt=0)
                | Q(kind=Kind.REFUNDED, amount__lt=0)
                | Q(kind=Kind.FAILED, amount=0),
                name="payment_entry_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"

    def save(
        self,
        *,
        force_insert: bool | tuple[Any, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert; an entry is never changed."""
        if not self._state.adding:
            raise TypeError("a payment entry is never changed: enter another one")
        super().save(force_insert=True, using=using)


class RefundState(models.TextChoices):
    """Where a refund stands."""

    REQUESTED = "requested"
    DONE = "done"
    REFUSED = "refused"


class Refund(AboutPerson):
    """Money that was promised back; `by` is a staff account's id or the rule that decided."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=80, unique=True)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=RefundState, default=RefundState.REQUESTED)
    provider_ref = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=20, choices=Reason)
    by = models.CharField(max_length=64)
    requested_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # when the provider was first told, or was to be
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount")]

    def __str__(self) -> str:
        return f"{self.amount} back ({self.state})"


class Outcome(models.TextChoices):
    """What became of a provider's genuine message."""

    ACCEPTED = "accepted"
    UNKNOWN_PAYMENT = "unknown_payment"
    WRONG = "wrong"


class ProviderEvent(models.Model):
    """The inbox: each genuine message once, as a hash."""

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    body_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20, choices=Outcome)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.kind} ({self.outcome})"


class AlertKind(models.TextChoices):
    """What does not fit."""

    UNKNOWN_PAYMENT = "unknown_payment", _("A message about a payment we never started")
    AMOUNT = "amount", _("Another amount than asked for")
    CURRENCY = "currency", _("Another currency than asked for")
    PAYEE = "payee", _("Money for another payee")
    REFERENCE = "reference", _("Another order than asked for")
    CAPTURED = "captured", _("Not the whole amount was taken")
    REFUND_REFUSED = "refund_refused", _("The provider refused a refund")
    REFUND_UNASKED = "refund_unasked", _("A refund we did not ask for")
    REFUND_WAITS = "refund_waits", _("A refund waits: its provider may not be told")
    UNSETTLED = "unsettled", _("Still unknown after many days")


class PaymentAlert(models.Model):
    """A discrepancy with a provider that a person should look at; raised once per finding."""

    kind = models.CharField(max_length=20, choices=AlertKind)
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=100)
    subject = models.CharField(max_length=64, blank=True)
    told = models.CharField(max_length=64, blank=True)
    raised_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_ref", "kind", "told"], name="payment_alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_ref}"
