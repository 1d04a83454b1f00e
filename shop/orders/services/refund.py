"""Refunding lines and delivery of an order: promised here, carried out by the payment ledger."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from kit.money import Money
from shop.catalogue import services as catalogue
from shop.orders.models import EventKind, Order, OrderLine, OrderRefund
from shop.orders.services import journal
from shop.orders.types import NotPossible, RefundWish
from shop.payments import queries as payments
from shop.payments import services
from shop.payments.types import RefundTooLarge


def refund(
    *, order_id: int, wish: RefundWish, by: str, reason: str, at: dt.datetime, restock: bool = False
) -> OrderRefund:
    """Promise back the wished quantities of lines, and the delivery's price if wished and not refunded yet.

    `by` is a staff account's id, "person" or "system"; `reason` one of the payment ledger's (withdrawn, cancelled,
    damaged, lost, goodwill). `restock` puts the pieces back on the shelf. Raises NotPossible when more is wished than
    is left, or nothing was paid. The credit note and the mail follow once the money has gone back.
    """
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        lines = {line.pk: line for line in OrderLine.objects.filter(order=order)}
        before = list(OrderRefund.objects.filter(order=order))
        goods = _goods(order, lines, wish, before)
        delivery = _delivery(order, wish, before)
        if not goods + delivery:
            raise NotPossible(_("nothing is left to refund"))
        made = _promise(order, wish, lines, goods, delivery, len(before) + 1, by, reason, at)
        if restock:
            for line_id, quantity in wish.lines.items():
                if quantity:
                    catalogue.give_back(piece_id=lines[line_id].piece_id, quantity=quantity)
        return made


def _promise(
    order: Order,
    wish: RefundWish,
    lines: dict[int, OrderLine],
    goods: Money,
    delivery: Money,
    number: int,
    by: str,
    reason: str,
    at: dt.datetime,
) -> OrderRefund:
    paid = [one for one in payments.payments_of(order.number) if one.captured]
    key, amount = f"{order.number}:refund:{number}", goods + delivery
    fitting = next((one for one in paid if one.captured - one.refunding >= amount), None) if paid else None
    if fitting is None:
        raise NotPossible(_("no payment holds that much"))
    try:
        promised = services.refund(payment_id=fitting.id, amount=amount, key=key, by=by, reason=reason, at=at)
    except RefundTooLarge:
        raise NotPossible(_("no payment holds that much")) from None
    ref = f"refund:{promised.id}"
    journal.enter(order=order, kind=EventKind.REFUND_ASKED, by=by, ref=ref, minor=amount.minor, text=reason, at=at)
    return OrderRefund.objects.create(
        person_id=order.person_id,
        order=order,
        ordered_at=order.placed_at,
        key=key,
        lines=[[pk, n, (lines[pk].unit * n).minor] for pk, n in wish.lines.items() if n],
        goods_minor=goods.minor,
        delivery_minor=delivery.minor,
        total_minor=amount.minor,
        payment_refund_id=promised.id,
        reason=reason,
        by=by,
        asked_at=at,
    )


def _goods(order: Order, lines: dict[int, OrderLine], wish: RefundWish, before: list[OrderRefund]) -> Money:
    left = {pk: line.quantity for pk, line in lines.items()}
    for earlier in before:
        for pk, quantity, _minor in earlier.lines:
            left[pk] -= quantity
    amount = Money(0, order.currency)
    for pk, quantity in wish.lines.items():
        if pk not in left or not 0 <= quantity <= left[pk]:
            raise NotPossible(_("more than is left of a line"))
        amount = amount + lines[pk].unit * quantity
    return amount


def _delivery(order: Order, wish: RefundWish, before: list[OrderRefund]) -> Money:
    if not wish.delivery or any(earlier.delivery_minor for earlier in before):
        return Money(0, order.currency)
    return Money(order.delivery_minor + order.tax_minor + order.duty_minor, order.currency)
