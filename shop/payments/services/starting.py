"""Opening a payment at the provider."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When

from kit.failpoints import hit
from kit.jobs.services import enqueue
from kit.money import Money
from privacy.sharing.services import Admitted, Clear
from shop.payments.models import Payment, State
from shop.payments.schedule import first_poll
from shop.payments.services import telling
from shop.payments.types import AttemptFinished, AttemptReused, Started

SAME = ("person_id", "subject", "amount", "currency")


def start(
    *,
    person_id: uuid.UUID,
    subject: str,
    amount: Money,
    attempt_key: str,
    return_url: str,
    at: dt.datetime,
    language: Clear | None = None,
) -> Started:
    """Open a payment of `amount` for `subject` and answer the provider's page to send the buyer to.

    The same `attempt_key` is the same payment, and one passage of the gate, however often this is called (with the same
    `return_url`). `language` is the declared field that says in which language the page is to be. At most about three
    seconds; not to be called inside a transaction. Raises PaymentUnavailable (nothing is lost: call again with the same
    key), AttemptReused (same key for something else), AttemptFinished (given up, or
    begun at another provider; take a new key).
    """
    wanted = Payment(
        person_id=person_id,
        subject=subject,
        amount=amount.minor,
        currency=amount.currency,
        provider=settings.PAYMENT_PROVIDER,
        attempt_key=attempt_key,
        created_at=at,
    )
    admitted = telling.admit_opening(wanted, language, at)
    payment = _remember(wanted, admitted, at)
    if payment.provider != wanted.provider:
        raise AttemptFinished(
            attempt_key
        )  # made before the provider was changed: the gate was asked about another firm
    if payment.redirect_url:
        return Started(payment.pk, payment.redirect_url)
    if payment.state != State.CREATED:
        raise AttemptFinished(attempt_key)
    hit("payment.before_create")
    opened = telling.open_page(payment, admitted.opened, return_url)
    hit("payment.after_create")
    # Somebody else may have brought the same answer, or the payment may have gone on already: then nothing is changed.
    Payment.objects.filter(pk=payment.pk, provider_ref=None).update(
        provider_ref=opened.ref,
        redirect_url=opened.redirect_url,
        state=Case(When(state=State.CREATED, then=Value(State.OPEN)), default=F("state")),
    )
    return Started(payment.pk, opened.redirect_url)


def _remember(wanted: Payment, admitted: Admitted, at: dt.datetime) -> Payment:
    try:
        return _written(wanted, admitted, at)
    except IntegrityError:
        known = Payment.objects.filter(attempt_key=wanted.attempt_key).first()
        if known is None:
            raise  # otherwise it is the same attempt, made and on record before
    if any(getattr(known, name) != getattr(wanted, name) for name in SAME):
        raise AttemptReused(wanted.attempt_key)
    return known


def _written(payment: Payment, admitted: Admitted, at: dt.datetime) -> Payment:
    """The attempt, the record of its passage and the first poll: all of it before anything leaves, or nothing."""
    with transaction.atomic(durable=True):
        payment.save(force_insert=True)
        admitted.note()
        poll = first_poll(payment.pk, at)
        enqueue("payments.poll", args=poll.args, key=poll.key, at=at, run_at=poll.run_at)
    return payment
