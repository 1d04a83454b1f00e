"""Pieces that stand beside another one, each saying why."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kit.prepared import prepared
from shop.catalogue.models import Collection, Piece, PieceColour, PieceTechnique, Technique, Word
from shop.catalogue.queries.cards import columns, made
from shop.catalogue.types import Card, Named, PiecePage, Related, WordKind


@prepared(piece_id=int, technique=str, colour=str, collection=str, form=str, currency=str)
def _near(
    number: int, language: str, /, *, piece_id: int, technique: str, colour: str, collection: str, form: str,
    currency: str,
) -> "QuerySet[Piece, tuple[Any, ...]]":  # fmt: skip
    """Columns of the first `number` pieces of each kind of nearness, then what each shares."""
    others = Piece.objects.filter(published=True).exclude(id=piece_id)
    words = Word.objects.values("id")
    # By id, not by join: only then the index gives the rows in order.
    same_technique = PieceTechnique.objects.filter(technique=Technique.objects.filter(slug=technique).values("id")[:1])
    same_colour = PieceColour.objects.filter(colour=words.filter(kind=WordKind.COLOUR, slug=colour)[:1])
    same_collection = others.filter(collection=Collection.objects.filter(slug=collection).values("id")[:1])
    same_form = others.filter(form=words.filter(kind=WordKind.FORM, slug=form)[:1])
    # The newest few of each kind, read from an index each: a large catalogue is never sorted for four pieces.
    near = (
        Q(id__in=same_technique.order_by("-piece_id").values("piece_id")[:number])
        | Q(id__in=same_colour.order_by("-piece_id").values("piece_id")[:number])
        | Q(id__in=same_collection.order_by("position", "id").values("id")[:number])
        | Q(id__in=same_form.order_by("-id").values("id")[:number])
    )
    found = (
        others.filter(near)
        .annotate(
            shares_technique=Exists(same_technique.filter(piece_id=OuterRef("pk"))),
            shares_colour=Exists(same_colour.filter(piece_id=OuterRef("pk"))),
        )
        .order_by("position", "id")
    )
    extra = ("shares_technique", "collection__slug", "form__slug", "shares_colour")
    return columns(found, *extra, currency=currency, language=language)


def related(page: PiecePage, *, currency: str, language: str, number: int = 4) -> tuple[Related, ...]:
    """Published pieces that share something with `page`; the reasons take turns. One statement."""
    technique, colour = _leading(page.techniques), _leading(page.colours)
    rows = _near(
        number * 2, language, piece_id=page.piece_id, technique=technique.slug, colour=colour.slug,
        collection=page.collection.slug, form=page.form.slug, currency=currency,
    )  # fmt: skip
    found = made(rows, currency=currency, language=language)
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
