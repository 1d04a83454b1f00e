"""Cards: pieces as lists show them, in one statement whatever their number."""

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from kit.money import Money
from shop.catalogue.models import Piece
from shop.catalogue.queries.facets import technique_names, words
from shop.catalogue.queries.images import FILES, image
from shop.catalogue.queries.language import joins, text
from shop.catalogue.types import Card, WordKind

_COLUMNS = ("id", "slug", "stock", "edition", "price__minor", "name", "form__slug", "foremost__technique__slug")
_PICTURE = tuple(f"main__{column}" for column in FILES)
_WIDTH = len(_COLUMNS) + len(_PICTURE)


def cards(pieces: QuerySet[Piece], *, currency: str, language: str) -> list[Card]:
    """`pieces` in their order, named in `language`, priced in `currency`."""
    return [card for card, _ in with_extra(pieces, currency=currency, language=language)]


def with_extra(
    pieces: QuerySet[Piece], *extra: str, currency: str, language: str
) -> list[tuple[Card, tuple[Any, ...]]]:
    """Cards, each with the `extra` columns of its piece."""
    rows = (
        pieces.annotate(
            **joins("texts", language),
            price=FilteredRelation("prices", condition=Q(prices__currency=currency)),
            main=FilteredRelation("pictures", condition=Q(pictures__position=0)),
            # not "leading": a reserved word, and PostgreSQL gets the alias unquoted
            foremost=FilteredRelation("piece_techniques", condition=Q(piece_techniques__position=0)),
        )
        .annotate(name=text("name", language))
        .values_list(*_COLUMNS, *_PICTURE, *extra)
    )
    return [(_card(row[:_WIDTH], currency, language), row[_WIDTH:]) for row in rows]


def _card(row: tuple[Any, ...], currency: str, language: str) -> Card:
    piece_id, slug, stock, edition, minor, name, form, technique = row[: len(_COLUMNS)]
    files = row[len(_COLUMNS) :]
    return Card(
        piece_id=piece_id,
        slug=slug,
        name=name or slug,
        form=words(WordKind.FORM, language).get(form, ""),
        technique=technique_names(language).get(technique, ""),
        price=Money(minor, currency) if minor is not None else None,
        stock=stock,
        edition=edition,
        image=image(*files) if files[0] else None,
    )
