"""Issuing invoices and credit notes: once each, numbered without gaps, frozen."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from kit.failpoints import hit
from policy.purposes import ACCOUNTING
from privacy.access.services import acting
from privacy.access.types import Actor
from shop.orders.models import Invoice, InvoiceKind, Order, OrderRefund, Series
from shop.orders.papers import content
from shop.orders.papers.render import undrawn


def issue_invoice(*, order_id: int, at: dt.datetime) -> str:
    """The number of the order's invoice, issued on first call."""
    with transaction.atomic():
        # Of two who issue at once the second waits here, then finds it issued.
        order: Order = Order.objects.select_for_update().prefetch_related("lines").get(pk=order_id)
        key = f"order:{order.number}"
        if known := _current(order.number):
            return str(known.number)
        number = _next_number(f"{at:%Y}")
        hit("invoice.after_number")
        with acting(ACCOUNTING, by=Actor.system("invoices"), at=at, reason=order.number):
            frozen = content.invoice(order, number=number, at=at)
            _freeze(order, InvoiceKind.INVOICE, key, number, frozen, at)
    return number


def replace_invoice(*, order_id: int, at: dt.datetime) -> str | None:
    """Cancel an invoice that names its receiver wrongly by a credit note, and issue another for the right one.

    Returns the number of the invoice that counts; None where none was issued. No money moves.
    """
    with transaction.atomic():
        order: Order = Order.objects.select_for_update().get(pk=order_id)
        old = _current(order.number)
        if old is None:
            return None
        with acting(ACCOUNTING, by=Actor.system("invoices"), at=at, reason=order.number):
            was, receiver = old.content.reveal(), content.receiver(order)
            if was["receiver"] == receiver:
                return str(old.number)
            number, credit = _next_number(f"{at:%Y}"), _next_number(f"C{at:%Y}")
            hit("invoice.replacing")
            cancelled = content.cancellation(was, order, number=credit, at=at)
            _freeze(order, InvoiceKind.CREDIT_NOTE, f"cancels:{old.number}", credit, cancelled, at)
            anew = content.replacement(was, order, receiver=receiver, number=number, at=at)
            _freeze(order, InvoiceKind.INVOICE, f"order:{order.number}:{number}", number, anew, at)
    return number


def issue_credit_note(*, refund_id: int, at: dt.datetime) -> str:
    """The number of the refund's credit note, issued on first call; it names the invoice it corrects."""
    refund = OrderRefund.objects.select_related("order").get(pk=refund_id)
    order, key = refund.order, f"refund:{refund.pk}"
    corrects = issue_invoice(order_id=order.pk, at=at)
    with transaction.atomic():
        OrderRefund.objects.select_for_update().get(pk=refund_id)  # likewise
        if known := _issued(key):
            return known
        number = _next_number(f"C{at:%Y}")
        with acting(ACCOUNTING, by=Actor.system("invoices"), at=at, reason=order.number):
            frozen = content.credit_note(order, refund, number=number, corrects=corrects, at=at)
            _freeze(order, InvoiceKind.CREDIT_NOTE, key, number, frozen, at)
    return number


def _current(order_number: str) -> Invoice | None:
    """The order's invoice that counts: the last one issued."""
    rows = Invoice.objects.filter(order_number=order_number, kind=InvoiceKind.INVOICE)
    newest: Invoice | None = rows.order_by("-pk").first()
    return newest


def _issued(key: str) -> str | None:
    return Invoice.objects.filter(key=key).values_list("number", flat=True).first()


def _next_number(series: str) -> str:
    """The next number of a series. Its row stays locked until the document is written, so that no number is lost."""
    Series.objects.get_or_create(name=series)
    Series.objects.filter(name=series).update(last=F("last") + 1)
    return f"{series}-{Series.objects.values_list('last', flat=True).get(name=series):06d}"


def _freeze(order: Order, kind: InvoiceKind, key: str, number: str, frozen: dict[str, object], at: dt.datetime) -> None:
    Invoice.objects.create(
        person_id=order.person_id,
        number=number,
        kind=kind,
        key=key,
        order_number=order.number,
        issued_at=at,
        content=frozen,
        undrawn=undrawn(frozen),
    )
