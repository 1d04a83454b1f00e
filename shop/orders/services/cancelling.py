"""Cancelling an order before it leaves the studio."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from kit.jobs.services import enqueue
from shop.orders.models import Checkout, EventKind, Order
from shop.orders.services import holding, journal
from shop.orders.services.refund import refund
from shop.orders.types import NotPossible, RefundWish
from shop.payments import queries as payments
from shop.payments.types import Status


def cancel(*, order_id: int, by: str, at: dt.datetime) -> None:
    """Cancel an order that has not been sent; what was paid goes back, the pieces go back to stock.

    `by` is "person", "system" or a staff account's id. Raises NotPossible when it has left, was cancelled, or its
    payment is being checked.
    """
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        if journal.has(order, EventKind.SHIPPED, EventKind.DELIVERED, EventKind.CANCELLED):
            raise NotPossible(_("it has left the studio, or is cancelled already"))
        standing = payments.standing(order.number)
        if standing is not None and standing.status == Status.PENDING:
            raise NotPossible(_("its payment is being checked"))
        text = "person" if by == "person" else "staff"
        if journal.has(order, EventKind.PAID):
            left = {line.pk: line.quantity for line in order.lines.all()}
            refund(
                order_id=order.pk, wish=RefundWish(left, delivery=True), by=by, reason="cancelled", restock=True, at=at
            )
        else:
            Checkout.objects.filter(pk=order.checkout_id).update(closed_at=at)
            holding.release(checkout_id=order.checkout_id)
        journal.enter(order=order, kind=EventKind.CANCELLED, by=by, text=text, at=at)
        enqueue("orders.mail_cancelled", args={"order": order.pk}, key=f"orders.mail_cancelled:{order.number}", at=at)


def lapse(*, before: dt.datetime, at: dt.datetime) -> int:
    """Cancel orders placed before an instant whose money never came and is not on its way. Answers how many."""
    ended = (EventKind.PAID, EventKind.CANCELLED)
    waiting = Order.objects.filter(placed_at__lt=before).exclude(events__kind__in=ended)
    count = 0
    for order in waiting.order_by("pk")[:500]:
        standing = payments.standing(order.number)
        if standing is not None and standing.status not in {Status.UNPAID, Status.FAILED}:
            continue
        with transaction.atomic():
            holding.release(checkout_id=order.checkout_id)
            Checkout.objects.filter(pk=order.checkout_id).update(closed_at=at)
            count += bool(journal.enter(order=order, kind=EventKind.CANCELLED, by="system", text="unpaid", at=at))
    return count
