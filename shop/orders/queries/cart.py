"""Reading carts: today's prices and availability of what is wanted."""

import uuid
from collections.abc import Mapping

from shop.catalogue import queries as catalogue
from shop.catalogue.types import PieceForSale
from shop.orders.lines import of_rows, present
from shop.orders.models import Cart
from shop.orders.types import CartLine, CartView, Lines


def view(
    wanted: list[tuple[int, int]], *, currency: str, language: str, own: Mapping[int, int] | None = None
) -> CartView:
    """The pieces wanted, with prices from the catalogue; unknown pieces are left out. One statement.

    `own` are quantities held for this very visitor, by piece: they count as available.
    """
    quantities = dict(wanted)
    pieces = catalogue.snapshot(list(quantities), currency, language) if quantities else []
    return CartView(
        tuple(_line(piece, quantities[piece.piece_id], (own or {}).get(piece.piece_id, 0)) for piece in pieces),
        currency,
    )


def lines_of(person_id: uuid.UUID) -> Lines | None:
    """The person's cart on the server with its removals; None where there is none."""
    cart = Cart.objects.filter(person_id=person_id).first()
    return of_rows(cart.lines) if cart else None


def wanted_of(person_id: uuid.UUID) -> list[tuple[int, int]]:
    """What lies in the person's cart on the server."""
    return present(lines_of(person_id) or {})


def _line(piece: PieceForSale, quantity: int, held: int) -> CartLine:
    quantity = min(quantity, piece.edition)
    can_be_had = piece.published and piece.price is not None and piece.stock + held >= quantity
    return CartLine(piece, quantity, short=not can_be_had)
