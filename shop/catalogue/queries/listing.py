"""Lists of pieces: filtered, sorted and paged by allow-lists, in three statements."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from shop.catalogue import search
from shop.catalogue.models import Collection, Piece, PieceColour, PieceTechnique, Price, Word
from shop.catalogue.queries.cards import cards
from shop.catalogue.types import Card, Order, Page, Size, Wanted, WordKind

PER_PAGE = 24
# Counting stops here, so that a page of a huge catalogue costs what a page of a small one costs.
COUNT_LIMIT = 50 * PER_PAGE

_SIZES: dict[str, Q] = {
    Size.SMALL: Q(longest_mm__lte=150),
    Size.MEDIUM: Q(longest_mm__gt=150, longest_mm__lte=300),
    Size.LARGE: Q(longest_mm__gt=300),
}
_ORDERS: dict[str, tuple[str, ...]] = {
    Order.STUDIO: ("position", "id"),
    Order.NEWEST: ("-finished_on", "-id"),
    Order.PRICE_UP: ("asked", "id"),
    Order.PRICE_DOWN: ("-asked", "-id"),
}
_BY_PRICE = {Order.PRICE_UP, Order.PRICE_DOWN}
_FILTERS: dict[str, Callable[[str], Q]] = {
    "collection": lambda slug: Q(collection=Collection.objects.filter(slug=slug).values("id")[:1]),
    "form": lambda slug: Q(form=Word.objects.filter(kind=WordKind.FORM, slug=slug).values("id")[:1]),
    "technique": lambda slug: Q(id__in=PieceTechnique.objects.filter(technique__slug=slug).values("piece_id")),
    "colour": lambda slug: Q(id__in=PieceColour.objects.filter(colour__slug=slug).values("piece_id")),
    "size": lambda size: _SIZES.get(size, Q(pk__in=[])),
}
# The same, asked of each piece in turn.
_ONE_BY_ONE: dict[str, Callable[[str], Q]] = {
    "technique": lambda slug: Q(_of_piece(PieceTechnique.objects.filter(technique__slug=slug))),
    "colour": lambda slug: Q(_of_piece(PieceColour.objects.filter(colour__slug=slug))),
}


def listed(wanted: Wanted, *, page: int, currency: str, language: str, per_page: int = PER_PAGE) -> Page:
    """The asked page of published pieces; a page beyond the last is the last. Unknown filter values find nothing."""
    pieces = _filtered(wanted, currency)
    if wanted.words:
        ids = _found(_ordered(pieces, wanted), wanted, language)
        total, place = len(ids), _place(page, len(ids), per_page)
        asked = ids[place]
    else:
        total = pieces[: COUNT_LIMIT + 1].count()
        place = _place(page, total, per_page)
        asked = list(_ids(pieces, wanted, currency, many=total > COUNT_LIMIT)[place]) if total else []
    return _page(_in_order(asked, currency, language), place, total, per_page)


def _found(ordered: "QuerySet[Piece, int]", wanted: Wanted, language: str) -> list[int]:
    """Those of the ordered pieces that bear the words, the best first unless another order is wanted."""
    rank = {piece_id: place for place, piece_id in enumerate(search.ranked(wanted.words, language))}
    ids = list(ordered.filter(id__in=rank)) if rank else []
    if wanted.order == Order.STUDIO:
        ids.sort(key=rank.__getitem__)
    return ids


def _in_order(ids: list[int], currency: str, language: str) -> list[Card]:
    if not ids:
        return []
    places = {piece_id: place for place, piece_id in enumerate(ids)}
    shown = cards(Piece.objects.filter(id__in=ids), currency=currency, language=language)
    return sorted(shown, key=lambda card: places[card.piece_id])


def _place(page: int, total: int, per_page: int) -> slice:
    pages = max(1, -(-min(total, COUNT_LIMIT) // per_page))
    start = (max(1, min(page, pages)) - 1) * per_page
    return slice(start, start + per_page)


def _page(shown: list[Card], place: slice, total: int, per_page: int) -> Page:
    counted = min(total, COUNT_LIMIT)
    return Page(
        cards=tuple(shown),
        number=place.start // per_page + 1,
        pages=max(1, -(-counted // per_page)),
        total=counted,
        total_is_least=total > COUNT_LIMIT,
    )


def _ids(pieces: QuerySet[Piece], wanted: Wanted, currency: str, *, many: bool) -> "QuerySet[Any, int]":
    """The ids in order, by an index alone: joined to words and prices at once, a large catalogue would be sorted whole.

    Up to the limit, what fits is found by the filters and sorted. Beyond it the order's index is walked, and each piece
    is asked whether it fits, until the page is full.
    """
    if not many:
        return _ordered(pieces, wanted)
    one_by_one = _chosen(wanted, _FILTERS | _ONE_BY_ONE)
    if wanted.order in _BY_PRICE:
        fitting = Exists(one_by_one.filter(pk=OuterRef("piece_id")))
        rows = Price.objects.filter(fitting, **_prices(wanted, currency))
        down = "-" if wanted.order == Order.PRICE_DOWN else ""
        return rows.order_by(f"{down}minor", f"{down}piece_id").values_list("piece_id", flat=True)
    if wanted.price_from is not None or wanted.price_to is not None:
        one_by_one = one_by_one.filter(_of_piece(Price.objects.filter(**_prices(wanted, currency))))
    return _ordered(one_by_one, wanted)


def _of_piece(rows: "QuerySet[Any]") -> Exists:
    return Exists(rows.filter(piece=OuterRef("pk")))


def _ordered(pieces: QuerySet[Piece], wanted: Wanted) -> "QuerySet[Piece, int]":
    return pieces.order_by(*_ORDERS.get(wanted.order, _ORDERS[Order.STUDIO])).values_list("id", flat=True)


def _filtered(wanted: Wanted, currency: str) -> QuerySet[Piece]:
    pieces = _chosen(wanted, _FILTERS)
    if wanted.price_from is None and wanted.price_to is None and wanted.order not in _BY_PRICE:
        return pieces
    prices = {f"prices__{name}": value for name, value in _prices(wanted, currency).items()}
    return pieces.filter(**prices).annotate(asked=F("prices__minor"))


def _chosen(wanted: Wanted, filters: Mapping[str, Callable[[str], Q]]) -> QuerySet[Piece]:
    pieces = Piece.objects.filter(published=True)
    for name, condition in filters.items():
        if value := getattr(wanted, name):
            pieces = pieces.filter(condition(value))
    return pieces.filter(stock__gt=0) if wanted.available else pieces


def _prices(wanted: Wanted, currency: str) -> dict[str, Any]:
    bounds = {"minor__gte": wanted.price_from, "minor__lte": wanted.price_to}
    return {"currency": currency} | {name: minor for name, minor in bounds.items() if minor is not None}
