"""Pieces that stand beside another one, each saying why."""

from django.db.models import Exists, OuterRef, Q

from shop.catalogue.models import Piece, PieceColour, PieceTechnique
from shop.catalogue.queries.cards import with_extra
from shop.catalogue.types import Card, Named, PiecePage, Related


def related(page: PiecePage, *, currency: str, language: str, number: int = 4) -> tuple[Related, ...]:
    """Published pieces that share something with `page`; the reasons take turns. One statement."""
    technique, colour = _leading(page.techniques), _leading(page.colours)
    others = Piece.objects.filter(published=True).exclude(id=page.piece_id).order_by("position", "id")
    same_technique = PieceTechnique.objects.filter(technique__slug=technique.slug)
    same_colour = PieceColour.objects.filter(colour__slug=colour.slug)
    near = Q()
    for alike in (
        others.filter(id__in=same_technique.values("piece_id")),
        others.filter(collection__slug=page.collection.slug),
        others.filter(form__slug=page.form.slug),
        others.filter(id__in=same_colour.values("piece_id")),
    ):
        near |= Q(id__in=alike.values("id")[: number + 1])
    found = with_extra(
        others.filter(near).annotate(
            shares_technique=Exists(same_technique.filter(piece_id=OuterRef("pk"))),
            shares_colour=Exists(same_colour.filter(piece_id=OuterRef("pk"))),
        ),
        "shares_technique", "collection__slug", "form__slug", "shares_colour", currency=currency, language=language,
    )  # fmt: skip
    return _in_turns(
        [
            ("technique", technique.name, [card for card, (same, _, _, _) in found if same]),
            ("collection", page.collection.name, [c for c, (_, slug, _, _) in found if slug == page.collection.slug]),
            ("form", page.form.name, [card for card, (_, _, slug, _) in found if slug == page.form.slug]),
            ("colour", colour.name, [card for card, (_, _, _, same) in found if same]),
        ],
        number,
    )


def _leading(things: tuple[Named, ...]) -> Named:
    return things[0] if things else Named("", "")


def _in_turns(reasons: list[tuple[str, str, list[Card]]], number: int) -> tuple[Related, ...]:
    chosen: dict[int, Related] = {}
    while len(chosen) < number and any(cards for _, _, cards in reasons):
        for why, because, cards in reasons:
            while cards and cards[0].piece_id in chosen:
                cards.pop(0)
            if cards and len(chosen) < number:
                card = cards.pop(0)
                chosen[card.piece_id] = Related(card, why, because)
    return tuple(chosen.values())
