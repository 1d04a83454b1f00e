"""Cards: pieces as lists show them, in one statement whatever their number."""

from collections.abc import Iterable
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
    return made(columns(pieces, *extra, currency=currency, language=language), currency=currency, language=language)


def columns(pieces: QuerySet[Piece], *extra: str, currency: str, language: str) -> "QuerySet[Piece, tuple[Any, ...]]":
    """The columns of cards, then the `extra` ones."""
    return (
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


def made(rows: Iterable[tuple[Any, ...]], *, currency: str, language: str) -> list[tuple[Card, tuple[Any, ...]]]:
    """Cards from their columns, each with what follows them."""
    forms, techniques = words(WordKind.FORM, language), technique_names(language)
    return [(_card(row, currency, forms, techniques), row[_WIDTH:]) for row in rows]


def _card(row: tuple[Any, ...], currency: str, forms: dict[str, str], techniques: dict[str, str]) -> Card:
    piece_id, slug, stock, edition, minor, name, form, technique = row[: len(_COLUMNS)]
    files = row[len(_COLUMNS) : _WIDTH]
    return Card(
        piece_id=piece_id,
        slug=slug,
        name=name or slug,
        form=forms.get(form, ""),
        technique=techniques.get(technique, ""),
        price=Money(minor, currency) if minor is not None else None,
        stock=stock,
        edition=edition,
        image=image(*files) if files[0] else None,
    )
