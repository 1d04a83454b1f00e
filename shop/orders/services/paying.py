"""Sending a buyer to the payment page, and learning how it ended."""

import datetime as dt

from kit.failpoints import hit
from privacy.sharing.services import Clear
from shop.orders.models import Order
from shop.orders.services import holding
from shop.payments import queries as payments
from shop.payments import services
from shop.payments.types import AttemptFinished, PaymentUnavailable, PaymentView


def pay(*, order: Order, return_url: str, at: dt.datetime, first: bool = False) -> str:
    """The address of the provider's page for this order, the same until that attempt has ended. Not in a transaction.

    `first`: the order was placed this very moment, its pieces are held afresh and nobody has tried to pay.
    Raises PaymentUnavailable: nothing is lost, the same call may be repeated.
    """
    if not first:
        holding.extend(checkout_id=order.checkout_id, until=at + holding.WHILE_PAYING)
    hit("checkout.before_payment")
    attempts = 0 if first else sum(one.state == "failed" for one in payments.payments_of(order.number))
    for number in (attempts + 1, attempts + 2):
        try:
            started = services.start(
                person_id=order.person_id,
                subject=order.number,
                amount=order.total,
                attempt_key=f"{order.number}:{number}",
                return_url=return_url,
                language=Clear(order, "language"),
                at=at,
            )
        except AttemptFinished:
            continue  # it failed between our look and our call, or is another provider's: the next is a new attempt
        hit("checkout.after_payment_start")
        return started.redirect_url
    raise PaymentUnavailable(order.number)


def learn(*, order: Order, at: dt.datetime) -> PaymentView | None:
    """Ask the provider how the latest attempt stands; None when none was made. Not in a transaction.

    When the provider does not answer, what is known here is returned: it will be asked again by itself.
    """
    attempts = payments.payments_of(order.number)
    if not attempts:
        return None
    captured = [one for one in attempts if one.captured]
    latest = (captured or attempts)[-1]
    if latest.is_settled:
        return latest
    try:
        return services.settle_from_provider(payment_id=latest.id, at=at, known=latest)
    except PaymentUnavailable:
        return latest
