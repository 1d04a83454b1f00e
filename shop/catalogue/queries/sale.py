"""What the cart and the checkout ask: prices, weights and availability as they stand now."""

from collections.abc import Iterable

from django.db.models import QuerySet

from shop.catalogue.models import Piece, PieceText
from shop.catalogue.queries.cards import with_extra
from shop.catalogue.types import CURRENCIES, CURRENCY_OF_LANGUAGE, PieceForSale


def snapshot(piece_ids: Iterable[int], currency: str, language: str) -> list[PieceForSale]:
    """The pieces with these ids, in the order asked, unknown ids left out; published or not: look at `is_available`.

    One statement. `price` is None where the studio has set none in `currency`; `parcel_g` in grams.
    """
    asked = list(dict.fromkeys(piece_ids))
    pieces = {piece.piece_id: piece for piece in _for_sale(Piece.objects.filter(id__in=asked), currency, language)}
    return [pieces[piece_id] for piece_id in asked if piece_id in pieces]


def editions_for_sale(piece_ids: Iterable[int], currency: str) -> dict[int, int]:
    """How many there are of each of these pieces that is published and has a price in `currency`. One statement."""
    pieces = Piece.objects.filter(id__in=list(piece_ids), published=True, prices__currency=currency)
    return dict(pieces.values_list("id", "edition"))


def names(piece_ids: Iterable[int], languages: Iterable[str]) -> dict[str, dict[int, str]]:
    """What these pieces are called: {language: {piece id: name}}, in English where a text is wanting. One statement."""
    wanted = [*languages]
    rows = PieceText.objects.filter(piece__in=list(piece_ids), language__in=[*wanted, "en"])
    told: dict[str, dict[int, str]] = {}
    for piece_id, language, name in rows.values_list("piece_id", "language", "name"):
        told.setdefault(language, {})[piece_id] = name
    return {language: told.get("en", {}) | told.get(language, {}) for language in wanted}


def for_sale(slug: str, *, currency: str, language: str) -> PieceForSale | None:
    """The published piece with this slug as it stands now; None if there is none. One statement."""
    found = _for_sale(Piece.objects.filter(slug=slug, published=True), currency, language)
    return found[0] if found else None


def _for_sale(pieces: QuerySet[Piece], currency: str, language: str) -> list[PieceForSale]:
    found = with_extra(
        pieces, "serial", "hs_code", "origin", "parcel_g", "published", currency=currency, language=language
    )
    return [
        PieceForSale(
            piece_id=card.piece_id,
            slug=card.slug,
            serial=serial,
            name=card.name,
            price=card.price,
            hs_code=hs_code,
            origin=origin,
            parcel_g=parcel_g,
            stock=card.stock,
            edition=card.edition,
            published=published,
            image=card.image,
        )
        for card, (serial, hs_code, origin, parcel_g, published) in found
    ]


def stock(slug: str) -> tuple[int, int, int] | None:
    """Id, stock and edition of the published piece; None if there is none."""
    return Piece.objects.filter(slug=slug, published=True).values_list("id", "stock", "edition").first()


def chosen_currency(preference: str | None, language: str) -> str:
    """The currency of the visitor's preference cookie, else the language's usual one. Always one of `CURRENCIES`."""
    if preference in CURRENCIES:
        return str(preference)
    return CURRENCY_OF_LANGUAGE.get(language, CURRENCIES[0])


def slugs() -> list[str]:
    """The slugs of all published pieces, for the site map; at most 20,000."""
    found = Piece.objects.filter(published=True).order_by("position", "id").values_list("slug", flat=True)
    return list(found[:20_000])
