"""What a payment provider is told, and asked: through the gate, under the contract of that very firm.

Nothing else in payments reaches a provider. What is handed over is what the gate has opened, and nothing beside it but
our own name, the address to come back to and keys.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction

from kit.money import Money
from policy.purposes import TAKE_PAYMENT
from policy.recipients import PAYMENT_PROVIDERS
from privacy.sharing.services import Admitted, Clear, admit, refuse_if_shut
from privacy.sharing.types import Refused
from shop.payments.models import Payment, Refund
from shop.payments.providers.installed import provider
from shop.payments.providers.types import Opened, ProviderRefused, ProviderUnavailable, Returned, Snapshot, Wish
from shop.payments.types import PaymentUnavailable, PaymentView

logger = logging.getLogger(__name__)
OF_A_PAYMENT = ("subject", "amount", "currency")


def admit_opening(payment: Payment, language: Clear | None, at: dt.datetime) -> Admitted:
    """Ask the gate whether `payment`, not written yet, may be told its provider. Raises PaymentUnavailable if not.

    A new payment has no grace: the buyer loses nothing by waiting.
    """
    fields = {name: Clear(payment, name) for name in OF_A_PAYMENT}
    try:
        return admit(
            to=PAYMENT_PROVIDERS[payment.provider],
            purpose=TAKE_PAYMENT,
            person_id=payment.person_id,
            fields=fields | ({"language": language} if language else {}),
            at=at,
            reference=payment.subject,
        )
    except Refused as refused:
        raise _unavailable(payment.provider, refused) from None


def open_page(payment: Payment, told: Mapping[str, Any], return_url: str) -> Opened:
    """The provider's page for a payment whose passage is on record. Raises PaymentUnavailable."""
    wish = Wish(
        amount=Money(told["amount"], told["currency"]),
        reference=told["subject"],
        payee=settings.PAYMENT_PAYEE,
        return_url=return_url,
        language=told.get("language", "en"),
        key=f"pay:{payment.attempt_key}",
    )
    with _calm(payment.provider):
        return provider(payment.provider).create(wish)


def give_back(refund: Refund, at: dt.datetime) -> Returned:
    """Tell the provider to give `refund` back; on record once, however often it has to be said.

    A refund belongs to its payment: it passes for the recipient's grace after a lapse. Raises Refused when the gate is
    shut, ProviderUnavailable, ProviderRefused. Not inside a transaction.
    """
    payment = refund.payment
    admitted = admit(
        to=PAYMENT_PROVIDERS[payment.provider],
        purpose=TAKE_PAYMENT,
        person_id=payment.person_id,
        fields={"amount": Clear(refund, "amount"), "currency": Clear(payment, "currency")},
        at=at,
        reference=payment.subject,
        begun_at=payment.created_at,
    )
    with transaction.atomic(durable=True):
        if Refund.objects.filter(pk=refund.pk, told_at=None).update(told_at=at):
            admitted.note()
    amount = Money(admitted.opened["amount"], admitted.opened["currency"])
    return provider(payment.provider).refund(str(payment.provider_ref), amount, f"refund:{refund.key}")


def ask(payment: PaymentView, at: dt.datetime) -> Snapshot:
    """How the provider says `payment` stands, asked by the provider's own name for it. Raises PaymentUnavailable."""
    to = PAYMENT_PROVIDERS[payment.provider]
    try:
        refuse_if_shut(to=to, purpose=TAKE_PAYMENT, begun_at=payment.created_at, at=at)
    except Refused as refused:
        raise _unavailable(payment.provider, refused) from None
    with _calm(payment.provider):
        return provider(payment.provider).retrieve(payment.provider_ref)


@contextmanager
def _calm(name: str) -> Iterator[None]:
    try:
        yield
    except (ProviderUnavailable, ProviderRefused) as error:
        raise _unavailable(name, error) from None


def _unavailable(name: str, error: Exception) -> PaymentUnavailable:
    logger.warning("payment provider %s: %s", name, error)
    return PaymentUnavailable(str(error))
