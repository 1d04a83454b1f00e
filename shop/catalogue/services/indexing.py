"""The words pieces are found by, gathered per language and normalised."""

from collections.abc import Collection as Several
from typing import Any

from django.db import transaction

from shop.catalogue.models import Piece, PieceText, SearchEntry
from shop.catalogue.words import normalise


@transaction.atomic
def index(*, piece_ids: Several[int]) -> None:
    """Make these pieces findable by name, serial, story, facts, collection, form, colours, techniques and materials."""
    SearchEntry.objects.filter(piece_id__in=piece_ids).delete()
    pieces = (
        Piece.objects.filter(id__in=piece_ids)
        .select_related("collection")
        .prefetch_related(
            "texts", "collection__texts", "form__texts", "colours__texts", "techniques__texts", "materials__texts"
        )
    )
    SearchEntry.objects.bulk_create(
        SearchEntry(piece=piece, language=text.language, title=normalise(text.name), body=_body(piece, text))
        for piece in pieces
        for text in piece.texts.all()
    )


def _body(piece: Piece, text: PieceText) -> str:
    techniques = piece.techniques.all()
    things: list[Any] = [piece.collection, piece.form, *piece.colours.all(), *techniques, *piece.materials.all()]
    said = [piece.serial, text.story, text.base, text.ground]
    said += [named.name for thing in things for named in thing.texts.all() if named.language == text.language]
    said += [name for technique in techniques for name in (technique.native_name, technique.pinyin)]
    return normalise(" ".join(said))
