"""Opening a payment at the provider."""

import datetime as dt
import logging
import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When

from kit.failpoints import hit
from kit.jobs.services import enqueue
from kit.money import Money
from shop.payments.models import Payment, State
from shop.payments.providers.installed import provider
from shop.payments.providers.types import Opened, ProviderRefused, ProviderUnavailable, Wish
from shop.payments.schedule import first_poll
from shop.payments.types import AttemptFinished, AttemptReused, PaymentUnavailable, Started

logger = logging.getLogger(__name__)


def start(
    *,
    person_id: uuid.UUID,
    subject: str,
    amount: Money,
    attempt_key: str,
    return_url: str,
    at: dt.datetime,
    language: str = "en",
) -> Started:
    """Open a payment of `amount` for `subject` and answer the provider's page to send the buyer to.

    The same `attempt_key` is the same payment however often this is called (with the same `return_url`). At most
    about three seconds; not to be called inside a transaction. Raises PaymentUnavailable (nothing is lost: call again
    with the same key), AttemptReused (same key for something else), AttemptFinished (given up; take a new key).
    """
    payment = _remember(person_id, subject, amount, attempt_key, at)
    if payment.redirect_url:
        return Started(payment.pk, payment.redirect_url)
    if payment.state != State.CREATED:
        raise AttemptFinished(attempt_key)
    hit("payment.before_create")
    key = f"pay:{attempt_key}"
    opened = _open(payment.provider, Wish(amount, subject, settings.PAYMENT_PAYEE, return_url, language, key))
    hit("payment.after_create")
    # Somebody else may have brought the same answer, or the payment may have gone on already: then nothing is changed.
    Payment.objects.filter(pk=payment.pk, provider_ref=None).update(
        provider_ref=opened.ref,
        redirect_url=opened.redirect_url,
        state=Case(When(state=State.CREATED, then=Value(State.OPEN)), default=F("state")),
    )
    return Started(payment.pk, opened.redirect_url)


def _remember(person_id: uuid.UUID, subject: str, amount: Money, attempt_key: str, at: dt.datetime) -> Payment:
    wanted = Payment(
        person_id=person_id,
        subject=subject,
        amount=amount.minor,
        currency=amount.currency,
        provider=settings.PAYMENT_PROVIDER,
        attempt_key=attempt_key,
        created_at=at,
    )
    try:
        payment = _written(wanted, at)
    except IntegrityError:
        known = Payment.objects.filter(attempt_key=attempt_key).first()
        if known is None:
            raise  # otherwise it is the same attempt, made before
        payment = known
    asked = (person_id, subject, amount)
    if (payment.person_id, payment.subject, Money(payment.amount, payment.currency)) != asked:
        raise AttemptReused(attempt_key)
    return payment


def _written(payment: Payment, at: dt.datetime) -> Payment:
    with transaction.atomic(durable=True):
        payment.save(force_insert=True)
        poll = first_poll(payment.pk, at)
        enqueue("payments.poll", args=poll.args, key=poll.key, at=at, run_at=poll.run_at)
    return payment


def _open(name: str, wish: Wish) -> Opened:
    try:
        return provider(name).create(wish)
    except (ProviderUnavailable, ProviderRefused) as error:
        logger.warning("payment provider %s: %s", name, error)
        raise PaymentUnavailable(str(error)) from None
