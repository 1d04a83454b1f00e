"""Changes the workshop makes to a piece that is already there."""

from collections.abc import Mapping

from django.db import transaction

from shop.catalogue.models import Piece, PieceText, Price
from shop.catalogue.services.indexing import index
from shop.catalogue.services.shown import changed
from shop.catalogue.services.stock import set_stock
from shop.catalogue.types import PieceWords


@transaction.atomic
def change_piece(
    *,
    piece_id: int,
    published: bool,
    stock: int | None,
    prices: Mapping[str, int],
    texts: Mapping[str, PieceWords],
) -> None:
    """Set what may change of a piece: whether it is shown, prices in minor units by currency, words by language.

    `stock` is set only when given: it may have been sold from meanwhile. Raises `TooManyGivenBack` beyond the edition.
    """
    Piece.objects.filter(pk=piece_id).update(published=published)
    if stock is not None:
        set_stock(piece_id=piece_id, stock=stock)
    for currency, minor in prices.items():
        Price.objects.update_or_create(piece_id=piece_id, currency=currency, defaults={"minor": minor})
    Price.objects.filter(piece_id=piece_id).exclude(currency__in=prices).delete()
    for language, words in texts.items():
        said = {name: getattr(words, name) for name in ("name", "story", "base", "ground", "care")}
        PieceText.objects.update_or_create(piece_id=piece_id, language=language, defaults=said)
    index(piece_ids=[piece_id])
    changed()
