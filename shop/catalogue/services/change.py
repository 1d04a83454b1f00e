"""Changes the workshop makes to a piece that is already there."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kit.pictures import redraw
from shop.catalogue.models import Picture, PictureText, Piece, PieceText, Price
from shop.catalogue.services.indexing import index
from shop.catalogue.services.shown import changed
from shop.catalogue.services.stock import set_stock
from shop.catalogue.types import PieceWords

WIDTHS = (200, 400, 800, 1200)


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


def add_picture(*, piece_id: int, view: str, content: bytes, alts: Mapping[str, str]) -> None:
    """Draw an uploaded picture anew in our sizes and put it behind the piece's others. Raises `NotAPicture`.

    The files' name carries a fingerprint of the upload, so the same one twice is the same files.
    """
    piece = Piece.objects.get(pk=piece_id)
    stem = f"pieces/{piece.slug}/{view}-{hashlib.sha256(content).hexdigest()[:10]}"
    drawn = redraw(content, stem=Path(settings.MEDIA_ROOT) / stem, widths=WIDTHS)
    with transaction.atomic():
        last = Picture.objects.select_for_update().filter(piece=piece).order_by("-position").first()
        picture = Picture.objects.create(
            piece=piece,
            position=last.position + 1 if last else 0,
            view=view,
            stem=stem,
            width=drawn.width,
            height=drawn.height,
            widths=",".join(map(str, drawn.widths)),
            formats="avif,webp",
        )
        PictureText.objects.bulk_create(
            PictureText(picture=picture, language=language, alt=alt) for language, alt in alts.items()
        )
        changed()
