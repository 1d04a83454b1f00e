"""Giving money back: promised in our transaction, told to the provider after it, entered when it happened."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from kit.failpoints import hit
from kit.jobs.services import enqueue
from kit.money import CurrencyMismatch, Money
from privacy.sharing.types import Refused
from shop.payments import queries
from shop.payments.models import AlertKind, Payment, Refund, RefundState
from shop.payments.providers.types import ProviderRefused, ProviderUnavailable
from shop.payments.services.alerts import lift_waiting, raise_alert, raise_waiting
from shop.payments.services.settling import record_refund
from shop.payments.services.telling import give_back
from shop.payments.types import AttemptReused, PaymentUnavailable, Reason, RefundTooLarge, RefundView


def refund(*, payment_id: int, amount: Money, key: str, by: str, reason: str, at: dt.datetime) -> RefundView:
    """Promise `amount` back, once per `key`; a job asks the provider after the caller's transaction commits.

    `by` is a staff account's id or the rule that decided, `reason` one of `models.Reason`: withdrawn, cancelled,
    damaged, lost, late_money, goodwill. Raises RefundTooLarge, CurrencyMismatch, AttemptReused (same key, other
    refund), ValueError (unknown reason).
    """
    with transaction.atomic():
        if known := Refund.objects.filter(key=key).first():
            if (known.payment_id, known.amount) != (payment_id, amount.minor):
                raise AttemptReused(key)
            return queries.refund(known.pk)
        payment = Payment.objects.get(pk=payment_id)
        _promise(payment, amount)
        hit("refund.after_promise")
        row = Refund.objects.create(
            person_id=payment.person_id,
            payment=payment,
            key=key,
            amount=amount.minor,
            reason=Reason(reason),
            by=by,
            requested_at=at,
        )
        enqueue("payments.refund", args={"refund_id": row.pk}, key=f"payments.refund:{row.pk}", at=at)
    return queries.refund(row.pk)


def _promise(payment: Payment, amount: Money) -> None:
    if amount.currency != payment.currency:
        raise CurrencyMismatch(f"{amount.currency} and {payment.currency}")
    if amount.minor <= 0:
        raise RefundTooLarge("a refund is more than nothing")
    # One statement decides; reading first and writing then would let two refunds share the same room.
    room = Payment.objects.filter(pk=payment.pk, refunded__lte=F("captured") - amount.minor)
    if not room.update(refunded=F("refunded") + amount.minor):
        raise RefundTooLarge(f"{amount} is more than is left of {payment}")


def carry_out(*, refund_id: int, at: dt.datetime) -> None:
    """Ask the provider for a promised refund; repeating it changes nothing. Not inside a transaction.

    Raises PaymentUnavailable when it is unknown whether it was done, Refused when the gate is shut: nothing is lost,
    and staff see what waits and why until it has passed.
    """
    row = Refund.objects.select_related("payment").get(pk=refund_id)
    if row.state != RefundState.REQUESTED or not row.payment.provider_ref:
        return
    payment = row.payment
    try:
        returned = give_back(row, at)
    except Refused as shut:
        raise_waiting(refund=row, why=str(shut).partition(": ")[2], at=at)  # the firm is named first
        raise
    except ProviderUnavailable as error:
        raise PaymentUnavailable(str(error)) from None
    except ProviderRefused as refused:
        _release(row, payment, str(refused), at)
        return
    hit("refund.after_provider")
    with transaction.atomic(durable=True):
        record_refund(Payment.objects.select_for_update().get(pk=payment.pk), returned, at)


def _release(row: Refund, payment: Payment, code: str, at: dt.datetime) -> None:
    with transaction.atomic(durable=True):
        asked = Refund.objects.filter(pk=row.pk, state=RefundState.REQUESTED)
        if asked.update(state=RefundState.REFUSED, settled_at=at):
            Payment.objects.filter(pk=payment.pk).update(refunded=F("refunded") - row.amount)
            lift_waiting(provider=payment.provider, refund_id=row.pk, at=at)
            raise_alert(kind=AlertKind.REFUND_REFUSED, payment=payment, at=at, told=f"{row.key[:40]} {code}")
            enqueue("payments.settle", args={"payment_id": payment.pk}, key=f"payments.settle:refused:{row.pk}", at=at)
