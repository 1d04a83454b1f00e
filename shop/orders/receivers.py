"""What orders do when payments, or sign-ins, tell something."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from kit import clock
from privacy.children import registry as children
from privacy.rights.registry import register_blocker
from shop.orders import queries, visitor
from shop.orders.models import Order
from shop.orders.services import cart, checkout, money
from shop.payments.signals import PaymentCaptured, PaymentRefunded, payment_captured, payment_refunded


@receiver(user_logged_in)
def bring_cart_along(sender: object, request: HttpRequest, user: Any, **_rest: object) -> None:
    """A visitor's server cart and open checkout become the account's at sign-in."""
    session: Any = getattr(request, "session", {})
    guest = session.pop(visitor.GUEST, None)
    if guest:
        cart.move(source=uuid.UUID(guest), into=user.person_id, at=clock.now())
    if begun := session.get(visitor.CHECKOUT):
        checkout.adopt(checkout_id=uuid.UUID(begun), person_id=user.person_id)


@receiver(payment_captured)
def money_came(sender: object, fact: PaymentCaptured, **_rest: object) -> None:
    """An order's money is there."""
    money.captured(number=fact.subject, payment_id=fact.payment_id, amount=fact.amount, at=fact.at)


@receiver(payment_refunded)
def money_went_back(sender: object, fact: PaymentRefunded, **_rest: object) -> None:
    """An order's money went back."""
    money.refunded(
        number=fact.subject, refund_id=fact.refund_id, payment_id=fact.payment_id, amount=fact.amount, at=fact.at
    )


@register_blocker
def orders_under_way(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> list[str]:
    """Why a deletion has to wait: an order that is paid and not delivered, or money on its way back."""
    return [f"{one.reference} · {one.reason}" for one in queries.outstanding(person_ids, at)]


@children.register_number
def owner_of_order(number: str) -> uuid.UUID | None:
    """Whose order this is, for a guardian who knows its number alone."""
    return Order.objects.filter(number=number).values_list("person_id", flat=True).first()
