"""Verbs of the orders area. All are keyword-only; `at` is now."""

from shop.orders.services.cancelling import cancel
from shop.orders.services.moving import deliver, label, pack, ship
from shop.orders.services.refund import refund

__all__ = ["cancel", "deliver", "label", "pack", "refund", "ship"]
