"""Raising what a person should look at, and closing it."""

import datetime as dt

from shop.payments.models import AlertKind, Payment, PaymentAlert, Refund


def raise_alert(*, kind: AlertKind, payment: Payment, at: dt.datetime, told: str = "") -> None:
    """Note a discrepancy about our own payment, once per finding."""
    raise_about(
        kind=kind,
        provider=payment.provider,
        ref=payment.provider_ref or f"payment-{payment.pk}",
        subject=payment.subject,
        at=at,
        told=told,
    )


def raise_about(*, kind: AlertKind, provider: str, ref: str, subject: str, at: dt.datetime, told: str = "") -> None:
    """Note a discrepancy about whatever the provider calls `ref`, once per finding."""
    alert = PaymentAlert(
        kind=kind,
        provider=provider,
        provider_ref=_legible(ref)[:100],
        subject=_legible(subject)[:64],
        told=_legible(told)[:64],
        raised_at=at,
    )
    PaymentAlert.objects.bulk_create([alert], ignore_conflicts=True)


def raise_waiting(*, refund: Refund, why: str, at: dt.datetime) -> None:
    """Note that promised money waits, and why: once a reason."""
    payment = refund.payment
    kind, ref = AlertKind.REFUND_WAITS, _waiting(refund.pk)
    raise_about(kind=kind, provider=payment.provider, ref=ref, subject=payment.subject, at=at, told=why)


def lift_waiting(*, provider: str, refund_id: int, at: dt.datetime) -> None:
    """Close what was noted of a refund that waits no longer."""
    kind, ref = AlertKind.REFUND_WAITS, _waiting(refund_id)
    raised = PaymentAlert.objects.filter(provider=provider, provider_ref=ref, kind=kind)
    raised.filter(resolved_at=None).update(resolved_at=at, resolved_by="system")


def _waiting(refund_id: int) -> str:
    return f"refund-{refund_id}"


def _legible(told: str) -> str:
    """What a provider says may hold what no database writes down: PostgreSQL refuses NUL, both refuse lone halves."""
    return told.replace("\x00", "\\x00").encode(errors="backslashreplace").decode()


def resolve_alert(*, alert_id: int, by: str, at: dt.datetime) -> bool:
    """Close an alert; `by` is the staff account's id. False when it was closed before or never existed."""
    opened = PaymentAlert.objects.filter(pk=alert_id, resolved_at=None)
    return bool(opened.update(resolved_at=at, resolved_by=by))
