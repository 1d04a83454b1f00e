"""Every piece as the workshop sees it, shown in the shop or not."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from shop.catalogue.models import Picture, PictureText, Piece
from shop.catalogue.queries.images import FILES, image
from shop.catalogue.types import Image


def shelf(*, language: str) -> QuerySet[Piece, Any]:
    """All pieces in the studio's order: slug, serial, name, stock, edition, published. One statement a page."""
    worded = Piece.objects.annotate(words=FilteredRelation("texts", condition=Q(texts__language=language)))
    named = worded.annotate(name=F("words__name")).order_by("position", "pk")
    return named.values("slug", "serial", "name", "stock", "edition", "published")


def for_change(slug: str) -> dict[str, Any] | None:
    """A piece with all its words by language and prices by currency; None for no such piece."""
    piece = Piece.objects.filter(slug=slug).first()
    if piece is None:
        return None
    return {
        "id": piece.pk,
        "slug": piece.slug,
        "serial": piece.serial,
        "published": piece.published,
        "stock": piece.stock,
        "edition": piece.edition,
        "prices": dict(piece.prices.values_list("currency", "minor")),
        "texts": {text.language: text for text in piece.texts.all()},
    }


def pictures(piece_id: int, *, language: str) -> list[tuple[int, Image]]:
    """The pictures of a piece with their numbers, the main one first. What one shows is told in this language alone."""
    alts = dict(PictureText.objects.filter(picture__piece=piece_id, language=language).values_list("picture", "alt"))
    rows = Picture.objects.filter(piece=piece_id).order_by("position").values_list("pk", *FILES, "view")
    return [(number, image(*files, alts.get(number, ""), view)) for number, *files, view in rows]
