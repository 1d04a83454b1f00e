"""The stock of a piece, moved by single conditional statements: nobody reads and then writes."""

from django.db.models import F

from shop.catalogue.models import Piece
from shop.catalogue.services.shown import changed


class TooManyGivenBack(ValueError):
    """More would lie in stock than the edition holds, or the piece is unknown."""


def take(*, piece_id: int, quantity: int) -> bool:
    """Claim `quantity` (at least 1) of a published piece; False, and nothing is changed, if fewer are left."""
    if quantity < 1:
        raise ValueError("take at least one")
    taken = Piece.objects.filter(id=piece_id, published=True, stock__gte=quantity).update(stock=F("stock") - quantity)
    if taken:
        changed(stock_alone=True)
    return bool(taken)


def give_back(*, piece_id: int, quantity: int) -> None:
    """Return `quantity` (at least 1) that was taken. Raises TooManyGivenBack."""
    if quantity < 1:
        raise ValueError("give back at least one")
    room = Piece.objects.filter(id=piece_id, stock__lte=F("edition") - quantity)
    if not room.update(stock=F("stock") + quantity):
        raise TooManyGivenBack(f"{quantity} of piece {piece_id}")
    changed(stock_alone=True)


def set_stock(*, piece_id: int, stock: int) -> None:
    """Set what can be claimed, after counting the shelf. Raises TooManyGivenBack beyond the edition, or below zero."""
    if stock < 0 or not Piece.objects.filter(id=piece_id, edition__gte=stock).update(stock=stock):
        raise TooManyGivenBack(f"{stock} of piece {piece_id}")
    changed(stock_alone=True)
