"""Lists of pieces: filtered, sorted and paged by allow-lists, in three statements."""

from collections.abc import Callable

from django.db.models import F, Q, QuerySet

from shop.catalogue import search
from shop.catalogue.models import Collection, Piece, PieceColour, PieceTechnique
from shop.catalogue.queries.cards import cards
from shop.catalogue.types import Card, Order, Page, Size, Wanted

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
_FILTERS: dict[str, Callable[[str], Q]] = {
    "collection": lambda slug: Q(collection=Collection.objects.filter(slug=slug).values("id")[:1]),
    "form": lambda slug: Q(form__slug=slug),
    "technique": lambda slug: Q(id__in=PieceTechnique.objects.filter(technique__slug=slug).values("piece_id")),
    "colour": lambda slug: Q(id__in=PieceColour.objects.filter(colour__slug=slug).values("piece_id")),
    "size": lambda size: _SIZES.get(size, Q(pk__in=[])),
}


def listed(wanted: Wanted, *, page: int, currency: str, language: str, per_page: int = PER_PAGE) -> Page:
    """The asked page of published pieces; a page beyond the last is the last. Unknown filter values find nothing."""
    pieces = _filtered(wanted, currency)
    ordered = pieces.order_by(*_ORDERS.get(wanted.order, _ORDERS[Order.STUDIO])).values_list("id", flat=True)
    if wanted.words:
        ids = _found(ordered, wanted, language)
        total, place = len(ids), _place(page, len(ids), per_page)
        asked = ids[place]
    else:
        total = pieces[: COUNT_LIMIT + 1].count()
        place = _place(page, total, per_page)
        # Ids first, by an index alone: joined to words and prices at once, a large catalogue would be sorted whole.
        asked = list(ordered[place]) if total else []
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


def _filtered(wanted: Wanted, currency: str) -> QuerySet[Piece]:
    pieces = Piece.objects.filter(published=True)
    for name, condition in _FILTERS.items():
        if value := getattr(wanted, name):
            pieces = pieces.filter(condition(value))
    if wanted.available:
        pieces = pieces.filter(stock__gt=0)
    if wanted.price_from is None and wanted.price_to is None and wanted.order not in {Order.PRICE_UP, Order.PRICE_DOWN}:
        return pieces
    pieces = pieces.filter(prices__currency=currency).annotate(asked=F("prices__minor"))
    if wanted.price_from is not None:
        pieces = pieces.filter(asked__gte=wanted.price_from)
    return pieces if wanted.price_to is None else pieces.filter(asked__lte=wanted.price_to)
