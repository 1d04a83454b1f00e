"""Reading the ledger. What was paid is derived from its entries, never from a stored status."""

from collections.abc import Collection

from kit.money import Money
from shop.payments.models import AlertKind, Kind, Payment, PaymentAlert, Refund, State
from shop.payments.types import AlertView, PaymentView, RefundView, Standing, Status


def payment(payment_id: int) -> PaymentView:
    """One payment. Raises Payment.DoesNotExist."""
    return _view(Payment.objects.get(pk=payment_id))


def payment_of_attempt(attempt_key: str) -> PaymentView | None:
    """The payment started with this attempt key, if any."""
    row = Payment.objects.filter(attempt_key=attempt_key).first()
    return _view(row) if row else None


def payments_of(subject: str) -> list[PaymentView]:
    """All attempts for a subject, oldest first."""
    return [_view(row) for row in Payment.objects.filter(subject=subject).order_by("pk")]


def refund(refund_id: int) -> RefundView:
    """One refund. Raises Refund.DoesNotExist."""
    return _refund_view(Refund.objects.select_related("payment").get(pk=refund_id))


def refunds_of(subject: str) -> list[RefundView]:
    """All refunds of a subject, oldest first, those on their way included."""
    rows = Refund.objects.filter(payment__subject=subject).select_related("payment").order_by("pk")
    return [_refund_view(row) for row in rows]


def standing(subject: str) -> Standing | None:
    """What was paid and given back for a subject; None when no payment was ever started."""
    return standings([subject]).get(subject)


def standings(subjects: Collection[str]) -> dict[str, Standing]:
    """The standings of many subjects in one query."""
    # Every attempt comes once for each of its entries, or once by itself: entries add up, states are a set.
    rows = Payment.objects.filter(subject__in=subjects).order_by("pk")
    paid: dict[str, int] = {}
    refunded: dict[str, int] = {}
    states: dict[str, set[str]] = {}
    currencies: dict[str, str] = {}
    columns = ("subject", "currency", "state", "entries__kind", "entries__amount")
    for subject, currency, state, kind, amount in rows.values_list(*columns):
        states.setdefault(subject, set()).add(state)
        currencies[subject] = currency
        if kind == Kind.CAPTURED:
            paid[subject] = paid.get(subject, 0) + amount
        elif kind == Kind.REFUNDED:
            refunded[subject] = refunded.get(subject, 0) - amount
    return {
        subject: Standing(
            subject,
            Money(paid.get(subject, 0), currency),
            Money(refunded.get(subject, 0), currency),
            _status(paid.get(subject, 0), refunded.get(subject, 0), states[subject]),
        )
        for subject, currency in currencies.items()
    }


def _status(paid: int, refunded: int, states: set[str]) -> Status:
    if paid and refunded >= paid:
        return Status.REFUNDED
    if paid:
        return Status.PARTLY_REFUNDED if refunded else Status.PAID
    if State.PENDING in states:
        return Status.PENDING
    return Status.FAILED if states == {State.FAILED} else Status.UNPAID


def open_alerts() -> list[AlertView]:
    """Discrepancies nobody has closed yet, newest first."""
    return [_alert_view(row) for row in PaymentAlert.objects.filter(resolved_at=None).order_by("-raised_at", "-pk")]


def _view(row: Payment) -> PaymentView:
    return PaymentView(
        id=row.pk,
        person_id=row.person_id,
        subject=row.subject,
        amount=Money(row.amount, row.currency),
        provider=row.provider,
        provider_ref=row.provider_ref or "",
        state=row.state,
        captured=Money(row.captured, row.currency),
        refunding=Money(row.refunded, row.currency),
        created_at=row.created_at,
    )


def _refund_view(row: Refund) -> RefundView:
    amount = Money(row.amount, row.payment.currency)
    return RefundView(row.pk, row.payment_id, amount, row.state, row.reason, row.requested_at)


def _alert_view(row: PaymentAlert) -> AlertView:
    return AlertView(
        id=row.pk,
        kind=row.kind,
        title=str(AlertKind(row.kind).label),
        provider=row.provider,
        provider_ref=row.provider_ref,
        subject=row.subject,
        told=row.told,
        raised_at=row.raised_at,
    )
