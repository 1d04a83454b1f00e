"""The object page: one piece with everything said about it, in four statements."""

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, Value

from kit.money import Money
from kit.prepared import prepared
from shop.catalogue.models import Picture, Piece, PieceColour, PieceMaterial, PieceTechnique, Stage
from shop.catalogue.queries.facets import materials, techniques, words
from shop.catalogue.queries.images import FILES, image
from shop.catalogue.queries.language import joins, text
from shop.catalogue.types import Image, Named, PiecePage, StageDone, WordKind

_FACTS = (
    "slug", "serial", "length_mm", "width_mm", "height_mm", "weight_g", "parcel_g", "origin",
    "coats", "curing_days", "finished_on", "edition", "stock",
)  # fmt: skip
_TEXTS = ("name", "story", "base", "ground", "care")


_COLUMNS = (
    "id", *_FACTS, *(f"said_{field}" for field in _TEXTS), "price__minor", "form__slug", "collection__slug",
    "collection_name",
)  # fmt: skip


@prepared(slug=str, currency=str)
def _row(language: str, /, *, slug: str, currency: str) -> "QuerySet[Piece, tuple[Any, ...]]":
    return (
        Piece.objects.filter(slug=slug, published=True)
        .annotate(
            **joins("texts", language),
            **joins("collection__texts", language, "collection_"),
            price=FilteredRelation("prices", condition=Q(prices__currency=currency)),
        )
        .annotate(
            **{f"said_{field}": text(field, language) for field in _TEXTS},
            collection_name=text("name", language, "collection_"),
        )
        .values_list(*_COLUMNS)
    )


def piece_page(slug: str, *, currency: str, language: str) -> PiecePage | None:
    """The published piece with this slug, its words in `language` (English where missing); None if there is none.

    Four statements.
    """
    rows = _row(language, slug=slug, currency=currency)
    return _page(dict(zip(_COLUMNS, rows[0], strict=True)), currency, language) if rows else None


def _page(row: dict[str, Any], currency: str, language: str) -> PiecePage:
    minor, form = row["price__minor"], row["form__slug"]
    said: dict[str, Any] = {name: row[name] for name in _FACTS}
    said |= {field: row[f"said_{field}"] or "" for field in _TEXTS}
    said |= _made_of(row["id"], language)
    said["name"] = said["name"] or row["slug"]
    return PiecePage(
        piece_id=row["id"],
        collection=Named(row["collection__slug"], row["collection_name"] or row["collection__slug"]),
        form=Named(form, words(WordKind.FORM, language).get(form, form)),
        price=Money(minor, currency) if minor is not None else None,
        pictures=_pictures(row["id"], language),
        passport=_passport(row["id"], language),
        **said,
    )


_MADE_OF = (("colours", PieceColour, "colour"), ("techniques", PieceTechnique, "technique"))


@prepared(piece_id=int)
def _parts(*, piece_id: int) -> "QuerySet[Any, tuple[str, int, str]]":
    first, *more = (
        model.objects.filter(piece_id=piece_id).order_by().values_list(Value(kind), "position", f"{thing}__slug")
        for kind, model, thing in (*_MADE_OF, ("materials", PieceMaterial, "material"))
    )
    return first.union(*more, all=True)


def _made_of(piece_id: int, language: str) -> dict[str, tuple[Named, ...]]:
    """Colours, techniques and materials, leading ones first, in one statement."""
    known = {
        "colours": {slug: Named(slug, name) for slug, name in words(WordKind.COLOUR, language).items()},
        "techniques": {technique.slug: technique for technique in techniques(language)},
        "materials": {material.slug: material for material in materials(language)},
    }
    made: dict[str, list[Named]] = {kind: [] for kind in known}
    for kind, _, slug in sorted(_parts(piece_id=piece_id)):
        made[kind].append(known[kind].get(slug) or Named(slug, slug))
    return {kind: tuple(things) for kind, things in made.items()}


@prepared(piece_id=int)
def _views(language: str, /, *, piece_id: int) -> "QuerySet[Picture, tuple[Any, ...]]":
    return (
        Picture.objects.filter(piece_id=piece_id)
        .annotate(**joins("texts", language))
        .annotate(alt=text("alt", language))
        .order_by("position")
        .values_list(*FILES, "alt", "view")
    )


def _pictures(piece_id: int, language: str) -> tuple[Image, ...]:
    rows = _views(language, piece_id=piece_id)
    return tuple(image(*row[:6], row[6] or "", row[7]) for row in rows)


@prepared(piece_id=int)
def _stages(*, piece_id: int) -> "QuerySet[Stage, tuple[Any, ...]]":
    stages = Stage.objects.filter(piece_id=piece_id).order_by("position")
    return stages.values_list("stage__slug", "role__slug", "finished_on")


def _passport(piece_id: int, language: str) -> tuple[StageDone, ...]:
    stages, roles = words(WordKind.STAGE, language), words(WordKind.ROLE, language)
    rows = _stages(piece_id=piece_id)
    before = [None, *(on for *_, on in rows)]
    return tuple(
        StageDone(stages.get(stage, stage), roles.get(role, role), on, (on - last).days if last else None)
        for (stage, role, on), last in zip(rows, before, strict=False)
    )
