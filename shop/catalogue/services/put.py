"""Saving things by their slug: what is there already is brought to the draft, the rest is made."""

from typing import Any

from django.db import models, transaction

from shop.catalogue.models import (
    Collection,
    CollectionText,
    Material,
    MaterialText,
    Picture,
    PictureText,
    Piece,
    PieceColour,
    PieceMaterial,
    PieceTechnique,
    PieceText,
    Price,
    Scene,
    SceneText,
    Stage,
    Technique,
    TechniqueText,
    Word,
    WordText,
)
from shop.catalogue.services.indexing import index
from shop.catalogue.services.shown import changed
from shop.catalogue.types import FilesDraft, PieceDraft, PieceWords, TermDraft, WordKind


@transaction.atomic
def put_collection(*, draft: TermDraft) -> None:
    """Save a collection; the longer text is its introduction."""
    thing, _ = Collection.objects.update_or_create(slug=draft.slug, defaults={"position": draft.position})
    for language, (name, intro) in draft.texts.items():
        CollectionText.objects.update_or_create(
            collection=thing, language=language, defaults={"name": name, "intro": intro}
        )
    changed()


@transaction.atomic
def put_technique(*, draft: TermDraft, native_name: str, pinyin: str) -> None:
    """Save a technique with its Chinese name and pinyin."""
    thing, _ = Technique.objects.update_or_create(
        slug=draft.slug, defaults={"position": draft.position, "native_name": native_name, "pinyin": pinyin}
    )
    for language, (name, about) in draft.texts.items():
        TechniqueText.objects.update_or_create(
            technique=thing, language=language, defaults={"name": name, "about": about}
        )
    changed()


@transaction.atomic
def put_material(*, draft: TermDraft, hs_code: str, origin: str) -> None:
    """Save a material; `hs_code` has six digits and no dot, `origin` is ISO 3166-1 alpha-2."""
    thing, _ = Material.objects.update_or_create(
        slug=draft.slug, defaults={"position": draft.position, "hs_code": hs_code, "origin": origin}
    )
    for language, (name, about) in draft.texts.items():
        MaterialText.objects.update_or_create(
            material=thing, language=language, defaults={"name": name, "about": about}
        )
    changed()


@transaction.atomic
def put_word(*, kind: WordKind, draft: TermDraft) -> None:
    """Save a term of the vocabulary."""
    thing, _ = Word.objects.update_or_create(kind=kind, slug=draft.slug, defaults={"position": draft.position})
    for language, (name, _about) in draft.texts.items():
        WordText.objects.update_or_create(word=thing, language=language, defaults={"name": name})
    changed()


@transaction.atomic
def put_scene(*, slug: str, files: FilesDraft, alts: dict[str, str]) -> None:
    """Save a wide picture of the home page."""
    scene, _ = Scene.objects.update_or_create(slug=slug, defaults=_columns(files))
    for language, alt in alts.items():
        SceneText.objects.update_or_create(scene=scene, language=language, defaults={"alt": alt})
    changed()


@transaction.atomic
def put_piece(*, draft: PieceDraft) -> int:
    """Save a piece with all that is said about it, make it findable, return its id.

    Of a piece that exists already the stock stays as it is: it may have been sold from meanwhile.
    """
    facts = {
        name: getattr(draft, name)
        for name in (
            "serial", "published", "position", "length_mm", "width_mm", "height_mm", "weight_g", "parcel_g",
            "hs_code", "origin", "coats", "curing_days", "finished_on", "edition",
        )
    }  # fmt: skip
    facts |= {
        "collection": Collection.objects.get(slug=draft.collection),
        "form": Word.objects.get(kind=WordKind.FORM, slug=draft.form),
    }
    piece, _ = Piece.objects.update_or_create(
        slug=draft.slug, defaults=facts, create_defaults={**facts, "stock": draft.stock}
    )
    _replace_parts(piece, draft)
    _replace_pictures(piece, draft)
    index(piece_ids=[piece.pk])
    changed()
    return piece.pk


def _replace_parts(piece: Piece, draft: PieceDraft) -> None:
    _replace(PieceText, piece, [{"language": tag, **_fields(words)} for tag, words in draft.texts.items()])
    _replace(Price, piece, [{"currency": code, "minor": minor} for code, minor in draft.prices.items()])
    _replace(PieceColour, piece, _places("colour_id", _terms(WordKind.COLOUR), draft.colours))
    _replace(PieceTechnique, piece, _places("technique_id", _by_slug(Technique.objects.all()), draft.techniques))
    _replace(PieceMaterial, piece, _places("material_id", _by_slug(Material.objects.all()), draft.materials))
    stages, roles = _terms(WordKind.STAGE), _terms(WordKind.ROLE)
    _replace(
        Stage,
        piece,
        [
            {"position": n, "stage_id": stages[s.stage], "role_id": roles[s.role], "finished_on": s.finished_on}
            for n, s in enumerate(draft.passport)
        ],
    )


def _replace_pictures(piece: Piece, draft: PieceDraft) -> None:
    rows = [{"position": n, "view": p.view, **_columns(p.files)} for n, p in enumerate(draft.pictures)]
    made = _replace(Picture, piece, rows)
    PictureText.objects.bulk_create(
        PictureText(picture=picture, language=language, alt=alt)
        for picture, drafted in zip(made, draft.pictures, strict=True)
        for language, alt in drafted.alts.items()
    )


def _replace(model: type[models.Model], piece: Piece, rows: list[dict[str, Any]]) -> list[Any]:
    objects = model._default_manager
    objects.filter(piece=piece).delete()
    return objects.bulk_create([model(piece=piece, **row) for row in rows])


def _fields(words: PieceWords) -> dict[str, str]:
    return {name: getattr(words, name) for name in ("name", "story", "base", "ground", "care")}


def _by_slug(things: models.QuerySet[Any]) -> dict[str, int]:
    return dict(things.values_list("slug", "id"))


def _terms(kind: WordKind) -> dict[str, int]:
    return _by_slug(Word.objects.filter(kind=kind))


def _places(column: str, ids: dict[str, int], slugs: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{column: ids[slug], "position": place} for place, slug in enumerate(slugs)]


def _columns(files: FilesDraft) -> dict[str, Any]:
    return {
        "stem": files.stem,
        "width": files.width,
        "height": files.height,
        "widths": ",".join(map(str, files.widths)),
        "formats": ",".join(files.formats),
        "share": files.share,
    }
