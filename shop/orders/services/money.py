"""What an order does when its money comes, fails to come, or goes back. Runs inside the ledger's transaction."""

import datetime as dt

from kit.failpoints import hit
from kit.jobs.services import enqueue, enqueue_all
from kit.money import Money
from shop.catalogue import services as catalogue
from shop.orders.models import EventKind, Order, OrderEvent, OrderLine, OrderRefund
from shop.orders.services import cart, holding, journal
from shop.payments import services as payments


def captured(*, number: str, payment_id: int, amount: Money, at: dt.datetime) -> None:
    """The money of an order is there: it is paid, if its pieces can be had. Otherwise all of it goes back by itself.

    Late money for an order whose hold has run out claims the pieces anew. A second payment, or money for an order
    that was cancelled, goes back.
    """
    order = Order.objects.select_for_update().filter(number=number).annotate(has_cart=cart.HAS_CART).first()
    if order is None:
        return
    ref, happened = f"payment:{payment_id}", set(OrderEvent.objects.filter(order=order).values_list("kind", "ref"))
    if {(EventKind.PAID.value, ref), (EventKind.REFUND_ASKED.value, ref)} & happened:
        return
    lines = list(OrderLine.objects.filter(order=order).order_by("piece_id"))
    ended = {EventKind.PAID.value, EventKind.CANCELLED.value} & {kind for kind, _ref in happened}
    if ended or not _claim(order, lines):
        _return_all(order, payment_id, amount, at)
        return
    journal.write(order=order, kind=EventKind.PAID, by="system", ref=ref, minor=amount.minor, at=at)
    hit("order.after_paid")
    if order.has_cart:
        cart.empty(person_id=order.person_id, piece_ids=[line.piece_id for line in lines], at=at)
    jobs = {job: f"{job}:{order.number}" for job in ("orders.invoice", "orders.mail_paid")}
    enqueue_all(jobs, args={"order": order.pk}, at=at)


def refunded(*, number: str, refund_id: int | None, payment_id: int, amount: Money, at: dt.datetime) -> None:
    """Money of an order went back, asked for by us or not."""
    order = Order.objects.filter(number=number).first()
    if order is None:
        return
    count = OrderEvent.objects.filter(order=order, kind=EventKind.REFUNDED).count()
    ref = f"refund:{refund_id}" if refund_id else f"unasked:{payment_id}:{count}"
    event = journal.enter(order=order, kind=EventKind.REFUNDED, by="system", ref=ref, minor=amount.minor, at=at)
    if event is None:
        return
    asked = OrderRefund.objects.filter(payment_refund_id=refund_id).first() if refund_id else None
    if asked is not None:
        enqueue("orders.credit_note", args={"refund": asked.pk}, key=f"orders.credit_note:{asked.pk}", at=at)
    args = {"order": order.pk, "event": event.pk}
    enqueue("orders.mail_refunded", args=args, key=f"orders.mail_refunded:{event.pk}", at=at)


def _claim(order: Order, lines: list[OrderLine]) -> bool:
    """Make every line sold: what is held still, and what stock has of the rest; all or nothing."""
    # One statement: a hold running out this very moment is either sold or given back, never both.
    if holding.sell(checkout_id=order.checkout_id) == len(lines):
        return True
    still = holding.unsell(checkout_id=order.checkout_id)
    taken: list[OrderLine] = []
    for line in lines:
        if line.piece_id in still:
            continue
        if not catalogue.take(piece_id=line.piece_id, quantity=line.quantity):
            for earlier in taken:
                catalogue.give_back(piece_id=earlier.piece_id, quantity=earlier.quantity)
            holding.release(checkout_id=order.checkout_id)
            return False
        taken.append(line)
    holding.sell(checkout_id=order.checkout_id)
    return True


def _return_all(order: Order, payment_id: int, amount: Money, at: dt.datetime) -> None:
    promised = payments.refund(
        payment_id=payment_id,
        amount=amount,
        key=f"{order.number}:late:{payment_id}",
        by="late-money",
        reason="late_money",
        at=at,
    )
    ref = f"payment:{payment_id}"
    journal.enter(
        order=order, kind=EventKind.REFUND_ASKED, by="system", ref=ref, minor=promised.amount.minor, text="late", at=at
    )
    if journal.is_unpaid(order):
        journal.enter(order=order, kind=EventKind.CANCELLED, by="system", text="sold-out", at=at)
