"""What the studio does with a paid order: packing, sending, delivered."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from kit.jobs.services import enqueue
from shop.orders.models import EventKind, Order
from shop.orders.services import consigning, journal
from shop.orders.types import NotPossible

LONGEST_TRACKING = 120


def pack(*, order_id: int, by: str, at: dt.datetime) -> None:
    """The order is being packed. `by` is a staff account's id. Raises NotPossible unless it is paid."""
    with transaction.atomic():
        order = _paid(order_id)
        journal.enter(order=order, kind=EventKind.PACKING, by=by, at=at)


def label(*, order_id: int, at: dt.datetime) -> None:
    """What stands on the parcel passes the gate to the carrier, on record. Not for use inside a transaction.

    Raises NotPossible unless the order is paid and not cancelled, and when nothing may go to the carrier.
    """
    with transaction.atomic():
        order = _paid(order_id)
    consigning.label(order=order, at=at)


def ship(*, order_id: int, by: str, at: dt.datetime, tracking: str = "") -> None:
    """The parcel is on its way, once; the buyer gets a mail. `tracking` is the carrier's number.

    What the carrier gets passes the gate first. Raises NotPossible unless the order is paid and not cancelled, and
    when nothing may go to the carrier. Not for use inside a transaction.
    """
    with transaction.atomic():
        order = _paid(order_id)
        sent = journal.has(order, EventKind.SHIPPED)
    if not sent:
        consigning.label_once(order=order, at=at)
    with transaction.atomic():
        order = _paid(order_id)
        parcel = " ".join(tracking.split())[:LONGEST_TRACKING]
        if event := journal.enter(order=order, kind=EventKind.SHIPPED, by=by, parcel=parcel, at=at):
            args = {"order": order.pk, "event": event.pk}
            enqueue("orders.mail_shipped", args=args, key=f"orders.mail_shipped:{order.number}", at=at)


def deliver(*, order_id: int, by: str, at: dt.datetime) -> None:
    """The parcel has arrived. Raises NotPossible unless it was sent."""
    with transaction.atomic():
        order = _paid(order_id)
        if not journal.has(order, EventKind.SHIPPED):
            raise NotPossible(_("it has not been sent"))
        journal.enter(order=order, kind=EventKind.DELIVERED, by=by, at=at)


def _paid(order_id: int) -> Order:
    order: Order = Order.objects.select_for_update().get(pk=order_id)
    if not journal.has(order, EventKind.PAID) or journal.has(order, EventKind.CANCELLED):
        raise NotPossible(_("it is not paid, or cancelled"))
    return order
