"""Taking a provider's message: proved, stored once, and nothing believed but that it is time to re-read."""

import datetime as dt
import hashlib
from collections.abc import Mapping

from django.db import transaction

from kit.failpoints import hit
from kit.jobs.services import enqueue
from shop.payments.models import AlertKind, Outcome, Payment, ProviderEvent
from shop.payments.providers.installed import provider
from shop.payments.providers.types import Message
from shop.payments.services.alerts import raise_about
from shop.payments.services.comparing import fits


def receive(*, name: str, body: bytes, headers: Mapping[str, str], at: dt.datetime) -> None:
    """Store a provider's genuine message and ask for a re-read, in one transaction; a repetition does nothing.

    A genuine message about an unknown payment, or about other money than ours, only raises an alert. Raises Forged,
    and changes nothing, when origin or age is not proved.
    """
    message = provider(name).parse_webhook(body, headers, at)
    hit("webhook.before_insert")
    with transaction.atomic():
        payment = Payment.objects.filter(provider=name, provider_ref=message.claims.ref).first()
        event, is_new = ProviderEvent.objects.get_or_create(
            provider=name,
            event_id=message.event_id,
            defaults={
                "kind": message.kind,
                "body_sha256": hashlib.sha256(body).hexdigest(),
                "outcome": _judge(name, message, payment, at),
                "received_at": at,
            },
        )
        hit("webhook.after_insert")
        if is_new and payment and event.outcome == Outcome.ACCEPTED:
            key = f"payments.settle:event:{event.pk}"
            enqueue("payments.settle", args={"payment_id": payment.pk}, key=key, at=at)
    hit("webhook.after_commit")


def _judge(name: str, message: Message, payment: Payment | None, at: dt.datetime) -> Outcome:
    if payment is None:
        claims = message.claims
        raise_about(kind=AlertKind.UNKNOWN_PAYMENT, provider=name, ref=claims.ref, subject=claims.reference, at=at)
        return Outcome.UNKNOWN_PAYMENT
    return Outcome.ACCEPTED if fits(payment, message.claims, at) else Outcome.WRONG
