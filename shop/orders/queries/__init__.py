"""Reads of the orders area."""

from shop.orders.queries.cart import lines_of, view, wanted_of
from shop.orders.queries.holds import held_by, held_pieces, held_until

__all__ = ["held_by", "held_pieces", "held_until", "lines_of", "view", "wanted_of"]
