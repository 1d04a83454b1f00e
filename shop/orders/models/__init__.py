"""Tables of cart, checkout, order and invoice."""

from shop.orders.models.cart import Cart
from shop.orders.models.checkout import Checkout, Hold, HoldState
from shop.orders.models.invoice import Invoice, InvoiceKind, Series
from shop.orders.models.order import EventKind, Order, OrderEvent, OrderLine, OrderLink
from shop.orders.models.refund import OrderRefund

__all__ = [
    "Cart",
    "Checkout",
    "EventKind",
    "Hold",
    "HoldState",
    "Invoice",
    "InvoiceKind",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderLink",
    "OrderRefund",
    "Series",
]
