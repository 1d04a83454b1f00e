"""Invoices and credit notes of an order."""

import datetime as dt
from dataclasses import dataclass

from privacy.retention.queries import living
from shop.orders.models import Invoice, InvoiceKind
from shop.orders.papers.render import pdf


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of an order, by its number; `undrawn` of its characters stand by their Unicode number."""

    number: str
    is_credit_note: bool
    undrawn: int


def papers_of(order_number: str, *, at: dt.datetime) -> list[Paper]:
    """The order's documents that are kept, oldest first."""
    rows = living(Invoice.objects.filter(order_number=order_number), at).order_by("pk")
    kept = rows.values_list("number", "kind", "undrawn")
    return [Paper(number, kind == InvoiceKind.CREDIT_NOTE, undrawn) for number, kind, undrawn in kept]


def paper_as_pdf(order_number: str, number: str, *, at: dt.datetime) -> bytes | None:
    """A document of this order as PDF; None where none is kept. Raises Closed unless acting for whom it is open."""
    row = living(Invoice.objects.filter(order_number=order_number, number=number), at).first()
    return pdf(row.content.reveal()) if row else None
