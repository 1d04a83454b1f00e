"""Bringing a payment to what the provider knows of it: by re-reading there, and only forward."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from kit.failpoints import hit
from kit.money import Money
from shop.payments import queries
from shop.payments.models import AlertKind, Kind, Payment, PaymentEntry, Refund, RefundState, State
from shop.payments.providers.types import Returned, Snapshot, Truth
from shop.payments.services.alerts import lift_waiting, raise_alert
from shop.payments.services.comparing import fits
from shop.payments.services.telling import ask
from shop.payments.signals import (
    PaymentCaptured,
    PaymentFailed,
    PaymentRefunded,
    payment_captured,
    payment_failed,
    payment_refunded,
)
from shop.payments.types import PaymentView


def settle_from_provider(*, payment_id: int, at: dt.datetime, known: PaymentView | None = None) -> PaymentView:
    """Re-read the payment at its provider and record what is new, each fact once; answers how it stands.

    Call it when the buyer returns, or whenever it should be known. At most about three seconds; not inside a
    transaction. `known` is the payment if the caller has just read it. Raises PaymentUnavailable: how it stands is
    unknown, and will be asked again by itself.
    """
    payment = known or queries.payment(payment_id)
    if payment.provider_ref:
        snapshot = ask(payment, at)
        hit("settle.after_read")
        _record(payment_id, snapshot, at)
        hit("settle.after_commit")
    return queries.payment(payment_id)


def _record(payment_id: int, snapshot: Snapshot, at: dt.datetime) -> None:
    with transaction.atomic(durable=True):
        payment = Payment.objects.select_for_update().get(pk=payment_id)
        if snapshot.claims.ref != payment.provider_ref or not fits(payment, snapshot.claims, at):
            return
        match snapshot.truth:
            case Truth.CAPTURED:
                _capture(payment, snapshot.captured, at)
            case Truth.FAILED:
                fail(payment, snapshot.failure, at)
            case Truth.PENDING:
                Payment.objects.filter(pk=payment_id, state=State.OPEN).update(state=State.PENDING)
        hit("settle.after_entry")
        for returned in snapshot.refunds:
            record_refund(payment, returned, at)


def _capture(payment: Payment, captured: Money, at: dt.datetime) -> None:
    if captured.minor != payment.amount:
        raise_alert(kind=AlertKind.CAPTURED, payment=payment, at=at, told=str(captured.minor))
        return
    fresh = Payment.objects.filter(pk=payment.pk, captured=0)
    if fresh.update(captured=F("amount"), state=State.CAPTURED):
        _enter(payment, Kind.CAPTURED, payment.amount, "captured", at)
        fact = PaymentCaptured(payment.pk, payment.person_id, payment.subject, captured, at)
        payment_captured.send(sender=None, fact=fact)


def fail(payment: Payment, reason: str, at: dt.datetime) -> None:
    """Record, once, that the attempt brought no money; does nothing to a payment that did. In a transaction."""
    unsettled = Payment.objects.filter(pk=payment.pk, state__in=(State.CREATED, State.OPEN, State.PENDING))
    if unsettled.update(state=State.FAILED):
        _enter(payment, Kind.FAILED, 0, "failed", at)
        fact = PaymentFailed(payment.pk, payment.person_id, payment.subject, reason, at)
        payment_failed.send(sender=None, fact=fact)


def record_refund(payment: Payment, returned: Returned, at: dt.datetime) -> None:
    """Record, once, that money went back, asked for by us or not. In a transaction, the payment locked."""
    name = f"refund:{returned.id}"
    if PaymentEntry.objects.filter(payment=payment, fact=name).exists():
        return
    asked = Refund.objects.filter(payment=payment, key=returned.key.removeprefix("refund:"))
    if asked.filter(state=RefundState.REQUESTED).update(
        state=RefundState.DONE, provider_ref=returned.id, settled_at=at
    ):
        refund_id = asked.values_list("pk", flat=True).get()
        lift_waiting(provider=payment.provider, refund_id=refund_id, at=at)
    elif _count_unasked(payment, returned, at):
        refund_id = None
    else:
        return  # our own requests fill the room; the provider will refuse one of them, and then this is read again
    _enter(payment, Kind.REFUNDED, -returned.amount.minor, name, at)
    fact = PaymentRefunded(payment.pk, payment.person_id, payment.subject, returned.amount, refund_id, at)
    payment_refunded.send(sender=None, fact=fact)


def _count_unasked(payment: Payment, returned: Returned, at: dt.datetime) -> bool:
    raise_alert(kind=AlertKind.REFUND_UNASKED, payment=payment, at=at, told=returned.id)
    room = Payment.objects.filter(pk=payment.pk, refunded__lte=F("captured") - returned.amount.minor)
    return bool(room.update(refunded=F("refunded") + returned.amount.minor))


def _enter(payment: Payment, kind: Kind, amount: int, fact: str, at: dt.datetime) -> None:
    PaymentEntry.objects.create(
        person_id=payment.person_id,
        payment=payment,
        kind=kind,
        amount=amount,
        currency=payment.currency,
        fact=fact,
        entered_at=at,
    )
