"""Reads of the orders area."""

from shop.orders.queries.cart import lines_of, view, wanted_of
from shop.orders.queries.holds import held_by, held_pieces, held_until, holding
from shop.orders.queries.orders import (
    TONES,
    all_orders,
    briefs,
    open_checkout,
    order_by_number,
    order_by_token,
    order_of,
    order_of_checkout,
    orders_of,
    outstanding,
    parcel_of,
    refundable,
    status,
    status_label,
    steps,
    sums_of,
    to_pack,
)
from shop.orders.queries.papers import Paper, paper_as_pdf, papers_of

__all__ = [
    "TONES",
    "Paper",
    "all_orders",
    "briefs",
    "held_by",
    "held_pieces",
    "held_until",
    "holding",
    "lines_of",
    "open_checkout",
    "order_by_number",
    "order_by_token",
    "order_of",
    "order_of_checkout",
    "orders_of",
    "outstanding",
    "paper_as_pdf",
    "papers_of",
    "parcel_of",
    "refundable",
    "status",
    "status_label",
    "steps",
    "sums_of",
    "to_pack",
    "view",
    "wanted_of",
]
